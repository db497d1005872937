//! `swarmctl certs sign`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::CaKeyArgs;
use crate::cli::values::switch;
use crate::model::{ClientName, Validity};

const EXAMPLES: &str = "\
Examples:
  swarmctl certs sign --csr alice.csr > alice.pem
  swarmctl certs sign --csr registry.csr --server --ttl 90d --to registry.pem
  ssh ci@build cat ci.csr | swarmctl certs sign --csr - --as ci";

/// What a signed certificate is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignFor {
    /// Clients only.
    Client,
    /// Servers too, under the names that the request has.
    Server,
}

/// What `certs sign` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertsSignRequest {
    /// The request's file; `None` is standard input.
    pub csr: Option<PathBuf>,
    /// The name in the certificate, if not the request's.
    pub name: Option<ClientName>,
    /// How long it is valid.
    pub ttl: Option<Validity>,
    /// What for.
    pub sign_for: SignFor,
    /// The certificate's file; `None` is standard output.
    pub to: Option<PathBuf>,
    /// What opens the CA's key.
    pub ca_key: CaKeyArgs,
}

/// Sign a certificate for a key that was made elsewhere
///
/// Of the request (PEM or DER) only the key is taken, and its common name; with `--server` also the names and addresses that it asks for. The certificate
/// is not kept, only written down.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct SignArgs {
    /// The certificate request; `-` is standard input
    #[arg(long, env = "SWARMCTL_CSR", value_name = "FILE", value_hint = ValueHint::FilePath)]
    csr: OsString,
    /// The name in the certificate [default: the request's common name]
    #[arg(long = "as", env = "SWARMCTL_AS", value_name = "NAME")]
    name: Option<ClientName>,
    /// How long it is valid, as in `30d` or `720h` [default: as long as the nodes' certificates]
    #[arg(long, env = "SWARMCTL_TTL", value_name = "DURATION")]
    ttl: Option<Validity>,
    /// Make it good for servers too, under the names that the request has
    #[arg(long, env = "SWARMCTL_SERVER", value_parser = switch)]
    server: bool,
    /// Where the certificate goes; `-` is standard output
    #[arg(long, env = "SWARMCTL_TO", value_name = "FILE", value_hint = ValueHint::FilePath, default_value = "-")]
    to: OsString,
    #[command(flatten)]
    ca_key: CaKeyArgs,
}

impl From<SignArgs> for CertsSignRequest {
    fn from(args: SignArgs) -> Self {
        let file = |name: OsString| (name != "-").then(|| PathBuf::from(name));
        let sign_for = if args.server { SignFor::Server } else { SignFor::Client };
        Self { csr: file(args.csr), name: args.name, ttl: args.ttl, sign_for, to: file(args.to), ca_key: args.ca_key }
    }
}
