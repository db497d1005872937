//! `exec`, where no node can be reached.

use crate::lab::{lab, refuses_bad_names};

#[test]
fn nodes_that_cannot_be_reached_are_told_each_and_the_exit_code_is_5() {
    let unreachable = |node: &str, address: &str| {
        format!("error: node `{node}`: cannot reach ops@{address}:1 by SSH: [..]\nhint: check that the host is up and that `ssh -p 1 ops@{address}` works\n")
    };
    let stderr = unreachable("m1", "127.0.0.1") + &unreachable("w1", "127.0.0.2");
    lab().program(["exec", "--", "id"]).stderr(stderr).status(5).run();
}

#[test]
fn programs_get_one_document_also_where_nodes_failed() {
    let sandbox = lab();
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "exec",
  "items": [
    {
      "node": "w1",
      "status": null,
      "stdout": "",
      "stderr": "",
      "truncated": false,
      "error": "cannot reach ops@127.0.0.2:1 by SSH: [..]"
    }
  ]
}
"#;
    sandbox.program(["exec", "--role", "worker", "-o", "json", "--", "id"]).stdout(stdout).stderr("error: node `w1`: [..]\nhint: [..]\n").status(5).run();
}

#[test]
fn nodes_are_named_or_chosen_by_a_role_that_somebody_has() {
    let sandbox = lab();
    sandbox.program(["exec", "w9", "--", "id"]).stderr("error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n").status(4).run();
    let named = sandbox.program(["exec", "w1", "--", "id"]).env("SWARMCTL_ROLE", "manager").output();
    assert!(named.stderr.contains("node `w1`") && !named.stderr.contains("node `m1`"), "{}", named.stderr);
    refuses_bad_names(&sandbox, |name| ["exec", name].into_iter().map(str::to_owned).chain(["--".into(), "id".into()]).collect());
}

#[test]
fn there_is_always_a_command() {
    for args in [&["exec"][..], &["exec", "m1"], &["exec", "--"]] {
        assert_eq!(lab().program(args).output().status.code(), Some(2), "{args:?}");
    }
}
