//! Consul: it has a leader, its servers are those that are wanted, and how many of them can be lost; an agent on every node where there are several.

use crate::model::{Check, ContainerRole, EndpointKind, Finding, NodeName, Quorum, Role};

use super::context::Context;
use super::findings::{Diagnosis, RERUN, error, list, ok, warning};
use super::{diagnose, quorum, wire};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let mut findings = match (trouble(context), &context.seen.consul_leader) {
        (Some(trouble), _) => vec![error(Check::Discovery, None, trouble.cause, trouble.hint)],
        (None, Some(Ok(leader))) if context.seen.consul_peers.is_empty() => vec![ok(Check::Discovery, None, format!("Consul's leader is {leader}"))],
        (None, Some(Ok(leader))) => servers(context, leader),
        (None, _) => Vec::new(),
    };
    findings.extend(agents(context));
    findings
}

/// Several servers: how many there are, and whether Consul's list of them is the spec's.
fn servers(context: &Context, leader: &str) -> Vec<Finding> {
    let peers = &context.seen.consul_peers;
    let is = |peer: &str, name: &NodeName| peer == name.as_str();
    let wanted: Vec<_> = context.cluster.discovery_nodes().map(|node| &node.name).collect();
    let Quorum { voting: up, losable, .. } = quorum::of_consul(context.cluster, context.seen);
    let bears = if losable == 0 { "none more can be lost".to_owned() } else { format!("{losable} can be lost") };
    let message = format!("Consul's leader is {leader}, {up} of {} servers answer and vote: {bears}", wanted.len());
    let mut findings = Vec::new();
    if up < wanted.len() {
        let hint = "bring the others back; one that is gone for good is replaced: another discovery node in the spec, then `swarmctl init --gone NAME`";
        findings.push(warning(Check::Discovery, None, message, hint));
    } else {
        findings.push(ok(Check::Discovery, None, message));
    }
    for name in wanted.iter().filter(|name| answers(context, name)) {
        match peers.iter().find(|peer| is(&peer.node, name)) {
            Some(peer) if peer.voter => {}
            Some(_) => findings.push(warning(
                Check::Discovery,
                Some(name),
                "its Consul is a server, but does not vote yet",
                "a new one does after 10 to 20 s: run `swarmctl verify` again then",
            )),
            None => findings.push(error(Check::Discovery, Some(name), "its Consul is no server of the cluster's", RERUN)),
        }
    }
    for peer in peers.iter().filter(|peer| !wanted.iter().any(|name| is(&peer.node, name))) {
        let message = format!("`{}` ({}) is among Consul's servers, but no discovery node of the cluster", peer.node, peer.address);
        let hint = format!("if it is gone for good, take it out: `swarmctl init --gone {}`", peer.node);
        findings.push(warning(Check::Discovery, None, message, hint));
    }
    findings
}

/// Whether a server's Consul knows a leader.
fn answers(context: &Context, name: &NodeName) -> bool {
    quorum::knows_leader(context.seen, name)
}

/// With several servers a node's containers use the node's own Consul, which no other check asks.
fn agents(context: &Context) -> Vec<Finding> {
    if context.cluster.discovery_nodes().count() < 2 {
        return Vec::new();
    }
    let name = ContainerRole::Consul.container_name();
    let others = context.cluster.nodes.iter().filter(|node| !node.is(Role::Discovery));
    let stopped = others.filter(|node| context.runs(&node.name, ContainerRole::Consul) == Some(false));
    let hint = format!("{RERUN}; `docker logs {name}` there says why it ended");
    stopped.map(|node| error(Check::Discovery, Some(&node.name), format!("its Consul agent (`{name}`) does not run"), hint.clone())).collect()
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
    let silent: Vec<_> = context.seen.consul_servers.iter().filter(|server| server.leader.is_err()).map(|server| &server.node).collect();
    let up = context.seen.consul_servers.len() - silent.len();
    if !silent.is_empty() && up < wanted {
        let cause = format!("Consul has no leader: {up} of its {servers} servers answer, and an election needs {wanted}; nothing can be registered or elected");
        let hint = format!(
            "bring back {}, and it goes on by itself; if they are gone for good: a spec with others, then `swarmctl init --gone NAME` for each",
            list(silent)
        );
        return Diagnosis::new(cause, hint);
    }
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
