//! Why ssh did not connect, read from its own words.

use crate::model::HostKeyPolicy;
use crate::transport::Error;

use super::SshSettings;

/// A connection that did not come about.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Why.
    pub error: Error,
    /// Whether the host dropped the connection before it said who it is: a busy sshd does (MaxStartups), and a moment later it does not.
    pub dropped: bool,
}

/// Reads ssh's log. `jump_said` is the log of the jump host's ssh, whose failure hides behind a mere "closed" in the first one.
pub(super) fn read(settings: &SshSettings, said: &str, jump_said: Option<&str>) -> Refusal {
    let jump_lines = jump_said.map(telling_lines).unwrap_or_default();
    match (&settings.ssh.jump, jump_lines.is_empty()) {
        (Some(jump), false) => refusal(jump, settings, &jump_lines, &HostKeyPolicy::AcceptNew),
        _ => refusal(&target(settings), settings, &telling_lines(said), &settings.ssh.host_key),
    }
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
    let dropped = has("kex_exchange_identification") || has("Connection reset by") || has("banner exchange");
    let error = if has("HOST IDENTIFICATION HAS CHANGED") || (pinned && unknown) {
        let known_hosts = if pinned { "the spec (`hostKey`)".to_owned() } else { settings.known_hosts_origin.display().to_string() };
        Error::HostKeyChanged { target, known_hosts }
    } else if unknown {
        Error::HostKeyUnknown { target }
    } else if has("Permission denied (") || has("Too many authentication failures") || has("Could not open a connection to your authentication agent") {
        Error::LoginRefused { target, reason: why_refused(lines) }
    } else {
        Error::Unreachable { target, reason: reason_of(&last("ssh gave no reason")) }
    };
    Refusal { dropped: dropped && matches!(error, Error::Unreachable { .. }), error }
}

/// An unusable key file makes ssh go on without it, so that the refusal is only the consequence.
fn why_refused(lines: &[String]) -> String {
    const CAUSES: [&str; 5] = ["Identity file", "Load key", "UNPROTECTED PRIVATE KEY", "no such identity", "Too many authentication failures"];
    let cause = lines.iter().find(|line| CAUSES.iter().any(|cause| line.contains(cause)));
    let refusal = lines.iter().rfind(|line| line.contains("Permission denied (")).map(|line| reason_of(line));
    match (cause, refusal) {
        (Some(cause), Some(refusal)) => format!("{} ({})", refusal, cause.trim_matches(['@', ' '])),
        (Some(only), None) => only.clone(),
        (None, refusal) => refusal.unwrap_or_else(|| "ssh gave no reason".to_owned()),
    }
}

/// The part of a line that the target does not say already: `ssh: connect to host H port P: REASON` is `REASON`.
fn reason_of(line: &str) -> String {
    let line = line.trim_end_matches('.');
    match line.rsplit_once(": ") {
        Some((before, reason)) if before.contains("connect to host") || before.contains("Could not resolve hostname") || reason.starts_with("Permission denied (") => {
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
