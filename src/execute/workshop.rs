//! What steps work with: the links to the nodes, the cluster's place in the store, the record of what was done.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;

use crate::driver::DockerDriver;
use crate::model::{Cluster, Host, LeafFacts, NodeName, NodeRecord, Record, Secret, Serial};
use crate::pki::{self, Ca};
use crate::state::{CaKey, ClusterDir, KeptKey, UnlockKey};
use crate::transport::{EngineWrite, WriteLinks};

use super::Error;

/// The docker driver, and the key its hosts let in.
pub struct HostMaker {
    /// The driver.
    pub driver: DockerDriver,
    /// The public key, as in `authorized_keys`.
    pub authorized_key: String,
}

/// How the CA's key is come by where the store does not have it as it is. By default it is read from the store and kept there unsealed.
#[derive(Clone, Default)]
pub struct CaAccess {
    /// The issuing CA's key, opened; PEM.
    pub key: Option<Secret>,
    /// What a CA that is made is sealed with.
    pub passphrase: Option<Secret>,
    /// The swarm's unlock keys, opened, the one in force first.
    pub unlock_keys: Vec<Secret>,
    /// What an unlock key that is kept is sealed with: what the CA's key is under.
    pub unlock_passphrase: Option<Secret>,
}

/// What steps work with; shared by all that are under way.
pub struct Workshop {
    /// What is wanted.
    pub cluster: Cluster,
    /// The way to the nodes.
    pub links: Arc<dyn WriteLinks>,
    /// The cluster's place in the store.
    pub dir: ClusterDir,
    /// Where hosts are made, for the docker driver.
    pub hosts: Option<HostMaker>,
    record: Mutex<Record>,
    former: BTreeMap<NodeName, LeafFacts>,
    pairs: Mutex<BTreeMap<NodeName, LeafFacts>>,
    without_tls: Mutex<BTreeSet<NodeName>>,
    ca_access: CaAccess,
    ca: Mutex<Option<Arc<Ca>>>,
}

impl Workshop {
    /// A workshop; `pairs` are those in force on the nodes.
    pub fn new(
        cluster: Cluster,
        links: Arc<dyn WriteLinks>,
        dir: ClusterDir,
        hosts: Option<HostMaker>,
        record: Record,
        pairs: BTreeMap<NodeName, LeafFacts>,
    ) -> Self {
        let (record, former, pairs) = (Mutex::new(record), pairs.clone(), Mutex::new(pairs));
        Self { cluster, links, dir, hosts, record, former, pairs, without_tls: Mutex::default(), ca_access: CaAccess::default(), ca: Mutex::new(None) }
    }

    /// The same, with nodes whose engines do not serve TLS until this run has configured them.
    #[must_use]
    pub fn with_engines_without_tls(self, nodes: BTreeSet<NodeName>) -> Self {
        Self { without_tls: Mutex::new(nodes), ..self }
    }

    /// The same, with another way to the CA's key.
    #[must_use]
    pub fn with_ca_access(self, ca_access: CaAccess) -> Self {
        Self { ca_access, ..self }
    }

    /// A node's engine: over mutual TLS, or by its socket as long as it does not serve that.
    pub(super) async fn engine(&self, node: &NodeName) -> Result<Arc<dyn EngineWrite>, Error> {
        let by_socket = self.without_tls.lock().unwrap_or_else(PoisonError::into_inner).contains(node);
        Ok(if by_socket { self.links.engine_by_socket_mut(node).await? } else { self.links.engine_mut(node).await? })
    }

    /// From now on the node's engine serves TLS.
    pub(super) fn serves_tls(&self, node: &NodeName) {
        self.without_tls.lock().unwrap_or_else(PoisonError::into_inner).remove(node);
    }

    /// The clock.
    pub(super) fn now() -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    /// Random bytes.
    pub(super) fn random<const N: usize>() -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
        Ok(bytes)
    }

    /// The issuing CA with its key, read once; with it the trust bundle.
    pub(super) fn ca(&self) -> Result<Arc<Ca>, Error> {
        let mut slot = self.ca.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ca) = &*slot {
            return Ok(ca.clone());
        }
        let trust_pem = self.dir.trust_pem()?.ok_or(Error::Missing { what: "CA" })?;
        let ca = Arc::new(Ca::load(&trust_pem, &self.ca_key()?, Self::now())?);
        *slot = Some(ca.clone());
        Ok(ca)
    }

    fn ca_key(&self) -> Result<Secret, Error> {
        if let Some(key) = &self.ca_access.key {
            return Ok(key.clone());
        }
        match self.dir.ca_key()? {
            Some(CaKey::Plain(key)) => Ok(key),
            Some(CaKey::Sealed(_)) => Err(Error::CaKeyClosed { how: "is sealed with a passphrase" }),
            Some(CaKey::Offline) => Err(Error::CaKeyClosed { how: "is not in the store" }),
            None => Err(Error::Missing { what: "CA" }),
        }
    }

    /// The swarm's unlock keys, opened, the one in force first; none where its managers are not locked.
    pub(super) fn unlock_keys(&self) -> Result<Vec<Secret>, Error> {
        if !self.ca_access.unlock_keys.is_empty() {
            return Ok(self.ca_access.unlock_keys.clone());
        }
        let open = |key: UnlockKey| match key.kept {
            KeptKey::Plain(key) => Ok(key),
            KeptKey::Sealed(_) => Err(Error::UnlockKeyClosed),
        };
        self.dir.unlock_keys()?.into_iter().map(open).collect()
    }

    /// Keeps the swarm's unlock key, as the CA's key is kept.
    pub(super) fn keep_unlock_key(&self, key: &Secret) -> Result<(), Error> {
        let hash = pki::fingerprint(key.expose());
        let kept = match (&self.ca_access.unlock_passphrase, self.dir.ca_key()?) {
            (Some(passphrase), _) => KeptKey::Sealed(pki::seal_secret(key, passphrase)?),
            (None, Some(CaKey::Sealed(_))) => return Err(Error::UnlockKeyClosed),
            (None, _) => KeptKey::Plain(key.clone()),
        };
        Ok(self.dir.write_unlock_key(&UnlockKey { hash, kept })?)
    }

    /// A new CA's key in the form in which it is to be kept.
    pub(super) fn sealed(&self, key: Secret) -> Result<Secret, Error> {
        match &self.ca_access.passphrase {
            Some(passphrase) => Ok(pki::seal_key(&key, passphrase)?),
            None => Ok(key),
        }
    }

    /// Uses a CA that was made just now: its key need not be opened.
    pub(super) fn use_ca(&self, ca: Ca) {
        *self.ca.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(ca));
    }

    /// Notes which pair is in force on a node.
    pub(super) fn note_pair(&self, node: &NodeName, pair: LeafFacts) {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner).insert(node.clone(), pair);
    }

    /// The pair in force on a node.
    pub(super) fn pair(&self, node: &NodeName) -> Option<LeafFacts> {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner).get(node).cloned()
    }

    /// The pair that was in force when the run began.
    pub(super) fn former_pair(&self, node: &NodeName) -> Option<LeafFacts> {
        self.former.get(node).cloned()
    }

    /// Changes what is recorded of a node, on the disk too.
    pub(super) fn note(&self, node: &NodeName, change: impl FnOnce(&mut NodeRecord)) -> Result<(), Error> {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        change(record.nodes.entry(node.clone()).or_default());
        self.dir.write_record(&record)?;
        Ok(())
    }

    /// Forgets what is recorded of nodes, on the disk too.
    pub(super) fn forget(&self, nodes: &[NodeName]) -> Result<(), Error> {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        record.nodes.retain(|name, _| !nodes.contains(name));
        self.dir.write_record(&record)?;
        Ok(())
    }

    /// The serial that the record has for a node.
    pub(super) fn recorded_leaf(&self, node: &NodeName) -> Option<Serial> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        Some(record.nodes.get(node)?.leaf.as_ref()?.serial.clone())
    }

    /// Notes where a host of the docker driver is.
    pub(super) fn note_host(&self, node: &NodeName, id: &str, address: IpAddr) -> Result<(), Error> {
        let host = Host::from(address);
        self.links.set_address(node, &host);
        self.note(node, |n| {
            n.host_container = Some(id.to_owned());
            n.address = Some(host);
        })
    }
}
