//! `swarmctl certs show`.

use std::ffi::OsString;

use clap::{Args, ValueHint};

use crate::cli::values::switch;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs show m1
  swarmctl certs show ca
  swarmctl certs show client --pem
  swarmctl certs show ./server.pem
  swarmctl certs show - < bundle.pem";

/// Show a certificate in full, or each of a bundle
///
/// A node is asked what it serves. Where a word is both a node and a file, the node is meant; `./NAME` is always a file.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct CertsShowRequest {
    /// A node, `ca`, `client` (the operator's), a client's name, a file (PEM or DER), HOST:PORT, or `-` for standard input
    #[arg(value_name = "NODE|ca|client|NAME|FILE", value_hint = ValueHint::AnyPath)]
    pub target: OsString,
    /// Print the certificates as PEM
    #[arg(long, env = "SWARMCTL_PEM", value_parser = switch)]
    pub pem: bool,
}
