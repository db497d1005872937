//! An archive under a passphrase, as text that can be sent: the form of a sealed key (PKCS#8 with PBES2), under a label of its own. Because it travels, its
//! cipher notices every change (AES-256-GCM), and its key is dearer to guess than that of a file which stays on its machine.

use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::pkcs5::EncryptionScheme as Pkcs5;
use pkcs8::pkcs5::pbes2::{EncryptionScheme, Parameters};

use crate::model::Secret;

use super::seal::{bearable, data_in, encrypt_data, random, scrypt};
use super::{Error, Result, parse};

const LABEL: &str = "SWARMCTL CLUSTER";
const WHAT: &str = "the export";

/// What the key is derived with: 128 MiB and some 0.3 s, as OWASP asks of scrypt (Password Storage Cheat Sheet).
const COST: u64 = 1 << 17;

/// Puts an archive under a passphrase, which must not be empty.
///
/// # Errors
/// When the passphrase is empty, or there is no randomness.
pub fn seal_archive(archive: &Secret, passphrase: &Secret) -> Result<Secret> {
    if passphrase.expose().is_empty() {
        return Err(Error::EmptyPassphrase);
    }
    let parameters = Parameters { kdf: scrypt(COST)?, encryption: EncryptionScheme::Aes256Gcm { nonce: random()? } };
    encrypt_data(archive, parameters, passphrase, LABEL)
}

/// Whether bytes are an archive under a passphrase, whole as far as that is seen without the passphrase.
///
/// # Errors
/// `Unreadable`, with what they are instead.
pub fn check_sealed_archive(sealed: &[u8]) -> Result<()> {
    read(&der(sealed)?).map(drop)
}

/// The archive that is under a passphrase.
///
/// # Errors
/// `WrongArchivePassphrase` for that and for an archive that was changed; `Unreadable` when it is none, or is damaged.
pub fn open_archive(sealed: &[u8], passphrase: &Secret) -> Result<Secret> {
    let opened = read(&der(sealed)?)?.decrypt(passphrase.expose()).map_err(|_| Error::WrongArchivePassphrase)?;
    data_in(&opened)
}

fn der(sealed: &[u8]) -> Result<Vec<u8>> {
    let contains = |part: String| sealed.windows(part.len()).any(|window| window == part.as_bytes());
    if !contains(format!("-----BEGIN {LABEL}-----")) {
        return Err(Error::unreadable(WHAT, format!("it does not hold a cluster: there is no `BEGIN {LABEL}` in it")));
    }
    if !contains(format!("-----END {LABEL}-----")) {
        return Err(Error::unreadable(WHAT, "it is cut short"));
    }
    let section = parse::section(sealed, &[LABEL]).map_err(|e| Error::unreadable(WHAT, e))?;
    section.ok_or_else(|| Error::unreadable(WHAT, "it is damaged"))
}

/// Only a cipher that notices changes is believed, whatever a file says.
fn read(der: &[u8]) -> Result<EncryptedPrivateKeyInfoRef<'_>> {
    let sealed = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|e| Error::unreadable(WHAT, e))?;
    bearable(&sealed.encryption_algorithm).map_err(|e| Error::unreadable(WHAT, e))?;
    match &sealed.encryption_algorithm {
        Pkcs5::Pbes2(Parameters { encryption: EncryptionScheme::Aes256Gcm { .. }, .. }) => Ok(sealed),
        _ => Err(Error::unreadable(WHAT, "it is sealed in a way that does not notice changes")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text)
    }

    fn cause(result: Result<Secret>) -> String {
        result.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn an_archive_comes_out_as_it_went_in_and_only_with_its_passphrase() {
        let sealed = seal_archive(&secret("the archive"), &secret("open sesame")).unwrap();
        assert!(sealed.expose_str().unwrap().starts_with("-----BEGIN SWARMCTL CLUSTER-----\n"));
        assert!(check_sealed_archive(sealed.expose()).is_ok());
        assert_eq!(open_archive(sealed.expose(), &secret("open sesame")).unwrap().expose(), b"the archive");
        assert!(matches!(open_archive(sealed.expose(), &secret("open barley")), Err(Error::WrongArchivePassphrase)));
        assert!(matches!(seal_archive(&secret("x"), &secret("")), Err(Error::EmptyPassphrase)));
    }

    #[test]
    fn a_change_of_any_kind_is_noticed() {
        let sealed = seal_archive(&secret("the archive"), &secret("open sesame")).unwrap();
        let lines: Vec<_> = sealed.expose_str().unwrap().lines().collect();
        let last = lines.len() - 2;
        let letter = lines[last].find(|c: char| c.is_ascii_lowercase()).unwrap_or_default();
        let changed = format!("{}{}{}", &lines[last][..letter], "A", &lines[last][letter + 1..]);
        let text = [&lines[..last], &[changed.as_str()], &lines[last + 1..]].concat().join("\n");
        assert_eq!(cause(open_archive(text.as_bytes(), &secret("open sesame"))), "the passphrase does not open it, or it was changed on its way");
    }

    #[test]
    fn a_file_that_is_cut_short_or_another_one_is_named_without_a_passphrase() {
        let sealed = seal_archive(&secret("the archive"), &secret("open sesame")).unwrap();
        let whole = sealed.expose();
        let told = |bytes: &[u8]| check_sealed_archive(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(told(&whole[..whole.len() / 2]), "the export cannot be read: it is cut short");
        assert_eq!(told(b"apiVersion: swarmctl/v1\n"), "the export cannot be read: it does not hold a cluster: there is no `BEGIN SWARMCTL CLUSTER` in it");
    }

    #[test]
    fn a_cipher_that_notices_no_change_is_not_believed() {
        let sealed = super::super::seal_secret(&secret("the archive"), &secret("open sesame")).unwrap();
        let disguised = sealed.expose_str().unwrap().replace("ENCRYPTED PRIVATE KEY", LABEL);
        let told = cause(open_archive(disguised.as_bytes(), &secret("open sesame")));
        assert_eq!(told, "the export cannot be read: it is sealed in a way that does not notice changes");
    }
}
