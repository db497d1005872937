//! `swarmctl status`.

use std::time::Duration;

use clap::Args;

use super::values::{self, switch};

const EXAMPLES: &str = "\
Examples:
  swarmctl status
  swarmctl status --watch
  swarmctl status --watch --interval 30s -o json >> lab.jsonl";

/// Show how a cluster is: what is wrong, its nodes, who leads, what ends soon, what was done last
///
/// One look at all nodes at once, judged as `verify` does. A node that does not answer is said to be silent and holds nobody up. Ends with 7 if
/// the cluster is unhealthy.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct StatusRequest {
    /// Look again and again, until Ctrl-C
    ///
    /// On a terminal the page is drawn again in place, and `*` stands before what has changed since the last look. In a pipe page follows page,
    /// with `-o json` a document a line. Ends with 0.
    #[arg(short, long, env = "SWARMCTL_WATCH", value_parser = switch)]
    pub watch: bool,
    /// How long after a look the next one begins, as in `5s` or `1m`
    #[arg(long, env = "SWARMCTL_INTERVAL", value_name = "DURATION", default_value = "5s", value_parser = values::duration)]
    pub interval: Duration,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    ///
    /// Here that is a look: what a node has not said by then is not waited for.
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", default_value = "5s", value_parser = values::duration)]
    pub timeout: Duration,
}
