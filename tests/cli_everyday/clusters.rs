//! `clusters`, and what a default means for every other verb.

use std::fs;

use swarmctl::pki;
use swarmctl::state::{ClusterDir, Holder, Store};
use time::macros::datetime;

use crate::lab::{SPEC, refuses_bad_names};
use crate::support::Sandbox;

fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox.settle(&SPEC.replace("name: lab", "name: dev").replace("127.0.0", "127.0.1"));
    sandbox
}

#[test]
fn the_cluster_that_was_chosen_is_meant_where_none_is_named() {
    let sandbox = two();
    sandbox.program(["clusters", "use", "dev"]).stderr("`dev` is meant where no cluster is named\n").run();
    sandbox.program(["ip", "w1"]).stdout("127.0.1.2\n").run();
    sandbox.program(["ip", "w1"]).env("SWARMCTL_CLUSTER", "lab").stdout("127.0.0.2\n").run();
    sandbox.program(["ip", "w1", "-c", "lab"]).env("SWARMCTL_CLUSTER", "dev").stdout("127.0.0.2\n").run();
    let stdout = "\
CLUSTER   ORCHESTRATOR   DRIVER   NODES   DEFAULT
dev       standalone     ssh      2       yes
lab       standalone     ssh      2       -
";
    sandbox.program(["clusters", "ls"]).stdout(stdout).run();
    sandbox.program(["ls", "--clusters"]).stdout(stdout).run();
    sandbox.program(["clusters", "use", "--none"]).stderr("no cluster is meant where none is named, unless it is the only one\n").run();
    sandbox.program(["clusters", "use", "--none", "-q"]).run();
    let stderr = "error: there are several clusters: dev, lab\nhint: say which one is meant [..]\n";
    sandbox.program(["ip", "w1"]).stderr(stderr).status(2).run();
}

#[test]
fn a_default_that_is_not_there_any_more_is_no_reason_to_take_another_one() {
    let sandbox = two();
    sandbox.program(["clusters", "use", "dev", "-q"]).run();
    fs::remove_dir_all(sandbox.store().join("clusters/dev")).expect("it is there");
    let stderr = "error: the default cluster `dev` is not in the store any more\n\
                  hint: choose another with `swarmctl clusters use NAME` (there are: lab), or none with `--none`\n";
    sandbox.program(["destroy", "--yes"]).stderr(stderr).status(4).run();
    sandbox.program(["clusters", "use", "dev"]).stderr("error: there is no cluster `dev`\nhint: there are: lab\n").status(4).run();
}

#[test]
fn a_cluster_is_forgotten_after_its_name_was_typed_and_what_stays_is_said() {
    let sandbox = two();
    sandbox.program(["clusters", "use", "lab", "-q"]).run();
    let stays = "its containers, certificates and engine configuration stay on m1, w1; \
                 `swarmctl destroy -c lab` takes them away, and cannot once the cluster is forgotten\n";
    let refusal = format!("{stays}error: cannot ask for the cluster's name as a confirmation without a terminal\nhint: say it with `--yes`\n");
    sandbox.program(["clusters", "rm", "lab"]).stderr(refusal).status(2).run();
    assert!(sandbox.store().join("clusters/lab").exists());
    let stderr = format!("{stays}forgot the cluster `lab`; its hosts were not touched\n");
    sandbox.program(["clusters", "rm", "lab", "--yes"]).stderr(stderr).run();
    assert!(!sandbox.store().join("clusters/lab").exists());
    sandbox.program(["ip", "w1"]).stdout("127.0.1.2\n").run();
}

#[test]
fn on_a_terminal_the_name_is_asked_for() {
    let sandbox = two();
    let mut terminal = sandbox.program(["clusters", "rm", "lab"]).on_terminal();
    terminal.wait_for("Type `lab` to forget it");
    terminal.press("dev\r");
    let ran = terminal.wait();
    assert!(ran.stdout.contains("nothing was touched") && sandbox.store().join("clusters/lab").exists(), "{ran:?}");
}

#[test]
fn a_cluster_whose_spec_cannot_be_read_can_be_forgotten_and_one_that_is_held_cannot() {
    let sandbox = two();
    fs::write(sandbox.store().join("clusters/lab/cluster.yaml"), "").expect("the sandbox can be written to");
    let document = "{\n  \"schemaVersion\": 1,\n  \"kind\": \"cluster-forgotten\",\n  \"cluster\": \"lab\",\n  \"nodes\": []\n}\n";
    sandbox.program(["clusters", "rm", "lab", "--yes", "-q", "-o", "json"]).stdout(document).run();
    let dev = swarmctl::state::Store::open(&sandbox.store()).expect("it opens").at(&"dev".parse().expect("a name"));
    let holder = Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) };
    let _held = dev.lock(&holder).expect("nobody holds it");
    sandbox.program(["clusters", "rm", "dev", "--yes", "-q"]).stderr("error: cluster `dev` is held by `init` [..]\nhint: [..]\n").status(9).run();
    assert!(dev.exists());
}

const RENAMED: &str = "cluster `lab` is named `staging` from now on; its hosts were not touched\n  \
                       next: `eval \"$(swarmctl env -c staging)\"` in shells that spoke to it by its former name\n";

fn at(sandbox: &Sandbox, name: &str) -> ClusterDir {
    Store::open(&sandbox.store()).expect("it opens").at(&name.parse().expect("a name"))
}

/// The state in which a renamed cluster is: by its next name, with the mark of its first.
fn is_renamed(sandbox: &Sandbox) {
    assert!(!at(sandbox, "lab").exists());
    let staging = at(sandbox, "staging");
    assert_eq!(staging.mark().expect("it can be read").as_str(), "lab");
    assert!(staging.spec().expect("it can be read").is_some_and(|spec| spec.contains("name: staging\n")));
    sandbox.program(["ip", "w1"]).stdout("127.0.0.2\n").run();
}

#[test]
fn a_renamed_cluster_is_known_by_its_next_name_and_the_choice_and_contexts_follow() {
    let sandbox = two();
    sandbox.program(["clusters", "use", "lab", "-q"]).run();
    sandbox.program(["context", "create", "-q"]).run();
    let stderr = format!("the docker client's context `lab` is cluster `staging`'s from now on\n{RENAMED}");
    sandbox.program(["clusters", "rename", "lab", "staging"]).stderr(stderr).run();
    is_renamed(&sandbox);
    let meta = sandbox.home().join(".docker/contexts/meta").join(pki::fingerprint(b"lab")).join("meta.json");
    assert!(fs::read_to_string(meta).expect("it is there").contains("\"io.swarmctl.cluster\":\"staging\""));
    let stderr = "error: there is no cluster `lab`\nhint: cluster `staging` had that name before\n";
    sandbox.program(["ip", "w1", "-c", "lab"]).stderr(stderr).status(4).run();
}

#[test]
fn a_rename_that_was_cut_off_after_any_write_is_finished_by_the_same_command() {
    for cut in 0..3 {
        let sandbox = two();
        sandbox.program(["clusters", "use", "lab", "-q"]).run();
        let lab = at(&sandbox, "lab");
        sandbox.program(["clusters", "rename", "lab", "staging", "-q"]).run();
        // Back to what was there before the writes that the cut forestalls.
        fs::write(sandbox.store().join("default-cluster"), "lab\n").expect("the sandbox can be written to");
        if cut < 2 {
            fs::rename(at(&sandbox, "staging").path(), lab.path()).expect("it is there");
        }
        if cut < 1 {
            lab.write_spec(SPEC).expect("the sandbox can be written to");
        }
        if cut < 2 {
            sandbox.program(["ip", "w1", "-c", "lab"]).stdout("127.0.0.2\n").run();
        }
        sandbox.program(["clusters", "rename", "lab", "staging"]).stderr(RENAMED).run();
        is_renamed(&sandbox);
    }
}

#[test]
fn a_name_that_is_taken_or_that_another_cluster_s_hosts_carry_is_refused() {
    let sandbox = two();
    let another = "hint: take another name; `swarmctl clusters ls` lists those that are taken\n";
    let table = [
        ("lab", "dev", 2, format!("error: there is a cluster `dev` already\n{another}")),
        ("lab", "lab", 2, format!("error: cluster `lab` is to have the name that it has\n{another}")),
        ("old", "new", 4, "error: there is no cluster `old`\nhint: there are: dev, lab\n".to_owned()),
        ("old", "dev", 4, "error: there is no cluster `old`\nhint: there are: dev, lab\n".to_owned()),
    ];
    for (from, to, status, stderr) in table {
        sandbox.program(["clusters", "rename", from, to]).stderr(stderr).status(status).run();
    }
    sandbox.program(["clusters", "rename", "lab", "staging", "-q"]).run();
    let carried = "error: the hosts of cluster `staging` carry the name `lab`, under which it was made\n";
    sandbox.program(["clusters", "rename", "dev", "lab"]).stderr(format!("{carried}{another}")).status(2).run();
    sandbox.write("lab.yaml", SPEC);
    let hint = "hint: write `name: staging` into the spec if that cluster is meant, else take another name\n";
    for more in ["--dry-run", "--yes"] {
        sandbox.program(["init", "-f", "lab.yaml", more]).stderr(format!("{carried}{hint}")).status(2).run();
    }
    sandbox.program(["clusters", "rename", "staging", "lab", "-q"]).run();
    assert!(at(&sandbox, "lab").exists());
}

#[test]
fn a_cluster_that_is_held_is_not_renamed_and_programs_are_told_both_names() {
    let sandbox = two();
    let holder = Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) };
    for name in ["lab", "staging"] {
        let _held = at(&sandbox, name).lock(&holder).expect("nobody holds it");
        let stderr = format!("error: cluster `{name}` is held by `init` [..]\nhint: [..]\n");
        sandbox.program(["clusters", "rename", "lab", "staging"]).stderr(stderr).status(9).run();
    }
    let document = "{\n  \"schemaVersion\": 1,\n  \"kind\": \"cluster-renamed\",\n  \"from\": \"lab\",\n  \"to\": \"staging\"\n}\n";
    sandbox.program(["clusters", "rename", "lab", "staging", "-q", "-o", "json"]).stdout(document).run();
}

#[test]
fn what_is_no_cluster_s_name_never_gets_to_the_store_or_the_terminal() {
    let sandbox = two();
    for verb in ["use", "rm"] {
        refuses_bad_names(&sandbox, |name| vec!["clusters".into(), verb.into(), name.to_owned()]);
    }
    refuses_bad_names(&sandbox, |name| vec!["clusters".into(), "rename".into(), "lab".into(), name.to_owned()]);
}
