//! `swarmctl export`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ValueHint};

use crate::model::CarriedKeys;

use super::ca_key::{PassphraseSource, source};
use super::values;

/// Where an exported cluster is written to, or read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportFile {
    /// A file.
    Path(PathBuf),
    /// Standard output, or standard input; written `-`.
    Stream,
}

impl From<OsString> for ExportFile {
    fn from(text: OsString) -> Self {
        if text == "-" { Self::Stream } else { Self::Path(text.into()) }
    }
}

/// What says the passphrase that a cluster is exported under.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ExportPassphraseArgs {
    /// File whose first line is the passphrase that the export is under
    #[arg(long, env = "SWARMCTL_PASSPHRASE_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    passphrase_file: Option<PathBuf>,
    /// Command that prints it, if no file is named; `sh -c` runs it
    #[arg(long, env = "SWARMCTL_PASSPHRASE_COMMAND", value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    passphrase_command: Option<String>,
}

impl ExportPassphraseArgs {
    /// The source that is named; without one there is only the prompt.
    pub fn source(&self) -> Option<PassphraseSource> {
        source(self.passphrase_file.as_ref(), self.passphrase_command.as_ref())
    }
}

/// Write a cluster into one encrypted file, for a colleague or a CI job
///
/// What the store knows of it goes along: spec, record, host keys, CA certificate, history. Of its keys go only those that `--keys` names. The file is text
/// under a passphrase; `swarmctl import` puts it into another store. No host is touched.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "\
Examples:
  swarmctl export lab.swarmctl
  swarmctl export lab.swarmctl --keys client
  swarmctl export - --keys all | ssh bob@laptop 'cat > lab.swarmctl'")]
pub struct ExportRequest {
    /// The file, which must not be there yet; `-` is standard output
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = OsStringValueParser::new().map(ExportFile::from))]
    pub file: ExportFile,
    /// Keys that go along: none, the operator's certificate with its key, or all, the CA's too
    #[arg(long, env = "SWARMCTL_KEYS", value_name = "WHICH", default_value = "none", value_parser = values::carried_keys())]
    pub keys: CarriedKeys,
    /// What says the passphrase.
    #[command(flatten)]
    pub passphrase: ExportPassphraseArgs,
}
