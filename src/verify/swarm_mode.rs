//! Swarm mode: every engine in the swarm, every node ready, the managers reachable, one leader.

use crate::model::{Check, EndpointKind, Finding, Node, Role, SwarmModeNode, SwarmModeView, SwarmRole};

use super::context::Context;
use super::diagnose;
use super::findings::{Diagnosis, RERUN, Sightings, error, ok, warning};

/// The engine's word for a manager that waits for its unlock key.
const LOCKED: &str = "locked";

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let mut findings: Vec<_> = context.cluster.nodes.iter().filter_map(|node| membership(context, node)).collect();
    let mut sightings = Sightings::default();
    for node in context.cluster.managers() {
        match context.seen.swarm_mode.iter().find(|view| view.node == node.name) {
            Some(view) => findings.extend(manager(context, view, &mut sightings)),
            None => findings.push(error(Check::Info, Some(&node.name), "the manager was not asked", "run `swarmctl verify` again")),
        }
    }
    findings.extend(sightings.into_findings(Check::Info));
    findings
}

/// An engine that answers, but is not in the swarm.
fn membership(context: &Context, node: &Node) -> Option<Finding> {
    let state = context.engine(&node.name)?.swarm_state.as_str();
    let (message, hint) = match state {
        "active" => return None,
        LOCKED if context.cluster.swarm_mode.autolock => ("the swarm is locked on this node".to_owned(), format!("{RERUN}: it unlocks it")),
        LOCKED => ("the swarm is locked on this node".to_owned(), "run `docker swarm unlock` there with the unlock key".to_owned()),
        _ => (format!("the engine is in no swarm (`{state}`)"), RERUN.to_owned()),
    };
    Some(error(Check::Info, Some(&node.name), message, hint))
}

fn manager(context: &Context, view: &SwarmModeView, sightings: &mut Sightings) -> Vec<Finding> {
    match &view.nodes {
        Ok(nodes) => table(context, view, nodes, sightings),
        // The engine that is silent or in no swarm has been told of.
        Err(_) if context.engine(&view.node).is_none_or(|engine| engine.swarm_state != "active") => Vec::new(),
        Err(text) => vec![listless(context, view, text)],
    }
}

fn listless(context: &Context, view: &SwarmModeView, text: &str) -> Finding {
    let managers = context.cluster.managers().count();
    if text.contains("does not have a leader") {
        let wanted = managers / 2 + 1;
        let hint = format!(
            "an election takes up to 20 s: run `swarmctl verify` again then; if it stays, bring back managers until {wanted} of {managers} run, then {RERUN}"
        );
        return error(Check::Info, Some(&view.node), "the swarm has no leader: too few managers reach each other", hint);
    }
    error(Check::Info, Some(&view.node), format!("the swarm's nodes cannot be listed: {text}"), RERUN)
}

fn table(context: &Context, view: &SwarmModeView, nodes: &[SwarmModeNode], sightings: &mut Sightings) -> Vec<Finding> {
    let mut findings = strangers(context, view, nodes);
    let leaders: Vec<_> = nodes.iter().filter(|line| line.role == SwarmRole::Leader).collect();
    let [leader] = leaders[..] else {
        let hint = format!("run `swarmctl verify` again in 10 s; if it stays, {RERUN}");
        findings.push(error(Check::Info, Some(&view.node), format!("the swarm has {} leaders instead of one", leaders.len()), hint));
        return findings;
    };
    let troubles: Vec<_> = context.cluster.nodes.iter().filter_map(|node| trouble(context, node, nodes).map(|found| (node, found))).collect();
    let wanted = context.cluster.nodes.len();
    if troubles.is_empty() {
        let name = context.cluster.nodes.iter().find(|node| is_line_of(context, node, leader)).map_or(leader.hostname.as_str(), |node| node.name.as_str());
        findings.push(ok(Check::Info, Some(&view.node), format!("{wanted} of {wanted} nodes ready, the leader is `{name}`")));
    }
    for (node, (what, diagnosis)) in troubles {
        sightings.add(&node.name, &what, diagnosis, &view.node);
    }
    findings
}

/// What is wrong with a node's line in the list: how it stands there, and why.
fn trouble(context: &Context, node: &Node, nodes: &[SwarmModeNode]) -> Option<(String, Diagnosis)> {
    // By its host name a node that left and joined again fits its old line, which is down, as well as its new one.
    let lines = || nodes.iter().filter(|line| is_line_of(context, node, line));
    let Some(line) = lines().find(|line| line.state == "ready").or_else(|| lines().next()) else {
        return Some(("not in the swarm".to_owned(), Diagnosis::new("it has no line in the list of nodes", RERUN)));
    };
    let wanted = node.availability.as_str();
    if line.state == "unknown" && context.engine(&node.name).is_some() {
        // A leader begins with all nodes as unknown, and takes each for what it is when it hears of it.
        let hint = "run `swarmctl verify` again in 30 s; if it stays, TCP 2377 and 7946 and UDP 7946 and 4789 are not open between the nodes";
        return Some(("`unknown`".to_owned(), Diagnosis::new("the swarm's leader is new, and has not heard of it yet", hint)));
    }
    if line.state != "ready" {
        return Some((format!("`{}`", line.state), unheard(context, node)));
    }
    match (node.is(Role::Manager), line.role) {
        (true, SwarmRole::Unreachable) => Some(("`unreachable`".to_owned(), unheard(context, node))),
        (true, SwarmRole::Worker) => Some(("a worker".to_owned(), Diagnosis::new("it should be a manager", RERUN))),
        (false, SwarmRole::Leader | SwarmRole::Reachable | SwarmRole::Unreachable) => {
            Some(("a manager".to_owned(), Diagnosis::new("it should be a worker", RERUN)))
        }
        _ if line.availability != wanted => Some((format!("`{}`", line.availability), Diagnosis::new(format!("it should be `{wanted}`"), RERUN))),
        _ if node.labels.iter().any(|(name, value)| line.labels.get(name) != Some(value)) => {
            Some(("without its labels".to_owned(), Diagnosis::new("the spec's are not all there", RERUN)))
        }
        _ => None,
    }
}

/// Why the managers do not hear a node.
fn unheard(context: &Context, node: &Node) -> Diagnosis {
    match context.seen.engines.get(&node.name) {
        Some(Err(text)) => diagnose::endpoint(context, &node.name, EndpointKind::Engine, text),
        _ => Diagnosis::new(
            "its engine answers here, but not to the managers: a firewall between them, ports 2377 and 7946",
            format!("open TCP 2377 and 7946, and UDP 7946 and 4789, between `{}` and the managers", node.name),
        ),
    }
}

/// By the node's id, which its engine tells; by its host name or address where the engine is silent, or locked and knows no id.
fn is_line_of(context: &Context, node: &Node, line: &SwarmModeNode) -> bool {
    match context.engine(&node.name) {
        Some(engine) if engine.swarm_state != LOCKED => engine.swarm_node_id.as_deref() == Some(line.id.as_str()),
        _ => line.hostname == node.name.as_str() || context.addresses.get(&node.name).is_some_and(|ip| line.address == ip.to_string()),
    }
}

fn strangers(context: &Context, view: &SwarmModeView, nodes: &[SwarmModeNode]) -> Vec<Finding> {
    let known = |line: &&SwarmModeNode| context.cluster.nodes.iter().any(|node| is_line_of(context, node, line));
    let stranger = |line: &SwarmModeNode| {
        let message = format!("`{}` ({}) is in the swarm, but no node of the cluster", line.hostname, line.state);
        warning(Check::Info, Some(&view.node), message, format!("if it is not to come back: `docker node rm {}`", line.id))
    };
    nodes.iter().filter(|line| !known(line)).map(stranger).collect()
}
