//! Steps on the operator's own machine: the CA, the operator's certificate, the gossip key.

use crate::model::{LeafRequest, NodeName, Validity};
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

/// Puts the spec without nodes that are gone in force, then lets the record follow: cut off between the two, what is recorded of them only stays.
pub(super) fn forget_nodes(shop: &Workshop, nodes: &[NodeName], spec: &str) -> Result<(), Error> {
    shop.dir.write_spec(spec)?;
    shop.forget(nodes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use time::OffsetDateTime;

    use crate::execute::CaAccess;
    use crate::execute::scheduler::tests::cluster;
    use crate::model::{Record, Secret};
    use crate::state::{CaKey, ClusterDir, Store};
    use crate::transport::fake::FakeLinks;

    use super::*;

    fn store() -> (tempfile::TempDir, ClusterDir) {
        let home = tempfile::tempdir().unwrap();
        let dir = Store::open(home.path()).unwrap().create(&"lab".parse().unwrap()).unwrap();
        (home, dir)
    }

    fn workshop(dir: &ClusterDir, access: CaAccess) -> Workshop {
        let record = Record { schema: 1, created_at: OffsetDateTime::UNIX_EPOCH, made_as: None, renamed_from: None, nodes: BTreeMap::new() };
        Workshop::new(cluster(), Arc::new(FakeLinks::default()), dir.clone(), None, record, BTreeMap::new()).with_ca_access(access)
    }

    fn under(passphrase: &str) -> CaAccess {
        CaAccess { passphrase: Some(Secret::new(passphrase)), ..CaAccess::default() }
    }

    #[test]
    fn a_ca_made_under_a_passphrase_issues_in_its_first_run_and_its_key_is_never_on_the_disk_as_it_is() {
        let (_home, dir) = store();
        let shop = workshop(&dir, under("open sesame"));
        make_ca(&shop, 30).unwrap();
        assert!(matches!(dir.ca_key().unwrap(), Some(CaKey::Sealed(_))));
        issue_client(&shop, 30).unwrap();
        assert!(dir.client().unwrap().is_some());
    }

    #[test]
    fn a_later_run_issues_with_the_key_that_was_opened_for_it_and_not_without() {
        let (_home, dir) = store();
        make_ca(&workshop(&dir, under("open sesame")), 30).unwrap();
        let Some(CaKey::Sealed(sealed)) = dir.ca_key().unwrap() else { panic!("it is sealed") };
        let error = issue_client(&workshop(&dir, CaAccess::default()), 30).unwrap_err();
        assert_eq!(error.to_string(), "the CA key is sealed with a passphrase");
        let key = pki::open_key(&sealed, &Secret::new("open sesame")).unwrap();
        issue_client(&workshop(&dir, CaAccess { key: Some(key), ..CaAccess::default() }), 30).unwrap();
    }

    #[test]
    fn a_key_that_is_elsewhere_is_told_apart_from_a_ca_that_is_not_there() {
        let (_home, dir) = store();
        let shop = workshop(&dir, CaAccess::default());
        assert_eq!(issue_client(&shop, 30).unwrap_err().to_string(), "the store has no CA");
        make_ca(&shop, 30).unwrap();
        dir.remove_ca_key().unwrap();
        assert_eq!(issue_client(&workshop(&dir, CaAccess::default()), 30).unwrap_err().to_string(), "the CA key is not in the store");
    }
}
