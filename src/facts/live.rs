//! A look at the running cluster from outside, everything at once: what verify, `ps`, `version` and `ls` read.

use std::collections::BTreeMap;

use futures_util::future::join_all;

use crate::model::{
    Cluster, ConsulPeer, ConsulView, EndpointKind, EndpointProbe, EngineView, ManagerView, Node, NodeName, Observations, Orchestrator, Role, SwarmModeView,
    SwarmTask,
};
use crate::transport::{Look, ReadLinks};

use super::{Error, parse};

/// Everything verify wants to see. What could not be seen is in the answer, with the reason.
pub async fn observe(links: &dyn ReadLinks, cluster: &Cluster) -> Observations {
    let (endpoints, engine_ports, engines, managers, swarm_mode, consul_servers) = tokio::join!(
        probes(links, cluster),
        engine_ports(links, cluster),
        engines(links, cluster),
        managers(links, cluster),
        swarm_mode(links, cluster),
        consul_servers(links, cluster)
    );
    let consul_leader = consul_leader(cluster, &consul_servers);
    let consul_peers = consul_peers(links, &consul_servers).await;
    Observations { endpoints, engine_ports, engines, managers, swarm_mode, consul_leader, consul_servers, consul_peers, deployed: None }
}

/// What every engine says, or why it does not.
pub type Engines = BTreeMap<NodeName, Result<EngineView, String>>;

/// What every engine says.
pub async fn engines(links: &dyn ReadLinks, cluster: &Cluster) -> Engines {
    let ask = |node: &Node| {
        let name = node.name.clone();
        async move {
            let view = match links.engine(&name).await {
                Ok(engine) => engine.view(&name).await,
                Err(error) => Err(error),
            };
            (name, view.map_err(|error| error.to_string()))
        }
    };
    join_all(cluster.nodes.iter().map(ask)).await.into_iter().collect()
}

/// What every standalone manager says; none in swarm mode.
pub async fn managers(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<ManagerView> {
    if cluster.orchestrator == Orchestrator::SwarmMode {
        return Vec::new();
    }
    join_all(cluster.managers().map(|node| links.manager(&node.name))).await
}

/// What every swarm-mode manager says; none in standalone.
pub async fn swarm_mode(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<SwarmModeView> {
    if cluster.orchestrator == Orchestrator::Standalone {
        return Vec::new();
    }
    join_all(cluster.managers().map(|node| swarm_view(links, &node.name))).await
}

async fn swarm_view(links: &dyn ReadLinks, node: &NodeName) -> SwarmModeView {
    let engine = match links.engine(node).await {
        Ok(engine) => engine,
        Err(error) => return SwarmModeView { node: node.clone(), nodes: Err(error.to_string()), tasks: Vec::new() },
    };
    let (nodes, tasks) = tokio::join!(engine.swarm_nodes(), engine.swarm_tasks());
    let running = |task: SwarmTask| (task.state == "running").then(|| Some(format!("{} on {}", task.name, task.node_id?)))?;
    let tasks = tasks.unwrap_or_default().into_iter().filter_map(running).collect();
    SwarmModeView { node: node.clone(), nodes: nodes.map_err(|error| error.to_string()), tasks }
}

/// Which TCP ports the engines listen on, as their hosts tell; a port that nobody is to reach cannot be looked at from outside.
async fn engine_ports(links: &dyn ReadLinks, cluster: &Cluster) -> BTreeMap<NodeName, Result<Vec<u16>, String>> {
    if cluster.has_tls() {
        return BTreeMap::new();
    }
    let ask = |node: &Node| {
        let name = node.name.clone();
        async move { (name.clone(), listening(links, &name).await.map_err(|error| error.to_string())) }
    };
    join_all(cluster.nodes.iter().map(ask)).await.into_iter().collect()
}

async fn listening(links: &dyn ReadLinks, node: &NodeName) -> Result<Vec<u16>, Error> {
    let seen = links.host(node).await?.look(Look::Facts).await?;
    let listeners = parse::parse(&seen.stdout)?.listeners;
    Ok(listeners.into_iter().filter(|l| l.process.as_deref().is_some_and(|holders| holders.contains("dockerd"))).map(|l| l.port).collect())
}

async fn probes(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<EndpointProbe> {
    let endpoints = cluster.nodes.iter().flat_map(|node| endpoints(cluster, node).map(move |kind| (&node.name, kind)));
    join_all(endpoints.map(|(node, kind)| links.probe(node, kind))).await
}

/// What an endpoint serves now.
#[derive(Debug, Clone)]
pub struct Served {
    /// Its node.
    pub node: NodeName,
    /// Which endpoint.
    pub kind: EndpointKind,
    /// The certificates in DER, the leaf first and not believed; or why there are none.
    pub chain: Result<Vec<Vec<u8>>, String>,
}

/// What every endpoint of these nodes serves now, by node; all are asked at once.
pub async fn served(links: &dyn ReadLinks, cluster: &Cluster, nodes: &[&Node]) -> Vec<Served> {
    let endpoints = nodes.iter().flat_map(|node| endpoints(cluster, node).map(move |kind| (&node.name, kind)));
    let ask = |(node, kind): (&NodeName, EndpointKind)| {
        let node = node.clone();
        async move {
            let chain = links.shown(&node, kind).await.map_err(|error| error.to_string());
            Served { node, kind, chain }
        }
    };
    join_all(endpoints.map(ask)).await
}

/// The TLS endpoints of a node.
fn endpoints(cluster: &Cluster, node: &Node) -> impl Iterator<Item = EndpointKind> {
    let standalone = cluster.orchestrator == Orchestrator::Standalone;
    let manager = (standalone && node.is(Role::Manager)).then_some(EndpointKind::Manager);
    let consul = (standalone && node.is(Role::Discovery)).then_some(EndpointKind::Consul);
    let engine = cluster.has_tls().then_some(EndpointKind::Engine);
    [engine, manager, consul].into_iter().flatten()
}

async fn consul_servers(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<ConsulView> {
    if cluster.consul_port().is_none() {
        return Vec::new();
    }
    let ask = |node: &Node| {
        let node = node.name.clone();
        async move {
            let leader = links.consul_leader(&node).await.map_err(|error| error.to_string());
            ConsulView { node, leader }
        }
    };
    join_all(cluster.discovery_nodes().map(ask)).await
}

/// The leader that one of the servers knows; else that one which answers knows none; else why none answers.
fn consul_leader(cluster: &Cluster, servers: &[ConsulView]) -> Option<Result<String, String>> {
    cluster.consul_port()?;
    let known = servers.iter().filter_map(|server| server.leader.as_ref().ok()).max_by_key(|leader| leader.len());
    let silent = || servers.iter().find_map(|server| server.leader.as_ref().err().cloned());
    Some(known.cloned().map_or_else(|| Err(silent().unwrap_or_else(|| "there is no Consul to ask".to_owned())), Ok))
}

/// The servers' list, from the first one that knows a leader; a single server has no list to be wrong about.
async fn consul_peers(links: &dyn ReadLinks, servers: &[ConsulView]) -> Vec<ConsulPeer> {
    for server in servers.iter().filter(|server| servers.len() > 1 && server.leader.as_ref().is_ok_and(|leader| !leader.is_empty())) {
        if let Ok(peers) = links.consul_peers(&server.node).await {
            return peers;
        }
    }
    Vec::new()
}
