//! Which host keys are believed: the policy as ssh understands it.

use std::path::PathBuf;

use openssh::KnownHosts;

use crate::model::HostKeyPolicy;
use crate::transport::{Error, Result};

use super::SshSettings;

/// The policy, ready for ssh.
pub(super) struct HostKeys {
    /// What to do about a key that is not known.
    pub check: KnownHosts,
    /// The file with the known ones.
    pub file: PathBuf,
}

impl HostKeys {
    /// Makes the file that a pinned key needs; the other policies use the caller's.
    pub fn prepare(settings: &SshSettings) -> Result<Self> {
        match &settings.ssh.host_key {
            HostKeyPolicy::AcceptNew => Ok(Self { check: KnownHosts::Add, file: settings.known_hosts.clone() }),
            HostKeyPolicy::Strict => Ok(Self { check: KnownHosts::Strict, file: settings.known_hosts.clone() }),
            HostKeyPolicy::Pinned(key) => {
                let file = settings.runtime_dir.join(format!("{}.pinned", settings.node));
                std::fs::write(&file, pinned_line(key)).map_err(|source| Error::LocalFile { path: file.display().to_string(), source })?;
                Ok(Self { check: KnownHosts::Strict, file })
            }
        }
    }
}

/// The file is for one node, so the line fits any name: the user's configuration may know the host by another than the spec
/// does, and with a port it would be `[NAME]:PORT`.
fn pinned_line(key: &str) -> String {
    let words: Vec<_> = key.split_whitespace().take(2).collect();
    format!("* {}\n", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pinned_key_becomes_one_line_without_its_comment() {
        assert_eq!(pinned_line("ssh-ed25519 AAAAC3 root@host\n* ssh-rsa BBBB"), "* ssh-ed25519 AAAAC3\n");
    }
}
