//! Why a node's facts are not known.

use crate::model::{Exit, Explain};
use crate::transport;

/// A look that failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The host was not reached, or did not answer.
    #[error(transparent)]
    Transport(#[from] transport::Error),
    /// The host's answer ended before its end.
    #[error("the host's answer was cut short")]
    CutShort,
    /// Something that every host has was not in the answer.
    #[error("the host did not tell its {0}")]
    Missing(&'static str),
    /// Something in the answer could not be read.
    #[error("could not read the host's {0}")]
    Unreadable(&'static str),
    /// A configuration file larger than any that is meant seriously.
    #[error("`{0}` is too large to be read")]
    TooLarge(String),
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Transport(error) => error.hint(),
            Self::CutShort | Self::Missing(_) | Self::Unreadable(_) | Self::TooLarge(_) => None,
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Transport(error) => error.exit(),
            Self::CutShort | Self::Missing(_) | Self::Unreadable(_) | Self::TooLarge(_) => Exit::Failed,
        }
    }

    fn detail(&self) -> Vec<String> {
        match self {
            Self::Transport(error) => error.detail(),
            Self::CutShort | Self::Missing(_) | Self::Unreadable(_) | Self::TooLarge(_) => Vec::new(),
        }
    }
}
