//! A swarm whose managers are locked when their engines restart: the key in the store, and managers unlocked with it.

use std::time::Duration;

use crate::model::{NodeName, Orchestrator};
use crate::transport;

use super::Error;
use super::refresh::{not_healthy, until_well};
use super::workshop::Workshop;

/// The engine's word for a manager that waits for its key.
const LOCKED: &str = "locked";
/// How long a manager may take, once it is unlocked, until it sees the swarm: it needs the other managers, which may be unlocked just now as well.
const SEES: Duration = Duration::from_secs(60);

/// Unlocks a manager and waits until it sees its swarm.
pub(super) async fn unlock(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    // By the socket: it must work whatever the engine's port does.
    let engine = shop.links.engine_by_socket_mut(node).await?;
    let mut said = "there is none".to_owned();
    for key in shop.unlock_keys()? {
        match engine.unlock_swarm(&key).await {
            // It took the key, and looks for the others for longer than a call may take.
            Ok(()) | Err(transport::Error::Timeout { .. }) => return sees_swarm(shop, node).await,
            Err(transport::Error::Api { message, .. }) if message.contains("invalid key") => said = message,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::WrongUnlockKey { said })
}

/// Unlocks a manager whose engine was just restarted, if it is locked.
pub(super) async fn unlock_again(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    if shop.cluster.orchestrator != Orchestrator::SwarmMode || shop.dir.unlock_key_hash()?.is_none() {
        return Ok(());
    }
    let view = shop.links.engine_by_socket_mut(node).await?.view(node).await?;
    if view.swarm_state == LOCKED { unlock(shop, node).await } else { Ok(()) }
}

async fn sees_swarm(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let amiss = || async {
        let engine = match shop.links.engine_by_socket_mut(node).await {
            Ok(engine) => engine,
            Err(error) => return Some(error.to_string()),
        };
        engine.swarm_nodes().await.err().map(|error| error.to_string())
    };
    until_well(SEES, amiss).await.map_err(not_healthy(SEES))
}

/// Asks a manager for the unlock key and keeps it.
pub(super) async fn keep(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    let key = shop.links.engine_mut(node).await?.unlock_key().await?.ok_or(Error::Missing { what: "unlock key of the swarm" })?;
    shop.keep_unlock_key(&key)
}

/// Lets the swarm have another unlock key and keeps that; the one before stays for managers that are away.
pub(super) async fn rotate(shop: &Workshop, node: &NodeName) -> Result<(), Error> {
    shop.links.engine_mut(node).await?.rotate_unlock_key().await?;
    keep(shop, node).await
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use time::OffsetDateTime;

    use crate::execute::CaAccess;
    use crate::execute::operator::make_ca;
    use crate::execute::scheduler::tests::cluster;
    use crate::model::{Record, Secret};
    use crate::pki;
    use crate::state::{ClusterDir, KeptKey, Store};
    use crate::transport::fake::FakeLinks;

    use super::*;

    fn store() -> (tempfile::TempDir, ClusterDir) {
        let home = tempfile::tempdir().unwrap();
        let dir = Store::open(home.path()).unwrap().create(&"lab".parse().unwrap()).unwrap();
        (home, dir)
    }

    fn shop(dir: &ClusterDir, links: FakeLinks, access: CaAccess) -> Workshop {
        let record = Record { schema: 1, created_at: OffsetDateTime::UNIX_EPOCH, made_as: None, renamed_from: None, nodes: BTreeMap::new() };
        Workshop::new(cluster(), Arc::new(links), dir.clone(), None, record, BTreeMap::new()).with_ca_access(access)
    }

    fn node() -> NodeName {
        "n1".parse().unwrap()
    }

    #[tokio::test]
    async fn a_key_is_kept_as_it_is_where_no_ca_key_is_under_a_passphrase() {
        let (_home, dir) = store();
        keep(&shop(&dir, FakeLinks::default(), CaAccess::default()), &node()).await.unwrap();
        assert!(matches!(dir.unlock_keys().unwrap()[..], [ref key] if matches!(key.kept, KeptKey::Plain(_))));
    }

    #[tokio::test]
    async fn a_key_goes_under_the_passphrase_of_the_ca_key_and_is_not_kept_without_it() {
        let (_home, dir) = store();
        let passphrase = || Some(Secret::new("open sesame"));
        make_ca(&shop(&dir, FakeLinks::default(), CaAccess { passphrase: passphrase(), ..CaAccess::default() }), 30).unwrap();
        let refused = keep(&shop(&dir, FakeLinks::default(), CaAccess::default()), &node()).await;
        assert!(matches!(refused, Err(Error::UnlockKeyClosed)));
        assert!(dir.unlock_keys().unwrap().is_empty());
        keep(&shop(&dir, FakeLinks::default(), CaAccess { unlock_passphrase: passphrase(), ..CaAccess::default() }), &node()).await.unwrap();
        let key = dir.unlock_keys().unwrap().remove(0);
        let KeptKey::Sealed(sealed) = key.kept else { panic!("it is sealed") };
        assert_eq!(pki::open_secret(&sealed, &Secret::new("open sesame")).unwrap().expose_str(), Some("SWMKEY-1-fake"));
    }

    #[tokio::test]
    async fn a_key_that_nobody_opened_unlocks_nothing_and_one_that_is_not_there_is_told() {
        let (_home, dir) = store();
        let links = FakeLinks::default();
        assert!(matches!(unlock(&shop(&dir, links.clone(), CaAccess::default()), &node()).await, Err(Error::WrongUnlockKey { .. })));
        keep(&shop(&dir, links.clone(), CaAccess { unlock_passphrase: Some(Secret::new("open sesame")), ..CaAccess::default() }), &node()).await.unwrap();
        assert!(matches!(unlock(&shop(&dir, links.clone(), CaAccess::default()), &node()).await, Err(Error::UnlockKeyClosed)));
        let opened = CaAccess { unlock_keys: vec![Secret::new("SWMKEY-1-fake")], ..CaAccess::default() };
        unlock(&shop(&dir, links.clone(), opened), &node()).await.unwrap();
        assert_eq!(links.calls(), ["n1 unlock-key", "n1 unlock-swarm", "n1 swarm-nodes"]);
    }
}
