//! Certificates and keys: the CA, the leaves it issues, what a certificate says, and the TLS client made of them. Bytes in, bytes
//! out; the clock and the randomness of serials are passed in, keys come from the crypto provider's own generator.

mod ca;
mod error;
mod fingerprint;
mod inspect;
mod keys;
mod leaf;
mod parse;
mod tls;

pub use ca::Ca;
pub use error::Error;
pub use fingerprint::fingerprint;
pub use inspect::{LeafCheck, Reason, covers, inspect};
pub use keys::gossip_key;
pub use leaf::{Issued, LeafUse};
pub use tls::client_config;

/// What PKI calls come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;
