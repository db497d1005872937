//! A host reached by SSH, as two traits: one that looks, one that also acts. What swarmctl asks of a host is a closed list (a user's
//! own command is the user's); each item is a POSIX script under `templates/host/`, its arguments escaped by the SSH library and its secrets sent on standard input.

use std::ffi::OsString;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::{Access, HeldBy, Host, LockAnswer, LockHolder, Port, Secret, Serial, StoreId};

use super::{BoxFuture, Error, Result};

/// A question that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// Everything `facts` wants, in one round trip (`facts.sh`).
    Facts,
    /// Which package the engine's program came with, and what apt has for it (`engine-package.sh`).
    EnginePackage,
    /// A word that is another one after each boot (`boot.sh`).
    Boot,
    /// The engine's last log lines (`engine-log.sh`).
    EngineLog {
        /// How many.
        lines: u32,
    },
    /// Which of these endpoints the host does not reach (`reach.sh`).
    Reach {
        /// The endpoints.
        endpoints: Vec<(Host, Port)>,
    },
    /// Who holds the lock (`lock.sh`).
    Lock,
}

/// A file to write on a host, mode 0600.
#[derive(Clone)]
pub struct HostFile {
    /// Its name in the directory, without a slash.
    pub name: String,
    /// What is in it.
    pub content: Secret,
}

/// A leaf as its two files.
#[derive(Clone)]
pub struct LeafFiles {
    /// `cert.pem`: the leaf, then its intermediates.
    pub cert: Secret,
    /// `key.pem`.
    pub key: Secret,
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
    /// Fetch the lists of packages (`refresh-packages.sh`).
    RefreshPackages,
    /// Install the engine's package at a version, newer or older than what is there, and see that the engine runs it (`install-version.sh`).
    InstallVersion {
        /// The package.
        package: String,
        /// The version.
        version: String,
        /// The TCP port that the engine must listen on afterwards, if it has one.
        port: Option<Port>,
    },
    /// Reboot, without waiting for it (`reboot.sh`).
    Reboot,
    /// Power off, without waiting for it (`power-off.sh`).
    PowerOff,
    /// Put a pair and what it trusts into `/etc/swarmctl/tls/DIR/` and switch `current` to it by rename; the two directories before stay
    /// (`install-pair.sh`). Nothing happens where `current` leads to `dir` already.
    InstallPair {
        /// The directory's name: the leaf's serial, or a fresh one where only `ca.pem` is new.
        dir: Serial,
        /// `ca.pem`: the trust bundle.
        ca: Secret,
        /// The pair; `None` copies, on the host, the one in force. That fails where there is none.
        leaf: Option<LeafFiles>,
    },
    /// Switch `current` back to a directory that is still there, and fail if it is not (`revert-pair.sh`). The switch counts as a new one: who
    /// started before it is stale, and what Consul has read is no longer known. Nothing happens where `current` leads there already.
    RevertPair {
        /// The directory's name.
        to: Serial,
    },
    /// Remove every pair (`remove-pairs.sh`). Nothing happens where there is none.
    RemovePairs,
    /// Write to `/etc/swarmctl/consul.applied` whose certificate Consul has (re)loaded (`note-consul.sh`).
    NoteConsul {
        /// The name of the directory under `/etc/swarmctl/tls`.
        dir: Serial,
    },
    /// Save what stands as `ApplyEngine` does, and let the running engine reload a daemon.json, which has live-restore on (`bridge-engine.sh`).
    BridgeEngine {
        /// daemon.json.
        bridge: String,
    },
    /// Let Consul's data in a directory, while Consul is stopped, say that it is the only server (`consul-alone.sh`).
    LeaveConsulAlone {
        /// The directory.
        data: String,
        /// `IP:PORT` by which the servers know it.
        server: String,
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
    /// Write daemon.json and the drop-in, reload the engine, wait until live-restore is as it is to be; put back what stood and reload that if it is
    /// not (`reload-engine.sh`). The engine is not restarted.
    ReloadEngine {
        /// daemon.json.
        daemon_json: String,
        /// The unit's drop-in.
        drop_in: Option<String>,
        /// What live-restore is to be.
        live_restore: bool,
        /// The stamp that says the engine has all this.
        applied: String,
    },
    /// Remove Consul's configuration, and the note of what it has read (`remove-consul.sh`).
    RemoveConsul,
    /// Put `/etc/swarmctl/before/` back, restart the engine, remove `/etc/swarmctl` (`restore-engine.sh`).
    RestoreEngine,
    /// Take the lock of `/run/swarmctl`, unless another store has it or has changed the cluster since the host was looked at (`take-lock.sh`). What came of
    /// it is the output ([`lock_answer`]).
    TakeLock {
        /// The run.
        holder: LockHolder,
        /// What the last run had left when the host was looked at ([`LockSeen::last`](crate::model::LockSeen)); `None` where it was not.
        seen: Option<String>,
    },
    /// Let go of the lock; one that another store has meanwhile stays. A host that is in no cluster keeps nothing of it (`leave-lock.sh`).
    LeaveLock {
        /// The store that holds it; `None` is whoever cannot be read.
        of: Option<StoreId>,
        /// What was done meanwhile.
        after: LockUse,
    },
    /// Write files into a directory under `/etc/swarmctl`, each by rename; others that are in it go (`write-files.sh`).
    WriteFiles {
        /// The directory's name: `consul` or `discovery`.
        dir: String,
        /// The files.
        files: Vec<HostFile>,
    },
}

/// What was done while a lock was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockUse {
    /// The cluster may have been changed: who looked at it before has to look again.
    Changes,
    /// Nothing.
    Nothing,
}

/// What a host says to [`Action::TakeLock`].
///
/// # Errors
/// It is none of what the script prints.
pub fn lock_answer(output: &Output) -> Result<LockAnswer> {
    let text = String::from_utf8_lossy(&output.stdout);
    match text.trim_end().split_once(' ') {
        None if text.trim_end() == "taken" => Ok(LockAnswer::Taken),
        None if text.trim_end() == "changed" => Ok(LockAnswer::Changed),
        Some(("held", encoded)) => {
            let line = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            Ok(LockAnswer::Held(line.map_or(HeldBy::Unknown, |line| HeldBy::read(&line))))
        }
        _ => Err(Error::Answer { what: "the lock's script".to_owned(), source: "it is neither taken nor held".into() }),
    }
}

impl Action {
    /// What it does, for errors: `could not …`.
    pub fn what(&self) -> String {
        match self {
            Self::Claim { .. } => "mark the host".to_owned(),
            Self::InstallPackage { package } => format!("install `{package}`"),
            Self::RefreshPackages => "fetch the lists of packages".to_owned(),
            Self::InstallVersion { package, version, .. } => format!("install `{package}` {version}"),
            Self::Reboot => "reboot the host".to_owned(),
            Self::PowerOff => "power the host off".to_owned(),
            Self::InstallPair { leaf: Some(_), .. } => "install the certificate".to_owned(),
            Self::InstallPair { leaf: None, .. } => "install the trusted certificates".to_owned(),
            Self::RevertPair { .. } => "put the former certificate back in force".to_owned(),
            Self::RemovePairs => "remove the certificates".to_owned(),
            Self::NoteConsul { .. } => "note what Consul has read".to_owned(),
            Self::BridgeEngine { .. } => "let the engine reload its configuration".to_owned(),
            Self::LeaveConsulAlone { .. } => "let Consul be the only server".to_owned(),
            Self::ApplyEngine { .. } => "bring up the engine with its new configuration".to_owned(),
            Self::ReloadEngine { .. } => "let the engine take its configuration over".to_owned(),
            Self::RemoveConsul => "remove Consul's configuration".to_owned(),
            Self::RestoreEngine => "restore the engine's configuration".to_owned(),
            Self::TakeLock { .. } => "take the cluster's lock".to_owned(),
            Self::LeaveLock { .. } => "let go of the cluster's lock".to_owned(),
            Self::WriteFiles { dir, .. } => format!("write the files in /etc/swarmctl/{dir}"),
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

/// Which stream of a command a line came on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// Told each line of a command as it comes, without its end.
pub type HeardFn<'a> = &'a (dyn Fn(Heard, &[u8]) + Send + Sync);

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

    /// Runs a user's own command, program and arguments, as the login and without input; its exit status, or `None` if it was killed. No shell interprets the
    /// words.
    fn run<'a>(&'a self, command: &'a [OsString], heard: HeardFn<'a>) -> BoxFuture<'a, Result<Option<i32>>>;
}
