//! Which keys go along when a cluster is handed on.

use serde::{Deserialize, Serialize};

/// Which keys go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CarriedKeys {
    /// None: what is known of the cluster, and nothing that lets in.
    None,
    /// The operator's certificate with its key: enough to look at the cluster and to use it.
    Client,
    /// All that the store has: also the CA's key, and with it everything.
    All,
}

impl CarriedKeys {
    /// The word for it in flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Client => "client",
            Self::All => "all",
        }
    }
}
