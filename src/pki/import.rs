//! A CA that was made elsewhere: whether it can be a cluster's.

use std::collections::HashSet;

use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;

use crate::model::{CertAlgorithm, LeafRequest, Secret, Validity};

use super::ca::may_issue;
use super::{Ca, Error, LeafUse, Result, parse};

const CERT: &str = "the CA certificate";
const CHAIN: &str = "the chain";

/// The trust bundle of a CA made elsewhere: its certificate, then what vouches for it, each signed by the next. More certificates in `cert_pem` begin
/// the chain, and the certificate itself may stand in `chain_pem` once more, because files are often kept so.
///
/// # Errors
/// `Import`, with what is wrong as its source: garbage, a certificate that may not issue now, another's key, a chain that does not chain, a subject
/// that leaves cannot repeat.
pub fn check_import(cert_pem: &str, chain_pem: Option<&str>, key: &Secret, now: OffsetDateTime) -> Result<String> {
    trust_bundle(cert_pem, chain_pem, key, now).map_err(|source| Error::Import { source: Box::new(source) })
}

fn trust_bundle(cert_pem: &str, chain_pem: Option<&str>, key: &Secret, now: OffsetDateTime) -> Result<String> {
    let mut ders = parse::bundle(cert_pem.as_bytes(), CERT)?;
    if let Some(chain) = chain_pem {
        ders.extend(parse::bundle(chain.as_bytes(), CHAIN)?);
    }
    let mut seen = HashSet::new();
    ders.retain(|der| seen.insert(der.clone()));
    check_chain(&ders.iter().map(|der| parse::certificate(der, CERT)).collect::<Result<Vec<_>>>()?, now)?;
    let bundle = ders.iter().map(|der| parse::to_pem(der)).collect::<Result<String>>()?;
    let ca = Ca::load(&bundle, key, now)?;
    // A leaf to throw away: the library repeats some subjects wrongly, and only signing shows whether the signature can be checked.
    let leaf = LeafRequest { name: "test".to_owned(), sans: Vec::new(), valid: Validity::from_days(1) };
    ca.issue(&leaf, LeafUse::Node, CertAlgorithm::EcdsaP256, now, [0; 16])?;
    Ok(bundle)
}

/// Each one may issue, and was signed by the next, which must allow as many CAs under it as there are.
fn check_chain(chain: &[X509Certificate], now: OffsetDateTime) -> Result<()> {
    for (below, certificate) in chain.iter().enumerate() {
        may_issue(certificate, now)?;
        let room = certificate.basic_constraints().ok().flatten().and_then(|b| b.value.path_len_constraint);
        if room.is_some_and(|room| usize::try_from(room).is_ok_and(|room| room < below)) {
            return Err(Error::TooDeep { subject: parse::printable(&certificate.subject().to_string()) });
        }
    }
    for pair in chain.windows(2) {
        let subject = |certificate: &X509Certificate| parse::printable(&certificate.subject().to_string());
        parse::signed_by(&pair[0], &pair[1]).map_err(|reason| Error::BrokenChain { subject: subject(&pair[0]), above: subject(&pair[1]), reason })?;
    }
    Ok(())
}
