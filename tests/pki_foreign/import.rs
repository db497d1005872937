//! Bringing a CA: what is taken, and every reason why one is not.

use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256};
use swarmctl::model::{CertAlgorithm, Exit, Explain as _, Secret};
use swarmctl::pki::{Ca, LeafUse, check_import};
use time::{Duration, OffsetDateTime};

use crate::fixtures::{Foreign, KINDS, NOW, openssl, openssl_out, openssl_verifies, request, root};

fn ec_root(change: impl FnOnce(&mut CertificateParams)) -> Foreign {
    root("Ops Root", &PKCS_ECDSA_P256_SHA256, change)
}

fn ec_under(above: &Foreign, change: impl FnOnce(&mut CertificateParams)) -> Foreign {
    above.under("Ops Low", &PKCS_ECDSA_P256_SHA256, change)
}

fn refusal(cert: &str, chain: Option<&str>, key: &Secret) -> String {
    check_import(cert, chain, key, NOW).err().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn rsa_and_ecdsa_cas_are_taken_and_their_leaves_verify() {
    for kind in KINDS {
        let top = root("Ops Root", kind, |_| {});
        let bundle = check_import(&top.pem, None, &top.key, NOW).unwrap();
        assert_eq!(bundle, top.pem, "{kind:?}");
        let ca = Ca::load(&bundle, &top.key, NOW).unwrap();
        let leaf = ca.issue(&request("worker-1", &[]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [1; 16]).unwrap();
        assert_eq!(openssl_verifies(&bundle, &leaf.cert_pem, "sslserver"), Ok(()), "{kind:?}");
    }
}

#[test]
fn an_intermediate_is_taken_with_its_chain_in_whichever_files_they_are_kept() {
    let top = ec_root(|_| {});
    let low = ec_under(&top, |_| {});
    let bundle = format!("{}{}", low.pem, top.pem);
    assert_eq!(check_import(&low.pem, Some(&top.pem), &low.key, NOW).unwrap(), bundle);
    assert_eq!(check_import(&bundle, None, &low.key, NOW).unwrap(), bundle);
    assert_eq!(check_import(&low.pem, Some(&bundle), &low.key, NOW).unwrap(), bundle);
    assert_eq!(check_import(&low.pem, None, &low.key, NOW).unwrap(), low.pem);
}

#[test]
fn keys_in_the_forms_before_pkcs8_are_taken() {
    for (kind, convert) in [(KINDS[2], &["rsa", "-traditional", "-in", "key.pem"][..]), (KINDS[0], &["ec", "-in", "key.pem"][..])] {
        let top = root("Ops Root", kind, |_| {});
        let old_form = Secret::new(openssl_out(convert, &[("key.pem", top.key.expose())]));
        assert!(!old_form.expose_str().unwrap().contains("BEGIN PRIVATE KEY"));
        assert_eq!(check_import(&top.pem, None, &old_form, NOW).unwrap(), top.pem, "{kind:?}");
    }
}

#[test]
fn a_key_file_may_begin_with_its_curve() {
    let dir = tempfile::tempdir().unwrap();
    assert!(openssl(&["ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem"], dir.path()).status.success());
    let usage = ["-addext", "keyUsage=critical,keyCertSign"];
    let args = [&["req", "-x509", "-key", "key.pem", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Ops"], &usage[..]].concat();
    assert!(openssl(&args, dir.path()).status.success());
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    assert!(read("key.pem").starts_with("-----BEGIN EC PARAMETERS-----"));
    assert_eq!(check_import(&read("ca.pem"), None, &Secret::new(read("key.pem")), OffsetDateTime::now_utc()).unwrap(), read("ca.pem"));
}

#[test]
fn each_fault_of_a_ca_is_told() {
    let good = ec_root(|_| {});
    let other = ec_root(|_| {});
    let faulty = [
        (ec_root(|p| p.is_ca = IsCa::ExplicitNoCa), "the CA certificate of `CN=Ops Root` is not a CA's"),
        (ec_root(|p| p.key_usages = vec![KeyUsagePurpose::CrlSign]), "the CA certificate of `CN=Ops Root` may not sign certificates (no keyCertSign)"),
        (ec_root(|p| p.not_after = NOW - Duration::days(1)), "the cluster CA expired on 2026-05-31"),
        (ec_root(|p| p.not_before = NOW + Duration::days(1)), "the cluster CA is not valid before 2026-06-02"),
        (
            ec_root(|p| p.extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning]),
            "the CA certificate of `CN=Ops Root` is for other uses (its extended key usage lacks serverAuth or clientAuth)",
        ),
    ];
    for (ca, wanted) in &faulty {
        assert_eq!(refusal(&ca.pem, None, &ca.key), format!("this CA cannot be used: {wanted}"));
    }
    let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let files = [
        (refusal(&good.pem, None, &other.key), "the CA key does not belong to the CA certificate"),
        (refusal("garbage", None, &good.key), "the CA certificate cannot be read: there is no certificate in it"),
        (refusal(&good.pem[..200], None, &good.key), "the CA certificate cannot be read: "),
        (refusal(garbage, None, &good.key), "the CA certificate cannot be read: "),
        (refusal(&good.pem, Some("garbage"), &good.key), "the chain cannot be read: there is no certificate in it"),
        (refusal(&good.pem, None, &Secret::new("garbage")), "the CA key cannot be read: "),
        (refusal(&good.pem, None, &Secret::new(good.pem.clone())), "the CA key cannot be read: "),
    ];
    for (said, wanted) in files {
        assert!(said.starts_with(&format!("this CA cannot be used: {wanted}")), "{said}");
    }
}

#[test]
fn a_chain_that_does_not_chain_is_told() {
    let (top, other) = (ec_root(|_| {}), ec_root(|_| {}));
    let low = ec_under(&top, |_| {});
    let lower = low.under("Ops Lower", &PKCS_ECDSA_P256_SHA256, |_| {});
    let cases = [
        (refusal(&low.pem, Some(&other.pem), &low.key), "the certificate of `CN=Ops Low` was not signed by the next of the chain, `CN=Ops Root`: "),
        (refusal(&top.pem, Some(&low.pem), &top.key), "the certificate of `CN=Ops Root` was not signed by the next of the chain, `CN=Ops Low`: "),
        (refusal(&lower.pem, Some(&top.pem), &lower.key), "the certificate of `CN=Ops Lower` was not signed by the next of the chain, `CN=Ops Root`: "),
    ];
    for (said, wanted) in cases {
        assert!(said.starts_with(&format!("this CA cannot be used: {wanted}")), "{said}");
    }
}

#[test]
fn a_chain_whose_upper_part_is_at_fault_is_told() {
    let expired = ec_root(|p| p.not_after = NOW - Duration::days(1));
    let low = ec_under(&expired, |_| {});
    assert_eq!(refusal(&low.pem, Some(&expired.pem), &low.key), "this CA cannot be used: the cluster CA expired on 2026-05-31");
    let shallow = ec_root(|p| p.is_ca = IsCa::Ca(BasicConstraints::Constrained(0)));
    let low = ec_under(&shallow, |_| {});
    let said = refusal(&low.pem, Some(&shallow.pem), &low.key);
    assert_eq!(said, "this CA cannot be used: the certificate of `CN=Ops Root` does not allow as many CAs under it as the chain has (path length)");
}

#[test]
fn a_subject_that_leaves_cannot_repeat_is_told_before_anything_is_issued() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "ca.pem", "-days", "30"];
    let subject = ["-subj", "/O=Ops/OU=a/OU=b/CN=Ops CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
    assert!(openssl(&[&args[..], &subject[..]].concat(), dir.path()).status.success());
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    let error = check_import(&read("ca.pem"), None, &Secret::new(read("key.pem")), OffsetDateTime::now_utc()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this CA cannot be used: a certificate issued by `O=Ops, OU=a, OU=b, CN=Ops CA` does not chain to it: the issuer's name differs from the CA's subject"
    );
    assert_eq!(error.hint().as_deref(), Some("use a CA whose subject has each attribute once, and whose key is RSA, P-256 or P-384"));
}

#[test]
fn a_ca_of_a_kind_that_cannot_be_checked_is_refused() {
    let top = root("Ops Root", &rcgen::PKCS_ECDSA_P521_SHA512, |_| {});
    let said = refusal(&top.pem, None, &top.key);
    assert_eq!(said, "this CA cannot be used: a certificate issued by `CN=Ops Root` does not chain to it: signature unsupported algorithm");
}

#[test]
fn hints_speak_of_the_files_given_and_not_of_the_store() {
    let good = ec_root(|_| {});
    let mismatch = check_import(&good.pem, None, &ec_root(|_| {}).key, NOW).unwrap_err();
    assert_eq!((mismatch.hint().as_deref(), mismatch.exit()), (Some("give the key that the certificate was made with"), Exit::Failed));
    let expired = ec_root(|p| p.not_after = NOW - Duration::days(1));
    let expired = check_import(&expired.pem, None, &expired.key, NOW).unwrap_err();
    assert_eq!((expired.hint().as_deref(), expired.exit()), (Some("have it renewed, then import it"), Exit::Failed));
}
