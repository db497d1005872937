//! `start`, `stop`, `restart`: hosts that are switched on and off under a cluster that is to go on working. What the cluster cannot be without is not switched off
//! unless by force; whoever leads is relieved first; a host that comes back must be well before the next one goes.

use std::collections::BTreeSet;

use crate::model::{Cluster, HostsSeen, Need, Node, NodeName, Orchestrator, Plan, Step, StepId};

use super::Error;
use super::nodes::NEEDED;
use super::round::{Order, push};
use super::wellness::await_well;

/// Who of those that others need answers now.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The managers that answer, in swarm mode those that see the swarm.
    pub managers: BTreeSet<NodeName>,
    /// The nodes whose Consul server answers.
    pub consul: BTreeSet<NodeName>,
    /// The primary, in swarm mode the leader.
    pub leader: Option<NodeName>,
}

/// What hosts are switched on or off, and what is known of the cluster.
#[derive(Debug, Clone, Copy)]
pub struct Power<'a> {
    /// The cluster.
    pub cluster: &'a Cluster,
    /// The nodes.
    pub nodes: &'a [NodeName],
    /// The hosts, where the docker driver makes them; else they are reached by SSH alone.
    pub hosts: Option<&'a HostsSeen>,
    /// Who answers.
    pub standing: &'a Standing,
}

/// What is done where the cluster would be without something that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costs {
    /// It is refused.
    Refused,
    /// It is told.
    Told,
}

/// The plan that switches hosts on, all at once.
///
/// # Errors
/// Where swarmctl cannot switch them on, or a host is not there.
pub fn start(power: Power<'_>) -> Result<Plan, Error> {
    let mut plan = Plan::new(power.cluster.name.clone(), "start");
    let mut started = Vec::new();
    for node in power.chosen() {
        let (id, running) = power.host(node)?.ok_or_else(|| Error::NotSwitchedOn { node: node.name.clone() })?;
        let need = if running { Need::Kept } else { NEEDED };
        started.push((node, plan.push(Some(&node.name), Step::StartHost { id: id.to_owned() }, need, &[])));
    }
    // They need each other: a worker is well when its manager is there.
    let all: Vec<StepId> = started.iter().map(|(_, step)| *step).collect();
    for (node, step) in started {
        let need = plan.steps[step.0].need.clone();
        push(&mut plan, node, await_well(power.cluster, node, node.advertised()), need, &all);
    }
    Ok(plan)
}

/// The plan that switches hosts off, workers first and who leads last.
///
/// # Errors
/// Where the cluster would be without something that it needs, and that is not forced; or a host is not there.
pub fn stop(power: Power<'_>, costs: Costs) -> Result<Plan, Error> {
    let mut plan = Plan::new(power.cluster.name.clone(), "stop");
    let away: Vec<_> = power.nodes.iter().collect();
    let losses = power.losses(&away);
    match costs {
        Costs::Refused if !losses.is_empty() => return Err(Error::CannotDoWithout { losses }),
        Costs::Refused | Costs::Told => plan.warnings.extend(losses),
    }
    power.order().round(&mut plan, 1, &[], &mut |plan, node, after| {
        let (step, need) = power.switch_off(node)?;
        let before = if need == Need::Kept { after.to_vec() } else { power.relieve(plan, node, &away, after) };
        Ok(push(plan, node, step, need, &before))
    })?;
    Ok(plan)
}

/// The plan that restarts hosts, one after the other, each well before the next one's turn.
///
/// # Errors
/// As `stop`'s; what the cluster is without only as long as a host boots is told, where nobody else is away.
pub fn restart(power: Power<'_>, costs: Costs) -> Result<Plan, Error> {
    let mut plan = Plan::new(power.cluster.name.clone(), "restart");
    power.order().round(&mut plan, 1, &[], &mut |plan, node, after| {
        let losses = power.losses(&[&node.name]);
        if costs == Costs::Refused && !losses.is_empty() && power.somebody_else_is_away(node) {
            return Err(Error::CannotDoWithout { losses });
        }
        plan.warnings.extend(losses.iter().map(|loss| format!("{}: while its host restarts, {loss}", node.name)));
        let before = power.relieve(plan, node, &[&node.name], after);
        let up = match power.host(node)? {
            Some((id, running)) => {
                let (id, need) = (id.to_owned(), if running { NEEDED } else { Need::Kept });
                let down = push(plan, node, Step::StopHost { id: id.clone() }, need, &before);
                push(plan, node, Step::StartHost { id }, NEEDED, &down)
            }
            None => push(plan, node, Step::RebootHost, NEEDED, &before),
        };
        Ok(push(plan, node, await_well(power.cluster, node, node.advertised()), NEEDED, &up))
    })?;
    Ok(plan)
}

impl<'a> Power<'a> {
    fn chosen(self) -> impl Iterator<Item = &'a Node> {
        self.cluster.nodes.iter().filter(move |node| self.nodes.contains(&node.name))
    }

    fn order(self) -> Order<'a> {
        Order::of(self.cluster, Some(self.nodes), self.standing.leader.as_ref())
    }

    /// The id of a host that the docker driver made, and whether it runs; `None` where hosts are reached by SSH alone.
    fn host(self, node: &Node) -> Result<Option<(&'a str, bool)>, Error> {
        let Some(hosts) = self.hosts else { return Ok(None) };
        let host = hosts.hosts.get(&node.name).ok_or_else(|| Error::NoHost { node: node.name.clone() })?;
        Ok(Some((&host.id, host.running)))
    }

    fn switch_off(self, node: &Node) -> Result<(Step, Need), Error> {
        Ok(match self.host(node)? {
            Some((id, running)) => (Step::StopHost { id: id.to_owned() }, if running { NEEDED } else { Need::Kept }),
            None => (Step::PowerOffHost, NEEDED),
        })
    }

    /// What the cluster is without while these nodes are away, in words.
    fn losses(self, away: &[&NodeName]) -> Vec<String> {
        let (cluster, standing) = (self.cluster, self.standing);
        let left = |present: &BTreeSet<NodeName>| present.iter().filter(|node| !away.contains(node)).count();
        let (managers, left_managers) = (cluster.managers().count(), left(&standing.managers));
        let mut losses = Vec::new();
        match cluster.orchestrator {
            _ if !cluster.managers().any(|node| away.contains(&&node.name)) => {}
            Orchestrator::Standalone if left_managers == 0 => losses.push("no manager answers".to_owned()),
            Orchestrator::SwarmMode if left_managers * 2 <= managers => {
                losses.push(format!("the swarm has no quorum: of its {managers} managers {left_managers} {}", runs(left_managers)));
            }
            Orchestrator::Standalone | Orchestrator::SwarmMode => {}
        }
        let (servers, left_servers) = (cluster.discovery_nodes().count(), left(&standing.consul));
        let touches_consul = cluster.consul_port().is_some() && cluster.discovery_nodes().any(|node| away.contains(&&node.name));
        if touches_consul && left_servers * 2 <= servers {
            losses.push(match servers {
                1 => "there is no Consul: no node registers and no manager can take over".to_owned(),
                _ => format!("Consul has no quorum: of its {servers} servers {left_servers} {}", runs(left_servers)),
            });
        }
        losses
    }

    /// Whether a manager or a Consul server on another node is away already.
    fn somebody_else_is_away(self, node: &Node) -> bool {
        let cluster = self.cluster;
        let is_away = |member: &Node, present: &BTreeSet<NodeName>| member.name != node.name && !present.contains(&member.name);
        cluster.managers().any(|manager| is_away(manager, &self.standing.managers))
            || (cluster.consul_port().is_some() && cluster.discovery_nodes().any(|server| is_away(server, &self.standing.consul)))
    }

    /// Lets another manager be the primary before the primary's host goes, where one stays that answers.
    fn relieve(self, plan: &mut Plan, node: &Node, away: &[&NodeName], after: &[StepId]) -> Vec<StepId> {
        let leads = self.standing.leader.as_ref() == Some(&node.name) && self.cluster.consul_port().is_some();
        let mut stay = self.standing.managers.iter().filter(|manager| !away.contains(manager));
        let (true, Some(first)) = (leads, stay.next()) else { return after.to_vec() };
        // Of several that go, another one may not be the next.
        let to = (away.len() > 1).then(|| first.clone());
        let managers = self.standing.managers.iter().cloned().collect();
        push(plan, node, Step::Failover { to, managers }, NEEDED, after)
    }
}

fn runs(count: usize) -> &'static str {
    if count == 1 { "runs" } else { "run" }
}
