//! The way to a cluster's nodes for one run: connections, the scratch known_hosts they learn into, the directory their sockets live in,
//! and the lock that the run holds by them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::execute::{HeldLock, LockPlaces, take_lock};
use crate::model::{Cluster, Failure, LockHolder};
use crate::state::ClusterDir;
use crate::transport::{ConnectionSettings, Connections, Credentials, LockUse, NodeAddress, Ports, runtime_dir};

use super::ended::{Ended, Result};

/// How long a host may take to answer by SSH, where no flag says otherwise.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Open connections, and what they need while they are open.
pub(super) struct Reach {
    pub(super) links: Arc<Connections>,
    scratch: PathBuf,
    lock: Mutex<Option<HeldLock>>,
    // Removed when the run ends.
    _runtime: TempDir,
}

impl Reach {
    /// Gets ready to connect; nothing is connected before it is asked for. Host keys are learnt into a scratch file, so that a dry run leaves the store alone.
    pub(super) fn open(cluster: &Cluster, dir: &ClusterDir, connect_timeout: Duration) -> Result<Self> {
        let runtime = runtime_dir()?;
        let scratch = dir.scratch_known_hosts(runtime.path())?;
        let settings = ConnectionSettings {
            nodes: cluster.nodes.iter().map(|n| (n.name.clone(), NodeAddress::from(n))).collect(),
            ports: Ports::from(cluster),
            engine_access: cluster.engine.access,
            credentials: credentials(dir)?,
            known_hosts: scratch.clone(),
            known_hosts_origin: dir.known_hosts(),
            runtime_dir: runtime.path().to_owned(),
            connect_timeout,
        };
        Ok(Self { links: Arc::new(Connections::new(settings)), scratch, lock: Mutex::new(None), _runtime: runtime })
    }

    /// Brings the host keys that were learnt into the store.
    pub(super) fn keep_host_keys(&self, dir: &ClusterDir) -> Result<()> {
        Ok(dir.keep_known_hosts(&self.scratch)?)
    }

    /// Takes the cluster's lock on its managers, until the end of the run; nothing happens where the run has it.
    pub(super) async fn hold(&self, holder: &LockHolder, places: LockPlaces) -> Result<()> {
        let mut lock = self.lock.lock().await;
        if lock.is_none() {
            let taken = take_lock(self.links.clone(), holder, places).await;
            *lock = Some(taken.map_err(|refused| Ended::with(Failure::from_error(&refused.error).on(&refused.node)))?);
        }
        Ok(())
    }

    /// Lets go of the lock and ends the connections.
    pub(super) async fn close(self) {
        if let Some(lock) = self.lock.into_inner() {
            lock.leave(LockUse::Changes).await;
        }
        self.links.close().await;
    }
}

fn credentials(dir: &ClusterDir) -> Result<Option<Credentials>> {
    match (dir.trust_pem()?, dir.client()?) {
        (Some(ca), Some(client)) => Ok(Some(Credentials::new(&ca, &client.cert_pem, &client.key_pem)?)),
        _ => Ok(None),
    }
}
