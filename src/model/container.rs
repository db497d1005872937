//! The containers swarmctl runs, and the labels by which it finds them again.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClusterName, NodeName};

/// Label keys: the cluster describes itself by them.
pub mod labels {
    /// The cluster's name.
    pub const CLUSTER: &str = "io.swarmctl.cluster";
    /// The node's name.
    pub const NODE: &str = "io.swarmctl.node";
    /// What the container does: see `ContainerRole`.
    pub const ROLE: &str = "io.swarmctl.role";
    /// Hash of what the container was made from.
    pub const SPEC_HASH: &str = "io.swarmctl.spec-hash";
}

/// What a container of swarmctl's does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContainerRole {
    /// Consul, server or agent.
    Consul,
    /// Swarm manager.
    Manager,
    /// Swarm agent.
    Agent,
    /// A host of the docker driver.
    Host,
}

impl ContainerRole {
    /// The label's value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consul => "consul",
            Self::Manager => "manager",
            Self::Agent => "agent",
            Self::Host => "host",
        }
    }

    /// The container's name on its node.
    pub fn container_name(self) -> String {
        format!("swarmctl-{}", self.as_str())
    }
}

/// A bind mount or a named volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mount {
    /// A path on the host, or a volume's name.
    pub source: String,
    /// Where the container sees it.
    pub target: String,
    /// Whether the container may write there.
    pub writable: bool,
}

/// A container to run: on the host's network, restarted always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContainerSpec {
    /// What it does; gives it its name.
    pub role: ContainerRole,
    /// Image reference.
    pub image: String,
    /// Arguments after the entrypoint; never a secret.
    pub args: Vec<String>,
    /// Environment, `KEY=VALUE`; never a secret.
    pub env: Vec<String>,
    /// Mounts.
    pub mounts: Vec<Mount>,
    /// What else it depends on and must be replaced with: hashes of files it reads only at its start, by name.
    pub inputs: BTreeMap<String, String>,
}

impl ContainerSpec {
    /// SHA-256 (hex, first 16 digits) over all that the container is made from. Field order is the struct's and maps are sorted, so it is stable.
    pub fn hash(&self) -> String {
        // A struct of strings and lists always serializes.
        let json = serde_json::to_vec(self).unwrap_or_default();
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &json);
        digest.as_ref().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }

    /// The labels it carries.
    pub fn labels(&self, cluster: &ClusterName, node: &NodeName) -> BTreeMap<String, String> {
        BTreeMap::from([
            (labels::CLUSTER.to_owned(), cluster.to_string()),
            (labels::NODE.to_owned(), node.to_string()),
            (labels::ROLE.to_owned(), self.role.as_str().to_owned()),
            (labels::SPEC_HASH.to_owned(), self.hash()),
        ])
    }
}
