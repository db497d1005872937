//! The flags that say how a plan is carried out; every verb that goes `init`'s way has them.

use std::num::NonZeroUsize;
use std::time::Duration;

use clap::Args;

use super::values::{self, switch};

/// How a plan is carried out, and whether the cluster is checked after it.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CarryArgs {
    /// How many nodes are worked on at once
    #[arg(long, env = "SWARMCTL_CONCURRENCY", value_name = "N", default_value = "32")]
    pub concurrency: NonZeroUsize,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
    /// Do not check the cluster at the end
    #[arg(long, env = "SWARMCTL_NO_VERIFY", value_parser = switch)]
    pub no_verify: bool,
}

impl Default for CarryArgs {
    /// As without a flag.
    fn default() -> Self {
        Self { concurrency: NonZeroUsize::MIN.saturating_add(31), timeout: None, no_verify: false }
    }
}
