//! `swarmctl man`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Print the manual page, or write all pages into a directory
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl man | man -l -\n  swarmctl man --to ~/.local/share/man/man1")]
pub struct ManRequest {
    /// Write the pages of all commands into this directory
    #[arg(long, env = "SWARMCTL_TO", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
}
