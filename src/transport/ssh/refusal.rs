//! Why ssh did not connect, read from its own words.

use crate::model::HostKeyPolicy;
use crate::transport::Error;

use super::SshSettings;

/// A connection that did not come about.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Why.
    pub error: Error,
    /// Whether the host dropped the connection before it said who it is: a busy sshd does (`MaxStartups`), and a moment later it does not.
    pub dropped: bool,
}

/// Reads ssh's log. `jump_said` is the log of the jump host's ssh, whose failure hides behind a mere "closed" in the first one.
pub(super) fn read(settings: &SshSettings, said: &str, jump_said: Option<&str>) -> Refusal {
    let jump_lines = jump_said.map(telling_lines).unwrap_or_default();
    match &settings.ssh.jump {
        Some(jump) if jump_lines.iter().any(|line| line.contains("stdio forwarding failed")) => beyond(jump, settings, &jump_lines),
        Some(jump) if !jump_lines.is_empty() => refusal(jump, settings, &jump_lines, &HostKeyPolicy::AcceptNew),
        _ => refusal(&target(settings), settings, &telling_lines(said), &settings.ssh.host_key),
    }
}

/// The jump host let us in, but does not reach the host.
fn beyond(jump: &str, settings: &SshSettings, lines: &[String]) -> Refusal {
    let reason = lines.iter().find_map(|line| line.split_once("open failed: ")).map_or("no connection", |(_, reason)| reason);
    Refusal { error: Error::Unreachable { target: target(settings), reason: format!("{jump} says: {reason}") }, dropped: false }
}

/// `USER@HOST:PORT`, what is left to ssh left out.
pub(super) fn target(settings: &SshSettings) -> String {
    let user = settings.ssh.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
    let host = match (settings.ssh.port, settings.address.ip()) {
        (Some(port), _) => settings.address.with_port(port),
        (None, Some(std::net::IpAddr::V6(ip))) => format!("[{ip}]"),
        (None, _) => settings.address.to_string(),
    };
    format!("{user}{host}")
}

fn refusal(target: &str, settings: &SshSettings, lines: &[String], policy: &HostKeyPolicy) -> Refusal {
    let target = target.to_owned();
    let has = |words: &str| lines.iter().any(|line| line.contains(words));
    let last = |fallback: &str| lines.last().cloned().unwrap_or_else(|| fallback.to_owned());
    let pinned = matches!(policy, HostKeyPolicy::Pinned(_));
    let unknown = has("host key is known for") || has("Host key verification failed");
    let dropped = has("kex_exchange_identification") || has("Connection reset by");
    let changed = has("HOST IDENTIFICATION HAS CHANGED");
    let error = if pinned && (changed || unknown) {
        Error::HostKeyNotPinned { target }
    } else if changed {
        Error::HostKeyChanged { target, known_hosts: settings.known_hosts_origin.display().to_string() }
    } else if unknown {
        Error::HostKeyUnknown { target }
    } else if has("Permission denied (") || has("Too many authentication failures") {
        Error::LoginRefused { target, reason: why_refused(settings, lines) }
    } else {
        Error::Unreachable { target, reason: reason_of(&last("ssh gave no reason")) }
    };
    Refusal { dropped: dropped && matches!(error, Error::Unreachable { .. }), error }
}

/// An unusable key makes ssh go on without it, so that the refusal is only the consequence.
fn why_refused(settings: &SshSettings, lines: &[String]) -> String {
    let find = |words: &str| lines.iter().rfind(|line| line.contains(words)).map(|line| reason_of(line));
    let refusal = find("Permission denied (").or_else(|| find("Too many authentication failures")).unwrap_or_else(|| "ssh gave no reason".to_owned());
    let absent = settings.ssh.identity.as_ref().filter(|identity| std::fs::metadata(identity).is_err());
    match (absent, find("Load key")) {
        (Some(identity), _) => format!("{refusal}; there is no key `{}`", identity.display()),
        (None, Some(unusable)) => format!("{refusal}; {unusable}"),
        (None, None) => refusal,
    }
}

/// The part of a line that the target does not say already: `ssh: connect to host H port P: REASON` is `REASON`.
fn reason_of(line: &str) -> String {
    let line = line.trim_end_matches('.');
    match line.rsplit_once(": ") {
        Some((before, reason))
            if before.contains("connect to host") || before.contains("Could not resolve hostname") || reason.starts_with("Permission denied (") =>
        {
            if before.contains("Could not resolve") { format!("the name does not resolve: {reason}") } else { reason.to_owned() }
        }
        _ => line.to_owned(),
    }
}

/// The lines that say something, without control characters.
fn telling_lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.chars().filter(|c| !c.is_control()).take(300).collect::<String>().trim().to_owned());
    lines.filter(|line| !line.is_empty() && !line.starts_with("Warning: Permanently added") && !line.starts_with("Pseudo-terminal")).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;
    use crate::model::Ssh;

    fn settings(host_key: HostKeyPolicy, jump: Option<&str>) -> SshSettings {
        SshSettings {
            node: "n1".parse().expect("a name"),
            address: "10.0.0.2".parse().expect("a host"),
            ssh: Ssh { user: Some("root".to_owned()), port: None, identity: None, jump: jump.map(str::to_owned), host_key },
            known_hosts: PathBuf::from("/run/known_hosts"),
            known_hosts_origin: PathBuf::from("/store/known_hosts"),
            runtime_dir: PathBuf::from("/run"),
            connect_timeout: Duration::from_secs(5),
        }
    }

    fn read_plain(said: &str) -> Refusal {
        read(&settings(HostKeyPolicy::AcceptNew, None), said, None)
    }

    const CHANGED: &str = "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n\
        Offending ED25519 key in /run/known_hosts:1\r\nHost key for 10.0.0.2 has changed and you have requested strict checking.\r\nHost key verification failed.\r\n";
    const UNKNOWN: &str = "No ED25519 host key is known for 10.0.0.2 and you have requested strict checking.\r\nHost key verification failed.\r\n";

    #[test]
    fn a_changed_key_names_the_file_that_the_user_knows() {
        let error = read_plain(CHANGED).error;
        assert!(matches!(error, Error::HostKeyChanged { known_hosts, .. } if known_hosts == "/store/known_hosts"));
    }

    #[test]
    fn a_key_that_is_not_known_is_not_a_changed_one() {
        assert!(matches!(read(&settings(HostKeyPolicy::Strict, None), UNKNOWN, None).error, Error::HostKeyUnknown { .. }));
    }

    #[test]
    fn whatever_is_not_the_pinned_key_is_told_as_such() {
        let pinned = settings(HostKeyPolicy::Pinned("ssh-ed25519 AAAA".to_owned()), None);
        assert!([CHANGED, UNKNOWN].iter().all(|said| matches!(read(&pinned, said, None).error, Error::HostKeyNotPinned { .. })));
    }

    #[test]
    fn the_reason_is_said_without_what_the_target_says_already() {
        let refused = read_plain("ssh: connect to host 10.0.0.2 port 22: Connection refused\r\n");
        assert_eq!(refused.error.to_string(), "cannot reach root@10.0.0.2 by SSH: Connection refused");
        let unresolved = read_plain("ssh: Could not resolve hostname nosuch.invalid: Name or service not known\r\n");
        assert_eq!(unresolved.error.to_string(), "cannot reach root@10.0.0.2 by SSH: the name does not resolve: Name or service not known");
        let denied = read_plain("Load key \"/home/me/id\": bad permissions\r\nroot@10.0.0.2: Permission denied (publickey).\r\n");
        assert_eq!(denied.error.to_string(), "root@10.0.0.2 refused the login: Permission denied (publickey); Load key \"/home/me/id\": bad permissions");
    }

    #[test]
    fn only_a_connection_dropped_before_the_login_is_worth_another_try() {
        let dropped = "kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by 10.0.0.2 port 22\r\n";
        assert!(read_plain(dropped).dropped);
        assert!(!read_plain("ssh: connect to host 10.0.0.2 port 22: Connection refused\r\n").dropped);
        assert!(!read_plain("Connection timed out during banner exchange\r\nConnection to 10.0.0.2 port 22 timed out\r\n").dropped);
    }

    #[test]
    fn a_jump_host_that_refuses_is_named_and_so_is_a_host_behind_it() {
        let settings = settings(HostKeyPolicy::Strict, Some("ops@bastion"));
        let closed = "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n";
        let refused = read(&settings, closed, Some("ops@bastion: Permission denied (publickey).\r\n"));
        assert!(!refused.dropped && refused.error.to_string() == "ops@bastion refused the login: Permission denied (publickey)");
        let behind = read(&settings, closed, Some("channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\n"));
        assert_eq!(behind.error.to_string(), "cannot reach root@10.0.0.2 by SSH: ops@bastion says: connect failed: Connection refused");
    }

    #[test]
    fn control_characters_of_a_host_do_not_reach_the_terminal() {
        assert_eq!(telling_lines("a\u{1b}[31mb\r\n\n"), ["a[31mb"]);
    }
}
