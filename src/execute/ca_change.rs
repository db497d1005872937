//! Steps of a change of CAs on the operator's own machine: the new CA, the stages, the clients.

use crate::model::{CaStage, CertPolicy, ClientName, LeafRequest, Validity};
use crate::pki::{self, Ca, LeafUse};
use crate::state::Pair;

use super::Error;
use super::workshop::Workshop;

/// Begins to change to a CA that is made now, unless a change is under way: then that one goes on.
pub(super) fn begin(shop: &Workshop, days: u32) -> Result<(), Error> {
    if shop.dir.rotation()?.is_none() {
        shop.dir.begin_rotation(&another_ca(shop, days)?, Workshop::now())?;
    }
    Ok(())
}

/// Makes another CA the only one at once; of a replacement that was cut off, the rest is done.
pub(super) fn replace(shop: &Workshop, days: u32) -> Result<(), Error> {
    if shop.dir.rotation()?.is_some() {
        return Ok(shop.dir.finish_rotation()?);
    }
    Ok(shop.dir.replace_ca(&another_ca(shop, days)?, Workshop::now())?)
}

/// A new CA, its key sealed as the former one's is.
fn another_ca(shop: &Workshop, days: u32) -> Result<Pair, Error> {
    let policy = CertPolicy { ca_days: days, ..shop.cluster.certs.clone() };
    let (ca, key) = Ca::make(&shop.cluster.name, &policy, Workshop::now(), Workshop::random()?)?;
    let key_pem = match shop.new_ca_passphrase() {
        Some(passphrase) => pki::seal_key(&key, passphrase)?,
        None => key,
    };
    Ok(Pair { cert_pem: ca.pem().to_owned(), key_pem })
}

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
