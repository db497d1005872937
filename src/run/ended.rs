//! How a verb ends when it does not end well.

use crate::model::{Exit, Explain, Failure};

/// Why a verb stopped: something the user or their machines can mend, or something that should not have happened.
#[derive(Debug)]
pub enum Ended {
    /// Told to the user, with hints; the exit code is that of the verb's outcome.
    Told {
        /// What went wrong, by node where it went wrong on one.
        failures: Vec<Failure>,
        /// How the program ends.
        exit: Exit,
    },
    /// A fault of the program's or its surroundings that no layer has a word for.
    Bug(anyhow::Error),
}

impl Ended {
    /// Ends with one failure.
    pub(super) fn with(failure: Failure) -> Self {
        let exit = failure.exit;
        Self::Told { failures: vec![failure], exit }
    }

    /// Ends with several; where all are of one kind, with that kind's exit code, else with `mixed`.
    pub(super) fn all(failures: Vec<Failure>, mixed: Exit) -> Self {
        let first = failures.first().map_or(mixed, |f| f.exit);
        let exit = if failures.iter().all(|f| f.exit == first) { first } else { mixed };
        Self::Told { failures, exit }
    }
}

impl<E: Explain> From<E> for Ended {
    fn from(error: E) -> Self {
        Self::with(Failure::from_error(&error))
    }
}

impl Ended {
    /// For an error of the operating system's that no layer has a word for.
    pub(super) fn io(what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::Bug(anyhow::Error::new(error).context(what))
    }
}

/// What verbs come to.
pub type Result<T, E = Ended> = std::result::Result<T, E>;
