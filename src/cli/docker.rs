//! `swarmctl docker` and `swarmctl context`.

use std::ffi::OsString;

use clap::{Args, Subcommand};

use crate::model::NodeName;

use super::certs::ContextName;
use super::env::EnvTarget;

const DOCKER_EXAMPLES: &str = "\
Examples:
  swarmctl docker -- ps -a
  swarmctl docker -- run -d --name web nginx
  swarmctl docker --node worker-1 -- system df
  swarmctl docker -c lab --manager manager-2 -- info";

/// What to talk to.
#[derive(Debug, Args)]
struct TargetArgs {
    /// Talk to the engine of this node, not to the cluster
    #[arg(long, env = "SWARMCTL_NODE", value_name = "NODE")]
    node: Option<NodeName>,
    /// Talk to the cluster through this manager
    #[arg(long, env = "SWARMCTL_MANAGER", value_name = "NODE")]
    manager: Option<NodeName>,
}

impl From<TargetArgs> for EnvTarget {
    /// What is more particular wins.
    fn from(args: TargetArgs) -> Self {
        match (args.node, args.manager) {
            (Some(node), _) => Self::Engine(node),
            (None, Some(manager)) => Self::Manager(manager),
            (None, None) => Self::Cluster,
        }
    }
}

/// What `docker` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DockerRequest {
    /// What to talk to.
    pub target: EnvTarget,
    /// The docker client's arguments.
    pub args: Vec<OsString>,
}

/// Run the docker client against the cluster, or one of its engines
///
/// The docker client takes over with the variables that `swarmctl env` prints; the exit status is its own.
#[derive(Debug, Args)]
#[command(before_help = DOCKER_EXAMPLES)]
pub(super) struct DockerArgs {
    #[command(flatten)]
    target: TargetArgs,
    /// The docker client's arguments
    #[arg(last = true, value_name = "ARG")]
    args: Vec<OsString>,
}

impl From<DockerArgs> for DockerRequest {
    fn from(args: DockerArgs) -> Self {
        Self { target: args.target.into(), args: args.args }
    }
}

const CONTEXT_EXAMPLES: &str = "\
Examples:
  swarmctl context create && docker --context lab ps
  swarmctl context create lab-w1 --node worker-1
  swarmctl context rm lab-w1";

/// Make and remove contexts of the docker client's
///
/// They are made in DOCKER_CONFIG, else ~/.docker, with copies of the operator's certificate; one of the cluster talks to its first
/// manager. A context that swarmctl did not make is neither overwritten nor removed.
#[derive(Debug, Args)]
#[command(before_help = CONTEXT_EXAMPLES)]
pub(super) struct ContextArgs {
    #[command(subcommand)]
    command: ContextCommand,
}

#[derive(Debug, Subcommand)]
enum ContextCommand {
    /// Make a context, or bring one that swarmctl made up to date
    #[command(before_help = "Examples:\n  swarmctl context create\n  swarmctl context create lab-w1 --node worker-1")]
    Create {
        /// Its name [default: the cluster's, or CLUSTER-NODE]
        #[arg(value_name = "NAME")]
        name: Option<ContextName>,
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Remove a context that swarmctl made
    #[command(before_help = "Examples:\n  swarmctl context rm lab")]
    Rm {
        /// Its name
        #[arg(value_name = "NAME")]
        name: ContextName,
    },
}

/// What `context` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextRequest {
    /// Make one.
    Create {
        /// Its name, if it is not the cluster's.
        name: Option<ContextName>,
        /// What it talks to.
        target: EnvTarget,
    },
    /// Remove one.
    Rm {
        /// Its name.
        name: ContextName,
    },
}

impl From<ContextArgs> for ContextRequest {
    fn from(args: ContextArgs) -> Self {
        match args.command {
            ContextCommand::Create { name, target } => Self::Create { name, target: target.into() },
            ContextCommand::Rm { name } => Self::Rm { name },
        }
    }
}
