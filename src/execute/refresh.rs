//! Steps that let a certificate be read and see that it was: Consul's reload, the look at a node before the next one's turn.

use std::time::Duration;

use futures_util::future::{join_all, try_join_all};
use tokio::time::{Instant, sleep};

use crate::model::{EndpointKind, ManagerView, NodeCheck, NodeName, Orchestrator, Serial, SwarmRole};
use crate::pki;
use crate::transport::Action;

use super::Error;
use super::node::act;
use super::workshop::Workshop;

/// How long an endpoint may take until it serves what it was given.
const SERVES: Duration = Duration::from_secs(30);
/// How long managers may take until they have a node as Healthy again; one that was refused by an engine asks again after 31 s (measured on Swarm 1.2.9).
const HEALTHY: Duration = Duration::from_secs(75);
/// How long Consul may take to serve what it has read again, before it is restarted.
const RELOADED: Duration = Duration::from_secs(3);
/// How often it is looked.
const POLL: Duration = Duration::from_millis(50);

/// Lets Consul read its certificate again and notes on the host that it did; where it does not answer or goes on serving the former one, it is restarted.
pub(super) async fn reload_consul(shop: &Workshop, node: &NodeName, id: &str) -> Result<(), Error> {
    let pair = shop.pair(node).ok_or(Error::Missing { what: "certificate of the node" })?;
    let expected = pki::details(pair.cert_pem.as_bytes())?.serial;
    let reloaded = match shop.links.consul_reload(node).await {
        Ok(()) => serves(shop, node, EndpointKind::Consul, &expected, RELOADED).await.is_ok(),
        Err(_) => false,
    };
    if reloaded {
        return act(shop, node, Action::NoteConsul { dir: pair.dir }).await;
    }
    Ok(shop.links.engine_mut(node).await?.restart(id).await?)
}

/// Waits until the node serves the certificate in force at each endpoint, and whoever leads has it as well again.
pub(super) async fn check_node(shop: &Workshop, node: &NodeName, check: &NodeCheck) -> Result<(), Error> {
    let pair = shop.pair(node).ok_or(Error::Missing { what: "certificate of the node" })?;
    let expected = pki::details(pair.cert_pem.as_bytes())?.serial;
    try_join_all(check.endpoints.iter().map(|kind| serves(shop, node, *kind, &expected, SERVES))).await?;
    if check.endpoints.contains(&EndpointKind::Consul) {
        // One that had to be restarted is back among the others before the next one may be.
        follows(shop, node).await?;
    }
    match (shop.cluster.orchestrator, &check.listed_as) {
        (Orchestrator::Standalone, Some(engine)) => healthy(shop, engine, check.probe.as_deref()).await,
        (Orchestrator::Standalone, None) => Ok(()),
        (Orchestrator::SwarmMode, _) => ready(shop, node).await,
    }
}

/// Asks again and again until nothing is amiss; gives what was seen last where that takes too long.
pub(super) async fn until_well<F>(within: Duration, ask: impl Fn() -> F) -> Result<(), String>
where
    F: Future<Output = Option<String>>,
{
    let deadline = Instant::now() + within;
    loop {
        let Some(seen) = ask().await else { return Ok(()) };
        if Instant::now() > deadline {
            return Err(seen);
        }
        sleep(POLL).await;
    }
}

pub(super) fn not_healthy(within: Duration) -> impl FnOnce(String) -> Error {
    move |seen| Error::NotHealthy { seconds: within.as_secs(), seen }
}

/// Waits until the endpoint serves this certificate to whom it lets in.
async fn serves(shop: &Workshop, node: &NodeName, kind: EndpointKind, expected: &Serial, within: Duration) -> Result<(), Error> {
    let amiss = || async {
        match shop.links.served(node, kind).await {
            Ok(cert) if cert.serial == *expected => None,
            Ok(cert) => Some(format!("it serves {}", cert.serial)),
            Err(error) => Some(error.to_string()),
        }
    };
    until_well(within, amiss).await.map_err(|seen| Error::NotServed { kind, expected: expected.clone(), seen })
}

/// Waits until the node's Consul knows a leader.
pub(super) async fn follows(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let amiss = || async {
        match shop.links.consul_leader(node).await {
            Ok(leader) if !leader.is_empty() => None,
            Ok(_) => Some("its Consul knows no leader".to_owned()),
            Err(error) => Some(error.to_string()),
        }
    };
    until_well(SERVES, amiss).await.map_err(not_healthy(SERVES))
}

/// Waits until every manager that answers has the engine as Healthy, and one does.
pub(super) async fn healthy(shop: &Workshop, engine: &str, probe: Option<&str>) -> Result<(), Error> {
    let managers: Vec<_> = shop.cluster.managers().map(|n| &n.name).collect();
    let managers = &managers;
    let amiss = || async move {
        let views = join_all(managers.iter().map(|name| shop.links.manager(name))).await;
        let seen: Vec<_> = views.iter().filter_map(|view| Some((&view.node, status(view, engine)?))).collect();
        if !seen.is_empty() && seen.iter().all(|(_, status)| status == "Healthy") {
            return None;
        }
        if let Some(id) = probe {
            // Left to itself a manager speaks to an engine every 30 to 60 s. That the call fails is what the status says anyway.
            join_all(managers.iter().map(|name| shop.links.touch_through_manager(name, id))).await;
        }
        let seen = seen.iter().map(|(manager, status)| format!("`{manager}` has it as {status}")).collect::<Vec<_>>().join(", ");
        Some(if seen.is_empty() { "no manager answers".to_owned() } else { seen })
    };
    until_well(HEALTHY, amiss).await.map_err(not_healthy(HEALTHY))
}

fn status(view: &ManagerView, engine: &str) -> Option<String> {
    let lines = view.pool.as_ref().ok()?;
    Some(lines.iter().find(|line| line.address == engine).map_or_else(|| "not listed".to_owned(), |line| line.status.clone()))
}

/// Waits until a manager of the swarm has the node as ready, and a manager as reachable.
pub(super) async fn ready(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let amiss = || async { standing(shop, node).await.unwrap_or_else(|error| Some(error.to_string())) };
    until_well(HEALTHY, amiss).await.map_err(not_healthy(HEALTHY))
}

/// What a manager of the swarm has against a node.
async fn standing(shop: &Workshop, node: &NodeName) -> Result<Option<String>, Error> {
    let id = shop.links.engine_mut(node).await?.view(node).await?.swarm_node_id;
    for manager in shop.cluster.managers() {
        let Ok(engine) = shop.links.engine_mut(&manager.name).await else { continue };
        let Ok(nodes) = engine.swarm_nodes().await else { continue };
        let found = nodes.into_iter().find(|n| Some(&n.id) == id.as_ref());
        return Ok(match found {
            Some(n) if n.state == "ready" && n.role != SwarmRole::Unreachable => None,
            Some(n) => Some(format!("`{}` has it as {}", manager.name, n.state)),
            None => Some(format!("`{}` does not list it", manager.name)),
        });
    }
    Ok(Some("no manager answers".to_owned()))
}
