//! The cluster that is wanted: the validated form of a spec. Built by `spec`, read by everything after it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ClusterName, Discovery, ExternalStore, Host, NodeName, OwnAddress, Port, SwarmSettings};

/// Who schedules containers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Orchestrator {
    /// Standalone Swarm 1.2.9: Consul, and manager and agent containers.
    Standalone,
    /// The engine's own swarm mode.
    SwarmMode,
}

impl Orchestrator {
    /// The word for it in specs, flags and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standalone => "standalone",
            Self::SwarmMode => "swarm-mode",
        }
    }
}

/// Where hosts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Driver {
    /// A host that exists, adopted over SSH.
    Ssh,
    /// A host made as a local container.
    Docker,
}

impl Driver {
    /// The word for it in specs, flags and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ssh => "ssh",
            Self::Docker => "docker",
        }
    }
}

/// What a node does beside being in the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes clients' requests.
    Manager,
    /// Runs a Consul server (standalone only).
    Discovery,
}

impl Role {
    /// The word for it in specs, flags and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Discovery => "discovery",
        }
    }
}

/// Whether containers are placed on a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// In the pool.
    Active,
    /// Out of the pool.
    Drain,
}

impl Availability {
    /// The word for it in specs and in swarm mode.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Drain => "drain",
        }
    }
}

/// How unknown and changed host keys are met. A changed key is refused by each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostKeyPolicy {
    /// A node never seen is remembered.
    AcceptNew,
    /// Only keys in the cluster's known_hosts.
    Strict,
    /// Only this key: `TYPE BASE64`, as in a `.pub` file.
    Pinned(String),
}

/// How SSH reaches a node; what is `None` is left to ssh and its configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ssh {
    /// Login name.
    pub user: Option<String>,
    /// Port.
    pub port: Option<Port>,
    /// Private key file.
    pub identity: Option<PathBuf>,
    /// `[USER@]HOST[:PORT]` to go through.
    pub jump: Option<String>,
    /// Host keys.
    pub host_key: HostKeyPolicy,
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its name.
    pub name: NodeName,
    /// Where the operator reaches it. The docker driver's hosts have none until they are made.
    pub address: Option<Host>,
    /// Where the other nodes reach it, if that is not `address`.
    pub advertise: Option<OwnAddress>,
    /// Where it takes the traffic between containers of different nodes, if that is not where the nodes reach it (swarm mode; settled when it joins).
    pub data_path: Option<OwnAddress>,
    /// Manager, discovery, both or neither.
    pub roles: BTreeSet<Role>,
    /// In the pool or not.
    pub availability: Availability,
    /// How SSH reaches it.
    pub ssh: Ssh,
    /// Labels: the engine's in standalone, the swarm's of the node in swarm mode.
    pub labels: BTreeMap<String, String>,
    /// Further names and addresses for its certificate.
    pub extra_sans: Vec<Host>,
}

impl Node {
    /// Whether the node has `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Where the other nodes reach it, as far as that is known without a look at it.
    pub fn advertised(&self) -> Option<IpAddr> {
        match &self.advertise {
            Some(own) => own.ip(),
            None => self.address.as_ref().and_then(Host::ip),
        }
    }
}

/// Whether swarmctl installs an engine where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InstallPolicy {
    /// Install the distribution's package.
    Auto,
    /// Never install; a host without an engine is a preflight problem.
    Never,
}

/// What to do with an engine that already serves TLS with keys that swarmctl did not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TlsPolicy {
    /// Refuse in preflight.
    Keep,
    /// Put the cluster's in its place; `destroy` puts the former back.
    Replace,
}

/// How engines are reached, by swarmctl and by the docker client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EngineAccess {
    /// Over mutual TLS on a port of their own.
    Tls,
    /// Through SSH, by their socket: no TCP port, and no certificate on any node (swarm mode only).
    Ssh,
}

/// What swarmctl wants of every engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnginePolicy {
    /// Install or not.
    pub install: InstallPolicy,
    /// How it is reached.
    pub access: EngineAccess,
    /// The TLS port.
    pub port: Port,
    /// Foreign TLS configuration.
    pub tls: TlsPolicy,
    /// Registry mirrors.
    pub registry_mirrors: Vec<String>,
    /// Registries reached without TLS.
    pub insecure_registries: Vec<String>,
    /// Further daemon.json keys.
    pub config: BTreeMap<String, Value>,
}

/// Images, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Images {
    /// Swarm manager and agent.
    pub swarm: String,
    /// Consul.
    pub consul: String,
    /// A `docker save` archive on the operator's machine that holds them; nothing is pulled then.
    pub archive: Option<PathBuf>,
}

/// Standalone Swarm's placement strategy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// The emptiest node first.
    Spread,
    /// The fullest node first.
    Binpack,
    /// Any node.
    Random,
}

impl Strategy {
    /// The word swarm takes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spread => "spread",
            Self::Binpack => "binpack",
            Self::Random => "random",
        }
    }
}

/// The standalone managers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerPolicy {
    /// The port clients talk to.
    pub port: Port,
    /// Placement.
    pub strategy: Strategy,
    /// How long a dead primary keeps its lock.
    pub replication_ttl: Duration,
}

/// The swarm as a whole (swarm mode).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwarmPolicy {
    /// How long the certificates last by which its nodes know each other.
    pub cert_expiry: Duration,
    /// Whether a manager whose engine restarted needs the unlock key.
    pub autolock: bool,
    /// The UDP port of the traffic between containers, if it is not the engine's own choice; settled when the swarm is made.
    pub data_path_port: Option<Port>,
}

impl SwarmPolicy {
    /// What can be set at any time.
    pub fn settings(&self) -> SwarmSettings {
        SwarmSettings { cert_expiry: self.cert_expiry, autolock: self.autolock }
    }
}

/// Key algorithm of new certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CertAlgorithm {
    /// ECDSA on P-256.
    EcdsaP256,
    /// RSA, 2048 bits.
    Rsa2048,
    /// RSA, 4096 bits.
    Rsa4096,
}

/// What new certificates look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertPolicy {
    /// Key algorithm.
    pub algorithm: CertAlgorithm,
    /// Validity of the CA.
    pub ca_days: u32,
    /// Validity of leaves.
    pub leaf_days: u32,
}

/// The whole cluster. Made by `spec`, which guarantees: at least one manager, unique names and addresses, an odd number of
/// discovery nodes where swarmctl runs Consul (the first manager, if none is named) and none elsewhere; one manager where discovery is static.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Its name.
    pub name: ClusterName,
    /// The name that its hosts carry: the one under which it was made, whatever it is named now. A spec knows only `name`; the store knows better.
    pub mark: ClusterName,
    /// Who schedules.
    pub orchestrator: Orchestrator,
    /// Where hosts come from.
    pub driver: Driver,
    /// The nodes, in the spec's order.
    pub nodes: Vec<Node>,
    /// Engines.
    pub engine: EnginePolicy,
    /// Images.
    pub images: Images,
    /// Discovery.
    pub discovery: Discovery,
    /// Managers.
    pub manager: ManagerPolicy,
    /// The swarm (swarm mode).
    pub swarm_mode: SwarmPolicy,
    /// Certificates.
    pub certs: CertPolicy,
}

impl Cluster {
    /// Whether engines serve TLS: then there are a CA, an operator's certificate and one on each node.
    pub fn has_tls(&self) -> bool {
        self.engine.access == EngineAccess::Tls
    }

    /// The node of that name.
    pub fn node(&self, name: &NodeName) -> Option<&Node> {
        self.nodes.iter().find(|n| n.name == *name)
    }

    /// The managers, in the spec's order.
    pub fn managers(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|n| n.is(Role::Manager))
    }

    /// The discovery nodes, in the spec's order.
    pub fn discovery_nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|n| n.is(Role::Discovery))
    }

    /// The https port of swarmctl's own Consul; nothing where there is none.
    pub fn consul_port(&self) -> Option<Port> {
        match (self.orchestrator, &self.discovery) {
            (Orchestrator::Standalone, Discovery::Consul { port }) => Some(*port),
            _ => None,
        }
    }

    /// The store of somebody else that standalone nodes find each other by, if they do.
    pub fn external_store(&self) -> Option<&ExternalStore> {
        match (self.orchestrator, &self.discovery) {
            (Orchestrator::Standalone, Discovery::External(store)) => Some(store),
            _ => None,
        }
    }

    /// Whether nodes of the pool have an agent, which registers them in a store.
    pub fn has_agents(&self) -> bool {
        self.orchestrator == Orchestrator::Standalone && self.discovery != Discovery::Static
    }

    /// The nodes in the pool.
    pub fn pool(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|n| n.availability == Availability::Active)
    }
}
