//! Hosts that are rebooted and powered off by their own means.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::model::NodeName;
use crate::transport::{self, Action, Look};

use super::workshop::Workshop;
use super::{Error, node};

/// How long a host may take until it lets in again: a machine with much memory tests it for minutes.
const BOOT: Duration = Duration::from_secs(600);
/// How long a host may take to go: services have 90 s to stop by systemd's default.
const HALT: Duration = Duration::from_secs(180);
/// How often it is looked.
const POLL: Duration = Duration::from_millis(500);

/// Reboots a host and waits until it lets in after another boot.
pub(super) async fn reboot(shop: &Workshop, at: &NodeName) -> Result<(), Error> {
    let before = boot(shop, at).await?;
    told(node::act(shop, at, Action::Reboot).await)?;
    let deadline = Instant::now() + BOOT;
    loop {
        let seen = boot(shop, at).await;
        match seen {
            Ok(now) if now != before => return Ok(()),
            Ok(_) if Instant::now() > deadline => return Err(Error::StaysUp { seconds: BOOT.as_secs() }),
            Err(error) if Instant::now() > deadline => return Err(error),
            _ => sleep(POLL).await,
        }
    }
}

/// Powers a host off and waits until it lets nobody in.
pub(super) async fn power_off(shop: &Workshop, at: &NodeName) -> Result<(), Error> {
    told(node::act(shop, at, Action::PowerOff).await)?;
    let deadline = Instant::now() + HALT;
    while boot(shop, at).await.is_ok() {
        if Instant::now() > deadline {
            return Err(Error::StaysUp { seconds: HALT.as_secs() });
        }
        sleep(POLL).await;
    }
    Ok(())
}

/// A host that goes may take the connection away before the script has ended.
fn told(act: Result<(), Error>) -> Result<(), Error> {
    match act {
        Err(Error::Transport(transport::Error::ConnectionLost { .. })) => Ok(()),
        other => other,
    }
}

/// Which boot the host is in.
async fn boot(shop: &Workshop, at: &NodeName) -> Result<Vec<u8>, Error> {
    Ok(shop.links.host_mut(at).await?.look(Look::Boot).await?.stdout)
}
