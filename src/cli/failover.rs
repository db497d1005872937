//! `swarmctl failover`.

use std::time::Duration;

use clap::Args;

use crate::model::NodeName;

use super::values::{self, switch};

const EXAMPLES: &str = "\
Examples:
  swarmctl failover
  swarmctl failover --to manager-2
  swarmctl failover --dry-run";

/// Let another manager be the primary, before the primary's node is worked on
///
/// Standalone clusters with several managers: the primary's lock is taken away until a replica has it, which takes a fraction of a
/// second, and no request fails meanwhile. Ends when all managers name the new primary. Swarm mode's managers elect their leader
/// themselves.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct FailoverRequest {
    /// The manager that is to be the primary [default: whichever takes over]
    #[arg(long, env = "SWARMCTL_TO", value_name = "NODE")]
    pub to: Option<NodeName>,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
}
