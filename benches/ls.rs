//! How long `swarmctl ls` takes on 50 nodes: the program itself against engines that are not there, each an address of the loopback that answers over mutual
//! TLS what an engine in swarm mode would.
//!
//! `SWARMCTL` names the program; without it there is nothing to measure.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::env;
use std::error::Error;
use std::io::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use serde_json::{Value, json};
use swarmctl::model::{CertAlgorithm, CertPolicy, LeafRequest, Record, Validity};
use swarmctl::pki::{Ca, LeafUse};
use swarmctl::state::{ClusterDir, Pair, SCHEMA, Store};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const NODES: usize = 50;
const MANAGERS: usize = 3;
const RUNS: usize = 5;
const POLICY: CertPolicy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 };

type Outcome<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let Some(swarmctl) = env::var_os("SWARMCTL") else { return Ok(()) };
    let home = tempfile::tempdir()?;
    let dir = Store::open(home.path())?.create(&"bench".parse()?)?;
    let ca = settle(&dir)?;
    let port = serve_all(&ca).await?;
    dir.write_spec(&spec(port))?;
    let ls = || {
        let begun = Instant::now();
        let output = Command::new(&swarmctl).arg("--home").arg(home.path()).args(["ls", "-o", "json", "--no-input"]).output()?;
        let listed: Value = serde_json::from_slice(&output.stdout)?;
        let ready = listed["items"].as_array().into_iter().flatten().filter(|row| row["state"] == "ready").count();
        if !output.status.success() || ready != NODES {
            return Err(format!("{ready} of {NODES} nodes are ready: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(begun.elapsed())
    };
    let mut took = tokio::task::block_in_place(|| (0..RUNS).map(|_| ls()).collect::<Outcome<Vec<Duration>>>())?;
    took.sort();
    writeln!(std::io::stdout(), "ls {NODES} nodes {:.2} s", took[RUNS / 2].as_secs_f64())?;
    Ok(())
}

fn address(n: usize) -> String {
    format!("127.0.77.{}", n + 1)
}

/// A cluster in the store, but for its spec.
fn settle(dir: &ClusterDir) -> Outcome<Ca> {
    let now = OffsetDateTime::now_utc();
    let (ca, key) = Ca::make(&"bench".parse()?, &POLICY, now, [1; 16])?;
    let operator = LeafRequest { name: "operator".to_owned(), sans: Vec::new(), valid: Validity::from_days(POLICY.leaf_days) };
    let client = ca.issue(&operator, LeafUse::Client, POLICY.algorithm, now, [2; 16])?;
    dir.write_record(&Record { schema: SCHEMA, created_at: now, made_as: None, renamed_from: None, nodes: BTreeMap::new() })?;
    dir.write_ca(&Pair { cert_pem: ca.pem().to_owned(), key_pem: key })?;
    dir.write_client(ca.pem(), &Pair { cert_pem: client.cert_pem, key_pem: client.key })?;
    Ok(ca)
}

fn spec(port: u16) -> String {
    let node = |n| {
        let roles = if n < MANAGERS { ", roles: [manager]" } else { "" };
        format!("  - {{ name: node-{n}, address: {}{roles} }}\n", address(n))
    };
    let nodes: String = (0..NODES).map(node).collect();
    format!("apiVersion: swarmctl/v1\nname: bench\norchestrator: swarm-mode\nengine: {{ port: {port} }}\nnodes:\n{nodes}")
}

/// Starts every engine; gives the port that all of them listen on.
async fn serve_all(ca: &Ca) -> Outcome<u16> {
    let mut port = 0;
    for n in 0..NODES {
        let listener = TcpListener::bind((address(n), port)).await?;
        port = listener.local_addr()?.port();
        tokio::spawn(serve(listener, TlsAcceptor::from(tls(ca, n)?), n));
    }
    Ok(port)
}

fn tls(ca: &Ca, n: usize) -> Outcome<Arc<ServerConfig>> {
    let request = LeafRequest { name: format!("node-{n}"), sans: [address(n).parse()?].into(), valid: Validity::from_days(POLICY.leaf_days) };
    let mut serial = [3; 16];
    serial[15] = u8::try_from(n)?;
    let leaf = ca.issue(&request, LeafUse::Node, POLICY.algorithm, OffsetDateTime::now_utc(), serial)?;
    let certs = |pem: &str| CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(certs(ca.pem())?);
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build()?;
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?.with_client_cert_verifier(verifier);
    Ok(Arc::new(config.with_single_cert(certs(&leaf.cert_pem)?, PrivateKeyDer::from_pem_slice(leaf.key.expose())?)?))
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, n: usize) {
    while let Ok((stream, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            // A handshake without a certificate fails, as it is to.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let answer = service_fn(move |request: Request<Incoming>| async move { Ok::<_, Infallible>(answer(n, request.uri().path())) });
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

/// What the engine of a node says. Paths begin with the API's version, or do not.
fn answer(n: usize, path: &str) -> Response<Full<Bytes>> {
    let body = match path.rsplit('/').next().unwrap_or_default() {
        "version" => json!({ "Version": "20.10.24", "ApiVersion": "1.41", "MinAPIVersion": "1.12" }),
        "info" => json!({
            "ID": format!("engine-{n}"), "Name": format!("node-{n}"), "ServerVersion": "20.10.24",
            "Swarm": { "NodeID": format!("id-{n}"), "LocalNodeState": "active", "ControlAvailable": n < MANAGERS },
        }),
        "nodes" => (0..NODES).map(line).collect(),
        _ => json!([]),
    };
    Response::builder().header("Content-Type", "application/json").body(Full::new(Bytes::from(body.to_string()))).unwrap_or_default()
}

/// A manager's line of a node.
fn line(n: usize) -> Value {
    let mut line = json!({
        "ID": format!("id-{n}"),
        "Spec": { "Role": if n < MANAGERS { "manager" } else { "worker" }, "Availability": "active", "Labels": {} },
        "Description": { "Hostname": format!("node-{n}"), "Engine": { "EngineVersion": "20.10.24" } },
        "Status": { "State": "ready", "Addr": address(n) },
    });
    if n < MANAGERS {
        line["ManagerStatus"] = json!({ "Leader": n == 0, "Reachability": "reachable", "Addr": format!("{}:2377", address(n)) });
    }
    line
}
