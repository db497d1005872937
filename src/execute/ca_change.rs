//! Steps of a change of CAs on the operator's own machine: its stages, and what clients trust and show.

use crate::model::{CaStage, ClientName, LeafRequest, Validity};
use crate::pki::{self, LeafUse};
use crate::state::Pair;

use super::Error;
use super::workshop::Workshop;

/// Enters the next stage; one that is entered already stays as it is.
pub(super) fn enter(shop: &Workshop, stage: CaStage) -> Result<(), Error> {
    let rotation = shop.dir.rotation()?.ok_or(Error::Missing { what: "change of CAs" })?;
    match rotation.advanced().filter(|next| next.stage == stage) {
        Some(next) => Ok(shop.dir.write_rotation(&next)?),
        None => Ok(()),
    }
}

/// Lets clients trust what is trusted now; their certificates stay.
pub(super) fn trust_at_clients(shop: &Workshop) -> Result<(), Error> {
    let trusted = trusted(shop)?;
    for client in shop.dir.named_clients()? {
        shop.dir.write_named_client(&client.name, &trusted, &client.pair)?;
    }
    let operator = shop.dir.client()?.ok_or(Error::Missing { what: "certificate of the operator" })?;
    shop.dir.write_client(&trusted, &operator)?;
    Ok(shop.links.set_credentials(&trusted, &operator.cert_pem, &operator.key_pem)?)
}

/// Issues named clients' certificates anew, for as long as the former ones were valid.
pub(super) fn reissue_clients(shop: &Workshop, names: &[ClientName]) -> Result<(), Error> {
    let (ca, trusted) = (shop.ca()?, trusted(shop)?);
    for name in names {
        let Some(client) = shop.dir.named_client(name)? else { continue };
        let former = pki::details(client.pair.cert_pem.as_bytes())?;
        let valid = Validity::lasting(former.not_after - former.not_before - pki::BACKDATE);
        let request = LeafRequest { name: name.to_string(), sans: Vec::new(), valid };
        let issued = ca.issue(&request, LeafUse::Client, shop.cluster.certs.algorithm, Workshop::now(), Workshop::random()?)?;
        shop.dir.write_named_client(name, &trusted, &Pair { cert_pem: issued.cert_pem, key_pem: issued.key })?;
    }
    Ok(())
}

fn trusted(shop: &Workshop) -> Result<String, Error> {
    shop.dir.trust_pem()?.ok_or(Error::Missing { what: "CA certificate" })
}
