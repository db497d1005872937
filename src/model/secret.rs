//! Bytes that must not be seen: private keys, join tokens, the gossip key.

use zeroize::Zeroizing;

/// Secret bytes, wiped when dropped. It has no `Debug`, `Display` or `Serialize`, so that it cannot reach a log, an error,
/// the journal or a plan by accident; `expose` is the one way to the bytes.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes over.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(bytes.into()))
    }

    /// The bytes, for the one place that writes or sends them.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as text, if they are text.
    pub fn expose_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}
