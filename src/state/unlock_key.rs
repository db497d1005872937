//! The key that unlocks a swarm's managers, and the one before it: a manager that was away while the key changed knows only that. Each is kept as the CA's key
//! is, as it stands or under a passphrase, behind a line with its hash: by that it is known without being opened.

use crate::model::Secret;

use super::{ClusterDir, Result, files, pem};

const KEY: &str = "pki/unlock.key";
const FORMER: &str = "pki/unlock-former.key";
/// Where they are, the one in force first.
pub(super) const PLACES: [&str; 2] = [KEY, FORMER];

const HINT: &str = "bring it back from a backup, or remove it and run `swarmctl init` while a manager is not locked: it keeps the key anew";

/// An unlock key as the store has it.
#[derive(Clone)]
pub struct UnlockKey {
    /// SHA-256 (hex) of the key itself.
    pub hash: String,
    /// The key.
    pub kept: KeptKey,
}

/// In which form a key is kept.
#[derive(Clone)]
pub enum KeptKey {
    /// As it is.
    Plain(Secret),
    /// Under a passphrase (PKCS#8).
    Sealed(Secret),
}

impl UnlockKey {
    /// What is in the file.
    pub(super) fn bytes(&self) -> Secret {
        let (KeptKey::Plain(key) | KeptKey::Sealed(key)) = &self.kept;
        Secret::new([b"sha256 ", self.hash.as_bytes(), b"\n", key.expose().trim_ascii(), b"\n"].concat())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let hash = std::str::from_utf8(bytes[..end].strip_prefix(b"sha256 ")?).ok()?;
        let key = Secret::new(bytes[end..].trim_ascii());
        let text = key.expose_str()?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let kept = if text.starts_with("SWMKEY-") {
            KeptKey::Plain(key)
        } else if text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----") && text.ends_with("-----END ENCRYPTED PRIVATE KEY-----") {
            KeptKey::Sealed(key)
        } else {
            return None;
        };
        is_hash.then(|| Self { hash: hash.to_owned(), kept })
    }
}

impl ClusterDir {
    /// The unlock keys that are kept, the one in force first.
    pub fn unlock_keys(&self) -> Result<Vec<UnlockKey>> {
        PLACES.iter().filter_map(|name| self.read_unlock_key(name).transpose()).collect()
    }

    /// The hash of the one in force.
    pub fn unlock_key_hash(&self) -> Result<Option<String>> {
        Ok(self.read_unlock_key(KEY)?.map(|key| key.hash))
    }

    /// Keeps a key; another one that was kept becomes the former one.
    pub fn write_unlock_key(&self, key: &UnlockKey) -> Result<()> {
        files::make_dir(&self.file("pki"))?;
        if let Some(former) = self.read_unlock_key(KEY)?.filter(|former| former.hash != key.hash) {
            files::replace(&self.file(FORMER), former.bytes().expose())?;
        }
        files::replace(&self.file(KEY), key.bytes().expose())
    }

    /// Removes the keys: the swarm's managers are not locked.
    pub fn remove_unlock_keys(&self) -> Result<()> {
        files::remove(&self.file(FORMER))?;
        files::remove(&self.file(KEY))
    }

    fn read_unlock_key(&self, name: &str) -> Result<Option<UnlockKey>> {
        let (path, file) = self.read_key_file(name)?;
        let Some(bytes) = file else { return Ok(None) };
        match UnlockKey::read(bytes.expose()) {
            Some(key) => Ok(Some(key)),
            None => Err(pem::damaged(&path, "it does not hold an unlock key", HINT)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::super::Error;
    use super::super::cluster_dir::lab;
    use super::*;

    fn key(hash: char, text: &str) -> UnlockKey {
        UnlockKey { hash: hash.to_string().repeat(64), kept: KeptKey::Plain(Secret::new(text)) }
    }

    fn texts(dir: &ClusterDir) -> Vec<String> {
        let text = |key: UnlockKey| match key.kept {
            KeptKey::Plain(key) | KeptKey::Sealed(key) => key.expose_str().unwrap().to_owned(),
        };
        dir.unlock_keys().unwrap().into_iter().map(text).collect()
    }

    #[test]
    fn the_key_before_is_kept_too_and_only_once() {
        let (_home, dir) = lab();
        for (hash, text) in [('a', "SWMKEY-1-one"), ('b', "SWMKEY-1-two"), ('b', "SWMKEY-1-two")] {
            dir.write_unlock_key(&key(hash, text)).unwrap();
        }
        assert_eq!(texts(&dir), ["SWMKEY-1-two", "SWMKEY-1-one"]);
        assert_eq!(dir.unlock_key_hash().unwrap(), Some("b".repeat(64)));
        let mode = fs::metadata(dir.file(KEY)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        dir.remove_unlock_keys().unwrap();
        assert_eq!(texts(&dir), Vec::<String>::new());
    }

    #[test]
    fn a_sealed_key_is_known_by_its_form_and_what_is_neither_is_damage() {
        let (_home, dir) = lab();
        let sealed = Secret::new("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n-----END ENCRYPTED PRIVATE KEY-----\n");
        dir.write_unlock_key(&UnlockKey { hash: "c".repeat(64), kept: KeptKey::Sealed(sealed) }).unwrap();
        assert!(matches!(dir.unlock_keys().unwrap()[0].kept, KeptKey::Sealed(_)));
        for damage in ["", "SWMKEY-1-one", &format!("sha256 {}\nSWM", "c".repeat(64)), "sha256 c\nSWMKEY-1-one\n"] {
            fs::write(dir.file(KEY), damage).unwrap();
            assert!(matches!(dir.unlock_keys(), Err(Error::Damaged { .. })), "{damage}");
        }
    }
}
