//! `ssh`: the system's client takes over, configured as swarmctl's own connections are.

use crate::cli::SshRequest;
use crate::model::{Exit, Node};
use crate::transport::{Error, SshClient, SshSettings, Tty};

use super::ended::Result;
use super::hand_over::hand_over;
use super::ip::address;
use super::place::{self, Place};
use super::reach::CONNECT_TIMEOUT;
use super::session::Session;

/// Logs in, or runs a command. Comes back only where ssh cannot be started.
pub(super) fn ssh(request: &SshRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let client = client(&place, place.node(&request.node)?, session)?;
    let tty = if request.tty { Tty::Yes } else { Tty::AsUsual };
    hand_over(client.ssh(tty, &request.command), Error::SshMissing.into(), session)
}

/// The clients for a node. Their configuration is in the store, because it has to outlive this program.
pub(super) fn client(place: &Place, node: &Node, session: &Session<'_>) -> Result<SshClient> {
    session.store.check_writable()?;
    place.dir.make_ssh_dir()?;
    let settings = SshSettings {
        node: node.name.clone(),
        address: address(node)?.clone(),
        ssh: node.ssh.clone(),
        known_hosts: place.dir.known_hosts(),
        known_hosts_origin: place.dir.known_hosts(),
        runtime_dir: place.dir.ssh_dir(),
        connect_timeout: CONNECT_TIMEOUT,
    };
    Ok(SshClient::prepare(&settings)?)
}
