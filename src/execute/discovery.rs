//! Steps of discovery's: Consul's configuration and its leader, the files for TLS with a store of somebody else.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use backon::{ConstantBuilder, Retryable};

use crate::model::{ContainerRole, NodeName, Secret};
use crate::pki;
use crate::transport::{self, Action, HostFile};

use super::workshop::Workshop;
use super::{Error, node};

/// How long Consul may take to elect; at `raft_multiplier` 1 it takes about 1.6 s (measured on Consul 1.8.7).
const ELECTION: Duration = Duration::from_secs(30);
/// How often it is asked.
const POLL: Duration = Duration::from_millis(50);

/// How often it is looked whether it stays up.
const GLANCE: Duration = Duration::from_secs(1);
/// Where Consul's configuration is, under `/etc/swarmctl`.
const CONSUL_DIR: &str = "consul";
/// Where the files for TLS with a store of somebody else are.
const STORE_DIR: &str = "discovery";

/// Writes Consul's configuration, and the gossip key beside it.
pub(super) async fn write_config(shop: &Workshop, at: &NodeName, texts: &BTreeMap<String, String>, gossip: bool) -> Result<(), Error> {
    let file = |(name, text): (&String, &String)| HostFile { name: name.clone(), content: Secret::new(text.as_str()) };
    let mut files: Vec<_> = texts.iter().map(file).collect();
    if gossip {
        let content = shop.dir.gossip_json()?.ok_or(Error::Missing { what: "gossip key" })?;
        files.push(HostFile { name: "gossip.json".to_owned(), content });
    }
    replace(shop, at, CONSUL_DIR, files).await
}

/// Writes the files for TLS with the store; they must be the ones that the plan was made of.
pub(super) async fn write_store_files(shop: &Workshop, at: &NodeName, planned: &BTreeMap<String, String>) -> Result<(), Error> {
    let tls = shop.cluster.external_store().and_then(|store| store.tls.as_ref()).ok_or(Error::Missing { what: "file for TLS with the discovery store" })?;
    let files = tls.each().map(|(name, path)| store_file(name, path, planned));
    replace(shop, at, STORE_DIR, files.into_iter().collect::<Result<_, _>>()?).await
}

fn store_file(name: &str, path: &Path, planned: &BTreeMap<String, String>) -> Result<HostFile, Error> {
    let shown = || path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| transport::Error::LocalFile { path: shown(), source })?;
    if planned.get(name) != Some(&pki::fingerprint(&bytes)) {
        return Err(Error::FileChanged { path: shown() });
    }
    Ok(HostFile { name: name.to_owned(), content: Secret::new(bytes) })
}

/// Removes the files for TLS with a store.
pub(super) async fn remove_store_files(shop: &Workshop, at: &NodeName) -> Result<(), Error> {
    replace(shop, at, STORE_DIR, Vec::new()).await
}

/// Lets a directory under `/etc/swarmctl` hold these files and no others.
async fn replace(shop: &Workshop, at: &NodeName, dir: &str, files: Vec<HostFile>) -> Result<(), Error> {
    node::act(shop, at, Action::WriteFiles { dir: dir.to_owned(), files }).await
}

/// Waits until this node's Consul knows a leader.
pub(super) async fn await_leader(shop: &Workshop, at: &NodeName, endpoint: &str) -> Result<(), Error> {
    tokio::select! {
        elected = elected(shop, at, endpoint) => elected,
        lines = ends_again_and_again(shop, at) => Err(Error::ConsulEnds { lines }),
    }
}

async fn elected(shop: &Workshop, at: &NodeName, endpoint: &str) -> Result<(), Error> {
    let ask = || async {
        match shop.links.consul_leader(at).await {
            Ok(leader) if leader.is_empty() => Err(None),
            Ok(_) => Ok(()),
            Err(error) => Err(Some(error.to_string())),
        }
    };
    let no_leader = |last| Error::NoLeader { endpoint: endpoint.to_owned(), seconds: ELECTION.as_secs(), last };
    let polled = ask.retry(ConstantBuilder::default().with_delay(POLL).with_max_times(usize::MAX));
    let mut last = None;
    let noted = polled.notify(|error: &Option<String>, _| last.clone_from(error));
    match tokio::time::timeout(ELECTION, noted).await {
        Ok(polled) => polled.map_err(no_leader),
        Err(_) => Err(no_leader(last)),
    }
}

/// Returns when this node's Consul does not stay up, with what it said last: there is nothing to wait for then.
async fn ends_again_and_again(shop: &Workshop, at: &NodeName) -> Vec<String> {
    let name = ContainerRole::Consul.container_name();
    loop {
        tokio::time::sleep(GLANCE).await;
        // An engine that does not answer is no news of Consul.
        let Ok(engine) = shop.links.engine_mut(at).await else { continue };
        if let Ok(Some(lines)) = engine.last_words(&name).await {
            return lines;
        }
    }
}

/// Takes an engine out of Consul through the first of the nodes whose Consul does it.
pub(super) async fn forget_engine(shop: &Workshop, via: &[NodeName], engine: &str) -> Result<(), Error> {
    let mut failed = Error::Missing { what: "discovery node" };
    for node in via {
        match shop.links.forget_engine(node, engine).await {
            Ok(()) => return Ok(()),
            Err(error) => failed = error.into(),
        }
    }
    Err(failed)
}
