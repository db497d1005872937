//! The primary's place, moved on purpose, and the wait until all managers know of it.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

use crate::model::{ManagerView, NodeName, Role};

use super::Error;
use super::workshop::Workshop;

/// How long it may take: 0.3 s (measured on Swarm 1.2.9); a certain manager among several may not be the first to take the lock.
const MOVED: Duration = Duration::from_secs(60);
/// How long after a move managers may still name the former primary.
const HEARD: Duration = Duration::from_secs(10);
/// How often it is looked.
const POLL: Duration = Duration::from_millis(50);

/// Takes the lock away until another manager than `from` has it (`to`, if that is given) and all of `managers` name it.
pub(super) async fn failover(shop: &Workshop, from: &NodeName, to: Option<&NodeName>, managers: &[NodeName]) -> Result<(), Error> {
    let deadline = Instant::now() + MOVED;
    let wanted = |primary: &NodeName| to.map_or(primary != from, |to| primary == to);
    let mut taken: Option<(NodeName, Instant)> = None;
    loop {
        let views = join_all(managers.iter().map(|name| shop.links.manager(name))).await;
        match agreed(&views) {
            Some(primary) if wanted(primary) => return Ok(()),
            // Consul has another one already, and the managers have not heard of it.
            Some(primary) if taken.as_ref().is_some_and(|(former, when)| former == primary && when.elapsed() < HEARD) => {}
            Some(primary) => {
                yield_primary(shop).await?;
                taken = Some((primary.clone(), Instant::now()));
            }
            None => {}
        }
        if Instant::now() > deadline {
            return Err(match to {
                Some(to) => Error::NotThePrimary { node: to.clone(), seconds: MOVED.as_secs() },
                None => Error::StillPrimary { seconds: MOVED.as_secs() },
            });
        }
        sleep(POLL).await;
    }
}

fn is_primary(view: &ManagerView) -> bool {
    view.role.as_deref() == Some("primary")
}

/// Takes the lock away through the first Consul that does it.
async fn yield_primary(shop: &Workshop) -> Result<(), Error> {
    let mut failed = Error::Missing { what: "discovery node" };
    for server in shop.cluster.nodes.iter().filter(|n| n.is(Role::Discovery)) {
        match shop.links.yield_primary(&server.name).await {
            Ok(_) => return Ok(()),
            Err(error) => failed = error.into(),
        }
    }
    Err(failed)
}

/// The only primary, if all others that answer name it.
fn agreed(views: &[ManagerView]) -> Option<&NodeName> {
    let answering = views.iter().filter(|view| view.role.is_some());
    let (primaries, replicas): (Vec<_>, Vec<_>) = answering.partition(|view| is_primary(view));
    let [primary] = primaries[..] else { return None };
    replicas.iter().all(|view| view.primary.as_deref() == Some(primary.address.as_str())).then_some(&primary.node)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(node: &str, role: &str, primary: Option<&str>) -> ManagerView {
        ManagerView {
            node: node.parse().expect("a name"),
            address: format!("{node}:3376"),
            version: Ok("swarm/1.2.9".to_owned()),
            api: None,
            role: Some(role.to_owned()),
            primary: primary.map(str::to_owned),
            pool: Ok(Vec::new()),
            running: Ok(Vec::new()),
        }
    }

    #[test]
    fn managers_agree_when_one_is_the_primary_and_every_replica_names_it() {
        let agreed = |views: &[ManagerView]| agreed(views).map(ToString::to_string);
        assert_eq!(agreed(&[view("a", "primary", None), view("b", "replica", Some("a:3376"))]), Some("a".to_owned()));
        assert_eq!(agreed(&[view("a", "primary", None), view("b", "replica", Some("c:3376"))]), None);
        assert_eq!(agreed(&[view("a", "primary", None), view("b", "primary", None)]), None);
        let silent = ManagerView { role: None, ..view("c", "", None) };
        assert_eq!(agreed(&[view("a", "primary", None), silent]), Some("a".to_owned()));
        assert_eq!(agreed(&[view("a", "replica", Some("b:3376")), view("b", "replica", Some("a:3376"))]), None);
    }
}
