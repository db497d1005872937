//! What a certificate says, and whether a leaf must be issued anew. Reads what anybody may have sent: every byte string has an answer.

use std::fmt;
use std::net::IpAddr;

use time::{Date, Duration, OffsetDateTime};
use x509_parser::certificate::X509Certificate;

use crate::model::{Host, Serial, ServedCert};

use super::parse::printable;
use super::{LeafUse, Result, names, parse};

const WHAT: &str = "the certificate";

/// Takes apart a certificate in PEM (the first one counts) or DER. Its dates are told, not judged; `chains` says whether a certificate in
/// `ca_pem` signed it.
///
/// # Errors
/// When either cannot be read.
pub fn inspect(certificate: &[u8], ca_pem: &str) -> Result<ServedCert> {
    read(certificate, ca_pem).map(|(served, _)| served)
}

/// Whether `sans`, as `inspect` gives them, name `host`.
pub fn covers(sans: &[String], host: &Host) -> bool {
    match host.ip() {
        Some(ip) => sans.iter().any(|san| san.parse::<IpAddr>() == Ok(ip)),
        None => sans.iter().any(|san| san.eq_ignore_ascii_case(host.as_str())),
    }
}

/// Why a leaf must be issued anew, as a plan prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// No certificate could be read.
    Unreadable(String),
    /// The cluster's CA did not sign it.
    ForeignCa,
    /// It has ended.
    Expired(Date),
    /// It ends within the window: in so many days.
    Expires(i64),
    /// It has not begun.
    NotYetValid(Date),
    /// A name or address is missing.
    MissingSan(Host),
    /// An extended key usage is missing.
    MissingUse(&'static str),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => f.write_str(why),
            Self::ForeignCa => f.write_str("not signed by the cluster CA"),
            Self::Expired(on) => write!(f, "expired on {on}"),
            Self::Expires(0) => f.write_str("expires today"),
            Self::Expires(1) => f.write_str("expires in 1 day"),
            Self::Expires(days) => write!(f, "expires in {days} days"),
            Self::NotYetValid(from) => write!(f, "not valid before {from}"),
            Self::MissingSan(host) => write!(f, "does not name {host}"),
            Self::MissingUse(usage) => write!(f, "lacks {usage}"),
        }
    }
}

/// A leaf and what is wanted of it.
#[derive(Debug, Clone, Copy)]
pub struct LeafCheck<'a> {
    /// The leaf, PEM.
    pub cert_pem: &'a str,
    /// The cluster's CA, PEM.
    pub ca_pem: &'a str,
    /// What it must name; more does no harm.
    pub sans: &'a [Host],
    /// What it must be good for.
    pub leaf_use: LeafUse,
    /// The clock.
    pub now: OffsetDateTime,
    /// How long before its end it is to be replaced.
    pub renew_before: Duration,
}

impl LeafCheck<'_> {
    /// Every reason to issue the leaf anew; none means that it holds.
    pub fn reasons(&self) -> Vec<Reason> {
        self.collect().unwrap_or_else(|error| vec![Reason::Unreadable(error.to_string())])
    }

    fn collect(&self) -> Result<Vec<Reason>> {
        let (served, ca_ends) = read(self.cert_pem.as_bytes(), self.ca_pem)?;
        let mut reasons = Vec::new();
        if ca_ends.is_none() {
            reasons.push(Reason::ForeignCa);
        }
        reasons.extend(self.date(&served, ca_ends));
        reasons.extend(self.sans.iter().filter(|host| !covers(&served.sans, host)).cloned().map(Reason::MissingSan));
        if self.leaf_use.serves() && !served.server_auth {
            reasons.push(Reason::MissingUse("serverAuth"));
        }
        if !served.client_auth {
            reasons.push(Reason::MissingUse("clientAuth"));
        }
        Ok(reasons)
    }

    /// A leaf that ends with its CA is left alone inside the window: a new one would end at the same moment, run after run.
    fn date(&self, leaf: &ServedCert, ca_ends: Option<OffsetDateTime>) -> Option<Reason> {
        if self.now > leaf.not_after {
            return Some(Reason::Expired(leaf.not_after.date()));
        }
        if self.now < leaf.not_before {
            return Some(Reason::NotYetValid(leaf.not_before.date()));
        }
        let left = leaf.not_after - self.now;
        let renewable = ca_ends.is_none_or(|end| leaf.not_after < end);
        (left <= self.renew_before && renewable).then(|| Reason::Expires(left.whole_days()))
    }
}

/// The certificate, and the end of the CA in `ca_pem` that signed it.
fn read(certificate: &[u8], ca_pem: &str) -> Result<(ServedCert, Option<OffsetDateTime>)> {
    let der = parse::der_of(certificate, WHAT)?;
    let parsed = parse::certificate(&der, WHAT)?;
    let usage = parsed.extended_key_usage().ok().flatten().map(|u| u.value);
    let ca_ends = signer_ends(&parsed, ca_pem)?;
    let served = ServedCert {
        serial: Serial::from_bytes(parsed.raw_serial()),
        subject: printable(&parsed.subject().to_string()),
        issuer: printable(&parsed.issuer().to_string()),
        sans: names::of(&parsed).iter().filter_map(names::host).collect(),
        server_auth: usage.is_some_and(|u| u.server_auth || u.any),
        client_auth: usage.is_some_and(|u| u.client_auth || u.any),
        not_before: parsed.validity().not_before.to_datetime(),
        not_after: parsed.validity().not_after.to_datetime(),
        chains: ca_ends.is_some(),
    };
    Ok((served, ca_ends))
}

/// The end of the CA that signed the certificate, if one in `ca_pem` did.
fn signer_ends(certificate: &X509Certificate, ca_pem: &str) -> Result<Option<OffsetDateTime>> {
    for der in parse::bundle(ca_pem.as_bytes(), "the CA certificate")? {
        let ca = parse::certificate(&der, "the CA certificate")?;
        if parse::signed_by(certificate, &ca).is_ok() {
            return Ok(Some(ca.validity().not_after.to_datetime()));
        }
    }
    Ok(None)
}
