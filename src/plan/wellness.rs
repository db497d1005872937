//! When a node counts as well, by its spec alone: it may be one that is down and cannot be looked at.

use std::net::{IpAddr, SocketAddr};

use crate::model::{Availability, Cluster, ContainerRole, EndpointKind, Node, Orchestrator, Role, Step, Wellness};

use super::standalone::runs_consul;

/// The step that waits until a node is well, which the other nodes reach at `address`.
pub(super) fn await_well(cluster: &Cluster, node: &Node, address: Option<IpAddr>) -> Step {
    let standalone = cluster.orchestrator == Orchestrator::Standalone;
    let in_pool = standalone && node.availability == Availability::Active;
    let has = [
        (ContainerRole::Consul, standalone && runs_consul(cluster, node)),
        (ContainerRole::Agent, in_pool && cluster.has_agents()),
        (ContainerRole::Manager, standalone && node.is(Role::Manager)),
    ];
    let containers: Vec<_> = has.into_iter().filter(|(_, has)| *has).map(|(role, _)| role).collect();
    let mut endpoints = Vec::new();
    if cluster.has_tls() {
        endpoints.push(EndpointKind::Engine);
    }
    endpoints.extend(containers.contains(&ContainerRole::Consul).then_some(EndpointKind::Consul));
    endpoints.extend(containers.contains(&ContainerRole::Manager).then_some(EndpointKind::Manager));
    let listed_as = address.filter(|_| in_pool).map(|ip| SocketAddr::new(ip, cluster.engine.port.get()).to_string());
    Step::AwaitWell { wellness: Wellness { endpoints, containers, listed_as } }
}
