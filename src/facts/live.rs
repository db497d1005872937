//! A look at the running cluster from outside, everything at once: what verify, `ps`, `version` and `ls` read.

use std::collections::BTreeMap;

use futures_util::future::join_all;

use crate::model::{
    Cluster, ConsulPeer, ConsulView, EndpointKind, EndpointProbe, EngineView, Host, ManagerView, Node, NodeName, Observations, Orchestrator, Port, Refusal,
    Role, SwarmModeView, SwarmTask,
};
use crate::transport::{Look, ReadLinks};

use super::patience::Patience;
use super::{Error, parse};

/// Everything verify wants to see. What could not be seen is in the answer, with the reason.
pub async fn observe(links: &dyn ReadLinks, cluster: &Cluster) -> Observations {
    observe_within(links, cluster, Patience::endless()).await
}

/// The same, no longer than there is patience for.
pub async fn observe_within(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Observations {
    let (endpoints, engine_ports, engines, managers, swarm_mode, consul_servers) = tokio::join!(
        probes(links, cluster, patience),
        engine_ports(links, cluster, patience),
        engines_within(links, cluster, patience),
        managers_within(links, cluster, patience),
        swarm_mode_within(links, cluster, patience),
        consul_servers(links, cluster, patience)
    );
    let consul_leader = consul_leader(cluster, &consul_servers);
    let consul_peers = consul_peers(links, &consul_servers, patience).await;
    Observations { endpoints, engine_ports, engines, managers, swarm_mode, consul_leader, consul_servers, consul_peers, deployed: None }
}

/// What a list of nodes is made from, no longer than there is patience for: every engine, its certificate, and what the managers say of the nodes.
pub async fn nodes_within(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Observations {
    let ask = |node: &Node| probe(links, cluster, (node.clone(), EndpointKind::Engine), patience);
    let certified: Vec<_> = cluster.nodes.iter().filter(|_| cluster.has_tls()).collect();
    let (endpoints, engines, managers, swarm_mode) = tokio::join!(
        join_all(certified.into_iter().map(ask)),
        engines_within(links, cluster, patience),
        managers_within(links, cluster, patience),
        swarm_mode_within(links, cluster, patience)
    );
    Observations { endpoints, engines, managers, swarm_mode, ..Observations::default() }
}

/// What every engine says, or why it does not.
pub type Engines = BTreeMap<NodeName, Result<EngineView, String>>;

/// What every engine says.
pub async fn engines(links: &dyn ReadLinks, cluster: &Cluster) -> Engines {
    engines_within(links, cluster, Patience::endless()).await
}

async fn engines_within(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Engines {
    let ask = |node: &Node| {
        let name = node.name.clone();
        async move {
            let view = patience.wait(async { links.engine(&name).await?.view(&name).await }).await;
            (name, heard(view))
        }
    };
    join_all(cluster.nodes.iter().map(ask)).await.into_iter().collect()
}

/// What every standalone manager says; none in swarm mode.
pub async fn managers(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<ManagerView> {
    managers_within(links, cluster, Patience::endless()).await
}

async fn managers_within(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Vec<ManagerView> {
    if cluster.orchestrator == Orchestrator::SwarmMode {
        return Vec::new();
    }
    let ask = |node: &Node| {
        let (node, address) = (node.name.clone(), addressed(node, cluster.manager.port));
        async move { patience.wait(links.manager(&node)).await.unwrap_or_else(|late| silent_manager(node, address, &late)) }
    };
    join_all(cluster.managers().map(ask)).await
}

fn silent_manager(node: NodeName, address: String, why: &str) -> ManagerView {
    let silent = || why.to_owned();
    ManagerView { node, address, version: Err(silent()), api: None, role: None, primary: None, pool: Err(silent()), running: Err(silent()) }
}

/// What every swarm-mode manager says; none in standalone.
pub async fn swarm_mode(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<SwarmModeView> {
    swarm_mode_within(links, cluster, Patience::endless()).await
}

async fn swarm_mode_within(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Vec<SwarmModeView> {
    if cluster.orchestrator == Orchestrator::Standalone {
        return Vec::new();
    }
    let ask = |node: &Node| {
        let node = node.name.clone();
        async move { patience.wait(swarm_view(links, &node)).await.unwrap_or_else(|late| SwarmModeView { node, nodes: Err(late), tasks: Vec::new() }) }
    };
    join_all(cluster.managers().map(ask)).await
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
async fn engine_ports(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> BTreeMap<NodeName, Result<Vec<u16>, String>> {
    if cluster.has_tls() {
        return BTreeMap::new();
    }
    let ask = |node: &Node| {
        let name = node.name.clone();
        async move { (name.clone(), heard(patience.wait(listening(links, &name)).await)) }
    };
    join_all(cluster.nodes.iter().map(ask)).await.into_iter().collect()
}

async fn listening(links: &dyn ReadLinks, node: &NodeName) -> Result<Vec<u16>, Error> {
    let seen = links.host(node).await?.look(Look::Facts).await?;
    let listeners = parse::parse(&seen.stdout)?.listeners;
    Ok(listeners.into_iter().filter(|l| l.process.as_deref().is_some_and(|holders| holders.contains("dockerd"))).map(|l| l.port).collect())
}

async fn probes(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Vec<EndpointProbe> {
    let endpoints = cluster.nodes.iter().flat_map(|node| endpoints(cluster, node).map(move |kind| (node, kind)));
    join_all(endpoints.map(|(node, kind)| probe(links, cluster, (node.clone(), kind), patience))).await
}

async fn probe(links: &dyn ReadLinks, cluster: &Cluster, (node, kind): (Node, EndpointKind), patience: Patience) -> EndpointProbe {
    patience.wait(links.probe(&node.name, kind)).await.unwrap_or_else(|late| silent_endpoint(cluster, &node, kind, &late))
}

fn silent_endpoint(cluster: &Cluster, node: &Node, kind: EndpointKind, why: &str) -> EndpointProbe {
    let port = match kind {
        EndpointKind::Engine => Some(cluster.engine.port),
        EndpointKind::Manager => Some(cluster.manager.port),
        EndpointKind::Consul => cluster.consul_port(),
    };
    EndpointProbe {
        node: node.name.clone(),
        kind,
        address: port.map_or_else(|| node.name.to_string(), |port| addressed(node, port)),
        host: node.address.as_ref().map_or_else(|| node.name.to_string(), Host::to_string),
        cert: Err(why.to_owned()),
        mutual: Err(why.to_owned()),
        plain: Refusal::Unreachable,
        without_cert: Refusal::Unreachable,
    }
}

/// `HOST:PORT` at which the operator reaches a node.
fn addressed(node: &Node, port: Port) -> String {
    node.address.as_ref().map_or_else(|| node.name.to_string(), |host| host.with_port(port))
}

/// An answer, or why there is none.
fn heard<T, E: std::fmt::Display>(answer: Result<Result<T, E>, String>) -> Result<T, String> {
    answer?.map_err(|error| error.to_string())
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

async fn consul_servers(links: &dyn ReadLinks, cluster: &Cluster, patience: Patience) -> Vec<ConsulView> {
    if cluster.consul_port().is_none() {
        return Vec::new();
    }
    let ask = |node: &Node| {
        let node = node.name.clone();
        async move {
            let leader = heard(patience.wait(links.consul_leader(&node)).await);
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
async fn consul_peers(links: &dyn ReadLinks, servers: &[ConsulView], patience: Patience) -> Vec<ConsulPeer> {
    for server in servers.iter().filter(|server| servers.len() > 1 && server.leader.as_ref().is_ok_and(|leader| !leader.is_empty())) {
        if let Ok(Ok(peers)) = patience.wait(links.consul_peers(&server.node)).await {
            return peers;
        }
    }
    Vec::new()
}
