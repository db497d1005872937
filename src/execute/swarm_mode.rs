//! Steps of swarm mode's.

use std::net::IpAddr;

use crate::model::{NodeName, SwarmJoinRole};

use super::Error;
use super::workshop::Workshop;

/// Joins the swarm with a token that is asked for now and kept nowhere.
pub(super) async fn join(shop: &Workshop, node: &NodeName, role: SwarmJoinRole, advertise: IpAddr, via: &NodeName, remote: &str) -> Result<(), Error> {
    let tokens = shop.links.engine_mut(via).await?.swarm_tokens().await?;
    let token = match role {
        SwarmJoinRole::Manager => &tokens.manager,
        SwarmJoinRole::Worker => &tokens.worker,
    };
    Ok(shop.links.engine_mut(node).await?.swarm_join(role, advertise, remote, token).await?)
}
