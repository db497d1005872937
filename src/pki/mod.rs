//! Certificates and keys: the CA (made or brought, its key under a passphrase or not), the leaves it issues, what a certificate says, and the TLS
//! client made of them. Bytes in, bytes out; the clock and the randomness of serials are passed in, keys and salts come from the crypto provider's own
//! generator.

mod ca;
mod chain;
mod csr;
mod details;
mod error;
mod fingerprint;
mod import;
mod inspect;
mod keys;
mod leaf;
mod names;
mod parse;
mod seal;
mod seal_archive;
mod tls;

pub use ca::{BACKDATE, Ca};
pub use chain::{certificates, issuing_certificate, signed_by};
pub use csr::Csr;
pub use details::details;
pub use error::Error;
pub use fingerprint::fingerprint;
pub use import::check_import;
pub use inspect::{LeafCheck, Reason, covers, inspect};
pub use keys::gossip_key;
pub use leaf::{Issued, LeafUse, Signed};
pub use parse::to_pem;
pub use seal::{is_sealed, open_key, open_secret, seal_key, seal_secret};
pub use seal_archive::{check_sealed_archive, open_archive, seal_archive};
pub use tls::client_config;

/// What PKI calls come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;
