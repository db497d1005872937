//! `swarmctl certs rotate`.

use std::num::NonZeroUsize;
use std::time::Duration;

use clap::Args;

use crate::cli::CaKeyArgs;
use crate::cli::values::{self, switch};
use crate::model::NodeName;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs rotate --dry-run
  swarmctl certs rotate                      every node's certificate, and the operator's
  swarmctl certs rotate worker-1 worker-2
  swarmctl certs rotate --within 30d --parallel 4";

/// Issue the nodes' certificates anew, on a cluster that goes on working
///
/// One node after the other: its new pair is pushed and switched to in one step; the engine, Consul, the agent and the manager read it; then the node must
/// serve it and be Healthy before the next one's turn. The primary comes last, after a replica took its place. Containers go on running. A node that fails
/// gets its former pair back and the run ends with 5. Run again, it goes on where it ended.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct CertsRotateRequest {
    /// Only these nodes [default: all of them, and the operator]
    #[arg(value_name = "NODE")]
    pub nodes: Vec<NodeName>,
    /// Only certificates that were issued longer ago, as in `90d`
    #[arg(long, env = "SWARMCTL_OLDER_THAN", value_name = "DURATION", value_parser = values::duration, conflicts_with = "within")]
    pub older_than: Option<Duration>,
    /// Only certificates that end within this time, as in `30d`
    #[arg(long, env = "SWARMCTL_WITHIN", value_name = "DURATION", value_parser = values::duration)]
    pub within: Option<Duration>,
    /// How many workers at once; managers and discovery nodes always come one by one
    #[arg(long, env = "SWARMCTL_PARALLEL", value_name = "N", default_value = "1")]
    pub parallel: NonZeroUsize,
    /// What every change of certificates has.
    #[command(flatten)]
    pub manner: ChangeArgs,
}

/// How certificates are changed.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ChangeArgs {
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
    /// What opens the CA's key.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}
