//! `lock`: what is told where no manager can be reached, and who is kept out by a run on this very machine.

use swarmctl::state::{Holder, Store};
use time::macros::datetime;

use crate::lab::lab;

#[test]
fn a_manager_that_cannot_be_asked_is_named_and_not_taken_for_a_free_one() {
    let sandbox = lab();
    let stdout = "NODE   HELD BY   VERB   SINCE\nm1     -         -      -       error: cannot reach ops@127.0.0.1:1 by SSH: [..]\n";
    sandbox.program(["lock", "status"]).stdout(stdout).status(6).run();
    let stderr = "error: node `m1`: cannot reach ops@127.0.0.1:1 by SSH: [..]\nhint: check that the host is up and that `ssh -p 1 ops@127.0.0.1` works\n";
    sandbox.program(["lock", "release", "--yes"]).stderr(stderr).status(6).run();
}

#[test]
fn programs_get_the_same_under_stable_names() {
    let ran = lab().program(["lock", "status", "-o", "json"]).output();
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert_eq!((&document["schemaVersion"], &document["kind"]), (&1.into(), &"lock".into()));
    let keys: Vec<_> = document["items"][0].as_object().expect("a row").keys().cloned().collect();
    assert_eq!(keys, ["error", "held", "node", "owner", "pid", "since", "thisStore", "verb"]);
}

#[test]
fn a_run_of_this_store_that_is_under_way_keeps_its_lock() {
    let sandbox = lab();
    let dir = Store::open(&sandbox.store()).expect("it opens").at(&"lab".parse().expect("a name"));
    let holder = Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) };
    let _held = dir.lock(&holder).expect("nobody holds it");
    let stderr = "error: cluster `lab` is held by `init` (process 4711 of ops@laptop, since [TIME])\n\
                  hint: wait until it ends; if it hangs, stop it with `kill 4711`\n";
    sandbox.program(["lock", "release", "--yes"]).stderr(stderr).status(9).run();
}

#[test]
fn looking_gives_a_store_no_id() {
    let sandbox = lab();
    sandbox.program(["lock", "status"]).output();
    assert!(!sandbox.store().join("store-id.json").exists());
}
