//! Which address of a node the other nodes use, and which names its certificate must hold.

use std::net::{IpAddr, Ipv4Addr};

use crate::model::{Host, Node, NodeFacts};

/// The address the other nodes reach `node` at: the one the spec names, else its own address if that is one, else the one SSH reached.
pub fn advertised(node: &Node, facts: &NodeFacts) -> Option<IpAddr> {
    match &node.advertise {
        Some(own) => own.find(facts).ok(),
        None => node.advertised().or(facts.reached_at),
    }
}

/// The address at which `node` takes the traffic between containers, where the spec names one.
pub(super) fn data_path(node: &Node, facts: &NodeFacts) -> Option<IpAddr> {
    node.data_path.as_ref()?.find(facts).ok()
}

/// What the node's certificate must be valid for; a certificate that lacks one of these is issued again.
pub(super) fn required_sans(node: &Node, facts: &NodeFacts) -> Vec<Host> {
    let mut sans = Vec::new();
    // A node's name is a DNS label, which is a host.
    sans.extend(node.name.as_str().parse::<Host>());
    sans.extend(node.address.clone());
    sans.extend(advertised(node, facts).map(Host::from));
    sans.extend(node.extra_sans.iter().cloned());
    sans.extend("localhost".parse::<Host>());
    sans.push(Host::from(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    unique(sans)
}

/// What a new certificate is made valid for: all that is required, and every other address the host has now.
pub(super) fn wanted_sans(node: &Node, facts: &NodeFacts) -> Vec<Host> {
    let mut sans = required_sans(node, facts);
    sans.extend(facts.addresses.iter().filter(|ip| !ip.is_loopback() && !ip.is_unspecified()).map(|ip| Host::from(*ip)));
    unique(sans)
}

fn unique(hosts: Vec<Host>) -> Vec<Host> {
    let mut seen = std::collections::BTreeSet::new();
    hosts.into_iter().filter(|h| seen.insert(h.clone())).collect()
}
