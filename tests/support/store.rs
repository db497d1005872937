//! A cluster in the store without any host.

use std::collections::BTreeMap;

use swarmctl::model::{CertAlgorithm, LeafRecord, LeafRequest, Record, Validity};
use swarmctl::pki::{self, Ca, Issued, LeafUse};
use swarmctl::spec::{self, SourceContext};
use swarmctl::state::{CaKey, ClusterDir, Pair, SCHEMA, Store};
use time::OffsetDateTime;

use super::program::Sandbox;

impl Sandbox {
    /// Puts a cluster into the store, as `init` leaves it: the spec, the record, the CA, the operator's certificate.
    pub fn settle(&self, yaml: &str) -> ClusterDir {
        let cluster = spec::parse(yaml.as_bytes(), &SourceContext::default()).unwrap_or_else(|error| panic!("{error}"));
        let now = OffsetDateTime::now_utc();
        let dir = Store::open(&self.store()).and_then(|store| store.create(&cluster.name)).expect("the sandbox can be written to");
        let (ca, ca_key) = Ca::make(&cluster.name, &cluster.certs, now, [1; 16]).expect("a CA");
        let operator = LeafRequest { name: "operator".to_owned(), sans: Vec::new(), valid: Validity::from_days(cluster.certs.leaf_days) };
        let client = ca.issue(&operator, LeafUse::Client, cluster.certs.algorithm, now, [2; 16]).expect("a certificate");
        let written = dir
            .write_spec(&spec::to_yaml(&cluster))
            .and_then(|()| dir.write_record(&Record { schema: SCHEMA, created_at: now, made_as: None, renamed_from: None, nodes: BTreeMap::new() }))
            .and_then(|()| dir.write_ca(&Pair { cert_pem: ca.pem().to_owned(), key_pem: ca_key }))
            .and_then(|()| dir.write_client(ca.pem(), &Pair { cert_pem: client.cert_pem, key_pem: client.key }));
        written.expect("the sandbox can be written to");
        dir
    }
}

/// The CA of a cluster in the store, with its key.
pub fn ca_of(dir: &ClusterDir) -> Ca {
    let pem = dir.trust_pem().expect("it can be read").expect("there is a CA");
    match dir.ca_key().expect("it can be read") {
        Some(CaKey::Plain(key)) => Ca::load(&pem, &key, OffsetDateTime::now_utc()).expect("it is a CA"),
        _ => panic!("the key is not in the store as it is"),
    }
}

/// A certificate for a node; each byte of its serial is `serial`.
pub fn node_leaf(ca: &Ca, name: &str, sans: &[&str], days: u32, serial: u8) -> Issued {
    let sans = sans.iter().map(|san| san.parse().expect("it is a host")).collect();
    let request = LeafRequest { name: name.to_owned(), sans, valid: Validity::from_days(days) };
    ca.issue(&request, LeafUse::Node, CertAlgorithm::EcdsaP256, OffsetDateTime::now_utc(), [serial; 16]).expect("a certificate")
}

/// Records that a node was given a certificate, as installing it does.
pub fn record_leaf(dir: &ClusterDir, node: &str, leaf: &Issued) {
    let cert = pki::details(leaf.cert_pem.as_bytes()).expect("it is a certificate");
    let sans = cert.sans.iter().map(|san| san.parse().expect("it is a host")).collect();
    let noted = LeafRecord { serial: leaf.serial.clone(), not_after: cert.not_after, issued_at: cert.not_before, sans };
    let mut record = dir.record().expect("it can be read").expect("it was settled");
    record.nodes.entry(node.parse().expect("it is a name")).or_default().leaf = Some(noted);
    dir.write_record(&record).expect("the sandbox can be written to");
}

/// Issues a certificate to somebody by name.
pub fn issue_client(dir: &ClusterDir, ca: &Ca, name: &str, days: u32, serial: u8) {
    let request = LeafRequest { name: name.to_owned(), sans: Vec::new(), valid: Validity::from_days(days) };
    let issued = ca.issue(&request, LeafUse::Client, CertAlgorithm::EcdsaP256, OffsetDateTime::now_utc(), [serial; 16]).expect("a certificate");
    let pair = Pair { cert_pem: issued.cert_pem, key_pem: issued.key };
    dir.write_named_client(&name.parse().expect("it is a name"), ca.pem(), &pair).expect("the sandbox can be written to");
}
