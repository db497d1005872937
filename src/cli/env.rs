//! `swarmctl env`.

use clap::{Args, ValueEnum};

use crate::model::NodeName;

use super::values::switch;

const EXAMPLES: &str = "\
Examples:
  eval \"$(swarmctl env)\"                    the docker client talks to the cluster
  eval \"$(swarmctl env worker-1)\"           … to one node's engine
  eval \"$(swarmctl env --unset)\"            … to what it talked to by default
  swarmctl env --shell fish | source";

/// A shell that variables can be printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EnvShell {
    /// bash, and other POSIX shells.
    Bash,
    /// zsh.
    Zsh,
    /// fish.
    Fish,
    /// `PowerShell`.
    #[value(name = "powershell")]
    PowerShell,
}

impl EnvShell {
    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
        }
    }
}

/// What the docker client is to talk to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvTarget {
    /// The cluster, through whichever manager answers.
    Cluster,
    /// The cluster, through this manager.
    Manager(NodeName),
    /// The engine of this node.
    Engine(NodeName),
    /// Whatever it talks to by default: the variables are unset.
    Unset,
}

/// What `env` is to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvRequest {
    /// What to talk to.
    pub target: EnvTarget,
    /// For which shell; `None` is the one that is found to run.
    pub shell: Option<EnvShell>,
}

/// Print the variables that make the docker client talk to the cluster
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct EnvArgs {
    /// Talk to the engine of this node, not to the cluster
    #[arg(value_name = "NODE")]
    node: Option<NodeName>,
    /// Talk to the cluster through this manager
    #[arg(long, env = "SWARMCTL_MANAGER", value_name = "NODE")]
    manager: Option<NodeName>,
    /// The shell to print for [default: the one in SHELL]
    #[arg(long, env = "SWARMCTL_SHELL", value_name = "SHELL")]
    shell: Option<EnvShell>,
    /// Print what unsets the variables
    #[arg(short, long, env = "SWARMCTL_UNSET", value_parser = switch)]
    unset: bool,
}

impl From<EnvArgs> for EnvRequest {
    /// What is more particular wins: `--unset`, then the argument, then the manager.
    fn from(args: EnvArgs) -> Self {
        let target = match (args.unset, args.node, args.manager) {
            (true, ..) => EnvTarget::Unset,
            (false, Some(node), _) => EnvTarget::Engine(node),
            (false, None, Some(manager)) => EnvTarget::Manager(manager),
            (false, None, None) => EnvTarget::Cluster,
        };
        Self { target, shell: args.shell }
    }
}
