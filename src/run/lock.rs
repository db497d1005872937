//! `lock`: who holds a cluster on its managers' nodes, and the end of what a dead run has left there.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use time::OffsetDateTime;

use crate::cli::LockRequest;
use crate::execute::leave_lock;
use crate::facts;
use crate::model::{Exit, Failure, HeldBy, LockSeen, NodeName, StoreId};
use crate::report::{Deed, LockRow};
use crate::state::Holder;
use crate::transport::LockUse;

use super::ended::{Ended, Result};
use super::hold::managers;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Shows the lock, or takes it away.
pub(super) async fn lock(request: LockRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    // A run of this store that is under way is no dead one.
    let _lock = match request {
        LockRequest::Status => None,
        LockRequest::Release => Some(place.dir.lock(&Holder::this_process("lock release", OffsetDateTime::now_utc()))?),
    };
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let seen = look(&place, &reach).await;
    let exit = match request {
        LockRequest::Status => status(&place, seen, session),
        LockRequest::Release => release(&place, &reach, seen, session).await,
    };
    reach.close().await;
    exit
}

type Seen = BTreeMap<NodeName, Result<LockSeen, Failure>>;

async fn look(place: &Place, reach: &Reach) -> Seen {
    let asked = managers(&place.cluster).map(|node| async {
        let seen = facts::lock(&*reach.links, &node).await.map_err(|error| Failure::from_error(&error).on(&node));
        (node, seen)
    });
    join_all(asked).await.into_iter().collect()
}

fn status(place: &Place, seen: Seen, session: &Session<'_>) -> Result<Exit> {
    let own = place.dir.store_id()?;
    let rows: Vec<_> = seen.into_iter().map(|(node, seen)| row(node, seen, own.as_ref())).collect();
    session.ui.list(&rows)?;
    Ok(match () {
        () if rows.iter().any(|row| row.held == Some(true)) => Exit::Locked,
        () if rows.iter().any(|row| row.error.is_some()) => Exit::Unreachable,
        () => Exit::Ok,
    })
}

fn row(node: NodeName, seen: Result<LockSeen, Failure>, own: Option<&StoreId>) -> LockRow {
    let (held, error) = match seen {
        Ok(seen) => (Some(seen.held), None),
        Err(failure) => (None, Some(failure.cause)),
    };
    let by = held.clone().flatten();
    let holder = by.as_ref().and_then(HeldBy::holder);
    LockRow {
        node,
        held: held.map(|held| held.is_some()),
        owner: holder.map(|holder| holder.owner.clone()),
        verb: holder.map(|holder| holder.verb.clone()),
        since: holder.map(|holder| holder.since),
        pid: holder.map(|holder| holder.pid),
        this_store: by.as_ref().map(|by| by.is_of(own)),
        error,
    }
}

async fn release(place: &Place, reach: &Reach, seen: Seen, session: &Session<'_>) -> Result<Exit> {
    let cluster = place.cluster.name.clone();
    let mut held: BTreeMap<NodeName, HeldBy> = BTreeMap::new();
    let mut failures = Vec::new();
    for (node, seen) in seen {
        match seen {
            Ok(LockSeen { held: Some(by), .. }) => drop(held.insert(node, by)),
            Ok(_) => {}
            Err(failure) => failures.push(failure),
        }
    }
    if held.is_empty() && !failures.is_empty() {
        return Err(Ended::all(failures, Exit::Unreachable));
    }
    if !held.is_empty() {
        confirm(place, &held, session).await?;
    }
    let tried = join_all(held.iter().map(|(node, by)| async move {
        let of = by.holder().map(|holder| holder.store.clone());
        (node, leave_lock(&*reach.links, node, of, LockUse::Changes).await)
    }));
    let mut nodes = Vec::new();
    for (node, left) in tried.await {
        match left {
            Ok(()) => nodes.push(node.clone()),
            Err(error) => failures.push(Failure::from_error(&error).on(node)),
        }
    }
    let exit = if failures.is_empty() { Exit::Ok } else { Exit::SomeNodes };
    session.ui.failures(&failures, exit);
    let kept = failures.iter().filter_map(|failure| failure.node.clone()).collect();
    session.ui.deed(&Deed::LockReleased { cluster, nodes, kept })?;
    Ok(exit)
}

/// Each run that loses its lock is named.
async fn confirm(place: &Place, held: &BTreeMap<NodeName, HeldBy>, session: &Session<'_>) -> Result<()> {
    let mut runs: Vec<_> = held.values().map(ToString::to_string).collect();
    runs.dedup();
    for run in &runs {
        session.ui.note(&format!("held by {run}"));
    }
    if session.globals.yes || session.ui.confirm_name(&place.cluster.name, "take the lock away").await? {
        return Ok(());
    }
    Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)))
}
