//! The verbs of `swarmctl certs`.

use clap::{Args, Subcommand};

use super::ca::{CaArgs, CertsCaRequest};
use super::chapter::CHAPTER;
use super::export::{CertsExportRequest, ExportArgs};
use super::rotate_ca::{CertsRotateCaRequest, RotateCaArgs};
use super::san::{CertsSanRequest, SanArgs};
use super::sign::{CertsSignRequest, SignArgs};
use super::{CertsCheckRequest, CertsIssueRequest, CertsLsRequest, CertsRotateRequest, CertsShowRequest};

const EXAMPLES: &str = "\
Examples:
  swarmctl certs ls                          every certificate of the cluster, where it lives
  swarmctl certs check --within 30d          end with 8 if one ends soon
  swarmctl certs rotate                      new certificates, one node after the other
  swarmctl certs rotate-ca                   another CA, in stages in which nobody is locked out
  swarmctl certs issue alice --to alice/     a certificate for a person or a job
  swarmctl certs ca passphrase               put the CA's key under a passphrase";

/// List, renew and issue certificates, and keep the CA
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES, after_long_help = CHAPTER)]
pub(in crate::cli) struct CertsArgs {
    #[command(subcommand)]
    command: CertsCommand,
}

#[derive(Debug, Subcommand)]
enum CertsCommand {
    Ls(CertsLsRequest),
    Show(CertsShowRequest),
    Check(CertsCheckRequest),
    Rotate(CertsRotateRequest),
    RotateCa(RotateCaArgs),
    San(SanArgs),
    Issue(CertsIssueRequest),
    Export(ExportArgs),
    Sign(SignArgs),
    Ca(CaArgs),
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
    /// Issue the nodes' certificates anew.
    Rotate(CertsRotateRequest),
    /// Give the cluster another CA.
    RotateCa(CertsRotateCaRequest),
    /// Add names and addresses to a node's certificate.
    SanAdd(CertsSanRequest),
    /// Issue a client's certificate.
    Issue(CertsIssueRequest),
    /// Copy a client's certificate out of the store.
    Export(CertsExportRequest),
    /// Sign for a key that was made elsewhere.
    Sign(CertsSignRequest),
    /// Import, export or seal the CA.
    Ca(CertsCaRequest),
}

impl From<CertsArgs> for CertsRequest {
    fn from(args: CertsArgs) -> Self {
        match args.command {
            CertsCommand::Ls(request) => Self::Ls(request),
            CertsCommand::Show(request) => Self::Show(request),
            CertsCommand::Check(request) => Self::Check(request),
            CertsCommand::Rotate(request) => Self::Rotate(request),
            CertsCommand::RotateCa(args) => Self::RotateCa(args.into()),
            CertsCommand::San(args) => Self::SanAdd(args.into()),
            CertsCommand::Issue(request) => Self::Issue(request),
            CertsCommand::Export(args) => Self::Export(args.into()),
            CertsCommand::Sign(args) => Self::Sign(args.into()),
            CertsCommand::Ca(args) => Self::Ca(args.into()),
        }
    }
}
