//! `upgrade`: newer versions on a cluster that goes on working. All that is needed is fetched first; then one node after the other (workers, if asked for, several
//! at once; who leads comes last) gets its engine's package and its images, and must be well before the next one's turn. A node that fails gets its former
//! versions back. Nothing but versions is brought about here: whatever else a node lacks is `apply`'s business.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::{
    Availability, Cluster, ContainerFacts, ContainerRole, ContainerSpec, EngineOrigin, EnginePackage, ImageSource, Need, Node, NodeFacts, NodeName,
    Orchestrator, Plan, Role, Step, StepId, SwarmMembership, SwarmNodeSettings, labels,
};

use super::addresses::advertised;
use super::consul::RPC_PORT;
use super::nodes::{Inputs, NEEDED, because};
use super::rotate::make_way;
use super::round::{Order, push};
use super::standalone::{holds, own_container, with_port};
use super::wellness::await_well;
use super::{Error, containers, swarm_mode};

const VERB: &str = "upgrade";

/// Whom an upgrade is for, and how it goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Upgrade<'a> {
    /// The nodes; all of them where `None`.
    pub nodes: Option<&'a [NodeName]>,
    /// Where each node's engine came from; a node that is not in it keeps its engine.
    pub engines: &'a BTreeMap<NodeName, EngineOrigin>,
    /// How many workers at once.
    pub workers_at_once: usize,
    /// The manager that is the primary now, in swarm mode the leader.
    pub leader: Option<&'a NodeName>,
}

/// Whether a cluster has the containers whose images are named.
///
/// # Errors
/// Where it has none of a kind.
pub fn may_have_images(cluster: &Cluster, swarm: bool, consul: bool) -> Result<(), Error> {
    let missing = |what| Err(Error::NoSuchImage { cluster: cluster.name.clone(), what });
    match (cluster.orchestrator, cluster.consul_port()) {
        (Orchestrator::SwarmMode, _) if swarm => missing("Swarm containers"),
        (_, None) if consul => missing("Consul"),
        _ => Ok(()),
    }
}

/// The plan that fetches the lists of packages; what is newest is known only then.
pub fn refresh_packages<'a>(inputs: Inputs<'_>, nodes: impl IntoIterator<Item = &'a NodeName>) -> Plan {
    let mut plan = Plan::new(inputs.cluster.name.clone(), VERB);
    for node in nodes {
        plan.push(Some(node), Step::RefreshPackages, NEEDED, &[]);
    }
    plan
}

/// The plan of `upgrade`; `inputs.cluster` is the cluster with the images that are wanted.
///
/// # Errors
/// As `init`'s; and where a node differs from its spec in more than versions, or its engine's containers would not outlive the engine.
pub fn upgrade(inputs: Inputs<'_>, upgrade: Upgrade<'_>) -> Result<Plan, Error> {
    let mut plan = Plan::new(inputs.cluster.name.clone(), VERB);
    let addresses = addresses(inputs)?;
    let order = || Order::of(inputs.cluster, upgrade.nodes, upgrade.leader);
    let mut changes: BTreeMap<NodeName, Changes> = BTreeMap::new();
    // The order of turns does not matter to what is fetched.
    order().round(&mut plan, 1, &[], &mut |_, node, _| {
        changes.insert(node.name.clone(), Changes::of(inputs, upgrade, node, &addresses)?);
        Ok(Vec::new())
    })?;
    let fetched = fetch(&mut plan, inputs, &changes);
    order().round(&mut plan, upgrade.workers_at_once, &fetched, &mut |plan, node, after| {
        let turn = Turn { inputs, upgrade, node, changes: &changes[&node.name], address: addresses.get(&node.name).copied() };
        turn.push(plan, after)
    })?;
    Ok(plan)
}

/// Where the nodes reach each other.
fn addresses(inputs: Inputs<'_>) -> Result<BTreeMap<NodeName, IpAddr>, Error> {
    let address =
        |node: &Node| inputs.facts.get(&node.name).and_then(|facts| advertised(node, facts)).ok_or_else(|| Error::NoAddress { node: node.name.clone() });
    inputs.cluster.nodes.iter().map(|node| Ok((node.name.clone(), address(node)?))).collect()
}

/// What a node's turn changes.
struct Changes {
    engine: Option<EnginePackage>,
    containers: Vec<Container>,
}

/// A container of a node's.
struct Container {
    wanted: ContainerSpec,
    /// What is to be done about it.
    deed: Deed,
}

/// What is to be done about a container.
enum Deed {
    /// Nothing.
    Keep,
    /// It is stopped: a run was cut off.
    Start { id: String },
    /// There is none: a run was cut off.
    Make,
    /// It has another image; `former` is what it was made from.
    Replace { id: String, former: ContainerSpec },
}

impl Changes {
    fn of(inputs: Inputs<'_>, upgrade: Upgrade<'_>, node: &Node, addresses: &BTreeMap<NodeName, IpAddr>) -> Result<Self, Error> {
        let facts = inputs.facts.get(&node.name).ok_or_else(|| Error::NotLookedAt { node: node.name.clone() })?;
        let engine = newer(upgrade, node);
        if engine.is_some() && inputs.cluster.orchestrator == Orchestrator::Standalone && !facts.engine.facts().is_some_and(|e| e.live_restore) {
            return Err(Error::NoLiveRestore { node: node.name.clone() });
        }
        let wanted = match inputs.cluster.orchestrator {
            Orchestrator::Standalone => containers::wanted(inputs, node, addresses),
            Orchestrator::SwarmMode => Vec::new(),
        };
        let containers: Result<_, Error> = wanted.into_iter().map(|wanted| Container::of(inputs, node, facts, wanted)).collect();
        Ok(Self { engine, containers: containers? })
    }

    fn is_none(&self) -> bool {
        self.engine.is_none() && self.containers.iter().all(|c| matches!(c.deed, Deed::Keep))
    }

    /// The images of containers that are made anew.
    fn images(&self) -> impl Iterator<Item = &String> {
        self.containers.iter().filter(|c| matches!(c.deed, Deed::Make | Deed::Replace { .. })).map(|c| &c.wanted.image)
    }

    fn replaces(&self, role: ContainerRole) -> bool {
        self.containers.iter().any(|c| c.wanted.role == role && !matches!(c.deed, Deed::Keep))
    }
}

/// The engine's package, if there is a newer version and apt may install it.
fn newer(upgrade: Upgrade<'_>, node: &Node) -> Option<EnginePackage> {
    match upgrade.engines.get(&node.name)? {
        EngineOrigin::Package(package) if !package.held && package.newer.is_some() => Some(package.clone()),
        EngineOrigin::Package(_) | EngineOrigin::Elsewhere => None,
    }
}

impl Container {
    fn of(inputs: Inputs<'_>, node: &Node, facts: &NodeFacts, wanted: ContainerSpec) -> Result<Self, Error> {
        let Some(found) = own_container(inputs.cluster, facts, wanted.role) else { return Ok(Self { wanted, deed: Deed::Make }) };
        let former = ContainerSpec { image: found.image.clone(), ..wanted.clone() };
        if found.labels.get(labels::SPEC_HASH) != Some(&former.hash()) {
            return Err(Error::MoreThanVersions { node: node.name.clone(), container: wanted.role.container_name() });
        }
        let id = found.id.clone();
        let deed = match (found.image == wanted.image, found.running) {
            (true, true) => Deed::Keep,
            (true, false) => Deed::Start { id },
            (false, _) => Deed::Replace { id, former },
        };
        Ok(Self { wanted, deed })
    }

    /// The step, and whether it is to be done.
    fn step(&self) -> (Step, Need) {
        let (role, container) = (self.wanted.role, self.wanted.clone());
        match &self.deed {
            Deed::Keep => (Step::RunContainer { container, replaces: None }, Need::Kept),
            Deed::Start { id } => (Step::StartContainer { role, id: id.clone() }, because("it is stopped")),
            Deed::Make => (Step::RunContainer { container, replaces: None }, because("it is not there")),
            Deed::Replace { id, former } => (Step::RunContainer { container, replaces: Some(id.clone()) }, because(format!("it has `{}`", former.image))),
        }
    }
}

/// Brings the images that nodes lack, to all of them before the first one's turn: that one cannot be had is better known then. Gives the steps.
fn fetch(plan: &mut Plan, inputs: Inputs<'_>, changes: &BTreeMap<NodeName, Changes>) -> Vec<StepId> {
    let source = inputs.cluster.images.archive.clone().map_or(ImageSource::Registry, |path| ImageSource::Archive { path });
    let mut steps = Vec::new();
    for (node, changes) in changes {
        let held = inputs.facts.get(node).and_then(|f| f.engine.facts()).map(|e| e.images.as_slice()).unwrap_or_default();
        let mut missing: Vec<String> = changes.images().filter(|image| !holds(held, image)).cloned().collect();
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            steps.push(plan.push(Some(node), Step::BringImages { images: missing, source: source.clone() }, NEEDED, &[]));
        }
    }
    steps
}

/// One node's turn.
struct Turn<'a> {
    inputs: Inputs<'a>,
    upgrade: Upgrade<'a>,
    node: &'a Node,
    changes: &'a Changes,
    address: Option<IpAddr>,
}

impl Turn<'_> {
    /// Adds its steps; gives what the next turn waits for.
    fn push(&self, plan: &mut Plan, after: &[StepId]) -> Result<Vec<StepId>, Error> {
        self.warn(plan);
        let first = plan.steps.len();
        let mut last = self.prepare(plan, after)?;
        let engine = self.changes.engine.as_ref().map(|package| {
            let step = Step::UpgradeEngine { package: package.name.clone(), from: package.installed.clone(), to: package.newer.clone().unwrap_or_default() };
            plan.push(Some(&self.node.name), step, NEEDED, &last)
        });
        last = engine.map_or(last, |engine| vec![engine]);
        let mut replaced = Vec::new();
        for container in &self.changes.containers {
            let (step, need) = container.step();
            let changes = need != Need::Kept;
            last = push(plan, self.node, step, need, &last);
            if let Deed::Replace { former, .. } = &container.deed {
                replaced.push((last[0], former.clone()));
            }
            if changes && container.wanted.role == ContainerRole::Consul {
                last = self.await_consul(plan, &last);
            }
        }
        let need = if self.changes.is_none() { Need::Kept } else { NEEDED };
        last = push(plan, self.node, await_well(self.inputs.cluster, self.node, self.address), need, &last);
        let turn: Vec<StepId> = (first..plan.steps.len()).map(StepId).collect();
        last = self.take_tasks_again(plan, &last);
        self.way_back(plan, &turn, engine, replaced);
        Ok(last)
    }

    /// What goes before a node is touched: in standalone another manager takes over from the primary, in swarm mode tasks move to other nodes.
    fn prepare(&self, plan: &mut Plan, after: &[StepId]) -> Result<Vec<StepId>, Error> {
        let mut before = after.to_vec();
        match self.inputs.cluster.orchestrator {
            Orchestrator::Standalone => {
                let touched = self.changes.engine.is_some() || self.changes.replaces(ContainerRole::Manager);
                if touched && self.upgrade.leader == Some(&self.node.name) {
                    before.extend(make_way(plan, self.inputs, self.node, after));
                }
            }
            Orchestrator::SwarmMode if self.changes.engine.is_some() => {
                if let Some(id) = self.id().filter(|_| self.may_be_drained()) {
                    let drained = self.set(plan, Availability::Drain, because("its tasks move to other nodes"), after);
                    before = vec![plan.push(Some(&self.node.name), Step::AwaitNoTasks { via: self.via()?.clone(), id: id.to_owned() }, NEEDED, &drained)];
                }
            }
            Orchestrator::SwarmMode => {}
        }
        Ok(before)
    }

    /// Consul's other servers want this one back before another may go.
    fn await_consul(&self, plan: &mut Plan, after: &[StepId]) -> Vec<StepId> {
        let cluster = self.inputs.cluster;
        let others: Vec<_> = cluster.discovery_nodes().filter(|n| n.name != self.node.name).map(|n| n.name.clone()).collect();
        let (Some(ip), true, false) = (self.address, self.node.is(Role::Discovery), others.is_empty()) else { return after.to_vec() };
        vec![plan.push(Some(&self.node.name), Step::AwaitConsulServer { server: with_port(ip, RPC_PORT), others }, NEEDED, after)]
    }

    /// The node's id in the swarm.
    fn id(&self) -> Option<&str> {
        match &self.inputs.facts.get(&self.node.name)?.engine.facts()?.swarm {
            SwarmMembership::Active { node_id, .. } => Some(node_id),
            SwarmMembership::Inactive | SwarmMembership::Other { .. } => None,
        }
    }

    /// A manager that can be told of the node while the node's own engine restarts; its own where there is no other.
    fn via(&self) -> Result<&NodeName, Error> {
        let managers = || self.inputs.cluster.managers().map(|n| &n.name);
        managers().find(|name| **name != self.node.name).or_else(|| managers().next()).ok_or(Error::NoManager)
    }

    /// Whether a node takes tasks that another could take.
    fn may_be_drained(&self) -> bool {
        let active = |node: &Node| {
            swarm_mode::line_of(self.inputs, node).is_some_and(|line| line.availability == Availability::Active.as_str() && line.state == "ready")
        };
        active(self.node) && self.inputs.cluster.nodes.iter().any(|other| other.name != self.node.name && active(other))
    }

    fn set(&self, plan: &mut Plan, availability: Availability, need: Need, after: &[StepId]) -> Vec<StepId> {
        let Ok(via) = self.via() else { return after.to_vec() };
        let settings = SwarmNodeSettings { availability, labels: self.node.labels.clone() };
        push(plan, self.node, Step::SetSwarmNode { via: via.clone(), settings }, need, after)
    }

    /// Lets a node of the swarm take tasks again, where this run or one that was cut off has drained it.
    fn take_tasks_again(&self, plan: &mut Plan, after: &[StepId]) -> Vec<StepId> {
        if self.inputs.cluster.orchestrator != Orchestrator::SwarmMode || self.node.availability != Availability::Active {
            return after.to_vec();
        }
        let is_drained = swarm_mode::line_of(self.inputs, self.node).is_some_and(|line| line.availability == Availability::Drain.as_str());
        let need = match (is_drained, self.changes.engine.is_some() && self.may_be_drained()) {
            (true, _) => because("it takes no tasks"),
            (false, true) => NEEDED,
            (false, false) => return after.to_vec(),
        };
        self.set(plan, Availability::Active, need, after)
    }

    /// The node's former versions, each where something failed from its change on.
    fn way_back(&self, plan: &mut Plan, turn: &[StepId], engine: Option<StepId>, replaced: Vec<(StepId, ContainerSpec)>) {
        let since = |first: StepId| turn.iter().copied().filter(move |id| *id >= first);
        let mut returned: Vec<StepId> = Vec::new();
        for (changed, container) in replaced {
            let of = since(changed).chain(returned.iter().copied()).collect();
            let step = Step::RunContainer { replaces: Some(container.role.container_name()), container };
            returned.push(plan.push(Some(&self.node.name), step, Need::IfFailed { of }, &[]));
        }
        if let (Some(changed), Some(package)) = (engine, &self.changes.engine) {
            let of = since(changed).chain(returned.iter().copied()).collect();
            let step = Step::ReturnEngine { package: package.name.clone(), to: package.installed.clone() };
            returned.push(plan.push(Some(&self.node.name), step, Need::IfFailed { of }, &[]));
        }
        let drained = turn.iter().any(|id| matches!(plan.steps[id.0].step, Step::SetSwarmNode { .. }));
        if drained {
            let of = turn.iter().copied().chain(returned).collect();
            self.set(plan, Availability::Active, Need::IfFailed { of }, &[]);
        }
    }

    /// What the reader should know of the node's turn.
    fn warn(&self, plan: &mut Plan) {
        let node = &self.node.name;
        match self.upgrade.engines.get(node) {
            Some(EngineOrigin::Elsewhere) => plan.warnings.push(format!("{node}: its engine is from no package of apt's, and stays as it is")),
            Some(EngineOrigin::Package(package)) if package.held && package.newer.is_some() => {
                plan.warnings.push(format!("{node}: `{}` is held (`apt-mark unhold {}` lets it go), and stays as it is", package.name, package.name));
            }
            Some(EngineOrigin::Package(_)) | None => {}
        }
        let Some(package) = &self.changes.engine else { return };
        if !package.returnable {
            let (name, version) = (&package.name, &package.installed);
            plan.warnings.push(format!("{node}: `{name}` {version} cannot be fetched any more: if the newer one fails, there is no way back to it"));
        }
        if self.inputs.cluster.orchestrator == Orchestrator::SwarmMode {
            self.warn_of_restart(plan);
        }
    }

    /// What ends on a node of a swarm with its engine.
    fn warn_of_restart(&self, plan: &mut Plan) {
        const TASK: &str = "com.docker.swarm.task.id";
        let node = &self.node.name;
        let running = |c: &&ContainerFacts| c.running && !c.labels.contains_key(TASK);
        let others = self.inputs.facts.get(node).and_then(|f| f.engine.facts()).map_or(0, |e| e.containers.iter().filter(running).count());
        if others > 0 {
            plan.warnings.push(format!("{node}: {others} running containers of no service stop with the engine, and those with a restart policy start again"));
        }
        let line = swarm_mode::line_of(self.inputs, self.node);
        if line.is_some_and(|line| line.availability == Availability::Active.as_str()) && !self.may_be_drained() {
            plan.warnings.push(format!("{node}: no other node takes tasks: it is not drained, and its tasks stop while the engine restarts"));
        }
        let managers = self.inputs.cluster.managers().count();
        if self.node.is(Role::Manager) && managers < 3 {
            plan.warnings
                .push(format!("{node}: with fewer than three managers the swarm cannot be changed while the engine restarts; its tasks go on elsewhere"));
        }
    }
}
