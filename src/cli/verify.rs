//! `swarmctl verify`.

use std::time::Duration;

use clap::Args;

use super::values;

const EXAMPLES: &str = "\
Examples:
  swarmctl verify
  swarmctl verify -o json
  swarmctl verify --wait 2m
  swarmctl verify --deploy alpine:3.20 --containers 8";

/// Check a cluster
///
/// Every manager is asked for its version, its nodes, primary and replicas; the certificates are looked at as they are served, and
/// connections without one must be refused. Each finding names its cause and the command that mends it. Ends with 7 if the cluster
/// is unhealthy.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct VerifyRequest {
    /// Also run containers of this image through the manager, show where they land, remove them; in swarm mode as a service
    #[arg(long, env = "SWARMCTL_DEPLOY", value_name = "IMAGE")]
    pub deploy: Option<String>,
    /// How many containers `--deploy` runs [default: as many as nodes in the pool; in swarm mode one on each]
    #[arg(long, env = "SWARMCTL_CONTAINERS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub containers: Option<u16>,
    /// Look again until the cluster is healthy, but no longer than this, as in `90s` or `5m`
    ///
    /// What is printed is the last look.
    #[arg(long, env = "SWARMCTL_WAIT", value_name = "DURATION", value_parser = values::duration)]
    pub wait: Option<Duration>,
}
