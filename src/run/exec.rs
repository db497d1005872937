//! `exec`: a command on many nodes at once.

use std::sync::Mutex;
use std::sync::PoisonError;

use futures_util::{StreamExt, stream};

use crate::cli::{ExecRequest, NodeRole};
use crate::model::{Exit, Failure, NodeName, Role};
use crate::report::{self, Executed, ExecutedNode, Output, Said, Ui};
use crate::transport::{self, Heard, WriteLinks};

use super::ended::{Ended, Result};
use super::interrupt::stop_signal;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Runs the command, and tells each node's lines as they come, or all of it in one document.
pub(super) async fn exec(request: &ExecRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let nodes = meant(&place, &request.nodes, request.role)?;
    let mut stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let on_each = nodes.iter().map(|node| on_node(&*reach.links, node, request, session.ui));
    let ran = tokio::select! {
        ran = stream::iter(on_each).buffered(request.concurrency.get()).collect::<Vec<_>>() => Some(ran),
        _ = stop.wait_for(|stop| *stop) => None,
    };
    reach.close().await;
    let Some(ran) = ran else { return Err(report::Error::Interrupted.into()) };
    let (items, failures): (Vec<_>, Vec<_>) = ran.into_iter().unzip();
    session.ui.answer(&Executed { items })?;
    let failures: Vec<_> = failures.into_iter().flatten().collect();
    session.ui.complaints(&failures);
    Ok(if failures.is_empty() { Exit::Ok } else { Exit::SomeNodes })
}

/// The nodes that are named, else those of a role, else all; in the spec's order, each once.
pub(super) fn meant(place: &Place, named: &[NodeName], role: Option<NodeRole>) -> Result<Vec<NodeName>> {
    for name in named {
        place.node(name)?;
    }
    let is_meant = |node: &&crate::model::Node| match role {
        _ if !named.is_empty() => named.contains(&node.name),
        None => true,
        Some(NodeRole::Manager) => node.is(Role::Manager),
        Some(NodeRole::Worker) => !node.is(Role::Manager),
        Some(NodeRole::Discovery) => node.is(Role::Discovery),
    };
    let nodes: Vec<_> = place.cluster.nodes.iter().filter(is_meant).map(|node| node.name.clone()).collect();
    match (role, nodes.is_empty()) {
        (Some(role), true) => Err(Ended::with(Failure::new(format!("cluster `{}` has no {}", place.cluster.name, role.as_str()), Exit::NotFound))),
        _ => Ok(nodes),
    }
}

async fn on_node(links: &dyn WriteLinks, node: &NodeName, request: &ExecRequest, ui: &Ui) -> (ExecutedNode, Option<Failure>) {
    let said = Mutex::new(ExecutedNode::new(node));
    let heard = |from: Heard, line: &[u8]| {
        let (from, line) = (said_on(from), String::from_utf8_lossy(line));
        let output = ui.manner().output;
        if output != Output::Json {
            // Where standard output takes nothing, the end of the run says so.
            drop(ui.said(node, from, &line));
        }
        if output != Output::Text {
            said.lock().unwrap_or_else(PoisonError::into_inner).add(from, &line);
        }
    };
    let command = async { links.host_mut(node).await?.run(&request.command, &heard).await };
    let ended = match request.timeout {
        None => command.await.map_err(|error| Failure::from_error(&error)),
        Some(limit) => match tokio::time::timeout(limit, command).await {
            Ok(ended) => ended.map_err(|error| Failure::from_error(&error)),
            Err(_) => Err(Failure::new(format!("it did not end within {}", crate::model::format_duration(limit)), Exit::SomeNodes)
                .hint("the command may go on there; `--timeout` gives it longer")),
        },
    };
    let mut said = said.into_inner().unwrap_or_else(PoisonError::into_inner);
    let failure = match ended {
        Ok(Some(0)) => None,
        Ok(Some(status)) => Some(Failure::new(format!("the command ended with status {status}"), Exit::SomeNodes)),
        Ok(None) => Some(Failure::new("the command was killed there", Exit::SomeNodes)),
        Err(ref failure) => Some(failure.clone()),
    };
    said.status = ended.as_ref().ok().copied().flatten();
    said.error = failure.as_ref().filter(|_| said.status.is_none()).map(|failure| failure.cause.clone());
    (said, failure.map(|failure| failure.on(node)))
}

fn said_on(from: transport::Heard) -> Said {
    match from {
        Heard::Stdout => Said::Stdout,
        Heard::Stderr => Said::Stderr,
    }
}
