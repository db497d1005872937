//! Standalone discovery: what the Swarm containers of a node are told of it, and the taking away of what they do not use any more.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use crate::model::{
    Availability, Cluster, ContainerRole, Discovery, ExternalStore, Mount, Need, Node, NodeFacts, NodeName, Plan, Role, Step, StepId, StoreKind, Stored,
};

use super::nodes::{Ground, Inputs, NEEDED, because};
use super::standalone::{CERTS, CONSUL_VOLUME, own_container, runs_consul};

/// Where the files for TLS with a store of somebody else are on a node.
const STORE_FILES: &str = "/etc/swarmctl/discovery";
/// Where containers see them.
const STORE_CERTS: &str = "/discovery";
/// Swarm asks for sessions of half its TTL, and Consul refuses those below 10 s unless it is told otherwise.
const SHORTEST_TTL: Duration = Duration::from_secs(20);

/// What a node's Swarm containers are told.
pub(super) struct Directions {
    /// Their last argument.
    pub(super) uri: String,
    /// The options before it.
    pub(super) options: Vec<String>,
    /// What they read beside the node's own certificates.
    pub(super) mounts: Vec<Mount>,
    /// Hashes of what they read there, which they read once.
    pub(super) inputs: BTreeMap<String, String>,
}

impl Directions {
    /// What the containers of a node are told; `consul` is the Consul of swarmctl's own that is the nearest to it.
    pub(super) fn of(cluster: &Cluster, stored: &Stored, addresses: &BTreeMap<NodeName, IpAddr>, consul: Option<IpAddr>) -> Self {
        let plain = |uri| Self { uri, options: Vec::new(), mounts: Vec::new(), inputs: BTreeMap::new() };
        match &cluster.discovery {
            Discovery::Consul { port } => {
                let at = consul.map(|ip| SocketAddr::new(ip, port.get()).to_string()).unwrap_or_default();
                Self { options: options(CERTS), ..plain(format!("consul://{at}")) }
            }
            Discovery::Static => {
                let engines = cluster.pool().map(|node| SocketAddr::new(addresses[&node.name], cluster.engine.port.get()).to_string());
                plain(format!("nodes://{}", engines.collect::<Vec<_>>().join(",")))
            }
            Discovery::External(ExternalStore { url, tls: None }) => plain(url.to_string()),
            Discovery::External(ExternalStore { url, tls: Some(_) }) => Self {
                uri: url.to_string(),
                options: options(STORE_CERTS),
                mounts: vec![Mount { source: STORE_FILES.into(), target: STORE_CERTS.into(), writable: false }],
                inputs: stored.store_files.clone(),
            },
        }
    }
}

/// All three are needed, else discovery silently speaks plain http.
fn options(dir: &str) -> Vec<String> {
    let files = [("kv.cacertfile", "ca.pem"), ("kv.certfile", "cert.pem"), ("kv.keyfile", "key.pem")];
    files.into_iter().flat_map(|(key, file)| ["--discovery-opt".to_owned(), format!("{key}={dir}/{file}")]).collect()
}

/// Whether a node has a Swarm container, which speaks to the store.
pub(super) fn uses_store(cluster: &Cluster, node: &Node) -> bool {
    node.is(Role::Manager) || (cluster.has_agents() && node.availability == Availability::Active)
}

/// Whether a node is to have files for TLS with a store.
fn wants_files(cluster: &Cluster, node: &Node) -> bool {
    uses_store(cluster, node) && cluster.external_store().is_some_and(|store| store.tls.is_some())
}

/// Brings the files for TLS with the store to a node, if it is to have them.
pub(super) fn bring_files(plan: &mut Plan, inputs: Inputs<'_>, ground: &Ground, node: &Node) -> Option<StepId> {
    if !wants_files(inputs.cluster, node) {
        return None;
    }
    let files = inputs.stored.store_files.clone();
    let need = match inputs.facts.get(&node.name).map(|facts| &facts.store_files) {
        Some(there) if *there == files => Need::Kept,
        Some(there) if !there.is_empty() => because("they differ from the spec's"),
        _ => NEEDED,
    };
    let (leaf, _) = ground.leaves[&node.name];
    Some(plan.push(Some(&node.name), Step::WriteStoreFiles { files }, need, &[leaf]))
}

/// What a Swarm container waits for before it runs, beside its own node: Consul's leader, or where there is no store, the engines on the list. One that does
/// not answer yet is asked again 10 s later only (measured on Swarm 1.2.9).
pub(super) fn awaited(cluster: &Cluster, ground: &Ground, leader: Option<StepId>) -> Vec<StepId> {
    match &cluster.discovery {
        Discovery::Static => cluster.pool().map(|node| ground.engines[&node.name]).collect(),
        Discovery::Consul { .. } | Discovery::External(_) => leader.into_iter().collect(),
    }
}

/// Takes away what discovery was done with before: a Consul that a node is not to have any more, with its data and its files, once nobody uses it, and files for
/// a store that a node does not speak to any more.
pub(super) fn retire(plan: &mut Plan, inputs: Inputs<'_>, leader: Option<StepId>, moved: &BTreeMap<NodeName, Vec<StepId>>) {
    let cluster = inputs.cluster;
    let everybody: Vec<_> = moved.values().flatten().copied().collect();
    for node in &cluster.nodes {
        let Some(facts) = inputs.facts.get(&node.name) else { continue };
        if !runs_consul(cluster, node) {
            // The node's own containers use it while there is another; without any, those of all nodes may.
            let users = leader.map_or_else(|| everybody.clone(), |leader| [&[leader], &moved[&node.name][..]].concat());
            retire_consul(plan, cluster, node, facts, &users);
        }
        if !wants_files(cluster, node) && !facts.store_files.is_empty() {
            plan.push(Some(&node.name), Step::RemoveStoreFiles, because("the node speaks to no such store"), &moved[&node.name]);
        }
    }
}

fn retire_consul(plan: &mut Plan, cluster: &Cluster, node: &Node, facts: &NodeFacts, users: &[StepId]) {
    if facts.member_of.as_deref() != Some(cluster.mark.as_str()) {
        return;
    }
    let reason = || because("swarmctl runs no Consul here any more");
    let mut after = users.to_vec();
    if let Some(found) = own_container(cluster, facts, ContainerRole::Consul) {
        let role = ContainerRole::Consul;
        after = vec![plan.push(Some(&node.name), Step::RemoveContainer { role, id: found.id.clone() }, reason(), &after)];
    }
    if facts.engine.facts().is_some_and(|engine| engine.volumes.iter().any(|volume| volume == CONSUL_VOLUME)) {
        plan.push(Some(&node.name), Step::RemoveVolume { volume: CONSUL_VOLUME.to_owned() }, reason(), &after);
    }
    if !facts.consul_files.is_empty() {
        plan.push(Some(&node.name), Step::RemoveConsulConfig, reason(), &after);
    }
}

/// Says what a store of somebody else must allow.
pub(super) fn warn(plan: &mut Plan, cluster: &Cluster) {
    let ttl = cluster.manager.replication_ttl;
    if cluster.external_store().is_some_and(|store| store.url.kind() == StoreKind::Consul) && ttl < SHORTEST_TTL {
        let (ttl, half) = (ttl.as_secs_f64(), (ttl / 2).as_secs_f64());
        plan.warnings.push(format!(
            "`manager.replicationTtl` of {ttl} s asks the store for sessions of {half} s: its `session_ttl_min` must allow them (10s by default)"
        ));
    }
}
