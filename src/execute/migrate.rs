//! Steps of a move from standalone to swarm mode.

use crate::model::{EngineChange, EngineReload, NodeName};
use crate::transport::Action;

use super::workshop::Workshop;
use super::{Error, node};

/// Lets the engine take its configuration over; the certificate that it has read stays the one it has read.
pub(super) async fn reload_engine(shop: &Workshop, at: &NodeName, change: &EngineReload) -> Result<(), Error> {
    let pair = shop.pair(at).ok_or(Error::Missing { what: "certificate of the node" })?;
    let EngineReload { daemon_json, drop_in, live_restore, applied } = change.clone();
    let applied = EngineChange::stamp(&applied, &pair.dir);
    node::act(shop, at, Action::ReloadEngine { daemon_json, drop_in, live_restore, applied }).await
}
