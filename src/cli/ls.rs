//! `swarmctl ls`.

use clap::Args;

use super::values::switch;

/// List the cluster's nodes, with their roles and their state
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl ls\n  swarmctl ls -c lab -o json\n  swarmctl ls --clusters")]
pub struct LsRequest {
    /// List the clusters of the store instead
    #[arg(long, env = "SWARMCTL_CLUSTERS", value_parser = switch)]
    pub clusters: bool,
}
