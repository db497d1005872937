//! Passphrases: from a file, from a command, or typed.

use std::process::Stdio;

use tokio::process::Command;

use crate::cli::PassphraseSource;
use crate::model::{Exit, Failure, Secret};
use crate::report::Ui;

use super::ended::{Ended, Result};

const EXPORT_FLAGS: &str = "--passphrase-file FILE` or `--passphrase-command COMMAND";

/// The passphrase that opens the CA's key, from the source that is named; without one it is asked for.
pub(super) async fn present(source: Option<&PassphraseSource>, ui: &Ui) -> Result<Secret> {
    match source {
        Some(source) => named(source).await,
        None if !ui.manner().can_ask => Err(nobody_to_ask("passphrase of the CA key", "--ca-passphrase-file FILE` or `--ca-passphrase-command COMMAND")),
        None => Ok(ui.ask_passphrase().await?),
    }
}

/// A passphrase that the CA's key is to be put under; typed twice where no source is named.
pub(super) async fn new(source: Option<&PassphraseSource>, ui: &Ui) -> Result<Secret> {
    match source {
        Some(source) => named(source).await,
        None if !ui.manner().can_ask => Err(nobody_to_ask("new passphrase", "--new-passphrase-file FILE` or `--new-passphrase-command COMMAND")),
        None => Ok(ui.ask_new_passphrase().await?),
    }
}

/// The passphrase that an export is under.
pub(super) async fn of_export(source: Option<&PassphraseSource>, ui: &Ui) -> Result<Secret> {
    match source {
        Some(source) => named(source).await,
        None if !ui.manner().can_ask => Err(nobody_to_ask("passphrase of the export", EXPORT_FLAGS)),
        None => Ok(ui.ask_export_passphrase().await?),
    }
}

/// A passphrase that an export is to be put under; typed twice where no source is named.
pub(super) async fn for_export(source: Option<&PassphraseSource>, ui: &Ui) -> Result<Secret> {
    match source {
        Some(source) => named(source).await,
        None if !ui.manner().can_ask => Err(nobody_to_ask("passphrase for the export", EXPORT_FLAGS)),
        None => Ok(ui.ask_new_export_passphrase().await?),
    }
}

/// The first line of what the source gives.
pub(super) async fn named(source: &PassphraseSource) -> Result<Secret> {
    let (text, whence) = match source {
        PassphraseSource::File(path) => {
            let text = std::fs::read(path).map_err(|error| refuse(format!("the passphrase file `{}` cannot be read: {error}", path.display())))?;
            (Secret::new(text), format!("passphrase file `{}`", path.display()))
        }
        PassphraseSource::Command(command) => (printed(command).await?, "passphrase command's output".to_owned()),
    };
    let line = text.expose().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() { Err(refuse(format!("the {whence} has an empty first line"))) } else { Ok(Secret::new(line)) }
}

/// What a command prints. It may talk to the user: its input and its errors are the program's own. Neither the command nor its output is ever told, as
/// there may be secrets in both.
async fn printed(command: &str) -> Result<Secret> {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::inherit()).stdout(Stdio::piped()).stderr(Stdio::inherit()).kill_on_drop(true);
    let child = shell.spawn().map_err(|error| refuse(format!("the passphrase command cannot be run: {error}")))?;
    let output = child.wait_with_output().await.map_err(|error| refuse(format!("the passphrase command cannot be run: {error}")))?;
    let text = Secret::new(output.stdout);
    if output.status.success() { Ok(text) } else { Err(refuse(format!("the passphrase command failed ({})", output.status))) }
}

fn refuse(cause: String) -> Ended {
    Ended::with(Failure::new(cause, Exit::Usage).hint("the passphrase is the first line of the file, or of what the command prints"))
}

fn nobody_to_ask(what: &str, flags: &str) -> Ended {
    let failure = Failure::new(format!("cannot ask for the {what} without a terminal"), Exit::Usage);
    Ended::with(failure.hint(format!("say it with `{flags}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn first_line(content: &[u8]) -> Option<String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        let read = named(&PassphraseSource::File(file.path().to_owned())).await.ok()?;
        Some(read.expose_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn the_first_line_without_its_end_is_the_passphrase() {
        for content in ["open sesame", "open sesame\n", "open sesame\r\n", "open sesame\nand more\n"] {
            assert_eq!(first_line(content.as_bytes()).await.as_deref(), Some("open sesame"), "{content:?}");
        }
        assert_eq!(first_line(b" spaces stay \n").await.as_deref(), Some(" spaces stay "));
    }

    #[tokio::test]
    async fn nothing_is_no_passphrase() {
        for content in ["", "\n", "\r\n", "\nsecond"] {
            assert_eq!(first_line(content.as_bytes()).await, None, "{content:?}");
        }
    }

    #[tokio::test]
    async fn a_command_s_first_line_is_the_passphrase_and_a_command_that_fails_tells_none_of_it() {
        let said = named(&PassphraseSource::Command("printf 'open sesame\\nmore\\n'".to_owned())).await.ok().unwrap();
        assert_eq!(said.expose_str(), Some("open sesame"));
        let failed = named(&PassphraseSource::Command("echo hunter2; exit 3".to_owned())).await.err().unwrap();
        let Ended::Told { failures, exit } = failed else { panic!("it is told") };
        assert_eq!((failures[0].cause.as_str(), exit), ("the passphrase command failed (exit status: 3)", Exit::Usage));
    }
}
