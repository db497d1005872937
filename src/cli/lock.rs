//! `swarmctl lock`.

use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  swarmctl lock status
  swarmctl lock release";

/// See and end the lock that keeps two stores from changing a cluster at once
///
/// Whatever changes a cluster holds a lock on the nodes of its managers meanwhile (/run/swarmctl/lock), so that a second operator or CI job, whose store is
/// another one, is refused (exit 9) before anything is touched. A run gives it back however it ends; what a run that was killed has left is taken over by
/// the next run of the same store, and ends with a reboot.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct LockArgs {
    #[command(subcommand)]
    command: LockCommand,
}

#[derive(Debug, Subcommand)]
enum LockCommand {
    /// Show who holds a cluster, on each manager
    ///
    /// Ends with 0 where nobody does, with 9 where somebody does, and with 6 where nobody is seen to and a manager cannot be reached.
    #[command(before_help = "Examples:\n  swarmctl lock status\n  swarmctl lock status -c lab -o json")]
    Status,
    /// Take the lock of a run away that is dead
    ///
    /// Asks first, naming the run and its owner. A run that is not dead goes on, and another one beside it may undo what it does. On managers that cannot be
    /// reached the lock stays; they are named, and the command ends with 5.
    #[command(before_help = "Examples:\n  swarmctl lock release\n  swarmctl lock release -c lab --yes")]
    Release,
}

/// What `lock` is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockRequest {
    /// Show it.
    Status,
    /// Take it away.
    Release,
}

impl From<LockArgs> for LockRequest {
    fn from(args: LockArgs) -> Self {
        match args.command {
            LockCommand::Status => Self::Status,
            LockCommand::Release => Self::Release,
        }
    }
}
