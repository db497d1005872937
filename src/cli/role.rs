//! `swarmctl promote` and `swarmctl demote`.

use clap::Args;

use crate::model::NodeName;

use super::values::switch;
use super::{CaKeyArgs, CarryArgs};

const PROMOTE_EXAMPLES: &str = "\
Examples:
  swarmctl promote worker-1
  swarmctl promote worker-1 --dry-run";

const DEMOTE_EXAMPLES: &str = "\
Examples:
  swarmctl demote manager-2
  swarmctl demote manager-2 --dry-run";

/// What both take.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct RoleArgs {
    /// The node
    #[arg(value_name = "NODE")]
    pub node: NodeName,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
    /// How its plan is carried out.
    #[command(flatten)]
    pub carry: CarryArgs,
    /// What opens the CA's key.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}

/// Make a node a manager
///
/// In swarm mode by the swarm itself, in standalone by a manager on the node. The spec in the store says so from then on: a spec file of yours
/// should, too.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = PROMOTE_EXAMPLES)]
pub struct PromoteRequest {
    /// Which, and how.
    #[command(flatten)]
    pub args: RoleArgs,
}

/// Let a manager be a worker
///
/// In swarm mode never where it would cost the managers their quorum; in standalone another manager becomes the primary first. The last manager
/// stays one. The spec in the store says so from then on: a spec file of yours should, too.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = DEMOTE_EXAMPLES)]
pub struct DemoteRequest {
    /// Which, and how.
    #[command(flatten)]
    pub args: RoleArgs,
}
