//! Which swarm (swarm mode) is the cluster's own: the one that most of its nodes are in, as a manager of it tells.

use crate::model::{Cluster, EngineFacts, NodeFacts, NodeName, SwarmMembership, SwarmModeNode};

use super::preflight::Looked;

/// The cluster's swarm.
pub(super) struct HomeSwarm<'a> {
    /// The manager that was believed.
    pub(super) manager: &'a NodeName,
    cluster_id: Option<&'a str>,
    nodes: &'a [SwarmModeNode],
}

impl<'a> HomeSwarm<'a> {
    /// The swarm of the managers that belong to the cluster already; `None` where there is none yet.
    pub(super) fn find(cluster: &'a Cluster, looked: &'a Looked) -> Option<Self> {
        let facts = |name: &NodeName| looked.get(name).and_then(|looked| looked.as_ref().ok());
        let claimed = |facts: &&NodeFacts| facts.member_of.as_deref() == Some(cluster.mark.as_str());
        let swarms = cluster.managers().filter_map(|node| Self::of(&node.name, facts(&node.name).filter(claimed)?.engine.facts()?));
        let members = |swarm: &Self| {
            let engines = cluster.nodes.iter().filter_map(|node| facts(&node.name)?.engine.facts());
            let is_member = |engine: &&EngineFacts| match &engine.swarm {
                SwarmMembership::Active { node_id, cluster_id, .. } => swarm.tells_of(node_id, cluster_id.as_deref()) == Some(true),
                _ => false,
            };
            engines.filter(is_member).count()
        };
        // Of several with as many members the first: `max_by_key` would take the last.
        swarms.reduce(|best, next| if members(&next) > members(&best) { next } else { best })
    }

    fn of(manager: &'a NodeName, engine: &'a EngineFacts) -> Option<Self> {
        match &engine.swarm {
            SwarmMembership::Active { manager: true, cluster_id, .. } => Some(Self { manager, cluster_id: cluster_id.as_deref(), nodes: &engine.swarm_nodes }),
            _ => None,
        }
    }

    /// Whether a node is in it; what nobody tells is not held against a node.
    pub(super) fn has(&self, node_id: &str, cluster_id: Option<&str>) -> bool {
        self.tells_of(node_id, cluster_id).unwrap_or(true)
    }

    /// Only managers know their swarm's id, and only a swarm with a leader has a list.
    fn tells_of(&self, node_id: &str, cluster_id: Option<&str>) -> Option<bool> {
        match (self.cluster_id, cluster_id) {
            (Some(own), Some(its)) => Some(own == its),
            _ => (!self.nodes.is_empty()).then(|| self.nodes.iter().any(|line| line.id == node_id)),
        }
    }
}
