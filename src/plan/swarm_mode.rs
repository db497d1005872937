//! The engine's own swarm mode on top of certified nodes: one manager makes the swarm, the others join it.

use std::collections::BTreeMap;

use crate::model::{
    Availability, Cluster, EngineFacts, Need, Node, NodeFacts, NodeName, Plan, Role, Step, StepId, SwarmJoinRole, SwarmMembership, SwarmModeNode,
    SwarmNodeSettings, SwarmPlace,
};

use super::addresses::{advertised, data_path};
use super::nodes::{Ground, Inputs, NEEDED, because};

/// Where managers listen for each other; swarm mode's default.
pub(super) const CLUSTER_PORT: u16 = 2377;

/// Adds the steps after `ground`. Managers join one after the other, because each join changes the quorum that the next one needs; workers all at once.
pub(super) fn orchestrate(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground) -> Result<(), super::Error> {
    let cluster = inputs.cluster;
    // The manager that is asked: one that is in the swarm already, else the first, which makes it.
    let founder = cluster.managers().find(|n| is_manager(inputs, n)).or_else(|| cluster.managers().next()).ok_or(super::Error::NoManager)?;
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
    let mut last_manager = init;
    let mut managers_join = made;
    for node in cluster.nodes.iter().filter(|n| n.name != founder.name) {
        let (at, facts) = place(inputs, node)?;
        let joins = !matches!(facts.engine.facts().map(|e| &e.swarm), Some(SwarmMembership::Active { .. }));
        let need = if joins { NEEDED } else { Need::Kept };
        let role = if node.is(Role::Manager) { SwarmJoinRole::Manager } else { SwarmJoinRole::Worker };
        let before = if role == SwarmJoinRole::Manager { last_manager } else { init };
        let availability = node.availability;
        let join = Step::SwarmJoin { role, at, via: founder.name.clone(), remote: remote.clone(), availability };
        let joined: StepId = plan.push(Some(&node.name), join, need, &[ground.engines[&node.name], founder_engine, before]);
        settle(plan, inputs, node, (&founder.name, &[joined, ground.engines[&node.name], founder_engine]), joins.then_some(availability));
        // One that is in the swarm already is no one's turn: who waited for it would not wait for the one before.
        if role == SwarmJoinRole::Manager && joins {
            last_manager = joined;
            managers_join = true;
        }
    }
    if managers_join {
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

/// What the managers have of a node, by its id in the swarm.
pub(super) fn line_of<'a>(inputs: Inputs<'a>, node: &Node) -> Option<&'a SwarmModeNode> {
    let SwarmMembership::Active { node_id, .. } = &engine_of(inputs, &node.name)?.swarm else { return None };
    inputs.cluster.managers().filter_map(|manager| engine_of(inputs, &manager.name)).flat_map(|engine| &engine.swarm_nodes).find(|line| line.id == *node_id)
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
