//! A swarm whose managers are locked when their engines restart: the key in the store, and managers unlocked with it.

use std::time::Duration;

use crate::model::{NodeName, Orchestrator};
use crate::transport;

use super::Error;
use super::refresh::{not_healthy, until_well};
use super::workshop::Workshop;

/// The engine's word for a manager that waits for its key.
const LOCKED: &str = "locked";
/// How long a manager may take, once it is unlocked, until it sees the swarm: it needs the other managers, which may be unlocked just now as well.
const SEES: Duration = Duration::from_secs(60);

/// Unlocks a manager and waits until it sees its swarm.
pub(super) async fn unlock(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    // By the socket: it must work whatever the engine's port does.
    let engine = shop.links.engine_by_socket_mut(node).await?;
    let mut said = "there is none".to_owned();
    for key in shop.unlock_keys()? {
        match engine.unlock_swarm(&key).await {
            // It took the key, and looks for the others for longer than a call may take.
            Ok(()) | Err(transport::Error::Timeout { .. }) => return sees_swarm(shop, node).await,
            Err(transport::Error::Api { message, .. }) if message.contains("invalid key") => said = message,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::WrongUnlockKey { said })
}

/// Unlocks a manager whose engine was just restarted, if it is locked.
pub(super) async fn unlock_again(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    if shop.cluster.orchestrator != Orchestrator::SwarmMode || shop.dir.unlock_key_hash()?.is_none() {
        return Ok(());
    }
    let view = shop.links.engine_by_socket_mut(node).await?.view(node).await?;
    if view.swarm_state == LOCKED { unlock(shop, node).await } else { Ok(()) }
}

async fn sees_swarm(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let amiss = || async {
        let engine = match shop.links.engine_by_socket_mut(node).await {
            Ok(engine) => engine,
            Err(error) => return Some(error.to_string()),
        };
        engine.swarm_nodes().await.err().map(|error| error.to_string())
    };
    until_well(SEES, amiss).await.map_err(not_healthy(SEES))
}

/// Asks a manager for the unlock key and keeps it.
pub(super) async fn keep(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let key = shop.links.engine_mut(node).await?.unlock_key().await?.ok_or(Error::Missing { what: "unlock key of the swarm" })?;
    shop.keep_unlock_key(&key)
}

/// Lets the swarm have another unlock key and keeps that; the one before stays for managers that are away.
pub(super) async fn rotate(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    shop.links.engine_mut(node).await?.rotate_unlock_key().await?;
    keep(shop, node).await
}
