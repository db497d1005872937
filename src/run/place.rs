//! The cluster a verb is about: which one is meant, what the store knows of it, and the spec that is in force.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::{Cluster, ClusterName, Driver, Exit, Failure, Host, Node, NodeFacts, NodeName, OwnAddress, Record, Stored};
use crate::plan;
use crate::spec::{self, SourceContext};
use crate::state::{self, ClusterDir, SCHEMA, Store};

use super::ended::{Ended, Result};
use super::session::Session;

/// A cluster that is in the store.
pub(super) struct Place {
    pub(super) dir: ClusterDir,
    pub(super) cluster: Cluster,
    pub(super) stored: Stored,
}

impl Place {
    /// Refuses what is done with certificates where engines are reached by SSH alone.
    pub(super) fn needs_tls(&self) -> Result<()> {
        if self.cluster.has_tls() {
            return Ok(());
        }
        let failure = Failure::new(format!("the engines of cluster `{}` are reached by SSH alone: it has no certificates", self.cluster.name), Exit::Usage);
        Err(Ended::with(failure.hint("set `engine: { access: tls }` in its spec and run `swarmctl init` to give it some")))
    }

    /// A node of it; the others are named where it has none of that name.
    pub(super) fn node(&self, name: &NodeName) -> Result<&Node> {
        self.cluster.node(name).ok_or_else(|| {
            let known: Vec<_> = self.cluster.nodes.iter().map(|n| n.name.as_str()).collect();
            let failure = Failure::new(format!("cluster `{}` has no node `{name}`", self.cluster.name), Exit::NotFound);
            Ended::with(failure.hint(format!("its nodes are {}", known.join(", "))))
        })
    }
}

/// What the store knows of a cluster.
pub(super) fn stored(dir: &ClusterDir) -> Result<Stored> {
    Ok(read(dir)?)
}

/// The same, with the store's own error.
pub(super) fn read(dir: &ClusterDir) -> state::Result<Stored> {
    dir.stored(parse_stored)
}

/// Reads the store's copy of a spec.
pub(super) fn parse_stored(text: &str) -> std::result::Result<Cluster, spec::Error> {
    spec::parse(text.as_bytes(), &SourceContext { name: "cluster.yaml".to_owned(), ..SourceContext::default() })
}

/// The cluster that is meant: the one named, else the only one there is. The run is about it from here on.
pub(super) fn chosen(session: &Session<'_>) -> Result<Place> {
    let place = find(session)?;
    session.touch(&place.dir);
    Ok(place)
}

/// The same, for a run that may turn out not to be about it.
pub(super) fn find(session: &Session<'_>) -> Result<Place> {
    open(named_or_only(session)?)
}

/// The cluster that has its place there.
pub(super) fn open(dir: ClusterDir) -> Result<Place> {
    let stored = stored(&dir)?;
    let mut cluster = stored.cluster.clone().ok_or_else(|| no_spec(dir.name()))?;
    lend_advertised(&mut cluster, |node| stored.record.as_ref()?.nodes.get(node)?.advertised);
    if cluster.driver == Driver::Docker {
        lend_hosts(&mut cluster, &dir, recorded_addresses(stored.record.as_ref()));
    }
    Ok(Place { dir, cluster, stored })
}

/// Where the cluster that is meant has its place in the store; nothing of it is read.
pub(super) fn named_or_only(session: &Session<'_>) -> Result<ClusterDir> {
    let store = &session.store;
    match &session.globals.cluster {
        Some(name) => store.cluster(name).ok_or_else(|| no_such(store, name)),
        None => only(store),
    }
}

/// Gives nodes whose hosts were made for them what the spec cannot say: their address, and the key that lets in.
pub(super) fn lend_hosts(cluster: &mut Cluster, dir: &ClusterDir, mut addresses: BTreeMap<NodeName, Host>) {
    for node in &mut cluster.nodes {
        node.address = addresses.remove(&node.name);
        node.ssh.user = Some("root".to_owned());
        node.ssh.identity = Some(dir.ssh_key_path());
    }
}

/// Puts what a named interface or network came to in its place: nothing after the look at the hosts has to look again.
pub(super) fn lend_advertised(cluster: &mut Cluster, came_to: impl Fn(&NodeName) -> Option<IpAddr>) {
    for node in &mut cluster.nodes {
        if node.advertise.as_ref().is_some_and(|own| own.ip().is_none())
            && let Some(ip) = came_to(&node.name)
        {
            node.advertise = Some(OwnAddress::Ip(ip));
        }
    }
}

/// What the named interfaces and networks of a cluster's nodes come to on hosts that were looked at.
pub(super) fn found_advertised(cluster: &Cluster, facts: &BTreeMap<NodeName, NodeFacts>) -> BTreeMap<NodeName, IpAddr> {
    let named = cluster.nodes.iter().filter(|node| node.advertise.as_ref().is_some_and(|own| own.ip().is_none()));
    named.filter_map(|node| Some((node.name.clone(), plan::advertised(node, facts.get(&node.name)?)?))).collect()
}

/// Keeps in the record what named interfaces and networks came to; a node that names none any more has nothing to keep.
pub(super) fn keep_advertised(dir: &ClusterDir, wanted: &Cluster, found: &BTreeMap<NodeName, IpAddr>) -> Result<()> {
    let Some(record) = dir.record()? else { return Ok(()) };
    let mut next = record.clone();
    for node in &wanted.nodes {
        let ip = found.get(&node.name).copied();
        if ip.is_some() || next.nodes.contains_key(&node.name) {
            next.nodes.entry(node.name.clone()).or_default().advertised = ip;
        }
    }
    if next == record { Ok(()) } else { Ok(dir.write_record(&next)?) }
}

fn recorded_addresses(record: Option<&Record>) -> BTreeMap<NodeName, Host> {
    let nodes = record.map(|r| r.nodes.iter()).into_iter().flatten();
    nodes.filter_map(|(name, node)| Some((name.clone(), node.address.clone()?))).collect()
}

/// The record of a cluster, a new one if there is none yet.
pub(super) fn record(stored: &Stored, now: time::OffsetDateTime) -> Record {
    stored.record.clone().unwrap_or_else(|| Record { schema: SCHEMA, created_at: now, made_as: None, renamed_from: None, nodes: BTreeMap::new() })
}

/// The cluster that is meant where none is named: the one that was chosen, else the only one of the store.
pub(super) fn only(store: &Store) -> Result<ClusterDir> {
    let mut clusters = store.clusters()?;
    match (store.default_cluster()?, clusters.len()) {
        // Never another one in its place: it may be the one that must not be touched.
        (Some(name), 1..) => store.cluster(&name).ok_or_else(|| gone(&name, &clusters)),
        (None, 1) => Ok(clusters.remove(0)),
        (_, 0) => Err(Ended::with(Failure::new("there is no cluster yet", Exit::NotFound).hint("make one: `swarmctl init`"))),
        (None, _) => {
            let failure = Failure::new(format!("there are several clusters: {}", names(&clusters)), Exit::Usage);
            Err(Ended::with(failure.hint("say which one is meant with `--cluster NAME` or SWARMCTL_CLUSTER, or choose one with `swarmctl clusters use NAME`")))
        }
    }
}

/// The cluster that was chosen is not there any more.
fn gone(name: &ClusterName, clusters: &[ClusterDir]) -> Ended {
    let failure = Failure::new(format!("the default cluster `{name}` is not in the store any more"), Exit::NotFound);
    Ended::with(failure.hint(format!("choose another with `swarmctl clusters use NAME` (there are: {}), or none with `--none`", names(clusters))))
}

/// Refuses a name that hosts of a cluster other than `but` carry: who sees it there would take them for another cluster's. `hint` says what else can be done.
pub(super) fn check_free_as_mark(store: &Store, name: &ClusterName, but: &ClusterName, hint: impl FnOnce(&ClusterName) -> String) -> Result<()> {
    let Some(other) = store.marked(name, but)? else { return Ok(()) };
    let other = other.name();
    let failure = Failure::new(format!("the hosts of cluster `{other}` carry the name `{name}`, under which it was made"), Exit::Usage);
    Err(Ended::with(failure.hint(hint(other))))
}

pub(super) fn no_such(store: &Store, name: &ClusterName) -> Ended {
    let clusters = store.clusters().unwrap_or_default();
    let now = clusters.iter().find(|dir| dir.was_renamed_from(name).unwrap_or_default() || dir.mark().is_ok_and(|mark| mark == *name));
    let hint = match now {
        Some(dir) => format!("cluster `{}` had that name before", dir.name()),
        None if clusters.is_empty() => "make one: `swarmctl init`".to_owned(),
        None => format!("there are: {}", names(&clusters)),
    };
    Ended::with(Failure::new(format!("there is no cluster `{name}`"), Exit::NotFound).hint(hint))
}

/// A cluster without a spec: its first run ended before it had one.
pub(super) fn no_spec(name: &ClusterName) -> Ended {
    Ended::with(Failure::new(format!("cluster `{name}` was begun but has no spec yet"), Exit::NotFound).hint("run `swarmctl init` again with its spec"))
}

fn names(clusters: &[ClusterDir]) -> String {
    clusters.iter().map(|c| c.name().to_string()).collect::<Vec<_>>().join(", ")
}
