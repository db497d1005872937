//! PEM files of the store: told whole from cut short by their last line. What is in them is not the store's business.

use std::path::Path;

use crate::model::Secret;

use super::files;
use super::{Error, Result};

/// A certificate and its private key, both PEM.
#[derive(Clone)]
pub struct Pair {
    /// The certificate; for a CA, with its chain behind it where it has one.
    pub cert_pem: String,
    /// The key.
    pub key_pem: Secret,
}

/// The text of a PEM file, if there is such a file.
pub(super) fn text(path: &Path, hint: &str) -> Result<Option<String>> {
    match files::read_text(path, hint)? {
        Some(text) if !has_end(text.as_bytes()) => Err(damaged(path, "it is cut short", hint)),
        text => Ok(text),
    }
}

/// A key's file, if there is one.
pub(super) fn key(path: &Path, hint: &str) -> Result<Option<Secret>> {
    files::read(path)?.map(|key| whole(path, Secret::new(key), hint)).transpose()
}

/// What was read of a key's file, unless it is cut short.
pub(super) fn whole(path: &Path, key: Secret, hint: &str) -> Result<Secret> {
    if has_end(key.expose()) { Ok(key) } else { Err(damaged(path, "it is cut short", hint)) }
}

/// A pair, if its certificate is there: that is written last, so one without a key has lost it.
pub(super) fn pair(cert: &Path, key_file: &Path, hint: &str) -> Result<Option<Pair>> {
    let Some(cert_pem) = text(cert, hint)? else { return Ok(None) };
    match key(key_file, hint)? {
        Some(key_pem) => Ok(Some(Pair { cert_pem, key_pem })),
        None => Err(damaged(key_file, "it is missing", hint)),
    }
}

pub(super) fn damaged(path: &Path, problem: &str, hint: &str) -> Error {
    Error::Damaged { path: path.to_owned(), problem: problem.to_owned(), hint: hint.to_owned() }
}

/// Whether the last line is a PEM end line, whole.
fn has_end(bytes: &[u8]) -> bool {
    let last = bytes.trim_ascii_end().rsplit(|b| *b == b'\n').next().unwrap_or_default();
    last.starts_with(b"-----END ") && last.ends_with(b"-----")
}

#[cfg(test)]
pub(super) const CERT: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
#[cfg(test)]
pub(super) const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n";

/// A pair that can be told from others by `mark`.
#[cfg(test)]
pub(super) fn marked(mark: &str) -> Pair {
    Pair { cert_pem: CERT.replace("MIIB", mark), key_pem: Secret::new(KEY.replace("MIGH", mark)) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_cut_short_is_named() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("ca.pem");
        for cut in [1, CERT.len() / 2, CERT.len() - 2] {
            fs::write(&path, &CERT[..cut]).unwrap();
            assert_eq!(text(&path, "").unwrap_err().to_string(), format!("`{}` is damaged: it is cut short", path.display()), "{cut}");
        }
    }

    #[test]
    fn a_certificate_whose_key_is_gone_is_damage_and_says_so() {
        let home = tempfile::tempdir().unwrap();
        let (cert, key) = (home.path().join("cert.pem"), home.path().join("key.pem"));
        fs::write(&cert, CERT).unwrap();
        let error = pair(&cert, &key, "").err().unwrap();
        assert_eq!(error.to_string(), format!("`{}` is damaged: it is missing", key.display()));
    }

    #[test]
    fn a_key_whose_certificate_was_not_reached_is_no_pair() {
        let home = tempfile::tempdir().unwrap();
        let (cert, key) = (home.path().join("cert.pem"), home.path().join("key.pem"));
        fs::write(&key, KEY).unwrap();
        assert!(pair(&cert, &key, "").unwrap().is_none());
    }
}
