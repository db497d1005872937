//! What can be wrong with a certificate or a key.

use time::Date;

use crate::model::{Exit, Explain, Validity};

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
    /// The CA's own usages leave no room for its leaves'.
    #[error("the CA certificate of `{subject}` is for other uses (its extended key usage lacks serverAuth or clientAuth)")]
    OtherUse {
        /// Its subject.
        subject: String,
    },
    /// The key is under a passphrase, and none was given.
    #[error("the CA key is under a passphrase")]
    Sealed,
    /// The passphrase does not open the key.
    #[error("the passphrase does not open the CA key")]
    WrongPassphrase,
    /// The passphrase does not open the swarm's unlock key.
    #[error("the passphrase does not open the swarm's unlock key")]
    WrongUnlockPassphrase,
    /// The passphrase does not open an archive, or the archive is not the one that was sealed: the cipher cannot tell one from the other.
    #[error("the passphrase does not open it, or it was changed on its way")]
    WrongArchivePassphrase,
    /// A passphrase of no characters.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The key could not be put under a passphrase.
    #[error("the CA key could not be put under a passphrase: {reason}")]
    Seal {
        /// Why.
        reason: String,
    },
    /// A CA made elsewhere cannot be a cluster's.
    #[error("this CA cannot be used: {source}")]
    Import {
        /// What is wrong with it.
        #[source]
        source: Box<Error>,
    },
    /// A certificate of the chain was not signed by the next one.
    #[error("the certificate of `{subject}` was not signed by the next of the chain, `{above}`: {reason}")]
    BrokenChain {
        /// Its subject.
        subject: String,
        /// The next one's.
        above: String,
        /// What differs.
        reason: String,
    },
    /// A CA of the chain allows fewer CAs below it than there are.
    #[error("the certificate of `{subject}` does not allow as many CAs under it as the chain has (path length)")]
    TooDeep {
        /// Its subject.
        subject: String,
    },
    /// A certificate request cannot be read, or its key is of no use.
    #[error("the certificate request cannot be used: {reason}")]
    Csr {
        /// Why.
        reason: String,
    },
    /// A certificate request whose signature is wrong.
    #[error("the certificate request was not signed with its own key")]
    CsrSignature,
    /// A certificate request for something that is no host.
    #[error("the certificate request asks for `{name}`, which is neither a DNS name nor an IP address")]
    CsrName {
        /// What it asks for.
        name: String,
    },
    /// A validity that no certificate can express.
    #[error("a validity of {valid} ends after the year 9999")]
    Validity {
        /// What was asked for.
        valid: Validity,
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

    /// What helps where the files are the user's own, not the store's.
    fn import_hint(&self) -> Option<String> {
        let hint = match self {
            Self::Unreadable { .. } => "give PEM files: the CA's certificate, its key, and the chain above it if there is one",
            Self::KeyMismatch => "give the key that the certificate was made with",
            Self::CaExpired { .. } => "have it renewed, then import it",
            other => return other.hint(),
        };
        Some(hint.to_owned())
    }
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Unreadable { .. } | Self::KeyMismatch => "put the file back from a backup of the store",
            Self::NotACa { .. } | Self::MayNotSign { .. } => "use a certificate with CA:TRUE and the key usage keyCertSign",
            Self::OtherUse { .. } => "use a CA without an extended key usage, or with serverAuth and clientAuth",
            Self::CaExpired { .. } => {
                "every certificate of the cluster ends with its CA: `swarmctl certs rotate-ca --now` makes another one and gives it to all nodes"
            }
            Self::CaNotYetValid { .. } => "set this machine's clock",
            Self::Sealed => "give the passphrase by --ca-passphrase-file, --ca-passphrase-command, or at the prompt",
            Self::WrongPassphrase => {
                "give the passphrase by --ca-passphrase-file, --ca-passphrase-command, or at the prompt; `man swarmctl-certs` says what to do if it is lost"
            }
            Self::WrongUnlockPassphrase => {
                "it may be under the one that the CA's key had before; `swarmctl unlock-key --rotate` takes another key, without the former one"
            }
            Self::WrongArchivePassphrase => "give the passphrase that it was exported under: --passphrase-file, --passphrase-command, or the prompt",
            Self::EmptyPassphrase => "choose a passphrase",
            Self::BrokenChain { .. } => "give the chain in order: each certificate is followed by the one that signed it",
            Self::TooDeep { .. } => "have the CA issued by one that allows it",
            Self::Csr { .. } | Self::CsrSignature => {
                "make a new one: `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out csr.pem`"
            }
            Self::CsrName { .. } => "ask for DNS names and IP addresses only",
            Self::Validity { .. } => "ask for less: `certs` in the spec, or --ttl",
            Self::DoesNotChain { .. } => "use a CA whose subject has each attribute once, and whose key is RSA, P-256 or P-384",
            Self::Import { source } => return source.import_hint(),
            Self::Make { .. } | Self::Seal { .. } | Self::Tls(_) => return None,
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
