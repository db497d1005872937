//! The engine's own swarm mode on top of certified nodes: one manager makes the swarm, the others join it.

use std::collections::BTreeMap;

use crate::model::{
    Availability, Cluster, EngineFacts, Need, Node, NodeFacts, NodeName, Plan, Role, Step, StepId, SwarmJoinRole, SwarmMembership, SwarmModeNode,
    SwarmNodeSettings, SwarmPlace, SwarmRole,
};

use super::addresses::{advertised, data_path};
use super::leave::keeps_quorum;
use super::nodes::{Ground, Inputs, NEEDED, because};

/// Where managers listen for each other; swarm mode's default.
pub(super) const CLUSTER_PORT: u16 = 2377;

/// Adds the steps after `ground`. Once there is a swarm all join it at once, managers too: its leader lets them in one after the other (five in 1.4 s
/// instead of 3.2 s, measured on Engine 20.10).
pub(super) fn orchestrate(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground) -> Result<(), super::Error> {
    let cluster = inputs.cluster;
    // The manager that is asked: one that is in the swarm already, even one that is to be none any more; else the first, which makes it.
    let in_swarm = || cluster.managers().chain(&cluster.nodes).find(|n| is_manager(inputs, n));
    let founder = in_swarm().or_else(|| cluster.managers().next()).ok_or(super::Error::NoManager)?;
    let (founder_at, _) = place(inputs, founder)?;
    let need = if is_manager(inputs, founder) { Need::Kept } else { NEEDED };
    let made = need != Need::Kept;
    let settings = cluster.swarm_mode.settings();
    let init = plan.push(
        Some(&founder.name),
        Step::SwarmInit { at: founder_at, settings, data_path_port: cluster.swarm_mode.data_path_port },
        need,
        &[ground.engines[&founder.name]],
    );
    // What is in the swarm already waits for no step of the swarm's, but for engines that restart.
    let founder_engine = ground.engines[&founder.name];
    set(plan, inputs, ground, (founder, init), if made { Seen::Made } else { Seen::At(engine_of(inputs, &founder.name)) });
    // A swarm's maker takes tasks; there are none before it is told otherwise.
    let takes_tasks = made.then_some(Availability::Active);
    settle(plan, inputs, founder, (&founder.name, &[init, founder_engine]), takes_tasks);
    let remote = std::net::SocketAddr::new(founder_at.advertise, CLUSTER_PORT).to_string();
    let mut managers = vec![init];
    for node in cluster.nodes.iter().filter(|n| n.name != founder.name) {
        let (at, facts) = place(inputs, node)?;
        let joins = !matches!(facts.engine.facts().map(|e| &e.swarm), Some(SwarmMembership::Active { .. }));
        let need = if joins { NEEDED } else { Need::Kept };
        let role = if node.is(Role::Manager) { SwarmJoinRole::Manager } else { SwarmJoinRole::Worker };
        let availability = node.availability;
        let join = Step::SwarmJoin { role, at, via: founder.name.clone(), remote: remote.clone(), availability };
        let joined: StepId = plan.push(Some(&node.name), join, need, &[ground.engines[&node.name], founder_engine, init]);
        settle(plan, inputs, node, (&founder.name, &[joined, ground.engines[&node.name], founder_engine]), joins.then_some(availability));
        if role == SwarmJoinRole::Manager && joins {
            managers.push(joined);
        }
    }
    let managers_join = made || managers.len() > 1;
    if change_roles(plan, inputs, &founder.name, managers)? || managers_join {
        plan.warnings.extend(even_managers(cluster.managers().count()));
    }
    Ok(())
}

/// What is known of the swarm as a whole.
#[derive(Clone, Copy)]
enum Seen<'a> {
    /// It is made as it is to be.
    Made,
    /// What its manager tells.
    At(Option<&'a EngineFacts>),
}

/// Sets the swarm as a whole, and sees to its unlock key.
fn set(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground, (founder, init): (&Node, StepId), seen: Seen<'_>) {
    let settings = inputs.cluster.swarm_mode.settings();
    // An engine that restarts wants the lock as it was, and a swarm is set only while most of its managers run.
    let engine = ground.engines[&founder.name];
    let engines: Vec<_> = ground.engines.values().copied().collect();
    let (mut last, mut known) = (init, None);
    if let Seen::At(facts) = seen {
        let need = match facts.and_then(|engine| engine.swarm_settings.as_ref()) {
            Some(seen) => settings.lacks(seen).map_or(Need::Kept, because),
            None if is_assumed(inputs, &founder.name) => Need::Kept,
            None => because("no manager tells how it is set"),
        };
        last = plan.push(Some(&founder.name), Step::SetSwarm { settings }, need, &[init, engine]);
        plan.put_behind(last, &engines);
        known = facts.and_then(|engine| engine.unlock_key.as_ref());
    }
    let kept = inputs.stored.unlock_key_hash.as_ref();
    if settings.autolock {
        let need = match (kept, known) {
            (Some(kept), Some(known)) if kept == known => Need::Kept,
            (Some(_), Some(_)) => because("the store has another one"),
            (Some(_), None) if is_assumed(inputs, &founder.name) => Need::Kept,
            _ => NEEDED,
        };
        plan.push(Some(&founder.name), Step::KeepUnlockKey, need, &[last, engine]);
    } else if kept.is_some() {
        let forget = plan.push(None, Step::ForgetUnlockKey, because("its managers are not locked"), &[last, engine]);
        plan.put_behind(forget, &engines);
    }
}

/// The plan that lets the swarm have another unlock key, at a manager that answers.
pub fn rotate_unlock_key(cluster: &Cluster, manager: &NodeName) -> Plan {
    let mut plan = Plan::new(cluster.name.clone(), "unlock-key");
    plan.push(Some(manager), Step::RotateUnlockKey, NEEDED, &[]);
    plan
}

fn engine_of<'a>(inputs: Inputs<'a>, node: &NodeName) -> Option<&'a EngineFacts> {
    inputs.facts.get(node)?.engine.facts()
}

/// Whether a node is only assumed to be a manager, because it is unlocked first.
fn is_assumed(inputs: Inputs<'_>, node: &NodeName) -> bool {
    matches!(engine_of(inputs, node).map(|engine| &engine.swarm), Some(SwarmMembership::Active { node_id, .. }) if node_id.is_empty())
}

/// Lets nodes that are in the swarm be what the spec says of them, one after the other and after those that join: managers are made before others cease to be
/// some. Gives whether any changes.
fn change_roles(plan: &mut Plan, inputs: Inputs<'_>, founder: &NodeName, joined: Vec<StepId>) -> Result<bool, super::Error> {
    let cluster = inputs.cluster;
    let is_line_of = |node: &&Node, manager: bool| line_of(inputs, node).is_some_and(|line| (line.role != SwarmRole::Worker) == manager);
    let promoted: Vec<_> = cluster.managers().filter(|node| is_line_of(node, false)).collect();
    let demoted: Vec<_> = cluster.nodes.iter().filter(|node| !node.is(Role::Manager) && is_line_of(node, true)).collect();
    let mut turn = joined;
    let mut change = |plan: &mut Plan, node: &Node, via: &NodeName, role: SwarmJoinRole, reason: &str| {
        let Some(line) = line_of(inputs, node) else { return };
        let step = Step::SetSwarmRole { via: via.clone(), id: line.id.clone(), role };
        turn = vec![plan.push(Some(&node.name), step, because(reason), &turn)];
    };
    for node in &promoted {
        change(plan, node, founder, SwarmJoinRole::Manager, "it is a worker");
    }
    if !demoted.is_empty() {
        let lines = demoted.first().and_then(|node| lines_with(inputs, node)).unwrap_or_default();
        let is_one_of = |nodes: &[&Node], line: &SwarmModeNode| nodes.iter().any(|node| line_of(inputs, node).is_some_and(|own| own.id == line.id));
        let mut after = lines.to_vec();
        for line in after.iter_mut().filter(|line| is_one_of(&promoted, line)) {
            line.role = SwarmRole::Reachable;
        }
        keeps_quorum(&after, |line| is_one_of(&demoted, line))?;
    }
    for node in &demoted {
        let via = cluster.managers().next().ok_or(super::Error::NoManager)?;
        change(plan, node, &via.name, SwarmJoinRole::Worker, "it is a manager");
    }
    Ok(!promoted.is_empty() || !demoted.is_empty())
}

/// Sets a node in the swarm once it is in it; `joining` is how a node comes that is not in it yet.
fn settle(plan: &mut Plan, inputs: Inputs<'_>, node: &Node, (via, after): (&NodeName, &[StepId]), joining: Option<Availability>) {
    let settings = SwarmNodeSettings { availability: node.availability, labels: node.labels.clone() };
    let need = match joining {
        Some(availability) if settings.lacks(availability.as_str(), &BTreeMap::new()).is_none() => return,
        Some(_) => NEEDED,
        None => match line_of(inputs, node) {
            None if inputs.cluster.managers().any(|manager| is_assumed(inputs, &manager.name)) => Need::Kept,
            None => because("no manager tells how it is set"),
            Some(line) => settings.lacks(&line.availability, &line.labels).map_or(Need::Kept, because),
        },
    };
    plan.push(Some(&node.name), Step::SetSwarmNode { via: via.clone(), settings }, need, after);
}

/// The node that leads the swarm, as its managers tell.
pub fn swarm_leader(inputs: Inputs<'_>) -> Option<&NodeName> {
    inputs.cluster.managers().find(|node| line_of(inputs, node).is_some_and(|line| line.role == SwarmRole::Leader)).map(|node| &node.name)
}

/// What the managers have of a node, by its id in the swarm.
pub(super) fn line_of<'a>(inputs: Inputs<'a>, node: &Node) -> Option<&'a SwarmModeNode> {
    let id = id_of(inputs, node)?;
    lines_with(inputs, node)?.iter().find(|line| line.id == id)
}

/// A manager's list that has a node.
fn lines_with<'a>(inputs: Inputs<'a>, node: &Node) -> Option<&'a [SwarmModeNode]> {
    let id = id_of(inputs, node)?;
    let lists = inputs.cluster.nodes.iter().filter_map(|node| inputs.facts.get(&node.name)?.engine.facts()).map(|engine| engine.swarm_nodes.as_slice());
    lists.filter(|lines| lines.iter().any(|line| line.id == id)).max_by_key(|lines| lines.len())
}

fn id_of<'a>(inputs: Inputs<'a>, node: &Node) -> Option<&'a str> {
    match &inputs.facts.get(&node.name)?.engine.facts()?.swarm {
        SwarmMembership::Active { node_id, .. } => Some(node_id),
        SwarmMembership::Inactive | SwarmMembership::Other { .. } => None,
    }
}

/// More than half of the managers must run: an even number bears no more losses than one less.
fn even_managers(count: usize) -> Option<String> {
    let bears = |managers: usize| managers.saturating_sub(1) / 2;
    count.is_multiple_of(2).then(|| {
        let losses = match bears(count) {
            0 => "the loss of none".to_owned(),
            n => format!("the loss of {n}"),
        };
        format!("{count} managers bear {losses}, as {} would: take an odd number", count - 1)
    })
}

fn is_manager(inputs: Inputs<'_>, node: &Node) -> bool {
    matches!(engine_of(inputs, &node.name).map(|engine| &engine.swarm), Some(SwarmMembership::Active { manager: true, .. }))
}

/// Where a node is in the swarm, and what was seen of it.
fn place<'a>(inputs: Inputs<'a>, node: &Node) -> Result<(SwarmPlace, &'a NodeFacts), super::Error> {
    let facts = inputs.facts.get(&node.name).ok_or_else(|| super::Error::NotLookedAt { node: node.name.clone() })?;
    let advertise = advertised(node, facts).ok_or_else(|| super::Error::NoAddress { node: node.name.clone() })?;
    Ok((SwarmPlace { advertise, data_path: data_path(node, facts) }, facts))
}
