//! Certificate requests: what is read of them, what is refused, and that a certificate holds nothing of them but their key.

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, SanType,
};
use rustls::pki_types::CertificateSigningRequestDer;
use rustls::pki_types::pem::PemObject as _;
use swarmctl::model::{Host, LeafRequest, Validity};
use swarmctl::pki::{Csr, Error, LeafUse, certificates, check_import, details, inspect};
use time::Duration;

use crate::fixtures::{KINDS, NOW, key_pair, openssl, openssl_out, openssl_verifies, ours, request, root};

fn csr(key: &KeyPair, change: impl FnOnce(&mut CertificateParams)) -> String {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "ci");
    change(&mut params);
    params.serialize_request(key).unwrap().pem().unwrap()
}

fn ec_csr(change: impl FnOnce(&mut CertificateParams)) -> String {
    csr(&key_pair(&PKCS_ECDSA_P256_SHA256), change)
}

fn der(pem: &str) -> Vec<u8> {
    CertificateSigningRequestDer::from_pem_slice(pem.as_bytes()).unwrap().to_vec()
}

fn refusal(bytes: &[u8]) -> String {
    Csr::read(bytes).err().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn a_request_tells_its_subject_and_its_names_in_pem_and_in_der() {
    let pem = ec_csr(|p| {
        p.subject_alt_names = vec![
            SanType::DnsName("ci.example".try_into().unwrap()),
            SanType::IpAddress("10.0.0.9".parse().unwrap()),
            SanType::IpAddress("fd00::9".parse().unwrap()),
        ];
    });
    for bytes in [pem.as_bytes(), &der(&pem), pem.replace(" CERTIFICATE", " NEW CERTIFICATE").as_bytes()] {
        let csr = Csr::read(bytes).unwrap();
        assert_eq!(csr.subject(), "CN=ci");
        assert_eq!(csr.sans().iter().map(Host::as_str).collect::<Vec<_>>(), ["ci.example", "10.0.0.9", "fd00::9"]);
    }
}

#[test]
fn a_request_of_openssls_is_read_whatever_else_it_asks_for() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "csr.pem", "-subj", "/O=Ops/CN=ci"];
    let extensions = ["-addext", "subjectAltName=DNS:ci.example", "-addext", "subjectKeyIdentifier=hash", "-addext", "1.2.3.4=ASN1:UTF8String:x"];
    assert!(openssl(&[&args[..], &extensions[..]].concat(), dir.path()).status.success());
    let csr = Csr::read(&std::fs::read(dir.path().join("csr.pem")).unwrap()).unwrap();
    assert_eq!((csr.subject(), csr.sans()), ("O=Ops, CN=ci", vec!["ci.example".parse().unwrap()]));
}

#[test]
fn a_signed_certificate_has_our_profile_and_only_the_key_of_the_request() {
    let (ca, _) = ours(1);
    for kind in KINDS {
        let pair = key_pair(kind);
        let asked = csr(&pair, |p| {
            p.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            p.key_usages = vec![KeyUsagePurpose::KeyCertSign];
            p.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::CodeSigning];
            p.subject_alt_names = vec![SanType::DnsName("manager-1".try_into().unwrap())];
            p.custom_extensions = vec![CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0])];
        });
        let wanted = LeafRequest { name: "ci".to_owned(), sans: vec!["ci.example".parse().unwrap()], valid: Validity::from_hours(36) };
        let signed = ca.sign(&Csr::read(asked.as_bytes()).unwrap(), &wanted, LeafUse::Client, NOW, [7; 16]).unwrap();
        let told = details(signed.cert_pem.as_bytes()).unwrap();
        assert_eq!((told.subject.as_str(), told.serial), ("O=swarmctl, CN=ci", signed.serial));
        assert_eq!((told.sans, told.uses, told.is_ca), (vec!["ci.example".to_owned()], vec!["clientAuth".to_owned()], false), "{kind:?}");
        assert_eq!((told.not_before, told.not_after), (NOW - Duration::minutes(5), NOW + Duration::hours(36)));
        assert_eq!(openssl_verifies(ca.pem(), &signed.cert_pem, "sslclient"), Ok(()), "{kind:?}");
        assert!(openssl_verifies(ca.pem(), &signed.cert_pem, "sslserver").is_err(), "{kind:?}");
        let key = openssl_out(&["x509", "-in", "cert.pem", "-noout", "-pubkey"], &[("cert.pem", signed.cert_pem.as_bytes())]);
        let ours = openssl_out(&["pkey", "-in", "key.pem", "-pubout"], &[("key.pem", pair.serialize_pem().as_bytes())]);
        assert_eq!(key, ours, "{kind:?}");
        let text = String::from_utf8(openssl_out(&["x509", "-in", "cert.pem", "-noout", "-text"], &[("cert.pem", signed.cert_pem.as_bytes())])).unwrap();
        assert_eq!(text.contains("Key Encipherment"), *kind == rcgen::PKCS_RSA_SHA256, "{text}");
        assert!(text.contains("Digital Signature") && !text.contains("Certificate Sign") && !text.contains("1.2.3.4"), "{text}");
    }
}

#[test]
fn a_signed_server_certificate_brings_the_intermediates() {
    let top = root("Ops Root", &PKCS_ECDSA_P256_SHA256, |_| {});
    let low = top.under("Ops Low", &PKCS_ECDSA_P256_SHA256, |_| {});
    let bundle = check_import(&low.pem, Some(&top.pem), &low.key, NOW).unwrap();
    let ca = swarmctl::pki::Ca::load(&bundle, &low.key, NOW).unwrap();
    let csr = Csr::read(ec_csr(|_| {}).as_bytes()).unwrap();
    let signed = ca.sign(&csr, &request("edge", &["edge"]), LeafUse::Node, NOW, [7; 16]).unwrap();
    assert_eq!(certificates(&signed.cert_pem).unwrap()[1..], [low.pem]);
    assert_eq!(openssl_verifies(&top.pem, &signed.cert_pem, "sslserver"), Ok(()));
}

#[test]
fn a_certificate_signed_for_others_does_not_outlive_the_ca() {
    let top = root("Ops Root", &PKCS_ECDSA_P256_SHA256, |p| p.not_after = NOW + Duration::days(3));
    let ca = swarmctl::pki::Ca::load(&top.pem, &top.key, NOW).unwrap();
    let signed = ca.sign(&Csr::read(ec_csr(|_| {}).as_bytes()).unwrap(), &request("ci", &[]), LeafUse::Client, NOW, [7; 16]).unwrap();
    assert_eq!(inspect(signed.cert_pem.as_bytes(), ca.pem()).unwrap().not_after, NOW + Duration::days(3));
}

#[test]
fn a_request_that_its_key_did_not_sign_is_refused() {
    let mut bytes = der(&ec_csr(|_| {}));
    let name = bytes.windows(2).position(|w| w == b"ci").expect("the subject");
    bytes[name] = b'C';
    assert!(matches!(Csr::read(&bytes), Err(Error::CsrSignature)));
    assert_eq!(refusal(&bytes), "the certificate request was not signed with its own key");
}

#[test]
fn a_name_that_is_no_host_is_refused_by_name() {
    let email = SanType::Rfc822Name("ops@example.org".try_into().unwrap());
    let cases = [
        (SanType::URI("spiffe://lab/ci".try_into().unwrap()), "URI:spiffe://lab/ci"),
        (email, "email:ops@example.org"),
        (SanType::DnsName("*.example.org".try_into().unwrap()), "*.example.org"),
        (SanType::DnsName("a b".try_into().unwrap()), "a b"),
        (SanType::OtherName((vec![1, 2, 3, 4], rcgen::OtherNameValue::Utf8String("x".to_owned()))), "other name:1.2.3.4"),
    ];
    for (san, name) in cases {
        let pem = ec_csr(|p| p.subject_alt_names = vec![SanType::DnsName("good".try_into().unwrap()), san]);
        assert_eq!(refusal(pem.as_bytes()), format!("the certificate request asks for `{name}`, which is neither a DNS name nor an IP address"));
    }
}

#[test]
fn names_of_a_request_do_not_reach_the_terminal_as_they_are() {
    let pem = ec_csr(|p| {
        p.distinguished_name.push(DnType::CommonName, "\u{1b}[2J");
        p.subject_alt_names = vec![SanType::URI("x:\u{1b}[2J".try_into().unwrap())];
    });
    assert!(!refusal(pem.as_bytes()).contains('\u{1b}'), "{}", refusal(pem.as_bytes()));
}

#[test]
fn what_is_no_request_is_refused() {
    let (ca, _) = ours(1);
    let pem = ec_csr(|_| {});
    let mut longer = der(&pem);
    longer.push(0);
    let cases = [
        (refusal(b""), "the certificate request cannot be used: "),
        (refusal(b"garbage"), "the certificate request cannot be used: "),
        (refusal(ca.pem().as_bytes()), "the certificate request cannot be used: there is no certificate request in it"),
        (refusal(&pem.as_bytes()[..pem.len() / 2]), "the certificate request cannot be used: "),
        (refusal(&longer), "the certificate request cannot be used: something follows it"),
    ];
    for (said, wanted) in cases {
        assert!(said.starts_with(wanted), "{said}");
    }
}

#[test]
fn a_key_that_is_too_short_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["req", "-new", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out", "csr.pem", "-subj", "/CN=ci"];
    assert!(openssl(&args, dir.path()).status.success());
    let said = refusal(&std::fs::read(dir.path().join("csr.pem")).unwrap());
    assert_eq!(said, "the certificate request cannot be used: its RSA key has 1024 bits, fewer than 2048");
}

#[test]
fn the_docker_clients_own_way_to_a_pair_ends_in_one_that_openssl_takes() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out", "csr.pem", "-subj", "/CN=ci"];
    assert!(openssl(&args, dir.path()).status.success());
    let (ca, _) = ours(1);
    let csr = Csr::read(&std::fs::read(dir.path().join("csr.pem")).unwrap()).unwrap();
    let signed = ca.sign(&csr, &request("ci", &[]), LeafUse::Client, NOW, [7; 16]).unwrap();
    assert_eq!(openssl_verifies(ca.pem(), &signed.cert_pem, "sslclient"), Ok(()));
}
