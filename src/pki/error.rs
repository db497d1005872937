//! What can be wrong with a certificate or a key.

use time::Date;

use crate::model::{Exit, Explain};

/// A PKI failure. No message holds key bytes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Neither PEM nor DER of a certificate.
    #[error("{what} cannot be read: {reason}")]
    Unreadable {
        /// Which certificate or key.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// The certificate has no CA flag.
    #[error("the CA certificate of `{subject}` is not a CA's")]
    NotACa {
        /// Its subject.
        subject: String,
    },
    /// The certificate may not sign certificates.
    #[error("the CA certificate of `{subject}` may not sign certificates (no keyCertSign)")]
    MayNotSign {
        /// Its subject.
        subject: String,
    },
    /// The CA has ended.
    #[error("the cluster CA expired on {on}")]
    CaExpired {
        /// The day.
        on: Date,
    },
    /// The CA has not begun.
    #[error("the cluster CA is not valid before {from}")]
    CaNotYetValid {
        /// The day.
        from: Date,
    },
    /// The CA's key is another certificate's.
    #[error("the CA key does not belong to the CA certificate")]
    KeyMismatch,
    /// A validity that no certificate can express.
    #[error("a validity of {days} days ends after the year 9999")]
    Validity {
        /// What was asked for.
        days: u32,
    },
    /// A certificate could not be made.
    #[error("could not make {what}")]
    Make {
        /// Which.
        what: &'static str,
        /// Why.
        #[source]
        source: rcgen::Error,
    },
    /// A leaf was made that the CA does not vouch for.
    #[error("a certificate issued by `{subject}` does not chain to it: {reason}")]
    DoesNotChain {
        /// The CA's subject.
        subject: String,
        /// What differs.
        reason: String,
    },
    /// The TLS library takes the certificates or the key for no good.
    #[error("no TLS client can be made of these certificates")]
    Tls(#[from] rustls::Error),
}

impl Error {
    pub(super) fn unreadable(what: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Unreadable { what, reason: reason.to_string() }
    }
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Unreadable { .. } | Self::KeyMismatch => "put the file back from a backup of the store",
            Self::NotACa { .. } | Self::MayNotSign { .. } => "use a certificate with CA:TRUE and the key usage keyCertSign",
            Self::CaExpired { .. } => "every certificate of the cluster ends with its CA: `swarmctl destroy`, then `swarmctl init`, make a new one",
            Self::CaNotYetValid { .. } => "set this machine's clock",
            Self::Validity { .. } => "ask for fewer days in the spec's `certs`",
            Self::DoesNotChain { .. } => "use a CA whose subject has each attribute once",
            Self::Make { .. } | Self::Tls(_) => return None,
        };
        Some(hint.to_owned())
    }

    fn exit(&self) -> Exit {
        match self {
            Self::CaExpired { .. } => Exit::Expiring,
            _ => Exit::Failed,
        }
    }
}
