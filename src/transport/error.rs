//! What can go wrong between the operator and a node.

use crate::model::{Exit, Explain};

/// What an engine says when a swarm's manager did not let it in within 20 s; it goes on trying for itself.
const NOT_LET_IN: &str = "Timeout was reached before node joined";

/// A transport failure. The messages leave the node's name to the caller, who knows it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No `ssh` program on the operator's machine.
    #[error("the `ssh` program was not found")]
    SshMissing,
    /// Nothing answered, or not in time.
    #[error("cannot reach {target} by SSH: {reason}")]
    Unreachable {
        /// `USER@HOST:PORT`.
        target: String,
        /// ssh's words.
        reason: String,
    },
    /// The login was refused.
    #[error("{target} refused the login: {reason}")]
    LoginRefused {
        /// `USER@HOST:PORT`.
        target: String,
        /// ssh's words.
        reason: String,
    },
    /// The host's key is not the one that is known.
    #[error("the host key of {target} has changed")]
    HostKeyChanged {
        /// `USER@HOST:PORT`.
        target: String,
        /// The file with the known one.
        known_hosts: String,
    },
    /// The host's key is not the one that the spec pins.
    #[error("the host key of {target} is not the one that the spec pins")]
    HostKeyNotPinned {
        /// `USER@HOST:PORT`.
        target: String,
    },
    /// The host's key is not known, and new ones are not accepted.
    #[error("the host key of {target} is not known")]
    HostKeyUnknown {
        /// `USER@HOST:PORT`.
        target: String,
    },
    /// The connection was lost while something ran.
    #[error("the SSH connection was lost while trying to {what}")]
    ConnectionLost {
        /// What was under way.
        what: String,
    },
    /// A command on the host ended with a failure.
    #[error("could not {what}: {message}")]
    CommandFailed {
        /// What was under way.
        what: String,
        /// Its exit status, if it had one.
        status: Option<i32>,
        /// The line that says why.
        message: String,
        /// The last lines it printed.
        lines: Vec<String>,
    },
    /// Something took longer than it may.
    #[error("could not {what} within {seconds} s")]
    Timeout {
        /// What was under way.
        what: String,
        /// The deadline.
        seconds: u64,
    },
    /// A TCP or TLS connection to an endpoint failed.
    #[error("cannot connect to {endpoint}: {reason}")]
    Connect {
        /// `HOST:PORT`.
        endpoint: String,
        /// Why.
        reason: String,
    },
    /// An engine, manager or Consul answered with an error.
    #[error("could not {what}: {message}")]
    Api {
        /// What was asked for.
        what: String,
        /// HTTP status, if there was one.
        status: Option<u16>,
        /// The other side's words.
        message: String,
    },
    /// The other side's answer could not be read.
    #[error("could not read the answer to {what}")]
    Answer {
        /// What was asked for.
        what: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A local file could not be read.
    #[error("could not read `{path}`")]
    LocalFile {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It was stopped before its end, and what it had begun is undone.
    #[error("it was stopped")]
    Stopped,
    /// Certificates or keys that no connection can be made with.
    #[error("the operator's certificates cannot be used: {0}")]
    Credentials(String),
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::SshMissing => "install the OpenSSH client (Debian, Ubuntu: `apt install openssh-client`)".to_owned(),
            Self::Unreachable { target, .. } => format!("check that the host is up and that `ssh {}` works", ssh_words(target)),
            Self::LoginRefused { target, .. } => {
                format!("check that `ssh {}` works without a question; name the key with `--ssh-key` or load it into the agent", ssh_words(target))
            }
            Self::HostKeyChanged { known_hosts, .. } => {
                format!("if the host was really reinstalled, remove its line from {known_hosts}; if not, somebody may be in between")
            }
            Self::HostKeyNotPinned { .. } => {
                "if the host was really reinstalled, put its new key into the spec (`hostKey`); if not, somebody may be in between".to_owned()
            }
            Self::HostKeyUnknown { .. } => "pin it in the spec with `hostKey`, or allow new ones with `--host-key-checking accept-new`".to_owned(),
            Self::CommandFailed { .. } => "mend that on the host, then run the same command again".to_owned(),
            Self::ConnectionLost { .. } | Self::Timeout { .. } => "check that the host is up, then run the same command again".to_owned(),
            Self::Api { message, .. } if message.contains(NOT_LET_IN) => {
                "open TCP 2377 and 7946, and UDP 7946 and 4789, between the nodes, then run the same command again".to_owned()
            }
            _ => return None,
        };
        Some(hint)
    }

    fn exit(&self) -> Exit {
        match self {
            Self::SshMissing
            | Self::Unreachable { .. }
            | Self::LoginRefused { .. }
            | Self::HostKeyChanged { .. }
            | Self::HostKeyNotPinned { .. }
            | Self::HostKeyUnknown { .. } => Exit::Unreachable,
            Self::Stopped => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }

    fn detail(&self) -> Vec<String> {
        match self {
            Self::CommandFailed { lines, .. } => lines.clone(),
            _ => Vec::new(),
        }
    }
}

/// `USER@HOST:PORT` as ssh's own arguments.
fn ssh_words(target: &str) -> String {
    match target.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() && !host.ends_with(':') => format!("-p {port} {}", host.replace(['[', ']'], "")),
        _ => target.replace(['[', ']'], ""),
    }
}
