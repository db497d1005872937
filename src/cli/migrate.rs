//! `swarmctl migrate`.

use std::time::Duration;

use clap::Args;

use crate::model::Orchestrator;

use super::values::{self, switch};

const EXAMPLES: &str = "\
Examples:
  swarmctl migrate --to swarm-mode --dry-run    what becomes what, what cannot move, and the steps
  swarmctl migrate --to swarm-mode              a swarm beside standalone, node by node
  swarmctl migrate --finish                     take the managers, the agents and Consul away
  swarmctl migrate --back                       leave the swarm again, as long as that was not begun";

/// Move a standalone cluster to swarm mode, on a cluster that goes on working
///
/// One node after the other, its engine leaves live-restore without a restart and joins a swarm. Managers, agents and Consul go on beside it, and so does every
/// container: what runs stays where it is, as a plain container of its engine. When all nodes are ready in the swarm the run ends, and both can be used.
/// `--finish` then takes the manager and agent containers and Consul away, and the cluster's spec says `swarm-mode`; until then `--back` undoes all of it. Run
/// again, a run that was cut off goes on.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct MigrateArgs {
    /// Who is to schedule: `swarm-mode`
    #[arg(long, env = "SWARMCTL_TO", value_name = "ORCHESTRATOR", value_parser = values::migration_target(), required_unless_present_any = ["finish", "back"])]
    to: Option<Orchestrator>,
    /// Take away what standalone needs, once all nodes are in the swarm; with `--to`, in the same run
    #[arg(long, env = "SWARMCTL_FINISH", value_parser = switch)]
    finish: bool,
    /// Leave the swarm again: the cluster is standalone as before
    #[arg(long, env = "SWARMCTL_BACK", value_parser = switch, conflicts_with_all = ["finish", "to"])]
    back: bool,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    dry_run: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    timeout: Option<Duration>,
}

/// Which way a cluster moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrateCourse {
    /// All nodes come into a swarm.
    Join,
    /// All nodes are in a swarm, and what standalone needs is taken away.
    Finish,
    /// Both, one after the other.
    JoinAndFinish,
    /// All nodes leave the swarm.
    Back,
}

/// Move a cluster to swarm mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrateRequest {
    /// Which way.
    pub course: MigrateCourse,
    /// Whether the plan is only shown.
    pub dry_run: bool,
    /// The longest time of a step.
    pub timeout: Option<Duration>,
}

impl From<MigrateArgs> for MigrateRequest {
    fn from(args: MigrateArgs) -> Self {
        let course = match (args.back, args.finish, args.to) {
            (true, _, _) => MigrateCourse::Back,
            (false, true, None) => MigrateCourse::Finish,
            (false, true, Some(_)) => MigrateCourse::JoinAndFinish,
            (false, false, _) => MigrateCourse::Join,
        };
        Self { course, dry_run: args.dry_run, timeout: args.timeout }
    }
}
