//! Consul's servers, and who of them is touched when. Those of a new cluster come up all at once. Where there are some already, most of them must be up at
//! every moment: whoever is down or new comes first, those that run and change are restarted one after the other, each a voter with a leader again before the
//! next, and who is a server no more leaves the list of those that vote before its Consul is touched.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::{Cluster, ContainerRole, Exit, Failure, Need, Node, NodeFacts, NodeName, Plan, Role, Step, StepId};

use super::consul::{RPC_PORT, SERVER};
use super::nodes::{Inputs, NEEDED};
use super::preflight::Looked;
use super::standalone::{CONSUL_VOLUME, own_container, runs_consul, with_port};

/// Whether nodes that the spec leaves out are gone for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losses {
    /// None is.
    None,
    /// Some are: what they were among Consul's servers ends.
    ForGood,
}

/// Brings a node's Consul about, not before its turn; gives the step that leaves it there.
pub(super) type Run<'r> = dyn FnMut(&mut Plan, &Node, &[StepId]) -> StepId + 'r;

/// The nodes that have a Consul, by when it may be touched.
pub(super) struct Servers<'a> {
    inputs: Inputs<'a>,
    /// Agents, servers that are new, and servers that are down.
    at_once: Vec<&'a Node>,
    /// Servers that run and stay.
    in_turn: Vec<&'a Node>,
    /// Nodes whose Consul was a server and is to be an agent.
    leaving: Vec<&'a Node>,
    /// The first of the servers that hold the cluster's keys and stay.
    keeper: Option<&'a Node>,
    /// Whether a node whose Consul was a server has none any more.
    shrinks: bool,
}

impl<'a> Servers<'a> {
    pub(super) fn of(inputs: Inputs<'a>) -> Self {
        let cluster = inputs.cluster;
        let kept = |node: &Node| inputs.facts.get(&node.name).is_some_and(holds_keys);
        let staying = cluster.discovery_nodes().filter(|n| kept(n)).count();
        let mut servers =
            Self { inputs, at_once: vec![], in_turn: vec![], leaving: vec![], keeper: cluster.discovery_nodes().find(|n| kept(n)), shrinks: false };
        for node in &cluster.nodes {
            match (runs_consul(cluster, node), node.is(Role::Discovery), kept(node)) {
                (false, _, held) => servers.shrinks |= held,
                (true, false, true) => servers.leaving.push(node),
                // With a single server there is nobody who could go on meanwhile.
                (true, true, true) if staying > 1 && servers.runs(node) => servers.in_turn.push(node),
                (true, ..) => servers.at_once.push(node),
            }
        }
        servers
    }

    fn runs(&self, node: &Node) -> bool {
        let found = self.inputs.facts.get(&node.name).and_then(|facts| own_container(self.inputs.cluster, facts, ContainerRole::Consul));
        found.is_some_and(|container| container.running)
    }

    /// Adds the steps; gives each node's, and those after which the servers are what they are to be.
    pub(super) fn bring_about(
        &self,
        plan: &mut Plan,
        addresses: &BTreeMap<NodeName, IpAddr>,
        losses: Losses,
        run: &mut Run<'_>,
    ) -> (BTreeMap<NodeName, StepId>, Vec<StepId>) {
        let address = |node: &Node| with_port(addresses[&node.name], RPC_PORT);
        let mut steps: BTreeMap<_, _> = self.at_once.iter().map(|node| (node.name.clone(), run(plan, node, &[]))).collect();
        let Some(keeper) = self.keeper.filter(|_| self.inputs.cluster.discovery_nodes().count() > 1 || self.changes_the_list(losses)) else {
            if losses == Losses::ForGood && self.keeper.is_none() {
                plan.warnings.push("none of Consul's servers is left: nodes and managers register anew, what others had put there is lost".to_owned());
            }
            return (steps, Vec::new());
        };
        let recovered = if losses == Losses::ForGood { self.recover(plan, keeper, &address(keeper), steps.get(&keeper.name)) } else { Vec::new() };
        // Who of them is to be done is awaited; the others are what they are.
        let mut turn = recovered.clone();
        for node in self.at_once.iter().filter(|node| node.is(Role::Discovery)) {
            turn.extend(self.await_server(plan, node, &address(node), steps[&node.name], &recovered));
        }
        for node in &self.in_turn {
            let step = run(plan, node, &turn);
            steps.insert(node.name.clone(), step);
            if let Some(back) = self.await_server(plan, node, &address(node), step, &turn) {
                turn = vec![back];
            }
        }
        if self.changes_the_list(losses) {
            let stay = self.inputs.cluster.discovery_nodes().map(address).collect();
            let after = [turn, vec![steps[&keeper.name]]].concat();
            turn = vec![plan.push(Some(&keeper.name), Step::DropConsulServers { stay }, NEEDED, &after)];
        }
        for node in &self.leaving {
            let step = run(plan, node, &turn);
            steps.insert(node.name.clone(), step);
        }
        (steps, turn)
    }

    /// Waits for a server whose Consul is to be changed; one that is kept is over before anything has begun, and nobody's turn may come early for it.
    fn await_server(&self, plan: &mut Plan, node: &Node, server: &str, step: StepId, turn: &[StepId]) -> Option<StepId> {
        let others = self.inputs.cluster.discovery_nodes().filter(|other| other.name != node.name).map(|other| other.name.clone()).collect();
        let step_of = || Step::AwaitConsulServer { server: server.to_owned(), others };
        let changes = plan.steps[step.0].need != Need::Kept;
        changes.then(|| plan.push(Some(&node.name), step_of(), NEEDED, &[&[step], turn].concat()))
    }

    fn changes_the_list(&self, losses: Losses) -> bool {
        losses == Losses::ForGood || self.shrinks || !self.leaving.is_empty()
    }

    /// The servers that are left may be too few to elect; the step finds out.
    fn recover(&self, plan: &mut Plan, keeper: &Node, server: &str, up: Option<&StepId>) -> Vec<StepId> {
        let Some(engine) = self.inputs.facts.get(&keeper.name).and_then(|facts| facts.engine.facts()) else { return Vec::new() };
        let data = [&engine.root_dir, "volumes", CONSUL_VOLUME, "_data"].iter().collect();
        let step = Step::RecoverConsul { id: ContainerRole::Consul.container_name(), server: server.to_owned(), data };
        vec![plan.push(Some(&keeper.name), step, NEEDED, &up.copied().into_iter().collect::<Vec<_>>())]
    }
}

/// Whether a node's Consul is a server that has had data.
fn holds_keys(facts: &NodeFacts) -> bool {
    facts.consul_files.contains_key(SERVER) && facts.engine.facts().is_some_and(|e| e.volumes.iter().any(|v| v == CONSUL_VOLUME))
}

/// Servers that all change at once would found a second Consul, and the keys stay behind in the former one.
pub(super) fn all_leave(cluster: &Cluster, looked: &Looked) -> Option<Failure> {
    let holders: Vec<_> = looked.iter().filter(|(_, facts)| facts.as_ref().is_ok_and(holds_keys)).map(|(name, _)| name).collect();
    let stays = cluster.discovery_nodes().any(|node| holders.contains(&&node.name));
    if cluster.consul_port().is_none() || holders.is_empty() || stays {
        return None;
    }
    let names = holders.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let cause = format!("no node with the role `discovery` has the cluster's keys: Consul's servers are on {names}");
    Some(Failure::new(cause, Exit::Preflight).hint("move them in two runs: leave one where it is in the first, and move that one in the second"))
}
