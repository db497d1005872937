//! The verbs of `swarmctl certs`.

use clap::{Args, Subcommand};

use super::{CertsCheckRequest, CertsLsRequest, CertsShowRequest};

const EXAMPLES: &str = "\
Examples:
  swarmctl certs ls                    every certificate of the cluster, where it lives
  swarmctl certs check --within 30d    end with 8 if one ends soon
  swarmctl certs show m1               what a node serves, in full";

/// List, show, check and renew the cluster's certificates
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(in crate::cli) struct CertsArgs {
    #[command(subcommand)]
    command: CertsCommand,
}

#[derive(Debug, Subcommand)]
enum CertsCommand {
    Ls(CertsLsRequest),
    Show(CertsShowRequest),
    Check(CertsCheckRequest),
}

/// What `certs` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertsRequest {
    /// List certificates.
    Ls(CertsLsRequest),
    /// Show one in full.
    Show(CertsShowRequest),
    /// See whether one ends soon.
    Check(CertsCheckRequest),
}

impl From<CertsArgs> for CertsRequest {
    fn from(args: CertsArgs) -> Self {
        match args.command {
            CertsCommand::Ls(request) => Self::Ls(request),
            CertsCommand::Show(request) => Self::Show(request),
            CertsCommand::Check(request) => Self::Check(request),
        }
    }
}
