//! `swarmctl exec`.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::model::NodeName;

use super::values;

const EXAMPLES: &str = "\
Examples:
  swarmctl exec -- uptime
  swarmctl exec worker-1 worker-2 -- sudo systemctl is-active docker
  swarmctl exec --role worker --timeout 30s -- df -h /var/lib/docker
  swarmctl exec -o json -- cat /etc/os-release";

/// Which nodes, by what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NodeRole {
    /// Managers.
    Manager,
    /// All that are no managers.
    Worker,
    /// Nodes with a Consul server.
    Discovery,
}

impl NodeRole {
    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Worker => "worker",
            Self::Discovery => "discovery",
        }
    }
}

/// Run a command on many nodes at once
///
/// On all nodes, those of a role, or those that are named, as each one's login and without a terminal or input. Each line comes as
/// `NODE: LINE`, on the stream it was written to; control characters in it are shown and not sent. A node that does not answer or
/// whose command fails does not keep the others: the exit code is 5 then, and 0 if it succeeded everywhere.
///
/// No shell of yours or of the nodes' interprets CMD: each word arrives as the one word it is.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct ExecRequest {
    /// The nodes [default: all]
    #[arg(value_name = "NODE")]
    pub nodes: Vec<NodeName>,
    /// The nodes of this role, unless nodes are named
    #[arg(long, env = "SWARMCTL_ROLE", value_name = "ROLE")]
    pub role: Option<NodeRole>,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
    /// How many nodes are worked on at once
    #[arg(long, env = "SWARMCTL_CONCURRENCY", value_name = "N", default_value = "32")]
    pub concurrency: NonZeroUsize,
    /// The command and its arguments
    #[arg(last = true, value_name = "CMD", required = true)]
    pub command: Vec<OsString>,
}
