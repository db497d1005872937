//! The store seen from outside: which cluster is meant, files that were cut short, a store that cannot be written, a cluster that is held.

mod support;

use std::fs;

use support::Sandbox;
use swarmctl::state::Holder;
use time::macros::datetime;

/// Nothing listens on port 1, so the node is found to be unreachable at once.
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";

/// Verbs that are about one cluster of the store.
const VERBS: [&[&str]; 30] = [
    &["plan"],
    &["apply"],
    &["verify"],
    &["ps"],
    &["ls"],
    &["env"],
    &["docker", "--", "ps"],
    &["context", "create"],
    &["ssh", "a"],
    &["scp", "x", "a:"],
    &["ip", "a"],
    &["exec", "--", "id"],
    &["logs", "agent"],
    &["inspect"],
    &["history"],
    &["export", "x"],
    &["status"],
    &["certs", "ls"],
    &["certs", "show", "ca"],
    &["certs", "check"],
    &["failover"],
    &["lock", "status"],
    &["lock", "release", "--yes"],
    &["upgrade"],
    &["start", "a"],
    &["stop", "a", "--yes"],
    &["restart", "a", "--yes"],
    &["migrate", "--to", "swarm-mode"],
    &["destroy", "--yes"],
    &["destroy", "--dry-run"],
];

fn named(name: &str) -> String {
    SPEC.replace("name: lab", &format!("name: {name}"))
}

#[test]
fn without_a_cluster_each_verb_says_how_to_make_one() {
    for verb in VERBS {
        let stderr = "error: there is no cluster yet\nhint: make one: `swarmctl init`\n";
        Sandbox::new().program(verb).stderr(stderr).status(4).run();
    }
}

#[test]
fn of_several_clusters_one_must_be_named() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox.settle(&named("dev"));
    for verb in VERBS {
        let stderr = "error: there are several clusters: dev, lab\nhint: say which one is meant with `--cluster NAME` or SWARMCTL_CLUSTER, or choose one with `swarmctl clusters use NAME`\n";
        sandbox.program(verb).stderr(stderr).status(2).run();
    }
}

#[test]
fn a_cluster_that_is_not_there_is_told_with_those_that_are() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox.settle(&named("dev"));
    for verb in VERBS {
        let args = [&["-c", "prod"], verb].concat();
        sandbox.program(args).stderr("error: there is no cluster `prod`\nhint: there are: dev, lab\n").status(4).run();
    }
}

#[test]
fn the_clusters_of_the_store_are_listed_also_one_that_cannot_be_read() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    let dev = sandbox.settle(&named("dev"));
    fs::write(dev.spec_path(), "").expect("the sandbox can be written to");
    let stdout = "\
CLUSTER   ORCHESTRATOR   DRIVER   NODES   DEFAULT
dev       -              -        -       -         error: [DIR]/store/clusters/dev/cluster.yaml cannot be read
lab       standalone     ssh      1       -
";
    sandbox.program(["ls", "--clusters"]).stdout(stdout).run();
}

#[test]
fn a_store_that_cannot_be_written_is_found_before_anything_is_done() {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", SPEC);
    // Permissions do not bind root, but nobody can write under a file.
    let file = sandbox.write("file", "");
    let stderr = "\
error: the store `[DIR]/work/file/store` cannot be written: Not a directory (os error 20)
hint: make it writable for you, or name another directory with `SWARMCTL_HOME`
";
    sandbox.program(["init", "-f", "cluster.yaml"]).env("SWARMCTL_HOME", file.join("store")).stderr(stderr).status(1).run();
}

/// Cuts a file of the store short, and expects of `verify` and of `init` that they name it and say what to do.
fn cut_short(file: &str, keep: usize, cause: &str, hint: &str) {
    let sandbox = Sandbox::new();
    let path = sandbox.settle(SPEC).path().join(file);
    let whole = fs::read(&path).expect("the file is in the store");
    fs::write(&path, &whole[..keep.min(whole.len())]).expect("the sandbox can be written to");
    let stderr = format!("error: `[DIR]/store/clusters/lab/{file}` is damaged: {cause}\nhint: {hint}\n");
    for verb in [&["verify"][..], &["ls"], &["destroy", "--yes"], &["init", "--dry-run"]] {
        sandbox.program(verb).stderr(&stderr).status(1).run();
    }
}

#[test]
fn a_spec_cut_to_nothing_is_named() {
    cut_short("cluster.yaml", 0, "it is empty", "give the cluster its spec again with `swarmctl init -f FILE`");
}

#[test]
fn a_record_cut_short_is_named() {
    let hint =
        "bring it back from a backup, or remove it and run `swarmctl init` again: the nodes are looked at anew, only what was brought to them is forgotten";
    cut_short("state.json", 20, "it is cut short at line 3", hint);
}

const CA_HINT: &str = "bring it back from a backup: without it no certificate of this cluster can be issued or checked";

#[test]
fn a_ca_cut_short_is_named() {
    cut_short("pki/ca.pem", 100, "it is cut short", CA_HINT);
}

const CLIENT_HINT: &str = "remove the directory that it is in, then run `swarmctl init` again: another one is issued";

#[test]
fn an_operator_s_certificate_cut_short_is_named() {
    cut_short("client/cert.pem", 100, "it is cut short", CLIENT_HINT);
}

#[test]
fn an_operator_s_key_cut_short_is_named() {
    cut_short("client/key.pem", 100, "it is cut short", CLIENT_HINT);
}

#[test]
fn a_spec_cut_in_its_middle_is_named_with_what_it_lacks() {
    let sandbox = Sandbox::new();
    let path = sandbox.settle(SPEC).spec_path();
    let whole = fs::read_to_string(&path).expect("the file is in the store");
    fs::write(&path, &whole[..whole.find("nodes:").expect("it has nodes")]).expect("the sandbox can be written to");
    let stderr = "\
error: the cluster's spec in `[DIR]/store/clusters/lab/cluster.yaml` cannot be used: cluster.yaml:1:1: there are no nodes, list them under `nodes:` or give `--node NAME=USER@HOST,role=manager`
hint: give the cluster its spec again with `swarmctl init -f FILE`
";
    sandbox.program(["verify"]).stderr(stderr).status(2).run();
}

#[test]
fn a_spec_takes_the_place_of_one_that_was_cut_short() {
    for keep in [0, 20] {
        let sandbox = Sandbox::new();
        let path = sandbox.settle(SPEC).spec_path();
        let whole = fs::read(&path).expect("the file is in the store");
        fs::write(&path, &whole[..keep]).expect("the sandbox can be written to");
        sandbox.write("cluster.yaml", SPEC);
        // That it got as far as the node is all that can be seen without one.
        let stderr = "warning: the store's spec cannot be used any more and is now `[DIR]/store/clusters/lab/cluster.yaml.unusable`: [..]\n...\nerror: node `a`: cannot reach root@127.0.0.1:1 by SSH: Connection refused\nhint: [..]\n";
        sandbox.program(["init", "-f", "cluster.yaml"]).stderr(stderr).status(6).run();
    }
}

#[test]
fn a_journal_that_was_torn_stands_in_nobody_s_way() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    dir.journal().begin("init", datetime!(2026-03-01 14:02:00 UTC)).expect("the sandbox can be written to");
    let path = dir.path().join("journal.jsonl");
    let whole = fs::read_to_string(&path).expect("the file is in the store");
    fs::write(&path, format!("{whole}{{\"at\":\"2026-03")).expect("the sandbox can be written to");
    let stderr = "\
the last run (`init`, 2026-03-01 14:02 UTC) was cut off; going on from there
error: node `a`: cannot reach root@127.0.0.1:1 by SSH: Connection refused
hint: check that the host is up and that `ssh -p 1 root@127.0.0.1` works
";
    sandbox.program(["init"]).stderr(stderr).status(6).run();
}

#[test]
fn a_cluster_that_another_run_holds_is_left_alone() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    // The lock is a process's; this one is another than those that are run.
    let holder = Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) };
    let _lock = dir.lock(&holder).expect("nobody holds it yet");
    let stderr = "\
error: cluster `lab` is held by `init` (process 4711 of ops@laptop, since [TIME])
hint: wait until it ends; if it hangs, stop it with `kill 4711`
";
    let verbs = [&["init"][..], &["destroy", "--yes"], &["apply"], &["add-node", "b=127.0.0.2"], &["promote", "a"]];
    for verb in verbs {
        sandbox.program(verb).stderr(stderr).status(9).run();
    }
}

#[test]
fn a_spec_of_a_cluster_that_is_not_there_is_for_init() {
    for verb in ["plan", "apply"] {
        let sandbox = Sandbox::new();
        sandbox.write("cluster.yaml", SPEC);
        let stderr = "error: there is no cluster `lab`\nhint: make one: `swarmctl init`\n";
        sandbox.program([verb, "-f", "cluster.yaml"]).stderr(stderr).status(4).run();
    }
}

#[test]
fn a_plan_reads_the_stores_copy_and_needs_no_lock() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox.write("cluster.yaml", "no spec");
    let ran = sandbox.program(["plan", "--detailed-exitcode"]).output();
    assert_eq!(ran.status.code(), Some(6), "{}", ran.stderr);
}
