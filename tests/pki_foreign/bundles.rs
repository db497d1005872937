//! Trust bundles: the first certificate issues, and what a server sends beside its leaf.

use rcgen::PKCS_ECDSA_P256_SHA256;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, UnixTime};
use swarmctl::model::CertAlgorithm;
use swarmctl::pki::{Ca, LeafUse, certificates, details, issuing_certificate, signed_by};

use crate::fixtures::{KINDS, NOW, openssl_verifies, ours, request, root};

/// Whether webpki takes the first certificate of `cert` with the others as intermediates, trusting `root` alone.
fn webpki_verifies(root: &str, cert: &str, usage: webpki::KeyUsage) -> Result<(), webpki::Error> {
    let root = CertificateDer::from_pem_slice(root.as_bytes()).unwrap();
    let chain: Vec<_> = CertificateDer::pem_slice_iter(cert.as_bytes()).map(Result::unwrap).collect();
    let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(NOW.unix_timestamp().unsigned_abs()));
    let anchors = [webpki::anchor_from_trusted_cert(&root)?];
    let leaf = webpki::EndEntityCert::try_from(&chain[0])?;
    leaf.verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &anchors, &chain[1..], now, usage, None, None).map(|_| ())
}

#[test]
fn two_cas_of_a_cluster_differ_in_their_subjects() {
    let ((one, _), (two, _)) = (ours(1), ours(2));
    let subject = |ca: &Ca| details(ca.pem().as_bytes()).unwrap().subject;
    assert_eq!([subject(&one), subject(&two)], ["O=swarmctl, CN=swarmctl CA lab 41010101", "O=swarmctl, CN=swarmctl CA lab 42020202"]);
}

#[test]
fn the_longest_cluster_name_leaves_room_for_the_digits() {
    let policy = swarmctl::model::CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 1, leaf_days: 1 };
    let (ca, _) = Ca::make(&"a".repeat(63).parse().unwrap(), &policy, NOW, [1; 16]).unwrap();
    let subject = details(ca.pem().as_bytes()).unwrap().subject;
    assert_eq!(subject, format!("O=swarmctl, CN=swarmctl CA {} 41010101", "a".repeat(43)));
}

#[test]
fn a_bundle_is_split_into_its_certificates_and_the_first_issues() {
    let ((one, _), (two, _)) = (ours(1), ours(2));
    let bundle = format!("# new\n{}\n# old\n{}", one.pem(), two.pem());
    assert_eq!(certificates(&bundle).unwrap(), [one.pem(), two.pem()]);
    assert_eq!(issuing_certificate(&bundle).unwrap(), one.pem());
}

#[test]
fn a_loaded_ca_tells_its_bundle_and_its_issuing_certificate_apart() {
    let ((one, key), (two, _)) = (ours(1), ours(2));
    let bundle = format!("{}{}", one.pem(), two.pem());
    let loaded = Ca::load(&bundle, &key, NOW).unwrap();
    assert_eq!((loaded.pem(), loaded.issuer_pem(), one.issuer_pem()), (bundle.as_str(), one.pem(), one.pem()));
}

#[test]
fn only_the_first_certificate_of_a_bundle_is_asked_whether_it_signed() {
    let ((one, _), (two, _)) = (ours(1), ours(2));
    let leaf = one.issue(&request("worker-1", &[]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [3; 16]).unwrap().cert_pem;
    assert!(signed_by(&leaf, one.pem()));
    assert!(!signed_by(&leaf, two.pem()));
    assert!(!signed_by(&leaf, &format!("{}{}", two.pem(), one.pem())));
    assert!(!signed_by("", one.pem()) && !signed_by(&leaf, "garbage"));
}

#[test]
fn a_self_signed_issuer_sends_no_intermediates_whatever_is_trusted_beside_it() {
    let ((one, key), (two, _)) = (ours(1), ours(2));
    let ca = Ca::load(&format!("{}{}", one.pem(), two.pem()), &key, NOW).unwrap();
    let leaf = ca.issue(&request("worker-1", &[]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [3; 16]).unwrap();
    assert_eq!(certificates(&leaf.cert_pem).unwrap().len(), 1);
}

#[test]
fn a_leaf_of_an_intermediate_brings_the_way_up_to_the_root() {
    for kind in KINDS {
        let top = root("Ops Root", kind, |_| {});
        let middle = top.under("Ops Middle", kind, |_| {});
        let low = middle.under("Ops Low", kind, |_| {});
        let (old, _) = ours(1);
        // The order above the issuer does not matter, and the CA of an earlier time is no part of the way.
        let ca = Ca::load(&format!("{}{}{}{}", low.pem, old.pem(), top.pem, middle.pem), &low.key, NOW).unwrap();
        let leaf = ca.issue(&request("worker-1", &["worker-1"]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [3; 16]).unwrap();
        assert_eq!(certificates(&leaf.cert_pem).unwrap()[1..], [low.pem.clone(), middle.pem.clone()]);
        for purpose in ["sslserver", "sslclient"] {
            assert_eq!(openssl_verifies(&top.pem, &leaf.cert_pem, purpose), Ok(()), "{kind:?} {purpose}");
        }
        for usage in [webpki::KeyUsage::server_auth(), webpki::KeyUsage::client_auth()] {
            assert_eq!(webpki_verifies(&top.pem, &leaf.cert_pem, usage), Ok(()), "{kind:?}");
            assert_eq!(webpki_verifies(&low.pem, &leaf.cert_pem, usage), Ok(()), "{kind:?}");
        }
    }
}

#[test]
fn an_intermediate_without_its_root_sends_itself() {
    let low = root("Ops Root", &PKCS_ECDSA_P256_SHA256, |_| {}).under("Ops Low", &PKCS_ECDSA_P256_SHA256, |_| {});
    let ca = Ca::load(&low.pem, &low.key, NOW).unwrap();
    let leaf = ca.issue(&request("worker-1", &[]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [3; 16]).unwrap();
    assert_eq!(certificates(&leaf.cert_pem).unwrap()[1..], [low.pem]);
}
