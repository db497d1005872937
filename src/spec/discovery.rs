//! What a spec says of discovery, and what that asks of the nodes' roles.

use crate::model::{Availability, Discovery, ExternalStore, Orchestrator, Port, Role, StoreFiles, StoreKind, StoreUrl};

use super::v1;
use super::validate::{Check, roles_of};

// Evaluated by the compiler: it is not zero.
const DEFAULT_PORT: Port = Port::new(8501).unwrap();

/// The port of swarmctl's own Consul, where there is one.
pub(super) fn consul_port(discovery: &Discovery) -> Option<Port> {
    match discovery {
        Discovery::Consul { port } => Some(*port),
        Discovery::Static | Discovery::External(_) => None,
    }
}

/// How nodes find each other without a Consul of swarmctl's, in the spec's words, if they do.
pub(super) fn without_consul(discovery: &v1::Discovery) -> Option<&'static str> {
    match discovery {
        v1::Discovery::Word(v1::DiscoveryWord::Static) => Some("`discovery: static`"),
        v1::Discovery::Store(store) => store.url.as_ref().map(|_| "`discovery.url`"),
    }
}

/// Where a node's role `discovery` is written.
pub(super) fn role_path(nodes: &[v1::Node], i: usize) -> String {
    format!("/nodes/{i}/{}", if nodes[i].role == Some(Role::Discovery) { "role" } else { "roles" })
}

impl Check<'_> {
    pub(super) fn discovery(&mut self, discovery: Option<&v1::Discovery>, orchestrator: Orchestrator) -> Option<Discovery> {
        if let Some(words) = discovery.and_then(without_consul).filter(|_| orchestrator == Orchestrator::SwarmMode) {
            self.refuse("/discovery", &format!("swarm-mode needs no {words}: its managers know the nodes themselves"), "leave it out");
        }
        match discovery {
            None => Some(Discovery::Consul { port: DEFAULT_PORT }),
            Some(v1::Discovery::Word(v1::DiscoveryWord::Static)) => Some(Discovery::Static),
            Some(v1::Discovery::Store(store)) => {
                if let Some(url) = &store.url {
                    return self.external(store, url).map(Discovery::External);
                }
                self.files_of_no_store(store);
                Some(Discovery::Consul { port: store.port.unwrap_or(DEFAULT_PORT) })
            }
        }
    }

    fn external(&mut self, store: &v1::DiscoveryStore, url: &str) -> Option<ExternalStore> {
        if store.port.is_some() {
            self.refuse("/discovery/port", "`port` is that of a Consul of swarmctl's own, and `url` names a store that exists", "write the port into `url`");
        }
        let url: Option<StoreUrl> = self.parse("/discovery/url", url);
        let files = [("ca", &store.ca), ("cert", &store.cert), ("key", &store.key)];
        for (key, _) in files.iter().filter(|(_, file)| file.is_none() && files.iter().any(|(_, file)| file.is_some())) {
            if !self.origins.is_spoilt(&format!("/discovery/{key}")) {
                let hint = "Swarm speaks TLS to a store only where it has `ca`, `cert` and `key`, and plain http else";
                self.refuse("/discovery", &format!("`{key}` is missing"), hint);
            }
        }
        let tls = match (&store.ca, &store.cert, &store.key) {
            (Some(ca), Some(cert), Some(key)) => Some(StoreFiles { ca: ca.clone(), cert: cert.clone(), key: key.clone() }),
            _ => None,
        };
        let url = url?;
        if url.kind() == StoreKind::Zk
            && let Some((key, _)) = files.iter().find(|(_, file)| file.is_some())
        {
            self.refuse(&format!("/discovery/{key}"), "Swarm speaks no TLS to ZooKeeper", "leave `ca`, `cert` and `key` out, or take another store");
        }
        Some(ExternalStore { url, tls })
    }

    /// Swarmctl's own Consul has the nodes' certificates.
    fn files_of_no_store(&mut self, store: &v1::DiscoveryStore) {
        for (key, file) in [("ca", &store.ca), ("cert", &store.cert), ("key", &store.key)] {
            if file.is_some() && !self.origins.is_spoilt("/discovery/url") {
                let message = format!("`{key}` is for a store that exists, and none is named");
                self.refuse(
                    &format!("/discovery/{key}"),
                    &message,
                    "name it with `url`, or leave the key out: the Consul of swarmctl's own has the nodes' certificates",
                );
            }
        }
    }

    /// What roles there may be where no Consul of swarmctl's runs. Without a store there is no election either.
    pub(super) fn roles_without_consul(&mut self, nodes: &[v1::Node], discovery: Option<&v1::Discovery>) {
        let Some(words) = discovery.and_then(without_consul) else { return };
        for (i, _) in nodes.iter().enumerate().filter(|(_, n)| roles_of(n).contains(&Role::Discovery)) {
            self.refuse(&role_path(nodes, i), &format!("with {words} no node has the role `discovery`: swarmctl runs no Consul then"), "leave it out");
        }
        if !matches!(discovery, Some(v1::Discovery::Word(v1::DiscoveryWord::Static))) {
            return;
        }
        let managers = nodes.iter().filter(|n| roles_of(n).contains(&Role::Manager)).count();
        if managers > 1 {
            let message = format!("{words} has no store in which managers could elect a primary: there can be one of them, not {managers}");
            self.refuse("/discovery", &message, "leave one with `role: manager`, or take a store");
        }
        if !nodes.is_empty() && nodes.iter().all(|n| n.availability == Some(Availability::Drain)) {
            self.refuse(
                "/discovery",
                &format!("{words} is a list of the nodes in the pool, and none is in it"),
                "let at least one of them be `availability: active`",
            );
        }
    }
}
