//! Steps of swarm mode's.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::model::{Availability, NodeName, SwarmJoinRole, SwarmModeNode, SwarmNodeSettings, SwarmPlace, SwarmRole};
use crate::transport::SwarmJoin;

use super::Error;
use super::workshop::Workshop;

/// How long a node may take to become a manager or a worker: seconds.
const CHANGED: Duration = Duration::from_secs(60);
/// How long tasks may take to end where they are: as long as they are given to stop, which is 10 s by default.
const MOVED: Duration = Duration::from_secs(180);
/// How long an engine may go on with a try to join that an earlier run began.
const TRY: Duration = Duration::from_secs(30);
/// How often it is looked.
const POLL: Duration = Duration::from_millis(100);

/// Joins the swarm with a token that is asked for now and kept nowhere.
pub(super) async fn join(
    shop: &Workshop,
    node: &NodeName,
    (role, availability): (SwarmJoinRole, Availability),
    at: SwarmPlace,
    (via, remote): (&NodeName, &str),
) -> Result<(), Error> {
    if was_let_in(shop, node).await? {
        return Ok(());
    }
    let tokens = shop.links.engine_mut(via).await?.swarm_tokens().await?;
    let token = match role {
        SwarmJoinRole::Manager => &tokens.manager,
        SwarmJoinRole::Worker => &tokens.worker,
    };
    Ok(shop.links.engine_mut(node).await?.swarm_join(SwarmJoin { role, availability, at, remote, token }).await?)
}

/// Whether a try that an earlier run began has come to its end meanwhile. An engine that was not let in within 20 s goes on for itself and takes no other try;
/// to let it leave could take a manager away that the others count already, and their majority with it.
async fn was_let_in(shop: &Workshop, node: &NodeName) -> Result<bool, Error> {
    let deadline = Instant::now() + TRY;
    loop {
        let state = shop.links.engine_mut(node).await?.view(node).await?.swarm_state;
        match state.as_str() {
            "active" => return Ok(true),
            "pending" if Instant::now() > deadline => return Err(Error::StillJoining { seconds: TRY.as_secs() }),
            "pending" => sleep(POLL).await,
            _ => return Ok(false),
        }
    }
}

/// Sets a node in its swarm through a manager; which of the swarm's nodes it is, its own engine tells.
pub(super) async fn set_node(shop: &Workshop, node: &NodeName, via: &NodeName, settings: &SwarmNodeSettings) -> Result<(), Error> {
    let id = shop.links.engine_mut(node).await?.view(node).await?.swarm_node_id.ok_or(Error::Missing { what: "id of the node in the swarm" })?;
    Ok(shop.links.engine_mut(via).await?.set_swarm_node(&id, settings).await?)
}

/// Lets a node be a manager or a worker, and waits until the managers have it as one.
pub(super) async fn set_role(shop: &Workshop, via: &NodeName, id: &str, role: SwarmJoinRole) -> Result<(), Error> {
    shop.links.engine_mut(via).await?.set_swarm_role(id, role).await?;
    let deadline = Instant::now() + CHANGED;
    loop {
        // While the managers elect another leader, they have no list.
        let seen = match shop.links.engine_mut(via).await?.swarm_nodes().await {
            Ok(nodes) => nodes.iter().find(|line| line.id == id).map_or_else(|| "not in the swarm".to_owned(), |line| word(line).to_owned()),
            Err(error) => error.to_string(),
        };
        match role {
            SwarmJoinRole::Manager if seen == "a manager" => return Ok(()),
            SwarmJoinRole::Worker if seen == "a worker" || seen == "not in the swarm" => return Ok(()),
            _ if Instant::now() > deadline => return Err(Error::RoleStays { seconds: CHANGED.as_secs(), via: via.clone(), seen }),
            _ => sleep(POLL).await,
        }
    }
}

fn word(line: &SwarmModeNode) -> &'static str {
    match line.role {
        SwarmRole::Leader | SwarmRole::Reachable => "a manager",
        SwarmRole::Unreachable => "a manager that is not reached",
        SwarmRole::Worker => "a worker",
    }
}

/// Waits until no task runs on the node any more.
pub(super) async fn await_no_tasks(shop: &Workshop, via: &NodeName, id: &str) -> Result<(), Error> {
    const BEFORE: [&str; 3] = ["new", "allocated", "pending"];
    const AFTER: [&str; 6] = ["complete", "shutdown", "failed", "rejected", "remove", "orphaned"];
    let deadline = Instant::now() + MOVED;
    loop {
        let tasks = shop.links.engine_mut(via).await?.swarm_tasks().await?;
        let there = |state: &str| !BEFORE.contains(&state) && !AFTER.contains(&state);
        let left: Vec<_> = tasks.into_iter().filter(|task| task.node_id.as_deref() == Some(id) && there(&task.state)).map(|task| task.name).collect();
        if left.is_empty() {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(Error::TasksStay { seconds: MOVED.as_secs(), tasks: left });
        }
        sleep(POLL).await;
    }
}
