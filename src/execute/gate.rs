//! How many nodes are worked on at once. The limit counts nodes, not steps: a node that is being worked on may have several steps under way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::model::NodeName;

/// Lets steps of at most so many nodes through.
pub(super) struct Gate {
    permits: Arc<Semaphore>,
    inside: Mutex<BTreeMap<NodeName, Weak<OwnedSemaphorePermit>>>,
}

impl Gate {
    pub(super) fn new(nodes: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(nodes.max(1))), inside: Mutex::new(BTreeMap::new()) }
    }

    /// Waits until the node may be worked on; the pass is given back when it is dropped.
    pub(super) async fn enter(&self, node: Option<&NodeName>) -> Option<Arc<OwnedSemaphorePermit>> {
        let node = node?;
        if let Some(pass) = self.pass_of(node) {
            return Some(pass);
        }
        // The semaphore is never closed, so this is `Some`.
        let pass = Arc::new(self.permits.clone().acquire_owned().await.ok()?);
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).insert(node.clone(), Arc::downgrade(&pass));
        Some(pass)
    }

    fn pass_of(&self, node: &NodeName) -> Option<Arc<OwnedSemaphorePermit>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).get(node).and_then(Weak::upgrade)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_step_of_a_node_inside_needs_no_second_place() {
        let gate = Gate::new(1);
        let (a, b): (NodeName, NodeName) = ("a".parse().expect("a name"), "b".parse().expect("a name"));
        let first = gate.enter(Some(&a)).await;
        let second = gate.enter(Some(&a)).await;
        assert!(futures_util::FutureExt::now_or_never(gate.enter(Some(&b))).is_none());
        drop((first, second));
        assert!(futures_util::FutureExt::now_or_never(gate.enter(Some(&b))).is_some());
    }
}
