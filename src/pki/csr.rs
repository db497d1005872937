//! Certificate requests (PKCS#10, RFC 2986) for keys that were made elsewhere. Nothing is taken from a request but its key; its names are told.

use rcgen::{KeyUsagePurpose, PKCS_RSA_SHA256, PublicKeyData as _, SubjectPublicKeyInfo};
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::cri_attributes::ParsedCriAttribute;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::oid_registry::OID_X509_EXT_SUBJECT_ALT_NAME;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;

use crate::model::{CertAlgorithm, Host};

use super::leaf::key_usages;
use super::{Error, Result, names, parse};

/// The smallest RSA key that is signed: what TLS libraries still take.
const LEAST_RSA_BITS: usize = 2048;

/// A certificate request whose signature is right: whoever made it holds the key.
#[derive(Debug)]
pub struct Csr {
    subject: String,
    common_name: Option<String>,
    sans: Vec<Host>,
    pub(super) key: SubjectPublicKeyInfo,
}

impl Csr {
    /// Reads a request in PEM (the first one counts) or DER.
    ///
    /// # Errors
    /// `Csr` when it cannot be read or its key is of no use, `CsrSignature` when its key did not sign it, `CsrName` when it asks for something that is
    /// neither a DNS name nor an address.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let unreadable = |reason: String| Error::Csr { reason };
        let der = der_of(bytes)?;
        let request = parse::whole(X509CertificationRequest::from_der(&der)).map_err(unreadable)?;
        let info = &request.certification_request_info;
        if let Ok(PublicKey::RSA(rsa)) = info.subject_pki.parsed()
            && rsa.key_size() < LEAST_RSA_BITS
        {
            return Err(unreadable(format!("its RSA key has {} bits, fewer than {LEAST_RSA_BITS}", rsa.key_size())));
        }
        let key = SubjectPublicKeyInfo::from_der(info.subject_pki.raw).map_err(|e| unreadable(format!("its key: {e}")))?;
        request.verify_signature().map_err(|e| match e {
            x509_parser::error::X509Error::SignatureVerificationError => Error::CsrSignature,
            other => unreadable(other.to_string()),
        })?;
        let common_name = info.subject.iter_common_name().next().and_then(|name| name.as_str().ok()).map(parse::printable);
        Ok(Self { subject: parse::printable(&info.subject.to_string()), common_name, sans: sans(&request)?, key })
    }

    /// The subject it asks for, safe to print. It is not what the certificate gets.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The common name in that subject, safe to print too.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// The names and addresses it asks for.
    pub fn sans(&self) -> Vec<Host> {
        self.sans.clone()
    }

    /// What its key may be used for.
    pub(super) fn key_usages(&self) -> Vec<KeyUsagePurpose> {
        key_usages(if self.key.algorithm() == &PKCS_RSA_SHA256 { CertAlgorithm::Rsa2048 } else { CertAlgorithm::EcdsaP256 })
    }
}

fn der_of(bytes: &[u8]) -> Result<Vec<u8>> {
    if !parse::is_pem(bytes) {
        return Ok(bytes.to_vec());
    }
    // The second is what Netscape's tools and keytool write.
    let found = parse::section(bytes, &["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]).map_err(|reason| Error::Csr { reason })?;
    found.ok_or_else(|| Error::Csr { reason: "there is no certificate request in it".to_owned() })
}

fn sans(request: &X509CertificationRequest) -> Result<Vec<Host>> {
    let mut hosts = Vec::new();
    for attribute in request.certification_request_info.iter_attributes() {
        let ParsedCriAttribute::ExtensionRequest(requested) = attribute.parsed_attribute() else { continue };
        for extension in requested.extensions.iter().filter(|e| e.oid == OID_X509_EXT_SUBJECT_ALT_NAME) {
            let ParsedExtension::SubjectAlternativeName(sans) = extension.parsed_extension() else {
                return Err(Error::Csr { reason: "its names cannot be taken apart".to_owned() });
            };
            for name in &sans.general_names {
                hosts.push(host(name).ok_or_else(|| Error::CsrName { name: names::text(name) })?);
            }
        }
    }
    Ok(hosts)
}

fn host(name: &GeneralName) -> Option<Host> {
    match name {
        GeneralName::DNSName(dns) => dns.parse().ok(),
        GeneralName::IPAddress(bytes) => names::address(bytes).map(Host::from),
        _ => None,
    }
}
