//! CAs that swarmctl did not make, and the `openssl` command.

use std::path::Path;
use std::process::{Command, Output};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256,
    RsaKeySize, SignatureAlgorithm,
};
use swarmctl::model::{CertAlgorithm, CertPolicy, LeafRequest, Secret, Validity};
use swarmctl::pki::Ca;
use time::{Duration, OffsetDateTime};

pub const NOW: OffsetDateTime = time::macros::datetime!(2026-06-01 0:00 UTC);

/// A CA's certificate and key, and what it signs others with.
pub struct Foreign {
    pub pem: String,
    pub key: Secret,
    issuer: Issuer<'static, KeyPair>,
}

pub fn key_pair(algorithm: &'static SignatureAlgorithm) -> KeyPair {
    if *algorithm == PKCS_RSA_SHA256 { KeyPair::generate_rsa_for(algorithm, RsaKeySize::_2048) } else { KeyPair::generate_for(algorithm) }.unwrap()
}

pub const KINDS: [&SignatureAlgorithm; 3] = [&PKCS_ECDSA_P256_SHA256, &PKCS_ECDSA_P384_SHA384, &PKCS_RSA_SHA256];

fn params(name: &str, change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    (params.not_before, params.not_after) = (NOW - Duration::days(100), NOW + Duration::days(3650));
    change(&mut params);
    params
}

/// A self-signed CA, valid for 100 days already.
pub fn root(name: &str, algorithm: &'static SignatureAlgorithm, change: impl FnOnce(&mut CertificateParams)) -> Foreign {
    let (params, pair) = (params(name, change), key_pair(algorithm));
    let pem = params.self_signed(&pair).unwrap().pem();
    Foreign { pem, key: Secret::new(pair.serialize_pem()), issuer: Issuer::new(params, pair) }
}

impl Foreign {
    /// A CA under this one.
    pub fn under(&self, name: &str, algorithm: &'static SignatureAlgorithm, change: impl FnOnce(&mut CertificateParams)) -> Self {
        let (mut params, pair) = (params(name, change), key_pair(algorithm));
        params.use_authority_key_identifier_extension = true;
        let pem = params.signed_by(&pair, &self.issuer).unwrap().pem();
        Self { pem, key: Secret::new(pair.serialize_pem()), issuer: Issuer::new(params, pair) }
    }
}

/// A CA of swarmctl's.
pub fn ours(random: u8) -> (Ca, Secret) {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 };
    Ca::make(&"lab".parse().unwrap(), &policy, NOW, [random; 16]).unwrap()
}

pub fn request(name: &str, sans: &[&str]) -> LeafRequest {
    LeafRequest { name: name.to_owned(), sans: sans.iter().map(|s| s.parse().unwrap()).collect(), valid: Validity::from_days(30) }
}

pub fn openssl(args: &[&str], dir: &Path) -> Output {
    Command::new("openssl").args(args).current_dir(dir).output().expect("the openssl command runs")
}

/// What `openssl` prints, given files.
pub fn openssl_out(args: &[&str], files: &[(&str, &[u8])]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    let out = openssl(args, dir.path());
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

/// Whether `openssl verify` takes `cert` (a leaf and its intermediates) for `purpose`, trusting `ca`, at `NOW`.
pub fn openssl_verifies(ca: &str, cert: &str, purpose: &str) -> Result<(), String> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("ca.pem", ca), ("cert.pem", cert)] {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let at = NOW.unix_timestamp().to_string();
    let args = ["verify", "-x509_strict", "-attime", &at, "-purpose", purpose, "-CAfile", "ca.pem", "-untrusted", "cert.pem", "cert.pem"];
    let out = openssl(&args, dir.path());
    if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into_owned()) }
}
