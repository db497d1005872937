//! What the containers of a standalone cluster are made of: Consul, agents, managers.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::{Availability, Cluster, ContainerRole, ContainerSpec, Discovery, Mount, Node, NodeName, Role};
use crate::pki;

use super::consul;
use super::discovery::Directions;
use super::nodes::Inputs;
use super::standalone::{CERTS, CONSUL_VOLUME, runs_consul, with_port};

/// How often an agent says that its node is there, and how soon it tries again where Consul did not answer; the default is 60 s.
const AGENT_HEARTBEAT: &str = "20s";
/// How soon a manager looks for its nodes again where Consul did not answer, as when both start with their host; the default is 60 s, and until then it lists none.
const MANAGER_HEARTBEAT: &str = "10s";

/// All that a node runs, Consul first.
pub(super) fn wanted(inputs: Inputs<'_>, node: &Node, addresses: &BTreeMap<NodeName, IpAddr>) -> Vec<ContainerSpec> {
    let (cluster, advertise) = (inputs.cluster, addresses[&node.name]);
    let servers: Vec<_> = cluster.discovery_nodes().map(|n| addresses[&n.name]).collect();
    let mut all = Vec::new();
    if runs_consul(cluster, node) {
        let files = consul::files(cluster, node, advertise, &servers);
        let config = pki::fingerprint(files[consul::CONFIG].as_bytes());
        all.push(self::consul(cluster, &config, has_gossip_key(inputs, &servers)));
    }
    let nearest = if runs_consul(cluster, node) { Some(advertise) } else { servers.first().copied() };
    let told = Directions::of(cluster, inputs.stored, addresses, nearest);
    all.extend([ContainerRole::Agent, ContainerRole::Manager].into_iter().filter_map(|role| of_swarm(cluster, node, role, advertise, &told)));
    all
}

/// Whether Consul's gossip is encrypted. A cluster that had several servers keeps its key: nothing restarts for want of it.
pub(super) fn has_gossip_key(inputs: Inputs<'_>, servers: &[IpAddr]) -> bool {
    servers.len() > 1 || inputs.stored.gossip_hash.is_some()
}

/// Consul, by the hash of the configuration that it reads at its start. What stands beside that is heeded at the next one.
pub(super) fn consul(cluster: &Cluster, config: &str, gossip: bool) -> ContainerSpec {
    let mut inputs = BTreeMap::from([(consul::CONFIG.to_owned(), config.to_owned())]);
    if gossip {
        // Whether there is a key, not which: the one that is made in this run is not known yet, and the next run must find the same.
        inputs.insert("gossip.json".to_owned(), "a key".to_owned());
    }
    ContainerSpec {
        role: ContainerRole::Consul,
        image: cluster.images.consul.clone(),
        args: vec!["agent".to_owned()],
        // The image's entrypoint would drop to a user that cannot read a key that is root's and 0600.
        env: vec!["CONSUL_DISABLE_PERM_MGMT=1".to_owned()],
        mounts: vec![
            Mount { source: "/etc/swarmctl/tls".into(), target: "/server".into(), writable: false },
            Mount { source: "/etc/swarmctl/consul".into(), target: "/consul/config".into(), writable: false },
            Mount { source: CONSUL_VOLUME.into(), target: "/consul/data".into(), writable: true },
        ],
        inputs,
    }
}

/// A Swarm container, if the node is to have it.
pub(super) fn of_swarm(cluster: &Cluster, node: &Node, role: ContainerRole, advertise: IpAddr, told: &Directions) -> Option<ContainerSpec> {
    let args = match role {
        ContainerRole::Agent if node.availability == Availability::Active && cluster.has_agents() => agent_args(cluster, advertise, told),
        ContainerRole::Manager if node.is(Role::Manager) => manager_args(cluster, advertise, told),
        _ => return None,
    };
    let mut mounts = vec![Mount { source: "/etc/swarmctl/tls".into(), target: "/server".into(), writable: false }];
    mounts.extend(told.mounts.iter().cloned());
    Some(ContainerSpec { role, image: cluster.images.swarm.clone(), args, env: Vec::new(), mounts, inputs: told.inputs.clone() })
}

/// `join` takes no TLS flag of its own (one makes it crash); what it advertises is the node's engine.
fn agent_args(cluster: &Cluster, advertise: IpAddr, told: &Directions) -> Vec<String> {
    let mut args = vec!["join".to_owned(), "--advertise".to_owned(), with_port(advertise, cluster.engine.port.get())];
    args.extend(["--heartbeat".to_owned(), AGENT_HEARTBEAT.to_owned()]);
    args.extend(told.options.iter().cloned());
    args.push(told.uri.clone());
    args
}

/// `manage` advertises the manager itself, and has one pair as server to clients and as client to engines and Consul. Without a store it must not be told of
/// replication: it ends with `Leader election is only supported with consul, etcd and zookeeper discovery`.
fn manager_args(cluster: &Cluster, advertise: IpAddr, told: &Directions) -> Vec<String> {
    let policy = &cluster.manager;
    let any = if advertise.is_ipv6() { "[::]" } else { "0.0.0.0" };
    let mut args: Vec<String> = ["manage", "--tlsverify"].map(str::to_owned).to_vec();
    for (flag, file) in [("--tlscacert", "ca.pem"), ("--tlscert", "cert.pem"), ("--tlskey", "key.pem")] {
        args.extend([flag.to_owned(), format!("{CERTS}/{file}")]);
    }
    args.extend(["-H".to_owned(), format!("{any}:{}", policy.port)]);
    args.extend(["--strategy".to_owned(), policy.strategy.as_str().to_owned()]);
    if cluster.discovery != Discovery::Static {
        args.extend(["--replication".to_owned(), "--replication-ttl".to_owned(), format!("{}s", policy.replication_ttl.as_secs())]);
        args.extend(["--advertise".to_owned(), with_port(advertise, policy.port.get()), "--heartbeat".to_owned(), MANAGER_HEARTBEAT.to_owned()]);
    }
    args.extend(told.options.iter().cloned());
    args.push(told.uri.clone());
    args
}
