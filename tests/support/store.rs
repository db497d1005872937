//! A cluster in the store without any host.

use std::collections::BTreeMap;

use swarmctl::model::{LeafRequest, Record, Validity};
use swarmctl::pki::{Ca, LeafUse};
use swarmctl::spec::{self, SourceContext};
use swarmctl::state::{ClusterDir, Pair, SCHEMA, Store};
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
            .and_then(|()| dir.write_record(&Record { schema: SCHEMA, created_at: now, nodes: BTreeMap::new() }))
            .and_then(|()| dir.write_ca(&Pair { cert_pem: ca.pem().to_owned(), key_pem: ca_key }))
            .and_then(|()| dir.write_client(ca.pem(), &Pair { cert_pem: client.cert_pem, key_pem: client.key }));
        written.expect("the sandbox can be written to");
        dir
    }
}
