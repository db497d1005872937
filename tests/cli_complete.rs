//! Completion as a shell asks for it: names of nodes and clusters, and silence where there are none.

mod support;

use std::fs;

use support::{Sandbox, issue_client};

const SPEC: &str = "apiVersion: swarmctl/v1\nname: lab\nnodes:
  - { name: manager-1, address: 10.0.0.1, roles: [manager] }
  - { name: worker-1, address: 10.0.0.2 }
  - { name: worker-2, address: 10.0.0.3 }\n";

fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    let lab = sandbox.settle(SPEC);
    issue_client(&lab, &support::ca_of(&lab), "alice", 30, 3);
    sandbox.settle("apiVersion: swarmctl/v1\nname: dev\nnodes: [{ name: elsewhere, address: 10.0.1.1, roles: [manager] }]\n");
    sandbox.program(["clusters", "use", "lab", "-q"]).run();
    sandbox
}

/// What is offered for the last word of a line; nothing else may be said, and it must end well.
fn offered(sandbox: &Sandbox, line: &str) -> String {
    let words: Vec<_> = line.split(' ').collect();
    let index = (words.len() - 1).to_string();
    let args = [&["--"], &words[..]].concat();
    let ran = sandbox.program(args).env("SWARMCTL_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", index).env("_CLAP_IFS", " ").output();
    assert_eq!((ran.status.code(), ran.stderr.as_str()), (Some(0), ""), "{line}");
    ran.stdout
}

#[test]
fn names_are_offered_where_a_node_a_cluster_or_a_client_is_meant() {
    let sandbox = two();
    let table = [
        ("swarmctl ssh wor", "worker-1 worker-2"),
        ("swarmctl ssh -c dev ", "elsewhere"),
        ("swarmctl --cluster=dev ip e", "elsewhere"),
        ("swarmctl remove-node worker-1 m", "manager-1"),
        ("swarmctl failover --to m", "manager-1"),
        ("swarmctl clusters use d", "dev"),
        ("swarmctl certs export a", "alice"),
        ("swarmctl certs rotate worker-", "worker-1 worker-2"),
        ("swarmctl scp worker-1", "worker-1:"),
        ("swarmctl ls -c l", "lab"),
        ("swarmctl add-node wor", ""),
        ("swarmctl ssh ", "manager-1 worker-1 worker-2"),
        ("swarmctl stat", "status"),
        ("swarmctl status --wat", "--watch"),
    ];
    for (line, names) in table {
        assert_eq!(offered(&sandbox, line), names, "{line}");
    }
}

#[test]
fn a_store_that_is_not_there_or_is_broken_has_no_names_and_says_nothing() {
    assert_eq!(offered(&Sandbox::new(), "swarmctl ssh w"), "");
    let sandbox = two();
    fs::write(sandbox.store().join("clusters/lab/cluster.yaml"), "nodes: [").unwrap();
    assert_eq!(offered(&sandbox, "swarmctl ssh w"), "");
    assert_eq!(offered(&sandbox, "swarmctl ssh -c ../x w"), "");
    fs::remove_file(sandbox.store().join("default-cluster")).unwrap();
    assert_eq!(offered(&sandbox, "swarmctl ssh w"), "");
}

#[test]
fn a_shell_that_nobody_knows_gets_nothing() {
    Sandbox::new().program(["--", "swarmctl", "ssh", ""]).env("SWARMCTL_COMPLETE", "tcsh").run();
}

#[test]
fn bash_completes_a_node_s_name() {
    let script = "eval \"$(swarmctl completions bash)\"
        complete -p swarmctl >/dev/null
        COMP_WORDS=(swarmctl ssh wor) COMP_CWORD=2 COMP_TYPE=9 COMP_LINE='swarmctl ssh wor' COMP_POINT=16
        _clap_complete_swarmctl swarmctl wor ssh
        echo \"${COMPREPLY[@]}\"";
    assert_eq!(two().shell(script), "worker-1 worker-2\n");
}
