//! Every byte string has an answer: nothing that reads what comes from outside panics, whatever it is given.

use std::sync::LazyLock;

use proptest::prelude::*;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, CertificateSigningRequestDer};
use swarmctl::model::{CertAlgorithm, Secret};
use swarmctl::pki::{Ca, Csr, LeafUse, certificates, check_import, details, inspect, is_sealed, issuing_certificate, open_key, seal_key, signed_by};

use crate::fixtures::{KINDS, NOW, openssl_out, request, root};

/// Valid input of every kind; certificates and keys once with RSA and once with P-256.
static VALID: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for kind in [KINDS[0], KINDS[2]] {
        let top = root("Ops Root", kind, |_| {});
        let low = top.under("Ops Low", kind, |_| {});
        let bundle = format!("{}{}", low.pem, top.pem);
        let ca = Ca::load(&bundle, &low.key, NOW).unwrap();
        let leaf = ca.issue(&request("w", &["worker-1", "10.0.0.1"]), LeafUse::Node, CertAlgorithm::EcdsaP256, NOW, [1; 16]).unwrap();
        let mut asked = rcgen::CertificateParams::new(vec!["ci.example".to_owned(), "10.0.0.9".to_owned()]).unwrap();
        asked.key_usages = vec![rcgen::KeyUsagePurpose::DigitalSignature];
        let csr = asked.serialize_request(&crate::fixtures::key_pair(kind)).unwrap().pem().unwrap();
        // One round, so that what can still be opened is opened at once.
        let args = ["pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:secret", "-iter", "1"];
        let sealed = openssl_out(&args, &[("key.pem", low.key.expose())]);
        all.push(CertificateDer::from_pem_slice(leaf.cert_pem.as_bytes()).unwrap().to_vec());
        all.push(CertificateDer::from_pem_slice(low.pem.as_bytes()).unwrap().to_vec());
        all.push(CertificateSigningRequestDer::from_pem_slice(csr.as_bytes()).unwrap().to_vec());
        all.extend([bundle.into_bytes(), leaf.cert_pem.into_bytes(), csr.into_bytes(), sealed, low.key.expose().to_vec()]);
    }
    all
});

static CA: LazyLock<(String, Secret)> = LazyLock::new(|| {
    let top = root("Ops Root", KINDS[0], |_| {});
    (top.pem, top.key)
});

fn has_an_answer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (secret, passphrase) = (Secret::new(bytes), Secret::new("secret"));
    let _ = (details(bytes), inspect(bytes, &CA.0), certificates(&text), issuing_certificate(&text));
    let _ = (signed_by(&text, &CA.0), signed_by(&text, &text), Ca::load(&text, &CA.1, NOW), Ca::load(&CA.0, &secret, NOW));
    let _ = (check_import(&text, None, &CA.1, NOW), check_import(&CA.0, Some(&text), &CA.1, NOW), check_import(&text, None, &secret, NOW));
    let _ = (is_sealed(&secret), open_key(&secret, &passphrase), Csr::read(bytes));
}

#[test]
fn what_is_mutated_is_valid_to_begin_with() {
    let sealed = VALID.iter().filter(|bytes| open_key(&Secret::new(bytes.as_slice()), &Secret::new("secret")).is_ok()).count();
    let requests = VALID.iter().filter(|bytes| Csr::read(bytes).is_ok()).count();
    let certificates = VALID.iter().filter(|bytes| details(bytes).is_ok()).count();
    assert_eq!((VALID.len(), sealed, requests, certificates), (16, 2, 4, 8));
}

proptest! {
    #[test]
    fn arbitrary_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        has_an_answer(&bytes);
    }

    #[test]
    fn arbitrary_armour_has_an_answer(
        label in "(CERTIFICATE|CERTIFICATE REQUEST|NEW CERTIFICATE REQUEST|ENCRYPTED PRIVATE KEY|PRIVATE KEY|EC PRIVATE KEY|RSA PRIVATE KEY|[ -~]{0,20})",
        body in "[A-Za-z0-9+/=\r\n :-]{0,400}",
        end in "(-----END [A-Z ]{0,30}-----|-----END|)\n?",
    ) {
        has_an_answer(format!("-----BEGIN {label}-----\n{body}\n{end}").as_bytes());
        has_an_answer(format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n").as_bytes());
    }

    #[test]
    fn mutated_certificates_requests_and_keys_have_an_answer(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = which.get(&VALID).clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        has_an_answer(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        has_an_answer(&bytes);
    }

    #[test]
    fn der_that_was_mutated_inside_its_armour_has_an_answer(at in any::<prop::sample::Index>(), byte in any::<u8>(), which in 0..2_usize) {
        // The sealed keys: their PEM would nearly always break at a mutated letter before their DER is looked at.
        let sealed = &VALID[6 + 8 * which];
        let pem = x509_parser::pem::Pem::iter_from_buffer(sealed).next().unwrap().unwrap();
        let mut der = pem.contents;
        // What derives the key is at the front.
        let at = at.index(der.len().min(120));
        der[at] = byte;
        let pem = pkcs8::der::pem::encode_string("ENCRYPTED PRIVATE KEY", pkcs8::LineEnding::LF, &der).unwrap();
        has_an_answer(pem.as_bytes());
    }

    #[test]
    fn garbage_is_not_sealed(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(seal_key(&Secret::new(bytes), &Secret::new("secret")).is_err());
    }
}
