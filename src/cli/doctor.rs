//! `swarmctl doctor`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Check what swarmctl needs on this machine: clients, keys, the store
///
/// No host is asked, except for an archive; for the cluster itself there is `swarmctl verify`. Ends with 3 if something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl doctor\n  swarmctl doctor -o json\n  swarmctl doctor --bundle report.tar")]
pub struct DoctorRequest {
    /// Write an archive for a bug report too: versions, what `verify` finds, specs, records and journals, without keys, tokens and passwords
    #[arg(long, env = "SWARMCTL_BUNDLE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub bundle: Option<PathBuf>,
}
