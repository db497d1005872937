//! What a certificate says, whoever made it.

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use super::Serial;

/// A certificate taken apart, not judged. Every text is safe to print: control characters are replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertDetails {
    /// Subject.
    pub subject: String,
    /// Issuer.
    pub issuer: String,
    /// Serial.
    pub serial: Serial,
    /// Names and addresses bare, as in `ServedCert`; other kinds with theirs before them, like `URI:spiffe://lab/ci`.
    pub sans: Vec<String>,
    /// Extended key usages by their names in RFC 5280, 4.2.1.12 (`serverAuth`, `clientAuth`, …), others as dotted numbers; empty means any use.
    pub uses: Vec<String>,
    /// Whether it is a CA's.
    pub is_ca: bool,
    /// How many CAs may stand between it and a leaf, if it says so.
    pub path_length: Option<u32>,
    /// Its key, like `ECDSA P-256` or `RSA 2048`.
    pub key_algorithm: String,
    /// What it was signed with, like `ecdsa-with-SHA256`.
    pub signature_algorithm: String,
    /// Begin of validity.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub not_before: OffsetDateTime,
    /// End of validity.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub not_after: OffsetDateTime,
    /// SHA-256 of its DER, lower-case hexadecimal.
    pub fingerprint: String,
}
