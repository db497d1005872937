//! A cluster back to YAML: the canonical form that the store keeps. Everything is written out, defaults too, so that a later version with other
//! defaults does not change a cluster that exists.

use std::path::PathBuf;

use crate::model::{Cluster, Discovery, HostKeyPolicy, Node, Ssh, StoreFiles, format_duration};

use super::v1::{
    ApiVersion, Certs, Discovery as DiscoveryV1, DiscoveryStore, DiscoveryWord, Document, Engine, HostKeyChecking, Images, Manager, Node as NodeV1, NodeSsh,
    Ssh as SshV1, SwarmMode,
};

/// The canonical spec of `cluster`: [`parse`](super::parse) makes the same cluster of it.
///
/// # Panics
/// If a path of the cluster is not UTF-8, which `spec` refuses.
pub fn to_yaml(cluster: &Cluster) -> String {
    // Text keys, text and numbers only: what else serialization can fail on is a path that is not UTF-8, see above.
    serde_yaml::to_string(&document(cluster)).expect("a document is representable in YAML")
}

pub(super) fn document(cluster: &Cluster) -> Document {
    let common = common_ssh(&cluster.nodes);
    let nodes = cluster.nodes.iter().map(|node| node_v1(node, &common)).collect();
    Document {
        api_version: Some(ApiVersion::V1),
        name: Some(cluster.name.to_string()),
        orchestrator: Some(cluster.orchestrator),
        driver: Some(cluster.driver),
        ssh: (common != SshV1::default()).then_some(common),
        nodes,
        engine: Some(Engine {
            install: Some(cluster.engine.install),
            access: Some(cluster.engine.access),
            port: Some(cluster.engine.port),
            tls: Some(cluster.engine.tls),
            registry_mirrors: cluster.engine.registry_mirrors.clone(),
            insecure_registries: cluster.engine.insecure_registries.clone(),
            config: cluster.engine.config.clone(),
        }),
        images: Some(Images {
            swarm: Some(cluster.images.swarm.clone()),
            consul: Some(cluster.images.consul.clone()),
            archive: cluster.images.archive.clone(),
        }),
        discovery: Some(discovery_v1(&cluster.discovery)),
        manager: Some(Manager {
            port: Some(cluster.manager.port),
            strategy: Some(cluster.manager.strategy),
            replication_ttl: Some(format_duration(cluster.manager.replication_ttl)),
        }),
        swarm_mode: Some(SwarmMode {
            cert_expiry: Some(format_duration(cluster.swarm_mode.cert_expiry)),
            autolock: Some(cluster.swarm_mode.autolock),
            data_path_port: cluster.swarm_mode.data_path_port,
        }),
        certs: Some(Certs { algorithm: Some(cluster.certs.algorithm), ca_days: Some(cluster.certs.ca_days), leaf_days: Some(cluster.certs.leaf_days) }),
    }
}

fn discovery_v1(discovery: &Discovery) -> DiscoveryV1 {
    match discovery {
        Discovery::Consul { port } => DiscoveryV1::Store(DiscoveryStore { port: Some(*port), ..DiscoveryStore::default() }),
        Discovery::Static => DiscoveryV1::Word(DiscoveryWord::Static),
        Discovery::External(store) => {
            let file = |of: fn(&StoreFiles) -> &PathBuf| store.tls.as_ref().map(|files| of(files).clone());
            let (ca, cert, key) = (file(|f| &f.ca), file(|f| &f.cert), file(|f| &f.key));
            DiscoveryV1::Store(DiscoveryStore { port: None, url: Some(store.url.to_string()), ca, cert, key })
        }
    }
}

fn node_v1(node: &Node, common: &SshV1) -> NodeV1 {
    let ssh = node_ssh(&node.ssh, common);
    NodeV1 {
        name: Some(node.name.to_string()),
        address: node.address.as_ref().map(ToString::to_string),
        advertise: node.advertise.as_ref().map(ToString::to_string),
        data_path: node.data_path.as_ref().map(ToString::to_string),
        role: None,
        roles: node.roles.iter().copied().collect(),
        availability: Some(node.availability),
        ssh: (ssh != NodeSsh::default()).then_some(ssh),
        labels: node.labels.clone(),
        sans: node.extra_sans.iter().map(ToString::to_string).collect(),
    }
}

/// What all nodes have alike, which a node added later will have too.
fn common_ssh(nodes: &[Node]) -> SshV1 {
    SshV1 {
        user: alike(nodes, |ssh| ssh.user.clone()),
        port: alike(nodes, |ssh| ssh.port),
        identity: alike(nodes, |ssh| ssh.identity.clone()),
        jump: alike(nodes, |ssh| ssh.jump.clone()),
        host_key_checking: alike(nodes, |ssh| (ssh.host_key == HostKeyPolicy::Strict).then_some(HostKeyChecking::Strict)),
    }
}

fn alike<T: PartialEq>(nodes: &[Node], value: impl Fn(&Ssh) -> Option<T>) -> Option<T> {
    let first = value(&nodes.first()?.ssh)?;
    nodes.iter().all(|n| value(&n.ssh).as_ref() == Some(&first)).then_some(first)
}

/// What `ssh` has beyond what is `common` to all nodes.
fn node_ssh(ssh: &Ssh, common: &SshV1) -> NodeSsh {
    let (checking, host_key) = match &ssh.host_key {
        HostKeyPolicy::AcceptNew => (None, None),
        HostKeyPolicy::Strict => (Some(HostKeyChecking::Strict), None),
        HostKeyPolicy::Pinned(key) => (None, Some(key.clone())),
    };
    NodeSsh {
        user: ssh.user.clone().filter(|_| common.user.is_none()),
        port: ssh.port.filter(|_| common.port.is_none()),
        identity: ssh.identity.clone().filter(|_| common.identity.is_none()),
        jump: ssh.jump.clone().filter(|_| common.jump.is_none()),
        host_key_checking: checking.filter(|_| common.host_key_checking.is_none()),
        host_key,
    }
}
