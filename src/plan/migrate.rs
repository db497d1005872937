//! `migrate`: from standalone to swarm mode on a cluster that goes on working. Engines leave live-restore by a reload and join a swarm beside the managers,
//! agents and Consul, which go on; that can be undone. Only `finish` takes these away. No engine is restarted and no other container touched: what a node
//! has come to is read from the node, so that each of these plans, made again after a cut, goes on from there.

use std::collections::BTreeMap;

use crate::model::{
    Availability, Becoming, Cluster, ContainerFacts, ContainerRole, EngineChange, EngineReload, EngineState, Exit, Failure, MigrationStage, Need, Node,
    NodeFacts, NodeName, Plan, Role, Step, StepId, SwarmMembership, SwarmModeNode, labels,
};

use super::nodes::{Freshness, Ground, Inputs, NEEDED, applied, because, engine};
use super::preflight::Looked;
use super::round::push;
use super::standalone::{CONSUL_VOLUME, own_container};
use super::turns::one_by_one;
use super::{daemon_json, swarm_mode};

const VERB: &str = "migrate";

/// Who has a container of a swarm's service: the label that swarm mode gives it.
const TASK: &str = "com.docker.swarm.task.id";
/// What standalone Swarm writes on a container that it placed by a rule, and what the rule is.
const RULES: [(&str, &str); 3] = [
    ("com.docker.swarm.constraints", "constraints"),
    ("com.docker.swarm.affinities", "affinities"),
    ("com.docker.swarm.reschedule-policies", "a reschedule policy"),
];

/// A cluster on its way.
#[derive(Clone, Copy)]
pub struct Migrating<'a> {
    /// The standalone cluster, and what was seen of it.
    pub inputs: Inputs<'a>,
    /// The same cluster in swarm mode.
    pub target: &'a Cluster,
}

/// How far an engine's configuration is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As standalone wants it.
    Standalone,
    /// As swarm mode wants it, but with what managers of Swarm 1.2.9 need to speak to it.
    Beside,
    /// As swarm mode wants it.
    SwarmMode,
}

impl<'a> Migrating<'a> {
    fn facts(&self, node: &Node) -> Result<&'a NodeFacts, super::Error> {
        self.inputs.facts.get(&node.name).ok_or_else(|| super::Error::NotLookedAt { node: node.name.clone() })
    }

    fn own(&self, facts: &'a NodeFacts, role: ContainerRole) -> Option<&'a ContainerFacts> {
        own_container(self.inputs.cluster, facts, role)
    }

    /// What the swarm's managers have of a node.
    fn line(&self, node: &Node) -> Option<&'a SwarmModeNode> {
        swarm_mode::line_of(Inputs { cluster: self.target, ..self.inputs }, node)
    }
}

/// The plan that brings all nodes into a swarm beside standalone, one after the other.
///
/// # Errors
/// As `init`'s.
pub fn join(way: Migrating<'_>) -> Result<Plan, super::Error> {
    let mut plan = Plan::new(way.target.name.clone(), VERB);
    let begun = enter(&mut plan, way, MigrationStage::Join);
    let mut ground = Ground { operator: vec![begun], engines: BTreeMap::new(), leaves: BTreeMap::new() };
    for node in &way.target.nodes {
        let (change, need) = reload(way, node, Form::Beside)?;
        let reloaded = plan.push(Some(&node.name), Step::ReloadEngine { change }, need, &[begun]);
        ground.engines.insert(node.name.clone(), reloaded);
    }
    swarm_mode::orchestrate(&mut plan, Inputs { cluster: way.target, ..way.inputs }, &ground)?;
    for node in &way.target.nodes {
        let before: Vec<_> = plan.pending().filter(|s| s.node.as_ref() == Some(&node.name)).map(|s| s.id).collect();
        let is_ready = before.is_empty() && way.line(node).is_some_and(|line| line.state == "ready");
        plan.push(Some(&node.name), Step::AwaitReady, if is_ready { Need::Kept } else { NEEDED }, &before);
    }
    if !plan.is_settled() {
        plan.warnings.extend(what_stays(way));
    }
    Ok(one_by_one(plan, way.target))
}

/// The plan that takes all nodes out of the swarm again, the managers last.
///
/// # Errors
/// As `init`'s.
pub fn back(way: Migrating<'_>) -> Result<Plan, super::Error> {
    let mut plan = Plan::new(way.target.name.clone(), VERB);
    let mut last = vec![enter(&mut plan, way, MigrationStage::Back)];
    let (managers, workers): (Vec<_>, Vec<_>) = way.inputs.cluster.nodes.iter().partition(|n| n.is(Role::Manager));
    for node in workers.into_iter().chain(managers.into_iter().rev()) {
        let facts = way.facts(node)?;
        let (change, need) = reload(way, node, Form::Standalone)?;
        let (leave, leaves) = leave(facts, &need);
        let tasks = running(facts).filter(|c| c.labels.contains_key(TASK)).count();
        if tasks > 0 {
            plan.warnings.push(format!("{}: {} of the swarm's services {}", node.name, counted(tasks, "task"), if tasks == 1 { "ends" } else { "end" }));
        }
        let left = push(&mut plan, node, leave, leaves, &last);
        last = push(&mut plan, node, Step::ReloadEngine { change }, need, &left);
    }
    plan.push(None, Step::EndMigration { spec: None }, NEEDED, &last);
    Ok(plan)
}

/// The plan that takes away what standalone needs: managers, then agents, then Consul, and at last the cluster is what `spec` says.
///
/// # Errors
/// As `init`'s.
pub fn finish(way: Migrating<'_>, spec: String) -> Result<Plan, super::Error> {
    let mut plan = Plan::new(way.target.name.clone(), VERB);
    let mut before = vec![enter(&mut plan, way, MigrationStage::Finish)];
    let port = way.inputs.cluster.manager.port;
    plan.warnings.push(format!("nothing answers at port {port} from then on: `swarmctl env` names the swarm's managers; there is no way back"));
    let mut removed: BTreeMap<&NodeName, Vec<StepId>> = BTreeMap::new();
    for role in [ContainerRole::Manager, ContainerRole::Agent, ContainerRole::Consul] {
        let mut gone = Vec::new();
        for node in &way.target.nodes {
            let Some(found) = way.own(way.facts(node)?, role) else { continue };
            let step = plan.push(Some(&node.name), Step::RemoveContainer { role, id: found.id.clone() }, NEEDED, &before);
            removed.entry(&node.name).or_default().push(step);
            gone.push(step);
        }
        if !gone.is_empty() {
            before = gone;
        }
    }
    let mut last = Vec::new();
    for node in &way.target.nodes {
        let first = removed.remove(&node.name).unwrap_or_else(|| vec![StepId(0)]);
        last.extend(tidy(&mut plan, way, node, &first)?);
        last.extend(first);
    }
    plan.push(None, Step::EndMigration { spec: Some(spec) }, NEEDED, &last);
    Ok(plan)
}

/// What containers of standalone have left on a node.
fn tidy(plan: &mut Plan, way: Migrating<'_>, node: &Node, after: &[StepId]) -> Result<Vec<StepId>, super::Error> {
    let facts = way.facts(node)?;
    let mut last = Vec::new();
    let engine = facts.engine.facts();
    if engine.is_some_and(|e| e.volumes.iter().any(|v| v == CONSUL_VOLUME)) {
        last.push(plan.push(Some(&node.name), Step::RemoveVolume { volume: CONSUL_VOLUME.to_owned() }, NEEDED, after));
    }
    if !facts.consul_files.is_empty() || facts.consul_applied.is_some() {
        last.push(plan.push(Some(&node.name), Step::RemoveConsulConfig, NEEDED, after));
    }
    let brought = way.inputs.stored.record.as_ref().and_then(|r| r.nodes.get(&node.name)).map(|r| r.images_brought.clone()).unwrap_or_default();
    for image in brought.into_iter().filter(|image| engine.is_some_and(|e| e.images.contains(image))) {
        last.push(plan.push(Some(&node.name), Step::RemoveImage { image }, NEEDED, after));
    }
    let (change, need) = reload(way, node, Form::SwarmMode)?;
    last.push(plan.push(Some(&node.name), Step::ReloadEngine { change }, need, after));
    Ok(last)
}

fn enter(plan: &mut Plan, way: Migrating<'_>, stage: MigrationStage) -> StepId {
    let reached = way.inputs.stored.migration.is_some_and(|migration| migration.stage == stage);
    plan.push(None, Step::EnterMigration { stage }, if reached { Need::Kept } else { NEEDED }, &[])
}

/// What brings an engine to a form without a restart.
fn reload(way: Migrating<'_>, node: &Node, form: Form) -> Result<(EngineReload, Need), super::Error> {
    let facts = way.facts(node)?;
    let fresh = Freshness::after(&Need::Kept, facts);
    let (standalone, _) = engine(way.inputs.cluster, node, facts, fresh)?;
    let (in_swarm, _) = engine(way.target, node, facts, fresh)?;
    let live_restore = form == Form::Standalone;
    let drop_in = if form == Form::SwarmMode { in_swarm.drop_in.clone() } else { standalone.drop_in.clone() };
    let EngineChange { daemon_json, settled, .. } = if live_restore { standalone } else { in_swarm };
    let daemon_json = settled.unwrap_or(daemon_json);
    let applied = applied(&daemon_json, drop_in.as_deref());
    let stamp = facts.leaf.as_ref().map(|leaf| EngineChange::stamp(&applied, &leaf.dir));
    let holds = facts.engine.facts().is_some_and(|e| e.live_restore == live_restore)
        && facts.daemon_json.as_ref() == Some(&daemon_json)
        && facts.engine_applied.is_some()
        && facts.engine_applied == stamp;
    let need = match form {
        _ if holds => Need::Kept,
        Form::SwarmMode => because("nobody needs its lowest API version lowered any more"),
        Form::Standalone | Form::Beside => NEEDED,
    };
    Ok((EngineReload { daemon_json, drop_in, live_restore, applied }, need))
}

/// An engine calls itself inactive before it has left for good: asked once more, it answers when it has.
fn leave(facts: &NodeFacts, reload: &Need) -> (Step, Need) {
    match facts.engine.facts().map(|e| &e.swarm) {
        Some(SwarmMembership::Active { manager, .. }) => (Step::SwarmLeave { manager: *manager }, NEEDED),
        // Locked, or in error: only force helps.
        Some(SwarmMembership::Other { .. }) => (Step::SwarmLeave { manager: true }, NEEDED),
        Some(SwarmMembership::Inactive) | None if *reload == Need::Kept => (Step::SwarmLeave { manager: false }, Need::Kept),
        Some(SwarmMembership::Inactive) | None => (Step::SwarmLeave { manager: false }, because("it may still be leaving")),
    }
}

/// Whether an engine still tries to join: it goes on for itself where it was not let in within 20 s, as by a firewall, and takes no other try meanwhile.
fn is_joining(facts: &NodeFacts) -> bool {
    matches!(facts.engine.facts().map(|e| &e.swarm), Some(SwarmMembership::Other { word }) if word == "pending")
}

/// What preflight is to judge of nodes that still try to join: that they are in no swarm yet. Joining waits for their try to end.
#[must_use]
pub fn without_tries(mut looked: Looked) -> Looked {
    for facts in looked.values_mut().flatten() {
        if is_joining(facts)
            && let EngineState::Answers(engine) = &mut facts.engine
        {
            engine.swarm = SwarmMembership::Inactive;
        }
    }
    looked
}

/// What each node becomes.
pub fn becoming(way: Migrating<'_>) -> Vec<Becoming> {
    let of = |node: &Node| {
        let facts = way.inputs.facts.get(&node.name)?;
        let in_pool = if node.availability == Availability::Active { "in the pool" } else { "out of the pool" };
        let roles: Vec<_> = node.roles.iter().map(|role| role.as_str().to_owned()).collect();
        let from = if roles.is_empty() { vec![in_pool.to_owned()] } else { roles };
        let mut to = vec![if node.is(Role::Manager) { "manager" } else { "worker" }.to_owned()];
        if node.availability == Availability::Drain {
            to.push(node.availability.as_str().to_owned());
        }
        to.extend(node.labels.iter().map(|(name, value)| format!("{name}={value}")));
        let stays = plain(facts).map(|c| c.name.clone()).collect();
        let roles = [ContainerRole::Manager, ContainerRole::Agent, ContainerRole::Consul];
        let goes = roles.into_iter().filter(|role| way.own(facts, *role).is_some()).collect();
        Some(Becoming { node: node.name.clone(), from, to, stays, goes })
    };
    way.inputs.cluster.nodes.iter().filter_map(of).collect()
}

fn running(facts: &NodeFacts) -> impl Iterator<Item = &ContainerFacts> {
    facts.engine.facts().into_iter().flat_map(|e| &e.containers).filter(|c| c.running)
}

/// Containers that are neither swarmctl's nor tasks.
fn plain(facts: &NodeFacts) -> impl Iterator<Item = &ContainerFacts> {
    running(facts).filter(|c| !c.labels.contains_key(labels::CLUSTER) && !c.labels.contains_key(TASK))
}

/// What cannot move, and what is other than before.
fn what_stays(way: Migrating<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let count: usize = way.inputs.facts.values().map(|facts| plain(facts).count()).sum();
    if count > 0 {
        let go = if count == 1 { "goes on where it is" } else { "go on where they are" };
        told.push(format!("{} {go}, outside the swarm: it schedules services, and knows of no other container", counted(count, "container")));
    }
    for (node, facts) in way.inputs.facts {
        for container in plain(facts) {
            let rules: Vec<_> = RULES.iter().filter(|(label, _)| container.labels.contains_key(*label)).map(|(_, rule)| *rule).collect();
            if !rules.is_empty() {
                told.push(format!("{node}: `{}` has {}, which mean nothing to the swarm", container.name, rules.join(" and ")));
            }
        }
    }
    told.push(
        "live-restore cannot be used in a swarm: from then on an engine that restarts stops its containers, and starts those again that have a restart policy"
            .to_owned(),
    );
    told.push("between the nodes TCP 2377 and 7946, UDP 7946 and 4789 must be open".to_owned());
    told
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// What stands against moving a cluster, beside what preflight has against it in swarm mode.
pub fn cannot_move(way: Migrating<'_>) -> Vec<Failure> {
    let keeps_networks = |facts: &NodeFacts| {
        let in_file =
            daemon_json::parse(facts.daemon_json.as_deref()).is_ok_and(|map| map.contains_key("cluster-store") || map.contains_key("cluster-advertise"));
        in_file || facts.unit.as_ref().is_some_and(|unit| unit.text.contains("--cluster-store") || unit.text.contains("--cluster-advertise"))
    };
    let refusal = |node: &NodeName| {
        let cause = "its engine keeps overlay networks in a `cluster-store`: they cannot be moved, and no engine that has one can be in a swarm";
        let hint = "take containers off these networks, take `cluster-store` and `cluster-advertise` out of the engine's configuration, and restart it";
        Failure::new(cause, Exit::Preflight).hint(hint).on(node)
    };
    way.inputs.facts.iter().filter(|(_, facts)| keeps_networks(facts)).map(|(node, _)| refusal(node)).collect()
}
