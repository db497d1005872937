//! `swarmctl history`.

use std::num::NonZeroUsize;

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  swarmctl history
  swarmctl history -n 100 -o json
  swarmctl history --run last";

/// Show what runs did: who, when, on which nodes, with what outcome
///
/// Read from the journal in the store: every run that was to change something, the newest last. `destroy` takes the journal away
/// with its cluster.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct HistoryRequest {
    /// How many of the last runs
    #[arg(short = 'n', long, env = "SWARMCTL_LAST", value_name = "N", default_value = "20")]
    pub last: NonZeroUsize,
    /// Show the steps of this run; `last` is the newest
    #[arg(long, env = "SWARMCTL_RUN", value_name = "ID")]
    pub run: Option<String>,
}
