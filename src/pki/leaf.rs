//! Leaves: certificates for nodes and for clients, each checked against its CA before it leaves this module.

use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose, PublicKeyData, SanType, SerialNumber};
use time::OffsetDateTime;

use crate::model::{CertAlgorithm, Host, LeafRequest, Secret, Serial};

use super::ca::{BACKDATE, end_of, subject};
use super::{Ca, Csr, Error, Result, keys, parse};

/// Whom a leaf is for, which decides what it may be used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeafUse {
    /// A node: server and client, because a manager serves clients and calls engines with the same pair.
    Node,
    /// The operator, another person, a CI job: client only.
    Client,
}

impl LeafUse {
    /// Whether it must have serverAuth.
    pub fn serves(self) -> bool {
        matches!(self, Self::Node)
    }
}

/// A new leaf and its key.
pub struct Issued {
    /// Its serial.
    pub serial: Serial,
    /// The leaf, then the intermediates up to a self-signed CA; CAs to trust go in a file of their own.
    pub cert_pem: String,
    /// Its key, PKCS#8 PEM.
    pub key: Secret,
}

/// A new leaf for a key that was made elsewhere.
#[derive(Debug)]
pub struct Signed {
    /// Its serial.
    pub serial: Serial,
    /// The leaf, then the intermediates, as in `Issued`.
    pub cert_pem: String,
}

impl Ca {
    /// Issues a leaf with a new key. It never outlives the CA. `random` becomes the serial.
    ///
    /// # Errors
    /// When the validity is beyond what a certificate can say, or the leaf would not chain to this CA.
    pub fn issue(&self, request: &LeafRequest, leaf_use: LeafUse, algorithm: CertAlgorithm, now: OffsetDateTime, random: [u8; 16]) -> Result<Issued> {
        let pair = keys::generate(algorithm)?;
        let key = keys::to_pem(&pair);
        let Signed { serial, cert_pem } = self.certify(&pair, key_usages(algorithm), request, leaf_use, now, random)?;
        Ok(Issued { serial, cert_pem, key })
    }

    /// Certifies the key of a request, and nothing else of it: names, validity and usages are those of `request` and `leaf_use`. It never outlives the
    /// CA. `random` becomes the serial.
    ///
    /// # Errors
    /// As `issue`.
    pub fn sign(&self, csr: &Csr, request: &LeafRequest, leaf_use: LeafUse, now: OffsetDateTime, random: [u8; 16]) -> Result<Signed> {
        self.certify(&csr.key, csr.key_usages(), request, leaf_use, now, random)
    }

    fn certify(
        &self,
        key: &impl PublicKeyData,
        key_usages: Vec<KeyUsagePurpose>,
        request: &LeafRequest,
        leaf_use: LeafUse,
        now: OffsetDateTime,
        random: [u8; 16],
    ) -> Result<Signed> {
        let serial = Serial::from_random(random);
        let mut params = CertificateParams::default();
        params.distinguished_name = subject(&request.name);
        params.subject_alt_names = request.sans.iter().map(san).collect::<Result<_>>()?;
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = key_usages;
        params.extended_key_usages = extended_key_usages(leaf_use);
        params.use_authority_key_identifier_extension = true;
        params.serial_number = Some(SerialNumber::from(serial.to_bytes()));
        params.not_before = now - BACKDATE;
        params.not_after = end_of(now, request.valid)?.min(self.not_after);
        let leaf = params.signed_by(key, &self.issuer).map_err(|source| Error::Make { what: "a certificate", source })?;
        self.vouches_for(leaf.der())?;
        Ok(Signed { serial, cert_pem: leaf.pem() + &self.intermediates })
    }

    /// The library writes the issuer's name anew from the parsed CA; a subject with an attribute twice comes out different, without an error.
    fn vouches_for(&self, leaf: &[u8]) -> Result<()> {
        let leaf = parse::certificate(leaf, "the new certificate")?;
        let ca = parse::certificate(&self.der, "the CA certificate")?;
        parse::signed_by(&leaf, &ca).map_err(|reason| Error::DoesNotChain { subject: parse::printable(&ca.subject().to_string()), reason })
    }
}

fn san(host: &Host) -> Result<SanType> {
    if let Some(ip) = host.ip() {
        return Ok(SanType::IpAddress(ip));
    }
    let name = host.as_str().try_into().map_err(|source| Error::Make { what: "a certificate", source })?;
    Ok(SanType::DnsName(name))
}

/// RSA keys also carry keyEncipherment, for clients that still exchange keys by RSA (TLS 1.2).
pub(super) fn key_usages(algorithm: CertAlgorithm) -> Vec<KeyUsagePurpose> {
    match algorithm {
        CertAlgorithm::EcdsaP256 => vec![KeyUsagePurpose::DigitalSignature],
        CertAlgorithm::Rsa2048 | CertAlgorithm::Rsa4096 => vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment],
    }
}

fn extended_key_usages(leaf_use: LeafUse) -> Vec<ExtendedKeyUsagePurpose> {
    match leaf_use {
        LeafUse::Node => vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth],
        LeafUse::Client => vec![ExtendedKeyUsagePurpose::ClientAuth],
    }
}
