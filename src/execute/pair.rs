//! Steps on a node's pair: a new leaf, other trusted CAs, the way back to the former pair.

use crate::model::{ContainerRole, EngineChange, LeafFacts, LeafRecord, LeafRequest, NodeName, OwnContainer, Secret, Serial};
use crate::pki::{self, LeafUse};
use crate::transport::{Action, LeafFiles};

use super::node::{act, configure_engine};
use super::workshop::Workshop;
use super::{Error, refresh};

/// Issues a certificate and puts it in force. Its key is made here, sent to the node, and forgotten.
pub(super) async fn install_leaf(shop: &Workshop, node: &NodeName, request: &LeafRequest) -> Result<(), Error> {
    let ca = shop.ca()?;
    let issued = ca.issue(request, LeafUse::Node, shop.cluster.certs.algorithm, Workshop::now(), Workshop::random()?)?;
    let pair = LeafFacts { dir: issued.serial.clone(), cert_pem: issued.cert_pem.clone(), ca_pem: ca.pem().to_owned(), switched_at: None };
    let leaf = LeafFiles { cert: Secret::new(issued.cert_pem), key: issued.key };
    act(shop, node, Action::InstallPair { dir: issued.serial, ca: Secret::new(ca.pem()), leaf: Some(leaf) }).await?;
    note_pair(shop, node, pair)
}

/// Puts the CAs that are trusted now beside the pair in force. No key travels, and the CA's own is not needed.
pub(super) async fn install_trust(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let trusted = shop.dir.trust_pem()?.ok_or(Error::Missing { what: "CA certificate" })?;
    let former = shop.pair(node).ok_or(Error::Missing { what: "certificate of the node" })?;
    let dir = Serial::from_random(Workshop::random()?);
    act(shop, node, Action::InstallPair { dir: dir.clone(), ca: Secret::new(trusted.as_str()), leaf: None }).await?;
    note_pair(shop, node, LeafFacts { dir, ca_pem: trusted, switched_at: None, ..former })
}

/// Puts the former pair back in force. What was never taken from it is left alone; else all that reads it is restarted, because each may have read the other.
pub(super) async fn restore(shop: &Workshop, node: &NodeName, to: &Serial, change: &EngineChange, containers: &[OwnContainer]) -> Result<(), Error> {
    let host = shop.links.host_mut(node).await?;
    let reverted = host.act(Action::RevertPair { to: to.clone() }).await?;
    let Some(former) = shop.former_pair(node) else { return Err(Error::Missing { what: "former certificate of the node" }) };
    note_pair(shop, node, former)?;
    if reverted.stdout.is_empty() {
        return Ok(());
    }
    configure_engine(shop, node, change).await?;
    for OwnContainer { role, id } in containers {
        match role {
            ContainerRole::Consul => refresh::reload_consul(shop, node, id).await?,
            _ => shop.links.engine_mut(node).await?.restart(id).await?,
        }
    }
    Ok(())
}

/// Notes which pair is in force, and in the record what the node is expected to serve.
fn note_pair(shop: &Workshop, node: &NodeName, pair: LeafFacts) -> Result<(), Error> {
    let details = pki::details(pair.cert_pem.as_bytes())?;
    let sans = details.sans.iter().filter_map(|san| san.parse().ok()).collect();
    let record = LeafRecord { serial: details.serial, not_after: details.not_after, issued_at: details.not_before + pki::BACKDATE, sans };
    shop.note_pair(node, pair);
    shop.note(node, |n| n.leaf = Some(record))
}
