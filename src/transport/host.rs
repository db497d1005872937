//! A host reached by SSH, as two traits: one that looks, one that also acts. What can be asked of a host is a closed list; each
//! item is a POSIX script under `templates/host/`, its arguments escaped by the SSH library and its secrets sent on standard input.

use crate::model::{Access, Secret, Serial};

use super::{BoxFuture, Result};

/// A question that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// Everything `facts` wants, in one round trip (`facts.sh`).
    Facts,
    /// The engine's last log lines (`engine-log.sh`).
    EngineLog {
        /// How many.
        lines: u32,
    },
}

/// A file to write on a host, mode 0600.
#[derive(Clone)]
pub struct HostFile {
    /// Its name in the directory, without a slash.
    pub name: String,
    /// What is in it.
    pub content: Secret,
}

/// Something that changes a host.
#[derive(Clone)]
pub enum Action {
    /// Write the cluster's name to `/etc/swarmctl/cluster` (`claim.sh`).
    Claim {
        /// The cluster.
        cluster: String,
    },
    /// Install a package (`install-package.sh`).
    InstallPackage {
        /// Its name.
        package: String,
    },
    /// Put a pair into `/etc/swarmctl/tls/SERIAL/` and switch `current` to it by rename (`install-leaf.sh`).
    InstallLeaf {
        /// Its serial.
        serial: Serial,
        /// `ca.pem`.
        ca: Secret,
        /// `cert.pem`.
        cert: Secret,
        /// `key.pem`.
        key: Secret,
    },
    /// Save what stands under `/etc/swarmctl/before/` if nothing is saved yet, write daemon.json and the drop-in, restart the engine, wait
    /// until it answers; put back what stood if it does not, and fail with the engine's last lines (`apply-engine.sh`).
    ApplyEngine {
        /// daemon.json to reload with before the restart.
        bridge: Option<String>,
        /// daemon.json for the restart.
        daemon_json: String,
        /// daemon.json to reload with after the restart.
        settled: Option<String>,
        /// The unit's drop-in.
        drop_in: Option<String>,
        /// The stamp that says the engine was started with all this.
        applied: String,
    },
    /// Put `/etc/swarmctl/before/` back, restart the engine, remove `/etc/swarmctl` (`restore-engine.sh`).
    RestoreEngine,
    /// Write files into a directory under `/etc/swarmctl`, each by rename; others that are in it go (`write-files.sh`).
    WriteFiles {
        /// The directory's name: `consul`.
        dir: String,
        /// The files.
        files: Vec<HostFile>,
    },
}

impl Action {
    /// What it does, for errors: `could not …`.
    pub fn what(&self) -> String {
        match self {
            Self::Claim { .. } => "mark the host".to_owned(),
            Self::InstallPackage { package } => format!("install `{package}`"),
            Self::InstallLeaf { .. } => "install the certificate".to_owned(),
            Self::ApplyEngine { .. } => "bring up the engine with its new configuration".to_owned(),
            Self::RestoreEngine => "restore the engine's configuration".to_owned(),
            Self::WriteFiles { dir, .. } => format!("write {dir}'s configuration"),
        }
    }
}

/// What a script printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// Standard output.
    pub stdout: Vec<u8>,
    /// How long the round trip took, in milliseconds.
    pub round_trip_ms: u64,
}

/// A host that can be looked at.
pub trait HostRead: Send + Sync {
    /// How commands become root's here; found when the connection was made.
    fn access(&self) -> Access;

    /// Asks.
    fn look(&self, look: Look) -> BoxFuture<'_, Result<Output>>;
}

/// A host that can be changed.
pub trait HostWrite: HostRead {
    /// Acts.
    fn act(&self, action: Action) -> BoxFuture<'_, Result<Output>>;
}
