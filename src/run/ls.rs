//! `ls`: the nodes of a cluster, or the clusters of the store.

use time::OffsetDateTime;

use crate::cli::LsRequest;
use crate::facts::{self, Patience};
use crate::model::{Cluster, EndpointKind, EngineView, Exit, Host, ManagerView, Node, Observations, Orchestrator};
use crate::report::NodeRow;

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
    let seen = facts::nodes_within(&*reach.links, &place.cluster, Patience::of(request.timeout)).await;
    let rows = rows(&place.cluster, &seen, OffsetDateTime::now_utc());
    reach.close().await;
    let silent = rows.iter().any(|row| row.error.is_some());
    session.ui.list(&rows)?;
    Ok(if silent { Exit::SomeNodes } else { Exit::Ok })
}

/// A row for each node, from what was seen at `now`.
pub(super) fn rows(cluster: &Cluster, seen: &Observations, now: OffsetDateTime) -> Vec<NodeRow> {
    cluster.nodes.iter().map(|node| row(cluster, node, seen, now)).collect()
}

fn row(cluster: &Cluster, node: &Node, seen: &Observations, now: OffsetDateTime) -> NodeRow {
    let engine = seen.engines.get(&node.name);
    let view = engine.and_then(|e| e.as_ref().ok());
    let probe = seen.endpoints.iter().find(|probe| probe.node == node.name && probe.kind == EndpointKind::Engine);
    let (place, state) = match cluster.orchestrator {
        Orchestrator::Standalone => standalone_place(cluster, node, &seen.managers),
        Orchestrator::SwarmMode => swarm_place(view, seen),
    };
    NodeRow {
        node: node.name.clone(),
        roles: node.roles.iter().copied().collect(),
        address: node.address.as_ref().map(Host::to_string),
        place,
        state,
        engine: view.map(|v| v.version.clone()),
        cert_days: probe.and_then(|probe| probe.cert.as_ref().ok()).map(|cert| (cert.not_after - now).whole_days()),
        error: engine.and_then(|e| e.as_ref().err().cloned()),
    }
}

fn standalone_place(cluster: &Cluster, node: &Node, managers: &[ManagerView]) -> (Option<String>, Option<String>) {
    let place = managers.iter().find(|m| m.node == node.name).and_then(|m| m.role.clone());
    let ip = node.advertised().map(Host::from).or_else(|| node.address.clone());
    let address = ip.map(|ip| ip.with_port(cluster.engine.port));
    let pools = managers.iter().filter_map(|m| m.pool.as_ref().ok());
    let state = pools.flatten().find(|line| Some(&line.address) == address.as_ref()).map(|line| line.status.clone());
    (place, state)
}

fn swarm_place(view: Option<&EngineView>, seen: &Observations) -> (Option<String>, Option<String>) {
    let id = view.and_then(|v| v.swarm_node_id.as_ref());
    let listed = seen.swarm_mode.iter().find_map(|view| view.nodes.as_ref().ok());
    let found = listed.into_iter().flatten().find(|n| Some(&n.id) == id);
    (found.map(|n| role_word(n.role).to_owned()), found.map(|n| n.state.clone()))
}
