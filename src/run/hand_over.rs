//! Another program takes this one's place: its terminal, its signals, its exit status.

use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::model::Exit;

use super::ended::{Ended, Result};
use super::expiry;
use super::session::Session;

/// Becomes `command`; comes back only where that fails, with `missing` where there is no such program. Nothing that is to be removed at the end of a run may be
/// open, because there is no end.
pub(super) fn hand_over(mut command: Command, missing: Ended, session: &Session<'_>) -> Result<Exit> {
    expiry::warn(session);
    let error = command.exec();
    if error.kind() == ErrorKind::NotFound { Err(missing) } else { Err(Ended::io("the program cannot be started")(error)) }
}
