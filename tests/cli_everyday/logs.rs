//! `logs`, where no engine can be reached.

use crate::lab::{SPEC, lab, refuses_bad_names};
use crate::support::Sandbox;

#[test]
fn an_engine_that_does_not_answer_is_told_by_node() {
    let ran = lab().program(["logs", "manager"]).output();
    assert_eq!((ran.status.code(), ran.stdout.as_str()), (Some(5), ""));
    assert!(ran.stderr.starts_with("error: node `m1`: ") && ran.stderr.contains("\nhint: ") && !ran.stderr.contains("w1"), "{}", ran.stderr);
}

#[test]
fn programs_get_what_could_not_be_read_too() {
    let ran = lab().program(["logs", "w1", "-o", "json"]).output();
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert_eq!((&document["kind"], &document["items"][0]["node"], &document["items"][0]["source"]), (&"logs".into(), &"w1".into(), &"agent".into()));
    assert!(document["items"][0]["error"].is_string());
    let stderr = "error: a log that is followed is no document\nhint: leave out `--follow`, or follow it with `--output jsonl`\n";
    let ran = lab().program(["logs", "w1", "-f", "-o", "json"]).output();
    assert_eq!((ran.stderr.as_str(), ran.status.code()), (stderr, Some(2)));
}

#[test]
fn in_swarm_mode_it_is_said_what_there_is_instead() {
    let sandbox = Sandbox::new();
    sandbox.settle(&SPEC.replace("name: lab", "name: lab\norchestrator: swarm-mode"));
    let stderr = "error: in swarm mode there are no containers of swarmctl's: the engine does it all\n\
                  hint: `--engine` shows the engines' journals, `swarmctl docker -- service logs NAME` a service's words\n";
    sandbox.program(["logs", "manager"]).stderr(stderr).status(2).run();
    let ran = sandbox.program(["logs", "manager", "--engine"]).output();
    assert!(ran.status.code() == Some(5) && ran.stderr.contains("cannot reach ops@127.0.0.1:1 by SSH"), "{}", ran.stderr);
}

#[test]
fn a_role_that_no_node_has_is_told() {
    let sandbox = Sandbox::new();
    sandbox.settle(&SPEC.replace("name: lab", "name: lab\ndiscovery: static"));
    let stderr = "error: no node of cluster `lab` has a container of the role `consul`\nhint: `swarmctl ls` shows the nodes with their roles\n";
    sandbox.program(["logs", "consul"]).stderr(stderr).status(4).run();
}

#[test]
fn what_is_no_role_and_no_node_is_refused() {
    let sandbox = lab();
    sandbox.program(["logs", "w9"]).stderr("error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n").status(4).run();
    refuses_bad_names(&sandbox, |name| vec!["logs".into(), name.to_owned()]);
    for lines in ["0", "-1", "x", "99999999999"] {
        assert_eq!(sandbox.program(["logs", "manager", "-n", lines]).output().status.code(), Some(2), "{lines}");
    }
}
