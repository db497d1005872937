//! `swarmctl destroy`.

use std::num::NonZeroUsize;

use clap::Args;

use super::values::switch;

/// Take a cluster away: what swarmctl made is removed, what it found is restored
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl destroy --dry-run\n  swarmctl destroy -c lab --yes")]
pub struct DestroyRequest {
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
    /// Take the cluster away even if nodes cannot be reached; what is on those stays there
    #[arg(short, long, env = "SWARMCTL_FORCE", value_parser = switch)]
    pub force: bool,
    /// How many nodes are worked on at once
    #[arg(long, env = "SWARMCTL_CONCURRENCY", value_name = "N", default_value = "32")]
    pub concurrency: NonZeroUsize,
}
