//! What a look at a running cluster from outside saw: the input of verify, `ps`, `version`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{ApiVersion, NodeName, Serial, SwarmSettings};

/// Which TLS endpoint of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointKind {
    /// The engine's port.
    Engine,
    /// The standalone manager's port.
    Manager,
    /// Consul's https port.
    Consul,
}

impl EndpointKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Manager => "manager",
            Self::Consul => "consul",
        }
    }
}

/// A certificate as an endpoint served it, taken apart without trusting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServedCert {
    /// Serial.
    pub serial: Serial,
    /// Subject, as text.
    pub subject: String,
    /// Issuer, as text.
    pub issuer: String,
    /// DNS and IP SANs, as text.
    pub sans: Vec<String>,
    /// Whether it has serverAuth.
    pub server_auth: bool,
    /// Whether it has clientAuth.
    pub client_auth: bool,
    /// Begin of validity.
    #[serde(with = "time::serde::rfc3339")]
    pub not_before: OffsetDateTime,
    /// End of validity.
    #[serde(with = "time::serde::rfc3339")]
    pub not_after: OffsetDateTime,
    /// Whether the cluster's CA vouches for it (signature and issuer; not its dates).
    pub chains: bool,
}

/// What came back from a connection that should have been refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum Refusal {
    /// It was refused.
    Refused,
    /// It was served.
    Served {
        /// The first line of what came back.
        first_line: String,
    },
    /// The port did not answer at all.
    Unreachable,
}

/// What a plain-http request to a TLS port got.
pub type PlainAnswer = Refusal;

/// One TLS endpoint, probed three ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndpointProbe {
    /// Its node.
    pub node: NodeName,
    /// Which endpoint.
    pub kind: EndpointKind,
    /// `HOST:PORT`.
    pub address: String,
    /// The host part, which the certificate must name.
    pub host: String,
    /// The certificate served, or why none was seen (the transport's words).
    pub cert: Result<ServedCert, String>,
    /// A handshake with the operator's certificate, the CA as the only root and the name checked: ok, or why not.
    pub mutual: Result<(), String>,
    /// A plain-http request.
    pub plain: PlainAnswer,
    /// A TLS request without a client certificate.
    pub without_cert: Refusal,
}

/// A line of the node table in a manager's `info`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PoolNode {
    /// The name the manager gives it: the host's own name, or `(unknown)`.
    pub name: String,
    /// `IP:PORT` of its engine.
    pub address: String,
    /// `Healthy`, `Pending`, `Unhealthy`, ….
    pub status: String,
    /// The manager's error for it, if there is one.
    pub error: Option<String>,
    /// Engine version as the manager sees it.
    pub server_version: Option<String>,
    /// Number of containers, as the manager tells it.
    pub containers: Option<String>,
}

/// What a standalone manager says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManagerView {
    /// Its node.
    pub node: NodeName,
    /// `HOST:PORT` it advertises.
    pub address: String,
    /// `Version` of `/version`: `swarm/1.2.9`, if it is a manager; or why not.
    pub version: Result<String, String>,
    /// `ApiVersion` of `/version`.
    pub api: Option<ApiVersion>,
    /// `primary` or `replica`, from `/info`.
    pub role: Option<String>,
    /// The primary that a replica names.
    pub primary: Option<String>,
    /// The node table, or why there is none.
    pub pool: Result<Vec<PoolNode>, String>,
    /// `NODE/NAME` of every running container it lists, or why there is no list.
    pub running: Result<Vec<String>, String>,
}

/// What an engine says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EngineView {
    /// Its node.
    pub node: NodeName,
    /// The host's own name, as the engine tells it; standalone managers call the node so.
    pub hostname: String,
    /// Version.
    pub version: String,
    /// Highest API.
    pub api: ApiVersion,
    /// Lowest API.
    pub min_api: ApiVersion,
    /// The host's clock less the operator's, in milliseconds.
    pub clock_skew_ms: i64,
    /// swarmctl's own containers: role → running.
    pub own_containers: BTreeMap<String, bool>,
    /// Swarm mode's word: `active`, `inactive`, `locked`, ….
    pub swarm_state: String,
    /// Swarm mode's node id, if any.
    pub swarm_node_id: Option<String>,
    /// How its swarm is set, which only a manager knows.
    pub swarm_settings: Option<SwarmSettings>,
}

/// What a node is in a swarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SwarmRole {
    /// The managers' leader.
    Leader,
    /// A manager that the leader reaches.
    Reachable,
    /// A manager that it does not reach.
    Unreachable,
    /// A worker.
    Worker,
}

/// A line of swarm mode's node list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwarmModeNode {
    /// Node id.
    pub id: String,
    /// The host's own name.
    pub hostname: String,
    /// Role.
    pub role: SwarmRole,
    /// `ready`, `down`, `unknown`, `disconnected`.
    pub state: String,
    /// `active`, `pause`, `drain`.
    pub availability: String,
    /// Engine version.
    pub engine: String,
    /// Address.
    pub address: String,
    /// The swarm's labels of it.
    pub labels: BTreeMap<String, String>,
    /// The root that its certificate within the swarm is of (PEM), where it tells.
    pub trust_root: Option<String>,
}

/// A task of a service in swarm mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwarmTask {
    /// Its id.
    pub id: String,
    /// `SERVICE.SLOT`, or `SERVICE.NODE-ID` for one on every node.
    pub name: String,
    /// Id of its node; none before it has one.
    pub node_id: Option<String>,
    /// Image reference, without a digest.
    pub image: String,
    /// `running`, `pending`, `failed`, ….
    pub state: String,
    /// What keeps it from running, or why it ended.
    pub error: Option<String>,
    /// Whether it runs or is still to run.
    pub live: bool,
}

/// What a swarm-mode manager says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwarmModeView {
    /// Its node.
    pub node: NodeName,
    /// The node list, or why there is none.
    pub nodes: Result<Vec<SwarmModeNode>, String>,
    /// `TASK ON HOSTNAME` of running tasks.
    pub tasks: Vec<String>,
}

/// A container as a manager or an engine lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedContainer {
    /// The node it is on: by its host's name where a standalone manager lists it.
    pub node: String,
    /// Its name.
    pub name: String,
    /// Its id, in full.
    pub id: String,
    /// Image reference.
    pub image: String,
    /// `Up 3 minutes`, `Exited (1) 2 hours ago`, `Host Down`.
    pub status: String,
    /// Whether it runs; of a task, whether it runs or is still to run.
    pub running: bool,
    /// Id of the task of swarm mode's that it is, if it is one.
    pub task: Option<String>,
}

/// One of Consul's servers, asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsulView {
    /// Its node.
    pub node: NodeName,
    /// `HOST:PORT` of the leader it knows, empty where it knows none; or why it does not answer.
    pub leader: Result<String, String>,
}

/// A line of Consul's list of its servers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all(deserialize = "PascalCase"))]
pub struct ConsulPeer {
    /// The name of its node.
    pub node: String,
    /// `IP:PORT` by which the servers know it.
    pub address: String,
    /// Whether it is the leader.
    pub leader: bool,
    /// Whether it votes: a new one does after some seconds.
    pub voter: bool,
}

/// A container that a trial deployment made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deployment {
    /// The node it landed on, as the manager names it.
    pub node: String,
    /// The container's name.
    pub container: String,
}

/// Everything one look saw.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Observations {
    /// TLS endpoints.
    pub endpoints: Vec<EndpointProbe>,
    /// The TCP ports that a node's engine listens on, or why that is not known; looked at only where engines are to be reached by SSH alone.
    pub engine_ports: BTreeMap<NodeName, Result<Vec<u16>, String>>,
    /// Engines, or why one did not answer.
    pub engines: BTreeMap<NodeName, Result<EngineView, String>>,
    /// Standalone managers.
    pub managers: Vec<ManagerView>,
    /// Swarm-mode managers.
    pub swarm_mode: Vec<SwarmModeView>,
    /// `HOST:PORT` of Consul's leader, or why there is none; `None` where there is no Consul to ask.
    pub consul_leader: Option<Result<String, String>>,
    /// Consul's servers, each asked for itself.
    pub consul_servers: Vec<ConsulView>,
    /// Consul's list of its servers; empty while there is no leader to ask for it.
    pub consul_peers: Vec<ConsulPeer>,
    /// A trial deployment, if one was asked for.
    pub deployed: Option<Result<Vec<Deployment>, String>>,
}
