//! `swarmctl remove-node`.

use clap::Args;

use crate::model::NodeName;

use super::values::switch;
use super::{CaKeyArgs, CarryArgs};

const EXAMPLES: &str = "\
Examples:
  swarmctl remove-node worker-3
  swarmctl remove-node worker-3 worker-4 --yes
  swarmctl remove-node worker-3 --dry-run
  swarmctl remove-node worker-3 --force";

/// Take nodes out of a cluster, and put their hosts back as they were found
///
/// In swarm mode a node takes no more tasks first, and those that it has move to others; a manager becomes a worker before it leaves, if more
/// than half of the managers that stay are reachable. In standalone nothing is moved: a node on which containers of yours run is refused,
/// and another manager becomes the primary first. The last manager stays, and so does a node that is one of Consul's servers: discovery is
/// moved to other nodes before. A run that was cut off is finished by the same command.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct RemoveNodeRequest {
    /// The nodes
    #[arg(required = true, value_name = "NODE")]
    pub nodes: Vec<NodeName>,
    /// Go on where containers of yours run on a node (standalone), which stay there; and where a node cannot be reached: nothing is done on it, the cluster forgets it
    #[arg(short, long, env = "SWARMCTL_FORCE", value_parser = switch)]
    pub force: bool,
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
