//! Which certificates a word means. Every word is understood, and every file read, before a node or a server is asked.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use time::OffsetDateTime;

use crate::model::{CertKind, ClientName, Exit, Failure, Host, NodeName, Port};
use crate::pki;
use crate::run::ended::{Ended, Result};
use crate::run::place::{self, Place};
use crate::run::session::Session;
use crate::state::NamedClient;
use crate::transport;

use super::census::{Census, Found, Read, alone, read_chain, unseen};

/// More than any bundle: the system's own has less than one megabyte.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What a word means.
pub(super) enum Target {
    /// Something of a cluster's.
    In(Arc<Place>, Member),
    /// The certificates in a file or on standard input.
    File {
        /// What it is called.
        name: String,
        /// What is in it.
        certs: Vec<Read>,
    },
    /// What a TLS server serves.
    Server(Host, Port),
}

/// What a cluster has certificates of.
pub(super) enum Member {
    /// A node: what it serves.
    Node(NodeName),
    /// The CA.
    Ca,
    /// The operator.
    Operator,
    /// Somebody to whom one was issued by name.
    Client(NamedClient),
}

impl Target {
    /// Understands words; all that mean nothing are told together. The store is looked into only for a word that can be a name in a cluster.
    pub(super) fn all_of(words: &[OsString], session: &Session<'_>) -> Result<Vec<Self>> {
        let mut cluster = Cluster::NotSought;
        let (mut targets, mut failures) = (Vec::new(), Vec::new());
        for word in words {
            match understand(word, &mut cluster, session) {
                Ok(target) => targets.push(target),
                Err(Ended::Told { failures: told, .. }) => failures.extend(told),
                Err(bug) => return Err(bug),
            }
        }
        if !failures.is_empty() {
            return Err(Ended::all(failures, Exit::Failed));
        }
        if let Some(place) = targets.iter().find_map(Self::place) {
            session.touch(&place.dir);
        }
        Ok(targets)
    }

    /// The cluster that it is in.
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Self::In(place, _) => Some(place),
            Self::File { .. } | Self::Server(..) => None,
        }
    }

    /// The certificates, those that are served together in one list, the leaf first.
    pub(super) async fn look(&self, now: OffsetDateTime) -> Result<Vec<Vec<Found>>> {
        let one_each = |found: Vec<Found>| found.into_iter().map(|found| vec![found]).collect();
        match self {
            Self::In(place, member) => {
                let census = Census::of(place, now)?;
                match member {
                    Member::Node(name) => census.served(&[place.node(name)?]).await,
                    Member::Ca => Ok(one_each(census.cas())),
                    Member::Operator => Ok(one_each(census.operator()?.into_iter().collect())),
                    Member::Client(client) => Ok(vec![vec![census.client(client)?]]),
                }
            }
            Self::File { name, certs } => Ok(one_each(certs.iter().map(|read| alone(name, CertKind::File, read.clone(), now)).collect())),
            Self::Server(host, port) => Ok(vec![at_server(host, *port, now).await]),
        }
    }
}

/// The cluster that is meant, sought once and only where a word asks for it.
enum Cluster {
    NotSought,
    Found(Arc<Place>),
    /// It was sought in vain.
    Missing(Failure),
}

fn understand(word: &OsStr, cluster: &mut Cluster, session: &Session<'_>) -> Result<Target> {
    if word == "-" {
        return file("standard input", read(io::stdin()));
    }
    let text = word.to_string_lossy();
    if let Ok(name) = text.parse::<ClientName>()
        && let Some(place) = sought(cluster, &text, session)?
        && let Some(member) = member(place, &name)?
    {
        return Ok(Target::In(place.clone(), member));
    }
    let path = Path::new(word);
    if text.contains('/') || path.exists() {
        return file(&path.display().to_string(), File::open(path).and_then(read));
    }
    match server(&text) {
        Some((host, port)) => Ok(Target::Server(host, port)),
        None => Err(Ended::with(nothing(&text, cluster))),
    }
}

/// The cluster, for a word that may be of it. That there is none is no failure for a word that may be something else.
fn sought<'a>(cluster: &'a mut Cluster, word: &str, session: &Session<'_>) -> Result<Option<&'a Arc<Place>>> {
    if matches!(cluster, Cluster::NotSought) {
        match place::find(session) {
            Ok(place) => *cluster = Cluster::Found(Arc::new(place)),
            Err(Ended::Told { mut failures, .. }) if !failures.is_empty() => *cluster = Cluster::Missing(failures.swap_remove(0)),
            Err(other) => return Err(other),
        }
    }
    match cluster {
        Cluster::Found(place) => Ok(Some(place)),
        // Who names the cluster, or means what only a cluster has, wants to know what is wrong with it.
        Cluster::Missing(why) if session.globals.cluster.is_some() || matches!(word, "ca" | "client") => Err(Ended::with(why.clone())),
        Cluster::NotSought | Cluster::Missing(_) => Ok(None),
    }
}

/// What a name means in a cluster; a node's comes first.
fn member(place: &Place, name: &ClientName) -> Result<Option<Member>> {
    if let Some(node) = place.cluster.nodes.iter().find(|node| node.name.as_str() == name.as_str()) {
        return Ok(Some(Member::Node(node.name.clone())));
    }
    match name.as_str() {
        "ca" => Ok(Some(Member::Ca)),
        "client" => Ok(Some(Member::Operator)),
        _ => Ok(place.dir.named_client(name)?.map(Member::Client)),
    }
}

fn server(text: &str) -> Option<(Host, Port)> {
    let (host, port) = text.rsplit_once(':')?;
    Some((host.parse().ok()?, port.parse().ok()?))
}

fn nothing(word: &str, cluster: &Cluster) -> Failure {
    match cluster {
        Cluster::Found(place) => {
            let nodes: Vec<_> = place.cluster.nodes.iter().map(|node| node.name.as_str()).collect();
            let cause = format!("`{word}` is no node or client of cluster `{}`, no file, and not HOST:PORT", place.cluster.name);
            Failure::new(cause, Exit::NotFound).hint(format!("its nodes are {}; `swarmctl certs ls` lists its certificates", nodes.join(", ")))
        }
        Cluster::Missing(why) => {
            let failure = Failure::new(format!("`{word}` is no file and not HOST:PORT, and in no cluster: {}", why.cause), why.exit);
            Failure { hint: why.hint.clone(), ..failure }
        }
        Cluster::NotSought => Failure::new(format!("`{word}` is no file and not HOST:PORT"), Exit::NotFound),
    }
}

fn read(from: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn file(name: &str, bytes: io::Result<Vec<u8>>) -> Result<Target> {
    let bytes = bytes.map_err(|error| {
        let exit = if error.kind() == io::ErrorKind::NotFound { Exit::NotFound } else { Exit::Failed };
        Ended::with(Failure::new(format!("`{name}` cannot be read: {error}"), exit))
    })?;
    let certs = certificates(&bytes).map_err(|error| {
        let reason = match error {
            pki::Error::Unreadable { reason, .. } => reason,
            other => other.to_string(),
        };
        Ended::with(
            Failure::new(format!("`{name}` holds no certificate that can be read: {reason}"), Exit::Failed).hint("certificates are read in PEM and DER"),
        )
    })?;
    Ok(Target::File { name: name.to_owned(), certs })
}

/// Every certificate in PEM, or the one in DER.
fn certificates(bytes: &[u8]) -> pki::Result<Vec<Read>> {
    const ARMOUR: &[u8] = b"-----BEGIN ";
    let pems = if bytes.windows(ARMOUR.len()).any(|part| part == ARMOUR) {
        // What stands between certificates may be in any encoding.
        pki::certificates(&String::from_utf8_lossy(bytes))?
    } else {
        pki::details(bytes)?;
        vec![pki::to_pem(bytes)?]
    };
    pems.into_iter().map(|pem| Ok((pki::details(pem.as_bytes())?, pem))).collect()
}

/// What a server sends: its own certificate, and those above it, which can end before it does.
async fn at_server(host: &Host, port: Port, now: OffsetDateTime) -> Vec<Found> {
    let owner = host.with_port(port);
    let served = transport::shown_at(host, port).await.map_err(|error| error.to_string());
    match served.and_then(|chain| read_chain(&chain).map_err(|error| error.to_string())) {
        Ok(chain) => chain.into_iter().map(|read| alone(&owner, CertKind::Server, read, now)).collect(),
        Err(error) => vec![unseen(&owner, CertKind::Server, error, None)],
    }
}
