//! Discovery: Consul has a leader. A store of somebody else is judged by what managers know through it.

use crate::model::{Check, Discovery, EndpointKind, Finding, NodeName, StoreUrl};

use super::context::Context;
use super::findings::{Diagnosis, RERUN, error, ok};
use super::{diagnose, wire};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    if let Some(trouble) = trouble(context) {
        return vec![error(Check::Discovery, None, trouble.cause, trouble.hint)];
    }
    match &context.cluster.discovery {
        Discovery::Static => {
            let nodes = context.cluster.pool().count();
            return vec![ok(Check::Discovery, None, format!("static: the manager has a list of {nodes} nodes"))];
        }
        Discovery::External(store) => return vec![ok(Check::Discovery, None, format!("the store is {}, which is not swarmctl's own", store.url))],
        Discovery::Consul { .. } => {}
    }
    let leader = context.seen.consul_leader.iter().flatten().next();
    leader.map(|leader| ok(Check::Discovery, None, format!("Consul's leader is {leader}"))).into_iter().collect()
}

/// What keeps discovery from working, if anything does.
pub(super) fn trouble(context: &Context) -> Option<Diagnosis> {
    match &context.cluster.discovery {
        Discovery::Consul { .. } => {}
        Discovery::Static => return None,
        Discovery::External(store) => return unused(context, &store.url),
    }
    match &context.seen.consul_leader {
        Some(Ok(leader)) if !leader.is_empty() => None,
        Some(Ok(_)) => Some(leaderless(context)),
        Some(Err(text)) => Some(silent(context, text)),
        None => Some(Diagnosis::new("Consul was not asked", "run `swarmctl verify` again")),
    }
}

/// A manager that cannot use its store answers all the same, and knows neither a primary nor a node.
fn unused(context: &Context, url: &StoreUrl) -> Option<Diagnosis> {
    let managers = context.speaking_managers();
    let leads = |role: Option<&str>| role == Some("primary");
    let blind = !managers.is_empty() && managers.iter().all(|view| !leads(view.role.as_deref()) && view.pool.as_ref().is_ok_and(Vec::is_empty));
    let said = managers.iter().find_map(|view| view.pool.as_ref().err().or(view.running.as_ref().err()).filter(|_| !leads(view.role.as_deref())));
    blind.then(|| {
        let said = said.map(|text| format!(": {text}")).unwrap_or_default();
        let hint =
            "see that it is up, and that it lets the nodes in and their keys be written; `docker logs swarmctl-manager` on a manager says what it answers";
        Diagnosis::new(format!("no manager knows a node through the store {url}{said}"), hint)
    })
}

fn leaderless(context: &Context) -> Diagnosis {
    let servers = context.cluster.discovery_nodes().count();
    let wanted = servers / 2 + 1;
    let hint =
        format!("an election needs {wanted} of {servers} Consul servers, which reach each other on TCP ports 8300 and 8301: bring them up, then {RERUN}");
    Diagnosis::new("Consul has no leader", hint)
}

/// Consul was asked through one of the discovery nodes; the first whose Consul is not in order is told.
fn silent(context: &Context, text: &str) -> Diagnosis {
    let broken = |name: &NodeName| context.probe(name, EndpointKind::Consul).is_none_or(|probe| probe.mutual.is_err());
    let culprit = context.cluster.discovery_nodes().map(|node| &node.name).find(|name| broken(name));
    let (who, diagnosis) = culprit.map_or_else(
        || ("Consul".to_owned(), wire::diagnose(text, "its port")),
        |name| (format!("Consul on `{name}`"), diagnose::endpoint(context, name, EndpointKind::Consul, text)),
    );
    Diagnosis::new(format!("{who} does not answer: {}", diagnosis.cause), diagnosis.hint)
}
