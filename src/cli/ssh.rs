//! `swarmctl ssh`, `scp` and `ip`: to one node, by the system's own clients.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::model::{NameError, NodeName};

use super::values::switch;

const SSH_EXAMPLES: &str = "\
Examples:
  swarmctl ssh worker-1
  swarmctl ssh worker-1 -- journalctl -u docker -n 50
  swarmctl ssh worker-1 -t -- top
  swarmctl ssh worker-1 -- sh -c 'df -h | grep docker'";

/// Log in to a node, or run a command there
///
/// The system's ssh takes over with the login, key, jump host and known_hosts that swarmctl itself uses for the node; only host
/// keys that the cluster knows are believed. The exit status is the command's, or 255 where ssh fails.
///
/// No shell of yours or of the node's interprets CMD: each word arrives as the one word it is. For pipes and variables name a
/// shell, as in the last example.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = SSH_EXAMPLES)]
pub struct SshRequest {
    /// The node
    #[arg(value_name = "NODE")]
    pub node: NodeName,
    /// Give the command a terminal
    #[arg(short, long, env = "SWARMCTL_TTY", value_parser = switch)]
    pub tty: bool,
    /// The command and its arguments [default: a login shell]
    #[arg(last = true, value_name = "CMD")]
    pub command: Vec<OsString>,
}

const SCP_EXAMPLES: &str = "\
Examples:
  swarmctl scp ./daemon.log worker-1:/var/tmp/
  swarmctl scp worker-1:/etc/docker/daemon.json .
  swarmctl scp -r worker-1:/var/log/consul ./logs";

/// Copy files to a node or from it
///
/// One of the two is `NODE:PATH`, the other a path here; one whose name has a colon is written `./a:b`. The system's scp takes
/// over, with the login, key, jump host and known_hosts of the node, over SFTP (OpenSSH 8.7 or newer): no shell sees the paths.
/// The exit status is scp's.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = SCP_EXAMPLES)]
pub struct ScpRequest {
    /// What is copied
    #[arg(value_name = "SRC", value_parser = scp_end())]
    pub from: ScpEnd,
    /// Where it goes
    #[arg(value_name = "DST", value_parser = scp_end())]
    pub to: ScpEnd,
    /// Directories too, with all that is in them
    #[arg(short, long, env = "SWARMCTL_RECURSIVE", value_parser = switch)]
    pub recursive: bool,
}

/// One end of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScpEnd {
    /// A path on this machine.
    Here(PathBuf),
    /// A path on a node.
    Node {
        /// The node.
        node: NodeName,
        /// The path; empty is the login's home.
        path: OsString,
    },
}

impl ScpEnd {
    /// As scp reads it: what stands before a colon is a host, unless there is a slash in it.
    fn read(text: &OsStr) -> Result<Self, ScpEndError> {
        let bytes = text.as_bytes();
        let colon = bytes.iter().position(|b| *b == b':').filter(|at| !bytes[..*at].contains(&b'/'));
        let Some(at) = colon else {
            return if bytes.is_empty() { Err(ScpEndError::Empty) } else { Ok(Self::Here(text.into())) };
        };
        let node = String::from_utf8_lossy(&bytes[..at]).parse().map_err(ScpEndError::Node)?;
        Ok(Self::Node { node, path: OsString::from_vec(bytes[at + 1..].to_vec()) })
    }
}

/// Why a text is no end of a copy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum ScpEndError {
    #[error("a path must not be empty")]
    Empty,
    #[error("what stands before the colon is no node: {0}; a file here whose name has a colon is written `./NAME`")]
    Node(NameError),
}

fn scp_end() -> impl TypedValueParser<Value = ScpEnd> {
    OsStringValueParser::new().try_map(|text| ScpEnd::read(&text))
}

/// Print a node's address
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = "Examples:\n  swarmctl ip worker-1\n  curl -s \"http://$(swarmctl ip worker-1):8080/\"\n  swarmctl ip worker-1 --advertise")]
pub struct IpRequest {
    /// The node
    #[arg(value_name = "NODE")]
    pub node: NodeName,
    /// Where the other nodes reach it, not where you do
    #[arg(long, env = "SWARMCTL_ADVERTISE", value_parser = switch)]
    pub advertise: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_makes_a_node_of_what_stands_before_it_unless_there_is_a_slash() {
        let node = |path: &str| ScpEnd::Node { node: "w1".parse().unwrap(), path: path.into() };
        assert_eq!(ScpEnd::read(OsStr::new("w1:/etc/a b:c")), Ok(node("/etc/a b:c")));
        assert_eq!(ScpEnd::read(OsStr::new("w1:")), Ok(node("")));
        assert_eq!(ScpEnd::read(OsStr::new("./w1:x")), Ok(ScpEnd::Here("./w1:x".into())));
        assert_eq!(ScpEnd::read(OsStr::new("-rf")), Ok(ScpEnd::Here("-rf".into())));
    }

    #[test]
    fn what_is_no_node_is_refused() {
        for text in ["", ":x", "a b:x", "-oProxyCommand=x:y", "ops@w1:x", "Ä:x"] {
            assert!(ScpEnd::read(OsStr::new(text)).is_err(), "{text}");
        }
    }
}
