//! How standalone nodes find each other: a Consul of swarmctl's own, no store at all, or a store that exists.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Host, HostError, Port};

/// How standalone nodes find each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Discovery {
    /// By a Consul that swarmctl runs on the discovery nodes.
    Consul {
        /// Its https port.
        port: Port,
    },
    /// By a list that the one manager is given: no store, and so no election.
    Static,
    /// By a store that somebody else runs.
    External(ExternalStore),
}

/// A store that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalStore {
    /// Where it is.
    pub url: StoreUrl,
    /// What is shown to it and who vouches for it; plain http where `None`.
    pub tls: Option<StoreFiles>,
}

/// The files for TLS with a store, on the operator's machine. All three or none: Swarm speaks plain http to a store unless it has them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreFiles {
    /// The store's CA.
    pub ca: PathBuf,
    /// The certificate that nodes show to it.
    pub cert: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl StoreFiles {
    /// Each file: the name that it has on nodes, and where it is here.
    pub fn each(&self) -> [(&'static str, &Path); 3] {
        [("ca.pem", &self.ca), ("cert.pem", &self.cert), ("key.pem", &self.key)]
    }
}

/// What kinds of stores Swarm knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoreKind {
    /// Consul.
    Consul,
    /// etcd, by its second API.
    Etcd,
    /// ZooKeeper.
    Zk,
}

impl StoreKind {
    const ALL: [Self; 3] = [Self::Consul, Self::Etcd, Self::Zk];

    /// The scheme of its URLs.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Consul => "consul",
            Self::Etcd => "etcd",
            Self::Zk => "zk",
        }
    }
}

/// `SCHEME://HOST:PORT[,HOST:PORT…][/PREFIX]`, as Swarm takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoreUrl {
    kind: StoreKind,
    endpoints: Vec<(Host, Port)>,
    prefix: String,
}

/// Why a text is not the URL of a store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreUrlError {
    /// Another scheme, or none.
    #[error("the URL of a store begins with `consul://`, `etcd://` or `zk://`")]
    Scheme,
    /// An endpoint without a port.
    #[error("`{0}` is not `HOST:PORT`")]
    Endpoint(String),
    /// An endpoint whose host is none.
    #[error("`{endpoint}` is not `HOST:PORT`: {source}")]
    Host {
        /// The endpoint.
        endpoint: String,
        /// Why.
        source: HostError,
    },
    /// Several endpoints where Swarm takes one.
    #[error("Swarm takes one endpoint of a Consul, not {0}")]
    Endpoints(usize),
    /// A prefix that could mean another key.
    #[error("`{0}` is not a prefix of keys: letters, digits, `-`, `_` and `.`, parted by single `/`")]
    Prefix(String),
}

impl StoreUrl {
    /// Which kind of store.
    pub fn kind(&self) -> StoreKind {
        self.kind
    }

    /// Where it is reached, one or more of them.
    pub fn endpoints(&self) -> &[(Host, Port)] {
        &self.endpoints
    }
}

impl FromStr for StoreUrl {
    type Err = StoreUrlError;

    fn from_str(text: &str) -> Result<Self, StoreUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(StoreUrlError::Scheme)?;
        let kind = StoreKind::ALL.into_iter().find(|kind| kind.scheme() == scheme).ok_or(StoreUrlError::Scheme)?;
        let (authority, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let endpoints = authority.split(',').map(endpoint).collect::<Result<Vec<_>, _>>()?;
        if kind == StoreKind::Consul && endpoints.len() > 1 {
            return Err(StoreUrlError::Endpoints(endpoints.len()));
        }
        let prefix = prefix.trim_end_matches('/');
        if !prefix.is_empty() && !prefix.split('/').all(is_key) {
            return Err(StoreUrlError::Prefix(prefix.to_owned()));
        }
        Ok(Self { kind, endpoints, prefix: prefix.to_owned() })
    }
}

fn endpoint(text: &str) -> Result<(Host, Port), StoreUrlError> {
    let wrong = || StoreUrlError::Endpoint(text.to_owned());
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    // An IPv6 address without brackets has no port that could be told from it.
    if host.contains(':') && !(host.starts_with('[') && host.ends_with(']')) {
        return Err(wrong());
    }
    let port = port.parse().map_err(|_| wrong())?;
    let host = host.parse().map_err(|source| StoreUrlError::Host { endpoint: text.to_owned(), source })?;
    Ok((host, port))
}

fn is_key(part: &str) -> bool {
    let plain = part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    plain && !matches!(part, "" | "." | "..")
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoints: Vec<_> = self.endpoints.iter().map(|(host, port)| host.with_port(*port)).collect();
        write!(f, "{}://{}", self.kind.scheme(), endpoints.join(","))?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

impl TryFrom<String> for StoreUrl {
    type Error = StoreUrlError;
    fn try_from(text: String) -> Result<Self, StoreUrlError> {
        text.parse()
    }
}

impl From<StoreUrl> for String {
    fn from(url: StoreUrl) -> Self {
        url.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        text.parse::<StoreUrl>().map_or_else(|error| format!("! {error}"), |url| url.to_string())
    }

    #[test]
    fn a_url_is_read_and_written_alike() {
        for url in ["consul://10.0.0.5:8501", "consul://consul.example.com:8500/lab/blue", "etcd://a:2379,[2001:db8::5]:2379/x", "zk://z1:2181,z2:2181"] {
            assert_eq!(read(url), url);
        }
        assert_eq!(read("consul://a:1/lab/"), "consul://a:1/lab");
    }

    #[test]
    fn what_swarm_would_not_take_is_refused() {
        for (url, why) in [
            ("10.0.0.5:8500", "! the URL of a store begins with `consul://`, `etcd://` or `zk://`"),
            ("https://a:1", "! the URL of a store begins with `consul://`, `etcd://` or `zk://`"),
            ("consul://a:1,b:1", "! Swarm takes one endpoint of a Consul, not 2"),
            ("consul://a", "! `a` is not `HOST:PORT`"),
            ("etcd://a:1,", "! `` is not `HOST:PORT`"),
            ("etcd://2001:db8::5:2379", "! `2001:db8::5:2379` is not `HOST:PORT`"),
            ("consul://ops:pw@a:8500", "! `ops:pw@a:8500` is not `HOST:PORT`"),
            ("consul://ops@a:8500", "! `ops@a:8500` is not `HOST:PORT`: '@' is neither in a DNS name nor in an IP address"),
            ("zk://a:0", "! `a:0` is not `HOST:PORT`"),
            ("consul://a:1/../x", "! `../x` is not a prefix of keys: letters, digits, `-`, `_` and `.`, parted by single `/`"),
            ("consul://a:1//x", "! `/x` is not a prefix of keys: letters, digits, `-`, `_` and `.`, parted by single `/`"),
        ] {
            assert_eq!(read(url), why, "{url}");
        }
    }
}
