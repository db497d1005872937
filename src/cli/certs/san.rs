//! `swarmctl certs san`.

use clap::{Args, Subcommand};

use crate::model::{Host, NodeName};

use super::rotate::ChangeArgs;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs san add worker-1 build.example.org
  swarmctl certs san add manager-1 203.0.113.7 swarm.example.org";

/// Change the names and addresses that a node's certificate is valid for
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(in crate::cli) struct SanArgs {
    #[command(subcommand)]
    command: SanCommand,
}

#[derive(Debug, Subcommand)]
enum SanCommand {
    /// Add names or addresses, and issue the certificate anew
    ///
    /// They are kept in the store's copy of the spec (`sans` of the node); add them to your own file too, if you have one.
    #[command(before_help = EXAMPLES)]
    Add(CertsSanRequest),
}

/// Names and addresses for a node's certificate.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CertsSanRequest {
    /// The node
    #[arg(value_name = "NODE")]
    pub node: NodeName,
    /// Names (`build.example.org`) and addresses (`203.0.113.7`)
    #[arg(value_name = "NAME|IP", required = true)]
    pub sans: Vec<Host>,
    /// What every change of certificates has.
    #[command(flatten)]
    pub manner: ChangeArgs,
}

impl From<SanArgs> for CertsSanRequest {
    fn from(args: SanArgs) -> Self {
        let SanCommand::Add(request) = args.command;
        request
    }
}
