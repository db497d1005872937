//! Keys: pairs for certificates, and the key that encrypts Consul's gossip.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize};
use zeroize::Zeroize as _;

use crate::model::{CertAlgorithm, Secret};

use super::{Error, Result};

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

/// A pair's private key as PKCS#8 PEM.
pub(super) fn to_pem(pair: &KeyPair) -> Secret {
    Secret::new(pair.serialize_pem())
}

/// A pair from PEM: PKCS#8, PKCS#1 (`RSA PRIVATE KEY`) or SEC1 (`EC PRIVATE KEY`).
pub(super) fn from_pem(key: &Secret) -> Result<KeyPair> {
    let text = key.expose_str().ok_or_else(|| Error::unreadable("the CA key", "it is not text"))?;
    KeyPair::from_pem(text).map_err(|e| Error::unreadable("the CA key", e))
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
