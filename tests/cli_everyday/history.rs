//! `history`.

use std::fs;

use crate::lab::{SPEC, lab};
use crate::support::Sandbox;

/// Two runs: one of before the journal said who, which was cut off, and one that failed on a node.
const JOURNAL: &str = r#"{"at":"2026-03-01T14:02:00Z","run":"1-1","verb":"init","event":"run-started"}
{"at":"2026-03-01T14:02:00Z","run":"1-1","verb":"init","event":"started","id":0,"step":"make-ca","title":"make the cluster CA (3650 days)"}
{"at":"2026-03-02T14:02:00Z","run":"2-7","verb":"certs rotate","event":"run-started","by":"ops@lap\u001b[2Jtop"}
{"at":"2026-03-02T14:02:01Z","run":"2-7","verb":"certs rotate","event":"started","id":1,"node":"w1","step":"claim-node","title":"mark the host"}
{"at":"2026-03-02T14:02:02Z","run":"2-7","verb":"certs rotate","event":"failed","id":1,"node":"w1","step":"claim-node","title":"mark the host","tookMs":700,"error":"no space left"}
{"at":"2026-03-02T14:02:04.9Z","run":"2-7","verb":"certs rotate","event":"run-ended","end":"failed"}
"#;

fn with_journal(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    fs::write(dir.path().join("journal.jsonl"), text).expect("the sandbox can be written to");
    sandbox
}

#[test]
fn runs_are_listed_the_newest_last_and_nothing_in_them_drives_the_terminal() {
    let stdout = r"RUN  WHEN (UTC)           WHO                VERB          NODES  STEPS        OUTCOME  TOOK
1-1  2026-03-01 14:02:00  -                  init          -      0            cut off  -
2-7  2026-03-02 14:02:00  ops@lap\u{1b}[2Jtop  certs rotate  w1     0, 1 failed  failed   4.9 s
";
    let sandbox = with_journal(JOURNAL);
    let ran = sandbox.program(["history"]).output();
    let squeezed = |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!((squeezed(&ran.stdout), ran.stderr.as_str()), (squeezed(stdout), ""));
    let ran = sandbox.program(["history", "-n", "1"]).output();
    assert_eq!(ran.stdout.lines().count(), 2);
    assert_eq!(sandbox.program(["history", "-n", "0"]).output().status.code(), Some(2));
}

#[test]
fn a_run_is_shown_with_its_steps() {
    let stdout = "\
`init`, 2026-03-01 14:02:00 UTC: cut off
AT        NODE          OUTCOME  TOOK  STEP
14:02:00  this machine  cut off  -     make the cluster CA (3650 days)
";
    let sandbox = with_journal(JOURNAL);
    sandbox.program(["history", "--run", "1-1"]).stdout(stdout).run();
    let ran = sandbox.program(["history", "--run", "last", "-o", "json"]).output();
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert_eq!((&document["kind"], &document["run"], &document["outcome"]), (&"history-run".into(), &"2-7".into(), &"failed".into()));
    assert_eq!((&document["tookMs"], &document["steps"][0]["error"]), (&4900.into(), &"no space left".into()));
}

#[test]
fn a_run_that_is_not_there_is_told() {
    let stderr = "error: cluster `lab` has had no such run\nhint: `swarmctl history` lists them\n";
    for id in ["9-9", "last", "$(id)", "", "\u{1b}[2J"] {
        lab().program(["history", "--run", id]).stderr(stderr).status(4).run();
    }
    lab().program(["history"]).stdout("RUN  WHEN (UTC)  WHO  VERB  NODES  STEPS  OUTCOME  TOOK\n").run();
}

#[test]
fn a_journal_that_cannot_be_read_is_named_and_said_to_be_dispensable() {
    let stderr = "error: `[DIR]/store/clusters/lab/journal.jsonl` is damaged: line 1: [..]\nhint: move it away: it is the history, and no run needs it\n";
    with_journal("garbage\n").program(["history"]).stderr(stderr).status(1).run();
}
