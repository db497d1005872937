//! `swarmctl import`.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, Subcommand, ValueHint};

use crate::model::{ClusterName, Orchestrator};

use super::export::{ExportFile, ExportPassphraseArgs};
use super::values;

const EXAMPLES: &str = "\
Examples:
  swarmctl import lab.swarmctl
  printf %s \"$LAB\" | swarmctl import - --passphrase-file /run/secrets/lab
  swarmctl import docker-machine";

/// Put a cluster into the store: one that was exported, or docker-machine's machines
///
/// No host is touched. A cluster that is in the store already is never replaced. What is missing to go on (keys that were not exported, files that the spec
/// names) is told with what helps.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct ImportArgs {
    /// The file that `swarmctl export` wrote; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath, value_parser = OsStringValueParser::new().map(ExportFile::from))]
    file: Option<ExportFile>,
    #[command(flatten)]
    passphrase: ExportPassphraseArgs,
    #[command(subcommand)]
    from: Option<ImportFrom>,
}

#[derive(Debug, Subcommand)]
enum ImportFrom {
    DockerMachine(ImportMachinesRequest),
}

/// Adopt the machines of docker-machine
///
/// Reads its store (addresses, logins, keys, swarm and engine options, the CA) and makes a cluster of it here, `machine` unless it is named. Nothing on any
/// machine is touched, and docker-machine's own files stay as they are: `swarmctl plan` then shows what would change. A machine that cannot be taken over is named, and the others
/// come in (exit code 5).
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "\
Examples:
  swarmctl import docker-machine
  swarmctl import docker-machine /backup/machine --name lab
  swarmctl import docker-machine --orchestrator swarm-mode")]
pub struct ImportMachinesRequest {
    /// docker-machine's store [default: MACHINE_STORAGE_PATH, else ~/.docker/machine]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// The cluster's name
    #[arg(long, env = "SWARMCTL_NAME", value_name = "NAME")]
    pub name: Option<ClusterName>,
    /// Who is to schedule containers
    #[arg(long, env = "SWARMCTL_ORCHESTRATOR", value_name = "KIND", default_value = "standalone", value_parser = values::orchestrator())]
    pub orchestrator: Orchestrator,
}

/// What `import` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRequest {
    /// Take in a cluster that was exported.
    Cluster {
        /// From where.
        file: ExportFile,
        /// What says the passphrase.
        passphrase: ExportPassphraseArgs,
    },
    /// Adopt docker-machine's machines.
    Machines(ImportMachinesRequest),
}

impl From<ImportArgs> for ImportRequest {
    fn from(args: ImportArgs) -> Self {
        match args.from {
            Some(ImportFrom::DockerMachine(request)) => Self::Machines(request),
            // clap asks for the file where no subcommand is given.
            None => Self::Cluster { file: args.file.unwrap_or(ExportFile::Stream), passphrase: args.passphrase },
        }
    }
}
