//! `swarmctl certs check`.

use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, ValueHint};

use crate::cli::values;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs check
  swarmctl certs check --within 14d -o json
  swarmctl certs check m1 ./registry.pem registry.example.org:443";

/// See whether certificates end soon
///
/// Ends with 8 if one has ended or ends inside the window, else with 5 if one could not be seen. Other certificates than the cluster's can be checked
/// too, in files or at any TLS server; they are looked at, not believed, and no cluster is needed for them.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct CertsCheckRequest {
    /// A node, `ca`, `client`, a client's name, a file (PEM or DER), HOST:PORT, or `-` for standard input [default: all that `certs ls` lists]
    #[arg(value_name = "TARGET", value_hint = ValueHint::AnyPath)]
    pub targets: Vec<OsString>,
    /// Only certificates that end within this time, as in `30d`
    #[arg(long, env = "SWARMCTL_WITHIN", value_name = "DURATION", default_value = "30d", value_parser = values::duration)]
    pub within: Duration,
}
