//! Steps of Consul's servers among each other: one comes back before the next goes, what is gone leaves their list, what is left goes on alone.

use std::path::Path;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

use crate::model::NodeName;
use crate::transport::Action;

use super::workshop::Workshop;
use super::{Error, discovery, node};

/// How long a server may take to vote: one that comes back does within two elections; a new one only after it was stable for 10 s, which Consul looks at every
/// 10 s.
const VOTES: Duration = Duration::from_secs(60);
/// How long all servers may be without a leader before there is nothing left that waiting could keep.
const LEADERLESS: Duration = Duration::from_secs(15);
/// How long servers that are only restarted take to elect, and more.
const ELECTION: Duration = Duration::from_secs(10);
/// How soon a new leader has taken up the servers that it sees.
const SETTLED: Duration = Duration::from_secs(1);
/// How often it is looked.
const POLL: Duration = Duration::from_millis(200);

/// Waits until the node's Consul votes, with a leader. Where none of the others has had a leader for a while, there is no quorum that the next one's turn could
/// cost, but maybe one that it brings about: the wait ends.
pub(super) async fn await_server(shop: &Workshop, at: &NodeName, server: &str, others: &[NodeName]) -> Result<(), Error> {
    let (began, mut led) = (Instant::now(), Instant::now());
    loop {
        let seen = match shop.links.consul_peers(at).await {
            Ok(peers) if peers.iter().any(|peer| peer.address == server && peer.voter) => return Ok(()),
            Ok(peers) if peers.iter().any(|peer| peer.address == server) => "it does not vote yet".to_owned(),
            Ok(_) => "the others do not have it in their list".to_owned(),
            Err(error) => error.to_string(),
        };
        let leaders = join_all(others.iter().map(|other| shop.links.consul_leader(other))).await;
        if leaders.iter().flatten().any(|leader| !leader.is_empty()) {
            led = Instant::now();
        }
        if led.elapsed() > LEADERLESS {
            return Ok(());
        }
        if began.elapsed() > VOTES {
            return Err(Error::NoVoter { server: server.to_owned(), seconds: VOTES.as_secs(), seen });
        }
        sleep(POLL).await;
    }
}

/// Lets the node's Consul be the only server, with the keys it holds, unless the servers have a leader.
pub(super) async fn recover(shop: &Workshop, at: &NodeName, container: &str, server: &str, data: &Path) -> Result<(), Error> {
    if knows_a_leader(shop, at).await {
        return Ok(());
    }
    let engine = shop.links.engine_mut(at).await?;
    engine.stop(container).await?;
    let told = node::act(shop, at, Action::LeaveConsulAlone { data: data.display().to_string(), server: server.to_owned() }).await;
    // Whatever came of it, Consul is not left stopped.
    engine.start(container).await?;
    told?;
    discovery::await_leader(shop, at, server).await
}

async fn knows_a_leader(shop: &Workshop, at: &NodeName) -> bool {
    let began = Instant::now();
    while began.elapsed() < ELECTION {
        if shop.links.consul_leader(at).await.is_ok_and(|leader| !leader.is_empty()) && shop.links.consul_peers(at).await.is_ok() {
            return true;
        }
        sleep(POLL).await;
    }
    false
}

/// Takes all servers but those that stay out of the list. A leader that is taken out itself ends the conversation, and the next one takes up whom it still sees:
/// so it is looked again until the list stays as it should be.
pub(super) async fn drop_others(shop: &Workshop, at: &NodeName, stay: &[String]) -> Result<(), Error> {
    let began = Instant::now();
    let mut was_clean = false;
    loop {
        let late = began.elapsed() > VOTES;
        match drop_strangers(shop, at, stay).await {
            Ok(0) if was_clean => return Ok(()),
            Ok(0) => was_clean = true,
            Err(error) if late => return Err(error),
            Ok(_) if late => {
                let seen = "Consul takes servers up again that were taken out of its list".to_owned();
                return Err(Error::NotHealthy { seconds: VOTES.as_secs(), seen });
            }
            Ok(_) | Err(_) => was_clean = false,
        }
        sleep(SETTLED).await;
    }
}

/// How many were in the list.
async fn drop_strangers(shop: &Workshop, at: &NodeName, stay: &[String]) -> Result<usize, Error> {
    let peers = shop.links.consul_peers(at).await?;
    let strangers: Vec<_> = peers.iter().filter(|peer| !stay.contains(&peer.address)).collect();
    for peer in &strangers {
        shop.links.drop_consul_peer(at, &peer.address).await?;
    }
    Ok(strangers.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use time::macros::datetime;

    use super::*;
    use crate::execute::scheduler::tests::cluster;
    use crate::model::Record;
    use crate::state::Store;
    use crate::transport::fake::FakeLinks;

    #[tokio::test]
    async fn a_consul_that_has_a_leader_is_not_touched_by_a_recovery() {
        let (home, links, cluster) = (tempfile::tempdir().expect("a directory"), FakeLinks::default(), cluster());
        let dir = Store::open(home.path()).and_then(|store| store.create(&cluster.name)).expect("a store");
        let record = Record { schema: 1, created_at: datetime!(2026-03-01 14:02:00 UTC), made_as: None, renamed_from: None, nodes: BTreeMap::new() };
        let shop = Workshop::new(cluster, Arc::new(links.clone()), dir, None, record, BTreeMap::new());
        let n1: NodeName = "n1".parse().expect("a name");
        assert!(recover(&shop, &n1, "swarmctl-consul", "10.0.0.1:8300", Path::new("/data")).await.is_ok());
        assert_eq!(links.calls(), ["n1 consul-leader", "n1 consul-peers"]);
    }
}
