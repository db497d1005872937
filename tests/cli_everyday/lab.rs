//! A cluster in the store, and programs that tell what they were given.

use std::os::unix::fs::PermissionsExt;

use crate::support::{Program, Sandbox};

pub const SPEC: &str = "\
apiVersion: swarmctl/v1
name: lab
ssh: { user: ops, identity: /keys/id, port: 1 }
nodes:
  - { name: m1, address: 127.0.0.1, roles: [manager], advertise: 10.9.0.1 }
  - { name: w1, address: 127.0.0.2 }
";

/// Names that are none: spaces, quotes, line ends, options, other scripts, endless ones.
pub fn bad_names() -> Vec<String> {
    ["", " ", "a b", "-rf", "m1;id", "$(id)", "`id`", "'m1'", "m1\nw1", "../w1", "knoten-ü", "\u{1b}[2J"]
        .map(str::to_owned)
        .into_iter()
        .chain(["x".repeat(300)])
        .collect()
}

/// A sandbox with the cluster.
pub fn lab() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox
}

/// Puts a program on the PATH of `on_path` that prints its arguments, one in brackets a line, then what `more` prints, and ends with 42.
pub fn stand_in(sandbox: &Sandbox, name: &str, more: &str) {
    let dir = sandbox.work().join("bin");
    std::fs::create_dir_all(&dir).expect("the sandbox can be written to");
    let script = format!("#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n{more}\nexit 42\n");
    let path = dir.join(name);
    std::fs::write(&path, script).expect("the sandbox can be written to");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
}

/// The same run with the stand-ins on its PATH, and nothing else but a shell.
pub fn on_path<'a>(sandbox: &Sandbox, program: Program<'a>) -> Program<'a> {
    program.env("PATH", sandbox.work().join("bin"))
}

/// A run with a name that is none ends with 2 before anything else, and shows the name harmlessly.
pub fn refuses_bad_names(sandbox: &Sandbox, args: impl Fn(&str) -> Vec<String>) {
    for name in bad_names() {
        let ran = sandbox.program(args(&name)).output();
        assert_eq!(ran.status.code(), Some(2), "{name:?}: {}", ran.stderr);
        assert!(ran.stdout.is_empty() && !ran.stderr.contains('\u{1b}'), "{name:?}: {ran:?}");
    }
}
