//! All that a certificate says, for people. Reads what anybody may have made: every byte string has an answer.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ExtendedKeyUsage;
use x509_parser::oid_registry::{
    OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_NIST_EC_P384, OID_NIST_EC_P521, OID_PKCS1_RSASSAPSS, OID_PKCS1_SHA1WITHRSA, OID_PKCS1_SHA256WITHRSA,
    OID_PKCS1_SHA384WITHRSA, OID_PKCS1_SHA512WITHRSA, OID_SIG_ECDSA_WITH_SHA256, OID_SIG_ECDSA_WITH_SHA384, OID_SIG_ECDSA_WITH_SHA512, OID_SIG_ED25519, Oid,
};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::model::{CertDetails, Serial};

use super::parse::printable;
use super::{Result, fingerprint, names, parse};

const WHAT: &str = "the certificate";

/// Takes apart a certificate in PEM (the first one counts) or DER.
///
/// # Errors
/// When it cannot be read.
pub fn details(certificate: &[u8]) -> Result<CertDetails> {
    let der = parse::der_of(certificate, WHAT)?;
    let parsed = parse::certificate(&der, WHAT)?;
    let usage = parsed.extended_key_usage().ok().flatten().map(|u| u.value);
    let constraints = parsed.basic_constraints().ok().flatten().map(|b| b.value);
    Ok(CertDetails {
        subject: printable(&parsed.subject().to_string()),
        issuer: printable(&parsed.issuer().to_string()),
        serial: Serial::from_bytes(parsed.raw_serial()),
        sans: names::of(&parsed).iter().map(names::text).collect(),
        uses: usage.map(uses).unwrap_or_default(),
        is_ca: parsed.is_ca(),
        path_length: constraints.and_then(|b| b.path_len_constraint),
        key_algorithm: key_algorithm(parsed.public_key()),
        signature_algorithm: signature_algorithm(&parsed),
        not_before: parsed.validity().not_before.to_datetime(),
        not_after: parsed.validity().not_after.to_datetime(),
        fingerprint: fingerprint(&der),
    })
}

fn uses(usage: &ExtendedKeyUsage) -> Vec<String> {
    let known = [
        (usage.any, "anyExtendedKeyUsage"),
        (usage.server_auth, "serverAuth"),
        (usage.client_auth, "clientAuth"),
        (usage.code_signing, "codeSigning"),
        (usage.email_protection, "emailProtection"),
        (usage.time_stamping, "timeStamping"),
        (usage.ocsp_signing, "OCSPSigning"),
    ];
    let known = known.into_iter().filter(|(set, _)| *set).map(|(_, name)| name.to_owned());
    known.chain(usage.other.iter().map(Oid::to_id_string)).collect()
}

fn key_algorithm(key: &SubjectPublicKeyInfo) -> String {
    let algorithm = &key.algorithm.algorithm;
    if let Ok(PublicKey::RSA(rsa)) = key.parsed() {
        return format!("RSA {}", rsa.key_size());
    }
    if *algorithm == OID_SIG_ED25519 {
        return "Ed25519".to_owned();
    }
    if *algorithm != OID_KEY_TYPE_EC_PUBLIC_KEY {
        return algorithm.to_id_string();
    }
    match key.algorithm.parameters.as_ref().and_then(|p| p.as_oid().ok()) {
        Some(curve) if curve == OID_EC_P256 => "ECDSA P-256".to_owned(),
        Some(curve) if curve == OID_NIST_EC_P384 => "ECDSA P-384".to_owned(),
        Some(curve) if curve == OID_NIST_EC_P521 => "ECDSA P-521".to_owned(),
        Some(curve) => format!("ECDSA {}", curve.to_id_string()),
        None => "ECDSA".to_owned(),
    }
}

/// By the names that OpenSSL prints.
fn signature_algorithm(certificate: &X509Certificate) -> String {
    let algorithm = &certificate.signature_algorithm.algorithm;
    let known = [
        (OID_SIG_ECDSA_WITH_SHA256, "ecdsa-with-SHA256"),
        (OID_SIG_ECDSA_WITH_SHA384, "ecdsa-with-SHA384"),
        (OID_SIG_ECDSA_WITH_SHA512, "ecdsa-with-SHA512"),
        (OID_PKCS1_SHA1WITHRSA, "sha1WithRSAEncryption"),
        (OID_PKCS1_SHA256WITHRSA, "sha256WithRSAEncryption"),
        (OID_PKCS1_SHA384WITHRSA, "sha384WithRSAEncryption"),
        (OID_PKCS1_SHA512WITHRSA, "sha512WithRSAEncryption"),
        (OID_PKCS1_RSASSAPSS, "rsassaPss"),
        (OID_SIG_ED25519, "ED25519"),
    ];
    known.iter().find(|(oid, _)| oid == algorithm).map_or_else(|| algorithm.to_id_string(), |(_, name)| (*name).to_owned())
}
