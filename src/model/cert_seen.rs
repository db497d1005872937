//! A certificate where it lives: whose it is, what it says, and how it stands.

use schemars::JsonSchema;
use serde::Serialize;
use time::{Duration, OffsetDateTime};

use super::{CertDetails, EndpointKind, Serial};

/// What a certificate is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CertKind {
    /// A CA of the cluster's.
    Ca,
    /// A client's, the operator's among them; its key is in the store.
    Client,
    /// A client's that was only signed: neither it nor its key is in the store.
    Signed,
    /// As a node's engine serves it.
    Engine,
    /// As a node's standalone manager serves it.
    Manager,
    /// As a node's Consul serves it.
    Consul,
    /// As some other TLS server serves it.
    Server,
    /// In a file.
    File,
}

impl CertKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ca => "ca",
            Self::Client => "client",
            Self::Signed => "signed",
            Self::Engine => "engine",
            Self::Manager => "manager",
            Self::Consul => "consul",
            Self::Server => "server",
            Self::File => "file",
        }
    }
}

impl From<EndpointKind> for CertKind {
    fn from(kind: EndpointKind) -> Self {
        match kind {
            EndpointKind::Engine => Self::Engine,
            EndpointKind::Manager => Self::Manager,
            EndpointKind::Consul => Self::Consul,
        }
    }
}

/// What is known of a certificate that is not kept itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertNote {
    /// Subject.
    pub subject: String,
    /// Issuer.
    pub issuer: String,
    /// Serial.
    pub serial: Serial,
    /// End of validity.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub not_after: OffsetDateTime,
}

/// What a certificate says, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum CertText {
    /// All of it.
    Whole(CertDetails),
    /// What was noted of it.
    Noted(CertNote),
}

impl CertText {
    /// Subject.
    pub fn subject(&self) -> &str {
        match self {
            Self::Whole(details) => &details.subject,
            Self::Noted(note) => &note.subject,
        }
    }

    /// Issuer.
    pub fn issuer(&self) -> &str {
        match self {
            Self::Whole(details) => &details.issuer,
            Self::Noted(note) => &note.issuer,
        }
    }

    /// Serial.
    pub fn serial(&self) -> &Serial {
        match self {
            Self::Whole(details) => &details.serial,
            Self::Noted(note) => &note.serial,
        }
    }

    /// End of validity.
    pub fn not_after(&self) -> OffsetDateTime {
        match self {
            Self::Whole(details) => details.not_after,
            Self::Noted(note) => note.not_after,
        }
    }

    /// All of it, where all is known.
    pub fn details(&self) -> Option<&CertDetails> {
        match self {
            Self::Whole(details) => Some(details),
            Self::Noted(_) => None,
        }
    }
}

/// A certificate where it lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertSeen {
    /// Whose it is: a node, `cluster`, `operator`, a client's name; a file, or `HOST:PORT`.
    pub owner: String,
    /// What it is there for.
    pub kind: CertKind,
    /// What it says; nothing where it could not be seen.
    #[serde(flatten)]
    pub cert: Option<CertText>,
    /// Serial of the CA in the cluster's trust bundle that signed it, if one did.
    pub issuer_serial: Option<Serial>,
    /// Whole days until it ends, rounded down: less than zero once it has.
    pub days_left: Option<i64>,
    /// Why it could not be seen.
    pub error: Option<String>,
}

/// Whole days from `now` to `end`, rounded down, so that what has ended is always below zero.
pub fn days_left(end: OffsetDateTime, now: OffsetDateTime) -> i64 {
    (end - now).whole_seconds().div_euclid(Duration::DAY.whole_seconds())
}

/// How a certificate stands to what the store expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is the one.
    AsExpected,
    /// Another one of the cluster's own.
    Differs,
    /// None that the cluster's CA signed.
    Foreign,
    /// The cluster's, and the store does not know which one it should be.
    Unrecorded,
    /// It is the one, and has ended.
    Expired,
    /// It is the one, and has not begun.
    NotYetValid,
    /// The CA that issues.
    Issues,
    /// A CA that is trusted, while another one issues.
    Trusted,
    /// It could not be seen.
    Unseen,
}

/// How near a certificate is to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Nearness {
    /// Not near.
    Ok,
    /// It could not be seen.
    Unseen,
    /// It ends inside the window.
    Ending,
    /// It has ended.
    Expired,
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn what_has_ended_has_less_than_no_days_left() {
        let end = datetime!(2026-03-01 12:00 UTC);
        let left = |now| days_left(end, now);
        assert_eq!(left(datetime!(2026-02-27 13:00 UTC)), 1);
        assert_eq!(left(end), 0);
        assert_eq!(left(datetime!(2026-03-01 12:00:01 UTC)), -1);
        assert_eq!(left(datetime!(2026-03-02 12:00:01 UTC)), -2);
    }
}
