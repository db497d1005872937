//! The servers that keep a cluster's memory: more than half of them must reach each other.

use serde::Serialize;

/// Which servers those are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuorumOf {
    /// Consul's, in standalone.
    Consul,
    /// The managers, in swarm mode.
    Managers,
}

/// How they are, and how many of them can be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quorum {
    /// Which servers.
    pub of: QuorumOf,
    /// Who leads: Consul's `HOST:PORT`, or a node of the swarm; `None` while nobody does.
    pub leader: Option<String>,
    /// How many there are to be.
    pub members: usize,
    /// How many of them answer and vote.
    pub voting: usize,
    /// How many of those can be lost, and the cluster still changes.
    pub losable: usize,
}
