//! Who is primary: the lock on the leader's key, held by a session that is renewed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::consul::{Behavior, Consul, LOCK_FLAG};
use crate::log::Log;

/// How long the original waits after an error before it tries again.
const RECOVER: Duration = Duration::from_secs(10);
/// Consul's own client waits this long where the lock is free and yet not to be had.
const LOCK_RETRY: Duration = Duration::from_secs(5);

/// One manager's part in the election.
pub struct Election {
    consul: Arc<Consul>,
    /// This manager's `HOST:PORT`.
    pub address: String,
    ttl: Duration,
    log: Log,
    elected: watch::Sender<bool>,
    leader: watch::Sender<String>,
    primary: watch::Sender<String>,
}

impl Election {
    /// Takes part, from now on.
    pub fn enter(consul: Arc<Consul>, address: String, ttl: Duration, log: Log) -> Arc<Self> {
        let (elected, leader, primary) = (watch::Sender::new(false), watch::Sender::default(), watch::Sender::default());
        let election = Arc::new(Self { consul, address, ttl, log, elected, leader, primary });
        tokio::spawn(election.clone().campaign());
        tokio::spawn(election.clone().follow());
        election
    }

    pub fn is_primary(&self) -> bool {
        *self.elected.borrow()
    }

    /// The leader as `info` shows it: forgotten while Consul cannot be reached.
    pub fn leader(&self) -> String {
        self.leader.borrow().clone()
    }

    /// The leader that requests are passed to: the last one known; waits for the first.
    pub async fn primary(&self) -> String {
        let mut primary = self.primary.subscribe();
        // The sender is this value's own, so it cannot be gone.
        primary.wait_for(|address| !address.is_empty()).await.map(|address| address.clone()).unwrap_or_default()
    }

    async fn campaign(self: Arc<Self>) {
        let mut session: Option<Session> = None;
        loop {
            self.elected.send_replace(false);
            self.log.info("Leader Election: Cluster leadership lost", &[]);
            if let Some(old) = session.take() {
                old.end().await;
            }
            let won = async {
                let id = self.consul.open_session(Behavior::Release, self.ttl).await?;
                let held = session.insert(Session::keep(self.consul.clone(), id, self.ttl));
                self.win(&held.id).await
            };
            match won.await {
                Ok(()) => {
                    self.elected.send_replace(true);
                    self.log.info("Leader Election: Cluster leadership acquired", &[]);
                    if let Some(held) = &session {
                        self.hold(&held.id).await;
                    }
                }
                Err(why) => {
                    self.log.error(&why, &[]);
                    tokio::time::sleep(RECOVER).await;
                }
            }
        }
    }

    /// Waits until the lock is this session's.
    async fn win(&self, session: &str) -> Result<(), String> {
        let key = &self.consul.leader;
        let mut index = 0;
        loop {
            let (pair, now) = self.consul.watch(key, index).await.map_err(|e| format!("failed to read lock: {e}"))?;
            match pair {
                Some(pair) if pair.flags != LOCK_FLAG => return Err("Existing key does not match lock use".to_owned()),
                Some(pair) if pair.session == session => return Ok(()),
                Some(pair) if !pair.session.is_empty() => {
                    index = now;
                    continue;
                }
                _ => {}
            }
            if self.consul.acquire(key, &self.address, session).await.map_err(|e| format!("failed to acquire lock: {e}"))? {
                return Ok(());
            }
            index = 0;
            if !self.consul.watch(key, 0).await.is_ok_and(|(pair, _)| pair.is_some_and(|pair| !pair.session.is_empty())) {
                tokio::time::sleep(LOCK_RETRY).await;
            }
        }
    }

    /// Returns when the lock is lost, or cannot be seen to be held.
    async fn hold(&self, session: &str) {
        let mut index = 0;
        while let Ok((Some(pair), now)) = self.consul.watch(&self.consul.leader, index).await {
            if pair.session != session {
                return;
            }
            index = now;
        }
    }

    async fn follow(self: Arc<Self>) {
        loop {
            let mut index = 0;
            self.leader.send_replace(String::new());
            while let Ok((pair, now)) = self.consul.watch(&self.consul.leader, index).await {
                index = now;
                let Some(address) = pair.map(|pair| pair.value) else {
                    continue;
                };
                if !address.is_empty() && address != self.leader() {
                    self.log.info(&format!("New leader elected: {address}"), &[]);
                    self.primary.send_replace(address.clone());
                    self.leader.send_replace(address);
                }
            }
            self.log.error("Leader Election: watch leader channel closed, the store may be unavailable...", &[]);
            tokio::time::sleep(RECOVER).await;
        }
    }
}

/// A session and the task that renews it.
struct Session {
    consul: Arc<Consul>,
    id: String,
    renewal: JoinHandle<()>,
}

impl Session {
    fn keep(consul: Arc<Consul>, id: String, ttl: Duration) -> Self {
        let (renewed, session) = (consul.clone(), id.clone());
        let renewal = tokio::spawn(async move {
            loop {
                tokio::time::sleep(ttl / 4).await;
                // One that failed is tried again at the next turn, until the session has gone.
                let _ = renewed.renew_session(&session).await;
            }
        });
        Self { consul, id, renewal }
    }

    async fn end(self) {
        self.renewal.abort();
        // Consul ends it by itself where this does not arrive.
        let _ = self.consul.end_session(&self.id).await;
    }
}
