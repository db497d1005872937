//! Hosts that cannot be reached, and questions that nobody is there to answer.

mod support;

use std::path::Path;

use support::Sandbox;

/// Nothing listens on port 1, so the connection is refused at once.
const NODE: &str = "a=root@127.0.0.1:1,role=manager";
const UNREACHABLE: &str = "\
error: node `a`: cannot reach root@127.0.0.1:1 by SSH: Connection refused
hint: check that the host is up and that `ssh -p 1 root@127.0.0.1` works
";
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";

fn is_empty(dir: &Path) -> bool {
    std::fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none())
}

#[test]
fn a_host_that_cannot_be_reached_ends_a_run_before_anything_is_in_the_store() {
    for more in [&[][..], &["--dry-run"]] {
        let sandbox = Sandbox::new();
        sandbox.program([&["init", "--name", "lab", "--node", NODE], more].concat()).stderr(UNREACHABLE).status(6).run();
        assert!(is_empty(&sandbox.store().join("clusters")), "the store is not empty");
    }
}

#[test]
fn every_host_that_cannot_be_reached_is_named() {
    let nodes = ["--node", NODE, "--node", "b=root@127.0.0.2:1"];
    let stderr = format!("{UNREACHABLE}{}", UNREACHABLE.replace("node `a`", "node `b`").replace("127.0.0.1", "127.0.0.2"));
    Sandbox::new().program([&["init", "--name", "lab"][..], &nodes].concat()).stderr(stderr).status(6).run();
}

#[test]
fn without_an_ssh_program_the_way_to_get_one_is_told() {
    let sandbox = Sandbox::new();
    let stderr = "\
error: node `a`: the `ssh` program was not found
hint: install the OpenSSH client (Debian, Ubuntu: `apt install openssh-client`)
";
    sandbox.program(["init", "--name", "lab", "--node", NODE]).env("PATH", sandbox.home()).stderr(stderr).status(6).run();
}

#[test]
fn destroy_leaves_a_cluster_whose_host_cannot_be_reached_unless_forced() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    let stderr = "\
error: node `a`: cannot reach root@127.0.0.1:1 by SSH: Connection refused
hint: bring the host back, or leave it as it is with `--force`
";
    sandbox.program(["destroy", "--yes"]).stderr(stderr).status(6).run();
    assert!(dir.exists(), "the cluster is gone");
}

#[test]
fn destroy_by_force_says_what_it_leaves() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    let plan = "\
this machine
  + forget the cluster
warning: a cannot be reached: what is on it stays there
1 step to do on this machine
";
    sandbox.program(["destroy", "--force", "--dry-run"]).stdout(plan).run();
    assert!(dir.exists(), "the cluster is gone");
}

/// A cluster at ports where no machine listens.
fn silent() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(&format!("{SPEC}engine: {{ port: 2 }}\nmanager: {{ port: 3 }}\ndiscovery: {{ port: 4 }}\n"));
    sandbox
}

#[test]
fn a_cluster_that_does_not_answer_is_unhealthy() {
    let stdout = "\
version
  ✗ a  the manager does not answer: nothing listens on 127.0.0.1:3 (connection refused)
    hint: run `swarmctl init` again
certificate
  ✗ a  no consul certificate: nothing listens on 127.0.0.1:4 (connection refused)
    hint: run `swarmctl init` again
engine
  ✗ a  the engine does not answer: nothing listens on 127.0.0.1:2 (connection refused)
    hint: run `swarmctl init` again
discovery
  ✗ Consul on `a` does not answer: nothing listens on 127.0.0.1:4 (connection refused)
    hint: run `swarmctl init` again
`lab` is not healthy: 4 errors, 0 ok
";
    silent().program(["verify"]).stdout(stdout).status(7).run();
}

#[test]
fn a_manager_that_does_not_answer_has_its_row_among_the_versions() {
    let stdout = "\
COMPONENT   VERSION   API   ROLE
swarmctl    0.1.0     -     -
a           -         -     -      error: cannot connect to 127.0.0.1:3: connection refused, and there is no way through SSH: cannot reach root@127.0.0.1:1 by SSH: Connection refused
";
    silent().program(["version"]).stdout(stdout).status(7).run();
}

#[test]
fn a_node_that_does_not_answer_has_its_row_among_the_nodes() {
    let stdout = "\
NODE   ROLES               ADDRESS     PLACE   STATE   ENGINE   CERT DAYS
a      manager,discovery   127.0.0.1   -       -       -        -           error: cannot connect to 127.0.0.1:2: connection refused, and there is no way through SSH: cannot reach root@127.0.0.1:1 by SSH: Connection refused
";
    silent().program(["ls"]).stdout(stdout).status(5).run();
}

#[test]
fn containers_that_nobody_can_list_are_a_failure_of_the_cluster_s() {
    let stderr = "\
error: node `a`: cannot connect to 127.0.0.1:3: connection refused, and there is no way through SSH: cannot reach root@127.0.0.1:1 by SSH: Connection refused
hint: `swarmctl verify` says what is wrong
";
    silent().program(["ps"]).stderr(stderr).status(7).run();
}

#[test]
fn a_trial_deployment_needs_a_manager_that_answers() {
    let sandbox = Sandbox::new();
    sandbox.settle(&format!("{SPEC}orchestrator: swarm-mode\nengine: {{ port: 2 }}\n"));
    let stdout = "\
engine
  ✗ a  the engine does not answer: nothing listens on 127.0.0.1:2 (connection refused)
    hint: run `swarmctl init` again
deploy
  ✗ the trial deployment failed: cannot connect to lab: no manager answers
    hint: look at the other findings first; then check the image's name
`lab` is not healthy: 2 errors, 0 ok
";
    sandbox.program(["verify", "--deploy", "alpine"]).stdout(stdout).status(7).run();
}

#[test]
fn the_only_manager_cannot_be_relieved() {
    let stderr = "\
error: the cluster has one manager, and no other could be the primary
hint: give another node `role: manager` in the spec, then run `swarmctl init`
";
    silent().program(["failover"]).stderr(stderr).status(2).run();
}

#[test]
fn a_leader_of_swarm_mode_is_elected_and_not_named() {
    let sandbox = Sandbox::new();
    sandbox.settle(&format!("{SPEC}orchestrator: swarm-mode\n"));
    let stderr = "\
error: cluster `lab` is `swarm-mode`: its managers elect their leader, and nobody can name another one
hint: to work on its node, set `availability: drain` there and run `swarmctl init`; when its engine stops, the others elect another leader, as long as more than half of the managers run
";
    sandbox.program(["failover", "--to", "a"]).stderr(stderr).status(2).run();
}

#[test]
fn the_primary_can_only_be_a_node_of_the_cluster() {
    silent().program(["failover", "--to", "b"]).stderr("error: cluster `lab` has no node `b`\nhint: its nodes are a\n").status(4).run();
}

#[test]
fn a_primary_is_not_moved_where_no_manager_answers() {
    let sandbox = Sandbox::new();
    let second = SPEC.replace("role: manager }\n", "role: manager }\n  - { name: b, address: 127.0.0.2, role: manager }\n");
    sandbox.settle(&format!("{second}engine: {{ port: 2 }}\nmanager: {{ port: 3 }}\ndiscovery: {{ port: 4 }}\n"));
    let stderr = "error: no manager is the primary\nhint: `swarmctl verify` says what is wrong, `swarmctl init` mends what it can\n";
    for more in [&[][..], &["--dry-run"]] {
        sandbox.program([&["failover"], more].concat()).stderr(stderr).status(7).run();
    }
}

#[test]
fn init_without_nodes_and_without_a_terminal_says_what_names_them() {
    let stderr = "\
error: no nodes are named
hint: name a spec with `--file`, or nodes with `--node NAME=USER@HOST`; `swarmctl config example` prints a spec
";
    Sandbox::new().program(["init"]).stderr(stderr).status(2).run();
}

#[test]
fn destroy_without_a_terminal_wants_consent_as_a_flag() {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    let stderr = "error: cannot ask for the cluster's name as a confirmation without a terminal\nhint: say it with `--yes`\n";
    sandbox.program(["destroy"]).stdin("lab\n").stderr(stderr).status(2).run();
    assert!(dir.exists(), "the cluster is gone");
}

#[test]
fn what_a_spec_may_not_change_in_passing_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox.write("mode.yaml", format!("{SPEC}orchestrator: swarm-mode\n"));
    sandbox.write("nodes.yaml", SPEC.replace("name: a,", "name: b,"));
    let mode = "error: cluster `lab` is `standalone`; the spec says `swarm-mode`\nhint: `swarmctl migrate --to swarm-mode` moves it; or give the new cluster another name\n";
    let nodes = "error: cluster `lab` has nodes that the spec leaves out: `a`\nhint: put them back into the spec: `swarmctl remove-node NAME` takes one out of the cluster; one that is gone for good is named with `init --gone`\n";
    for (file, stderr) in [("mode.yaml", mode), ("nodes.yaml", nodes)] {
        for more in [&[][..], &["--dry-run"]] {
            sandbox.program([&["init", "-f", file], more].concat()).stderr(stderr).status(3).run();
        }
    }
    let both = "error: `a` is said to be gone, and the spec has it\nhint: leave it out of the spec, and name other discovery nodes or managers if it was one\n";
    sandbox.write("same.yaml", SPEC);
    sandbox.program(["init", "-f", "same.yaml", "--gone", "a"]).stderr(both).status(2).run();
}
