//! Looking at all nodes at once, and what stands against touching them.

use std::collections::BTreeMap;

use crate::facts;
use futures_util::{StreamExt, stream};

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

/// Lets each node that could be looked at try the store of somebody else that the cluster has, if it has one.
async fn try_store(links: &dyn ReadLinks, cluster: &Cluster, looked: &mut Looked, concurrency: usize) {
    let Some(store) = cluster.external_store() else { return };
    let tries = looked.iter_mut().filter(|(_, found)| found.is_ok()).map(|(node, found)| async move {
        let tried = facts::unreached(links, node, store.url.endpoints()).await;
        match (found, tried) {
            (Ok(facts), Ok(unreached)) => facts.unreached = unreached,
            (found, Err(error)) => *found = Err(Failure::from_error(&error).on(node)),
            (Err(_), Ok(_)) => {}
        }
    });
    stream::iter(tries).buffer_unordered(concurrency.max(1)).collect::<()>().await;
}

/// Every node's facts, if nothing stands against touching any of them; else all problems at once.
pub(super) async fn look_first(links: &dyn ReadLinks, cluster: &Cluster, stored: &Stored, concurrency: usize) -> Result<BTreeMap<NodeName, NodeFacts>> {
    Ok(look_sparing(links, cluster, stored, concurrency, &[]).await?.0)
}

/// The same; of the nodes of `spared` those that cannot be looked at are no problem, and given apart.
pub(super) async fn look_sparing(
    links: &dyn ReadLinks,
    cluster: &Cluster,
    stored: &Stored,
    concurrency: usize,
    spared: &[NodeName],
) -> Result<(BTreeMap<NodeName, NodeFacts>, Vec<NodeName>)> {
    let nodes: Vec<_> = cluster.nodes.iter().map(|n| n.name.clone()).collect();
    let mut looked = look(links, &nodes, concurrency).await;
    let missing: Vec<_> = looked.iter().filter(|(node, found)| found.is_err() && spared.contains(node)).map(|(node, _)| node.clone()).collect();
    looked.retain(|node, _| !missing.contains(node));
    let mut present = cluster.clone();
    present.nodes.retain(|node| !missing.contains(&node.name));
    try_store(links, &present, &mut looked, concurrency).await;
    let problems = preflight(&present, stored, &looked);
    if !problems.is_empty() {
        return Err(Ended::all(problems, Exit::Preflight));
    }
    // Preflight has a problem for each node that could not be looked at, so all others are here.
    Ok((looked.into_iter().filter_map(|(node, facts)| Some((node, facts.ok()?))).collect(), missing))
}
