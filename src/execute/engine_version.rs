//! The engine's package at another version.

use crate::model::NodeName;
use crate::transport::Action;

use super::workshop::Workshop;
use super::{Error, node, unlock};

/// Installs the package at a version; the engine runs it afterwards, and a manager that was locked by its restart is unlocked again.
pub(super) async fn install(shop: &Workshop, at: &NodeName, package: &str, version: &str) -> Result<(), Error> {
    let port = shop.cluster.has_tls().then_some(shop.cluster.engine.port);
    node::act(shop, at, Action::InstallVersion { package: package.to_owned(), version: version.to_owned(), port }).await?;
    unlock::unlock_again(shop, at).await
}
