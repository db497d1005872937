//! `unlock-key`: the key that unlocks a swarm's managers, out of the store; or another one first.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::OffsetDateTime;

use crate::cli::{CaKeyArgs, UnlockKeyRequest};
use crate::execute::{CaAccess, Settings, Workshop};
use crate::facts;
use crate::model::{Exit, Failure, NodeName, Orchestrator};
use crate::plan;
use crate::state::Holder;

use super::carry::{carry_quietly, failures};
use super::ended::{Ended, Result};
use super::hold::{Holding, Locks, managers};
use super::interrupt::stop_signal;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::unlock::Unlock;

/// Prints the key.
pub(super) async fn unlock_key(request: &UnlockKeyRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    may_have_one(&place)?;
    let args = CaKeyArgs::from(&request.passphrase);
    let unlock = Unlock::new(&args, &place.dir, session.ui);
    if request.rotate {
        let _lock = place.dir.lock(&Holder::this_process("unlock-key", OffsetDateTime::now_utc()))?;
        rotate(request, &place, &unlock, session).await?;
    }
    let key = unlock.unlock_keys().await?.into_iter().next().ok_or_else(|| Ended::with(not_kept(&place)))?;
    session.ui.unlock_key(&place.cluster.name, &key)?;
    Ok(Exit::Ok)
}

fn may_have_one(place: &Place) -> Result<()> {
    let cluster = &place.cluster;
    if cluster.orchestrator == Orchestrator::SwarmMode && (cluster.swarm_mode.autolock || place.stored.unlock_key_hash.is_some()) {
        return Ok(());
    }
    let failure = Failure::new(format!("the managers of cluster `{}` are not locked, and there is no key", cluster.name), Exit::NotFound);
    Err(Ended::with(failure.hint("set `orchestrator: swarm-mode` and `swarmMode: { autolock: true }` in its spec and run `swarmctl init` to lock them")))
}

fn not_kept(place: &Place) -> Failure {
    Failure::new(format!("the store has no unlock key of cluster `{}` yet", place.cluster.name), Exit::NotFound)
        .hint("`swarmctl init` brings it into the store")
}

async fn rotate(request: &UnlockKeyRequest, place: &Place, unlock: &Unlock<'_>, session: &Session<'_>) -> Result<()> {
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let rotated = rotate_at(request, place, unlock, &reach, session).await;
    reach.close().await;
    rotated
}

async fn rotate_at(request: &UnlockKeyRequest, place: &Place, unlock: &Unlock<'_>, reach: &Reach, session: &Session<'_>) -> Result<()> {
    let views = facts::swarm_mode(&*reach.links, &place.cluster).await;
    let manager: &NodeName = views.iter().find(|view| view.nodes.is_ok()).map(|view| &view.node).ok_or_else(|| {
        Ended::with(
            Failure::new("no manager of the swarm answers", Exit::Unhealthy).hint("`swarmctl verify` says what is wrong, `swarmctl init` mends what it can"),
        )
    })?;
    let plan = plan::rotate_unlock_key(&place.cluster, manager);
    let access = unlock.with_unlock_key(&plan, CaAccess::default()).await?;
    let record = place::record(&place.stored, OffsetDateTime::now_utc());
    let workshop = Workshop::new(place.cluster.clone(), reach.links.clone(), place.dir.clone(), None, record, BTreeMap::new()).with_ca_access(access);
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let holding = Holding::all(reach, managers(&place.cluster), &Locks::new());
    let outcome = carry_quietly(&plan, &Arc::new(workshop), &holding, Settings { concurrency: 1, step_timeout: request.timeout }, stop).await?;
    if !outcome.is_complete() {
        return Err(Ended::Told { failures: failures(&outcome), exit: outcome.exit() });
    }
    session.ui.note("a manager that is away now wants the former key when it comes back; `swarmctl init` has both");
    Ok(())
}
