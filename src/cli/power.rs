//! `swarmctl start`, `swarmctl stop` and `swarmctl restart`.

use std::time::Duration;

use clap::Args;

use crate::model::NodeName;

use super::CaKeyArgs;
use super::values::{self, switch};

const START_EXAMPLES: &str = "\
Examples:
  swarmctl start worker-1
  swarmctl start manager-1 worker-1 worker-2";

const STOP_EXAMPLES: &str = "\
Examples:
  swarmctl stop worker-1
  swarmctl stop worker-1 worker-2 --yes
  swarmctl stop manager-1 --force";

const RESTART_EXAMPLES: &str = "\
Examples:
  swarmctl restart worker-1
  swarmctl restart manager-1 manager-2 worker-1 --yes";

/// What all three take.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct PowerArgs {
    /// The nodes
    #[arg(required = true, value_name = "NODE")]
    pub nodes: Vec<NodeName>,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
}

/// Switch hosts on that the docker driver made
///
/// They are started all at once; the command ends when each of them is well: its engine answers, and the managers have it as Healthy, in swarm mode as ready. A
/// manager of a swarm with `autolock` is unlocked. A host that is reached by SSH is switched on where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = START_EXAMPLES)]
pub struct StartRequest {
    /// Which, and how.
    #[command(flatten)]
    pub args: PowerArgs,
    /// What opens the swarm's unlock key, where that is under the CA key's passphrase.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}

/// Switch hosts off, in an orderly way
///
/// A host of the docker driver's is stopped; one that is reached by SSH is powered off, which asks for consent: it has to be switched on where it stands. What
/// runs on it stops with it. Workers go first; before the primary goes, another manager takes over. Where no manager would be left, or too few of the
/// swarm's managers or of Consul's servers, it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = STOP_EXAMPLES)]
pub struct StopRequest {
    /// Which, and how.
    #[command(flatten)]
    pub args: PowerArgs,
    /// Go on where the cluster cannot do without the hosts
    #[arg(short, long, env = "SWARMCTL_FORCE", value_parser = switch)]
    pub force: bool,
}

/// Restart hosts, one after the other
///
/// A host of the docker driver's is stopped and started again; one that is reached by SSH is rebooted, which asks for consent. Each must be well before the next
/// one goes: its engine answers, and the managers have it as Healthy, in swarm mode as ready. Before the primary's turn, which is the last, another manager takes
/// over. A manager of a swarm with `autolock` is unlocked. Where others are away already, and too few managers or Consul servers would be left, it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = RESTART_EXAMPLES)]
pub struct RestartRequest {
    /// Which, and how.
    #[command(flatten)]
    pub args: PowerArgs,
    /// Go on where the cluster cannot do without the hosts
    #[arg(short, long, env = "SWARMCTL_FORCE", value_parser = switch)]
    pub force: bool,
    /// What opens the swarm's unlock key, where that is under the CA key's passphrase.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}
