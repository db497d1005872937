//! `migrate` without hosts: which way can be gone from where a cluster is, and who has to wait meanwhile.

mod support;

use support::Sandbox;
use swarmctl::model::MigrationStage;
use swarmctl::state::{ClusterDir, Pair};
use time::OffsetDateTime;

/// Nothing listens on port 1, so the node is found to be unreachable at once.
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";
const UNREACHABLE: &str = "error: node `a`: cannot reach root@127.0.0.1:1 by SSH: Connection refused\nhint: [..]\n";

const JOIN: [&str; 3] = ["migrate", "--to", "swarm-mode"];
const FINISH: [&str; 2] = ["migrate", "--finish"];
const BACK: [&str; 2] = ["migrate", "--back"];

/// A standalone cluster whose move is in a stage.
fn moving(stage: MigrationStage) -> (Sandbox, ClusterDir) {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    dir.enter_migration(stage, OffsetDateTime::now_utc()).expect("the sandbox can be written to");
    (sandbox, dir)
}

#[test]
fn it_must_be_said_where_to_or_which_way() {
    let sandbox = Sandbox::new();
    let stderr = "error: the following required arguments were not provided:\n  --to <ORCHESTRATOR>\n...\n";
    sandbox.program(["migrate"]).stderr(stderr).status(2).run();
    let stderr = "error: invalid value 'standalone' for '--to <ORCHESTRATOR>'\n  [possible values: swarm-mode]\n...\n";
    sandbox.program(["migrate", "--to", "standalone"]).stderr(stderr).status(2).run();
    for more in [&["--finish"][..], &["--to", "swarm-mode"]] {
        sandbox.program([&BACK[..], more].concat()).stderr("error: the argument '--back' cannot be used with [..]\n...\n").status(2).run();
    }
}

#[test]
fn without_a_move_there_is_nothing_to_finish_and_no_way_back() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    let stderr = "error: no move to swarm mode is under way in cluster `lab`\nhint: `swarmctl migrate --to swarm-mode -c lab` begins one\n";
    for way in [FINISH, BACK] {
        sandbox.program(way).stderr(stderr).status(1).run();
    }
}

#[test]
fn a_cluster_in_swarm_mode_is_where_it_is_to_be_and_does_not_go_back() {
    let sandbox = Sandbox::new();
    sandbox.settle(&format!("{SPEC}orchestrator: swarm-mode\n"));
    for way in [&JOIN[..], &FINISH] {
        sandbox.program(way).stderr("cluster `lab` is `swarm-mode` already\n").run();
    }
    let document = sandbox.program([&JOIN[..], &["-q", "-o", "json"]].concat()).output();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&document.stdout).expect("it is JSON")["nodes"], serde_json::json!([]));
    let stderr = "error: there is no way back: what standalone needs was taken away from cluster `lab`\n";
    sandbox.program(BACK).stderr(stderr).status(1).run();
}

#[test]
fn a_move_whose_spec_was_written_is_over_even_if_the_run_was_killed_then() {
    let (sandbox, dir) = moving(MigrationStage::Finish);
    let spec = swarmctl::spec::parse(format!("{SPEC}orchestrator: swarm-mode\n").as_bytes(), &swarmctl::spec::SourceContext::default()).expect("a spec");
    dir.write_spec(&swarmctl::spec::to_yaml(&spec)).expect("the sandbox can be written to");
    sandbox.program(FINISH).stderr("cluster `lab` is `swarm-mode` already\n").run();
    sandbox.program(["init", "-c", "lab"]).stderr(UNREACHABLE).status(6).run();
}

#[test]
fn a_cluster_that_changes_its_ca_does_not_move_before_it_has_ended() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    let (ca, key_pem) = swarmctl::pki::Ca::make(dir.name(), &certs(), OffsetDateTime::now_utc(), [7; 16]).expect("a CA");
    dir.begin_rotation(&Pair { cert_pem: ca.pem().to_owned(), key_pem }, OffsetDateTime::now_utc()).expect("the sandbox can be written to");
    let stderr = "error: cluster `lab` is changing its CA\nhint: end it first with `swarmctl certs rotate-ca -c lab`\n";
    sandbox.program(JOIN).stderr(stderr).status(1).run();
}

fn certs() -> swarmctl::model::CertPolicy {
    swarmctl::spec::parse(SPEC.as_bytes(), &swarmctl::spec::SourceContext::default()).expect("a spec").certs
}

#[test]
fn a_move_goes_on_from_the_stage_it_is_in() {
    let goes_on = [(MigrationStage::Join, &[&JOIN[..], &FINISH, &BACK][..]), (MigrationStage::Back, &[&BACK]), (MigrationStage::Finish, &[&FINISH, &JOIN])];
    for (stage, ways) in goes_on {
        let (sandbox, _) = moving(stage);
        for way in ways {
            // That it got as far as the node is all that can be seen without one.
            sandbox.program(*way).stderr(UNREACHABLE).status(6).run();
        }
    }
}

#[test]
fn what_was_turned_round_goes_back_first_and_what_is_taken_away_does_not_come_back() {
    let (sandbox, _) = moving(MigrationStage::Back);
    let stderr = "error: cluster `lab` is going back to standalone\nhint: `swarmctl migrate --back -c lab` goes on\n";
    for way in [&JOIN[..], &FINISH] {
        sandbox.program(way).stderr(stderr).status(1).run();
    }
    let (sandbox, _) = moving(MigrationStage::Finish);
    let stderr = "error: there is no way back: what standalone needs was taken away from cluster `lab`\n";
    sandbox.program(BACK).stderr(stderr).status(1).run();
}

#[test]
fn who_would_change_a_cluster_in_another_way_waits_until_it_has_moved() {
    let told = [
        (
            MigrationStage::Join,
            "error: cluster `lab` is moving to swarm mode\nhint: `swarmctl migrate --to swarm-mode -c lab` goes on, `swarmctl migrate --back -c lab` goes \
             back, `swarmctl migrate --finish -c lab` ends it\n",
        ),
        (MigrationStage::Back, "error: cluster `lab` is going back to standalone\nhint: `swarmctl migrate --back -c lab` goes on\n"),
        (MigrationStage::Finish, "error: cluster `lab` is moving to swarm mode\nhint: `swarmctl migrate --finish -c lab` goes on\n"),
    ];
    for (stage, stderr) in told {
        let (sandbox, _) = moving(stage);
        let verbs: [&[&str]; 6] = [
            &["init"],
            &["init", "--dry-run"],
            &["certs", "rotate"],
            &["certs", "rotate-ca"],
            &["certs", "rotate-ca", "--now", "--yes"],
            &["certs", "san", "add", "a", "a.example"],
        ];
        for verb in verbs {
            sandbox.program(verb).stderr(stderr).status(3).run();
        }
    }
}

#[test]
fn a_file_that_says_how_far_a_move_is_and_was_cut_short_is_named() {
    let (sandbox, dir) = moving(MigrationStage::Join);
    let path = dir.path().join("migration.json");
    std::fs::write(&path, "{").expect("the sandbox can be written to");
    let stderr = "error: `[DIR]/store/clusters/lab/migration.json` is damaged: [..]\nhint: bring it back from a backup: it says whether the cluster moves to swarm mode or goes back\n";
    for verb in [&JOIN[..], &["init"], &["verify"]] {
        sandbox.program(verb).stderr(stderr).status(1).run();
    }
}
