//! The CA's key and the swarm's unlock keys put into another form together. They are under one passphrase, and a run that is cut leaves all of them under the
//! former or all under the new one: the new files are made aside, and are in force from the moment that their directory has its name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::Secret;

use super::ca_files::CA_KEY;
use super::unlock_key::{self, UnlockKey};
use super::{ClusterDir, Error, Result, files};

/// Where the new files are made; of no meaning.
const HALF: &str = "pki/keys.half";
/// Where the new files are in force until each is in its place.
const CHANGED: &str = "pki/keys.new";

impl ClusterDir {
    /// Puts the CA's key and the swarm's unlock keys, the one in force first, in another form in the places of those there are.
    pub fn change_keys(&self, ca_key: &Secret, unlock_keys: &[UnlockKey]) -> Result<()> {
        self.prepare_keys(ca_key, unlock_keys)?;
        self.finish_key_change()
    }

    fn prepare_keys(&self, ca_key: &Secret, unlock_keys: &[UnlockKey]) -> Result<()> {
        let half = self.file(HALF);
        files::remove_tree(&half)?;
        files::make_dir(&half)?;
        files::replace(&half.join(name(CA_KEY)), ca_key.expose())?;
        for (path, key) in unlock_key::PLACES.iter().zip(unlock_keys) {
            files::replace(&half.join(name(path)), key.bytes().expose())?;
        }
        let changed = self.file(CHANGED);
        fs::rename(&half, &changed).map_err(Error::write(&changed))?;
        files::sync_dir(&files::parent(&changed))
    }

    /// Ends what a run that was cut off has begun.
    pub(super) fn finish_key_change(&self) -> Result<()> {
        let changed = self.file(CHANGED);
        for path in [CA_KEY].iter().chain(&unlock_key::PLACES) {
            let (new, place) = (changed.join(name(path)), self.file(path));
            if new.exists() {
                fs::rename(&new, &place).map_err(Error::write(&place))?;
                files::sync_dir(&files::parent(&place))?;
            }
        }
        files::remove_tree(&changed)?;
        files::remove_tree(&self.file(HALF))
    }

    /// A key's file. Whoever reads without the lock may do so in the midst of a change: what is not there any more has come to its place before.
    pub(super) fn read_key_file(&self, path: &str) -> Result<(PathBuf, Option<Secret>)> {
        for place in [self.file(CHANGED).join(name(path)), self.file(path)] {
            if let Some(bytes) = files::read(&place)? {
                return Ok((place, Some(Secret::new(bytes))));
            }
        }
        Ok((self.file(path), None))
    }
}

fn name(path: &str) -> &Path {
    Path::new(path.strip_prefix("pki/").unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use time::OffsetDateTime;

    use super::super::cluster_dir::lab;
    use super::super::pem::{CERT, KEY};
    use super::super::{CaKey, Holder, KeptKey, Pair};
    use super::*;

    const SEALED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n-----END ENCRYPTED PRIVATE KEY-----\n";

    fn unlock_key(hash: char, kept: KeptKey) -> UnlockKey {
        UnlockKey { hash: hash.to_string().repeat(64), kept }
    }

    /// A cluster with all of its keys as they are.
    fn locked() -> (tempfile::TempDir, ClusterDir) {
        let (home, dir) = lab();
        dir.write_ca(&Pair { cert_pem: CERT.to_owned(), key_pem: Secret::new(KEY) }).unwrap();
        for (hash, text) in [('a', "SWMKEY-1-one"), ('b', "SWMKEY-1-two")] {
            dir.write_unlock_key(&unlock_key(hash, KeptKey::Plain(Secret::new(text)))).unwrap();
        }
        (home, dir)
    }

    fn new_unlock_keys() -> [UnlockKey; 2] {
        ['b', 'a'].map(|hash| unlock_key(hash, KeptKey::Sealed(Secret::new(SEALED))))
    }

    /// Whether each key that there is, is sealed.
    fn forms(dir: &ClusterDir) -> Vec<bool> {
        let mut forms = vec![matches!(dir.ca_key().unwrap(), Some(CaKey::Sealed(_)))];
        forms.extend(dir.unlock_keys().unwrap().iter().map(|key| matches!(key.kept, KeptKey::Sealed(_))));
        forms
    }

    fn names(dir: &ClusterDir) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(dir.file("pki")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn lock(dir: &ClusterDir) {
        drop(dir.lock(&Holder::this_process("init", OffsetDateTime::UNIX_EPOCH)).unwrap());
    }

    #[test]
    fn all_keys_change_together_and_nothing_is_left_beside_them() {
        let (_home, dir) = locked();
        assert_eq!(forms(&dir), [false; 3]);
        dir.change_keys(&Secret::new(SEALED), &new_unlock_keys()).unwrap();
        assert_eq!(forms(&dir), [true; 3]);
        assert_eq!(names(&dir), ["ca-key.pem", "ca.pem", "unlock-former.key", "unlock.key"]);
        let mode = fs::metadata(dir.file(CA_KEY)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }

    #[test]
    fn a_change_cut_before_it_counts_leaves_the_former_keys_and_its_half_goes_with_the_next_lock() {
        let (_home, dir) = locked();
        files::make_dir(&dir.file(HALF)).unwrap();
        files::replace(&dir.file(HALF).join("ca-key.pem"), SEALED.as_bytes()).unwrap();
        assert_eq!(forms(&dir), [false; 3]);
        lock(&dir);
        assert_eq!(forms(&dir), [false; 3]);
        assert_eq!(names(&dir), ["ca-key.pem", "ca.pem", "unlock-former.key", "unlock.key"]);
    }

    #[test]
    fn a_change_cut_after_any_file_reads_as_the_new_keys_and_the_next_lock_ends_it() {
        for moved in 0..=3 {
            let (_home, dir) = locked();
            dir.prepare_keys(&Secret::new(SEALED), &new_unlock_keys()).unwrap();
            for path in [CA_KEY].iter().chain(&unlock_key::PLACES).take(moved) {
                fs::rename(dir.file(CHANGED).join(name(path)), dir.file(path)).unwrap();
            }
            assert_eq!(forms(&dir), [true; 3], "cut after {moved}");
            lock(&dir);
            assert_eq!(forms(&dir), [true; 3], "cut after {moved}");
            assert_eq!(names(&dir), ["ca-key.pem", "ca.pem", "unlock-former.key", "unlock.key"]);
        }
    }
}
