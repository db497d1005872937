//! What a certificate is said to hold.

use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, PKCS_ED25519, SanType};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use swarmctl::model::CertAlgorithm;
use swarmctl::pki::{LeafUse, details};

use crate::fixtures::{KINDS, NOW, openssl_out, ours, request, root};

#[test]
fn a_node_leaf_is_told_whole() {
    let (ca, _) = ours(1);
    let leaf = ca.issue(&request("worker-1", &["worker-1", "10.0.0.11"]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [3; 16]).unwrap();
    let told = details(leaf.cert_pem.as_bytes()).unwrap();
    let fingerprint = told.fingerprint.clone();
    let json = serde_json::json!({
        "subject": "O=swarmctl, CN=worker-1",
        "issuer": "O=swarmctl, CN=swarmctl CA lab 41010101",
        "serial": "43030303030303030303030303030303",
        "sans": ["worker-1", "10.0.0.11"],
        "uses": ["serverAuth", "clientAuth"],
        "isCa": false,
        "pathLength": null,
        "keyAlgorithm": "ECDSA P-256",
        "signatureAlgorithm": "ecdsa-with-SHA256",
        "notBefore": "2026-05-31T23:55:00Z",
        "notAfter": "2026-07-01T00:00:00Z",
        "fingerprint": fingerprint,
    });
    assert_eq!(serde_json::to_value(&told).unwrap(), json);
    let theirs = openssl_out(&["x509", "-in", "cert.pem", "-noout", "-fingerprint", "-sha256"], &[("cert.pem", leaf.cert_pem.as_bytes())]);
    let theirs = String::from_utf8(theirs).unwrap().replace(':', "").to_lowercase();
    assert!(theirs.trim().ends_with(&fingerprint), "{theirs}");
}

#[test]
fn a_ca_is_told_as_one_with_its_path_length() {
    let told = details(ours(1).0.pem().as_bytes()).unwrap();
    assert_eq!((told.is_ca, told.path_length, told.uses), (true, Some(0), Vec::new()));
    let told = details(root("Ops", KINDS[0], |p| p.is_ca = IsCa::Ca(BasicConstraints::Unconstrained)).pem.as_bytes()).unwrap();
    assert_eq!((told.is_ca, told.path_length), (true, None));
}

#[test]
fn keys_and_signatures_are_told_by_name() {
    let names = KINDS.map(|kind| {
        let told = details(root("Ops", kind, |_| {}).pem.as_bytes()).unwrap();
        (told.key_algorithm, told.signature_algorithm)
    });
    let expected = [("ECDSA P-256", "ecdsa-with-SHA256"), ("ECDSA P-384", "ecdsa-with-SHA384"), ("RSA 2048", "sha256WithRSAEncryption")];
    assert_eq!(names, expected.map(|(key, signature)| (key.to_owned(), signature.to_owned())));
    let pair = KeyPair::generate_for(&PKCS_ED25519).unwrap();
    let told = details(CertificateParams::default().self_signed(&pair).unwrap().der()).unwrap();
    assert_eq!((told.key_algorithm.as_str(), told.signature_algorithm.as_str()), ("Ed25519", "ED25519"));
}

#[test]
fn names_and_uses_of_other_kinds_are_told_with_their_kind() {
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![
        SanType::URI("spiffe://lab/ci".try_into().unwrap()),
        SanType::Rfc822Name("ops@example.org".try_into().unwrap()),
        SanType::DnsName("10.0.0.1".try_into().unwrap()),
    ];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection, ExtendedKeyUsagePurpose::Other(vec![1, 2, 3, 4])];
    let told = details(params.self_signed(&KeyPair::generate().unwrap()).unwrap().der()).unwrap();
    assert_eq!(told.sans, ["URI:spiffe://lab/ci", "email:ops@example.org", "DNS:10.0.0.1"]);
    assert_eq!(told.uses, ["emailProtection", "1.2.3.4"]);
}

#[test]
fn pem_der_and_a_whole_chain_tell_the_same_certificate() {
    let top = root("Ops", KINDS[0], |_| {});
    let low = top.under("Ops Low", KINDS[0], |_| {});
    let told = details(low.pem.as_bytes()).unwrap();
    assert_eq!(details(&CertificateDer::from_pem_slice(low.pem.as_bytes()).unwrap()).unwrap(), told);
    assert_eq!(details(format!("{}{}", low.pem, top.pem).as_bytes()).unwrap(), told);
}

#[test]
fn no_text_of_a_certificate_reaches_the_terminal_as_it_is() {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "\u{1b}[2Jroot\n");
    params.subject_alt_names = vec![SanType::URI("x:\u{1b}]0;\u{7}".try_into().unwrap()), SanType::DnsName("\u{1b}c".try_into().unwrap())];
    let told = details(params.self_signed(&KeyPair::generate().unwrap()).unwrap().der()).unwrap();
    let all = [told.sans.concat(), told.subject, told.issuer].concat();
    assert!(all.contains("[2Jroot") && !all.contains(char::is_control), "{all:?}");
}
