//! `certs rotate`: new leaves on a cluster that goes on working. One node after the other (workers, if asked for, several at once; the primary last): its pair
//! is switched in one step, what reads it is restarted, and it must serve the new certificate and be well before the next node's turn. A node that fails
//! gets its former pair back. Nothing but certificates is brought about here: whatever else a node lacks is `init`'s business.

use std::net::SocketAddr;

use time::OffsetDateTime;

use crate::model::{
    Availability, ContainerRole, Discovery, EndpointKind, EngineChange, Need, Node, NodeCheck, NodeFacts, NodeName, Orchestrator, OwnContainer, Plan, Serial,
    Step, StepId,
};
use crate::pki::{self, LeafUse};

use super::addresses::advertised;
use super::nodes::{Freshness, Inputs, because, check, engine, install_leaf, pair, reissue, warn};
use super::round::{Order, push};
use super::standalone::{is_stale, own_container, read_again};

/// Which leaves are issued anew, beside those that do not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renew {
    /// Those issued before a moment.
    IssuedBefore(OffsetDateTime),
    /// Those that end before a moment.
    EndingBefore(OffsetDateTime),
    /// No others.
    OnlyWhatDoesNotHold,
}

/// Whom a rotation is for, and how it goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Rotation<'a> {
    /// The nodes; all of them where `None`, and then the operator's certificate too.
    pub nodes: Option<&'a [NodeName]>,
    /// Which leaves.
    pub renew: Renew,
    /// How many workers at once.
    pub workers_at_once: usize,
    /// The manager that is the primary now.
    pub primary: Option<&'a NodeName>,
}

/// The plan of `certs rotate`.
///
/// # Errors
/// As `init`'s.
pub fn rotate(inputs: Inputs<'_>, rotation: Rotation<'_>) -> Result<Plan, super::Error> {
    let mut plan = Plan::new(inputs.cluster.name.clone(), "certs rotate");
    let checked = round(&mut plan, inputs, rotation, &[])?;
    if rotation.nodes.is_none() {
        let (need, days) = (client(inputs, rotation.renew), inputs.cluster.certs.leaf_days);
        plan.push(None, Step::IssueClient { days }, need, &checked);
    }
    Ok(plan)
}

/// One round over the nodes, each as its pair and its trusted CAs want it; gives the steps after which all of them are well.
pub(super) fn round(plan: &mut Plan, inputs: Inputs<'_>, rotation: Rotation<'_>, after: &[StepId]) -> Result<Vec<StepId>, super::Error> {
    let order = Order::of(inputs.cluster, rotation.nodes, rotation.primary);
    order.round(plan, rotation.workers_at_once, after, &mut |plan, node, after| visit(plan, inputs, rotation, node, after))
}

/// One node's turn; gives what the next one's waits for.
fn visit(plan: &mut Plan, inputs: Inputs<'_>, rotation: Rotation<'_>, node: &Node, after: &[StepId]) -> Result<Vec<StepId>, super::Error> {
    let facts = inputs.facts.get(&node.name).ok_or_else(|| super::Error::NotLookedAt { node: node.name.clone() })?;
    let first = plan.steps.len();
    let (step, need) = renewed(inputs, node, facts, rotation.renew);
    let fresh = Freshness::after(&need, facts);
    let (change, engine_need) = engine(inputs.cluster, node, facts, fresh)?;
    let readers = Readers::of(inputs, facts, fresh);

    let mut before = after.to_vec();
    if readers.stale.iter().any(|c| c.role == ContainerRole::Manager) && rotation.primary == Some(&node.name) {
        before.extend(make_way(plan, inputs, node, after));
    }
    let switched = push(plan, node, step, need.clone(), &before);
    warn(plan, inputs.cluster, node, facts, &engine_need);
    let engine = push(plan, node, Step::ConfigureEngine { change: change.clone() }, engine_need, &switched);
    for reader in &readers.stale {
        plan.push(Some(&node.name), read_again(&reader.id, reader.role), because("it has not read its certificate yet"), &engine);
    }
    let done: Vec<_> = (first..plan.steps.len()).map(StepId).collect();
    let idle = done.iter().all(|id| plan.steps[id.0].need == Need::Kept);
    let check = Step::CheckNode { check: readers.check(inputs, node, facts) };
    if idle {
        plan.push(Some(&node.name), check, Need::Kept, &[&done[..], after].concat());
        return Ok(after.to_vec());
    }
    let checked = plan.push(Some(&node.name), check, super::nodes::NEEDED, &[&done[..], after].concat());
    if let (Some(former), Need::Do { .. }) = (&facts.leaf, &need) {
        let of = [&done[..], &[checked]].concat();
        way_back(plan, node, former.dir.clone(), change, readers.running, of);
    }
    Ok(vec![checked])
}

/// A node's pair as the rotation wants it.
fn renewed(inputs: Inputs<'_>, node: &Node, facts: &NodeFacts, renew: Renew) -> (Step, Need) {
    let (step, need) = pair(inputs, node, facts);
    let (Need::Kept, Some(leaf)) = (&need, &facts.leaf) else { return (step, need) };
    match reason(&leaf.cert_pem, renew, inputs.now) {
        Some(reason) => (install_leaf(inputs, node, facts), because(reason)),
        None => (step, need),
    }
}

/// Whether the operator's certificate is to be issued anew.
pub(super) fn client(inputs: Inputs<'_>, renew: Renew) -> Need {
    let (Some(cert), Some(trusted)) = (&inputs.stored.client_pem, &inputs.stored.ca_pem) else { return super::nodes::NEEDED };
    match reissue(&check(inputs, cert, trusted, &[], LeafUse::Client)) {
        Need::Kept => reason(cert, renew, inputs.now).map_or(Need::Kept, because),
        need => need,
    }
}

/// Why a leaf that holds is issued anew all the same, if it is.
fn reason(cert_pem: &str, renew: Renew, now: OffsetDateTime) -> Option<String> {
    let leaf = pki::details(cert_pem.as_bytes()).ok()?;
    match renew {
        Renew::IssuedBefore(moment) => {
            let issued = leaf.not_before + pki::BACKDATE;
            (issued < moment).then(|| format!("issued on {}", issued.date()))
        }
        Renew::EndingBefore(moment) => (leaf.not_after < moment).then(|| format!("ends in {} days", (leaf.not_after - now).whole_days())),
        Renew::OnlyWhatDoesNotHold => None,
    }
}

/// Another manager becomes the primary first, where there is one: else clients would wait for as long as the lock of a primary that is gone holds.
pub(super) fn make_way(plan: &mut Plan, inputs: Inputs<'_>, node: &Node, after: &[StepId]) -> Option<StepId> {
    if inputs.cluster.managers().count() > 1 && inputs.cluster.external_store().is_some() {
        let ttl = inputs.cluster.manager.replication_ttl.as_secs();
        let why = "the store is not swarmctl's own, so the primary is not moved first";
        plan.warnings.push(format!("{}: {why}: managers answer again when its lock has ended, up to {ttl} s later", node.name));
        return None;
    }
    if inputs.cluster.managers().count() > 1 {
        return Some(plan.push(Some(&node.name), super::failover::elsewhere(inputs.cluster), super::nodes::NEEDED, after));
    }
    plan.warnings.push(format!("{}: the only manager does not answer while it restarts, about a second", node.name));
    None
}

fn way_back(plan: &mut Plan, node: &Node, to: Serial, change: EngineChange, containers: Vec<OwnContainer>, of: Vec<StepId>) {
    plan.push(Some(&node.name), Step::RestorePair { to, change, containers }, Need::IfFailed { of }, &[]);
}

/// The containers on a node that read its certificate.
struct Readers {
    /// All that run.
    running: Vec<OwnContainer>,
    /// Those of them that have to read it again.
    stale: Vec<OwnContainer>,
}

impl Readers {
    fn of(inputs: Inputs<'_>, facts: &NodeFacts, fresh: Freshness) -> Self {
        let mut readers = Self { running: Vec::new(), stale: Vec::new() };
        for role in [ContainerRole::Consul, ContainerRole::Agent, ContainerRole::Manager] {
            let Some(found) = own_container(inputs.cluster, facts, role).filter(|c| c.running) else { continue };
            let container = OwnContainer { role, id: found.id.clone() };
            if is_stale(facts, found, role, fresh) {
                readers.stale.push(container.clone());
            }
            readers.running.push(container);
        }
        readers
    }

    fn has(&self, role: ContainerRole) -> Option<&OwnContainer> {
        self.running.iter().find(|c| c.role == role)
    }

    fn check(&self, inputs: Inputs<'_>, node: &Node, facts: &NodeFacts) -> NodeCheck {
        let mut endpoints = vec![EndpointKind::Engine];
        endpoints.extend(self.has(ContainerRole::Manager).map(|_| EndpointKind::Manager));
        endpoints.extend(self.has(ContainerRole::Consul).map(|_| EndpointKind::Consul));
        let engine = advertised(node, facts).map(|ip| SocketAddr::new(ip, inputs.cluster.engine.port.get()).to_string());
        let (listed, probe) = match (inputs.cluster.orchestrator, &inputs.cluster.discovery) {
            (Orchestrator::SwarmMode, _) => (false, None),
            // Who is on the list has no agent; any container that runs there does.
            (Orchestrator::Standalone, Discovery::Static) => {
                let running = facts.engine.facts().and_then(|engine| engine.containers.iter().find(|c| c.running));
                (node.availability == Availability::Active, running.map(|c| c.id.clone()))
            }
            (Orchestrator::Standalone, _) => {
                let agent = self.has(ContainerRole::Agent);
                (agent.is_some(), agent.map(|c| c.id.clone()))
            }
        };
        NodeCheck { endpoints, listed_as: engine.filter(|_| listed), probe }
    }
}
