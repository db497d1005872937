//! What is: everything a look at a node found, before anything is decided.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{LockSeen, NodeName, Serial, SwarmModeNode, SwarmSettings};

/// `/etc/os-release`, as far as it matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Os {
    /// `debian`, `ubuntu`, …
    pub id: String,
    /// `12`, `24.04`, …
    pub version: String,
    /// `Debian GNU/Linux 12 (bookworm)`.
    pub pretty: String,
}

/// PID 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InitSystem {
    /// systemd.
    Systemd,
    /// Anything else, by its name.
    Other(String),
}

/// How commands become root's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// The login is root's.
    Root,
    /// `sudo -n` works.
    Sudo,
    /// sudo wants a password.
    SudoPassword,
    /// There is no sudo.
    NoSudo,
}

/// What installs packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackageManager {
    /// apt-get: Debian and Ubuntu.
    Apt,
    /// Nothing that swarmctl knows.
    None,
}

/// A TCP socket in LISTEN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listener {
    /// Its port.
    pub port: u16,
    /// The program that holds it, where the host says so.
    pub process: Option<String>,
}

/// Free space, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disk {
    /// Where the engine keeps images (or will).
    pub engine_root: u64,
    /// Where `/etc` is.
    pub etc: u64,
}

/// An engine API version, `1.41`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct ApiVersion {
    /// Before the point.
    pub major: u16,
    /// After it.
    pub minor: u16,
}

impl ApiVersion {
    /// A version from its two numbers.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }
}

impl FromStr for ApiVersion {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('.').and_then(|(major, minor)| Some(Self { major: major.parse().ok()?, minor: minor.parse().ok()? }));
        parsed.ok_or_else(|| format!("`{text}` is not an API version"))
    }
}

impl TryFrom<String> for ApiVersion {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<ApiVersion> for String {
    fn from(version: ApiVersion) -> Self {
        version.to_string()
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A container on a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerFacts {
    /// Full id.
    pub id: String,
    /// Name without the slash.
    pub name: String,
    /// Image reference it was made from.
    pub image: String,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Whether it runs now.
    pub running: bool,
    /// When it last started, by the host's clock; known for swarmctl's own containers.
    pub started_at: Option<OffsetDateTime>,
}

/// The engine's place in swarm mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum SwarmMembership {
    /// In no swarm.
    Inactive,
    /// In a swarm.
    Active {
        /// The swarm's id; workers do not know it.
        cluster_id: Option<String>,
        /// This node's id in it.
        node_id: String,
        /// Whether this node is a manager.
        manager: bool,
        /// `IP:PORT` of the managers it knows.
        remotes: Vec<String>,
    },
    /// Locked, or in an error state, by its word.
    Other {
        /// The engine's word.
        word: String,
    },
}

/// An engine that answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineFacts {
    /// `20.10.24`.
    pub version: String,
    /// Highest API version.
    pub api: ApiVersion,
    /// Lowest API version.
    pub min_api: ApiVersion,
    /// Its storage directory.
    pub root_dir: String,
    /// Whether containers outlive it.
    pub live_restore: bool,
    /// Swarm mode.
    pub swarm: SwarmMembership,
    /// How the swarm is set; only a manager of a swarm that has a leader knows.
    pub swarm_settings: Option<SwarmSettings>,
    /// SHA-256 (hex) of the key that unlocks the swarm's managers, if they are locked when their engines restart; only such a manager knows.
    pub unlock_key: Option<String>,
    /// What it has of the swarm's nodes; only a manager of a swarm that has a leader knows them.
    pub swarm_nodes: Vec<SwarmModeNode>,
    /// Every container, running or not.
    pub containers: Vec<ContainerFacts>,
    /// References of the images it holds (`repo:tag` and `repo@digest`).
    pub images: Vec<String>,
    /// Names of its volumes.
    pub volumes: Vec<String>,
}

/// Whether there is an engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum EngineState {
    /// No dockerd on the host.
    Absent,
    /// Installed, but does not answer; why, in its own words.
    Silent {
        /// The reason as seen, with the engine's last lines.
        reason: String,
    },
    /// Answers.
    Answers(Box<EngineFacts>),
}

impl SwarmMembership {
    /// Whether it is a manager that waits for its unlock key.
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Other { word } if word == "locked")
    }
}

impl EngineState {
    /// The facts, if it answers.
    pub fn facts(&self) -> Option<&EngineFacts> {
        match self {
            Self::Answers(facts) => Some(facts),
            Self::Absent | Self::Silent { .. } => None,
        }
    }
}

/// The engine's systemd unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// `systemctl cat docker.service`: the unit and its drop-ins, each under a `# PATH` line.
    pub text: String,
    /// Whether it is active.
    pub active: bool,
}

/// The certificate in force on a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafFacts {
    /// The name of the directory under `/etc/swarmctl/tls` that `current` points to: the leaf's serial where a leaf was installed, one of its own
    /// where only `ca.pem` was. What is served is told by `cert_pem`, not by this; readers are stamped with this, because they read `ca.pem` too.
    pub dir: Serial,
    /// `cert.pem`, the whole file.
    pub cert_pem: String,
    /// `ca.pem`, the whole file.
    pub ca_pem: String,
    /// When `current` was last switched, by the host's clock.
    pub switched_at: Option<OffsetDateTime>,
}

/// One node, looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeFacts {
    /// Its name.
    pub node: NodeName,
    /// Operating system.
    pub os: Os,
    /// `/etc/machine-id`: two nodes with the same one are one machine.
    pub machine_id: Option<String>,
    /// `uname -m`.
    pub arch: String,
    /// PID 1.
    pub init: InitSystem,
    /// How commands become root's.
    pub access: Access,
    /// What installs packages.
    pub packages: PackageManager,
    /// The host's clock less the operator's, in milliseconds, corrected for half the round trip.
    pub clock_skew_ms: i64,
    /// Its own addresses.
    pub addresses: Vec<IpAddr>,
    /// Those of them of which it is known on which interface they are.
    pub interfaces: BTreeMap<String, Vec<IpAddr>>,
    /// The address of its own that SSH reached.
    pub reached_at: Option<IpAddr>,
    /// Listening TCP sockets.
    pub listeners: Vec<Listener>,
    /// Free space.
    pub disk: Disk,
    /// The engine.
    pub engine: EngineState,
    /// Its unit, if there is one.
    pub unit: Option<UnitFacts>,
    /// `/etc/docker/daemon.json`, as it stands.
    pub daemon_json: Option<String>,
    /// Whether the engine's files as they were before swarmctl are saved (`/etc/swarmctl/before`): it has changed them, or began to.
    pub engine_saved: bool,
    /// What the engine was last started with by swarmctl: the hash in `/etc/swarmctl/engine.applied`.
    pub engine_applied: Option<String>,
    /// The directory (`LeafFacts::dir`) that Consul last (re)loaded without a restart: `/etc/swarmctl/consul.applied`.
    pub consul_applied: Option<Serial>,
    /// The certificate in force.
    pub leaf: Option<LeafFacts>,
    /// SHA-256 (hex) of each file under `/etc/swarmctl/consul`, by file name.
    pub consul_files: BTreeMap<String, String>,
    /// The same of the files under `/etc/swarmctl/discovery`, which are for a store of somebody else.
    pub store_files: BTreeMap<String, String>,
    /// The endpoints of such a store that the host was asked to reach and did not, as `HOST:PORT`, with what it says of them.
    pub unreached: BTreeMap<String, String>,
    /// Name of the cluster that this host belongs to (`/etc/swarmctl/cluster`), if it belongs to one.
    pub member_of: Option<String>,
    /// The lock that a run holds a manager's node by, for as long as it changes the cluster.
    pub lock: LockSeen,
}
