//! Looking at all nodes at once, and what stands against touching them.

use std::collections::BTreeMap;

use crate::facts;
use crate::model::{Cluster, Exit, Failure, NodeFacts, NodeName, Stored};
use crate::plan::{Looked, preflight};
use crate::transport::ReadLinks;

use super::ended::{Ended, Result};

/// Every node's facts, or the failure to get them.
pub(super) async fn look(links: &dyn ReadLinks, nodes: &[NodeName], concurrency: usize) -> Looked {
    let looked = facts::look_all(links, nodes, concurrency).await;
    let told = |node: &NodeName, error: facts::Error| Failure::from_error(&error).on(node);
    looked.into_iter().map(|(node, facts)| (node.clone(), facts.map_err(|error| told(&node, error)))).collect()
}

/// Every node's facts, if nothing stands against touching any of them; else all problems at once.
pub(super) async fn look_first(links: &dyn ReadLinks, cluster: &Cluster, stored: &Stored, concurrency: usize) -> Result<BTreeMap<NodeName, NodeFacts>> {
    let nodes: Vec<_> = cluster.nodes.iter().map(|n| n.name.clone()).collect();
    let looked = look(links, &nodes, concurrency).await;
    let problems = preflight(cluster, stored, &looked);
    if !problems.is_empty() {
        return Err(Ended::all(problems, Exit::Preflight));
    }
    // Preflight has a problem for each node that could not be looked at, so all are here.
    Ok(looked.into_iter().filter_map(|(node, facts)| Some((node, facts.ok()?))).collect())
}
