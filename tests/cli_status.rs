//! `status` and `verify --wait` as far as no host is needed: nothing listens on the nodes' ports.

mod support;

use std::time::{Duration, Instant};

use support::{Sandbox, Signal};
use swarmctl::state::{Holder, RunEnd};
use time::macros::datetime;

const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:
  - { name: m1, address: 127.0.0.1, roles: [manager] }
  - { name: w1, address: 127.0.0.2 }\nengine: { port: 2 }\nmanager: { port: 3 }\ndiscovery: { port: 4 }\n";

const PAGE: &str = "\
`lab` is not healthy: [..] (standalone)
[..]
NODE   ROLES               ADDRESS     PLACE   STATE   ENGINE   CERT DAYS
m1     manager,discovery   127.0.0.1   -       -       -        -           error: [..]
w1     -                   127.0.0.2   -       -       -        -           error: [..]

Consul        no leader, 0 of 1 server up, none can be lost
certificates  the first to end is that of operator, on [..], in [..] days
held by       `init` (process 4711 of ops@laptop, since 14:02:00 UTC)

last runs (UTC)
2026-03-01 14:02:00  [..]@[..]  init: under way
2026-03-01 13:00:00  [..]@[..]  apply: failed
";

fn lab() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox
}

#[test]
fn the_page_has_the_verdict_what_is_wrong_the_nodes_and_what_the_store_knows() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    dir.journal().begin("apply", datetime!(2026-03-01 13:00 UTC)).and_then(|run| run.end(RunEnd::Failed, datetime!(2026-03-01 13:01 UTC))).unwrap();
    let since = datetime!(2026-03-01 14:02 UTC);
    dir.journal().begin("init", since).unwrap();
    let _held = dir.lock(&Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since }).unwrap();
    let ran = sandbox.program(["status"]).output();
    assert_eq!((ran.status.code(), ran.stderr.as_str()), (Some(7), ""), "{}", ran.stdout);
    let (first, rest) = ran.stdout.split_once('\n').unwrap();
    let (wrong, rest) = rest.split_once("\n\n").unwrap();
    assert!(wrong.contains("✗ m1  the manager does not answer") && wrong.contains("\n    hint: "), "{wrong}");
    let page = format!("{first}\n\n{rest}");
    assert!(support::matches(PAGE.replacen("[..]\nNODE", "\nNODE", 1).as_str(), &page), "{page}");
}

#[test]
fn programs_get_one_document() {
    let ran = lab().program(["status", "-o", "json"]).output();
    let status: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.status.code(), &status["kind"], &status["healthy"]), (Some(7), &"status".into(), &false.into()));
    let keys: Vec<_> = status.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "at",
        "caChange",
        "cluster",
        "findings",
        "firstEnd",
        "healthy",
        "heldBy",
        "kind",
        "migration",
        "nodes",
        "orchestrator",
        "quorum",
        "runs",
        "schemaVersion",
    ];
    assert_eq!(keys.into_iter().collect::<std::collections::BTreeSet<_>>(), expected.into());
}

#[test]
fn watched_in_a_pipe_a_document_follows_a_line_a_look_until_the_signal_which_is_its_good_end() {
    let sandbox = lab();
    let running = sandbox.program(["status", "--watch", "--interval", "10ms", "-o", "json"]).spawn();
    assert!(running.prints("\n{\"schemaVersion\"", Duration::from_secs(30)));
    running.signal(Signal::Interrupt);
    let ran = running.wait(Duration::from_secs(30));
    assert_eq!(ran.status.code(), Some(0), "{}", ran.stderr);
    assert!(ran.stdout.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok_and(|document| document["kind"] == "status")));
}

#[test]
fn on_a_terminal_the_page_has_a_screen_of_its_own_and_the_terminal_is_given_back() {
    let sandbox = lab();
    let mut terminal = sandbox.program(["status", "--watch", "--interval", "50ms"]).env("NO_COLOR", "1").on_terminal();
    terminal.wait_for("\x1b[?1049h");
    terminal.wait_for("every 50ms; Ctrl-C ends");
    terminal.wait_for("\x1b[H");
    terminal.press("\x03");
    let ran = terminal.wait();
    assert_eq!(ran.status.code(), Some(0), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\x1b[?25h\x1b[?1049l") && !ran.stdout.contains("\x1b[3"), "{:?}", ran.stdout);
}

#[test]
fn a_cluster_that_goes_away_ends_the_watch_with_the_terminal_as_it_was() {
    let sandbox = lab();
    let mut terminal = sandbox.program(["status", "--watch", "--interval", "50ms"]).env("NO_COLOR", "1").on_terminal();
    terminal.wait_for("Ctrl-C ends");
    std::fs::remove_dir_all(sandbox.store().join("clusters/lab")).unwrap();
    let ran = terminal.wait();
    assert_eq!(ran.status.code(), Some(4), "{}", ran.stdout);
    let (_, after) = ran.stdout.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("error: "), "{after}");
}

#[test]
fn verify_waits_as_long_as_it_is_told_and_shows_its_last_look() {
    let began = Instant::now();
    let ran = lab().program(["verify", "-q", "--wait", "1500ms"]).output();
    assert_eq!((ran.status.code(), ran.stdout.matches("is not healthy").count()), (Some(7), 1), "{}", ran.stdout);
    assert!(began.elapsed() >= Duration::from_millis(1500));
}
