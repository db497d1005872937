//! Steps on a node's pair: a new leaf, other trusted CAs, the way back to the former pair.

use crate::model::{ContainerRole, EngineChange, LeafFacts, LeafRecord, LeafRequest, Need, NodeName, OwnContainer, Plan, Secret, Serial, Step};
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

/// Removes the node's pairs, and from the record what it is expected to serve.
pub(super) async fn remove(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    act(shop, node, Action::RemovePairs).await?;
    shop.note(node, |n| n.leaf = None)
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

/// Notes what the nodes are expected to serve whose pairs the plan keeps, where the record says otherwise: a run that was killed between a host's change
/// and its note left it behind, and an earlier version kept none.
pub fn note_kept(shop: &Workshop, plan: &Plan) -> Result<(), Error> {
    for planned in plan.steps.iter().filter(|planned| planned.need == Need::Kept && matches!(planned.step, Step::InstallLeaf { .. })) {
        let Some((node, pair)) = planned.node.as_ref().and_then(|node| Some((node, shop.pair(node)?))) else { continue };
        if shop.recorded_leaf(node) != Some(pki::details(pair.cert_pem.as_bytes())?.serial) {
            note_pair(shop, node, pair)?;
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use time::macros::datetime;

    use crate::model::{CertAlgorithm, CertPolicy, Record, Validity};
    use crate::pki::Ca;
    use crate::state::Store;
    use crate::transport::fake::FakeLinks;

    use super::*;

    /// What is recorded of a node that has a pair in force and no record of it, after a plan in which its step has this need.
    fn recorded(need: Need) -> (Option<Serial>, Serial) {
        let home = tempfile::tempdir().unwrap();
        let cluster = crate::execute::scheduler::tests::cluster();
        let dir = Store::open(home.path()).and_then(|store| store.create(&cluster.name)).unwrap();
        let now = datetime!(2026-03-01 14:02:00 UTC);
        let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 };
        let (ca, _) = Ca::make(&cluster.name, &policy, now, [1; 16]).unwrap();
        let request = LeafRequest { name: "n1".to_owned(), sans: Vec::new(), valid: Validity::from_days(365) };
        let issued = ca.issue(&request, LeafUse::Node, policy.algorithm, now, [0x5a; 16]).unwrap();
        let node: NodeName = "n1".parse().unwrap();
        let pair = LeafFacts { dir: "0a".parse().unwrap(), cert_pem: issued.cert_pem, ca_pem: ca.pem().to_owned(), switched_at: None };
        let record = Record { schema: 1, created_at: now, made_as: None, renamed_from: None, nodes: BTreeMap::new() };
        let pairs = BTreeMap::from([(node.clone(), pair)]);
        let shop = Workshop::new(cluster.clone(), Arc::new(FakeLinks::default()), dir, None, record, pairs);
        let mut plan = Plan::new(cluster.name, "init");
        plan.push(Some(&node), Step::InstallLeaf { request }, need, &[]);
        note_kept(&shop, &plan).unwrap();
        (shop.recorded_leaf(&node), issued.serial)
    }

    #[test]
    fn a_pair_that_is_kept_is_recorded_where_it_was_not() {
        let (recorded, serial) = recorded(Need::Kept);
        assert_eq!(recorded, Some(serial));
    }

    #[test]
    fn a_pair_that_is_about_to_be_replaced_is_not() {
        assert_eq!(recorded(Need::Do { reason: None }).0, None);
    }
}
