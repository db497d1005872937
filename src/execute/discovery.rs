//! Steps of Consul's: its configuration, its leader.

use std::time::Duration;

use backon::{ConstantBuilder, Retryable};

use crate::model::{ContainerRole, NodeName, Secret};
use crate::transport::{Action, HostFile};

use super::workshop::Workshop;
use super::{Error, node};

/// How long Consul may take to elect; at `raft_multiplier` 1 it takes about 1.6 s (measured on Consul 1.8.7).
const ELECTION: Duration = Duration::from_secs(30);
/// How often it is asked.
const POLL: Duration = Duration::from_millis(50);

/// How often it is looked whether it stays up.
const GLANCE: Duration = Duration::from_secs(1);

/// Writes Consul's configuration, and the gossip key beside it.
pub(super) async fn write_config(shop: &Workshop, at: &NodeName, config: &str, gossip: bool) -> Result<(), Error> {
    let mut files = vec![HostFile { name: "config.json".to_owned(), content: Secret::new(config) }];
    if gossip {
        let content = shop.dir.gossip_json()?.ok_or(Error::Missing { what: "gossip key" })?;
        files.push(HostFile { name: "gossip.json".to_owned(), content });
    }
    node::act(shop, at, Action::WriteFiles { dir: "consul".to_owned(), files }).await
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
