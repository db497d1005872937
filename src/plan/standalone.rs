//! Standalone Swarm on top of certified nodes: Consul, its leader, then agents and managers at once.
//!
//! Managers started before Consul has a leader lose their first election and try again 10 s later (measured on Swarm 1.2.9), so the leader is awaited.
//! Meanwhile their containers are made: only starting them has to wait.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::{Cluster, ContainerFacts, ContainerRole, ContainerSpec, ImageSource, Need, Node, NodeFacts, NodeName, Plan, Role, Step, StepId, labels};
use crate::pki;

use super::addresses::advertised;
use super::consul;
use super::consul_servers::{Losses, Servers};
use super::containers;
use super::discovery::{self, Directions};
use super::nodes::{Freshness, Ground, Inputs, NEEDED, because, engines};
use super::{daemon_json, unit};

/// Name of the volume that keeps Consul's data.
pub(super) const CONSUL_VOLUME: &str = "swarmctl-consul";
/// Where containers see the node's certificates.
pub(super) const CERTS: &str = "/server/current";

/// Adds the steps after `ground`.
pub(super) fn orchestrate(plan: &mut Plan, inputs: Inputs<'_>, ground: &mut Ground, losses: Losses) -> Result<(), super::Error> {
    let cluster = inputs.cluster;
    let mut addresses = BTreeMap::new();
    for node in &cluster.nodes {
        let ip = inputs.facts.get(&node.name).and_then(|f| advertised(node, f)).ok_or_else(|| super::Error::NoAddress { node: node.name.clone() })?;
        addresses.insert(node.name.clone(), ip);
    }
    let servers: Vec<IpAddr> = cluster.discovery_nodes().map(|n| addresses[&n.name]).collect();
    let (mut images, started) = head_starts(plan, inputs, ground, &addresses, &servers);
    engines(plan, inputs, ground, &started)?;
    for node in &cluster.nodes {
        let brought = images.entry(node.name.clone()).or_default();
        let missing = images_of(cluster, node).into_iter().filter(|image| bringing(plan, brought, image).is_empty()).collect();
        brought.extend(bring_images(plan, inputs, node, missing, ground.engines[&node.name]));
    }
    let mut run = |plan: &mut Plan, node: &Node, turn: &[StepId]| {
        // Whoever had a head start is new: nobody's turn comes before it.
        if let Some(consul) = started.get(&node.name) {
            return *consul;
        }
        let brought = bringing(plan, &images[&node.name], &cluster.images.consul);
        let ready = [&brought[..], &[ground.engines[&node.name]]].concat();
        run_consul(plan, inputs, ground, (node, addresses[&node.name]), &servers, &ready, turn)
    };
    let (consuls, settled) = Servers::of(inputs).bring_about(plan, &addresses, losses, &mut run);
    let leader = await_leader(plan, cluster, &addresses, &consuls, &settled);
    let awaited = discovery::awaited(cluster, ground, leader);
    let mut moved = BTreeMap::new();
    discovery::warn(plan, cluster);
    for node in &cluster.nodes {
        let own = if consuls.contains_key(&node.name) { Some(addresses[&node.name]) } else { servers.first().copied() };
        let told = Directions::of(cluster, inputs.stored, &addresses, own);
        let mut after = vec![ground.engines[&node.name]];
        after.extend(discovery::bring_files(plan, inputs, ground, node));
        after.extend(bringing(plan, &images[&node.name], &cluster.images.swarm));
        after.extend(consuls.get(&node.name));
        let placed = [ContainerRole::Agent, ContainerRole::Manager].map(|role| {
            let wanted = containers::of_swarm(cluster, node, role, addresses[&node.name], &told);
            place(plan, inputs, ground, node, role, wanted, Waits { made: &after, runs: &awaited })
        });
        moved.insert(node.name.clone(), placed.into_iter().flatten().collect());
    }
    discovery::retire(plan, inputs, leader, &moved);
    if let Some(leader) = leader {
        settle_leader(plan, leader);
    }
    Ok(())
}

/// With several servers every node runs a Consul of its own, because a Swarm container takes one endpoint (`does not support multiple endpoints`).
pub(super) fn runs_consul(cluster: &Cluster, node: &Node) -> bool {
    node.is(Role::Discovery) || cluster.discovery_nodes().count() > 1
}

/// Those of `steps` that bring `image`: a container waits for its own image and for no other.
fn bringing(plan: &Plan, steps: &[StepId], image: &str) -> Vec<StepId> {
    let brings = |id: &&StepId| matches!(&plan.steps[id.0].step, Step::BringImages { images, .. } if images.iter().any(|i| i == image));
    steps.iter().filter(brings).copied().collect()
}

/// The images that a node runs, Consul's first: everybody waits for that.
fn images_of(cluster: &Cluster, node: &Node) -> Vec<String> {
    let mut images = Vec::new();
    if runs_consul(cluster, node) {
        images.push(cluster.images.consul.clone());
    }
    if discovery::uses_store(cluster, node) {
        images.push(cluster.images.swarm.clone());
    }
    images
}

/// Those that a head start is for; an archive comes as a whole.
fn first_images(cluster: &Cluster, node: &Node) -> Vec<String> {
    if cluster.images.archive.is_some() { images_of(cluster, node) } else { vec![cluster.images.consul.clone()] }
}

/// For each node its steps of a kind.
type Each<T> = BTreeMap<NodeName, T>;

/// Starts the Consuls that can have a head start; gives what brings their images, and what runs them.
fn head_starts(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground, addresses: &Each<IpAddr>, servers: &[IpAddr]) -> (Each<Vec<StepId>>, Each<StepId>) {
    let (mut images, mut started) = (BTreeMap::new(), BTreeMap::new());
    for node in inputs.cluster.discovery_nodes() {
        let Some(reload) = head_start(plan, inputs, ground, node) else { continue };
        let brought = bring_images(plan, inputs, node, first_images(inputs.cluster, node), reload);
        let ready = [&brought[..], &[reload]].concat();
        started.insert(node.name.clone(), run_consul(plan, inputs, ground, (node, addresses[&node.name]), servers, &ready, &[]));
        images.insert(node.name.clone(), brought);
    }
    (images, started)
}

/// A new Consul server is started before its engine restarts: it elects its leader, which takes 1 to 2 s, while all engines do. It outlives that restart by
/// live-restore, which a reload switches on.
fn head_start(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground, node: &Node) -> Option<StepId> {
    let facts = inputs.facts.get(&node.name)?;
    if facts.engine_applied.is_some() || own_container(inputs.cluster, facts, ContainerRole::Consul).is_some() {
        return None;
    }
    let command = facts.unit.as_ref().and_then(|u| unit::command(&u.text));
    let bridge = daemon_json::head_start(inputs.cluster, facts, command.as_ref())?;
    let (leaf, _) = ground.leaves[&node.name];
    Some(plan.push(Some(&node.name), Step::BridgeEngine { bridge }, NEEDED, &[leaf]))
}

fn bring_images(plan: &mut Plan, inputs: Inputs<'_>, node: &Node, wanted: Vec<String>, after: StepId) -> Vec<StepId> {
    let images = &inputs.cluster.images;
    let held = inputs.facts.get(&node.name).and_then(|f| f.engine.facts()).map(|e| e.images.as_slice()).unwrap_or_default();
    let after = [after];
    let (kept, missing): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|image| holds(held, image));
    let mut steps = Vec::new();
    let source = images.archive.clone().map_or(ImageSource::Registry, |path| ImageSource::Archive { path });
    for image in kept {
        steps.push(plan.push(Some(&node.name), Step::BringImages { images: vec![image], source: source.clone() }, Need::Kept, &after));
    }
    match &source {
        ImageSource::Archive { .. } if !missing.is_empty() => {
            steps.push(plan.push(Some(&node.name), Step::BringImages { images: missing, source }, NEEDED, &after));
        }
        ImageSource::Archive { .. } => {}
        ImageSource::Registry => {
            let mut first = Vec::new();
            for image in missing {
                let step = plan.push(Some(&node.name), Step::BringImages { images: vec![image], source: source.clone() }, NEEDED, &after);
                plan.put_behind(step, &first);
                first.push(step);
                steps.push(step);
            }
        }
    }
    steps
}

/// Whether an engine that lists `held` holds `image`; a reference without a tag is `:latest`.
pub(super) fn holds(held: &[String], image: &str) -> bool {
    let last = image.rsplit('/').next().unwrap_or(image);
    let full = if last.contains([':', '@']) { image.to_owned() } else { format!("{image}:latest") };
    let short = full.strip_prefix("docker.io/").map_or(full.as_str(), |s| s.strip_prefix("library/").unwrap_or(s));
    held.iter().any(|h| h == &full || h == short)
}

/// Adds what runs Consul on a node once the steps of `ready` are done; nothing of Consul's is touched before `turn`.
fn run_consul(
    plan: &mut Plan,
    inputs: Inputs<'_>,
    ground: &Ground,
    (node, advertise): (&Node, IpAddr),
    servers: &[IpAddr],
    ready: &[StepId],
    turn: &[StepId],
) -> StepId {
    let cluster = inputs.cluster;
    let files = consul::files(cluster, node, advertise, servers);
    let hashes: BTreeMap<_, _> = files.iter().map(|(name, text)| (name.clone(), pki::fingerprint(text.as_bytes()))).collect();
    let gossip = containers::has_gossip_key(inputs, servers);
    let written = inputs.facts.get(&node.name).map(|f| &f.consul_files);
    let gossip_holds = !gossip || written.and_then(|w| w.get("gossip.json")).is_some_and(|h| Some(h) == inputs.stored.gossip_hash.as_ref());
    let config_holds = written.is_some_and(|written| hashes.iter().all(|(name, hash)| written.get(name) == Some(hash)));
    let need = if config_holds && gossip_holds { Need::Kept } else { NEEDED };
    let (leaf, _) = ground.leaves[&node.name];
    let write = plan.push(Some(&node.name), Step::WriteConsulConfig { files, gossip }, need, &[&[leaf], &ground.operator[..], turn].concat());
    let wanted = containers::consul(cluster, &hashes[consul::CONFIG], gossip);
    let after = [&[write], ready, turn].concat();
    place(plan, inputs, ground, node, ContainerRole::Consul, Some(wanted), Waits { made: &after, runs: &[] }).unwrap_or(write)
}

/// Waits for the leader of swarmctl's own Consul, where there is one.
fn await_leader(
    plan: &mut Plan,
    cluster: &Cluster,
    addresses: &BTreeMap<NodeName, IpAddr>,
    consuls: &BTreeMap<NodeName, StepId>,
    settled: &[StepId],
) -> Option<StepId> {
    let servers: Vec<_> = cluster.discovery_nodes().map(|n| &n.name).collect();
    let mut after: Vec<_> = servers.iter().filter_map(|name| consuls.get(*name)).copied().collect();
    after.extend(settled);
    let first = *servers.first()?;
    let endpoint = with_port(addresses[first], cluster.consul_port()?.get());
    Some(plan.push(Some(first), Step::AwaitConsulLeader { endpoint }, NEEDED, &after))
}

/// There is no leader to wait for where nothing that needs one is to be done.
fn settle_leader(plan: &mut Plan, leader: StepId) {
    let idle = |s: &crate::model::PlannedStep| s.need == Need::Kept;
    let waits = plan.steps.iter().filter(|s| s.id > leader || plan.steps[leader.0].after.contains(&s.id)).all(idle);
    if waits {
        plan.steps[leader.0].need = Need::Kept;
    }
}

pub(super) fn with_port(ip: IpAddr, port: u16) -> String {
    std::net::SocketAddr::new(ip, port).to_string()
}

/// What a container waits for.
#[derive(Clone, Copy)]
struct Waits<'a> {
    /// Before anything is done with it.
    made: &'a [StepId],
    /// Besides, before it runs: a new container is made meanwhile; one that runs already goes on until then.
    runs: &'a [StepId],
}

/// Brings a node's container of `role` to `wanted`: kept, started, restarted, replaced, made or removed. Gives the step that leaves it there.
fn place(
    plan: &mut Plan,
    inputs: Inputs<'_>,
    ground: &Ground,
    node: &Node,
    role: ContainerRole,
    wanted: Option<ContainerSpec>,
    waits: Waits<'_>,
) -> Option<StepId> {
    let facts = inputs.facts.get(&node.name);
    let found = facts.and_then(|f| own_container(inputs.cluster, f, role));
    let (_, fresh) = ground.leaves[&node.name];
    let mut after: Vec<_> = waits.made.iter().chain(waits.runs.iter().filter(|id| !waits.made.contains(id))).copied().collect();
    let (step, need) = match (wanted, found) {
        (None, None) => return None,
        (None, Some(found)) => (Step::RemoveContainer { role, id: found.id.clone() }, because("the node no longer has this role")),
        (Some(container), None) if !waits.runs.is_empty() => {
            let created = plan.push(Some(&node.name), Step::CreateContainer { container }, NEEDED, waits.made);
            after.push(created);
            (Step::StartContainer { role, id: role.container_name() }, NEEDED)
        }
        (Some(container), None) => (Step::RunContainer { container, replaces: None }, NEEDED),
        (Some(container), Some(found)) => match (differs(&container, found), found.running) {
            (true, _) => (Step::RunContainer { container, replaces: Some(found.id.clone()) }, because("its configuration differs")),
            (false, false) => (Step::StartContainer { role, id: found.id.clone() }, because("it is stopped")),
            (false, true) if facts.is_some_and(|f| is_stale(f, found, role, fresh)) => {
                (read_again(&found.id, role), because("it has not read its certificate yet"))
            }
            (false, true) => (Step::RunContainer { container, replaces: None }, Need::Kept),
        },
    };
    Some(plan.push(Some(&node.name), step, need, &after))
}

/// The container of `role` that belongs to this cluster.
pub(super) fn own_container<'a>(cluster: &Cluster, facts: &'a NodeFacts, role: ContainerRole) -> Option<&'a ContainerFacts> {
    let is = |c: &ContainerFacts, key: &str, value: &str| c.labels.get(key).is_some_and(|v| v == value);
    facts.engine.facts()?.containers.iter().find(|c| is(c, labels::CLUSTER, cluster.mark.as_str()) && is(c, labels::ROLE, role.as_str()))
}

fn differs(wanted: &ContainerSpec, found: &ContainerFacts) -> bool {
    found.labels.get(labels::SPEC_HASH) != Some(&wanted.hash())
}

/// A container that started before the certificate was switched still serves the former one: it reads the files once, at its start. Consul reads them again
/// when it is told to, and the host says so.
pub(super) fn is_stale(facts: &NodeFacts, found: &ContainerFacts, role: ContainerRole, fresh: Freshness) -> bool {
    let told = role == ContainerRole::Consul && facts.consul_applied.is_some() && facts.consul_applied.as_ref() == facts.leaf.as_ref().map(|leaf| &leaf.dir);
    match fresh {
        Freshness::Replaced => true,
        Freshness::Since(Some(switched)) => !told && found.started_at.is_some_and(|started| started < switched),
        Freshness::Since(None) => false,
    }
}

/// What lets a container read the node's certificate: Consul needs no restart for it.
pub(super) fn read_again(id: &str, role: ContainerRole) -> Step {
    let id = id.to_owned();
    if role == ContainerRole::Consul { Step::ReloadConsul { id } } else { Step::RestartContainer { role, id } }
}
