//! The system's own ssh and scp, told what swarmctl's connections are told: for people who log in to a node, and for what they copy.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::model::Host;
use crate::transport::Result;

use super::SshSettings;
use super::options;

/// The clients for one node.
#[derive(Debug, Clone)]
pub struct SshClient {
    config: PathBuf,
    host: Host,
}

/// Whether what runs on the node has a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tty {
    /// A login shell has, a command has not.
    AsUsual,
    /// It has.
    Yes,
}

impl SshClient {
    /// Writes the configuration that both clients read into `runtime_dir`, which has to stay there while they run. Unknown host keys are refused whatever the
    /// policy says: who is logged in to by hand was looked at before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn prepare(settings: &SshSettings) -> Result<Self> {
        Ok(Self { config: options::write_for_client(settings)?, host: settings.address.clone() })
    }

    /// `ssh`, for a login or a command. The words arrive as they are: ssh joins them to one line for the login's shell, so each is quoted for it.
    pub fn ssh(&self, tty: Tty, words: &[OsString]) -> Command {
        let mut command = self.command("ssh");
        if tty == Tty::Yes {
            // Twice: also where this side has none, as in a pipe.
            command.arg("-tt");
        }
        command.arg("--").arg(self.host.as_str());
        command.args(words.iter().map(|word| shell_word(word)));
        command
    }

    /// `scp`, to the node or from it, over SFTP.
    pub fn scp(&self, copy: &Copying<'_>) -> Command {
        let mut command = self.command("scp");
        command.arg("-s");
        if copy.recursive {
            command.arg("-r");
        }
        command.arg("--");
        match copy.direction {
            Direction::ToNode => command.args([plain_path(copy.here), self.remote(copy.there)]),
            Direction::FromNode => command.args([self.remote(copy.there), plain_path(copy.here)]),
        };
        command
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.arg("-F").arg(&self.config);
        command
    }

    fn remote(&self, path: &OsStr) -> OsString {
        let host = self.host.as_str();
        let mut end = OsString::from(if host.contains(':') { format!("[{host}]:") } else { format!("{host}:") });
        end.push(path);
        end
    }
}

/// What scp is to copy.
#[derive(Debug, Clone, Copy)]
pub struct Copying<'a> {
    /// To the node or from it.
    pub direction: Direction,
    /// The path on this machine.
    pub here: &'a Path,
    /// The path on the node.
    pub there: &'a OsStr,
    /// Directories too.
    pub recursive: bool,
}

/// Which way a copy goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the node.
    ToNode,
    /// From it.
    FromNode,
}

/// A path that scp takes for no host and no option.
fn plain_path(path: &Path) -> OsString {
    if path.is_absolute() { path.into() } else { Path::new(".").join(path).into() }
}

/// A word for a POSIX shell: in single quotes, where nothing but a single quote means anything.
pub(super) fn shell_word(word: &OsStr) -> OsString {
    let bytes = word.as_bytes();
    if !bytes.is_empty() && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_=/,.+:@%".contains(b)) {
        return word.to_owned();
    }
    let mut quoted = vec![b'\''];
    for byte in bytes {
        match byte {
            b'\'' => quoted.extend(br"'\''"),
            byte => quoted.push(*byte),
        }
    }
    quoted.push(b'\'');
    OsString::from_vec(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(host: &str) -> SshClient {
        SshClient { config: "/c".into(), host: host.parse().unwrap() }
    }

    fn args(command: &Command) -> Vec<String> {
        command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_shell_reads_each_word_as_it_was() {
        let words: Vec<OsString> = ["a b", "", "it's", "$HOME", "`id`", "a\nb", "!!", "-rf", "*", "~", "ü\u{1b}[31m", "\\"].map(Into::into).into();
        let line: Vec<_> = words.iter().map(|word| shell_word(word)).collect();
        let script = [b"printf '%s\\0' ".as_slice(), line.join(OsStr::new(" ")).as_bytes()].concat();
        let printed = Command::new("sh").arg("-c").arg(OsString::from_vec(script)).output().unwrap().stdout;
        let read: Vec<_> = printed.split(|b| *b == 0).map(|word| OsString::from_vec(word.to_vec())).collect();
        assert_eq!(read[..words.len()], words);
    }

    #[test]
    fn what_is_said_to_ssh_comes_after_its_own_options() {
        let command = client("10.0.0.1").ssh(Tty::AsUsual, &["rm".into(), "-rf".into(), "a b".into()]);
        assert_eq!(args(&command), ["-F", "/c", "--", "10.0.0.1", "rm", "-rf", "'a b'"]);
        assert_eq!(args(&client("10.0.0.1").ssh(Tty::Yes, &[])), ["-F", "/c", "-tt", "--", "10.0.0.1"]);
    }

    #[test]
    fn a_path_here_is_neither_an_option_nor_a_host() {
        let copy = |here| Copying { direction: Direction::ToNode, here: Path::new(here), there: OsStr::new("/x y"), recursive: true };
        assert_eq!(args(&client("10.0.0.1").scp(&copy("-rf"))), ["-F", "/c", "-s", "-r", "--", "./-rf", "10.0.0.1:/x y"]);
        assert_eq!(args(&client("fd00::1").scp(&copy("/a:b"))), ["-F", "/c", "-s", "-r", "--", "/a:b", "[fd00::1]:/x y"]);
    }
}
