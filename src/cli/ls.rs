//! `swarmctl ls`.

use std::time::Duration;

use clap::Args;

use super::values::{self, switch};

/// List the cluster's nodes, with their roles and their state
///
/// All nodes are asked at once. One that does not answer has a row that says so, and holds nobody up; the exit code is 5 then.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl ls\n  swarmctl ls -c lab -o json\n  swarmctl ls --clusters")]
pub struct LsRequest {
    /// List the clusters of the store instead
    #[arg(long, env = "SWARMCTL_CLUSTERS", value_parser = switch)]
    pub clusters: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    ///
    /// Here that is the look: what a node has not said by then is not waited for.
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", default_value = "5s", value_parser = values::duration)]
    pub timeout: Duration,
}
