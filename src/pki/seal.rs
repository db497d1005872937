//! The CA key under a passphrase: PKCS#8 with PBES2 (RFC 8018, 6.2), which `openssl pkey` reads and writes.

use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::pem::encode_string;
use pkcs8::pkcs5::pbes2::{EncryptionScheme, Kdf, Parameters, ScryptParams};
use pkcs8::pkcs5::{self, EncryptionScheme as Pkcs5};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument};

use crate::model::Secret;

use super::keys::{WHAT, to_pkcs8};
use super::{Error, Result, parse};

/// The kind of a secret that is no key.
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");

const LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// What a passphrase's key is derived with: 16 MiB and some 35 ms. More is refused by OpenSSL 3, which gives scrypt 32 MiB.
const COST: u64 = 1 << 14;
const BLOCK_SIZE: u16 = 8;

/// The most work that a file may ask for (cost times block size times lanes: 256 MiB), so that no file ties up or exhausts the machine.
const MOST_SCRYPT: u64 = 1 << 21;
const MOST_ITERATIONS: u32 = 10_000_000;

/// Whether a private key is under a passphrase, in the form that `open_key` reads.
pub fn is_sealed(key: &Secret) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN ENCRYPTED PRIVATE KEY-----";
    key.expose().windows(BEGIN.len()).any(|part| part == BEGIN)
}

/// Puts a private key (PEM: PKCS#8, PKCS#1 or SEC1) under a passphrase, which must not be empty.
///
/// # Errors
/// When the key cannot be read or is sealed already, the passphrase is empty, or there is no randomness.
pub fn seal_key(key: &Secret, passphrase: &Secret) -> Result<Secret> {
    if passphrase.expose().is_empty() {
        return Err(Error::EmptyPassphrase);
    }
    let der = to_pkcs8(key)?;
    encrypt(&PrivateKeyInfoRef::try_from(der.expose()).map_err(|e| failed(&e))?, parameters()?, passphrase, LABEL)
}

/// Puts any secret under a passphrase, in the form of a key: PKCS#8 takes any bytes, and their kind is `data` (RFC 5652, 4).
///
/// # Errors
/// As `seal_key`'s.
pub fn seal_secret(secret: &Secret, passphrase: &Secret) -> Result<Secret> {
    if passphrase.expose().is_empty() {
        return Err(Error::EmptyPassphrase);
    }
    encrypt_data(secret, parameters()?, passphrase, LABEL)
}

/// Any bytes, in the form of a key under a passphrase.
pub(super) fn encrypt_data(data: &Secret, parameters: Parameters, passphrase: &Secret, label: &str) -> Result<Secret> {
    let bytes = OctetStringRef::new(data.expose()).map_err(|e| failed(&e))?;
    encrypt(&PrivateKeyInfoRef::new(AlgorithmIdentifierRef { oid: DATA, parameters: None }, bytes), parameters, passphrase, label)
}

/// The secret that `seal_secret` put under a passphrase.
///
/// # Errors
/// As `open_key`'s.
pub fn open_secret(sealed: &Secret, passphrase: &Secret) -> Result<Secret> {
    data_in(&decrypt(sealed, passphrase)?)
}

/// What `encrypt_data` was given.
pub(super) fn data_in(opened: &SecretDocument) -> Result<Secret> {
    let info = PrivateKeyInfoRef::try_from(opened.as_bytes()).map_err(|_| Error::WrongPassphrase)?;
    if info.algorithm.oid != DATA {
        return Err(Error::unreadable("the sealed secret", "it is a key of another kind"));
    }
    Ok(Secret::new(info.private_key.as_bytes()))
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    Error::Seal { reason: error.to_string() }
}

fn encrypt(info: &PrivateKeyInfoRef<'_>, parameters: Parameters, passphrase: &Secret, label: &str) -> Result<Secret> {
    let sealed = info.encrypt_with_params(parameters, passphrase.expose()).map_err(|e| failed(&e))?;
    encode_string(label, LineEnding::LF, sealed.as_bytes()).map(Secret::new).map_err(|e| failed(&e))
}

/// The private key that is under a passphrase, as PKCS#8 PEM. Reads scrypt and PBKDF2 (SHA-2) with AES, which is what OpenSSL writes since 1.1.0.
///
/// # Errors
/// `WrongPassphrase` for that; `Unreadable` when it is not sealed, is damaged, or is sealed in a way that is not read here.
pub fn open_key(key: &Secret, passphrase: &Secret) -> Result<Secret> {
    let opened = decrypt(key, passphrase)?;
    PrivateKeyInfoRef::try_from(opened.as_bytes()).map_err(|_| Error::WrongPassphrase)?;
    let pem = opened.to_pem("PRIVATE KEY", LineEnding::LF).map_err(|e| Error::unreadable(WHAT, e))?;
    Ok(Secret::new(pem.as_bytes()))
}

fn decrypt(key: &Secret, passphrase: &Secret) -> Result<SecretDocument> {
    let unreadable = |e: &dyn std::fmt::Display| Error::unreadable(WHAT, e);
    let der = parse::section(key.expose(), &[LABEL]).map_err(|e| unreadable(&e))?.ok_or_else(|| unreadable(&"it is not under a passphrase"))?;
    let sealed = EncryptedPrivateKeyInfoRef::try_from(der.as_slice()).map_err(|e| unreadable(&e))?;
    bearable(&sealed.encryption_algorithm).map_err(|e| unreadable(&e))?;
    sealed.decrypt(passphrase.expose()).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(reason) if reason != pkcs5::Error::DecryptFailed => unreadable(&reason),
        // A wrong passphrase now and then leaves right padding, and then bytes that are no key.
        _ => Error::WrongPassphrase,
    })
}

fn parameters() -> Result<Parameters> {
    Ok(Parameters { kdf: scrypt(COST)?, encryption: EncryptionScheme::Aes256Cbc { iv: random()? } })
}

/// A derivation of this cost, with a salt of its own.
pub(super) fn scrypt(cost_parameter: u64) -> Result<Kdf> {
    let salt = random::<16>()?.as_slice().try_into().map_err(|_| Error::Seal { reason: "the salt does not fit".to_owned() })?;
    Ok(ScryptParams { salt, cost_parameter, block_size: BLOCK_SIZE, parallelization: 1, key_length: None }.into())
}

pub(super) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes)
}

/// Refuses what would take for ever or all memory; the library computes whatever it is told to.
pub(super) fn bearable(scheme: &Pkcs5) -> Result<(), &'static str> {
    let Pkcs5::Pbes2(parameters) = scheme else {
        return Err("it is sealed with PBES1, which is broken");
    };
    let fits = match &parameters.kdf {
        Kdf::Scrypt(scrypt) => {
            let lanes = u64::from(scrypt.block_size) * u64::from(scrypt.parallelization);
            scrypt.cost_parameter.is_power_of_two() && scrypt.cost_parameter.checked_mul(lanes).is_some_and(|work| work <= MOST_SCRYPT)
        }
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MOST_ITERATIONS,
        _ => false,
    };
    if fits { Ok(()) } else { Err("opening it asks for more work than any tool has put into sealing it") }
}
