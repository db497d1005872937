//! Steps of swarm mode's.

use crate::model::{Availability, NodeName, SwarmJoinRole, SwarmNodeSettings, SwarmPlace};
use crate::transport::SwarmJoin;

use super::Error;
use super::workshop::Workshop;

/// Joins the swarm with a token that is asked for now and kept nowhere.
pub(super) async fn join(
    shop: &Workshop,
    node: &NodeName,
    (role, availability): (SwarmJoinRole, Availability),
    at: SwarmPlace,
    (via, remote): (&NodeName, &str),
) -> Result<(), Error> {
    let tokens = shop.links.engine_mut(via).await?.swarm_tokens().await?;
    let token = match role {
        SwarmJoinRole::Manager => &tokens.manager,
        SwarmJoinRole::Worker => &tokens.worker,
    };
    Ok(shop.links.engine_mut(node).await?.swarm_join(SwarmJoin { role, availability, at, remote, token }).await?)
}

/// Sets a node in its swarm through a manager; which of the swarm's nodes it is, its own engine tells.
pub(super) async fn set_node(shop: &Workshop, node: &NodeName, via: &NodeName, settings: &SwarmNodeSettings) -> Result<(), Error> {
    let id = shop.links.engine_mut(node).await?.view(node).await?.swarm_node_id.ok_or(Error::Missing { what: "id of the node in the swarm" })?;
    Ok(shop.links.engine_mut(via).await?.set_swarm_node(&id, settings).await?)
}
