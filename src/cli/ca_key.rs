//! The flags that say what opens the CA's key; every verb that may issue has them.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Where a passphrase comes from, if not from a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassphraseSource {
    /// The first line of a file.
    File(PathBuf),
    /// The first line that a command prints; `sh -c` runs it.
    Command(String),
}

/// What says the passphrase of the CA's key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "CA key (asked for only where it is needed)")]
pub struct PassphraseArgs {
    /// File whose first line is the passphrase of the CA's key
    #[arg(long, env = "SWARMCTL_CA_PASSPHRASE_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    ca_passphrase_file: Option<PathBuf>,
    /// Command that prints the passphrase, if no file is named; `sh -c` runs it
    #[arg(long, env = "SWARMCTL_CA_PASSPHRASE_COMMAND", value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    ca_passphrase_command: Option<String>,
}

impl PassphraseArgs {
    /// The source that is named; without one there is only the prompt.
    pub fn source(&self) -> Option<PassphraseSource> {
        source(self.ca_passphrase_file.as_ref(), self.ca_passphrase_command.as_ref())
    }
}

/// What opens the CA's key, where the store does not have it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "CA key (asked for only where it is needed)")]
pub struct CaKeyArgs {
    /// The CA's key, where it is not in the store or cannot be opened there
    #[arg(long, env = "SWARMCTL_CA_KEY", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub ca_key: Option<PathBuf>,
    /// What says its passphrase.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

/// What says a new passphrase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct NewPassphraseArgs {
    /// File whose first line is the new passphrase
    #[arg(long, env = "SWARMCTL_NEW_PASSPHRASE_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    new_passphrase_file: Option<PathBuf>,
    /// Command that prints the new passphrase, if no file is named; `sh -c` runs it
    #[arg(long, env = "SWARMCTL_NEW_PASSPHRASE_COMMAND", value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    new_passphrase_command: Option<String>,
}

impl NewPassphraseArgs {
    /// The source that is named; without one there is only the prompt.
    pub fn source(&self) -> Option<PassphraseSource> {
        source(self.new_passphrase_file.as_ref(), self.new_passphrase_command.as_ref())
    }
}

pub(super) fn source(file: Option<&PathBuf>, command: Option<&String>) -> Option<PassphraseSource> {
    file.cloned().map(PassphraseSource::File).or_else(|| command.cloned().map(PassphraseSource::Command))
}
