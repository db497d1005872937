//! `failover`: another manager of a standalone cluster becomes the primary on purpose. One step, made from what the managers say; no host is touched.

use crate::model::{Cluster, Discovery, ManagerView, Need, NodeName, Orchestrator, Plan, Role, Step};

use super::Error;
use super::nodes::NEEDED;

/// Whether such a cluster can have its primary moved at all, and to this node.
///
/// # Errors
/// In swarm mode, with one manager only, where `to` is none, and where the lock is in a store that swarmctl does not speak to.
pub fn may_fail_over(cluster: &Cluster, to: Option<&NodeName>) -> Result<(), Error> {
    if cluster.orchestrator == Orchestrator::SwarmMode {
        return Err(Error::LeaderIsElected { cluster: cluster.name.clone() });
    }
    if let Some(node) = to.filter(|to| !cluster.node(to).is_some_and(|n| n.is(Role::Manager))) {
        let managers = cluster.managers().map(|n| n.name.clone()).collect();
        return Err(Error::NotAManager { node: node.clone(), managers });
    }
    if cluster.discovery == Discovery::Static {
        return Err(Error::NoElection);
    }
    if cluster.managers().count() < 2 {
        return Err(Error::OnlyManager);
    }
    match cluster.external_store() {
        Some(store) => Err(Error::StoreIsForeign { url: store.url.clone(), ttl: cluster.manager.replication_ttl.as_secs() }),
        None => Ok(()),
    }
}

/// The step that lets another manager be the primary before its node is worked on.
pub(super) fn elsewhere(cluster: &Cluster) -> Step {
    Step::Failover { to: None, managers: cluster.managers().map(|n| n.name.clone()).collect() }
}

/// The plan of `failover`, from what each manager says of itself: nothing to do where `to` is the primary already.
///
/// # Errors
/// As `may_fail_over`; and where no manager is the primary, or none that could be the next one answers.
pub fn failover(cluster: &Cluster, managers: &[ManagerView], to: Option<&NodeName>) -> Result<Plan, Error> {
    may_fail_over(cluster, to)?;
    let primary = managers.iter().find(|view| view.role.as_deref() == Some("primary")).ok_or(Error::NoPrimary)?;
    let answering: Vec<_> = managers.iter().filter(|view| view.role.is_some()).map(|view| view.node.clone()).collect();
    if let Some(to) = to.filter(|to| !answering.contains(to)) {
        let said = managers.iter().find(|view| view.node == *to).and_then(|view| view.version.as_ref().err());
        return Err(Error::ManagerSilent { node: to.clone(), reason: said.cloned().unwrap_or_else(|| "it does not say what it is".to_owned()) });
    }
    if answering.len() < 2 {
        return Err(Error::NoReplica { primary: primary.node.clone() });
    }
    let mut plan = Plan::new(cluster.name.clone(), "failover");
    for silent in managers.iter().filter(|view| view.role.is_none()) {
        plan.warnings.push(format!("{}: its manager does not answer, and is not waited for", silent.node));
    }
    let need = if to == Some(&primary.node) { Need::Kept } else { NEEDED };
    plan.push(Some(&primary.node), Step::Failover { to: to.cloned(), managers: answering }, need, &[]);
    Ok(plan)
}
