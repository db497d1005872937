//! `ps`: the cluster's containers, each with its node.

use futures_util::future::join_all;

use crate::cli::PsRequest;
use crate::facts;
use crate::model::{Cluster, EndpointKind, Exit, Failure, ListedContainer, NodeName, Orchestrator};
use crate::report::ContainerRow;
use crate::transport::ReadLinks;

use super::ended::{Ended, Result};
use super::place;
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Lists the containers: in standalone as a manager lists them, in swarm mode as each node's engine does.
pub(super) async fn ps(request: &PsRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let (listed, failures) = match place.cluster.orchestrator {
        Orchestrator::Standalone => by_manager(&*reach.links, &place.cluster).await,
        Orchestrator::SwarmMode => by_engine(&*reach.links, &place.cluster).await,
    };
    reach.close().await;
    let mut rows: Vec<_> = listed.into_iter().filter(|c| request.all || c.running).map(row).collect();
    rows.sort_by(|a, b| (&a.node, &a.name).cmp(&(&b.node, &b.name)));
    if rows.is_empty() && !failures.is_empty() {
        let failures = failures.into_iter().map(|failure| if failure.hint.is_some() { failure } else { failure.hint("`swarmctl verify` says what is wrong") });
        return Err(Ended::Told { failures: failures.collect(), exit: Exit::Unhealthy });
    }
    session.ui.list(&rows)?;
    for failure in &failures {
        session.ui.warn(&format!("{}: {}", failure.node.as_ref().map_or("", NodeName::as_str), failure.cause));
    }
    Ok(if failures.is_empty() { Exit::Ok } else { Exit::SomeNodes })
}

/// The first manager that answers is asked: all tell the same.
async fn by_manager(links: &dyn ReadLinks, cluster: &Cluster) -> (Vec<ListedContainer>, Vec<Failure>) {
    let engines = facts::engines(links, cluster);
    let mut failures = Vec::new();
    for node in cluster.managers() {
        match links.containers(&node.name, EndpointKind::Manager).await {
            Ok(listed) => return (named(listed, &engines.await), Vec::new()),
            Err(error) => failures.push(Failure::from_error(&error).on(&node.name)),
        }
    }
    (Vec::new(), failures)
}

/// A manager knows nodes by their hosts' names; people know them by the cluster's.
fn named(mut listed: Vec<ListedContainer>, engines: &facts::Engines) -> Vec<ListedContainer> {
    for container in &mut listed {
        if let Some(engine) = engines.values().flatten().find(|engine| engine.hostname == container.node) {
            container.node = engine.node.to_string();
        }
    }
    listed
}

async fn by_engine(links: &dyn ReadLinks, cluster: &Cluster) -> (Vec<ListedContainer>, Vec<Failure>) {
    let ask = |node: &crate::model::Node| {
        let name = node.name.clone();
        async move { links.containers(&name, EndpointKind::Engine).await.map_err(|error| Failure::from_error(&error).on(&name)) }
    };
    let (mut listed, mut failures) = (Vec::new(), Vec::new());
    for answer in join_all(cluster.nodes.iter().map(ask)).await {
        match answer {
            Ok(containers) => listed.extend(containers),
            Err(failure) => failures.push(failure),
        }
    }
    (listed, failures)
}

fn row(container: ListedContainer) -> ContainerRow {
    let ListedContainer { node, name, id, image, status, running: _ } = container;
    ContainerRow { node, name, id, image, status }
}
