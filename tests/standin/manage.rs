//! `swarm manage`: reads its flags as strictly as the original, then serves.

use std::convert::Infallible;
use std::io::Write;
use std::sync::Arc;

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, ServerConfig};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::api::Manager;
use crate::args::{Flags, is_address};
use crate::cluster::{Cluster, Strategy};
use crate::consul::Consul;
use crate::discovery::Discovery;
use crate::election::Election;
use crate::engine::Refresh;
use crate::log::Log;
use crate::tls::{self, Files};

/// Runs a manager until it is killed.
pub async fn manage(flags: &Flags, log: Log) {
    let tls = tls_configs(flags, log);
    let refresh = refresh(flags, log);
    let Some(uri) = flags.discovery() else {
        log.fatal("discovery required to manage a cluster. See 'swarm manage --help'.");
    };
    let heartbeat = flags.heartbeat(log);
    let discovery = Discovery::open(&uri, flags, log);
    let strategy = flags.one("strategy").unwrap_or_else(|| "spread".to_owned());
    let strategy = Strategy::parse(&strategy).unwrap_or_else(|| log.fatal("strategy not supported"));
    let client = tls.as_ref().map(|(client, _)| client.clone());
    let cluster = Arc::new(Cluster::new(strategy, client.clone(), refresh, log));
    tokio::spawn(cluster.clone().retry_pending());
    let store = match discovery {
        Discovery::Consul(consul) => {
            let consul = Arc::new(consul);
            tokio::spawn(cluster.clone().follow(consul.clone(), heartbeat));
            Some(consul)
        }
        Discovery::Nodes(addresses) => {
            cluster.set(&addresses);
            None
        }
    };
    let election = flags.on("replication").then(|| election(flags, store.as_ref(), log));

    let manager = Arc::new(Manager { cluster, election, tls: client, log });
    let server = tls.map(|(_, server)| server);
    let hosts = match flags.all("host") {
        [] => vec![std::env::var("SWARM_HOST").unwrap_or_else(|_| "tcp://127.0.0.1:2375".to_owned())],
        hosts => hosts.to_vec(),
    };
    let listeners = hosts.iter().map(|host| listen(host, server.clone(), manager.clone()));
    let (why, ..) = futures_util::future::select_all(listeners.map(Box::pin)).await;
    log.fatal(&why);
}

fn tls_configs(flags: &Flags, log: Log) -> Option<(Arc<ClientConfig>, Arc<ServerConfig>)> {
    let (ca, cert, key) = (flags.one("tlscacert"), flags.one("tlscert"), flags.one("tlskey"));
    if !flags.on("tls") && !flags.on("tlsverify") {
        if ca.is_some() || cert.is_some() || key.is_some() {
            log.fatal("--tlscert, --tlskey and --tlscacert require the use of either --tls or --tlsverify");
        }
        return None;
    }
    let (Some(cert), Some(key)) = (cert, key) else {
        log.fatal("--tlscert and --tlskey must be provided when using --tls");
    };
    let Some(ca) = ca.filter(|_| flags.on("tlsverify")) else {
        // The stand-in has no unverified TLS: nothing of swarmctl's may ask for it.
        log.fatal("--tlscacert must be provided when using --tlsverify");
    };
    let files = Files { ca: &ca, cert: &cert, key: &key };
    match (files.client(), files.server()) {
        (Ok(client), Ok(server)) => Some((client, server)),
        (Err(why), _) | (_, Err(why)) => log.fatal(&why),
    }
}

fn refresh(flags: &Flags, log: Log) -> Refresh {
    let min = flags.duration("engine-refresh-min-interval", "30s", log);
    let max = flags.duration("engine-refresh-max-interval", "60s", log);
    if min.is_zero() {
        log.fatal("min refresh interval should be a positive number");
    }
    if max < min {
        log.fatal("max refresh interval cannot be less than min refresh interval");
    }
    if flags.one("engine-refresh-retry").is_some_and(|retry| retry != "3") {
        log.fatal("--engine-refresh-retry is deprecated. Use --engine-failure-retry");
    }
    let failures = flags.one("engine-failure-retry").map_or(Ok(3), |count| count.parse());
    match failures {
        Ok(failures) if failures > 0 => Refresh { min, max, failures },
        _ => log.fatal("invalid failure retry count"),
    }
}

fn election(flags: &Flags, store: Option<&Arc<Consul>>, log: Log) -> Arc<Election> {
    let Some(address) = flags.one("advertise") else {
        log.fatal("--advertise address must be provided when using --leader-election");
    };
    if !is_address(&address) {
        log.fatal("--advertise should be of the form ip:port or hostname:port");
    }
    let ttl = flags.duration("replication-ttl", "20s", log);
    if ttl.is_zero() {
        log.fatal("--replication-ttl should be a positive number");
    }
    let Some(consul) = store else {
        log.fatal("Leader election is only supported with consul, etcd and zookeeper discovery.");
    };
    Election::enter(consul.clone(), address, ttl, log)
}

/// Serves on one address; returns only what stopped it.
async fn listen(host: &str, tls: Option<Arc<ServerConfig>>, manager: Arc<Manager>) -> String {
    let (protocol, address) = host.split_once("://").unwrap_or(("tcp", host));
    manager.log.info("Listening for HTTP", &[("addr", address), ("proto", protocol)]);
    if protocol != "tcp" {
        return format!("unsupported protocol: {protocol:?}");
    }
    let everywhere = address.strip_prefix(':').map(|port| format!("0.0.0.0:{port}"));
    let listener = match TcpListener::bind(everywhere.as_deref().unwrap_or(address)).await {
        Ok(listener) => listener,
        Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => return format!("listen tcp {address}: bind: address already in use"),
        Err(e) => return format!("listen tcp {address}: {e}"),
    };
    loop {
        // A connection that fails as it comes in is its client's loss.
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, tls.clone(), manager.clone()));
        }
    }
}

async fn serve(mut stream: TcpStream, tls: Option<Arc<ServerConfig>>, manager: Arc<Manager>) {
    let answer = service_fn(move |request| {
        let manager = manager.clone();
        async move { Ok::<_, Infallible>(manager.serve(request).await) }
    });
    let http = hyper::server::conn::http1::Builder::new();
    let Some(config) = tls else {
        let _ = http.serve_connection(TokioIo::new(stream), answer).with_upgrades().await;
        return;
    };
    let from = stream.peer_addr().map(|peer| peer.to_string()).unwrap_or_default();
    let mut first = [0; 5];
    // A TLS client hello does not begin with a letter, a method does.
    if stream.peek(&mut first).await.is_ok() && first[0].is_ascii_uppercase() {
        let refusal = b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
        let _ = stream.write_all(refusal).await;
        let _ = stream.shutdown().await;
        // Closing with the request unread would reset the connection and take the refusal with it.
        let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
        return;
    }
    match TlsAcceptor::from(config).accept(stream).await {
        Ok(stream) => {
            let _ = http.serve_connection(TokioIo::new(stream), answer).with_upgrades().await;
        }
        Err(e) => {
            let _ = writeln!(std::io::stderr(), "http: TLS handshake error from {from}: {}", tls::in_words(&e, ""));
        }
    }
}
