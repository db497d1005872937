//! The steps that every node of every orchestrator needs: claimed, certified, its engine serving TLS.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use crate::model::{
    ApiVersion, Cluster, EngineChange, EngineState, Host, LeafRequest, Need, Node, NodeFacts, NodeName, Orchestrator, Plan, Role, Step, StepId, Stored,
    Validity,
};
use crate::pki::{self, LeafCheck, LeafUse, Reason};

use super::addresses::{required_sans, wanted_sans};
use super::{daemon_json, ssh_access, unit};

/// The highest API version that standalone Swarm 1.2.9 speaks to engines; one whose lowest is above it cannot be talked to (measured: Engine 29 has 1.44).
const SWARM_API: ApiVersion = ApiVersion::new(1, 30);
/// What such an engine's lowest version is set to.
const LOWERED_API: &str = "1.24";
/// A certificate this close to its end is issued again by `init`.
const RENEW_WITHIN: Duration = Duration::days(7);

/// What the operator's steps and each node's steps came to.
pub(super) struct Ground {
    /// The last step that makes the operator ready.
    pub(super) operator: Vec<StepId>,
    /// Each node's engine step, once `engines` has added it.
    pub(super) engines: BTreeMap<NodeName, StepId>,
    /// Each node's certificate step, and whether it is to be done; where engines are reached by SSH, the step that claims the node.
    pub(super) leaves: BTreeMap<NodeName, (StepId, Freshness)>,
}

/// Whether a node's certificate is the one its containers may have read already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// It is there, since then by the host's clock.
    Since(Option<OffsetDateTime>),
    /// It is about to be replaced.
    Replaced,
}

/// Everything a plan is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// What is wanted.
    pub cluster: &'a Cluster,
    /// What the store knows.
    pub stored: &'a Stored,
    /// What was seen, of every node.
    pub facts: &'a BTreeMap<NodeName, NodeFacts>,
    /// Now.
    pub now: OffsetDateTime,
}

impl Freshness {
    /// How fresh the pair is once its step has been carried out.
    pub(super) fn after(need: &Need, facts: &NodeFacts) -> Self {
        match need {
            Need::Kept => Self::Since(facts.leaf.as_ref().and_then(|l| l.switched_at)),
            Need::Do { .. } | Need::IfFailed { .. } => Self::Replaced,
        }
    }
}

/// `Do` with a reason.
pub(super) fn because(reason: impl Into<String>) -> Need {
    Need::Do { reason: Some(reason.into()) }
}

/// `Do` where the reason is plain.
pub(super) const NEEDED: Need = Need::Do { reason: None };

/// `Kept` where it is there already.
fn needed_if_missing<T>(found: Option<&T>) -> Need {
    if found.is_some() { Need::Kept } else { NEEDED }
}

/// Adds the operator's steps, and each node's up to its certificate; `engines` adds the rest.
pub(super) fn ground(plan: &mut Plan, inputs: Inputs<'_>) -> Result<Ground, super::Error> {
    let operator = operator_steps(plan, inputs);
    let mut ground = Ground { operator, engines: BTreeMap::new(), leaves: BTreeMap::new() };
    for node in &inputs.cluster.nodes {
        let facts = inputs.facts.get(&node.name).ok_or_else(|| super::Error::NotLookedAt { node: node.name.clone() })?;
        let claimed = match facts.member_of.as_deref() {
            Some(name) if name == inputs.cluster.mark.as_str() => Need::Kept,
            _ => NEEDED,
        };
        let claim = plan.push(Some(&node.name), Step::ClaimNode, claimed, &ground.operator);
        if !inputs.cluster.has_tls() {
            ground.leaves.insert(node.name.clone(), (claim, Freshness::Since(None)));
            continue;
        }
        let (step, need) = pair(inputs, node, facts);
        let fresh = Freshness::after(&need, facts);
        let leaf = plan.push(Some(&node.name), step, need, &[claim]);
        ground.leaves.insert(node.name.clone(), (leaf, fresh));
    }
    Ok(ground)
}

/// Adds each node's engine step. All wait for Consul's leader in the end, so that what leads to it goes first: Consul where it has a head start, else the
/// engines of its servers. While the leader is elected there is time for the other engines.
pub(super) fn engines(plan: &mut Plan, inputs: Inputs<'_>, ground: &mut Ground, started: &BTreeMap<NodeName, StepId>) -> Result<(), super::Error> {
    let (servers, others): (Vec<_>, Vec<_>) = inputs.cluster.nodes.iter().partition(|n| n.is(Role::Discovery));
    let mut first: Vec<_> = started.values().copied().collect();
    for node in servers.into_iter().chain(others) {
        let facts = inputs.facts.get(&node.name).ok_or_else(|| super::Error::NotLookedAt { node: node.name.clone() })?;
        let (leaf, fresh) = ground.leaves[&node.name];
        let (change, need) = engine(inputs.cluster, node, facts, fresh)?;
        warn(plan, inputs.cluster, node, facts, &need);
        let engine = plan.push(Some(&node.name), Step::ConfigureEngine { change }, need, &[leaf]);
        if !inputs.cluster.has_tls() && facts.leaf.is_some() {
            plan.push(Some(&node.name), Step::RemovePairs, because("nothing reads them any more"), &[engine]);
        }
        if node.is(Role::Discovery) && !started.contains_key(&node.name) {
            first.push(engine);
        } else {
            plan.put_behind(engine, &first);
        }
        ground.engines.insert(node.name.clone(), engine);
    }
    Ok(())
}

fn operator_steps(plan: &mut Plan, inputs: Inputs<'_>) -> Vec<StepId> {
    if !inputs.cluster.has_tls() {
        return Vec::new();
    }
    let policy = &inputs.cluster.certs;
    let ca = plan.push(None, Step::MakeCa { days: policy.ca_days }, needed_if_missing(inputs.stored.ca_pem.as_ref()), &[]);
    let client = match (&inputs.stored.client_pem, &inputs.stored.ca_pem) {
        (Some(cert), Some(ca)) => reissue(&check(inputs, cert, ca, &[], LeafUse::Client)),
        _ => NEEDED,
    };
    let client = plan.push(None, Step::IssueClient { days: policy.leaf_days }, client, &[ca]);
    let mut last = vec![client];
    if inputs.cluster.orchestrator == Orchestrator::Standalone && inputs.cluster.discovery_nodes().count() > 1 {
        last.push(plan.push(None, Step::MakeGossipKey, needed_if_missing(inputs.stored.gossip_hash.as_ref()), &[]));
    }
    last
}

/// What brings a node's pair and its trusted CAs to what the store says: a new leaf, the CAs alone where the leaf holds, or nothing.
pub(super) fn pair(inputs: Inputs<'_>, node: &Node, facts: &NodeFacts) -> (Step, Need) {
    let install = install_leaf(inputs, node, facts);
    let (Some(leaf), Some(trusted)) = (&facts.leaf, &inputs.stored.ca_pem) else { return (install, NEEDED) };
    let reasons = check(inputs, &leaf.cert_pem, trusted, &required_sans(node, facts), LeafUse::Node);
    if !reasons.is_empty() {
        return (install, reissue(&reasons));
    }
    if leaf.ca_pem.trim() == trusted.trim() {
        return (install, Need::Kept);
    }
    (Step::InstallTrust { cas: subjects(trusted) }, because("the node's CA file is not the cluster's"))
}

/// A new leaf for a node.
pub(super) fn install_leaf(inputs: Inputs<'_>, node: &Node, facts: &NodeFacts) -> Step {
    let request = LeafRequest { name: node.name.to_string(), sans: wanted_sans(node, facts), valid: Validity::from_days(inputs.cluster.certs.leaf_days) };
    Step::InstallLeaf { request }
}

/// The subjects of the CAs in a bundle.
fn subjects(bundle: &str) -> Vec<String> {
    let certificates = pki::certificates(bundle).unwrap_or_default();
    certificates.iter().filter_map(|pem| Some(pki::details(pem.as_bytes()).ok()?.subject)).collect()
}

/// Why a leaf does not hold; it must be the issuing CA's, which comes first in the trust bundle.
pub(super) fn check(inputs: Inputs<'_>, cert_pem: &str, trusted: &str, sans: &[Host], leaf_use: LeafUse) -> Vec<Reason> {
    // A bundle that cannot be read is told of the leaf, as every other fault.
    let issuer = pki::issuing_certificate(trusted);
    let ca_pem = issuer.as_deref().unwrap_or(trusted);
    LeafCheck { cert_pem, ca_pem, sans, leaf_use, now: inputs.now, renew_before: RENEW_WITHIN }.reasons()
}

pub(super) fn reissue(reasons: &[Reason]) -> Need {
    if reasons.is_empty() {
        return Need::Kept;
    }
    because(reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

pub(super) fn engine(cluster: &Cluster, node: &Node, facts: &NodeFacts, fresh: Freshness) -> Result<(EngineChange, Need), super::Error> {
    let command = facts.unit.as_ref().and_then(|u| unit::command(&u.text));
    let files = daemon_json::files(cluster, node, facts, command.as_ref()).map_err(|reason| super::Error::DaemonJson { node: node.name.clone(), reason })?;
    let lowered = facts.unit.as_ref().is_some_and(|u| u.text.contains("DOCKER_MIN_API_VERSION="));
    let too_new = facts.engine.facts().is_some_and(|e| e.min_api > SWARM_API) || lowered;
    let min_api = (cluster.orchestrator == Orchestrator::Standalone && too_new).then_some(LOWERED_API);
    let drop_in = unit::drop_in(command.as_ref().filter(|_| files.takes_over), min_api);
    let mut contents = vec![if cluster.has_tls() { format!("TLS on {}", cluster.engine.port) } else { "no TCP port".to_owned() }];
    if cluster.orchestrator == Orchestrator::Standalone {
        contents.push("live-restore".to_owned());
    }
    if min_api.is_some() {
        contents.push(format!("lowest API {LOWERED_API}"));
    }
    let settled = files.settled.as_deref().unwrap_or(&files.restart);
    let applied = applied(settled, drop_in.as_deref());
    let change = EngineChange { bridge: files.bridge, daemon_json: files.restart, settled: files.settled, drop_in, applied, contents };
    if !cluster.has_tls() {
        let need = ssh_access::need(facts, &change, files.stands);
        return Ok((change, need));
    }
    let need = engine_need(facts, &change, fresh);
    Ok((change, need))
}

/// Whether an engine that serves TLS is to be configured and restarted.
fn engine_need(facts: &NodeFacts, change: &EngineChange, fresh: Freshness) -> Need {
    let (settled, applied) = (change.settled.as_ref().unwrap_or(&change.daemon_json), &change.applied);
    match (&facts.engine, fresh) {
        (EngineState::Answers(_), Freshness::Since(_)) => match (&facts.engine_applied, &facts.leaf) {
            (None, _) => NEEDED,
            (Some(stamp), _) if !stamp.starts_with(applied) || facts.daemon_json.as_ref() != Some(settled) => because("its configuration differs"),
            (Some(stamp), Some(leaf)) if *stamp == EngineChange::stamp(applied, &leaf.dir) => Need::Kept,
            (Some(_), _) => because("it has not read its certificate yet"),
        },
        (_, Freshness::Replaced) if facts.engine_applied.is_some() => because("new certificate"),
        _ => NEEDED,
    }
}

/// Hash of an engine's configuration: daemon.json as it is to stay, and the unit's drop-in.
pub(super) fn applied(daemon_json: &str, drop_in: Option<&str>) -> String {
    pki::fingerprint(format!("{daemon_json}\0{}", drop_in.unwrap_or_default()).as_bytes())
}

pub(super) fn warn(plan: &mut Plan, cluster: &Cluster, node: &Node, facts: &NodeFacts, need: &Need) {
    let Some(engine) = facts.engine.facts().filter(|_| *need != Need::Kept) else { return };
    let running = engine.containers.iter().filter(|c| c.running && !c.labels.contains_key(crate::model::labels::CLUSTER)).count();
    let in_swarm = engine.swarm != crate::model::SwarmMembership::Inactive;
    if running > 0 && in_swarm {
        plan.warnings.push(format!("{}: {running} running containers stop with the engine, and those with a restart policy start again, because live-restore cannot be used in a swarm", node.name));
    }
    if cluster.orchestrator == Orchestrator::SwarmMode && engine.live_restore {
        plan.warnings.push(format!("{}: live-restore is switched off, because it cannot be combined with swarm mode", node.name));
    }
}
