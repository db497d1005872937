//! `ps`: the cluster's containers, each with its node.

use futures_util::future::join_all;

use crate::cli::PsRequest;
use crate::facts;
use crate::model::{Cluster, EndpointKind, Exit, Failure, ListedContainer, NodeName, Orchestrator, SwarmModeNode, SwarmTask};
use crate::report::ContainerRow;
use crate::transport::{self, ReadLinks};

use super::ended::{Ended, Result};
use super::place;
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Lists the containers: in standalone as a manager lists them; in swarm mode services' tasks as a manager does, all others as each node's engine does.
pub(super) async fn ps(request: &PsRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let (listed, failures) = match place.cluster.orchestrator {
        Orchestrator::Standalone => by_manager(&*reach.links, &place.cluster).await,
        Orchestrator::SwarmMode => by_swarm(&*reach.links, &place.cluster).await,
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

/// A task whose container an engine lists is told once, as the manager tells it: it knows those too that have no container yet.
async fn by_swarm(links: &dyn ReadLinks, cluster: &Cluster) -> (Vec<ListedContainer>, Vec<Failure>) {
    let ((mut listed, mut failures), tasks) = tokio::join!(by_engine(links, cluster), tasks(links, cluster));
    match tasks {
        Ok(tasks) => {
            listed.retain(|container| container.task.is_none() || tasks.iter().all(|task| task.task != container.task));
            listed.extend(tasks);
        }
        // An engine that does not answer has been told of.
        Err(failure) if failures.iter().any(|told| told.node == failure.node) => {}
        Err(failure) => failures.push(failure),
    }
    (listed, failures)
}

/// The tasks as the first manager that answers has them.
async fn tasks(links: &dyn ReadLinks, cluster: &Cluster) -> Result<Vec<ListedContainer>, Failure> {
    let engines = facts::engines(links, cluster);
    let mut failed = Failure::new("the cluster has no manager", Exit::Unhealthy);
    for manager in cluster.managers() {
        match tasks_at(links, &manager.name).await {
            Ok((tasks, nodes)) => {
                let engines = engines.await;
                return Ok(tasks.into_iter().map(|task| listed_task(task, &nodes, &engines)).collect());
            }
            Err(error) => failed = Failure::from_error(&error).on(&manager.name),
        }
    }
    Err(failed)
}

async fn tasks_at(links: &dyn ReadLinks, manager: &NodeName) -> transport::Result<(Vec<SwarmTask>, Vec<SwarmModeNode>)> {
    let engine = links.engine(manager).await?;
    tokio::try_join!(engine.swarm_tasks(), engine.swarm_nodes())
}

/// A task with the cluster's name of its node; with the host's own where that does not answer.
fn listed_task(task: SwarmTask, nodes: &[SwarmModeNode], engines: &facts::Engines) -> ListedContainer {
    let by_engine = || engines.values().flatten().find(|engine| engine.swarm_node_id == task.node_id).map(|engine| engine.node.to_string());
    let by_list = || nodes.iter().find(|node| Some(&node.id) == task.node_id.as_ref()).map(|node| node.hostname.clone());
    let node = task.node_id.as_ref().and_then(|_| by_engine().or_else(by_list)).unwrap_or_default();
    let status = task.error.map_or(task.state.clone(), |error| format!("{}: {error}", task.state));
    ListedContainer { node, name: task.name, id: task.id.clone(), image: task.image, status, running: task.live, task: Some(task.id) }
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
    let ListedContainer { node, name, id, image, status, running: _, task: _ } = container;
    ContainerRow { node, name, id, image, status }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SwarmRole;

    fn task(node_id: Option<&str>, error: Option<&str>) -> SwarmTask {
        let text = str::to_owned;
        let state = if node_id.is_some() { "running" } else { "pending" };
        SwarmTask {
            id: text("t1"),
            name: text("web.1"),
            node_id: node_id.map(text),
            image: text("nginx"),
            state: text(state),
            error: error.map(text),
            live: true,
        }
    }

    fn listed(task: SwarmTask) -> (String, String) {
        let line = SwarmModeNode {
            id: "n1".into(),
            hostname: "alpha".into(),
            role: SwarmRole::Worker,
            state: "down".into(),
            availability: "active".into(),
            engine: String::new(),
            address: String::new(),
            labels: std::collections::BTreeMap::new(),
            trust_root: None,
        };
        let listed = listed_task(task, &[line], &facts::Engines::new());
        (listed.node, listed.status)
    }

    #[test]
    fn a_task_on_a_node_that_does_not_answer_is_named_by_its_host() {
        assert_eq!(listed(task(Some("n1"), None)), ("alpha".to_owned(), "running".to_owned()));
    }

    #[test]
    fn a_task_without_a_node_says_what_keeps_it() {
        assert_eq!(listed(task(None, Some("no suitable node"))), (String::new(), "pending: no suitable node".to_owned()));
    }
}
