//! `swarmctl clusters`.

use clap::{Args, Subcommand};

use crate::model::ClusterName;

use super::values::switch;

const EXAMPLES: &str = "\
Examples:
  swarmctl clusters ls
  swarmctl clusters use lab
  swarmctl clusters use --none
  swarmctl clusters rename lab staging
  swarmctl clusters rm old";

/// List, choose, rename and forget clusters of the store
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct ClustersArgs {
    #[command(subcommand)]
    command: ClustersCommand,
}

#[derive(Debug, Subcommand)]
enum ClustersCommand {
    /// List the clusters of the store, as `swarmctl ls --clusters` does
    #[command(before_help = "Examples:\n  swarmctl clusters ls\n  swarmctl clusters ls -o json")]
    Ls,
    /// Choose the cluster that is meant where none is named
    ///
    /// Kept in the store; `--cluster` and SWARMCTL_CLUSTER, which `swarmctl env` sets, go before it.
    #[command(before_help = "Examples:\n  swarmctl clusters use lab\n  swarmctl clusters use --none")]
    Use(UseArgs),
    /// Give a cluster another name without touching its hosts
    ///
    /// Its directory in the store, its spec there, the choice of `clusters use` and the docker contexts that swarmctl made for it follow; the contexts keep
    /// their own names. Hosts go on carrying the name under which the cluster was made, and no other cluster of the store can have that one. After a cut
    /// the same command finishes it.
    #[command(before_help = "Examples:\n  swarmctl clusters rename lab staging")]
    Rename {
        /// The cluster
        #[arg(value_name = "OLD")]
        from: ClusterName,
        /// Its name from now on
        #[arg(value_name = "NEW")]
        to: ClusterName,
    },
    /// Forget a cluster without touching its hosts
    ///
    /// Its spec, record, journal and keys are removed from the store, the CA's key among them: no certificate can be issued or
    /// renewed any more, and `destroy` cannot reach what stays on the hosts. To take the cluster itself away use `swarmctl destroy`.
    #[command(before_help = "Examples:\n  swarmctl clusters rm old\n  swarmctl clusters rm old --yes")]
    Rm {
        /// The cluster
        #[arg(value_name = "NAME")]
        name: ClusterName,
    },
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct UseArgs {
    /// The cluster
    #[arg(value_name = "NAME")]
    name: Option<ClusterName>,
    /// Choose none
    #[arg(long, env = "SWARMCTL_NONE", value_parser = switch)]
    none: bool,
}

/// What `clusters` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClustersRequest {
    /// List them.
    Ls,
    /// Choose the default, or none.
    Use(Option<ClusterName>),
    /// Give one another name.
    Rename {
        /// The one it has.
        from: ClusterName,
        /// The one it gets.
        to: ClusterName,
    },
    /// Forget one.
    Rm(ClusterName),
}

impl From<ClustersArgs> for ClustersRequest {
    fn from(args: ClustersArgs) -> Self {
        match args.command {
            ClustersCommand::Ls => Self::Ls,
            ClustersCommand::Use(UseArgs { name, .. }) => Self::Use(name),
            ClustersCommand::Rename { from, to } => Self::Rename { from, to },
            ClustersCommand::Rm { name } => Self::Rm(name),
        }
    }
}
