//! `ip`: where a node is.

use crate::cli::IpRequest;
use crate::model::{Exit, Failure, Host, Node, OwnAddress};
use crate::report::AddressShown;

use super::ended::{Ended, Result};
use super::place;
use super::session::Session;

/// Prints the address.
pub(super) fn ip(request: &IpRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let node = place.node(&request.node)?;
    let advertised = node.advertise.as_ref().filter(|_| request.advertise).and_then(OwnAddress::ip).map(Host::from);
    let address = match advertised {
        Some(address) => address,
        None => address(node)?.clone(),
    };
    session.ui.answer(&AddressShown { node: node.name.clone(), address })?;
    Ok(Exit::Ok)
}

/// Where the operator reaches it; the docker driver's hosts have no address before they are made.
pub(super) fn address(node: &Node) -> Result<&Host> {
    let missing = || Ended::with(Failure::new("its host is not there yet", Exit::NotFound).on(&node.name).hint("run `swarmctl init`"));
    node.address.as_ref().ok_or_else(missing)
}
