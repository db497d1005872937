//! The CA key under a passphrase: each way between swarmctl and `openssl`.

use pkcs8::der::Encode as _;
use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::pem::encode_string;
use pkcs8::pkcs5::pbes2::{EncryptionScheme, Kdf, Parameters, Pbkdf2Params, ScryptParams};
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding};
use swarmctl::model::Secret;
use swarmctl::pki::{Ca, Error, check_import, is_sealed, open_key, open_secret, seal_key, seal_secret};

use crate::fixtures::{KINDS, NOW, openssl_out, ours, root};

fn secret(text: &str) -> Secret {
    Secret::new(text)
}

/// `key` as `openssl pkcs8 -topk8` seals it under `secret`.
fn sealed_by_openssl(key: &Secret, how: &[&str]) -> Secret {
    let args = [&["pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:secret"], how].concat();
    Secret::new(openssl_out(&args, &[("key.pem", key.expose())]))
}

/// The key as `openssl` writes it without a passphrase.
fn plain(key: &Secret) -> Vec<u8> {
    openssl_out(&["pkey", "-in", "key.pem"], &[("key.pem", key.expose())])
}

fn error(result: Result<Secret, Error>) -> String {
    result.err().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn openssl_opens_what_was_sealed_and_only_with_the_passphrase() {
    let (_, key) = ours(1);
    let sealed = seal_key(&key, &secret("correct horse")).unwrap();
    assert!(is_sealed(&sealed) && !is_sealed(&key));
    assert!(sealed.expose_str().unwrap().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    let opened = openssl_out(&["pkey", "-in", "key.pem", "-passin", "pass:correct horse"], &[("key.pem", sealed.expose())]);
    assert_eq!(opened, plain(&key));
    assert!(matches!(open_key(&sealed, &secret("wrong horse")), Err(Error::WrongPassphrase)));
    assert_eq!(plain(&open_key(&sealed, &secret("correct horse")).unwrap()), plain(&key));
}

#[test]
fn a_key_is_sealed_anew_with_another_salt() {
    let (_, key) = ours(1);
    let seal = || seal_key(&key, &secret("secret")).unwrap();
    assert!(seal().expose() != seal().expose());
}

#[test]
fn keys_of_every_kind_and_form_come_out_as_they_went_in() {
    for (kind, old_form) in [(KINDS[0], &["ec"][..]), (KINDS[1], &["ec"]), (KINDS[2], &["rsa", "-traditional"])] {
        let ca = root("Ops", kind, |_| {});
        let old = Secret::new(openssl_out(&[old_form, &["-in", "key.pem"]].concat(), &[("key.pem", ca.key.expose())]));
        let opened = open_key(&seal_key(&old, &secret("secret")).unwrap(), &secret("secret")).unwrap();
        assert!(opened.expose_str().unwrap().starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert_eq!(plain(&opened), plain(&ca.key), "{kind:?}");
        assert!(Ca::load(&ca.pem, &opened, NOW).is_ok(), "{kind:?}");
    }
}

#[test]
fn what_openssl_sealed_is_opened() {
    let ca = root("Ops", KINDS[0], |_| {});
    for how in [&["-v2", "aes-256-cbc"][..], &["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"], &["-scrypt"]] {
        let sealed = sealed_by_openssl(&ca.key, how);
        assert!(matches!(open_key(&sealed, &secret("wrong")), Err(Error::WrongPassphrase)), "{how:?}");
        assert_eq!(plain(&open_key(&sealed, &secret("secret")).unwrap()), plain(&ca.key), "{how:?}");
    }
}

#[test]
fn what_cannot_be_opened_is_told_apart_from_a_wrong_passphrase() {
    let (_, key) = ours(1);
    let cut = sealed_by_openssl(&key, &["-iter", "1"]).expose_str().unwrap().replacen("MI", "", 1);
    let cases = [
        (error(open_key(&key, &secret("x"))), "the CA key cannot be read: it is not under a passphrase"),
        (error(open_key(&secret(""), &secret("x"))), "the CA key cannot be read: it is not under a passphrase"),
        (error(open_key(&secret(&cut), &secret("secret"))), "the CA key cannot be read: "),
        (error(open_key(&sealed_by_openssl(&key, &["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"]), &secret("secret"))), "the CA key cannot be read: PKCS#5 "),
    ];
    for (said, wanted) in cases {
        assert!(said.starts_with(wanted), "{said}");
    }
}

/// A key "sealed" with the given derivation; what it holds does not matter.
fn sealed_with(kdf: impl Into<Kdf>) -> Secret {
    let parameters = Parameters { kdf: kdf.into(), encryption: EncryptionScheme::Aes256Cbc { iv: [0; 16] } };
    let data = [0; 64];
    let info = EncryptedPrivateKeyInfoRef { encryption_algorithm: parameters.into(), encrypted_data: OctetStringRef::new(&data).unwrap() };
    Secret::new(encode_string("ENCRYPTED PRIVATE KEY", LineEnding::LF, &info.to_der().unwrap()).unwrap())
}

#[test]
fn a_file_that_asks_for_endless_work_or_for_nonsense_is_refused_at_once() {
    let scrypt = |cost_parameter, block_size, parallelization| {
        let salt = [0_u8; 8].as_slice().try_into().unwrap();
        sealed_with(ScryptParams { salt, cost_parameter, block_size, parallelization, key_length: None })
    };
    let all = [
        scrypt(1 << 40, 8, 1),
        scrypt(1 << 14, 8, u16::MAX),
        scrypt(u64::MAX, u16::MAX, u16::MAX),
        scrypt(0, 8, 1),
        scrypt(3, 8, 1),
        scrypt(2, 0, 1),
        scrypt(2, 1, 0),
        sealed_with(Pbkdf2Params::hmac_sha256(100_000_000, &[0; 8]).unwrap()),
    ];
    for (n, sealed) in all.iter().enumerate() {
        assert!(matches!(open_key(sealed, &secret("secret")), Err(Error::Unreadable { .. })), "{n}");
    }
    assert!(matches!(open_key(&scrypt(1 << 4, 8, 1), &secret("secret")), Err(Error::WrongPassphrase)));
}

#[test]
fn nothing_is_sealed_with_an_empty_passphrase_or_twice() {
    let (_, key) = ours(1);
    assert!(matches!(seal_key(&key, &secret("")), Err(Error::EmptyPassphrase)));
    assert!(matches!(seal_key(&sealed_by_openssl(&key, &[]), &secret("secret")), Err(Error::Sealed)));
    assert!(error(seal_key(&secret("garbage"), &secret("secret"))).starts_with("the CA key cannot be read: "));
}

#[test]
fn a_sealed_key_is_no_key_until_it_is_opened() {
    let ca = root("Ops", KINDS[0], |_| {});
    let sealed = sealed_by_openssl(&ca.key, &[]);
    assert!(matches!(Ca::load(&ca.pem, &sealed, NOW), Err(Error::Sealed)));
    let said = check_import(&ca.pem, None, &sealed, NOW).err().map(|e| e.to_string());
    assert_eq!(said.as_deref(), Some("this CA cannot be used: the CA key is under a passphrase"));
}

#[test]
fn a_key_encrypted_as_before_pkcs8_is_told_how_to_convert() {
    let ca = root("Ops", KINDS[2], |_| {});
    let args = ["rsa", "-traditional", "-aes256", "-passout", "pass:secret", "-in", "key.pem"];
    let old = Secret::new(openssl_out(&args, &[("key.pem", ca.key.expose())]));
    let said = error(seal_key(&old, &secret("secret")));
    assert_eq!(said, "the CA key cannot be read: it is encrypted as OpenSSL did before PKCS#8: `openssl pkcs8 -topk8 -v2 aes-256-cbc` converts it");
}

#[test]
fn a_secret_that_is_no_key_is_sealed_in_the_same_form_and_not_taken_for_a_key() {
    let sealed = seal_secret(&secret("SWMKEY-1-abc"), &secret("correct horse")).unwrap();
    assert!(is_sealed(&sealed));
    assert_eq!(open_secret(&sealed, &secret("correct horse")).unwrap().expose_str(), Some("SWMKEY-1-abc"));
    assert!(matches!(open_secret(&sealed, &secret("wrong horse")), Err(Error::WrongPassphrase)));
    let (_, key) = ours(1);
    let key = seal_key(&key, &secret("correct horse")).unwrap();
    assert!(matches!(open_secret(&key, &secret("correct horse")), Err(Error::Unreadable { .. })));
    assert!(matches!(seal_secret(&secret("x"), &secret("")), Err(Error::EmptyPassphrase)));
}
