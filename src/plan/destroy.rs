//! `destroy`: takes away what swarmctl made and puts back what it found. What it did not make is found by no label and in no record, and stays.

use crate::model::{Cluster, ContainerRole, HostsSeen, NodeFacts, NodeName, Orchestrator, Plan, Role, Step, StepId, SwarmMembership};

use super::hosts::remove_hosts;
use super::nodes::{Inputs, NEEDED, because};
use super::standalone::{CONSUL_VOLUME, own_container};

/// The plan for nodes that were looked at; nodes without facts are left out, and the caller says so.
pub fn destroy(inputs: Inputs<'_>, hosts: Option<&HostsSeen>) -> Plan {
    let mut plan = Plan::new(inputs.cluster.name.clone(), "destroy");
    let last = match hosts {
        // Hosts that swarmctl made go as a whole, with all that is on them.
        Some(seen) => remove_hosts(&mut plan, seen),
        None => leave_hosts(&mut plan, inputs),
    };
    plan.push(None, Step::ForgetCluster, NEEDED, &last);
    plan
}

fn leave_hosts(plan: &mut Plan, inputs: Inputs<'_>) -> Vec<StepId> {
    let cluster = inputs.cluster;
    // Workers and agents leave first, so that no manager places anything on a node that is being taken apart.
    let (managers, workers): (Vec<_>, Vec<_>) = cluster.nodes.iter().partition(|n| n.is(Role::Manager));
    let mut left = Vec::new();
    let mut last = Vec::new();
    for node in workers.iter().chain(&managers) {
        let Some(facts) = inputs.facts.get(&node.name).filter(|f| f.member_of.as_deref() == Some(cluster.mark.as_str())) else { continue };
        let after: &[StepId] = if node.is(Role::Manager) { &left } else { &[] };
        let gone = match cluster.orchestrator {
            Orchestrator::SwarmMode => leave_swarm(plan, &node.name, facts, after),
            Orchestrator::Standalone if inputs.stored.migration.is_some() => {
                let left = leave_swarm(plan, &node.name, facts, after);
                [left, remove_containers(plan, cluster, &node.name, facts, after)].concat()
            }
            Orchestrator::Standalone => remove_containers(plan, cluster, &node.name, facts, after),
        };
        last.push(restore(plan, inputs, &node.name, &gone));
        if !node.is(Role::Manager) {
            left.extend(gone);
        }
    }
    last
}

/// Puts a node back as it was found, once what ran there is gone.
pub(super) fn restore(plan: &mut Plan, inputs: Inputs<'_>, node: &NodeName, gone: &[StepId]) -> StepId {
    let images = inputs.stored.record.as_ref().and_then(|r| r.nodes.get(node)).map(|r| r.images_brought.clone()).unwrap_or_default();
    let mut before = gone.to_vec();
    for image in images {
        before.push(plan.push(Some(node), Step::RemoveImage { image }, NEEDED, gone));
    }
    plan.push(Some(node), Step::RestoreEngine, NEEDED, &before)
}

/// An engine calls itself inactive before it has left for good, and one that is restarted then does not come up: asked once more, it answers when it has.
fn leave_swarm(plan: &mut Plan, node: &NodeName, facts: &NodeFacts, after: &[StepId]) -> Vec<StepId> {
    let Some(engine) = facts.engine.facts() else { return Vec::new() };
    let (manager, need) = match &engine.swarm {
        SwarmMembership::Active { manager, .. } => (*manager, NEEDED),
        // Locked, or in error: only force helps.
        SwarmMembership::Other { .. } => (true, NEEDED),
        SwarmMembership::Inactive => (false, because("it may still be leaving")),
    };
    vec![plan.push(Some(node), Step::SwarmLeave { manager }, need, after)]
}

pub(super) fn remove_containers(plan: &mut Plan, cluster: &Cluster, node: &NodeName, facts: &NodeFacts, after: &[StepId]) -> Vec<StepId> {
    let mut gone: Vec<StepId> = Vec::new();
    for role in [ContainerRole::Manager, ContainerRole::Agent] {
        if let Some(found) = own_container(cluster, facts, role) {
            gone.push(plan.push(Some(node), Step::RemoveContainer { role, id: found.id.clone() }, NEEDED, after));
        }
    }
    let mut last = gone.clone();
    if let Some(found) = own_container(cluster, facts, ContainerRole::Consul) {
        let after: Vec<_> = gone.iter().chain(after).copied().collect();
        last.push(plan.push(Some(node), Step::RemoveContainer { role: ContainerRole::Consul, id: found.id.clone() }, NEEDED, &after));
    }
    if facts.engine.facts().is_some_and(|e| e.volumes.iter().any(|v| v == CONSUL_VOLUME)) {
        last.push(plan.push(Some(node), Step::RemoveVolume { volume: CONSUL_VOLUME.to_owned() }, NEEDED, &last.clone()));
    }
    last
}
