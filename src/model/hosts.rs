//! The docker driver's hosts as they were found on the operator's engine.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::NodeName;

/// A host that is a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostSeen {
    /// The container's id.
    pub id: String,
    /// Its address on the cluster's network, while it runs.
    pub address: Option<IpAddr>,
    /// Whether it runs.
    pub running: bool,
}

/// What the operator's engine holds of a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostsSeen {
    /// The network's name, and whether it is there.
    pub network: String,
    /// Whether the network is there.
    pub network_exists: bool,
    /// The host image's reference: its tag is a hash of what it is built from.
    pub image: String,
    /// Whether the image is there.
    pub image_exists: bool,
    /// What the image is built from.
    pub base: String,
    /// The hosts, by node.
    pub hosts: BTreeMap<NodeName, HostSeen>,
}
