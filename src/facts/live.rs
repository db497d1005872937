//! A look at the running cluster from outside, everything at once: what verify, `ps`, `version` and `ls` read.

use std::collections::BTreeMap;

use futures_util::future::join_all;

use crate::model::{Cluster, EndpointKind, EndpointProbe, EngineView, ManagerView, Node, NodeName, Observations, Orchestrator, Role, SwarmModeView, SwarmTask};
use crate::transport::ReadLinks;

/// Everything verify wants to see. What could not be seen is in the answer, with the reason.
pub async fn observe(links: &dyn ReadLinks, cluster: &Cluster) -> Observations {
    let (endpoints, engines, managers, swarm_mode, consul_leader) =
        tokio::join!(probes(links, cluster), engines(links, cluster), managers(links, cluster), swarm_mode(links, cluster), consul_leader(links, cluster));
    Observations { endpoints, engines, managers, swarm_mode, consul_leader, deployed: None }
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
    [Some(EndpointKind::Engine), manager, consul].into_iter().flatten()
}

async fn consul_leader(links: &dyn ReadLinks, cluster: &Cluster) -> Option<Result<String, String>> {
    cluster.consul_port()?;
    let asked = join_all(cluster.discovery_nodes().map(|node| links.consul_leader(&node.name))).await;
    let mut worst = Err("there is no Consul to ask".to_owned());
    for answer in asked {
        match answer {
            Ok(leader) if !leader.is_empty() => return Some(Ok(leader)),
            Ok(_) => worst = Err("it has none".to_owned()),
            Err(error) => worst = Err(error.to_string()),
        }
    }
    Some(worst)
}
