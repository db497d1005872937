//! One run at a time for a cluster. The lock is the kernel's, so it ends with its process whatever happens to that; the file only says who holds it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::{env, fmt, process};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::model::ClusterName;

use super::{Error, Result};

/// Who holds a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process id.
    pub pid: u32,
    /// `USER@HOST`.
    pub who: String,
    /// The verb that runs.
    pub verb: String,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
}

impl Holder {
    /// This process, running `verb`; nobody cares for parts of a second.
    pub fn this_process(verb: &str, since: OffsetDateTime) -> Self {
        Self { pid: process::id(), who: this_user(), verb: verb.to_owned(), since: since.truncate_to_second() }
    }
}

/// Who runs this process, `USER@HOST`.
pub(super) fn this_user() -> String {
    let user = env::var("USER").or_else(|_| env::var("LOGNAME")).unwrap_or_else(|_| "unknown".to_owned());
    let host = fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| env::var("HOSTNAME").ok());
    format!("{user}@{}", host.as_deref().map_or("localhost", str::trim))
}

/// Who holds the lock now; nothing where nobody does. The file is there only while somebody does, or after a run was killed.
pub(super) fn holder(path: &Path) -> Option<Holder> {
    let mut file = File::open(path).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => written_holder(&mut file),
        _ => None,
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.format(&Rfc3339).map_err(|_| fmt::Error)?;
        write!(f, "`{}` (process {} of {}, since {since})", self.verb, self.pid, self.who)
    }
}

/// A cluster taken for one run, until this is dropped.
#[derive(Debug)]
pub struct Lock {
    // Held open: closing it ends the lock.
    _file: File,
    path: PathBuf,
}

impl Lock {
    pub(super) fn take(path: &Path, cluster: &ClusterName, holder: &Holder) -> Result<Self> {
        loop {
            let mut file = open(path).map_err(Error::write(path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Error::Locked { cluster: cluster.clone(), holder: written_holder(&mut file) }),
                Err(TryLockError::Error(error)) => return Err(Error::write(path)(error)),
            }
            // The former holder removes the file when it ends: a lock on a file that is no longer there keeps nobody out.
            if is_at(&file, path).map_err(Error::read(path))? {
                write_holder(&mut file, holder).map_err(Error::write(path))?;
                return Ok(Self { _file: file, path: path.to_owned() });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A file that stays locks nobody out: the lock is the kernel's.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn write_holder(file: &mut File, holder: &Holder) -> io::Result<()> {
    file.set_len(0)?;
    file.write_all(&serde_json::to_vec(holder)?)
}

/// `None` while the other run has not written itself in yet.
fn written_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use crate::model::{Exit, Explain};

    use super::super::Store;
    use super::super::cluster_dir::lab;
    use super::*;

    fn holder() -> Holder {
        Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) }
    }

    #[test]
    fn a_second_run_is_told_who_holds_the_cluster() {
        let (_home, dir) = lab();
        let _lock = dir.lock(&holder()).unwrap();
        let error = dir.lock(&holder()).unwrap_err();
        assert_eq!(error.to_string(), "cluster `lab` is held by `init` (process 4711 of ops@laptop, since 2026-03-01T14:02:00Z)");
        assert_eq!(error.hint().as_deref(), Some("wait until it ends; if it hangs, stop it with `kill 4711`"));
        assert_eq!(error.exit(), Exit::Locked);
    }

    #[test]
    fn a_lock_ends_with_its_handle_and_leaves_no_file() {
        let (home, dir) = lab();
        drop(dir.lock(&holder()).unwrap());
        assert!(!home.path().join("clusters/.lab.lock").exists());
        dir.lock(&holder()).unwrap();
    }

    #[test]
    fn a_file_that_a_killed_run_left_locks_nobody_out() {
        let (home, dir) = lab();
        fs::write(home.path().join("clusters/.lab.lock"), serde_json::to_vec(&holder()).unwrap()).unwrap();
        dir.lock(&holder()).unwrap();
    }

    #[test]
    fn a_cluster_can_be_held_before_it_is_made_and_after_it_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let dir = Store::open(home.path()).unwrap().at(&"lab".parse().unwrap());
        let _lock = dir.lock(&holder()).unwrap();
        dir.create().unwrap();
        dir.forget().unwrap();
        assert!(matches!(dir.lock(&holder()), Err(Error::Locked { .. })));
    }

    #[test]
    fn clusters_are_held_one_by_one() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).unwrap();
        let _lab = store.at(&"lab".parse().unwrap()).lock(&holder()).unwrap();
        store.at(&"dev".parse().unwrap()).lock(&holder()).unwrap();
    }

    #[test]
    fn this_process_tells_its_own_id() {
        assert_eq!(Holder::this_process("init", datetime!(2026-03-01 14:02:00 UTC)).pid, process::id());
    }
}
