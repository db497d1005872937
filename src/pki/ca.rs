//! The cluster's CA: made once, loaded for each issue, refused where its leaves would not be believed.

use rcgen::{BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, SerialNumber};
use rustls::pki_types::CertificateDer;
use time::{Duration, OffsetDateTime};
use x509_parser::certificate::X509Certificate;

use crate::model::{CertPolicy, ClusterName, Secret, Serial, Validity};

use super::{Error, Result, chain, keys, parse};

/// How far back certificates begin, so that a clock a little behind does not refuse a new one.
pub const BACKDATE: Duration = Duration::minutes(5);

const WHAT: &str = "the CA certificate";

/// A CA that can issue.
pub struct Ca {
    pem: String,
    issuer_pem: String,
    /// What goes after each leaf, PEM.
    pub(super) intermediates: String,
    pub(super) der: CertificateDer<'static>,
    pub(super) not_after: OffsetDateTime,
    pub(super) issuer: Issuer<'static, KeyPair>,
}

impl Ca {
    /// Makes a CA for `cluster`; with it, its private key in PKCS#8 PEM, which is to be kept apart. `random` becomes the serial, whose first 8 digits
    /// end the subject: two CAs of a cluster that are trusted side by side must not share a name, or OpenSSL takes one for the other.
    ///
    /// # Errors
    /// When the validity is beyond what a certificate can say, or the crypto provider fails.
    pub fn make(cluster: &ClusterName, policy: &CertPolicy, now: OffsetDateTime, random: [u8; 16]) -> Result<(Self, Secret)> {
        let mut params = CertificateParams::default();
        let serial = Serial::from_random(random);
        params.distinguished_name = subject(&ca_name(cluster, &serial));
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(SerialNumber::from(serial.to_bytes()));
        params.not_before = now - BACKDATE;
        params.not_after = end_of(now, Validity::from_days(policy.ca_days))?;
        let pair = keys::generate(policy.algorithm)?;
        let key = keys::to_pem(&pair);
        let certificate = params.self_signed(&pair).map_err(|source| Error::Make { what: "the CA", source })?;
        let ca = Self {
            pem: certificate.pem(),
            issuer_pem: certificate.pem(),
            intermediates: String::new(),
            der: certificate.der().clone(),
            not_after: params.not_after,
            issuer: Issuer::new(params, pair),
        };
        Ok((ca, key))
    }

    /// Loads a CA from PEM, of which the first certificate is the issuer, and its key in PKCS#8, PKCS#1 or SEC1 PEM. A CA whose leaves
    /// nobody would believe is refused here rather than found out on the nodes.
    ///
    /// # Errors
    /// When either cannot be read, they do not belong together, or the certificate may not sign now.
    pub fn load(ca_pem: &str, key: &Secret, now: OffsetDateTime) -> Result<Self> {
        let mut ders = parse::bundle(ca_pem.as_bytes(), WHAT)?;
        let intermediates = chain::intermediates(&ders)?;
        // `bundle` never gives an empty list.
        let der = ders.swap_remove(0);
        let certificate = parse::certificate(&der, WHAT)?;
        may_issue(&certificate, now)?;
        let pair = keys::from_pem(key)?;
        if certificate.public_key().subject_public_key.data.as_ref() != pair.public_key_raw() {
            return Err(Error::KeyMismatch);
        }
        let not_after = certificate.validity().not_after.to_datetime();
        let issuer = Issuer::from_ca_cert_der(&der, pair).map_err(|e| Error::unreadable(WHAT, e))?;
        Ok(Self { pem: ca_pem.to_owned(), issuer_pem: parse::to_pem(&der)?, intermediates, der, not_after, issuer })
    }

    /// The certificate, or the whole bundle it was loaded from: what `ca.pem` holds everywhere.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The issuing certificate alone.
    pub fn issuer_pem(&self) -> &str {
        &self.issuer_pem
    }
}

/// Whether clients would believe what this certificate signs now.
pub(super) fn may_issue(certificate: &X509Certificate, now: OffsetDateTime) -> Result<()> {
    let subject = parse::printable(&certificate.subject().to_string());
    if !certificate.is_ca() {
        return Err(Error::NotACa { subject });
    }
    let usage = certificate.key_usage().map_err(|e| Error::unreadable(WHAT, e))?;
    if !usage.is_some_and(|u| u.value.key_cert_sign()) {
        return Err(Error::MayNotSign { subject });
    }
    // Go, OpenSSL and webpki hold a CA's own usages against its leaves.
    let uses = certificate.extended_key_usage().map_err(|e| Error::unreadable(WHAT, e))?;
    if uses.is_some_and(|u| !(u.value.any || u.value.server_auth && u.value.client_auth)) {
        return Err(Error::OtherUse { subject });
    }
    let (from, until) = (certificate.validity().not_before.to_datetime(), certificate.validity().not_after.to_datetime());
    if now > until {
        return Err(Error::CaExpired { on: until.date() });
    }
    if now < from {
        return Err(Error::CaNotYetValid { from: from.date() });
    }
    Ok(())
}

/// `O=swarmctl, CN=name`; X.509 allows a common name 64 characters (RFC 5280, appendix A.1), and the names that matter are in the SANs.
pub(super) fn subject(name: &str) -> DistinguishedName {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, "swarmctl");
    subject.push(DnType::CommonName, name.chars().take(64).collect::<String>());
    subject
}

/// `swarmctl CA NAME XXXXXXXX`; a name that is too long is cut, because the digits must not be.
fn ca_name(cluster: &ClusterName, serial: &Serial) -> String {
    let digits: String = serial.as_str().chars().take(8).collect();
    let name = format!("swarmctl CA {cluster}");
    format!("{} {digits}", name.chars().take(64 - 1 - digits.len()).collect::<String>())
}

pub(super) fn end_of(now: OffsetDateTime, valid: Validity) -> Result<OffsetDateTime> {
    valid.end(now).ok_or(Error::Validity { valid })
}
