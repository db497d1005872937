//! `upgrade`, `start`, `stop` and `restart`, as far as no host is needed: what is refused, and that the store stays as it was.

mod support;

use std::fs;

use support::Sandbox;

/// Nothing listens on port 1, so nodes are found to be unreachable at once.
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:
  - { name: a, address: 127.0.0.1, roles: [manager, discovery] }
  - { name: b, address: 127.0.0.2 }\n";
const SWARM_MODE: &str = "apiVersion: swarmctl/v1\nname: lab\norchestrator: swarm-mode\nssh: { user: root, port: 1 }\nnodes:
  - { name: a, address: 127.0.0.1, role: manager }
  - { name: b, address: 127.0.0.2 }\n";

/// Runs it, and holds the spec in the store to be the same afterwards.
fn refused(yaml: &str, args: &[&str], status: i32, stderr: &str) {
    let sandbox = Sandbox::new();
    let spec = sandbox.settle(yaml).spec_path();
    let before = fs::read(&spec).unwrap();
    sandbox.program(args).stderr(stderr).status(status).run();
    assert!(fs::read(&spec).unwrap() == before, "the spec is another one");
}

const UNREACHABLE: &str = "\
error: node `a`: cannot reach root@127.0.0.1:1 by SSH: Connection refused
hint: [..]
error: node `b`: cannot reach root@127.0.0.2:1 by SSH: Connection refused
hint: [..]
";

#[test]
fn nodes_that_cannot_be_reached_leave_the_spec_as_it_was() {
    // A worker that is not named may be away.
    let manager = UNREACHABLE.split_inclusive('\n').take(2).collect::<String>();
    refused(SPEC, &["upgrade", "--swarm-image", "swarm:1.2.10"], 6, &manager);
    refused(SPEC, &["upgrade", "--engine", "--dry-run"], 6, &manager);
    refused(SPEC, &["upgrade", "b", "--swarm-image", "swarm:1.2.10"], 6, UNREACHABLE);
}

#[test]
fn images_that_a_cluster_does_not_run_are_refused() {
    let hint = "hint: `swarmctl upgrade --engine` upgrades engines; `swarmctl inspect` shows what the cluster is made of\n";
    refused(SWARM_MODE, &["upgrade", "--swarm-image", "swarm:2"], 2, &format!("error: cluster `lab` runs no Swarm containers of swarmctl's\n{hint}"));
    let listed = SPEC.replace("[manager, discovery]", "[manager]").replace("nodes:", "discovery: static\nnodes:");
    refused(&listed, &["upgrade", "--consul", "consul:2"], 2, &format!("error: cluster `lab` runs no Consul of swarmctl's\n{hint}"));
}

#[test]
fn nodes_that_are_not_there_are_named() {
    let stderr = "error: cluster `lab` has no node `c`\nhint: its nodes are a, b\n";
    for args in [&["upgrade", "c"][..], &["start", "c"], &["stop", "c"], &["restart", "c", "--yes"]] {
        refused(SPEC, args, 4, stderr);
    }
}

#[test]
fn a_host_that_is_reached_by_ssh_is_switched_on_where_it_stands() {
    let stderr = "\
error: node `b`: its host is not one that swarmctl made, and cannot be switched on by SSH
hint: switch it on where it stands; swarmctl's containers start with it, and `swarmctl verify` checks them
";
    refused(SPEC, &["start", "b"], 2, stderr);
}

#[test]
fn who_reboots_a_host_or_powers_it_off_consents() {
    for verb in ["stop", "restart"] {
        let ran = lab().program([verb, "b"]).output();
        assert!(ran.status.code() == Some(2) && ran.stderr.contains("`--yes`"), "{}", ran.stderr);
    }
}

fn lab() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox
}

#[test]
fn the_last_manager_and_the_only_consul_are_not_stopped_but_by_force() {
    let stderr = "\
error: the cluster cannot do without these hosts: no manager answers; there is no Consul: no node registers and no manager can take over
hint: bring others back first, or go on with `--force`
";
    refused(SPEC, &["stop", "a", "--yes"], 3, stderr);
    let forced = lab().program(["stop", "a", "--yes", "--force", "--dry-run"]).output();
    assert_eq!(forced.status.code(), Some(0), "{}", forced.stderr);
    assert!(forced.stdout.contains("power the host off"), "{}", forced.stdout);
}

#[test]
fn hosts_that_restart_are_told_of_before() {
    let stdout = "\
b
  + reboot the host
  + wait until the node is well
[..]
";
    lab().program(["restart", "b", "--dry-run"]).stdout(stdout).run();
}
