//! `swarmctl/v1`: the document as it is written. Everything is optional here; `validate` says what is missing. The schema, the checks and the
//! canonical form all come from these types.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Availability, CertAlgorithm, Driver, EngineAccess, InstallPolicy, Orchestrator, Port, Role, Strategy, TlsPolicy};

/// The JSON Schema of a spec, for editors and for people.
pub fn schema() -> Value {
    schemars::schema_for!(Document).to_value()
}

/// The version of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(super) enum ApiVersion {
    #[serde(rename = "swarmctl/v1")]
    V1,
}

/// How unknown host keys are met. A changed key is refused in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HostKeyChecking {
    /// The key of a node never seen is remembered.
    AcceptNew,
    /// Only keys in the cluster's `known_hosts`.
    Strict,
}

/// A swarmctl cluster.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(title = "swarmctl spec")]
pub(super) struct Document {
    /// The version of this form.
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) api_version: Option<ApiVersion>,
    /// The cluster's name: lower-case letters, digits and `-`.
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// Who schedules containers. Default: standalone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) orchestrator: Option<Orchestrator>,
    /// Where hosts come from. Default: ssh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) driver: Option<Driver>,
    /// How SSH reaches the nodes that do not say it themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ssh: Option<Ssh>,
    /// The nodes.
    #[serde(default)]
    pub(super) nodes: Vec<Node>,
    /// What is wanted of every engine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) engine: Option<Engine>,
    /// Images, and where they come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) images: Option<Images>,
    /// How standalone nodes find each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) discovery: Option<Discovery>,
    /// The standalone managers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) manager: Option<Manager>,
    /// The swarm of swarm mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) swarm_mode: Option<SwarmMode>,
    /// What new certificates look like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) certs: Option<Certs>,
}

/// How SSH reaches nodes; what is left out is ssh's own business (its configuration, its agent).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Ssh {
    /// Login name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<String>,
    /// Port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) port: Option<Port>,
    /// Private key file; `~/` is the home directory, other relative paths begin at the spec's directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identity: Option<PathBuf>,
    /// `[USER@]HOST[:PORT]` to go through; several are separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) jump: Option<String>,
    /// How unknown host keys are met. Default: accept-new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) host_key_checking: Option<HostKeyChecking>,
}

/// How SSH reaches one node; what is left out comes from the `ssh` of the cluster.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct NodeSsh {
    /// Login name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<String>,
    /// Port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) port: Option<Port>,
    /// Private key file; `~/` is the home directory, other relative paths begin at the spec's directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identity: Option<PathBuf>,
    /// `[USER@]HOST[:PORT]` to go through; several are separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) jump: Option<String>,
    /// How an unknown host key is met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) host_key_checking: Option<HostKeyChecking>,
    /// The only host key that is accepted: `TYPE BASE64`, as in a `.pub` file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) host_key: Option<String>,
}

/// One node.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Node {
    /// Its name: lower-case letters, digits and `-`.
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// Where the operator reaches it, a name or an IP address. Needed by the ssh driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    /// Where the other nodes reach it, if that is not at `address`: an IP address, the interface that has it, or the network it is in (`10.0.0.0/8`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) advertise: Option<String>,
    /// Where it takes the traffic between containers of different nodes, in the same forms; swarm mode, settled when the node joins. Default: as `advertise`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_path: Option<String>,
    /// One role; the short form of `roles`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<Role>,
    /// What it does beside being in the pool.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<Role>,
    /// Whether containers are placed on it. Default: active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) availability: Option<Availability>,
    /// How SSH reaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ssh: Option<NodeSsh>,
    /// Labels, for constraints: of the engine in standalone, of the node in swarm mode.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) labels: BTreeMap<String, String>,
    /// Further names and addresses for its certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sans: Vec<String>,
}

/// What is wanted of every engine.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Engine {
    /// Whether the engine is installed where there is none. Default: auto.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) install: Option<InstallPolicy>,
    /// How the engine is reached: over TLS, or by SSH alone, without a TCP port and without certificates (swarm mode). Default: tls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) access: Option<EngineAccess>,
    /// The TLS port. Default: 2376.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) port: Option<Port>,
    /// What to do with TLS keys that swarmctl did not make. Default: keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tls: Option<TlsPolicy>,
    /// Registry mirrors, as URLs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) registry_mirrors: Vec<String>,
    /// Registries reached without TLS, as `HOST[:PORT]` or CIDR.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) insecure_registries: Vec<String>,
    /// Further daemon.json keys, but none that swarmctl sets itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) config: BTreeMap<String, Value>,
}

/// Images, and where they come from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Images {
    /// Swarm manager and agent. Default: swarm:1.2.9.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) swarm: Option<String>,
    /// Consul. Default: hashicorp/consul:1.20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) consul: Option<String>,
    /// A `docker save` archive that holds them; nothing is pulled then. `~/` is the home directory, other relative paths begin at the spec's directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archive: Option<PathBuf>,
}

/// How standalone nodes find each other: `static` without a store, else by Consul, or by a store that exists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Discovery {
    Word(DiscoveryWord),
    Store(DiscoveryStore),
}

/// How nodes find each other without a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DiscoveryWord {
    /// By a list that the one manager is given.
    Static,
}

/// The store by which nodes find each other: with `url` one that exists, else a Consul on the discovery nodes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct DiscoveryStore {
    /// Consul's https port. Default: 8501.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) port: Option<Port>,
    /// A store that exists: `consul://HOST:PORT[/PREFIX]`, `etcd://HOST:PORT[,HOST:PORT]…[/PREFIX]` or `zk://…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    /// The CA of that store, a file; with `cert` and `key`, else the store is spoken to without TLS. `~/` is the home directory, other relative paths begin
    /// at the spec's directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ca: Option<PathBuf>,
    /// The certificate that nodes show to that store, a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cert: Option<PathBuf>,
    /// Its key, a file; nodes get a copy that is root's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<PathBuf>,
}

impl Discovery {
    /// The files that it names, by their keys.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        let store = match self {
            Self::Word(_) => None,
            Self::Store(store) => Some(store),
        };
        let files = store.into_iter().flat_map(|store| [("ca", &store.ca), ("cert", &store.cert), ("key", &store.key)]);
        files.filter_map(|(key, file)| Some((key, file.as_ref()?)))
    }

    fn files_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let store = match self {
            Self::Word(_) => None,
            Self::Store(store) => Some(store),
        };
        store.into_iter().flat_map(|store| [&mut store.ca, &mut store.cert, &mut store.key]).flatten()
    }
}

/// The standalone managers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Manager {
    /// The port clients talk to. Default: 3376.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) port: Option<Port>,
    /// Where containers are placed. Default: spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) strategy: Option<Strategy>,
    /// How long a dead primary keeps its lock, as in `20s`. Default: 20s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replication_ttl: Option<String>,
}

/// The swarm of swarm mode.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct SwarmMode {
    /// How long the certificates last by which the swarm's nodes know each other, at least `1h`; engines renew them by themselves. Default: 90d.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cert_expiry: Option<String>,
    /// Whether a manager whose engine restarted must be unlocked with a key, which swarmctl keeps in its store. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) autolock: Option<bool>,
    /// UDP port of the traffic between containers, 1024 to 49151; settled when the swarm is made. Default: the engine's, 4789.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_path_port: Option<Port>,
}

/// What new certificates look like.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Certs {
    /// Key algorithm. Default: ecdsa-p256.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) algorithm: Option<CertAlgorithm>,
    /// Validity of the CA. Default: 3650.
    #[schemars(range(min = 1, max = 36500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ca_days: Option<u32>,
    /// Validity of the nodes' and the operator's certificates. Default: 365.
    #[schemars(range(min = 1, max = 36500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) leaf_days: Option<u32>,
}

impl Document {
    /// The files that the document names.
    pub(super) fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let nodes = self.nodes.iter_mut().filter_map(|n| n.ssh.as_mut()?.identity.as_mut());
        let identity = self.ssh.as_mut().and_then(|s| s.identity.as_mut());
        let archive = self.images.as_mut().and_then(|i| i.archive.as_mut());
        let store = self.discovery.iter_mut().flat_map(Discovery::files_mut);
        nodes.chain(identity).chain(archive).chain(store)
    }
}
