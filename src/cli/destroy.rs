//! `swarmctl destroy`.

use clap::Args;

use super::values::switch;

/// Take a cluster away: what swarmctl made is removed, what it found is restored
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl destroy --dry-run\n  swarmctl destroy -c lab --yes")]
pub struct DestroyRequest {
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
}
