//! Consul: it has a leader.

use crate::model::{Check, EndpointKind, Finding, NodeName};

use super::context::Context;
use super::findings::{Diagnosis, RERUN, error, ok};
use super::{diagnose, wire};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    if let Some(trouble) = trouble(context) {
        return vec![error(Check::Discovery, None, trouble.cause, trouble.hint)];
    }
    let leader = context.seen.consul_leader.iter().flatten().next();
    leader.map(|leader| ok(Check::Discovery, None, format!("Consul's leader is {leader}"))).into_iter().collect()
}

/// What keeps Consul from serving, if anything does.
pub(super) fn trouble(context: &Context) -> Option<Diagnosis> {
    match &context.seen.consul_leader {
        Some(Ok(leader)) if !leader.is_empty() => None,
        Some(Ok(_)) => Some(leaderless(context)),
        Some(Err(text)) => Some(silent(context, text)),
        None => Some(Diagnosis::new("Consul was not asked", "run `swarmctl verify` again")),
    }
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
