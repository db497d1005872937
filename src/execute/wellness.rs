//! The wait until a node is well: its engine answers, what swarmctl runs there stays up, and whoever leads has the node as well.

use std::time::Duration;

use futures_util::future::try_join_all;
use tokio::time::{Instant, sleep};

use crate::model::{ContainerFacts, ContainerRole, EndpointKind, NodeName, Orchestrator, Wellness, labels};

use super::Error;
use super::refresh::{follows, healthy, not_healthy, ready, until_well};
use super::unlock;
use super::workshop::Workshop;

/// How long an engine may take to answer on a host that boots.
const ANSWERS: Duration = Duration::from_secs(120);
/// How long an endpoint may take until it answers.
const SERVES: Duration = Duration::from_secs(30);
/// How long a container must have run to count as one that stays up: the engine starts one that ends again after 0.1 s, then 0.2 s, 0.4 s, ...
const STEADY: Duration = Duration::from_secs(2);
/// How long containers may take until they stay up.
const SETTLED: Duration = Duration::from_secs(20);

/// Waits until the node is well.
pub(super) async fn await_well(shop: &Workshop, node: &NodeName, wellness: &Wellness) -> Result<(), Error> {
    until_well(ANSWERS, || async { containers(shop, node).await.err().map(|error| error.to_string()) }).await.map_err(not_healthy(ANSWERS))?;
    unlock::unlock_again(shop, node).await?;
    stay_up(shop, node, &wellness.containers).await?;
    try_join_all(wellness.endpoints.iter().map(|kind| answers(shop, node, *kind))).await?;
    if wellness.endpoints.contains(&EndpointKind::Consul) {
        follows(shop, node).await?;
    }
    match (shop.cluster.orchestrator, &wellness.listed_as) {
        (Orchestrator::Standalone, Some(engine)) => {
            let running = containers(shop, node).await?;
            // An agent is there on all nodes of the pool; where there are none, whatever runs there does.
            let probe = of_role(&running, ContainerRole::Agent).or_else(|| running.iter().find(|c| c.running));
            healthy(shop, engine, probe.map(|c| c.id.as_str())).await
        }
        (Orchestrator::Standalone, None) => Ok(()),
        (Orchestrator::SwarmMode, _) => ready(shop, node).await,
    }
}

/// The node's containers. By the socket: an engine that is up may not serve TLS yet.
async fn containers(shop: &Workshop, node: &NodeName) -> Result<Vec<ContainerFacts>, Error> {
    Ok(shop.links.engine_by_socket_mut(node).await?.facts().await?.containers)
}

fn of_role(containers: &[ContainerFacts], role: ContainerRole) -> Option<&ContainerFacts> {
    containers.iter().find(|c| c.running && c.labels.get(labels::ROLE).is_some_and(|label| label == role.as_str()))
}

/// Waits until the node's containers of these roles have run for a while without being started again.
async fn stay_up(shop: &Workshop, node: &NodeName, roles: &[ContainerRole]) -> Result<(), Error> {
    if roles.is_empty() {
        return Ok(());
    }
    let deadline = Instant::now() + SETTLED;
    loop {
        let before = containers(shop, node).await?;
        sleep(STEADY).await;
        let after = containers(shop, node).await?;
        let steady = |role: &ContainerRole| match (of_role(&before, *role), of_role(&after, *role)) {
            (Some(before), Some(after)) => before.id == after.id && before.started_at == after.started_at,
            _ => false,
        };
        let Some(restless) = roles.iter().find(|role| !steady(role)) else { return Ok(()) };
        let name = restless.container_name();
        if Instant::now() > deadline {
            let said = shop.links.engine_by_socket_mut(node).await?.last_words(&name).await?;
            return Err(Error::ContainerEnds { name, lines: said.unwrap_or_default() });
        }
    }
}

/// Waits until the endpoint lets the operator in, with a certificate that is believed.
async fn answers(shop: &Workshop, node: &NodeName, kind: EndpointKind) -> Result<(), Error> {
    let amiss = || async { shop.links.served(node, kind).await.err().map(|error| format!("its {}: {error}", kind.as_str())) };
    until_well(SERVES, amiss).await.map_err(not_healthy(SERVES))
}
