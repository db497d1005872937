//! How bytes reach a host or an engine, and nothing about why. Two halves of each: what only looks (`HostRead`, `EngineRead`,
//! `ReadLinks`), and what can change something (`HostWrite`, `EngineWrite`, `WriteLinks`). Until a plan is carried out, code is
//! given only the first half, so that planning cannot change a host.

mod api;
mod connections;
mod engine;
mod error;
#[cfg(test)]
pub mod fake;
mod host;
mod io;
mod lines;
mod links;
mod ssh;

pub use api::{Api, Credentials, pull, shown_at};
pub use connections::{ConnectionSettings, Connections, NodeAddress, Ports};
pub use engine::{EngineRead, EngineWrite, LogEnd, ProgressFn, SwarmJoin, SwarmTokens};
pub use error::Error;
pub use host::{Action, Heard, HeardFn, HostFile, HostRead, HostWrite, LeafFiles, LockUse, Look, Output, lock_answer};
pub use io::{BoxIo, Io};
pub use links::{ReadLinks, WriteLinks};
pub use ssh::{Copying, DialTo, Direction, SshClient, SshHost, SshSettings, Tty, runtime_dir};

/// A boxed future, so that traits with async functions can be objects.
pub type BoxFuture<'a, T> = futures_util::future::BoxFuture<'a, T>;

/// What transport calls come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;
