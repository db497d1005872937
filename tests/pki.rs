//! The certificates swarmctl makes, judged by others: the `openssl` command and webpki.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration as StdDuration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair, KeyUsagePurpose};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use swarmctl::model::{CertAlgorithm, CertPolicy, ClusterName, Host, LeafRequest, Secret, Validity};
use swarmctl::pki::{Ca, Error, Issued, LeafUse, inspect};
use time::{Duration, OffsetDateTime};

const SANS: [&str; 6] = ["worker-1", "localhost", "node_1.example", "10.0.0.11", "127.0.0.1", "fd00::11"];
const ALGORITHMS: [CertAlgorithm; 3] = [CertAlgorithm::EcdsaP256, CertAlgorithm::Rsa2048, CertAlgorithm::Rsa4096];

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

fn policy(algorithm: CertAlgorithm) -> CertPolicy {
    CertPolicy { algorithm, ca_days: 3650, leaf_days: 365 }
}

fn cluster() -> ClusterName {
    "lab".parse().unwrap()
}

fn make(algorithm: CertAlgorithm) -> (Ca, Secret) {
    Ca::make(&cluster(), &policy(algorithm), now(), [0xff; 16]).unwrap()
}

fn request(days: u32) -> LeafRequest {
    LeafRequest { name: "worker-1".to_owned(), sans: SANS.iter().map(|s| s.parse::<Host>().unwrap()).collect(), valid: Validity::from_days(days) }
}

fn node_leaf(ca: &Ca, algorithm: CertAlgorithm) -> Issued {
    ca.issue(&request(365), LeafUse::Node, algorithm, now(), [1; 16]).unwrap()
}

fn operator_leaf(ca: &Ca) -> Issued {
    let request = LeafRequest { name: "operator".to_owned(), sans: Vec::new(), valid: Validity::from_days(365) };
    ca.issue(&request, LeafUse::Client, CertAlgorithm::EcdsaP256, now(), [2; 16]).unwrap()
}

fn openssl(args: &[&str], dir: &Path) -> Output {
    Command::new("openssl").args(args).current_dir(dir).output().expect("the openssl command runs")
}

fn text_of(pem: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("cert.pem"), pem).unwrap();
    let out = openssl(&["x509", "-in", "cert.pem", "-noout", "-text"], dir.path());
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

/// What `openssl verify` says to a leaf: `Ok`, or its complaint.
fn openssl_verify(ca: &str, leaf: &str, extra: &[&str]) -> Result<(), String> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ca.pem"), ca).unwrap();
    std::fs::write(dir.path().join("cert.pem"), leaf).unwrap();
    let args = [&["verify", "-x509_strict", "-CAfile", "ca.pem"], extra, &["cert.pem"]].concat();
    let out = openssl(&args, dir.path());
    if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into_owned()) }
}

/// A private key in the form that `openssl` converts it to.
fn converted(key: &Secret, args: &[&str]) -> Secret {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("key.pem"), key.expose()).unwrap();
    let out = openssl(&[args, &["-in", "key.pem"]].concat(), dir.path());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Secret::new(out.stdout)
}

fn webpki_verify(ca: &str, leaf: &str, usage: webpki::KeyUsage, name: Option<&str>) -> Result<(), webpki::Error> {
    let ca = CertificateDer::from_pem_slice(ca.as_bytes()).unwrap();
    let leaf = CertificateDer::from_pem_slice(leaf.as_bytes()).unwrap();
    let anchors = [webpki::anchor_from_trusted_cert(&ca)?];
    let leaf = webpki::EndEntityCert::try_from(&leaf)?;
    let now = UnixTime::since_unix_epoch(StdDuration::from_secs(now().unix_timestamp().unsigned_abs()));
    leaf.verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &anchors, &[], now, usage, None, None)?;
    name.map_or(Ok(()), |name| leaf.verify_is_valid_for_subject_name(&ServerName::try_from(name).unwrap()))
}

/// A certificate of the test's own making, with its key.
fn foreign(change: impl FnOnce(&mut CertificateParams)) -> (String, Secret) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Ops");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    change(&mut params);
    (params.self_signed(&key).unwrap().pem(), Secret::new(key.serialize_pem()))
}

#[test]
fn openssl_accepts_a_node_leaf_as_server_and_as_client_by_every_name() {
    for algorithm in ALGORITHMS {
        let (ca, _) = make(algorithm);
        let leaf = node_leaf(&ca, algorithm);
        for purpose in ["sslserver", "sslclient"] {
            assert_eq!(openssl_verify(ca.pem(), &leaf.cert_pem, &["-purpose", purpose]), Ok(()), "{algorithm:?} {purpose}");
        }
        for name in SANS {
            let option = if name.parse::<std::net::IpAddr>().is_ok() { "-verify_ip" } else { "-verify_hostname" };
            assert_eq!(openssl_verify(ca.pem(), &leaf.cert_pem, &[option, name]), Ok(()), "{algorithm:?} {name}");
        }
    }
}

#[test]
fn webpki_accepts_a_node_leaf_as_server_and_as_client_by_every_name() {
    for algorithm in ALGORITHMS {
        let (ca, _) = make(algorithm);
        let leaf = node_leaf(&ca, algorithm);
        assert_eq!(webpki_verify(ca.pem(), &leaf.cert_pem, webpki::KeyUsage::client_auth(), None), Ok(()), "{algorithm:?}");
        for name in SANS {
            assert_eq!(webpki_verify(ca.pem(), &leaf.cert_pem, webpki::KeyUsage::server_auth(), Some(name)), Ok(()), "{algorithm:?} {name}");
        }
    }
}

#[test]
fn a_name_that_is_not_in_the_leaf_is_refused() {
    let (ca, _) = make(CertAlgorithm::EcdsaP256);
    let leaf = node_leaf(&ca, CertAlgorithm::EcdsaP256);
    for name in ["worker-2", "10.0.0.12", "::1"] {
        assert!(webpki_verify(ca.pem(), &leaf.cert_pem, webpki::KeyUsage::server_auth(), Some(name)).is_err(), "{name}");
    }
}

#[test]
fn the_operators_leaf_is_a_client_and_no_server() {
    let (ca, _) = make(CertAlgorithm::EcdsaP256);
    let leaf = operator_leaf(&ca);
    assert_eq!(openssl_verify(ca.pem(), &leaf.cert_pem, &["-purpose", "sslclient"]), Ok(()));
    assert!(openssl_verify(ca.pem(), &leaf.cert_pem, &["-purpose", "sslserver"]).is_err());
    assert_eq!(webpki_verify(ca.pem(), &leaf.cert_pem, webpki::KeyUsage::client_auth(), None), Ok(()));
    assert!(webpki_verify(ca.pem(), &leaf.cert_pem, webpki::KeyUsage::server_auth(), None).is_err());
}

#[test]
fn a_leaf_of_another_ca_is_refused_even_where_the_names_are_equal() {
    let (ours, _) = make(CertAlgorithm::EcdsaP256);
    let (other, _) = make(CertAlgorithm::EcdsaP256);
    let leaf = node_leaf(&other, CertAlgorithm::EcdsaP256);
    assert!(openssl_verify(ours.pem(), &leaf.cert_pem, &[]).is_err());
    assert!(webpki_verify(ours.pem(), &leaf.cert_pem, webpki::KeyUsage::server_auth(), None).is_err());
    assert!(!inspect(leaf.cert_pem.as_bytes(), ours.pem()).unwrap().chains);
}

#[test]
fn openssl_reads_the_ca_as_one_that_signs_leaves_only() {
    let (ca, _) = make(CertAlgorithm::EcdsaP256);
    let text = text_of(ca.pem());
    for fact in [
        "Subject: O = swarmctl, CN = swarmctl CA lab 7fffffff\n",
        "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0",
        "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign",
        "X509v3 Subject Key Identifier:",
        "7f:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff",
        "ecdsa-with-SHA256",
    ] {
        assert!(text.contains(fact), "{fact}\n{text}");
    }
}

#[test]
fn openssl_reads_a_leaf_as_one_that_is_no_ca() {
    let (ca, _) = make(CertAlgorithm::Rsa2048);
    let text = text_of(&node_leaf(&ca, CertAlgorithm::Rsa2048).cert_pem);
    for fact in [
        "Subject: O = swarmctl, CN = worker-1",
        "X509v3 Basic Constraints: critical\n                CA:FALSE",
        "X509v3 Key Usage: critical\n                Digital Signature, Key Encipherment",
        "TLS Web Server Authentication, TLS Web Client Authentication",
        "X509v3 Authority Key Identifier:",
        "DNS:worker-1, DNS:localhost, DNS:node_1.example, IP Address:10.0.0.11, IP Address:127.0.0.1, IP Address:FD00:0:0:0:0:0:0:11",
        "sha256WithRSAEncryption",
    ] {
        assert!(text.contains(fact), "{fact}\n{text}");
    }
    let text = text_of(&node_leaf(&ca, CertAlgorithm::EcdsaP256).cert_pem);
    assert!(text.contains("X509v3 Key Usage: critical\n                Digital Signature\n"), "{text}");
}

#[test]
fn the_serial_and_the_dates_are_as_asked_for() {
    let (ca, _) = make(CertAlgorithm::EcdsaP256);
    let begun = now();
    let leaf = ca.issue(&request(30), LeafUse::Node, CertAlgorithm::EcdsaP256, begun, [0x80; 16]).unwrap();
    let served = inspect(leaf.cert_pem.as_bytes(), ca.pem()).unwrap();
    let whole = begun.replace_nanosecond(0).unwrap();
    assert_eq!((served.serial.as_str(), served.serial == leaf.serial), ("40808080808080808080808080808080", true));
    assert_eq!((served.not_before, served.not_after), (whole - Duration::minutes(5), whole + Duration::days(30)));
    assert_eq!((served.server_auth, served.client_auth, served.chains), (true, true, true));
    assert_eq!(served.sans, SANS);
}

#[test]
fn a_leaf_never_outlives_its_ca() {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 10, leaf_days: 365 };
    let (ca, _) = Ca::make(&cluster(), &policy, now(), [3; 16]).unwrap();
    let end = |pem: &str| inspect(pem.as_bytes(), ca.pem()).unwrap().not_after;
    assert_eq!(end(&node_leaf(&ca, CertAlgorithm::EcdsaP256).cert_pem), end(ca.pem()));
}

#[test]
fn a_validity_past_the_year_9999_is_refused() {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: u32::MAX, leaf_days: 1 };
    assert!(matches!(Ca::make(&cluster(), &policy, now(), [3; 16]), Err(Error::Validity { .. })));
}

#[test]
fn a_loaded_ca_issues_whatever_form_its_key_has() {
    for (algorithm, convert) in [(CertAlgorithm::Rsa2048, &["rsa", "-traditional"][..]), (CertAlgorithm::EcdsaP256, &["ec"][..])] {
        let (made, key) = make(algorithm);
        let old_form = converted(&key, convert);
        assert!(!old_form.expose_str().unwrap().contains("BEGIN PRIVATE KEY"));
        for key in [&key, &old_form] {
            let loaded = Ca::load(made.pem(), key, now()).unwrap();
            let leaf = node_leaf(&loaded, CertAlgorithm::EcdsaP256);
            assert_eq!(openssl_verify(made.pem(), &leaf.cert_pem, &["-purpose", "sslserver"]), Ok(()), "{algorithm:?}");
        }
    }
}

#[test]
fn the_first_certificate_of_a_bundle_is_the_issuer() {
    let (ours, key) = make(CertAlgorithm::EcdsaP256);
    let (other, other_key) = make(CertAlgorithm::EcdsaP256);
    let bundle = format!("{}{}", ours.pem(), other.pem());
    assert!(matches!(Ca::load(&bundle, &other_key, now()), Err(Error::KeyMismatch)));
    let loaded = Ca::load(&bundle, &key, now()).unwrap();
    assert_eq!(loaded.pem(), bundle);
    assert!(inspect(node_leaf(&loaded, CertAlgorithm::EcdsaP256).cert_pem.as_bytes(), ours.pem()).unwrap().chains);
}

#[test]
fn a_ca_made_by_openssl_issues_leaves_that_openssl_accepts() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "ca.pem", "-days", "30"];
    let subject = ["-subj", "/C=DE/O=Ops/CN=Ops CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
    assert!(openssl(&[&args[..], &subject[..]].concat(), dir.path()).status.success());
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    let ca = Ca::load(&read("ca.pem"), &Secret::new(read("key.pem")), now()).unwrap();
    let leaf = node_leaf(&ca, CertAlgorithm::EcdsaP256);
    assert_eq!(openssl_verify(ca.pem(), &leaf.cert_pem, &["-purpose", "sslclient"]), Ok(()));
}

#[test]
fn a_ca_whose_leaves_nobody_would_believe_is_not_loaded() {
    let (ca, key) = make(CertAlgorithm::EcdsaP256);
    let (_, other_key) = make(CertAlgorithm::EcdsaP256);
    let load = |pem: &str, key: &Secret, at: OffsetDateTime| Ca::load(pem, key, at).err().map(|e| e.to_string()).unwrap_or_default();
    let (leaf, leaf_key) = foreign(|p| p.is_ca = IsCa::ExplicitNoCa);
    let (no_usage, no_usage_key) = foreign(|p| p.key_usages = Vec::new());
    let (crl_only, crl_only_key) = foreign(|p| p.key_usages = vec![KeyUsagePurpose::CrlSign]);
    let cases = [
        (load("", &key, now()), "the CA certificate cannot be read"),
        (load("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", &key, now()), "the CA certificate cannot be read"),
        (load(&ca.pem()[..200], &key, now()), "the CA certificate cannot be read"),
        (load(ca.pem(), &Secret::new("not a key"), now()), "the CA key cannot be read"),
        (load(ca.pem(), &Secret::new([0xff, 0xfe]), now()), "the CA key cannot be read"),
        (load(ca.pem(), &other_key, now()), "the CA key does not belong to the CA certificate"),
        (load(ca.pem(), &key, now() + Duration::days(3651)), "the cluster CA expired on "),
        (load(ca.pem(), &key, now() - Duration::days(2)), "the cluster CA is not valid before "),
        (load(&leaf, &leaf_key, now()), "is not a CA's"),
        (load(&no_usage, &no_usage_key, now()), "no keyCertSign"),
        (load(&crl_only, &crl_only_key, now()), "no keyCertSign"),
    ];
    for (said, wanted) in cases {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_leaf_whose_issuer_would_come_out_rewritten_is_not_given_out() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "ca.pem", "-days", "30"];
    let subject = ["-subj", "/O=Ops/OU=a/OU=b/CN=Ops CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
    assert!(openssl(&[&args[..], &subject[..]].concat(), dir.path()).status.success());
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    let ca = Ca::load(&read("ca.pem"), &Secret::new(read("key.pem")), now()).unwrap();
    let issued = ca.issue(&request(1), LeafUse::Node, CertAlgorithm::EcdsaP256, now(), [4; 16]);
    assert!(matches!(issued, Err(Error::DoesNotChain { .. })));
}
