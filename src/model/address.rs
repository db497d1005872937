//! Where a node is: a host (name or address), a port, and how SSH gets there.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A TCP port; zero is none.
pub type Port = std::num::NonZeroU16;

/// Why a text is not a host or an SSH target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// Nothing there.
    #[error("an address must not be empty")]
    Empty,
    /// ssh would read it as an option.
    #[error("an address must not begin with `-`")]
    Option,
    /// A character that neither a DNS name nor an IP address has.
    #[error("{0:?} is neither in a DNS name nor in an IP address")]
    Character(char),
    /// Longer than a DNS name may be.
    #[error("an address has at most 253 characters")]
    TooLong,
    /// Not a number from 1 to 65535.
    #[error("`{0}` is not a port (1 to 65535)")]
    Port(String),
    /// A user name with characters that no system allows.
    #[error("`{0}` is not a user name")]
    User(String),
}

/// A DNS name or an IP address, safe to hand to ssh and to put into a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Host(String);

impl Host {
    /// The host as written, without brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, if the host is not a name.
    pub fn ip(&self) -> Option<IpAddr> {
        self.0.parse().ok()
    }

    /// `HOST:PORT`, an IPv6 address in brackets.
    pub fn with_port(&self, port: Port) -> String {
        match self.ip() {
            Some(IpAddr::V6(ip)) => format!("[{ip}]:{port}"),
            _ => format!("{}:{port}", self.0),
        }
    }
}

impl FromStr for Host {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        if bare.is_empty() {
            return Err(HostError::Empty);
        }
        if bare.starts_with('-') {
            return Err(HostError::Option);
        }
        if bare.len() > 253 {
            return Err(HostError::TooLong);
        }
        if bare.parse::<IpAddr>().is_err()
            && let Some(c) = bare.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))
        {
            return Err(HostError::Character(c));
        }
        Ok(Self(bare.to_owned()))
    }
}

impl TryFrom<String> for Host {
    type Error = HostError;
    fn try_from(text: String) -> Result<Self, HostError> {
        text.parse()
    }
}

impl From<Host> for String {
    fn from(host: Host) -> Self {
        host.0
    }
}

impl From<IpAddr> for Host {
    fn from(ip: IpAddr) -> Self {
        Self(ip.to_string())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// `[USER@]HOST[:PORT]`; what is left out is ssh's own business (its configuration, then 22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SshTarget {
    /// The login name, if one is given.
    pub user: Option<String>,
    /// The host.
    pub host: Host,
    /// The port, if one is given.
    pub port: Option<Port>,
}

impl SshTarget {
    /// Whether `text` is a login name that no tool misreads.
    pub fn is_user(text: &str) -> bool {
        !text.is_empty() && text.len() <= 64 && !text.starts_with('-') && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    }
}

impl FromStr for SshTarget {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        let text = text.strip_prefix("ssh://").unwrap_or(text);
        let (user, rest) = match text.rsplit_once('@') {
            Some((user, _)) if !Self::is_user(user) => return Err(HostError::User(user.to_owned())),
            Some((user, rest)) => (Some(user.to_owned()), rest),
            None => (None, text),
        };
        let bare_v6 = rest.parse::<std::net::Ipv6Addr>().is_ok();
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !bare_v6 && !rest.ends_with(']') => (host, Some(port.parse::<Port>().map_err(|_| HostError::Port(port.to_owned()))?)),
            _ => (rest, None),
        };
        Ok(Self { user, host: host.parse()?, port })
    }
}

impl fmt::Display for SshTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        match self.port {
            Some(port) => f.write_str(&self.host.with_port(port)),
            None => write!(f, "{}", self.host),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_reads_as_it_prints() {
        for text in ["root@10.0.0.1", "10.0.0.1:2222", "ops@host.example", "u@[::1]:22", "::1"] {
            assert_eq!(text.parse::<SshTarget>().map(|t| t.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_ssh_could_read_as_an_option_is_refused() {
        assert_eq!("-oProxyCommand=x".parse::<Host>(), Err(HostError::Option));
        assert!("-l@host".parse::<SshTarget>().is_err());
        assert_eq!("host:0".parse::<SshTarget>(), Err(HostError::Port("0".into())));
    }
}
