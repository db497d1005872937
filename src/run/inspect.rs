//! `inspect`: all that the store knows, in one document.

use std::collections::BTreeMap;

use time::format_description::well_known::Rfc3339;

use crate::cli::InspectRequest;
use crate::model::{CertDetails, DocumentKind, Exit, Host, Node, NodeName, Orchestrator, OwnAddress, Port, Role};
use crate::pki;
use crate::report::{CertsInspected, ClientInspected, ClusterHead, ClusterInspected, NodeInspected, OneNodeInspected, RunRow, SshInspected};
use crate::spec;

use super::ended::Result;
use super::env;
use super::history;
use super::place::{self, Place};
use super::session::Session;

/// Shows the cluster, or a node of it.
pub(super) fn inspect(request: &InspectRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let format = request.format.as_deref();
    match &request.node {
        None => session.ui.inspected(DocumentKind::Cluster, &cluster(&place)?, format)?,
        Some(name) => {
            let node = node(&place, place.node(name)?);
            let shown = OneNodeInspected { cluster: head(&place), last_run: last_run(&place, Some(&node.name))?, node };
            session.ui.inspected(DocumentKind::Node, &shown, format)?;
        }
    }
    Ok(Exit::Ok)
}

/// The cluster as a document.
pub(super) fn cluster(place: &Place) -> Result<ClusterInspected> {
    Ok(ClusterInspected {
        cluster: head(place),
        endpoints: place.cluster.managers().filter_map(|node| endpoints(place, node).remove("manager")).collect(),
        nodes: place.cluster.nodes.iter().map(|at| node(place, at)).collect(),
        certs: certs(place)?,
        // As the store keeps it, without the addresses of hosts that were made for it. What we write we can read.
        spec: serde_yaml::from_str(&spec::to_yaml(place.stored.cluster.as_ref().unwrap_or(&place.cluster))).unwrap_or_default(),
        last_run: last_run(place, None)?,
    })
}

fn head(place: &Place) -> ClusterHead {
    let created_at = place.stored.record.as_ref().and_then(|record| record.created_at.format(&Rfc3339).ok());
    ClusterHead {
        name: place.cluster.name.to_string(),
        orchestrator: place.cluster.orchestrator.as_str().to_owned(),
        driver: place.cluster.driver.as_str().to_owned(),
        created_at,
        store: place.dir.path().display().to_string(),
    }
}

fn node(place: &Place, node: &Node) -> NodeInspected {
    let record = place.stored.record.as_ref().and_then(|record| record.nodes.get(&node.name)).cloned();
    NodeInspected {
        name: node.name.clone(),
        address: node.address.clone(),
        advertise: node.advertise.as_ref().and_then(OwnAddress::ip).map(Host::from).or_else(|| node.address.clone()),
        roles: node.roles.iter().copied().collect(),
        availability: node.availability.as_str().to_owned(),
        ssh: SshInspected {
            user: node.ssh.user.clone(),
            port: node.ssh.port.map(Port::get),
            identity: node.ssh.identity.as_ref().map(|path| path.display().to_string()),
            jump: node.ssh.jump.clone(),
        },
        labels: node.labels.clone(),
        endpoints: endpoints(place, node),
        cert: record.as_ref().and_then(|record| record.leaf.clone()),
        record,
    }
}

/// Where clients connect to a node; in swarm mode a manager is its engine.
fn endpoints(place: &Place, node: &Node) -> BTreeMap<String, String> {
    let cluster = &place.cluster;
    let Some(address) = &node.address else { return BTreeMap::new() };
    if !cluster.has_tls() {
        let kinds = ["engine"].into_iter().chain(node.is(Role::Manager).then_some("manager"));
        return kinds.map(|kind| (kind.to_owned(), env::ssh_url(node, address))).collect();
    }
    let standalone = cluster.orchestrator == Orchestrator::Standalone;
    let manager_port = if standalone { cluster.manager.port } else { cluster.engine.port };
    let all = [
        ("engine", "tcp", Some(cluster.engine.port)),
        ("manager", "tcp", node.is(Role::Manager).then_some(manager_port)),
        ("consul", "https", cluster.consul_port().filter(|_| node.is(Role::Discovery))),
    ];
    all.into_iter().filter_map(|(kind, scheme, port)| Some((kind.to_owned(), format!("{scheme}://{}", address.with_port(port?))))).collect()
}

fn certs(place: &Place) -> Result<CertsInspected> {
    let stored = &place.stored;
    let clients = place.dir.named_clients()?;
    Ok(CertsInspected {
        ca: stored.ca_pem.as_deref().and_then(details),
        operator: stored.client_pem.as_deref().and_then(details),
        clients: clients.iter().map(|client| ClientInspected { name: client.name.to_string(), cert: details(&client.pair.cert_pem) }).collect(),
        rotation: stored.rotation.as_ref().map(|rotation| rotation.stage.as_str().to_owned()),
    })
}

/// The first certificate of a chain.
fn details(pem: &str) -> Option<CertDetails> {
    pki::details(pem.as_bytes()).ok()
}

/// The last run, or the last that had steps on a node.
fn last_run(place: &Place, on: Option<&NodeName>) -> Result<Option<RunRow>> {
    let rows = history::rows(&place.dir, &place.dir.journal().runs()?);
    Ok(rows.into_iter().rfind(|row| on.is_none_or(|node| row.nodes.contains(node))))
}
