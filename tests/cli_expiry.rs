//! What ends soon is said by every command that touches a cluster, once, on stderr, from the store alone.

mod support;

use support::{Sandbox, ca_of, issue_client, node_leaf, record_leaf};
use swarmctl::state::ClusterDir;

/// Nothing listens on these ports, so that every look ends at once.
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nengine: { port: 2 }\nmanager: { port: 3 }\ndiscovery: { port: 4 }\n\
    nodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";

const WARNING: &str = "warning: certificates end soon: a in 11 days: `swarmctl certs rotate --within 30d`";

/// Verbs that are about a cluster and only look; `init` fails here before it touches anything.
const VERBS: [&[&str]; 15] = [
    &["init"],
    &["init", "--dry-run"],
    &["verify"],
    &["version"],
    &["ps"],
    &["ls"],
    &["env"],
    &["ip", "a"],
    &["logs", "a"],
    &["inspect"],
    &["history"],
    &["certs", "ls"],
    &["certs", "show", "ca"],
    &["certs", "check"],
    &["certs", "check", "a"],
];

fn lab() -> (Sandbox, ClusterDir) {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    (sandbox, dir)
}

/// A cluster whose node's certificate ends within twelve days.
fn ending() -> Sandbox {
    let (sandbox, dir) = lab();
    record_leaf(&dir, "a", &node_leaf(&ca_of(&dir), "a", &["127.0.0.1"], 12, 0x5a));
    sandbox
}

fn warnings(stderr: &str) -> Vec<&str> {
    stderr.lines().filter(|line| line.contains("certificates end soon")).collect()
}

#[test]
fn every_command_that_touches_a_cluster_says_it_once() {
    let sandbox = ending();
    for verb in VERBS {
        let ran = sandbox.program(verb).output();
        assert_eq!(warnings(&ran.stderr), [WARNING], "{verb:?}: {}", ran.stderr);
    }
}

/// Before another program takes over, because nothing comes after; and once where that program is not there.
#[test]
fn a_login_says_it_before_it_begins() {
    let sandbox = ending();
    for verb in [["ssh", "a", "--", "id"], ["exec", "a", "--", "id"]] {
        let ran = sandbox.program(verb).output();
        assert_eq!(warnings(&ran.stderr), [WARNING], "{verb:?}: {}", ran.stderr);
    }
    let ran = sandbox.program(["ssh", "a", "--", "id"]).env("PATH", sandbox.work()).output();
    assert_eq!((warnings(&ran.stderr), ran.status.code()), (vec![WARNING], Some(6)), "{}", ran.stderr);
}

#[test]
fn a_quiet_run_says_it_too_and_json_stays_json() {
    let sandbox = ending();
    for verb in VERBS {
        let ran = sandbox.program([verb, &["-q", "-o", "json"]].concat()).output();
        assert_eq!(warnings(&ran.stderr), [WARNING], "{verb:?}: {}", ran.stderr);
        assert!(serde_json::from_str::<serde_json::Value>(&ran.stdout).is_ok(), "{verb:?}: {}", ran.stdout);
    }
}

#[test]
fn commands_that_touch_no_cluster_do_not_say_it() {
    let sandbox = ending();
    let spec = sandbox.write("ca.pem", ca_of(&sandbox.settle(&SPEC.replace("lab", "other"))).pem());
    let table = [&["ls", "--clusters"][..], &["env", "--unset"], &["config", "example"], &["certs", "show", "./ca.pem"], &["certs", "check", "./ca.pem"]];
    for verb in table {
        let ran = sandbox.program(verb).output();
        assert_eq!((ran.stderr.as_str(), ran.status.code()), ("", Some(0)), "{verb:?}");
    }
    assert!(spec.exists());
}

#[test]
fn what_is_being_taken_away_needs_no_renewal() {
    let sandbox = ending();
    let ran = sandbox.program(["destroy", "--force", "--dry-run"]).stdout("...\n").run();
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_cluster_that_was_named_is_named_in_the_command() {
    let ran = ending().program(["ls", "-c", "lab"]).output();
    assert_eq!(warnings(&ran.stderr), [WARNING.replace("30d`", "30d -c lab`")]);
}

#[test]
fn each_owner_has_the_command_that_renews_it() {
    let (sandbox, dir) = lab();
    let ca = ca_of(&dir);
    record_leaf(&dir, "a", &node_leaf(&ca, "a", &["127.0.0.1"], 12, 0x5a));
    issue_client(&dir, &ca, "alice", 4, 0x61);
    issue_client(&dir, &ca, "bob", 90, 0x62);
    let stderr = format!("{WARNING}; alice in 3 days: `swarmctl certs issue alice`\n");
    sandbox.program(["env"]).stdout("...\n").stderr(stderr).run();
}

#[test]
fn a_ca_that_ends_takes_all_with_it_and_is_told_alone() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(&format!("{SPEC}certs: {{ caDays: 20, leafDays: 20 }}\n"));
    record_leaf(&dir, "a", &node_leaf(&ca_of(&dir), "a", &["127.0.0.1"], 20, 0x5a));
    let stderr = "warning: certificates end soon: cluster CA in 19 days: `swarmctl certs rotate-ca`\n";
    sandbox.program(["env"]).stdout("...\n").stderr(stderr).run();
}

#[test]
fn what_a_run_has_just_made_is_told_by_the_next_one() {
    let (sandbox, _dir) = lab();
    let made = sandbox.program(["certs", "issue", "alice", "--ttl", "720h", "--to", "alice"]).output();
    assert_eq!(warnings(&made.stderr), Vec::<&str>::new());
    let stderr = "warning: certificates end soon: alice in 29 days: `swarmctl certs issue alice`\n";
    sandbox.program(["env"]).stdout("...\n").stderr(stderr).run();
}

#[test]
fn where_nothing_ends_soon_nothing_is_said() {
    let (sandbox, dir) = lab();
    record_leaf(&dir, "a", &node_leaf(&ca_of(&dir), "a", &["127.0.0.1"], 32, 0x5a));
    sandbox.program(["env"]).stdout("...\n").run();
}
