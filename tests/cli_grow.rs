//! Nodes that come and go, as far as no host is needed: what is refused, and that the store stays as it was.

mod support;

use std::fs;

use support::Sandbox;

/// Nothing listens on port 1, so nodes are found to be unreachable at once.
const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nssh: { user: root, port: 1 }\nnodes:
  - { name: a, address: 127.0.0.1, roles: [manager, discovery] }
  - { name: b, address: 127.0.0.2 }\n";

fn lab() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(SPEC);
    sandbox
}

/// Runs it, and holds the spec in the store to be the same afterwards.
fn refused(sandbox: &Sandbox, args: &[&str], status: i32, stderr: &str) {
    let spec = sandbox.store().join("clusters/lab/cluster.yaml");
    let before = fs::read(&spec).unwrap();
    sandbox.program(args).stderr(stderr).status(status).run();
    assert!(fs::read(&spec).unwrap() == before, "the spec is another one");
}

#[test]
fn a_name_in_use_is_refused_where_it_means_another_host() {
    let hint = "hint: choose another name; where the node moved to another host, change its address in a spec and `swarmctl apply -f cluster.yaml`, or `swarmctl remove-node b` first\n";
    refused(&lab(), &["add-node", "b", "root@127.0.0.9"], 2, &format!("error: cluster `lab` has a node `b` already at 127.0.0.2\n{hint}"));
    let twice = "error: node `c` is named twice\nhint: give each node a name of its own\n";
    refused(&lab(), &["add-node", "c=127.0.0.3", "c=127.0.0.4"], 2, twice);
}

#[test]
fn an_address_in_use_is_refused() {
    let ran = lab().program(["add-node", "c=127.0.0.2"]).output();
    assert_eq!(ran.status.code(), Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("127.0.0.2"), "{}", ran.stderr);
}

#[test]
fn a_node_without_a_host_is_refused_where_hosts_are_not_made() {
    let stderr = "error: node `c` has no host\nhint: say where it is: `swarmctl add-node c USER@HOST`\n";
    refused(&lab(), &["add-node", "c"], 2, stderr);
}

#[test]
fn a_host_that_cannot_be_reached_leaves_the_spec_as_it_was() {
    let stderr = "[..]
error: node `c`: cannot reach ops@127.0.0.3:1 by SSH: Connection refused
[..]
";
    let sandbox = lab();
    let spec = sandbox.store().join("clusters/lab/cluster.yaml");
    let before = fs::read(&spec).unwrap();
    let ran = sandbox.program(["add-node", "c", "ops@127.0.0.3"]).output();
    assert_eq!(ran.status.code(), Some(6), "{}", ran.stderr);
    assert!(ran.stderr.contains(stderr.lines().nth(1).unwrap()), "{}", ran.stderr);
    assert!(fs::read(&spec).unwrap() == before, "the spec is another one");
}

#[test]
fn hosts_are_counted_only_by_the_driver_that_makes_them() {
    let stderr = "error: `--count` takes one NAME, without a host: the docker driver makes the hosts\n";
    let ran = lab().program(["add-node", "c=127.0.0.3", "--count", "2"]).output();
    assert_eq!((ran.status.code(), ran.stderr.contains(stderr)), (Some(2), true), "{}", ran.stderr);
}

#[test]
fn the_last_manager_and_nodes_that_are_not_there_are_refused_before_anything_is_asked() {
    let last = "error: no manager would be left in cluster `lab`\nhint: make another node a manager first: `swarmctl promote NAME`; `swarmctl destroy` takes the whole cluster away\n";
    refused(&lab(), &["remove-node", "a"], 3, last);
    refused(&lab(), &["remove-node", "c"], 4, "error: cluster `lab` has no node `c`\nhint: its nodes are a, b\n");
}

#[test]
fn a_consul_server_is_told_how_discovery_moves() {
    let sandbox = Sandbox::new();
    sandbox.settle(&SPEC.replace("roles: [manager, discovery]", "role: manager").replace("127.0.0.2", "127.0.0.2, roles: [manager, discovery]"));
    let ran = sandbox.program(["remove-node", "b", "--yes"]).output();
    assert_eq!(ran.status.code(), Some(3));
    assert!(ran.stderr.starts_with("error: node `b` is one of Consul's servers\nhint: move discovery first: "), "{}", ran.stderr);
}

#[test]
fn taking_a_node_away_asks_for_consent() {
    let ran = lab().program(["remove-node", "b"]).output();
    assert!(ran.status.code() == Some(2) && ran.stderr.contains("`--yes`"), "{}", ran.stderr);
}

#[test]
fn a_node_that_cannot_be_reached_is_forgotten_only_by_force() {
    let ran = lab().program(["remove-node", "b", "--yes"]).output();
    assert_eq!(ran.status.code(), Some(6), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: bring the host back, or let the cluster forget it as it is with `--force`"), "{}", ran.stderr);
}

#[test]
fn the_last_manager_is_not_demoted() {
    let last = "error: no manager would be left in cluster `lab`\nhint: make another node a manager first: `swarmctl promote NAME`; `swarmctl destroy` takes the whole cluster away\n";
    refused(&lab(), &["demote", "a"], 3, last);
    refused(&lab(), &["promote", "c"], 4, "error: cluster `lab` has no node `c`\nhint: its nodes are a, b\n");
}
