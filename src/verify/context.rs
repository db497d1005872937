//! What every check reads: the cluster that is wanted, what was seen of it, and the clock.

use std::collections::BTreeMap;
use std::net::IpAddr;

use time::{Duration, OffsetDateTime};

use crate::model::{Cluster, ContainerRole, EndpointKind, EndpointProbe, EngineView, Host, ManagerView, Node, NodeName, Observations, Port};

pub(super) struct Context<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) addresses: &'a BTreeMap<NodeName, IpAddr>,
    pub(super) seen: &'a Observations,
    pub(super) now: OffsetDateTime,
}

impl<'a> Context<'a> {
    /// `IP:PORT` at which the other nodes reach the node.
    pub(super) fn advertised(&self, node: &NodeName, port: Port) -> Option<String> {
        self.addresses.get(node).map(|ip| Host::from(*ip).with_port(port))
    }

    /// The node whose engine is at `IP:PORT`.
    pub(super) fn engine_at(&self, address: &str) -> Option<&'a Node> {
        let port = self.cluster.engine.port;
        self.cluster.nodes.iter().find(|node| self.advertised(&node.name, port).as_deref() == Some(address))
    }

    pub(super) fn probe(&self, node: &NodeName, kind: EndpointKind) -> Option<&'a EndpointProbe> {
        self.seen.endpoints.iter().find(|probe| probe.node == *node && probe.kind == kind)
    }

    pub(super) fn engine(&self, node: &NodeName) -> Option<&'a EngineView> {
        self.seen.engines.get(node)?.as_ref().ok()
    }

    pub(super) fn manager(&self, node: &NodeName) -> Option<&'a ManagerView> {
        self.seen.managers.iter().find(|view| view.node == *node)
    }

    /// The managers that answer as Swarm managers: only what these say can be judged.
    pub(super) fn speaking_managers(&self) -> Vec<&'a ManagerView> {
        self.cluster.managers().filter_map(|node| self.manager(&node.name)).filter(|view| is_swarm(view)).collect()
    }

    /// How far the node's clock is ahead of the operator's; nothing is known of an engine that does not answer.
    pub(super) fn skew(&self, node: &NodeName) -> Duration {
        self.engine(node).map_or(Duration::ZERO, |engine| Duration::milliseconds(engine.clock_skew_ms))
    }

    /// Whether a container of swarmctl's runs on the node, if the engine was heard.
    pub(super) fn runs(&self, node: &NodeName, role: ContainerRole) -> Option<bool> {
        self.engine(node).map(|engine| engine.own_containers.get(role.as_str()).copied().unwrap_or(false))
    }
}

fn is_swarm(view: &ManagerView) -> bool {
    view.version.as_ref().is_ok_and(|version| version.starts_with("swarm/"))
}
