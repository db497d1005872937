//! PEM and DER to parsed certificates and back, and the one question every other file asks of two of them: did this one sign that one.

use pkcs8::LineEnding;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use x509_parser::certificate::X509Certificate;
use x509_parser::nom;
use x509_parser::pem::Pem;

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

/// The first certificate of a PEM text.
pub(super) fn first(pem: &[u8], what: &'static str) -> Result<CertificateDer<'static>> {
    // `bundle` never gives an empty list.
    Ok(bundle(pem, what)?.swap_remove(0))
}

/// The DER of a certificate in PEM (the first one counts) or DER.
pub(super) fn der_of(certificate: &[u8], what: &'static str) -> Result<Vec<u8>> {
    if is_pem(certificate) { Ok(first(certificate, what)?.to_vec()) } else { Ok(certificate.to_vec()) }
}

/// Whether bytes look like PEM rather than DER.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    const ARMOUR: &[u8] = b"-----BEGIN ";
    bytes.windows(ARMOUR.len()).any(|part| part == ARMOUR)
}

/// What the first PEM section under one of `labels` holds. For labels that the TLS library does not know.
pub(super) fn section(pem: &[u8], labels: &[&str]) -> Result<Option<Vec<u8>>, String> {
    for found in Pem::iter_from_buffer(pem) {
        let found = found.map_err(|error| error.to_string())?;
        if labels.contains(&found.label.as_str()) {
            return Ok(Some(found.contents));
        }
    }
    Ok(None)
}

/// A certificate as PEM; what is in it is not looked at.
///
/// # Errors
/// When it is too long to be encoded.
pub fn to_pem(der: &[u8]) -> Result<String> {
    let pem = pkcs8::der::pem::encode_string("CERTIFICATE", LineEnding::LF, der);
    pem.map_err(|error| Error::unreadable("the certificate", error))
}

/// A certificate taken apart; nothing may follow it.
pub(super) fn certificate<'a>(der: &'a [u8], what: &'static str) -> Result<X509Certificate<'a>> {
    whole(x509_parser::parse_x509_certificate(der)).map_err(|reason| Error::unreadable(what, reason))
}

/// What a parser of this library made of all its input, or why it could not.
pub(super) fn whole<T, E: std::fmt::Display>(parsed: nom::IResult<&[u8], T, E>) -> Result<T, String> {
    match parsed {
        Ok(([], value)) => Ok(value),
        Ok(_) => Err("something follows it".to_owned()),
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => Err(error.to_string()),
        Err(nom::Err::Incomplete(_)) => Err("it is cut short".to_owned()),
    }
}

/// Whether `issuer` signed `leaf`: the names equal byte for byte, as Go and OpenSSL compare them, and the signature right.
pub(super) fn signed_by(leaf: &X509Certificate, issuer: &X509Certificate) -> Result<(), String> {
    if leaf.issuer().as_raw() != issuer.subject().as_raw() {
        return Err("the issuer's name differs from the CA's subject".to_owned());
    }
    leaf.verify_signature(Some(issuer.public_key())).map_err(|e| e.to_string())
}

/// Whoever made a certificate chose its texts, and they end on a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
