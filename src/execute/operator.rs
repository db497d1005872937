//! Steps on the operator's own machine: the CA, the operator's certificate, the gossip key.

use crate::model::{LeafRequest, Validity};
use crate::pki::{self, Ca, LeafUse};
use crate::state::Pair;

use super::Error;
use super::workshop::Workshop;

/// Common name of the operator's certificate.
const OPERATOR: &str = "operator";

/// Makes the CA, unless there is one: a CA is never replaced in passing.
pub(super) fn make_ca(workshop: &Workshop, days: u32) -> Result<(), Error> {
    if workshop.dir.trust_pem()?.is_some() {
        return Ok(());
    }
    let policy = crate::model::CertPolicy { ca_days: days, ..workshop.cluster.certs.clone() };
    let (ca, key) = Ca::make(&workshop.cluster.name, &policy, Workshop::now(), Workshop::random()?)?;
    workshop.dir.write_ca(&Pair { cert_pem: ca.pem().to_owned(), key_pem: workshop.sealed(key)? })?;
    workshop.use_ca(ca);
    Ok(())
}

/// Issues the operator's certificate, and uses it from then on.
pub(super) fn issue_client(workshop: &Workshop, days: u32) -> Result<(), Error> {
    let ca = workshop.ca()?;
    let request = LeafRequest { name: OPERATOR.to_owned(), sans: Vec::new(), valid: Validity::from_days(days) };
    let issued = ca.issue(&request, LeafUse::Client, workshop.cluster.certs.algorithm, Workshop::now(), Workshop::random()?)?;
    let pair = Pair { cert_pem: issued.cert_pem, key_pem: issued.key };
    workshop.dir.write_client(ca.pem(), &pair)?;
    workshop.links.set_credentials(ca.pem(), &pair.cert_pem, &pair.key_pem)?;
    Ok(())
}

/// Makes the gossip key, unless there is one.
pub(super) fn make_gossip_key(workshop: &Workshop) -> Result<(), Error> {
    if workshop.dir.gossip_key()?.is_none() {
        workshop.dir.write_gossip_key(&pki::gossip_key(Workshop::random()?))?;
    }
    Ok(())
}
