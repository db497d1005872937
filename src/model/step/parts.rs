//! What steps are made of, where that is more than a name: leaves, configurations, containers, checks.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::{ContainerRole, EndpointKind, Host, Serial, Validity};

/// What a leaf certificate is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeafRequest {
    /// Common name.
    pub name: String,
    /// Names and addresses it is valid for.
    pub sans: Vec<Host>,
    /// How long it is valid.
    pub valid: Validity,
}

/// Where an image comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "from")]
pub enum ImageSource {
    /// A registry, asked by the node's engine.
    Registry,
    /// A `docker save` archive on the operator's machine.
    Archive {
        /// Its path.
        path: PathBuf,
    },
}

/// How an engine's configuration changes. The files are whole; running containers outlive the restart because live-restore is switched on by a reload
/// before it (`bridge`) and, where it must not stay, off by a reload after it (`settled`). Measured on Engine 20.10: a reload takes live-restore over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EngineChange {
    /// daemon.json before the restart: what stands, with live-restore on. `None` where it is on already or no engine runs.
    pub bridge: Option<String>,
    /// daemon.json for the restart.
    pub daemon_json: String,
    /// daemon.json after the restart, if that differs.
    pub settled: Option<String>,
    /// The unit's drop-in, or `None` for no drop-in.
    pub drop_in: Option<String>,
    /// Hash of the settled daemon.json and the drop-in; with the certificate's directory it makes the stamp, see `EngineChange::stamp`.
    pub applied: String,
    /// What it brings, in words, for the plan.
    pub contents: Vec<String>,
}

impl EngineChange {
    /// What `/etc/swarmctl/engine.applied` holds once the engine came up with a configuration (by its hash) and a certificate (by its directory, `LeafFacts::dir`).
    pub fn stamp(applied: &str, dir: &Serial) -> String {
        format!("{applied} {dir}")
    }
}

/// A container of swarmctl's own that runs on a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnContainer {
    /// Its role.
    pub role: ContainerRole,
    /// Its id.
    pub id: String,
}

/// How it is told that a node is well again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeCheck {
    /// The endpoints that must serve the certificate in force.
    pub endpoints: Vec<EndpointKind>,
    /// Standalone: `IP:PORT` under which managers list its engine; `None` where it is in no pool.
    pub listed_as: Option<String>,
    /// Standalone: a container that runs on it, by which managers are made to speak to its engine.
    pub probe: Option<String>,
}

/// When a node counts as well, by its spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Wellness {
    /// The endpoints that must answer with a certificate that is believed.
    pub endpoints: Vec<EndpointKind>,
    /// The containers of swarmctl's that must run and go on running.
    pub containers: Vec<ContainerRole>,
    /// Standalone: `IP:PORT` under which managers must have its engine as Healthy; `None` where it is in no pool.
    pub listed_as: Option<String>,
}
