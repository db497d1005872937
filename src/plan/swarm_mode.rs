//! The engine's own swarm mode on top of certified nodes: one manager makes the swarm, the others join it.

use std::net::IpAddr;

use crate::model::{Need, Node, NodeFacts, Plan, Role, Step, StepId, SwarmJoinRole, SwarmMembership};

use super::addresses::advertised;
use super::nodes::{Ground, Inputs, NEEDED};

/// Where managers listen for each other; swarm mode's default.
pub(super) const CLUSTER_PORT: u16 = 2377;

/// Adds the steps after `ground`. Managers join one after the other, because each join changes the quorum that the next one needs; workers all at once.
pub(super) fn orchestrate(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground) -> Result<(), super::Error> {
    let cluster = inputs.cluster;
    // The manager that is asked: one that is in the swarm already, else the first, which makes it.
    let founder = cluster.managers().find(|n| is_manager(inputs, n)).or_else(|| cluster.managers().next()).ok_or(super::Error::NoManager)?;
    let (founder_ip, _) = address(inputs, founder)?;
    let need = if is_manager(inputs, founder) { Need::Kept } else { NEEDED };
    let init = plan.push(Some(&founder.name), Step::SwarmInit { advertise: founder_ip }, need, &[ground.engines[&founder.name]]);
    let remote = std::net::SocketAddr::new(founder_ip, CLUSTER_PORT).to_string();
    let mut last_manager = init;
    for node in cluster.nodes.iter().filter(|n| n.name != founder.name) {
        let (advertise, facts) = address(inputs, node)?;
        let need = if matches!(facts.engine.facts().map(|e| &e.swarm), Some(SwarmMembership::Active { .. })) { Need::Kept } else { NEEDED };
        let role = if node.is(Role::Manager) { SwarmJoinRole::Manager } else { SwarmJoinRole::Worker };
        let before = if role == SwarmJoinRole::Manager { last_manager } else { init };
        let join = Step::SwarmJoin { role, advertise, via: founder.name.clone(), remote: remote.clone() };
        let joined: StepId = plan.push(Some(&node.name), join, need, &[ground.engines[&node.name], before]);
        if role == SwarmJoinRole::Manager {
            last_manager = joined;
        }
    }
    Ok(())
}

fn is_manager(inputs: Inputs<'_>, node: &Node) -> bool {
    let engine = inputs.facts.get(&node.name).and_then(|f| f.engine.facts());
    matches!(engine.map(|e| &e.swarm), Some(SwarmMembership::Active { manager: true, .. }))
}

fn address<'a>(inputs: Inputs<'a>, node: &Node) -> Result<(IpAddr, &'a NodeFacts), super::Error> {
    let facts = inputs.facts.get(&node.name).ok_or_else(|| super::Error::NotLookedAt { node: node.name.clone() })?;
    let ip = advertised(node, facts).ok_or_else(|| super::Error::NoAddress { node: node.name.clone() })?;
    Ok((ip, facts))
}
