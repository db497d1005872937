//! `swarmctl ps`.

use clap::Args;

use super::values::switch;

/// List containers with the node each runs on
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl ps\n  swarmctl ps -a -o json")]
pub struct PsRequest {
    /// Also those that do not run
    #[arg(short, long, env = "SWARMCTL_ALL", value_parser = switch)]
    pub all: bool,
}
