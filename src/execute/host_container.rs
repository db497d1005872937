//! Steps of the docker driver: hosts as containers on the operator's engine.

use crate::driver::DockerDriver;
use crate::model::NodeName;

use super::Error;
use super::workshop::{HostMaker, Workshop};

fn maker(shop: &Workshop) -> Result<&HostMaker, Error> {
    shop.hosts.as_ref().ok_or(Error::Missing { what: "docker driver" })
}

/// The driver; a plan that has steps for it comes from a cluster that has it.
pub(super) fn driver(shop: &Workshop) -> Result<&DockerDriver, Error> {
    Ok(&maker(shop)?.driver)
}

/// Makes a host and notes where it is.
pub(super) async fn create(shop: &Workshop, node: &NodeName, image: &str, network: &str) -> Result<(), Error> {
    let HostMaker { driver, authorized_key } = maker(shop)?;
    let (id, address) = driver.create_host(&shop.cluster.mark, node, image, network, authorized_key).await?;
    shop.note_host(node, &id, address)
}

/// Starts a host and notes where it is.
pub(super) async fn start(shop: &Workshop, node: &NodeName, id: &str) -> Result<(), Error> {
    let HostMaker { driver, authorized_key } = maker(shop)?;
    let address = driver.start_host(id, authorized_key).await?;
    shop.note_host(node, id, address)
}
