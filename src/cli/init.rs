//! `swarmctl init`.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ValueHint};

use crate::model::{ClusterName, Driver, NodeName, Orchestrator, Port};
use crate::spec::{HostKeyChecking, NodeFlag, Overrides, SshOverrides};

use super::values::{self, SpecSource, switch};
use super::{CaKeyArgs, CarryArgs};

const EXAMPLES: &str = "\
Examples:
  swarmctl init -f cluster.yaml
  swarmctl init -f cluster.yaml --dry-run
  swarmctl init --name lab --node m1=ops@10.0.0.11,role=manager --node w1=ops@10.0.0.12
  swarmctl init --name lab --driver docker --count 3
  swarmctl init -f cluster.yaml --image-archive images.tar";

/// What `init` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitRequest {
    /// The spec, if one is given.
    pub source: Option<SpecSource>,
    /// What flags say over the spec.
    pub overrides: Overrides,
    /// Show the plan and change nothing.
    pub dry_run: bool,
    /// End a dry run with a code of its own where changes are pending.
    pub detailed_exitcode: bool,
    /// How its plan is carried out.
    pub carry: CarryArgs,
    /// Nodes that the spec leaves out because they are gone for good.
    pub gone: Vec<NodeName>,
    /// What opens the CA's key; a new one is put under the passphrase that is named.
    pub ca_key: CaKeyArgs,
}

impl InitRequest {
    /// The request that brings a cluster of the store back to its spec.
    pub fn again(overrides: Overrides, carry: CarryArgs, ca_key: CaKeyArgs) -> Self {
        Self { source: None, overrides, dry_run: false, detailed_exitcode: false, carry, gone: Vec::new(), ca_key }
    }
}

/// Bring a cluster about, or bring it back to its spec
///
/// All nodes are looked at first, and every problem is reported before anything is touched. What holds already is kept, so that
/// running it again finishes what was interrupted, mends what broke, and otherwise changes nothing.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// The spec; `-` is standard input
    #[arg(short, long, env = "SWARMCTL_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = OsStringValueParser::new().map(SpecSource::from))]
    file: Option<SpecSource>,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    dry_run: bool,
    /// End with 10 if changes are pending
    #[arg(long, env = "SWARMCTL_DETAILED_EXITCODE", value_parser = switch)]
    detailed_exitcode: bool,
    #[command(flatten)]
    carry: CarryArgs,
    /// A node is gone for good, and the spec leaves it out; the flag repeated for each
    ///
    /// Without it `init` takes no node away. Nothing is done on the node itself, and it must never come back with what it holds. If it was one of Consul's
    /// servers, the others take it out of their list; if too few are left to elect a leader, the first one that is left goes on alone with the keys it
    /// holds, and the others join it.
    #[arg(long, env = "SWARMCTL_GONE", value_name = "NODE", value_delimiter = ' ')]
    gone: Vec<NodeName>,
    #[command(flatten)]
    cluster: ClusterArgs,
    #[command(flatten)]
    ssh: SshArgs,
    #[command(flatten)]
    ca_key: CaKeyArgs,
}

/// What the cluster is made of.
#[derive(Debug, Args)]
#[command(next_help_heading = "Cluster (wins over the spec)")]
struct ClusterArgs {
    /// The cluster's name
    #[arg(long, env = "SWARMCTL_NAME", value_name = "NAME")]
    name: Option<ClusterName>,
    /// Who schedules containers
    #[arg(long, env = "SWARMCTL_ORCHESTRATOR", value_name = "KIND", value_parser = values::orchestrator())]
    orchestrator: Option<Orchestrator>,
    /// Where hosts come from
    #[arg(long, env = "SWARMCTL_DRIVER", value_name = "KIND", value_parser = values::driver())]
    driver: Option<Driver>,
    /// A node, the flag repeated for each: NAME=[USER@]HOST[:PORT][,role=manager|discovery]…[,availability=active|drain]
    ///
    /// In the variable, spaces separate the nodes. A node that the spec has is changed, any other is added. With the docker driver, NAME stands alone.
    #[arg(long = "node", env = "SWARMCTL_NODE", value_name = "NODE", value_delimiter = ' ')]
    nodes: Vec<NodeFlag>,
    /// Number of hosts that the docker driver makes: one manager, the others workers
    #[arg(long, env = "SWARMCTL_COUNT", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    count: Option<u16>,
    /// Image of the standalone manager and agent
    #[arg(long, env = "SWARMCTL_SWARM_IMAGE", value_name = "IMAGE")]
    swarm_image: Option<String>,
    /// Image of Consul
    #[arg(long, env = "SWARMCTL_CONSUL_IMAGE", value_name = "IMAGE")]
    consul_image: Option<String>,
    /// Load images from this `docker save` archive, pull none
    #[arg(long, env = "SWARMCTL_IMAGE_ARCHIVE", value_name = "FILE")]
    image_archive: Option<PathBuf>,
}

/// How nodes are reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "SSH (for nodes that do not say it themselves)")]
struct SshArgs {
    /// Login name
    #[arg(long, env = "SWARMCTL_SSH_USER", value_name = "USER", value_parser = values::user)]
    ssh_user: Option<String>,
    /// Port
    #[arg(long, env = "SWARMCTL_SSH_PORT", value_name = "PORT", value_parser = values::port)]
    ssh_port: Option<Port>,
    /// Private key file
    #[arg(short = 'i', long, env = "SWARMCTL_SSH_KEY", value_name = "FILE")]
    ssh_key: Option<PathBuf>,
    /// Host to go through: [USER@]HOST[:PORT], several separated by commas
    #[arg(short = 'J', long, env = "SWARMCTL_JUMP", value_name = "HOST", value_parser = values::jump)]
    jump: Option<String>,
    /// How unknown host keys are met; a changed key is always refused
    #[arg(long, env = "SWARMCTL_HOST_KEY_CHECKING", value_name = "POLICY", value_parser = values::host_key_checking())]
    host_key_checking: Option<HostKeyChecking>,
}

impl From<InitArgs> for InitRequest {
    fn from(args: InitArgs) -> Self {
        let InitArgs { file, dry_run, detailed_exitcode, carry, gone, cluster, ssh, ca_key } = args;
        let overrides = Overrides {
            name: cluster.name,
            orchestrator: cluster.orchestrator,
            driver: cluster.driver,
            nodes: cluster.nodes,
            count: cluster.count,
            ssh: SshOverrides { user: ssh.ssh_user, port: ssh.ssh_port, identity: ssh.ssh_key, jump: ssh.jump, host_key_checking: ssh.host_key_checking },
            swarm_image: cluster.swarm_image,
            consul_image: cluster.consul_image,
            archive: cluster.image_archive,
        };
        Self { source: file, overrides, dry_run, detailed_exitcode, carry, gone, ca_key }
    }
}
