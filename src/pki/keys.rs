//! Keys: pairs for certificates, and the key that encrypts Consul's gossip.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use zeroize::Zeroize as _;

use crate::model::{CertAlgorithm, Secret};

use super::{Error, Result, seal};

/// What errors call the keys that are read here.
pub(super) const WHAT: &str = "the CA key";

/// Consul's gossip key, as its `encrypt` setting takes it: 32 bytes in base64.
pub fn gossip_key(mut random: [u8; 32]) -> Secret {
    let key = Secret::new(STANDARD.encode(random));
    random.zeroize();
    key
}

/// A new pair.
pub(super) fn generate(algorithm: CertAlgorithm) -> Result<KeyPair> {
    let pair = match algorithm {
        CertAlgorithm::EcdsaP256 => KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256),
        CertAlgorithm::Rsa2048 => KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048),
        CertAlgorithm::Rsa4096 => KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_4096),
    };
    pair.map_err(|source| Error::Make { what: "a private key", source })
}

/// A generated pair's private key as PKCS#8 PEM.
pub(super) fn to_pem(pair: &KeyPair) -> Secret {
    Secret::new(pair.serialize_pem())
}

/// A pair from PEM: PKCS#8, PKCS#1 (`RSA PRIVATE KEY`) or SEC1 (`EC PRIVATE KEY`).
pub(super) fn from_pem(key: &Secret) -> Result<KeyPair> {
    KeyPair::try_from(&read(key)?).map_err(|e| Error::unreadable(WHAT, e))
}

/// A private key's PKCS#8 DER, whichever of the three forms it has.
pub(super) fn to_pkcs8(key: &Secret) -> Result<Secret> {
    let rejected = |e: &dyn std::fmt::Display| Error::unreadable(WHAT, e);
    match read(key)? {
        PrivateKeyDer::Pkcs8(der) => {
            KeyPair::try_from(&der).map_err(|e| rejected(&e))?;
            Ok(Secret::new(der.secret_pkcs8_der()))
        }
        PrivateKeyDer::Pkcs1(der) => {
            let pair = rsa::KeyPair::from_der(der.secret_pkcs1_der()).map_err(|e| rejected(&e))?;
            let der: Pkcs8V1Der = pair.as_der().map_err(|e| rejected(&e))?;
            Ok(Secret::new(der.as_ref()))
        }
        PrivateKeyDer::Sec1(der) => {
            let curves = [&ECDSA_P256_SHA256_ASN1_SIGNING, &ECDSA_P384_SHA384_ASN1_SIGNING, &ECDSA_P521_SHA512_ASN1_SIGNING];
            let pair = curves.iter().find_map(|curve| EcdsaKeyPair::from_private_key_der(curve, der.secret_sec1_der()).ok());
            let der = pair.ok_or_else(|| rejected(&"its curve is none of P-256, P-384 and P-521"))?.to_pkcs8v1().map_err(|e| rejected(&e))?;
            Ok(Secret::new(der.as_ref()))
        }
        _ => Err(rejected(&"its form is unknown")),
    }
}

fn read(key: &Secret) -> Result<PrivateKeyDer<'static>> {
    if seal::is_sealed(key) {
        return Err(Error::Sealed);
    }
    if key.expose_str().is_some_and(|text| text.contains("Proc-Type: 4,ENCRYPTED")) {
        return Err(Error::unreadable(WHAT, "it is encrypted as OpenSSL did before PKCS#8: `openssl pkcs8 -topk8 -v2 aes-256-cbc` converts it"));
    }
    PrivateKeyDer::from_pem_slice(key.expose()).map_err(|e| Error::unreadable(WHAT, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gossip_key_is_32_bytes_in_base64() {
        let key = gossip_key([7; 32]);
        assert_eq!(STANDARD.decode(key.expose()).map(|k| k.len()), Ok(32));
    }
}
