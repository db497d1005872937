//! How many of the servers that keep a cluster's memory can be lost.

use crate::model::{Cluster, NodeName, Observations, Orchestrator, Quorum, QuorumOf, SwarmModeNode, SwarmRole};

/// What was seen of them; `None` where discovery is not swarmctl's own, or no manager of a swarm has a list.
pub fn quorum(cluster: &Cluster, seen: &Observations) -> Option<Quorum> {
    match cluster.orchestrator {
        Orchestrator::Standalone => cluster.consul_port().map(|_| of_consul(cluster, seen)),
        Orchestrator::SwarmMode => seen.swarm_mode.iter().find_map(|view| view.nodes.as_ref().ok()).map(|nodes| {
            let name =
                |id: &str| seen.engines.values().flatten().find(|engine| engine.swarm_node_id.as_deref() == Some(id)).map(|engine| engine.node.to_string());
            let leader = nodes.iter().find(|line| line.role == SwarmRole::Leader);
            Quorum { leader: leader.map(|line| name(&line.id).unwrap_or_else(|| line.hostname.clone())), ..of_managers(nodes) }
        }),
    }
}

/// A single server has no list of servers: it votes if it leads.
pub(super) fn of_consul(cluster: &Cluster, seen: &Observations) -> Quorum {
    let leader = seen.consul_leader.as_ref().and_then(|leader| leader.as_ref().ok()).filter(|leader| !leader.is_empty());
    let members = cluster.discovery_nodes().count();
    let peers = &seen.consul_peers;
    let is_voter = |name: &NodeName| peers.iter().any(|peer| peer.voter && peer.node == name.as_str());
    let (voters, voting) = if peers.is_empty() && members == 1 {
        (1, usize::from(leader.is_some()))
    } else {
        let voting = cluster.discovery_nodes().filter(|node| knows_leader(seen, &node.name) && is_voter(&node.name)).count();
        (peers.iter().filter(|peer| peer.voter).count(), voting)
    };
    Quorum { of: QuorumOf::Consul, leader: leader.cloned(), members, voting, losable: voting.saturating_sub(voters / 2 + 1) }
}

/// Whether a server's Consul knows a leader.
pub(super) fn knows_leader(seen: &Observations, name: &NodeName) -> bool {
    seen.consul_servers.iter().any(|server| server.node == *name && server.leader.as_ref().is_ok_and(|leader| !leader.is_empty()))
}

/// A swarm's managers, by the list that one of them has.
pub(super) fn of_managers(nodes: &[SwarmModeNode]) -> Quorum {
    let count = |roles: &[SwarmRole]| nodes.iter().filter(|line| roles.contains(&line.role)).count();
    let members = nodes.iter().filter(|line| line.role != SwarmRole::Worker).count();
    let voting = count(&[SwarmRole::Leader, SwarmRole::Reachable]);
    let leader = nodes.iter().find(|line| line.role == SwarmRole::Leader).map(|line| line.hostname.clone());
    Quorum { of: QuorumOf::Managers, leader, members, voting, losable: voting.saturating_sub(members / 2 + 1) }
}
