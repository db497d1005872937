//! `swarmctl certs ca`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use crate::cli::values::switch;
use crate::cli::{CaKeyArgs, NewPassphraseArgs, PassphraseArgs, PassphraseSource};

const EXAMPLES: &str = "\
Examples:
  swarmctl certs ca import --cert ca.pem --key ca-key.pem --chain root.pem
  swarmctl certs ca export --offline --to /media/safe
  swarmctl certs ca passphrase";

/// Bring a CA of your own, take the key away, or put it under a passphrase
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct CaArgs {
    #[command(subcommand)]
    command: CaCommand,
}

#[derive(Debug, Subcommand)]
enum CaCommand {
    Import(CertsCaImportRequest),
    Export(CertsCaExportRequest),
    Passphrase(PassphraseVerbArgs),
}

/// What `certs ca` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertsCaRequest {
    /// Bring a CA that was made elsewhere.
    Import(CertsCaImportRequest),
    /// Copy the CA out of the store, and perhaps take its key away.
    Export(CertsCaExportRequest),
    /// Put the CA's key under a passphrase, or change or remove that.
    Passphrase(CertsCaPassphraseRequest),
}

impl From<CaArgs> for CertsCaRequest {
    fn from(args: CaArgs) -> Self {
        match args.command {
            CaCommand::Import(request) => Self::Import(request),
            CaCommand::Export(request) => Self::Export(request),
            CaCommand::Passphrase(args) => Self::Passphrase(args.into()),
        }
    }
}

/// Bring a CA that was made elsewhere
///
/// For a cluster that is not there yet, `init` then takes it. A cluster that has a CA begins to change to the one that is brought; `swarmctl certs
/// rotate-ca` does the rest.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "\
Examples:
  swarmctl certs ca import --cluster lab --cert ca.pem --key ca-key.pem
  swarmctl certs ca import --cert issuing.pem --key issuing-key.pem --chain root.pem")]
pub struct CertsCaImportRequest {
    /// The CA's certificate, PEM
    #[arg(long, env = "SWARMCTL_CERT", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub cert: PathBuf,
    /// Its key, PEM: PKCS#8 (also under a passphrase, and then it is kept so), PKCS#1 or SEC1
    #[arg(long, env = "SWARMCTL_KEY", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub key: PathBuf,
    /// The certificates above an intermediate, each followed by the one that signed it
    #[arg(long, env = "SWARMCTL_CHAIN", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub chain: Option<PathBuf>,
    /// What opens the key, or seals it where it is not.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

/// Copy the CA out of the store
///
/// With `--offline` its key is then taken out of the store, once the copy was read back. What issues certificates asks for it from then on: `init` where
/// it has to issue any, and `certs` issue, sign, rotate and rotate-ca.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "\
Examples:
  swarmctl certs ca export --to backup/
  swarmctl certs ca export --offline --to /media/safe")]
pub struct CertsCaExportRequest {
    /// The directory that gets `ca.pem` and `ca-key.pem`
    #[arg(long, env = "SWARMCTL_TO", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub to: PathBuf,
    /// Take the key out of the store
    #[arg(long, env = "SWARMCTL_OFFLINE", value_parser = switch)]
    pub offline: bool,
    /// Overwrite files that are there and differ
    #[arg(short, long, env = "SWARMCTL_FORCE", value_parser = switch)]
    pub force: bool,
}

/// What the CA's key is to be under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewPassphrase {
    /// A passphrase from this source, or from the prompt.
    From(Option<PassphraseSource>),
    /// None.
    None,
}

/// What `certs ca passphrase` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertsCaPassphraseRequest {
    /// What the key is to be under.
    pub new: NewPassphrase,
    /// What opens it now.
    pub passphrase: PassphraseArgs,
}

/// Put the CA's key under a passphrase, change that, or remove it
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  swarmctl certs ca passphrase
  swarmctl certs ca passphrase --new-passphrase-command 'pass show lab/ca'
  swarmctl certs ca passphrase --remove")]
struct PassphraseVerbArgs {
    /// Keep the key without a passphrase
    #[arg(long, env = "SWARMCTL_REMOVE", value_parser = switch)]
    remove: bool,
    #[command(flatten)]
    new: NewPassphraseArgs,
    #[command(flatten)]
    passphrase: PassphraseArgs,
}

impl From<PassphraseVerbArgs> for CertsCaPassphraseRequest {
    fn from(args: PassphraseVerbArgs) -> Self {
        let new = if args.remove { NewPassphrase::None } else { NewPassphrase::From(args.new.source()) };
        Self { new, passphrase: args.passphrase }
    }
}

impl From<&PassphraseArgs> for CaKeyArgs {
    fn from(passphrase: &PassphraseArgs) -> Self {
        Self { ca_key: None, passphrase: passphrase.clone() }
    }
}
