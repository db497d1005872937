//! Keys and certificates in a cluster's directory. Each set is written so that a cut shows: the certificate comes last, and a set without it is no set.

use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};

use crate::model::Secret;

use super::files;
use super::{ClusterDir, Error, Result};

const CA: &str = "pki/ca.pem";
const CA_KEY: &str = "pki/ca-key.pem";
const GOSSIP_KEY: &str = "pki/gossip.key";
const CLIENT_DIR: &str = "client";
const SSH_KEY: &str = "ssh/id_ed25519";

const CA_HINT: &str = "bring it back from a backup: without it no certificate of this cluster can be issued or checked";
const CLIENT_HINT: &str = "remove the directory that it is in, then run `swarmctl init` again: another one is issued";
const GOSSIP_HINT: &str = "bring it back from a backup, or remove it and run `swarmctl init` again: another one is made and every Consul restarted";

/// A certificate and its private key, both PEM.
#[derive(Clone)]
pub struct Pair {
    /// The certificate.
    pub cert_pem: String,
    /// The key.
    pub key_pem: Secret,
}

impl ClusterDir {
    /// The CA's certificate.
    pub fn ca_pem(&self) -> Result<Option<String>> {
        pem_text(&self.file(CA), CA_HINT)
    }

    /// The CA with its key, for issuing.
    pub fn ca(&self) -> Result<Option<Pair>> {
        self.pair(CA, CA_KEY, CA_HINT)
    }

    /// Keeps a CA.
    pub fn write_ca(&self, ca: &Pair) -> Result<()> {
        files::make_dir(&self.file("pki"))?;
        files::replace(&self.file(CA_KEY), ca.key_pem.expose())?;
        files::replace(&self.file(CA), ca.cert_pem.as_bytes())
    }

    /// The operator's certificate with its key.
    pub fn client(&self) -> Result<Option<Pair>> {
        self.pair("client/cert.pem", "client/key.pem", CLIENT_HINT)
    }

    /// Where `ca.pem`, `cert.pem` and `key.pem` of the operator are: a `DOCKER_CERT_PATH` as it stands.
    pub fn client_dir(&self) -> PathBuf {
        self.file(CLIENT_DIR)
    }

    /// Keeps the operator's certificate with its key and the CA that vouches for it. The former certificate goes first, so that a cut leaves no pair
    /// instead of one that does not match.
    pub fn write_client(&self, ca_pem: &str, client: &Pair) -> Result<()> {
        let dir = self.client_dir();
        files::make_dir(&dir)?;
        files::remove(&dir.join("cert.pem"))?;
        files::replace(&dir.join("ca.pem"), ca_pem.as_bytes())?;
        files::replace(&dir.join("key.pem"), client.key_pem.expose())?;
        files::replace(&dir.join("cert.pem"), client.cert_pem.as_bytes())
    }

    /// The key that encrypts Consul's gossip, base64.
    pub fn gossip_key(&self) -> Result<Option<Secret>> {
        let path = self.file(GOSSIP_KEY);
        let Some(bytes) = files::read(&path)? else { return Ok(None) };
        let key = Secret::new(bytes.trim_ascii());
        // 16, 24 or 32 bytes in base64, which is what Consul takes.
        let whole = key.expose_str().is_some_and(|text| matches!(text.len(), 24 | 32 | 44) && text.bytes().all(is_base64));
        if whole { Ok(Some(key)) } else { Err(damaged(&path, "it does not hold a gossip key", GOSSIP_HINT)) }
    }

    /// Keeps the gossip key.
    pub fn write_gossip_key(&self, key: &Secret) -> Result<()> {
        files::make_dir(&self.file("pki"))?;
        files::replace(&self.file(GOSSIP_KEY), key.expose())
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

    /// Makes the directory that the key goes into.
    pub fn make_ssh_dir(&self) -> Result<()> {
        files::make_dir(&self.file("ssh"))
    }

    fn pair(&self, cert: &str, key: &str, hint: &str) -> Result<Option<Pair>> {
        let Some(cert_pem) = pem_text(&self.file(cert), hint)? else { return Ok(None) };
        let key = self.file(key);
        match files::read(&key)?.map(Secret::new) {
            Some(key_pem) if has_pem_end(key_pem.expose()) => Ok(Some(Pair { cert_pem, key_pem })),
            Some(_) => Err(damaged(&key, "it is cut short", hint)),
            None => Err(damaged(&key, "it is missing", hint)),
        }
    }
}

fn pem_text(path: &Path, hint: &str) -> Result<Option<String>> {
    let text = files::read_text(path, hint)?;
    match text {
        Some(text) if !has_pem_end(text.as_bytes()) => Err(damaged(path, "it is cut short", hint)),
        text => Ok(text),
    }
}

/// Whether the last line is a PEM end line, whole.
fn has_pem_end(bytes: &[u8]) -> bool {
    let last = bytes.trim_ascii_end().rsplit(|b| *b == b'\n').next().unwrap_or_default();
    last.starts_with(b"-----END ") && last.ends_with(b"-----")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn damaged(path: &Path, problem: &str, hint: &str) -> Error {
    Error::Damaged { path: path.to_owned(), problem: problem.to_owned(), hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::super::cluster_dir::lab;
    use super::*;

    const CERT: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n";

    fn pair() -> Pair {
        Pair { cert_pem: CERT.to_owned(), key_pem: Secret::new(KEY) }
    }

    #[test]
    fn every_file_with_a_key_is_0600_in_a_directory_of_0700() {
        let (_home, dir) = lab();
        dir.write_ca(&pair()).unwrap();
        dir.write_client(CERT, &pair()).unwrap();
        dir.write_gossip_key(&Secret::new("a".repeat(44))).unwrap();
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for file in [CA, CA_KEY, GOSSIP_KEY, "client/cert.pem", "client/key.pem", "client/ca.pem"] {
            assert_eq!((mode(dir.file(file)), mode(files::parent(&dir.file(file)))), (0o600, 0o700), "{file}");
        }
    }

    #[test]
    fn a_pair_reads_as_it_was_written() {
        let (_home, dir) = lab();
        assert!(dir.ca().unwrap().is_none());
        dir.write_ca(&pair()).unwrap();
        let ca = dir.ca().unwrap().unwrap();
        assert_eq!((ca.cert_pem.as_str(), ca.key_pem.expose()), (CERT, KEY.as_bytes()));
    }

    #[test]
    fn a_key_whose_certificate_was_not_reached_is_no_pair() {
        let (_home, dir) = lab();
        dir.write_ca(&pair()).unwrap();
        fs::remove_file(dir.file(CA)).unwrap();
        assert!(dir.ca().unwrap().is_none());
    }

    #[test]
    fn a_certificate_whose_key_is_gone_is_damage_and_says_so() {
        let (_home, dir) = lab();
        dir.write_ca(&pair()).unwrap();
        fs::remove_file(dir.file(CA_KEY)).unwrap();
        let error = dir.ca().err().unwrap();
        assert_eq!(error.to_string(), format!("`{}` is damaged: it is missing", dir.file(CA_KEY).display()));
    }

    #[test]
    fn a_pem_file_cut_short_is_named() {
        let (_home, dir) = lab();
        dir.write_ca(&pair()).unwrap();
        for cut in [1, CERT.len() / 2, CERT.len() - 2] {
            fs::write(dir.file(CA), &CERT[..cut]).unwrap();
            assert_eq!(dir.ca_pem().unwrap_err().to_string(), format!("`{}` is damaged: it is cut short", dir.file(CA).display()), "{cut}");
        }
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
