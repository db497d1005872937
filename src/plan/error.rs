//! Why no plan can be made.

use crate::model::{Exit, Explain, NodeName};

/// A plan that cannot be made. Preflight finds all but `NoManager` first, and says them kindly.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A node without facts.
    #[error("node `{node}` was not looked at")]
    NotLookedAt {
        /// The node.
        node: NodeName,
    },
    /// No address for the other nodes.
    #[error("node `{node}`: it is not known at which address the other nodes reach it")]
    NoAddress {
        /// The node.
        node: NodeName,
    },
    /// daemon.json cannot be merged.
    #[error("node `{node}`: /etc/docker/daemon.json cannot be read: {reason}")]
    DaemonJson {
        /// The node.
        node: NodeName,
        /// Why.
        reason: String,
    },
    /// A cluster without a manager.
    #[error("the cluster has no manager")]
    NoManager,
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::NoAddress { .. } => Some("name it with `advertise` in the spec".to_owned()),
            Self::DaemonJson { .. } => Some("mend the file on the host, then run the command again".to_owned()),
            Self::NotLookedAt { .. } | Self::NoManager => None,
        }
    }

    fn exit(&self) -> Exit {
        Exit::Preflight
    }
}
