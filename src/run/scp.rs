//! `scp`: the system's client takes over, configured as swarmctl's own connections are.

use crate::cli::{ScpEnd, ScpRequest};
use crate::model::{Exit, Failure};
use crate::transport::{Copying, Direction, Error};

use super::ended::{Ended, Result};
use super::hand_over::hand_over;
use super::place;
use super::session::Session;
use super::ssh::client;

/// Copies. Comes back only where scp cannot be started.
pub(super) fn scp(request: &ScpRequest, session: &Session<'_>) -> Result<Exit> {
    let (direction, here, node, there) = match (&request.from, &request.to) {
        (ScpEnd::Here(here), ScpEnd::Node { node, path }) => (Direction::ToNode, here, node, path),
        (ScpEnd::Node { node, path }, ScpEnd::Here(here)) => (Direction::FromNode, here, node, path),
        (ScpEnd::Here(_), ScpEnd::Here(_)) => return Err(usage("neither SRC nor DST is on a node", "write the one that is as `NODE:PATH`")),
        (ScpEnd::Node { .. }, ScpEnd::Node { .. }) => return Err(usage("SRC and DST are both on nodes", "copy to this machine first, then to the other node")),
    };
    let place = place::chosen(session)?;
    let client = client(&place, place.node(node)?, session)?;
    hand_over(client.scp(&Copying { direction, here, there, recursive: request.recursive }), Error::SshMissing.into(), session)
}

fn usage(cause: &str, hint: &str) -> Ended {
    Ended::with(Failure::new(cause, Exit::Usage).hint(hint))
}
