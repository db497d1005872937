//! One run at a time for a cluster, whichever store it comes from: the lock on the managers' nodes, taken before the first plan that has something to do on a
//! node is carried out, and left when the run's connections are closed. Runs of one store are kept apart by the store's own lock.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::execute;
use crate::model::{Cluster, Failure, LockHolder, LockSeen, NodeFacts, NodeName, Plan, Role};
use crate::state::{ClusterDir, Holder};

use super::ended::{Ended, Result};
use super::random::random;
use super::reach::Reach;

/// What was seen of the lock on each manager that was looked at.
pub(super) type Locks = BTreeMap<NodeName, LockSeen>;

/// What a run holds, or is going to.
pub(super) struct Holding<'a> {
    reach: &'a Reach,
    managers: BTreeMap<NodeName, Option<LockSeen>>,
}

impl<'a> Holding<'a> {
    /// The managers that were looked at; a change since then is noticed.
    pub(super) fn seen(reach: &'a Reach, locks: &Locks) -> Self {
        Self { reach, managers: locks.iter().map(|(node, seen)| (node.clone(), Some(seen.clone()))).collect() }
    }

    /// All managers, also those that nobody has looked at.
    pub(super) fn all(reach: &'a Reach, managers: impl IntoIterator<Item = NodeName>, locks: &Locks) -> Self {
        Self { reach, managers: managers.into_iter().map(|node| (node.clone(), locks.get(&node).cloned())).collect() }
    }

    /// Takes the lock, if the plan has something to do on a node, and if this run has not got it already. So it does where a killed run of this store has left it.
    pub(super) async fn take(&self, plan: &Plan, dir: &ClusterDir) -> Result<()> {
        let own = dir.store_id()?;
        let left_here = |seen: &LockSeen| seen.held.as_ref().is_some_and(|held| held.is_of(own.as_ref()));
        let changes = plan.pending().any(|step| step.node.is_some()) || self.managers.values().flatten().any(left_here);
        if !changes || self.managers.is_empty() {
            return Ok(());
        }
        let Holder { pid, who, verb, since } = Holder::this_process(&plan.verb, OffsetDateTime::now_utc());
        let holder = LockHolder { store: dir.settled_store_id(random()?)?, owner: who, verb, since, pid };
        let places = self.managers.iter().map(|(node, seen)| (node.clone(), seen.as_ref().map(|seen| seen.last.clone()))).collect();
        self.reach.hold(&holder, places).await
    }
}

/// What is known of the lock on each manager that was looked at.
pub(super) fn locks_of(cluster: &Cluster, facts: &BTreeMap<NodeName, NodeFacts>) -> Locks {
    managers(cluster).filter_map(|node| Some((node.clone(), facts.get(&node)?.lock.clone()))).collect()
}

/// The nodes that the lock is on.
pub(super) fn managers(cluster: &Cluster) -> impl Iterator<Item = NodeName> {
    cluster.nodes.iter().filter(|node| node.is(Role::Manager)).map(|node| node.name.clone())
}

/// Why a cluster must not be changed now: a run of another store holds it.
pub(super) fn held_elsewhere(dir: &ClusterDir, seen: &Locks) -> Result<Option<Failure>> {
    let own = dir.store_id()?;
    let held = seen.iter().find_map(|(node, seen)| Some((node, seen.held_elsewhere(own.as_ref())?)));
    Ok(held.map(|(node, by)| Failure::from_error(&execute::Error::HeldElsewhere { by: by.clone() }).on(node)))
}

/// Ends a run before anything is asked or written, where another store's run holds the cluster.
pub(super) fn refuse_held(dir: &ClusterDir, seen: &Locks) -> Result<()> {
    held_elsewhere(dir, seen)?.map_or(Ok(()), |failure| Err(Ended::with(failure)))
}

/// The same for a run that only shows what it would do.
pub(super) fn held_warning(dir: &ClusterDir, seen: &Locks) -> Result<Option<String>> {
    let told = |failure: Failure| format!("{}: {}", failure.node.map(|node| node.to_string()).unwrap_or_default(), failure.cause);
    Ok(held_elsewhere(dir, seen)?.map(told))
}
