//! Keys in a cluster's directory that belong to no certificate: the one that encrypts Consul's gossip, and the one that lets in to hosts that were made.

use std::path::PathBuf;

use aws_lc_rs::digest::{SHA256, digest};

use crate::model::Secret;

use super::{ClusterDir, Result, files, pem};

const GOSSIP_KEY: &str = "pki/gossip.key";
const SSH_KEY: &str = "ssh/id_ed25519";

const GOSSIP_HINT: &str = "bring it back from a backup, or remove it and run `swarmctl init` again: another one is made and every Consul restarted";

impl ClusterDir {
    /// The key that encrypts Consul's gossip, base64.
    pub fn gossip_key(&self) -> Result<Option<Secret>> {
        let path = self.file(GOSSIP_KEY);
        let Some(bytes) = files::read(&path)? else { return Ok(None) };
        let key = Secret::new(bytes.trim_ascii());
        // 16, 24 or 32 bytes in base64, which is what Consul takes.
        let whole = key.expose_str().is_some_and(|text| matches!(text.len(), 24 | 32 | 44) && text.bytes().all(is_base64));
        if whole { Ok(Some(key)) } else { Err(pem::damaged(&path, "it does not hold a gossip key", GOSSIP_HINT)) }
    }

    /// Keeps the gossip key.
    pub fn write_gossip_key(&self, key: &Secret) -> Result<()> {
        files::make_dir(&self.file("pki"))?;
        files::replace(&self.file(GOSSIP_KEY), key.expose())
    }

    /// Forgets the gossip key.
    pub(super) fn remove_gossip_key(&self) -> Result<()> {
        files::remove(&self.file(GOSSIP_KEY))
    }

    /// `gossip.json` as it is on every node: the one place that says how it looks, because its hash tells whether a node has it.
    pub fn gossip_json(&self) -> Result<Option<Secret>> {
        // A gossip key is base64: nothing in it wants escaping.
        Ok(self.gossip_key()?.map(|key| Secret::new([b"{\"encrypt\":\"", key.expose(), b"\"}\n"].concat())))
    }

    /// SHA-256 (hex) of `gossip.json`.
    pub(super) fn gossip_hash(&self) -> Result<Option<String>> {
        Ok(self.gossip_json()?.map(|file| hex(digest(&SHA256, file.expose()).as_ref())))
    }

    /// Where the key is with which swarmctl logs in to hosts that it made; `ssh-keygen` writes it.
    pub fn ssh_key_path(&self) -> PathBuf {
        self.file(SSH_KEY)
    }

    /// Where that key is, and what the system's ssh is configured by when a person logs in.
    pub fn ssh_dir(&self) -> PathBuf {
        self.file("ssh")
    }

    /// Makes that directory.
    pub fn make_ssh_dir(&self) -> Result<()> {
        files::make_dir(&self.ssh_dir())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::super::Error;
    use super::super::cluster_dir::lab;
    use super::*;

    #[test]
    fn the_gossip_key_is_0600_in_a_directory_of_0700() {
        let (_home, dir) = lab();
        dir.write_gossip_key(&Secret::new("a".repeat(44))).unwrap();
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(dir.file(GOSSIP_KEY)), mode(files::parent(&dir.file(GOSSIP_KEY)))), (0o600, 0o700));
    }

    #[test]
    fn a_gossip_key_cut_short_is_damage() {
        let (_home, dir) = lab();
        dir.write_gossip_key(&Secret::new("a".repeat(40))).unwrap();
        assert!(matches!(dir.gossip_key(), Err(Error::Damaged { .. })));
    }

    #[test]
    fn the_gossip_hash_is_that_of_the_file_on_the_nodes() {
        let (_home, dir) = lab();
        dir.write_gossip_key(&Secret::new("a".repeat(44))).unwrap();
        let file = dir.gossip_json().unwrap().unwrap();
        let json: serde_json::Value = serde_json::from_slice(file.expose()).unwrap();
        assert_eq!(json, serde_json::json!({ "encrypt": "a".repeat(44) }));
        assert_eq!(dir.gossip_hash().unwrap().unwrap(), "23c074005b91a7de3a1daccc225d2c37f594370559eb7432f6496ab4c6616d63");
    }
}
