//! `remove-node`: nodes leave a cluster that goes on. What the cluster knows of them ends first, then each is put back as it was found, and at last the store forgets
//! them: cut off anywhere, the same command goes on from what the nodes and the managers say.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::{
    Availability, Cluster, Discovery, HostsSeen, Need, Node, NodeFacts, NodeName, Orchestrator, Plan, Role, Step, StepId, SwarmJoinRole, SwarmMembership,
    SwarmModeNode, SwarmNodeSettings, SwarmRole, labels,
};

use super::Error;
use super::addresses::advertised;
use super::destroy::{remove_containers, restore};
use super::hosts::remove_host;
use super::nodes::{Inputs, NEEDED, because};
use super::standalone::with_port;

/// What a plan of leaving is made from, besides what was seen. Of a node that is gone there are no facts.
#[derive(Clone, Copy)]
pub struct Leaving<'a> {
    /// The cluster as it is, and what was seen of its nodes.
    pub inputs: Inputs<'a>,
    /// Who leaves.
    pub nodes: &'a [NodeName],
    /// The spec without them, as the store keeps it.
    pub spec: &'a str,
    /// The hosts, if a driver made them.
    pub hosts: Option<&'a HostsSeen>,
    /// The node of the primary, if one is known.
    pub primary: Option<&'a NodeName>,
    /// Whether containers may be left behind.
    pub leaves_containers: bool,
}

/// Whether the cluster can do without these nodes.
///
/// # Errors
/// If no manager would be left, or if one of them is a server of swarmctl's own Consul.
pub fn may_leave(cluster: &Cluster, nodes: &[NodeName]) -> Result<(), Error> {
    let leaves = |node: &&Node| nodes.contains(&node.name);
    if cluster.managers().all(|node| leaves(&node)) {
        return Err(Error::LastManager { cluster: cluster.name.clone() });
    }
    let server = cluster.discovery_nodes().find(leaves).filter(|_| cluster.consul_port().is_some());
    server.map_or(Ok(()), |node| Err(Error::ConsulServer { node: node.name.clone() }))
}

/// Whether a node can cease to be a manager.
///
/// # Errors
/// If no manager would be left.
pub fn may_be_no_manager(cluster: &Cluster, node: &NodeName) -> Result<(), Error> {
    let others = cluster.managers().any(|manager| manager.name != *node);
    if others { Ok(()) } else { Err(Error::LastManager { cluster: cluster.name.clone() }) }
}

/// The plan of leaving.
///
/// # Errors
/// As `may_leave`; where containers would be left behind, where the swarm would lose its quorum, and where no manager that stays tells of it.
pub fn leave(leaving: Leaving<'_>) -> Result<Plan, Error> {
    let cluster = leaving.inputs.cluster;
    may_leave(cluster, leaving.nodes)?;
    let mut plan = Plan::new(cluster.name.clone(), "remove-node");
    let last = match cluster.orchestrator {
        Orchestrator::Standalone => from_standalone(&mut plan, leaving)?,
        Orchestrator::SwarmMode => from_swarm(&mut plan, leaving)?,
    };
    plan.push(None, Step::ForgetNodes { nodes: leaving.nodes.to_vec(), spec: leaving.spec.to_owned() }, NEEDED, &last);
    Ok(plan)
}

impl<'a> Leaving<'a> {
    fn nodes(self) -> impl Iterator<Item = &'a Node> {
        self.inputs.cluster.nodes.iter().filter(move |node| self.nodes.contains(&node.name))
    }

    fn stay(self) -> impl Iterator<Item = &'a Node> {
        self.inputs.cluster.nodes.iter().filter(move |node| !self.nodes.contains(&node.name))
    }

    /// What was seen of a node that is there and has something of this cluster's.
    fn present(self, node: &Node) -> Option<&'a NodeFacts> {
        let own = Some(self.inputs.cluster.mark.as_str());
        self.inputs.facts.get(&node.name).filter(|facts| facts.member_of.as_deref() == own)
    }

    fn address(self, node: &Node) -> Option<IpAddr> {
        self.inputs.facts.get(&node.name).and_then(|facts| advertised(node, facts)).or_else(|| node.advertised())
    }

    /// Puts the host back as it was found, or removes the one that was made for it.
    fn give_back(self, plan: &mut Plan, node: &Node, gone: &[StepId]) -> Vec<StepId> {
        if let Some(hosts) = self.hosts {
            return hosts.hosts.get(&node.name).map_or_else(|| gone.to_vec(), |host| vec![remove_host(plan, &node.name, &host.id, gone)]);
        }
        match self.present(node) {
            Some(_) => vec![restore(plan, self.inputs, &node.name, gone)],
            None => gone.to_vec(),
        }
    }
}

fn from_standalone(plan: &mut Plan, leaving: Leaving<'_>) -> Result<Vec<StepId>, Error> {
    let cluster = leaving.inputs.cluster;
    if !leaving.leaves_containers {
        leaving.nodes().filter_map(|node| Some((node, leaving.present(node)?))).try_for_each(|(node, facts)| nothing_runs(node, facts))?;
    }
    let yielded = yield_primary(plan, leaving);
    let consuls: Vec<_> = cluster.discovery_nodes().map(|node| node.name.clone()).collect();
    let mut last = Vec::new();
    for node in leaving.nodes() {
        let mut gone: Vec<StepId> = yielded.into_iter().collect();
        if let Some(facts) = leaving.present(node) {
            let removed = remove_containers(plan, cluster, &node.name, facts, &gone);
            gone.extend(removed);
        }
        let listed = cluster.consul_port().is_some() && node.availability == Availability::Active;
        if let Some(ip) = leaving.address(node).filter(|_| listed) {
            let engine = with_port(ip, cluster.engine.port.get());
            gone.push(plan.push(Some(&node.name), Step::ForgetEngine { via: consuls.clone(), engine }, NEEDED, &gone));
        }
        last.extend(leaving.give_back(plan, node, &gone));
    }
    if cluster.external_store().is_some() {
        plan.warnings.push("managers list the engines for up to three minutes more: nothing is changed in a store that is not swarmctl's own".to_owned());
    }
    Ok(last)
}

/// Containers of nobody's but the user's.
fn nothing_runs(node: &Node, facts: &NodeFacts) -> Result<(), Error> {
    let containers = facts.engine.facts().map(|engine| engine.containers.as_slice()).unwrap_or_default();
    let names: Vec<_> = containers.iter().filter(|c| c.running && !c.labels.contains_key(labels::CLUSTER)).map(|c| format!("`{}`", c.name)).collect();
    if names.is_empty() { Ok(()) } else { Err(Error::RunsContainers { node: node.name.clone(), containers: names }) }
}

/// Where the primary leaves, a manager that stays takes over first; with one that is gone they do it themselves.
fn yield_primary(plan: &mut Plan, leaving: Leaving<'_>) -> Option<StepId> {
    let cluster = leaving.inputs.cluster;
    let primary = leaving.primary.filter(|primary| leaving.nodes.contains(primary))?;
    if !matches!(cluster.discovery, Discovery::Consul { .. }) {
        return None;
    }
    let stay: Vec<_> =
        leaving.stay().filter(|node| node.is(Role::Manager) && leaving.inputs.facts.contains_key(&node.name)).map(|node| node.name.clone()).collect();
    // Of several that leave, another one may not be the next.
    let to = if leaving.nodes().filter(|node| node.is(Role::Manager)).count() > 1 { stay.first().cloned() } else { None };
    let managers = stay.iter().chain([primary]).cloned().collect();
    (!stay.is_empty()).then(|| plan.push(Some(primary), Step::Failover { to, managers }, NEEDED, &[]))
}

fn from_swarm(plan: &mut Plan, leaving: Leaving<'_>) -> Result<Vec<StepId>, Error> {
    let (via, lines) = leaving.stay().filter(|node| node.is(Role::Manager)).find_map(|node| Some((&node.name, list(leaving, node)?))).ok_or(Error::NoSwarm)?;
    let found: BTreeMap<_, _> = leaving.nodes().filter_map(|node| Some((&node.name, line(leaving, node, lines)?))).collect();
    keeps_quorum(lines, |line| found.values().any(|found| found.id == line.id))?;
    let mut last = Vec::new();
    let mut demoted: Option<StepId> = None;
    for node in leaving.nodes() {
        let Some(line) = found.get(&node.name) else {
            last.extend(leaving.give_back(plan, node, &[]));
            continue;
        };
        let here = leaving.present(node).and_then(|facts| facts.engine.facts());
        let active = here.is_some_and(|engine| matches!(engine.swarm, SwarmMembership::Active { .. }));
        let mut before: Vec<StepId> = Vec::new();
        if active {
            let settings = SwarmNodeSettings { availability: Availability::Drain, labels: node.labels.clone() };
            let need = if line.availability == Availability::Drain.as_str() { Need::Kept } else { because("its tasks move to other nodes") };
            let drained = plan.push(Some(&node.name), Step::SetSwarmNode { via: via.clone(), settings }, need, &[]);
            before = vec![plan.push(Some(&node.name), Step::AwaitNoTasks { via: via.clone(), id: line.id.clone() }, NEEDED, &[drained])];
        }
        if line.role != SwarmRole::Worker {
            // One after the other: each changes the quorum that the next one needs.
            let step = Step::SetSwarmRole { via: via.clone(), id: line.id.clone(), role: SwarmJoinRole::Worker };
            let after: Vec<_> = before.iter().chain(&demoted).copied().collect();
            let worker = plan.push(Some(&node.name), step, NEEDED, &after);
            (before, demoted) = (vec![worker], Some(worker));
        }
        if active {
            // Its engine may not have heard yet that it is a manager no more, and lets it go by force only.
            let left = plan.push(Some(&node.name), Step::SwarmLeave { manager: line.role != SwarmRole::Worker }, NEEDED, &before);
            before = vec![left];
        }
        let off = plan.push(Some(&node.name), Step::RemoveSwarmNode { via: via.clone(), id: line.id.clone() }, NEEDED, &before);
        last.extend(leaving.give_back(plan, node, &[off]));
    }
    Ok(last)
}

/// What a manager that stays tells of the swarm.
fn list<'a>(leaving: Leaving<'a>, node: &Node) -> Option<&'a [SwarmModeNode]> {
    let engine = leaving.present(node)?.engine.facts()?;
    let tells = matches!(engine.swarm, SwarmMembership::Active { manager: true, .. }) && !engine.swarm_nodes.is_empty();
    tells.then_some(engine.swarm_nodes.as_slice())
}

fn id_of<'a>(leaving: Leaving<'a>, node: &Node) -> Option<&'a str> {
    match &leaving.inputs.facts.get(&node.name)?.engine.facts()?.swarm {
        SwarmMembership::Active { node_id, .. } => Some(node_id),
        SwarmMembership::Inactive | SwarmMembership::Other { .. } => None,
    }
}

/// A node's line: by its id, which its engine tells; else by its address, among the lines that are nobody else's.
fn line<'a>(leaving: Leaving<'a>, node: &Node, lines: &'a [SwarmModeNode]) -> Option<&'a SwarmModeNode> {
    if let Some(id) = id_of(leaving, node) {
        return lines.iter().find(|line| line.id == id);
    }
    let taken: Vec<_> = leaving.inputs.cluster.nodes.iter().filter_map(|node| id_of(leaving, node)).collect();
    let address = leaving.address(node).map(|ip| ip.to_string());
    lines.iter().filter(|line| !taken.contains(&line.id.as_str())).find(|line| Some(&line.address) == address.as_ref())
}

/// More than half of the managers must be reachable, with those that leave and without them.
pub(super) fn keeps_quorum(lines: &[SwarmModeNode], leaves: impl Fn(&SwarmModeNode) -> bool) -> Result<(), Error> {
    let count = |stay_only: bool| {
        let managers = || lines.iter().filter(|line| line.role != SwarmRole::Worker && !(stay_only && leaves(line)));
        (managers().count(), managers().filter(|line| line.role != SwarmRole::Unreachable).count())
    };
    for (managers, reachable) in [count(false), count(true)] {
        if reachable * 2 <= managers {
            return Err(Error::Quorum { managers, reachable });
        }
    }
    Ok(())
}
