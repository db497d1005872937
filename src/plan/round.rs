//! A round over the nodes of a cluster that goes on working: one node after the other (workers, if asked for, several at once; who leads comes last), each of them
//! well before the next one's turn.

use crate::model::{Cluster, Need, Node, NodeName, Plan, Role, Step, StepId};

use super::Error;

/// Adds one node's turn, not before the given steps; gives what the next one's waits for.
pub(super) type Turn<'t> = dyn FnMut(&mut Plan, &Node, &[StepId]) -> Result<Vec<StepId>, Error> + 't;

/// Whose turn comes when.
pub(super) struct Order<'a> {
    /// Nodes that nothing else depends on.
    workers: Vec<&'a Node>,
    /// Discovery nodes and managers, one after the other, who leads last.
    others: Vec<&'a Node>,
}

impl<'a> Order<'a> {
    /// The order of these nodes, or of all; `leader` is who leads now.
    pub(super) fn of(cluster: &'a Cluster, nodes: Option<&[NodeName]>, leader: Option<&NodeName>) -> Self {
        let chosen = cluster.nodes.iter().filter(|n| nodes.is_none_or(|names| names.contains(&n.name)));
        let (workers, mut others): (Vec<_>, Vec<_>) = chosen.partition(|n| n.roles.is_empty());
        others.sort_by_key(|n| (leader == Some(&n.name), n.is(Role::Manager)));
        Self { workers, others }
    }

    /// Adds every node's turn, after the given steps; gives those after which all nodes are well.
    ///
    /// # Errors
    /// The first turn's that cannot be planned.
    pub(super) fn round(self, plan: &mut Plan, workers_at_once: usize, after: &[StepId], turn: &mut Turn<'_>) -> Result<Vec<StepId>, Error> {
        let at_once = workers_at_once.max(1);
        // What each worker's turn ends with. One begins when all but the last few before it are well: a node that fails holds up every later one.
        let mut ends: Vec<Vec<StepId>> = Vec::new();
        for node in self.workers {
            let well = ends.len().saturating_sub(at_once - 1);
            let before = sorted([after, &ends[..well].concat()].concat());
            ends.push(turn(plan, node, &before)?);
        }
        let mut last = sorted([after, &ends.concat()].concat());
        for node in self.others {
            last = turn(plan, node, &last)?;
        }
        Ok(last)
    }
}

fn sorted(mut steps: Vec<StepId>) -> Vec<StepId> {
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// Adds a step and gives what the next one waits for: itself, or where it is kept, what it would have waited for. A step that is kept is over before
/// anything has begun; who waited for it alone would not wait for the node before, and nobody's turn may come early.
pub(super) fn push(plan: &mut Plan, node: &Node, step: Step, need: Need, after: &[StepId]) -> Vec<StepId> {
    let kept = need == Need::Kept;
    let id = plan.push(Some(&node.name), step, need, after);
    if kept { after.to_vec() } else { vec![id] }
}
