//! `swarmctl upgrade`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueHint};

use crate::model::NodeName;

use super::CaKeyArgs;
use super::values::{self, switch};

const EXAMPLES: &str = "\
Examples:
  swarmctl upgrade --engine --dry-run
  swarmctl upgrade --engine
  swarmctl upgrade --consul-image hashicorp/consul:1.21
  swarmctl upgrade worker-1 --swarm-image swarm:1.2.9     on one node to begin with
  swarmctl upgrade                                        on the others, or what a cut run left";

/// Bring newer engines and images, one node after the other
///
/// With `--engine` the package that each engine came with is brought to the newest version that its host's apt has; an engine that is from no package stays as
/// it is. With other images the spec in the store has them from then on: a spec file of yours should, too. All that is needed is fetched first. Then each node
/// is upgraded and must be well before the next one's turn: workers, then managers and Consul's servers, the primary last, after a replica took its place. In
/// swarm mode the leader comes last, and a node takes no tasks meanwhile. In standalone containers go on running. A node that fails gets its former versions
/// back and the run ends with 5. Run again, it goes on where it ended. Without a flag it brings the images that the spec names where they are not in use yet.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct UpgradeRequest {
    /// Only these nodes [default: all of them]
    #[arg(value_name = "NODE")]
    pub nodes: Vec<NodeName>,
    /// The engines too: the newest version of the package that each came with
    #[arg(long, env = "SWARMCTL_ENGINE", value_parser = switch)]
    pub engine: bool,
    /// Image of the standalone manager and agent
    #[arg(long, visible_alias = "swarm", env = "SWARMCTL_SWARM_IMAGE", value_name = "IMAGE")]
    pub swarm_image: Option<String>,
    /// Image of Consul
    #[arg(long, visible_alias = "consul", env = "SWARMCTL_CONSUL_IMAGE", value_name = "IMAGE")]
    pub consul_image: Option<String>,
    /// Load images from this `docker save` archive, pull none
    #[arg(long, env = "SWARMCTL_IMAGE_ARCHIVE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub image_archive: Option<PathBuf>,
    /// How many workers at once; managers and discovery nodes always come one by one
    #[arg(long, env = "SWARMCTL_PARALLEL", value_name = "N", default_value = "1")]
    pub parallel: NonZeroUsize,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    pub dry_run: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
    /// What opens the swarm's unlock key, where that is under the CA key's passphrase.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}
