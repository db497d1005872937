//! Steps of swarm mode's.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::model::{Availability, NodeName, SwarmJoinRole, SwarmNodeSettings, SwarmPlace};
use crate::transport::SwarmJoin;

use super::Error;
use super::workshop::Workshop;

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
