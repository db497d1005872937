//! `ls`: the nodes of a cluster, or the clusters of the store.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::cli::LsRequest;
use crate::facts;
use crate::model::{Cluster, EndpointKind, EndpointProbe, EngineView, Exit, Host, ManagerView, Node, NodeName, Orchestrator, SwarmModeNode};
use crate::report::NodeRow;
use crate::transport::ReadLinks;

use super::clusters;
use super::ended::Result;
use super::place;
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::version::role_word;

/// Lists nodes or clusters. A node that does not answer has its row too, and the exit code says so.
pub(super) async fn ls(request: &LsRequest, session: &Session<'_>) -> Result<Exit> {
    if request.clusters {
        session.ui.list(&clusters::rows(&session.store)?)?;
        return Ok(Exit::Ok);
    }
    let place = place::chosen(session)?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let rows = nodes(&*reach.links, &place.cluster).await;
    reach.close().await;
    let silent = rows.iter().any(|row| row.error.is_some());
    session.ui.list(&rows)?;
    Ok(if silent { Exit::SomeNodes } else { Exit::Ok })
}

/// What the orchestrator says of its nodes.
struct Places {
    managers: Vec<ManagerView>,
    listed: Vec<SwarmModeNode>,
}

async fn nodes(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<NodeRow> {
    let probe = |node: &Node| {
        let name = node.name.clone();
        async move { if cluster.has_tls() { Some(links.probe(&name, EndpointKind::Engine).await) } else { None } }
    };
    let probes = futures_util::future::join_all(cluster.nodes.iter().map(probe));
    let (engines, managers, views, probes) =
        tokio::join!(facts::engines(links, cluster), facts::managers(links, cluster), facts::swarm_mode(links, cluster), probes);
    let listed = views.into_iter().find_map(|view| view.nodes.ok()).unwrap_or_default();
    let places = Places { managers, listed };
    cluster.nodes.iter().zip(&probes).map(|(node, probe)| row(cluster, node, &engines, probe.as_ref(), &places)).collect()
}

fn row(
    cluster: &Cluster,
    node: &Node,
    engines: &BTreeMap<NodeName, std::result::Result<EngineView, String>>,
    probe: Option<&EndpointProbe>,
    places: &Places,
) -> NodeRow {
    let engine = engines.get(&node.name);
    let view = engine.and_then(|e| e.as_ref().ok());
    let (place, state) = match cluster.orchestrator {
        Orchestrator::Standalone => standalone_place(cluster, node, places),
        Orchestrator::SwarmMode => swarm_place(view, places),
    };
    NodeRow {
        node: node.name.clone(),
        roles: node.roles.iter().copied().collect(),
        address: node.address.as_ref().map(Host::to_string),
        place,
        state,
        engine: view.map(|v| v.version.clone()),
        cert_days: probe.and_then(|probe| probe.cert.as_ref().ok()).map(|cert| (cert.not_after - OffsetDateTime::now_utc()).whole_days()),
        error: engine.and_then(|e| e.as_ref().err().cloned()),
    }
}

fn standalone_place(cluster: &Cluster, node: &Node, places: &Places) -> (Option<String>, Option<String>) {
    let place = places.managers.iter().find(|m| m.node == node.name).and_then(|m| m.role.clone());
    let ip = node.advertised().map(Host::from).or_else(|| node.address.clone());
    let address = ip.map(|ip| ip.with_port(cluster.engine.port));
    let pools = places.managers.iter().filter_map(|m| m.pool.as_ref().ok());
    let state = pools.flatten().find(|line| Some(&line.address) == address.as_ref()).map(|line| line.status.clone());
    (place, state)
}

fn swarm_place(view: Option<&EngineView>, places: &Places) -> (Option<String>, Option<String>) {
    let id = view.and_then(|v| v.swarm_node_id.as_ref());
    let found = places.listed.iter().find(|n| Some(&n.id) == id);
    (found.map(|n| role_word(n.role).to_owned()), found.map(|n| n.state.clone()))
}
