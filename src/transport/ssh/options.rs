//! The configuration that ssh is started with: swarmctl's few demands first, then the user's own files, so that their aliases,
//! agents, keys and jump hosts stay in force.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::{HostKeyPolicy, Port, SshTarget};
use crate::transport::{Error, Result};

use super::SshSettings;
use super::host_keys::HostKeys;

/// The files that one connection is configured by.
pub(super) struct Options {
    /// For `ssh -F`.
    pub config: PathBuf,
    /// Where the jump host's ssh writes, if there is one: a child's words would else be lost.
    pub jump_log: Option<PathBuf>,
}

impl Options {
    /// Writes the files into the runtime directory, named after the node.
    pub fn write(settings: &SshSettings) -> Result<Self> {
        let file = |suffix: &str| settings.runtime_dir.join(format!("{}.{suffix}", settings.node));
        let config = file("conf");
        let mut text = common(settings.connect_timeout);
        text.push_str(&vouched(&settings.ssh.host_key));
        let mut jump_log = None;
        if let Some(jump) = jump_target(settings)? {
            let (jump_config, log) = (file("jump.conf"), file("jump.log"));
            write(&jump_config, &(common(settings.connect_timeout) + &for_jump(settings) + USERS_OWN))?;
            write(&log, "")?;
            text.push_str(&proxy_command(&jump, &jump_config, Some(&log)));
            jump_log = Some(log);
        }
        write(&config, &(text + USERS_OWN))?;
        Ok(Self { config, jump_log })
    }
}

/// Writes the configuration of a client that a person uses: what swarmctl's own connections are told, and also what they are told by arguments.
/// Only host keys that are known are believed.
pub(super) fn write_for_client(settings: &SshSettings) -> Result<PathBuf> {
    let settings = &strict(settings);
    let file = |suffix: &str| settings.runtime_dir.join(format!("{}.{suffix}", settings.node));
    let keys = HostKeys::prepare(settings)?;
    let mut text = common(settings.connect_timeout);
    let _ = writeln!(text, "StrictHostKeyChecking yes\nUserKnownHostsFile {}", double_quoted(&keys.file));
    text.push_str(&vouched(&settings.ssh.host_key));
    if let Some(user) = &settings.ssh.user {
        let _ = writeln!(text, "User {user}");
    }
    if let Some(port) = settings.ssh.port {
        let _ = writeln!(text, "Port {port}");
    }
    if let Some(identity) = &settings.ssh.identity {
        let _ = writeln!(text, "IdentityFile {}", double_quoted(identity));
    }
    if let Some(jump) = jump_target(settings)? {
        let jump_config = file("jump.conf");
        write(&jump_config, &(common(settings.connect_timeout) + &for_jump(settings) + USERS_OWN))?;
        text.push_str(&proxy_command(&jump, &jump_config, None));
    }
    let config = file("conf");
    write(&config, &(text + USERS_OWN))?;
    Ok(config)
}

fn strict(settings: &SshSettings) -> SshSettings {
    let mut settings = settings.clone();
    if settings.ssh.host_key == HostKeyPolicy::AcceptNew {
        settings.ssh.host_key = HostKeyPolicy::Strict;
    }
    settings
}

/// A key that any other file vouches for is not the pinned one.
fn vouched(host_key: &HostKeyPolicy) -> String {
    let only_ours = "GlobalKnownHostsFile /dev/null\nKnownHostsCommand none\nVerifyHostKeyDNS no\n";
    if matches!(host_key, HostKeyPolicy::Pinned(_)) { only_ours.to_owned() } else { String::new() }
}

/// The jump host, if there is one.
pub(super) fn jump_target(settings: &SshSettings) -> Result<Option<SshTarget>> {
    let parsed = settings.ssh.jump.as_deref().map(str::parse).transpose();
    parsed.map_err(|error: crate::model::HostError| Error::Unreachable {
        target: settings.ssh.jump.clone().unwrap_or_default(),
        reason: format!("the jump host cannot be read: {error}"),
    })
}

/// ssh takes the first value it meets, so what stands before this cannot be changed by the user's files.
const USERS_OWN: &str = "Include ~/.ssh/config\nInclude /etc/ssh/ssh_config\n";

fn common(connect_timeout: Duration) -> String {
    format!(
        "BatchMode yes\n\
         CheckHostIP no\n\
         ClearAllForwardings yes\n\
         ConnectTimeout {}\n\
         HashKnownHosts no\n\
         IgnoreUnknown KnownHostsCommand\n\
         LogLevel INFO\n\
         ServerAliveCountMax 3\n\
         ServerAliveInterval 5\n\
         UpdateHostKeys no\n\
         VisualHostKey no\n",
        connect_timeout.as_secs().max(1)
    )
}

/// A jump host is no node: the user's `known_hosts` vouches for it as well as the cluster's.
fn for_jump(settings: &SshSettings) -> String {
    let strict = if settings.ssh.host_key == HostKeyPolicy::AcceptNew { "accept-new" } else { "yes" };
    let mut text =
        format!("StrictHostKeyChecking {strict}\nUserKnownHostsFile {} ~/.ssh/known_hosts ~/.ssh/known_hosts2\n", double_quoted(&settings.known_hosts));
    if let Some(identity) = &settings.ssh.identity {
        let _ = writeln!(text, "IdentityFile {}", double_quoted(identity));
    }
    text
}

/// As `ProxyJump` does it, but with a configuration and, unless somebody reads what it says, a log of its own.
fn proxy_command(jump: &SshTarget, config: &Path, log: Option<&Path>) -> String {
    let log = log.map(|log| format!(" -E {}", shell_quoted(log))).unwrap_or_default();
    let port = jump.port.map(|port: Port| format!(" -p {port}")).unwrap_or_default();
    let user = jump.user.as_ref().map(|user| format!(" -l {user}")).unwrap_or_default();
    format!("ProxyCommand ssh -F {}{log}{port}{user} -W [%h]:%p {}\n", shell_quoted(config), jump.host)
}

/// A path for a configuration line; `%` begins a token there.
fn double_quoted(path: &Path) -> String {
    format!("\"{}\"", path.display().to_string().replace('%', "%%"))
}

fn shell_quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''").replace('%', "%%"))
}

/// Whole or not at all: another run may be reading a file of the same name.
fn write(path: &Path, text: &str) -> Result<()> {
    let written = || {
        let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.persist(path).map_err(std::io::Error::from).map(drop)
    };
    written().map_err(|source| Error::LocalFile { path: path.display().to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_own_files_come_last_and_only_once() {
        let text = common(Duration::from_secs(7)) + USERS_OWN;
        assert!(text.ends_with("Include ~/.ssh/config\nInclude /etc/ssh/ssh_config\n"));
        assert!(text.contains("ConnectTimeout 7\n"));
    }

    #[test]
    fn a_client_for_people_is_told_what_arguments_tell_the_others_and_believes_known_keys_only() {
        let dir = tempfile::tempdir().expect("a directory");
        let settings = SshSettings {
            node: "w1".parse().expect("a name"),
            address: "10.0.0.1".parse().expect("a host"),
            ssh: crate::model::Ssh {
                user: Some("ops".to_owned()),
                port: Some("2222".parse().expect("a port")),
                identity: Some("/my keys/id".into()),
                jump: Some("bastion".to_owned()),
                host_key: HostKeyPolicy::AcceptNew,
            },
            known_hosts: "/s/known_hosts".into(),
            known_hosts_origin: "/s/known_hosts".into(),
            runtime_dir: dir.path().to_owned(),
            connect_timeout: Duration::from_secs(7),
        };
        let text = std::fs::read_to_string(write_for_client(&settings).expect("it is written")).expect("it is there");
        let ours = "StrictHostKeyChecking yes\nUserKnownHostsFile \"/s/known_hosts\"\nUser ops\nPort 2222\nIdentityFile \"/my keys/id\"\nProxyCommand ssh -F '";
        assert!(text.contains(ours) && text.ends_with(USERS_OWN), "{text}");
        let jump = std::fs::read_to_string(dir.path().join("w1.jump.conf")).expect("it is there");
        assert!(jump.contains("StrictHostKeyChecking yes\n"), "{jump}");
    }

    #[test]
    fn a_jump_gets_a_configuration_and_a_log_of_its_own() {
        let jump: SshTarget = "ops@bastion:2222".parse().expect("a target");
        let line = proxy_command(&jump, Path::new("/tmp/a b/n.jump.conf"), Some(Path::new("/tmp/100%/n.jump.log")));
        assert_eq!(line, "ProxyCommand ssh -F '/tmp/a b/n.jump.conf' -E '/tmp/100%%/n.jump.log' -p 2222 -l ops -W [%h]:%p bastion\n");
    }
}
