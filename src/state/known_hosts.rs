//! The cluster's own `known_hosts`. A run's ssh writes to a copy; what it learned is brought back afterwards, so that a run which only looked leaves
//! nothing, and no key that is known is ever changed or lost by a run.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::files;
use super::{ClusterDir, Result};

impl ClusterDir {
    /// The host keys that are known.
    pub fn known_hosts(&self) -> PathBuf {
        self.file("known_hosts")
    }

    /// A copy for one run, as the file `known_hosts` in `dir`, which must be there; empty if none is known yet.
    pub fn scratch_known_hosts(&self, dir: &Path) -> Result<PathBuf> {
        let scratch = dir.join("known_hosts");
        let known = files::read(&self.known_hosts())?.unwrap_or_default();
        files::replace(&scratch, &known)?;
        Ok(scratch)
    }

    /// Adds the lines that a run's copy has and the cluster's file has not. A line that ssh did not finish stays out.
    pub fn keep_known_hosts(&self, scratch: &Path) -> Result<()> {
        let learned = files::read(scratch)?.unwrap_or_default();
        let known = files::read(&self.known_hosts())?.unwrap_or_default();
        match merged(&known, &learned) {
            Some(all) => files::replace(&self.known_hosts(), &all),
            None => Ok(()),
        }
    }
}

/// `known` with the new whole lines of `learned` behind it, if there are any.
fn merged(known: &[u8], learned: &[u8]) -> Option<Vec<u8>> {
    let mut seen: HashSet<&[u8]> = known.split(|b| *b == b'\n').collect();
    let mut all = known.to_vec();
    if !all.is_empty() && !all.ends_with(b"\n") {
        all.push(b'\n');
    }
    let before = all.len();
    for line in learned.split_inclusive(|b| *b == b'\n').filter_map(|line| line.strip_suffix(b"\n")) {
        if !line.trim_ascii().is_empty() && seen.insert(line) {
            all.extend_from_slice(line);
            all.push(b'\n');
        }
    }
    (all.len() > before).then_some(all)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::MetadataExt;

    use super::super::cluster_dir::lab;
    use super::*;

    #[test]
    fn new_lines_are_added_behind_the_known_ones() {
        assert_eq!(merged(b"a ssh-ed25519 1\n", b"a ssh-ed25519 1\nb ssh-ed25519 2\n").unwrap(), b"a ssh-ed25519 1\nb ssh-ed25519 2\n");
    }

    #[test]
    fn a_line_that_the_copy_lost_or_changed_stays_as_it_was() {
        assert_eq!(merged(b"a ssh-ed25519 1\nb ssh-ed25519 2\n", b"a ssh-ed25519 9\n").unwrap(), b"a ssh-ed25519 1\nb ssh-ed25519 2\na ssh-ed25519 9\n");
    }

    #[test]
    fn a_line_without_an_end_is_not_brought_back() {
        assert_eq!(merged(b"a ssh-ed25519 1\n", b"a ssh-ed25519 1\nb ssh-ed2"), None);
    }

    #[test]
    fn a_known_file_without_a_last_line_end_gets_one() {
        assert_eq!(merged(b"a 1", b"b 2\n").unwrap(), b"a 1\nb 2\n");
    }

    #[test]
    fn a_copy_that_learned_nothing_leaves_the_file_alone() {
        let (home, dir) = lab();
        fs::write(dir.known_hosts(), "a ssh-ed25519 1\n").unwrap();
        let before = fs::metadata(dir.known_hosts()).unwrap().ino();
        let scratch = dir.scratch_known_hosts(home.path()).unwrap();
        dir.keep_known_hosts(&scratch).unwrap();
        assert_eq!(fs::metadata(dir.known_hosts()).unwrap().ino(), before);
    }

    #[test]
    fn the_copy_of_an_unknown_cluster_is_empty_and_makes_nothing_in_the_store() {
        let home = tempfile::tempdir().unwrap();
        let dir = super::super::Store::open(&home.path().join("store")).unwrap().at(&"lab".parse().unwrap());
        let scratch = dir.scratch_known_hosts(home.path()).unwrap();
        assert_eq!(fs::read(scratch).unwrap(), b"");
        assert!(!home.path().join("store").exists());
    }
}
