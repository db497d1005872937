//! What the store knows of a cluster, without its secrets: the third input of every plan.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{CaRotation, Cluster, ClusterName, Host, Migration, NodeName, Serial};

/// The certificate that a node was given last, and is expected to serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeafRecord {
    /// Its serial.
    pub serial: Serial,
    /// When it ends.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub not_after: OffsetDateTime,
    /// When it was issued, by the operator's clock.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub issued_at: OffsetDateTime,
    /// What it names.
    pub sans: Vec<Host>,
}

/// What swarmctl did to one node, kept so that `destroy` takes away just that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct NodeRecord {
    /// Where the host was last reached; for the docker driver, the address it was given.
    pub address: Option<Host>,
    /// Where the other nodes reach it, for a node whose spec names an interface or a network: what that came to when the host was last looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advertised: Option<IpAddr>,
    /// Id of the host's container, for the docker driver.
    pub host_container: Option<String>,
    /// Images that swarmctl brought to the node: it may remove them.
    pub images_brought: BTreeSet<String>,
    /// Whether swarmctl installed the engine's package (it stays all the same).
    pub engine_installed: bool,
    /// The certificate it was given; nothing where a swarmctl gave it that did not keep this yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaf: Option<LeafRecord>,
}

/// `state.json`: the cluster as it was last brought about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Version of this file's form.
    pub schema: u32,
    /// When the cluster was first made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// The name under which the cluster was made, which its hosts go on carrying; nothing where it was never renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_as: Option<ClusterName>,
    /// The name that the cluster had before its last one: by it a rename that was cut off is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<ClusterName>,
    /// What was done to each node.
    pub nodes: BTreeMap<NodeName, NodeRecord>,
}

/// What plans read of the store.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// The spec that is in force, if the cluster exists.
    pub cluster: Option<Cluster>,
    /// The record, if the cluster exists.
    pub record: Option<Record>,
    /// The trust bundle in force, PEM, the issuing CA first; if there is a CA.
    pub ca_pem: Option<String>,
    /// Certificates of the CAs that the cluster had before, PEM: a node that a change did not reach yet is known by them.
    pub former_cas_pem: String,
    /// The change of the CA that is under way, if one is.
    pub rotation: Option<CaRotation>,
    /// The move from standalone to swarm mode that is under way, if one is.
    pub migration: Option<Migration>,
    /// Operator's certificate, PEM.
    pub client_pem: Option<String>,
    /// SHA-256 (hex) of the key that unlocks the swarm's managers, if it is kept.
    pub unlock_key_hash: Option<String>,
    /// SHA-256 (hex) of the node file that holds the gossip key, if there is a key.
    pub gossip_hash: Option<String>,
    /// SHA-256 (hex) of each file for TLS with a store of somebody else, by the name it has on nodes. Read from where the spec says, for `init`.
    pub store_files: BTreeMap<String, String>,
}
