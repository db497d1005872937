//! PEM and DER to parsed certificates, and the one question every other file asks of two of them: did this one sign that one.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use x509_parser::certificate::X509Certificate;
use x509_parser::nom;

use super::{Error, Result};

/// Every certificate of a PEM text, in order; at least one.
pub(super) fn bundle(pem: &[u8], what: &'static str) -> Result<Vec<CertificateDer<'static>>> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match found {
        Ok(found) if found.is_empty() => Err(Error::unreadable(what, "there is no certificate in it")),
        Ok(found) => Ok(found),
        Err(error) => Err(Error::unreadable(what, error)),
    }
}

/// A certificate taken apart; nothing may follow it.
pub(super) fn certificate<'a>(der: &'a [u8], what: &'static str) -> Result<X509Certificate<'a>> {
    match x509_parser::parse_x509_certificate(der) {
        Ok(([], certificate)) => Ok(certificate),
        Ok(_) => Err(Error::unreadable(what, "something follows the certificate")),
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => Err(Error::unreadable(what, error)),
        Err(nom::Err::Incomplete(_)) => Err(Error::unreadable(what, "it is cut short")),
    }
}

/// Whether `issuer` signed `leaf`: the names equal byte for byte, as Go and OpenSSL compare them, and the signature right.
pub(super) fn signed_by(leaf: &X509Certificate, issuer: &X509Certificate) -> Result<(), String> {
    if leaf.issuer().as_raw() != issuer.subject().as_raw() {
        return Err("the issuer's name differs from the CA's subject".to_owned());
    }
    leaf.verify_signature(Some(issuer.public_key())).map_err(|e| e.to_string())
}
