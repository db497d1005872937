//! `logs`: what swarmctl's own containers say, and the engines' journals.

use std::ffi::OsString;
use std::sync::{Mutex, PoisonError};

use futures_util::future::join_all;

use crate::cli::{LogsOf, LogsRequest};
use crate::model::{Access, Availability, Cluster, ContainerRole, Exit, Failure, Node, NodeName, Orchestrator, Role};
use crate::report::{self, LogShown, Logs, Output, Ui};
use crate::transport::{Heard, HeardFn, LogEnd, WriteLinks};

use super::ended::{Ended, Result};
use super::interrupt::stop_signal;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// One log.
struct Source {
    node: NodeName,
    /// `None` is the engine's.
    role: Option<ContainerRole>,
    /// What stands before its lines.
    label: String,
}

/// Shows the logs: in the nodes' order, or, followed, as they come.
pub(super) async fn logs(request: &LogsRequest, session: &Session<'_>) -> Result<Exit> {
    if request.follow && session.ui.manner().output == Output::Json {
        let failure = Failure::new("a log that is followed is no document", Exit::Usage);
        return Err(Ended::with(failure.hint("leave out `--follow`, or follow it with `--output jsonl`")));
    }
    let place = place::chosen(session)?;
    let sources = sources(&place, request)?;
    let mut stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let reads = join_all(sources.iter().map(|source| read(&*reach.links, source, request, session.ui)));
    let read = tokio::select! {
        read = reads => Some(read),
        _ = stop.wait_for(|stop| *stop) => None,
    };
    reach.close().await;
    let read = match read {
        Some(read) => read,
        // The user has seen enough.
        None if request.follow => return Ok(Exit::Ok),
        None => return Err(report::Error::Interrupted.into()),
    };
    let (shown, failures): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    session.ui.answer(&Logs { items: shown })?;
    let failures: Vec<_> = failures.into_iter().flatten().collect();
    session.ui.complaints(&failures);
    Ok(if failures.is_empty() { Exit::Ok } else { Exit::SomeNodes })
}

fn sources(place: &Place, request: &LogsRequest) -> Result<Vec<Source>> {
    let cluster = &place.cluster;
    let nodes: Vec<&Node> = match &request.of {
        LogsOf::Node(name) => vec![place.node(name)?],
        LogsOf::Role(role) => cluster.nodes.iter().filter(|node| has(cluster, node, *role)).collect(),
    };
    if let (true, LogsOf::Role(role)) = (nodes.is_empty(), &request.of) {
        let failure = Failure::new(format!("no node of cluster `{}` has a container of the role `{}`", cluster.name, role.as_str()), Exit::NotFound);
        return Err(Ended::with(failure.hint("`swarmctl ls` shows the nodes with their roles")));
    }
    if request.engine {
        return Ok(nodes.into_iter().map(|node| Source { node: node.name.clone(), role: None, label: node.name.to_string() }).collect());
    }
    if cluster.orchestrator == Orchestrator::SwarmMode {
        let failure = Failure::new("in swarm mode there are no containers of swarmctl's: the engine does it all", Exit::Usage);
        return Err(Ended::with(failure.hint("`--engine` shows the engines' journals, `swarmctl docker -- service logs NAME` a service's words")));
    }
    let roles = [ContainerRole::Consul, ContainerRole::Manager, ContainerRole::Agent];
    let of_node = |node: &Node, role: ContainerRole| match &request.of {
        LogsOf::Role(wanted) => (*wanted == role).then(|| node.name.to_string()),
        LogsOf::Node(_) => has(cluster, node, role).then(|| role.as_str().to_owned()),
    };
    let of_each = |node: &&Node| roles.map(|role| Some(Source { node: node.name.clone(), role: Some(role), label: of_node(node, role)? }));
    Ok(nodes.iter().flat_map(of_each).flatten().collect())
}

/// Whether a node is to have such a container; in swarm mode, what comes nearest to it.
fn has(cluster: &Cluster, node: &Node, role: ContainerRole) -> bool {
    match role {
        ContainerRole::Manager => node.is(Role::Manager),
        // With several servers every node has a Consul, because agents and managers take one endpoint.
        ContainerRole::Consul => node.is(Role::Discovery) || cluster.discovery_nodes().count() > 1,
        ContainerRole::Agent => node.availability == Availability::Active,
        ContainerRole::Host => false,
    }
}

async fn read(links: &dyn WriteLinks, source: &Source, request: &LogsRequest, ui: &Ui) -> (LogShown, Option<Failure>) {
    let empty = LogShown {
        node: source.node.clone(),
        source: source.role.map_or("engine", ContainerRole::as_str).to_owned(),
        label: source.label.clone(),
        lines: Vec::new(),
        error: None,
    };
    let kept = Mutex::new(Vec::new());
    let heard = |_: Heard, line: &[u8]| {
        let line = String::from_utf8_lossy(line).into_owned();
        if request.follow {
            // Where standard output takes nothing any more, the next run says so.
            drop(ui.line(&empty, &line));
        } else {
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    };
    let ended = match source.role {
        Some(role) => container(links, source, role, request, &heard).await,
        None => journal(links, source, request, &heard).await,
    };
    let said = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    let failure = ended.err().map(|failure| failure.on(&source.node));
    let error = failure.as_ref().map(|failure| failure.cause.clone());
    (LogShown { lines: said, error, ..empty }, failure)
}

async fn container(links: &dyn WriteLinks, source: &Source, role: ContainerRole, request: &LogsRequest, heard: HeardFn<'_>) -> Result<(), Failure> {
    let end = if request.follow { LogEnd::Never } else { LogEnd::Now };
    let read = async { links.engine(&source.node).await?.logs(&role.container_name(), request.lines.get(), end, heard).await };
    read.await.map_err(|error| {
        let failure = Failure::from_error(&error);
        if failure.hint.is_some() { failure } else { failure.hint("`swarmctl verify` says what is wrong") }
    })
}

/// The journal as the host's own command tells it, as root where the login may become that.
async fn journal(links: &dyn WriteLinks, source: &Source, request: &LogsRequest, heard: HeardFn<'_>) -> Result<(), Failure> {
    let run = async {
        let host = links.host_mut(&source.node).await?;
        let sudo = if host.access() == Access::Sudo { &["sudo", "-n", "--"][..] } else { &[] };
        let count = request.lines.to_string();
        let words = ["journalctl", "--unit", "docker.service", "--no-pager", "--output", "short-iso", "--lines", &count];
        let follow = request.follow.then_some("--follow");
        let command: Vec<OsString> = sudo.iter().copied().chain(words).chain(follow).map(OsString::from).collect();
        host.run(&command, heard).await
    };
    match run.await {
        Ok(Some(0)) => Ok(()),
        Ok(_) => Err(Failure::new("its journal cannot be read", Exit::Failed).hint(format!("`swarmctl ssh {} -- journalctl -u docker` says why", source.node))),
        Err(error) => Err(Failure::from_error(&error)),
    }
}
