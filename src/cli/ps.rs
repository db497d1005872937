//! `swarmctl ps`.

use clap::Args;

use super::values::switch;

/// List containers with the node each runs on
///
/// In swarm mode the tasks of services are listed as a manager has them, those too that still wait for a node; other containers as
/// each node's engine has them.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl ps\n  swarmctl ps -a -o json")]
pub struct PsRequest {
    /// Also those that do not run
    #[arg(short, long, env = "SWARMCTL_ALL", value_parser = switch)]
    pub all: bool,
}
