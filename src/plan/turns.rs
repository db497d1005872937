//! Turns: a plan in which each node's steps wait for those of the node before.

use std::collections::BTreeMap;

use crate::model::{Cluster, Need, NodeName, Plan, PlannedStep, Role, Step, StepId};

/// The same steps, node by node: who makes the swarm, the other managers, then the workers. Steps that are kept are nobody's turn, because they are over
/// before anything has begun.
pub(super) fn one_by_one(plan: Plan, cluster: &Cluster) -> Plan {
    let founder = plan.steps.iter().find(|s| matches!(s.step, Step::SwarmInit { .. })).and_then(|s| s.node.clone());
    let mut order: Vec<&NodeName> = cluster.nodes.iter().map(|n| &n.name).collect();
    order.sort_by_key(|name| (Some(*name) != founder.as_ref(), !cluster.node(name).is_some_and(|n| n.is(Role::Manager))));
    let turns: BTreeMap<&NodeName, usize> = order.iter().zip(1..).map(|(name, turn)| (*name, turn)).collect();

    // The operator's steps come with the turn of those that they wait for.
    let mut turn_of: Vec<usize> = Vec::new();
    for step in &plan.steps {
        let awaited = || step.after.iter().map(|id| turn_of[id.0]).max().unwrap_or(0);
        turn_of.push(step.node.as_ref().map_or_else(awaited, |node| turns.get(node).copied().unwrap_or(0)));
    }
    let mut sequence: Vec<usize> = (0..plan.steps.len()).collect();
    sequence.sort_by_key(|index| turn_of[*index]);
    let renumbered: BTreeMap<StepId, StepId> = sequence.iter().zip(0..).map(|(old, new)| (StepId(*old), StepId(new))).collect();

    let mut steps: Vec<PlannedStep> = Vec::new();
    let (mut turn, mut mine, mut before): (usize, Vec<StepId>, Vec<StepId>) = (0, Vec::new(), Vec::new());
    for old in sequence {
        let mut step = plan.steps[old].clone();
        for id in step.after.iter_mut().chain(&mut step.behind).chain([&mut step.id]) {
            *id = renumbered[id];
        }
        if turn_of[old] != turn {
            turn = turn_of[old];
            if !mine.is_empty() {
                before = std::mem::take(&mut mine);
            }
        }
        if matches!(step.need, Need::Do { .. }) {
            let awaited: Vec<_> = before.iter().filter(|id| !step.after.contains(id)).copied().collect();
            step.after.extend(awaited);
            mine.push(step.id);
        }
        steps.push(step);
    }
    Plan { steps, ..plan }
}
