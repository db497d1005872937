//! Bundles: the issuing CA first, then whoever vouches for it, and older or newer CAs that are trusted beside it.

use rustls::pki_types::CertificateDer;
use x509_parser::certificate::X509Certificate;

use super::{Result, parse};

const WHAT: &str = "the CA certificate";

/// Every certificate of a bundle by itself, in order, as PEM.
///
/// # Errors
/// When the bundle is not PEM or holds no certificate.
pub fn certificates(pem: &str) -> Result<Vec<String>> {
    parse::bundle(pem.as_bytes(), WHAT)?.iter().map(|der| parse::to_pem(der)).collect()
}

/// The issuing CA of a trust bundle, its first certificate, as PEM.
///
/// # Errors
/// When the bundle is not PEM or holds no certificate.
pub fn issuing_certificate(bundle: &str) -> Result<String> {
    parse::to_pem(&parse::first(bundle.as_bytes(), WHAT)?)
}

/// Whether the first certificate of `ca_pem` signed the first of `leaf_pem`: by name and by signature, whatever their dates. What cannot be read
/// signed nothing and was signed by nobody.
pub fn signed_by(leaf_pem: &str, ca_pem: &str) -> bool {
    let read = || -> Result<bool> {
        let (leaf, ca) = (parse::first(leaf_pem.as_bytes(), "the certificate")?, parse::first(ca_pem.as_bytes(), WHAT)?);
        Ok(parse::signed_by(&parse::certificate(&leaf, "the certificate")?, &parse::certificate(&ca, WHAT)?).is_ok())
    };
    read().unwrap_or(false)
}

/// What a server sends after its leaf: the certificates of `bundle` from the issuer (the first) upward, without the self-signed one at the top, which
/// who trusts it has already (RFC 8446, 4.4.2). As PEM; empty where the issuer is self-signed.
pub(super) fn intermediates(bundle: &[CertificateDer<'static>]) -> Result<String> {
    let mut parsed = bundle.iter().map(|der| parse::certificate(der, WHAT).map(|c| (der, c))).collect::<Result<Vec<_>>>()?;
    let mut pem = String::new();
    let mut next = (!parsed.is_empty()).then_some(0);
    // Each one is taken out of the list, so that two that vouch for each other end too.
    while let Some(at) = next {
        let (der, certificate) = parsed.remove(at);
        if is_self_signed(&certificate) {
            break;
        }
        pem.push_str(&parse::to_pem(der)?);
        next = parsed.iter().position(|(_, above)| parse::signed_by(&certificate, above).is_ok());
    }
    Ok(pem)
}

fn is_self_signed(certificate: &X509Certificate) -> bool {
    parse::signed_by(certificate, certificate).is_ok()
}
