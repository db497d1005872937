//! Serial numbers of certificates.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a text is not a serial number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a certificate serial (1 to 40 hexadecimal digits)")]
pub struct SerialError(String);

/// A certificate's serial number, lower-case hexadecimal without separators or leading zeros' loss:
/// also the name of the directory that holds the pair on its node.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Serial(String);

impl Serial {
    /// A serial from 16 random bytes; the top bit is cleared and the next one set, so that the DER integer is positive
    /// (RFC 5280, 4.1.2.2) and always 16 bytes long.
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[0] = (bytes[0] & 0x7f) | 0x40;
        Self::from_bytes(&bytes)
    }

    /// A serial as it stands in a certificate, leading zero bytes dropped.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let hex: String = bytes.iter().skip_while(|b| **b == 0).map(|b| format!("{b:02x}")).collect();
        Self(if hex.is_empty() { "00".to_owned() } else { hex })
    }

    /// The bytes, as a certificate wants them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let digits = if self.0.len().is_multiple_of(2) { self.0.clone() } else { format!("0{}", self.0) };
        digits.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok())).collect()
    }

    /// The serial as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Serial {
    type Err = SerialError;
    fn from_str(text: &str) -> Result<Self, SerialError> {
        let fits = !text.is_empty() && text.len() <= 40 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if fits { Ok(Self(text.to_ascii_lowercase())) } else { Err(SerialError(text.to_owned())) }
    }
}

impl TryFrom<String> for Serial {
    type Error = SerialError;
    fn try_from(text: String) -> Result<Self, SerialError> {
        text.parse()
    }
}

impl From<Serial> for String {
    fn from(serial: Serial) -> Self {
        serial.0
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
