//! A cluster of docker-machine's machines.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cluster, ClusterName, Driver, Orchestrator, Role, StoreUrl, TlsPolicy};
use crate::spec::origins::Origins;
use crate::spec::problem::Problems;
use crate::spec::v1::{ApiVersion, Discovery, DiscoveryStore, Document, Engine, Images, Manager, Node, NodeSsh};
use crate::spec::{Draft, Error};

use super::config::{Machine, SwarmPart};

/// Machines as a cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// The cluster.
    pub cluster: Cluster,
    /// What is otherwise than docker-machine had it, or needs a hand.
    pub notes: Vec<String>,
    /// Machines that stand in each other's way, and why.
    pub skipped: Vec<(String, String)>,
}

/// The cluster that `machines` make up; there must be one. An engine's TLS, which docker-machine made, is to be replaced: the spec says so.
///
/// # Errors
/// What a spec may not have.
pub fn adopt(name: &ClusterName, orchestrator: Orchestrator, machines: Vec<Machine>) -> Result<Adoption, Error> {
    let (machines, skipped) = apart(machines);
    let mut notes: Vec<_> = machines.iter().flat_map(|machine| machine.notes.clone()).collect();
    let masters = masters(&machines, &mut notes);
    let mut document = Document {
        api_version: Some(ApiVersion::V1),
        name: Some(name.to_string()),
        orchestrator: Some(orchestrator),
        driver: Some(Driver::Ssh),
        nodes: machines.iter().map(|machine| node(machine, masters.contains(machine.name.as_str()))).collect(),
        engine: Some(Engine {
            tls: Some(TlsPolicy::Replace),
            registry_mirrors: union(machines.iter().map(|machine| &machine.mirrors)),
            insecure_registries: union(machines.iter().map(|machine| &machine.insecure)),
            ..Engine::default()
        }),
        ..Document::default()
    };
    let parts: Vec<_> = machines.iter().filter_map(|machine| machine.swarm.as_ref()).collect();
    match orchestrator {
        Orchestrator::Standalone => standalone(&mut document, &parts, name, &mut notes),
        Orchestrator::SwarmMode if !parts.is_empty() => {
            notes.push("the Swarm of docker-machine's is left as it is: its containers are `swarm-agent-master` and `swarm-agent`".to_owned());
        }
        Orchestrator::SwarmMode => {}
    }
    let cluster = Draft { document, origins: Origins::new("docker-machine"), problems: Problems::default() }.validate()?;
    Ok(Adoption { cluster, notes, skipped })
}

/// The machines of which each has a name and an address of its own, and the others.
fn apart(machines: Vec<Machine>) -> (Vec<Machine>, Vec<(String, String)>) {
    let (mut names, mut addresses) = (BTreeMap::new(), BTreeMap::new());
    let (mut kept, mut skipped) = (Vec::new(), Vec::new());
    for machine in machines {
        let address = machine.address.ip().map_or_else(|| machine.address.as_str().to_ascii_lowercase(), |ip| ip.to_string());
        if let Some(other) = names.get(&machine.name) {
            skipped.push((machine.machine, format!("as a node it would be `{}`, as machine `{other}` is", machine.name)));
        } else if let Some(other) = addresses.get(&address) {
            skipped.push((machine.machine, format!("its address {address} is that of machine `{other}`")));
        } else {
            names.insert(machine.name.clone(), machine.machine.clone());
            addresses.insert(address, machine.machine.clone());
            kept.push(machine);
        }
    }
    (kept, skipped)
}

/// The names of the nodes that are managers: the masters, else the first machine.
fn masters(machines: &[Machine], notes: &mut Vec<String>) -> BTreeSet<String> {
    let masters: BTreeSet<_> =
        machines.iter().filter(|machine| machine.swarm.as_ref().is_some_and(|part| part.master)).map(|machine| machine.name.to_string()).collect();
    let Some(first) = machines.first().filter(|_| masters.is_empty()) else { return masters };
    notes.push(format!("no machine is a Swarm master: node `{}` is the manager", first.name));
    BTreeSet::from([first.name.to_string()])
}

fn node(machine: &Machine, is_manager: bool) -> Node {
    Node {
        name: Some(machine.name.to_string()),
        address: Some(machine.address.to_string()),
        roles: if is_manager { vec![Role::Manager] } else { Vec::new() },
        ssh: Some(NodeSsh { user: Some(machine.user.clone()), port: machine.port, identity: machine.identity.clone(), ..NodeSsh::default() }),
        labels: machine.labels.clone(),
        ..Node::default()
    }
}

fn union<'m>(lists: impl Iterator<Item = &'m Vec<String>>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    lists.flatten().filter(|text| seen.insert((*text).clone())).cloned().collect()
}

/// What the machines' Swarm was told, as far as a spec has a word for it.
fn standalone(document: &mut Document, parts: &[&SwarmPart], name: &ClusterName, notes: &mut Vec<String>) {
    if parts.is_empty() {
        return;
    }
    let masters = || parts.iter().filter(|part| part.master);
    document.manager = Some(Manager {
        port: one("ports of managers", masters().filter_map(|part| part.port), notes),
        strategy: one("strategies", masters().filter_map(|part| part.strategy), notes),
        replication_ttl: None,
    });
    let image = one("images", parts.iter().filter_map(|part| part.image.clone()), notes);
    document.images = image.map(|image| Images { swarm: Some(image), ..Images::default() });
    document.discovery = discovery(one("discovery stores", parts.iter().map(|part| part.discovery.clone()), notes).as_deref(), notes);
    notes.push(format!(
        "docker-machine's `swarm-agent-master` and `swarm-agent` go on, and hold the manager's port: before `swarmctl apply`, take them away with \
         `swarmctl exec -c {name} -- docker rm -f swarm-agent-master swarm-agent`"
    ));
}

/// The first of them; that there are others is told.
fn one<T: PartialEq>(what: &str, mut values: impl Iterator<Item = T>, notes: &mut Vec<String>) -> Option<T> {
    let first = values.next()?;
    if values.any(|value| value != first) {
        notes.push(format!("the machines have different {what}: those of the first are taken"));
    }
    Some(first)
}

/// A store that Swarm 1.2.9 can still use stays; for all others there is a Consul of the cluster's own.
fn discovery(text: Option<&str>, notes: &mut Vec<String>) -> Option<Discovery> {
    let text = text.unwrap_or_default();
    if text.parse::<StoreUrl>().is_ok() {
        return Some(Discovery::Store(DiscoveryStore { url: Some(text.to_owned()), ..DiscoveryStore::default() }));
    }
    let why = match text.split_once("://") {
        _ if text.is_empty() => "no discovery is named".to_owned(),
        // The token is as good as a password of that Swarm.
        Some(("token", _)) => "the discovery `token://…` was a service of Docker Hub's that has ended".to_owned(),
        Some((scheme, _)) if ["consul", "etcd", "zk"].contains(&scheme) => format!("the discovery {text:?} is no store that can be reached"),
        Some((scheme, _)) => format!("the discovery {scheme:?} is not taken over"),
        None => "the discovery is not taken over".to_owned(),
    };
    notes.push(format!("{why}: `apply` runs a Consul of the cluster's own"));
    None
}
