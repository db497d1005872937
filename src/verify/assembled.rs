//! Whether a cluster has come together: the quick question between a change and the whole check.

use crate::model::{Cluster, ContainerRole, ManagerView, Observations, Orchestrator, SwarmModeView, SwarmRole};

/// Whether every manager sees every node with its agent, and all agree on who leads. Reads only what managers say.
pub fn is_assembled(cluster: &Cluster, seen: &Observations) -> bool {
    match cluster.orchestrator {
        Orchestrator::Standalone => {
            let all = seen.managers.len() == cluster.managers().count() && seen.managers.iter().all(|view| sees_pool(cluster, view));
            all && agree(&seen.managers)
        }
        Orchestrator::SwarmMode => seen.swarm_mode.len() == cluster.managers().count() && seen.swarm_mode.iter().all(|view| sees_swarm(cluster, view)),
    }
}

fn sees_pool(cluster: &Cluster, view: &ManagerView) -> bool {
    let healthy = |lines: &Vec<crate::model::PoolNode>| lines.iter().filter(|line| line.status == "Healthy").count();
    let pool = cluster.pool().count();
    let wanted = if cluster.has_agents() { pool } else { 0 };
    view.pool.as_ref().is_ok_and(|lines| healthy(lines) >= pool) && view.running.as_ref().is_ok_and(|running| agents(running) >= wanted)
}

/// A manager that has heard of a new agent's node may not have heard of the agent yet.
fn agents(running: &[String]) -> usize {
    let agent = ContainerRole::Agent.container_name();
    running.iter().filter(|name| name.rsplit('/').next() == Some(&agent)).count()
}

fn agree(managers: &[ManagerView]) -> bool {
    let is_primary = |view: &&ManagerView| view.role.as_deref() == Some("primary");
    let mut primaries = managers.iter().filter(is_primary);
    let (Some(primary), None) = (primaries.next(), primaries.next()) else { return false };
    managers.iter().filter(|view| !is_primary(view)).all(|view| view.primary.as_deref() == Some(primary.address.as_str()))
}

fn sees_swarm(cluster: &Cluster, view: &SwarmModeView) -> bool {
    let Ok(nodes) = &view.nodes else { return false };
    let leaders = nodes.iter().filter(|n| n.role == SwarmRole::Leader).count();
    let ready = nodes.iter().filter(|n| n.state == "ready" && n.role != SwarmRole::Unreachable).count();
    leaders == 1 && ready >= cluster.nodes.len()
}
