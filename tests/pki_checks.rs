//! What swarmctl reads out of certificates: when a leaf must be issued anew, what garbage comes to, and whom its TLS client believes.

use std::sync::Arc;

use proptest::prelude::*;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConnection, RootCertStore, ServerConfig, ServerConnection};
use swarmctl::model::{CertAlgorithm, CertPolicy, Host, LeafRequest, Secret, Validity};
use swarmctl::pki::{Ca, Issued, LeafCheck, LeafUse, client_config, inspect};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const MADE: OffsetDateTime = datetime!(2026-01-01 0:00 UTC);

fn ca(made: OffsetDateTime, days: u32) -> Ca {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: days, leaf_days: 90 };
    Ca::make(&"lab".parse().unwrap(), &policy, made, [1; 16]).unwrap().0
}

fn hosts(texts: &[&str]) -> Vec<Host> {
    texts.iter().map(|t| t.parse().unwrap()).collect()
}

fn leaf(ca: &Ca, leaf_use: LeafUse, made: OffsetDateTime) -> Issued {
    let request = LeafRequest { name: "worker-1".to_owned(), sans: hosts(&["worker-1", "10.0.0.11", "fd00::11"]), valid: Validity::from_days(90) };
    ca.issue(&request, leaf_use, CertAlgorithm::EcdsaP256, made, [2; 16]).unwrap()
}

struct Wanted<'a> {
    ca: &'a Ca,
    cert: &'a str,
    sans: &'a [&'a str],
    now: OffsetDateTime,
}

fn reasons(wanted: &Wanted) -> Vec<String> {
    let sans = hosts(wanted.sans);
    let check =
        LeafCheck { cert_pem: wanted.cert, ca_pem: wanted.ca.pem(), sans: &sans, leaf_use: LeafUse::Node, now: wanted.now, renew_before: Duration::days(30) };
    check.reasons().iter().map(ToString::to_string).collect()
}

#[test]
fn a_leaf_that_fits_is_kept() {
    let ca = ca(MADE, 3650);
    let leaf = leaf(&ca, LeafUse::Node, MADE);
    let sans = ["WORKER-1", "10.0.0.11", "fd00:0::11"];
    assert!(reasons(&Wanted { ca: &ca, cert: &leaf.cert_pem, sans: &sans, now: MADE }).is_empty());
}

#[test]
fn each_fault_of_a_leaf_is_a_reason_to_issue_it_anew() {
    let (ours, other) = (ca(MADE, 3650), ca(MADE, 3650));
    let (node, operator, foreign) = (leaf(&ours, LeafUse::Node, MADE), leaf(&ours, LeafUse::Client, MADE), leaf(&other, LeafUse::Node, MADE));
    let wanted = |cert, sans, days| Wanted { ca: &ours, cert, sans, now: MADE + Duration::days(days) };
    let name: &[&str] = &["worker-1"];
    let cases = [
        (wanted(&node.cert_pem, name, 59), vec![]),
        (wanted(&node.cert_pem, name, 60), vec!["expires in 30 days"]),
        (wanted(&node.cert_pem, name, 89), vec!["expires in 1 day"]),
        (wanted(&node.cert_pem, name, 90), vec!["expires today"]),
        (wanted(&node.cert_pem, name, 91), vec!["expired on 2026-04-01"]),
        (wanted(&node.cert_pem, name, -1), vec!["not valid before 2025-12-31"]),
        (wanted(&node.cert_pem, &["worker-1", "10.0.0.12", "worker-2"], 0), vec!["does not name 10.0.0.12", "does not name worker-2"]),
        (wanted(&foreign.cert_pem, name, 0), vec!["not signed by the cluster CA"]),
        (wanted(&operator.cert_pem, name, 0), vec!["lacks serverAuth"]),
        (wanted("", name, 0), vec!["the certificate cannot be read: it is cut short"]),
    ];
    for (wanted, expected) in cases {
        assert_eq!(reasons(&wanted), expected);
    }
}

#[test]
fn a_leaf_that_ends_with_its_ca_is_not_issued_anew_run_after_run() {
    let ca = ca(MADE, 20);
    let leaf = leaf(&ca, LeafUse::Node, MADE);
    assert!(reasons(&Wanted { ca: &ca, cert: &leaf.cert_pem, sans: &["worker-1"], now: MADE }).is_empty());
}

#[test]
fn der_and_pem_read_the_same() {
    let ca = ca(MADE, 3650);
    let leaf = leaf(&ca, LeafUse::Node, MADE);
    let der = CertificateDer::from_pem_slice(leaf.cert_pem.as_bytes()).unwrap();
    assert_eq!(inspect(&der, ca.pem()).unwrap(), inspect(leaf.cert_pem.as_bytes(), ca.pem()).unwrap());
}

#[test]
fn an_address_written_as_a_dns_name_is_not_taken_for_the_address() {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::default();
    params.subject_alt_names = vec![rcgen::SanType::DnsName("10.0.0.11".try_into().unwrap())];
    let cert = params.self_signed(&key).unwrap();
    let served = inspect(cert.der(), &cert.pem()).unwrap();
    assert_eq!(served.sans, ["DNS:10.0.0.11"]);
    assert!(!swarmctl::pki::covers(&served.sans, &"10.0.0.11".parse().unwrap()));
}

#[test]
fn control_characters_of_a_foreign_certificate_do_not_reach_the_terminal() {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::default();
    params.distinguished_name.push(rcgen::DnType::CommonName, "\u{1b}[2Jroot");
    let cert = params.self_signed(&key).unwrap();
    let served = inspect(cert.der(), &cert.pem()).unwrap();
    assert!(!served.subject.contains('\u{1b}') && served.subject.contains("[2Jroot"), "{}", served.subject);
}

/// A server with a node's pair that lets in the CA's clients only.
fn server(ca: &Ca, pair: &Issued) -> ServerConnection {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca.pem().as_bytes()).unwrap()).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().unwrap();
    let chain = vec![CertificateDer::from_pem_slice(pair.cert_pem.as_bytes()).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(pair.key.expose()).unwrap();
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    ServerConnection::new(Arc::new(builder.with_client_cert_verifier(verifier).with_single_cert(chain, key).unwrap())).unwrap()
}

/// A handshake in memory: ok, or what either side said.
fn handshake(mut client: ClientConnection, mut server: ServerConnection) -> Result<(), rustls::Error> {
    while client.wants_write() || server.wants_write() {
        let mut wire = Vec::new();
        client.write_tls(&mut wire).unwrap();
        server.read_tls(&mut wire.as_slice()).unwrap();
        server.process_new_packets()?;
        wire.clear();
        server.write_tls(&mut wire).unwrap();
        client.read_tls(&mut wire.as_slice()).unwrap();
        client.process_new_packets()?;
    }
    Ok(())
}

fn connect(ca_pem: &str, identity: Option<(&str, &Secret)>, name: &str) -> ClientConnection {
    let config = client_config(ca_pem, identity).unwrap();
    ClientConnection::new(Arc::new(config), ServerName::try_from(name.to_owned()).unwrap()).unwrap()
}

#[test]
fn the_tls_client_meets_a_node_under_the_clusters_ca() {
    let now = OffsetDateTime::now_utc();
    let ca = ca(now, 30);
    let (node, operator) = (leaf(&ca, LeafUse::Node, now), leaf(&ca, LeafUse::Client, now));
    let identity = Some((operator.cert_pem.as_str(), &operator.key));
    for name in ["worker-1", "10.0.0.11", "fd00::11"] {
        assert_eq!(handshake(connect(ca.pem(), identity, name), server(&ca, &node)), Ok(()), "{name}");
    }
    assert!(handshake(connect(ca.pem(), identity, "10.0.0.12"), server(&ca, &node)).is_err());
    assert!(handshake(connect(ca.pem(), None, "worker-1"), server(&ca, &node)).is_err());
}

#[test]
fn the_tls_client_does_not_believe_another_ca() {
    let now = OffsetDateTime::now_utc();
    let (ours, other) = (ca(now, 30), ca(now, 30));
    let node = leaf(&other, LeafUse::Node, now);
    assert!(handshake(connect(ours.pem(), None, "worker-1"), server(&other, &node)).is_err());
}

#[test]
fn a_client_key_that_is_not_the_certificates_is_refused_at_once() {
    let ca = ca(MADE, 30);
    let (one, two) = (leaf(&ca, LeafUse::Client, MADE), leaf(&ca, LeafUse::Client, MADE));
    assert!(client_config(ca.pem(), Some((&one.cert_pem, &two.key))).is_err());
}

fn check_never_panics(bytes: &[u8], ca_pem: &str) {
    let _ = inspect(bytes, ca_pem);
    let text = String::from_utf8_lossy(bytes);
    let check = LeafCheck { cert_pem: &text, ca_pem: &text, sans: &[], leaf_use: LeafUse::Node, now: MADE, renew_before: Duration::days(30) };
    let _ = check.reasons();
    let _ = Ca::load(&text, &Secret::new(bytes), MADE);
    let _ = client_config(&text, Some((&text, &Secret::new(bytes))));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check_never_panics(&bytes, ca(MADE, 30).pem());
    }

    #[test]
    fn mutated_der_and_pem_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let ca = ca(MADE, 30);
        let pem = leaf(&ca, LeafUse::Node, MADE).cert_pem.into_bytes();
        let der = CertificateDer::from_pem_slice(&pem).unwrap().to_vec();
        for mut bytes in [pem, der] {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            check_never_panics(&bytes, ca.pem());
            bytes.truncate(cut.index(bytes.len()));
            check_never_panics(&bytes, ca.pem());
        }
    }
}
