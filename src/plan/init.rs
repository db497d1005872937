//! `init`: from what is to the cluster that is wanted. Running it again on a cluster that holds plans nothing.

use std::collections::BTreeMap;

use crate::model::{
    ApiVersion, CaStage, Cluster, Discovery, EngineFacts, EngineState, Need, Node, NodeFacts, NodeName, Orchestrator, Plan, Step, Stored, SwarmMembership,
};

use super::consul_servers::Losses;
use super::nodes::{Inputs, NEEDED, because, engines, ground};
use super::{standalone, swarm_mode};

/// The package that Debian and Ubuntu name their engine.
const ENGINE_PACKAGE: &str = "docker.io";

/// What must be there before the nodes can be planned for in earnest: an engine on each, whose unit is known only once it is installed, and managers that are
/// not locked, because nothing is known of a swarm before.
pub fn prepare(cluster: &Cluster, facts: &BTreeMap<NodeName, NodeFacts>) -> Plan {
    let mut plan = Plan::new(cluster.name.clone(), "init");
    for node in &cluster.nodes {
        let absent = facts.get(&node.name).is_some_and(|f| f.engine == EngineState::Absent);
        if absent {
            plan.push(Some(&node.name), Step::InstallEngine { package: ENGINE_PACKAGE.to_owned() }, NEEDED, &[]);
        }
        if facts.get(&node.name).and_then(|f| f.engine.facts()).is_some_and(|engine| engine.swarm.is_locked()) {
            plan.push(Some(&node.name), Step::UnlockSwarm, because("its engine was restarted"), &[]);
        }
    }
    plan
}

/// The nodes without which a plan for the others holds: they were in the cluster before, and nothing of the others' is made of what they are. Where discovery is a list,
/// everybody's is.
pub fn may_be_absent<'a>(cluster: &'a Cluster, stored: &'a Stored) -> impl Iterator<Item = &'a NodeName> {
    let known = |node: &&Node| stored.cluster.as_ref().is_some_and(|former| former.node(&node.name).is_some());
    let listed = cluster.orchestrator == Orchestrator::Standalone && cluster.discovery == Discovery::Static;
    cluster.nodes.iter().filter(move |node| !listed && node.roles.is_empty()).filter(known).map(|node| &node.name)
}

/// Facts as they will be once `prepare`'s plan is carried out: for the dry run, which cannot look at what is not there yet.
pub fn assume_prepared(mut facts: BTreeMap<NodeName, NodeFacts>) -> BTreeMap<NodeName, NodeFacts> {
    for node in facts.values_mut() {
        match &mut node.engine {
            EngineState::Absent => node.engine = EngineState::Answers(Box::new(fresh_engine())),
            EngineState::Answers(engine) if engine.swarm.is_locked() => engine.swarm = unlocked(),
            EngineState::Answers(_) | EngineState::Silent { .. } => {}
        }
    }
    facts
}

/// A manager that was unlocked: that it is one again is all that can be told beforehand.
fn unlocked() -> SwarmMembership {
    SwarmMembership::Active { cluster_id: None, node_id: String::new(), manager: true, remotes: Vec::new() }
}

fn fresh_engine() -> EngineFacts {
    EngineFacts {
        version: String::new(),
        api: ApiVersion::new(1, 41),
        min_api: ApiVersion::new(1, 12),
        root_dir: "/var/lib/docker".to_owned(),
        live_restore: false,
        swarm: SwarmMembership::Inactive,
        swarm_settings: None,
        unlock_key: None,
        swarm_nodes: Vec::new(),
        containers: Vec::new(),
        images: Vec::new(),
        volumes: Vec::new(),
    }
}

/// The plan for nodes that have an engine.
///
/// # Errors
/// When the facts do not carry a plan: a node that was not looked at, an address that is not known, a daemon.json that is not JSON. Preflight names all of
/// these first.
pub fn init(inputs: Inputs<'_>) -> Result<Plan, super::Error> {
    init_after(inputs, Losses::None)
}

/// The same where nodes that the spec leaves out may be gone for good.
///
/// # Errors
/// As `init`'s.
pub fn init_after(inputs: Inputs<'_>, losses: Losses) -> Result<Plan, super::Error> {
    let mut plan = Plan::new(inputs.cluster.name.clone(), "init");
    let mut ground = ground(&mut plan, inputs)?;
    match inputs.cluster.orchestrator {
        Orchestrator::Standalone => standalone::orchestrate(&mut plan, inputs, &mut ground, losses)?,
        Orchestrator::SwarmMode => {
            engines(&mut plan, inputs, &mut ground, &BTreeMap::new())?;
            swarm_mode::orchestrate(&mut plan, inputs, &ground)?;
        }
    }
    end_change_of_cas(&mut plan, inputs);
    Ok(plan)
}

/// A change of CAs in its last stage has nothing before it but that every node comes to what is trusted now, which is what this plan does.
fn end_change_of_cas(plan: &mut Plan, inputs: Inputs<'_>) {
    if inputs.stored.rotation.as_ref().is_none_or(|rotation| rotation.stage != CaStage::Drop) {
        return;
    }
    let all: Vec<_> = plan.steps.iter().map(|s| s.id).collect();
    let trusted = plan.push(None, Step::TrustAtClients, NEEDED, &all);
    plan.push(None, Step::EndCaRotation, NEEDED, &[trusted]);
}

/// One plan that is `first`, then `then`, for showing: every step of `then` waits for its node's steps in `first`.
pub fn chain(mut first: Plan, then: &Plan) -> Plan {
    let offset = first.steps.len();
    let prepared: Vec<_> = first.steps.iter().filter(|s| s.need != Need::Kept).map(|s| (s.node.clone(), s.id)).collect();
    for step in &then.steps {
        let mut step = step.clone();
        step.id.0 += offset;
        for id in step.after.iter_mut().chain(&mut step.behind) {
            id.0 += offset;
        }
        step.after.extend(prepared.iter().filter(|(node, _)| *node == step.node).map(|(_, id)| *id));
        first.steps.push(step);
    }
    first.warnings.extend(then.warnings.iter().cloned());
    first
}
