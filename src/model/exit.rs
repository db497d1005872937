//! How the program ends.

use schemars::JsonSchema;
use serde::Serialize;

/// The exit codes; scripts rely on them, so a number never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(into = "u8")]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Ok = 0,
    /// Something failed that no other code names.
    Failed = 1,
    /// Wrong arguments or a spec with problems.
    Usage = 2,
    /// Preflight found problems; nothing was touched.
    Preflight = 3,
    /// No such cluster or node.
    NotFound = 4,
    /// Some nodes failed, the others finished.
    SomeNodes = 5,
    /// A node was unreachable, or refused the key, the host key or sudo.
    Unreachable = 6,
    /// Verify found the cluster unhealthy.
    Unhealthy = 7,
    /// Certificates expired or inside the window.
    Expiring = 8,
    /// Another run holds the lock.
    Locked = 9,
    /// Changes are pending (only with `--detailed-exitcode`).
    Pending = 10,
    /// Interrupted.
    Interrupted = 130,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for u8 {
    fn from(exit: Exit) -> Self {
        exit.code()
    }
}
