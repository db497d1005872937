//! The exit codes, for help and the manual.

use crate::model::Exit;

const ALL: [Exit; 12] = [
    Exit::Ok,
    Exit::Failed,
    Exit::Usage,
    Exit::Preflight,
    Exit::NotFound,
    Exit::SomeNodes,
    Exit::Unreachable,
    Exit::Unhealthy,
    Exit::Expiring,
    Exit::Locked,
    Exit::Pending,
    Exit::Interrupted,
];

fn meaning(exit: Exit) -> &'static str {
    match exit {
        Exit::Ok => "all went well",
        Exit::Failed => "something failed that no other code names",
        Exit::Usage => "wrong arguments, or a spec with problems",
        Exit::Preflight => "preflight, or `doctor`, found problems; nothing was touched",
        Exit::NotFound => "no such cluster or node",
        Exit::SomeNodes => "some nodes failed, the others finished",
        Exit::Unreachable => "a node was unreachable, or refused the key, the host key or sudo",
        Exit::Unhealthy => "verify found the cluster unhealthy",
        Exit::Expiring => "certificates expired or end soon",
        Exit::Locked => "another run holds the lock",
        Exit::Pending => "changes are pending (only with `--detailed-exitcode`)",
        Exit::Interrupted => "interrupted",
    }
}

/// What the section is called.
pub(super) const HEADING: &str = "Exit codes";

/// The codes, one a line.
fn lines() -> String {
    ALL.map(|exit| format!("  {:>3}  {}", exit.code(), meaning(exit))).join("\n")
}

/// The section at the end of the program's help.
pub(super) fn section() -> String {
    format!("{HEADING}:\n{}", lines())
}
