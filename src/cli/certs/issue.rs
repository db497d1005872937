//! `swarmctl certs issue`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::CaKeyArgs;
use crate::model::{ClientName, Validity};

const EXAMPLES: &str = "\
Examples:
  swarmctl certs issue alice --to alice/
  swarmctl certs issue ci-deploy --ttl 720h
  swarmctl certs export ci-deploy --to - | ssh ci@build 'tar -x -C ~/.docker'";

/// Issue a certificate for a person or a job
///
/// It is good for clients only. The store keeps it with its key, so that it can be exported again and moves along when the CA changes; issued again,
/// it takes the place of the one before, which stays valid until it ends.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct CertsIssueRequest {
    /// Whose it is: letters, digits and `.`, `_`, `@`, `-`
    #[arg(value_name = "NAME")]
    pub name: ClientName,
    /// How long it is valid, as in `30d` or `720h` [default: as long as the nodes' certificates]
    #[arg(long, env = "SWARMCTL_TTL", value_name = "DURATION")]
    pub ttl: Option<Validity>,
    /// Also write `ca.pem`, `cert.pem` and `key.pem` into this directory
    #[arg(long, env = "SWARMCTL_TO", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
    /// What opens the CA's key.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}
