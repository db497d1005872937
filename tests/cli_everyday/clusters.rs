//! `clusters`, and what a default means for every other verb.

use std::fs;

use swarmctl::state::Holder;
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

#[test]
fn what_is_no_cluster_s_name_never_gets_to_the_store_or_the_terminal() {
    let sandbox = two();
    for verb in ["use", "rm"] {
        refuses_bad_names(&sandbox, |name| vec!["clusters".into(), verb.into(), name.to_owned()]);
    }
}
