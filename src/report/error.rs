//! What can go wrong with printing and asking.

use std::io;

use crate::model::{Exit, Explain};

/// What printing and asking come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure to print or to ask.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Standard output takes nothing. A reader that went away is no failure and does not come here.
    #[error("could not write to standard output")]
    Output(#[source] io::Error),
    /// There is nobody to ask.
    #[error("cannot ask for {what} without a terminal")]
    NoTerminal {
        /// What would be asked for.
        what: &'static str,
        /// What says it instead.
        flag: &'static str,
    },
    /// The answer could not be read.
    #[error("could not read the answer")]
    Prompt(#[source] io::Error),
    /// The user's template cannot be filled.
    #[error("the template cannot be used")]
    Template(#[source] minijinja::Error),
    /// Ctrl-C instead of an answer.
    #[error("interrupted")]
    Interrupted,
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::NoTerminal { flag, .. } => Some(format!("say it with `{flag}`")),
            Self::Template(_) => Some("`swarmctl inspect` without `--format` shows what there is".to_owned()),
            _ => None,
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::NoTerminal { .. } | Self::Template(_) => Exit::Usage,
            Self::Interrupted => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }
}
