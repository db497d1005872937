//! Connections to an engine on this machine that is only TLS and a few answers, and whose certificate and trust change while it is talked to.

use std::convert::Infallible;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::model::{CertAlgorithm, CertPolicy, HostKeyPolicy, LeafRequest, Serial};
use crate::pki::{Ca, Issued, LeafUse};

use super::*;

fn ca(random: u8) -> Ca {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 2, leaf_days: 1 };
    Ca::make(&"lab".parse().expect("a name"), &policy, OffsetDateTime::now_utc(), [random; 16]).expect("a CA").0
}

fn leaf(ca: &Ca, leaf_use: LeafUse, random: u8) -> Issued {
    let request = LeafRequest { name: "n1".to_owned(), sans: vec!["127.0.0.1".parse().expect("an address")], valid: crate::model::Validity::from_days(1) };
    ca.issue(&request, leaf_use, CertAlgorithm::EcdsaP256, OffsetDateTime::now_utc(), [random; 16]).expect("a leaf")
}

/// The CAs' certificates in one file.
fn bundle(cas: &[&Ca]) -> String {
    cas.iter().map(|ca| ca.pem()).collect()
}

/// An engine: everything it is asked it answers with its version, which is enough to be asked its tasks.
struct Engine {
    port: Port,
    tls: Arc<RwLock<Arc<ServerConfig>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Engine {
    async fn start(tls: Arc<ServerConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = Port::new(listener.local_addr().expect("an address").port()).expect("no port is 0");
        let tls = Arc::new(RwLock::new(tls));
        let of_the_moment = tls.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = TlsAcceptor::from(of_the_moment.read().expect("no holder panics").clone());
                tokio::spawn(async move {
                    let answer = service_fn(|request: Request<Incoming>| async move { Ok::<_, Infallible>(Response::new(Full::new(answer(&request)))) });
                    if let Ok(stream) = acceptor.accept(stream).await {
                        let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
                    }
                });
            }
        });
        Self { port, tls, task }
    }

    fn now_serves(&self, tls: Arc<ServerConfig>) {
        *self.tls.write().expect("no holder panics") = tls;
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn answer(request: &Request<Incoming>) -> Bytes {
    Bytes::from_static(match request.uri().path() {
        path if path.ends_with("/version") => br#"{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}"#,
        path if path.ends_with("/nodes") => b"[]",
        _ => b"OK",
    })
}

/// What an engine serves with, and which clients it lets in.
fn serving(leaf: &Issued, trusts: &[&Ca]) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(CertificateDer::pem_slice_iter(bundle(trusts).as_bytes()).flatten());
    let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().expect("roots");
    let chain = CertificateDer::pem_slice_iter(leaf.cert_pem.as_bytes()).flatten().collect();
    let key = PrivateKeyDer::from_pem_slice(leaf.key.expose()).expect("a key");
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    Arc::new(builder.with_client_cert_verifier(clients).with_single_cert(chain, key).expect("a pair"))
}

/// Connections to one node, `n1`, that is there.
fn connections(engine: &Engine, trusts: &[&Ca], operator: &Issued) -> (Connections, NodeName, TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let node: NodeName = "n1".parse().expect("a name");
    let ssh = Ssh { user: None, port: None, identity: None, jump: None, host_key: HostKeyPolicy::Strict };
    let at = NodeAddress { address: Some("127.0.0.1".parse().expect("an address")), advertise: None, ssh };
    let settings = ConnectionSettings {
        engine_access: EngineAccess::Tls,
        nodes: BTreeMap::from([(node.clone(), at)]),
        ports: Ports { engine: engine.port, manager: engine.port, consul: Some(engine.port) },
        credentials: Some(Credentials::new(&bundle(trusts), &operator.cert_pem, &operator.key).expect("credentials")),
        known_hosts: directory.path().join("known_hosts"),
        known_hosts_origin: directory.path().join("known_hosts"),
        runtime_dir: directory.path().to_owned(),
        connect_timeout: Duration::from_secs(1),
    };
    (Connections::new(settings), node, directory)
}

async fn served(connections: &Connections, node: &NodeName) -> Result<Serial> {
    connections.served(node, EndpointKind::Engine).await.map(|cert| cert.serial)
}

#[tokio::test]
async fn what_is_served_is_the_certificate_of_the_moment() {
    let ca = ca(1);
    let (first, second, operator) = (leaf(&ca, LeafUse::Node, 2), leaf(&ca, LeafUse::Node, 3), leaf(&ca, LeafUse::Client, 4));
    let engine = Engine::start(serving(&first, &[&ca])).await;
    let (connections, node, _directory) = connections(&engine, &[&ca], &operator);
    assert_eq!(served(&connections, &node).await.ok(), Some(first.serial));
    engine.now_serves(serving(&second, &[&ca]));
    assert_eq!(served(&connections, &node).await.ok(), Some(second.serial));
}

#[tokio::test]
async fn an_endpoint_that_does_not_let_the_operator_in_serves_nothing() {
    let (ca, foreign) = (ca(1), ca(2));
    let (node_leaf, operator) = (leaf(&ca, LeafUse::Node, 3), leaf(&foreign, LeafUse::Client, 4));
    let engine = Engine::start(serving(&node_leaf, &[&ca])).await;
    let (connections, node, _directory) = connections(&engine, &[&ca], &operator);
    let error = served(&connections, &node).await.expect_err("a foreign client").to_string();
    assert_eq!(error, format!("cannot connect to 127.0.0.1:{}: it refused the operator's certificate", engine.port));
}

#[tokio::test]
async fn an_endpoint_that_is_not_believed_serves_nothing() {
    let (ca, foreign) = (ca(1), ca(2));
    let (node_leaf, operator) = (leaf(&foreign, LeafUse::Node, 3), leaf(&ca, LeafUse::Client, 4));
    let engine = Engine::start(serving(&node_leaf, &[&ca])).await;
    let (connections, node, _directory) = connections(&engine, &[&ca], &operator);
    let error = served(&connections, &node).await.expect_err("a foreign server").to_string();
    assert_eq!(error, format!("cannot connect to 127.0.0.1:{}: its certificate is not from the cluster's CA", engine.port));
}

#[tokio::test]
async fn an_engine_that_was_opened_stays_usable_through_a_change_of_ca() {
    let (old, new) = (ca(1), ca(2));
    let (old_leaf, new_leaf) = (leaf(&old, LeafUse::Node, 3), leaf(&new, LeafUse::Node, 4));
    let (old_operator, new_operator) = (leaf(&old, LeafUse::Client, 5), leaf(&new, LeafUse::Client, 6));
    let engine = Engine::start(serving(&old_leaf, &[&old])).await;
    let (connections, node, _directory) = connections(&engine, &[&old], &old_operator);
    let opened = connections.engine(&node).await.expect("it answers");
    let trusted = |operator: &Issued, cas: &[&Ca]| connections.set_credentials(&bundle(cas), &operator.cert_pem, &operator.key).expect("credentials");
    let mut answered = Vec::new();
    for (leaf, by_engine, operator, by_operator) in [
        (&old_leaf, vec![&old, &new], &old_operator, vec![&old, &new]),
        (&new_leaf, vec![&new, &old], &old_operator, vec![&new, &old]),
        (&new_leaf, vec![&new, &old], &new_operator, vec![&new, &old]),
        (&new_leaf, vec![&new], &new_operator, vec![&new]),
    ] {
        engine.now_serves(serving(leaf, &by_engine));
        trusted(operator, &by_operator);
        let chains = connections.served(&node, EndpointKind::Engine).await.is_ok_and(|cert| cert.chains && cert.serial == leaf.serial);
        answered.push((opened.swarm_nodes().await.is_ok(), chains));
    }
    assert_eq!(answered, [(true, true); 4]);
}
