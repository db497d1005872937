//! `version`: swarmctl's own, and every manager's.

use crate::facts;
use crate::model::{Cluster, Exit, ManagerView, Orchestrator, SwarmRole};
use crate::report::VersionRow;
use crate::transport::ReadLinks;

use super::ended::Result;
use super::place;
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Prints the versions. Exits as unhealthy when a manager does not answer.
pub(super) async fn version(session: &Session<'_>) -> Result<Exit> {
    let own = VersionRow { node: None, version: Some(env!("CARGO_PKG_VERSION").to_owned()), api: None, role: None, error: None };
    if session.globals.cluster.is_none() && session.store.clusters()?.is_empty() {
        session.ui.list(&[own])?;
        return Ok(Exit::Ok);
    }
    let place = place::chosen(session)?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let managers = rows(&*reach.links, &place.cluster).await;
    reach.close().await;
    let silent = managers.iter().any(|row| row.error.is_some());
    session.ui.list(&[vec![own], managers].concat())?;
    Ok(if silent { Exit::Unhealthy } else { Exit::Ok })
}

async fn rows(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<VersionRow> {
    match cluster.orchestrator {
        Orchestrator::Standalone => facts::managers(links, cluster).await.into_iter().map(manager_row).collect(),
        Orchestrator::SwarmMode => swarm_rows(links, cluster).await,
    }
}

fn manager_row(view: ManagerView) -> VersionRow {
    let (version, error) = match view.version {
        Ok(version) => (Some(version), None),
        Err(error) => (None, Some(error)),
    };
    VersionRow { node: Some(view.node), version, api: view.api, role: view.role, error }
}

/// In swarm mode a manager is its engine.
async fn swarm_rows(links: &dyn ReadLinks, cluster: &Cluster) -> Vec<VersionRow> {
    let (mut engines, views) = tokio::join!(facts::engines(links, cluster), facts::swarm_mode(links, cluster));
    let listed: Vec<_> = views.into_iter().filter_map(|view| view.nodes.ok()).flatten().collect();
    let row = |name: &crate::model::NodeName| {
        let engine = engines.remove(name).unwrap_or_else(|| Err("it was not asked".to_owned()));
        let id = engine.as_ref().ok().and_then(|e| e.swarm_node_id.clone());
        let role = listed.iter().find(|n| Some(&n.id) == id.as_ref()).map(|n| role_word(n.role).to_owned());
        match engine {
            Ok(engine) => VersionRow { node: Some(name.clone()), version: Some(engine.version), api: Some(engine.api), role, error: None },
            Err(error) => VersionRow { node: Some(name.clone()), version: None, api: None, role: None, error: Some(error) },
        }
    };
    let names: Vec<_> = cluster.managers().map(|node| node.name.clone()).collect();
    names.iter().map(row).collect()
}

/// The word for a node's place in a swarm.
pub(super) fn role_word(role: SwarmRole) -> &'static str {
    match role {
        SwarmRole::Leader => "leader",
        SwarmRole::Reachable => "reachable",
        SwarmRole::Unreachable => "unreachable",
        SwarmRole::Worker => "worker",
    }
}
