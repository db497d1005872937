//! `inspect`.

use serde_json::{Value, json};

use crate::lab::{SPEC, lab, refuses_bad_names};
use crate::support::Sandbox;

fn document(sandbox: &Sandbox, args: &[&str]) -> Value {
    let ran = sandbox.program(args).output();
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

#[test]
fn a_cluster_is_one_document_in_either_form_of_output() {
    let sandbox = lab();
    let shown = document(&sandbox, &["inspect"]);
    assert_eq!(shown, document(&sandbox, &["inspect", "-o", "json"]));
    assert_eq!((&shown["schemaVersion"], &shown["kind"], &shown["cluster"]["name"]), (&json!(1), &json!("cluster"), &json!("lab")));
    assert_eq!(shown["endpoints"], json!(["tcp://127.0.0.1:3376"]));
    assert_eq!(
        shown["nodes"][0]["endpoints"],
        json!({ "engine": "tcp://127.0.0.1:2376", "manager": "tcp://127.0.0.1:3376", "consul": "https://127.0.0.1:8501" })
    );
    assert_eq!((&shown["nodes"][0]["advertise"], &shown["nodes"][1]["roles"]), (&json!("10.9.0.1"), &json!([])));
    assert_eq!((&shown["spec"]["apiVersion"], &shown["spec"]["ssh"]["user"]), (&json!("swarmctl/v1"), &json!("ops")));
    assert_eq!((&shown["certs"]["ca"]["isCa"], &shown["certs"]["operator"]["uses"]), (&json!(true), &json!(["clientAuth"])));
    assert_eq!(shown["lastRun"], Value::Null);
}

#[test]
fn engines_that_are_reached_by_ssh_alone_are_told_as_such_and_get_no_context() {
    let sandbox = Sandbox::new();
    sandbox.settle(&SPEC.replace("name: lab", "name: lab\norchestrator: swarm-mode\nengine: { access: ssh }"));
    assert_eq!(document(&sandbox, &["inspect"])["endpoints"], json!(["ssh://ops@127.0.0.1:1"]));
    let stderr = "error: the engines of cluster `lab` are reached by SSH alone: it has no certificates\nhint: [..]\n";
    sandbox.program(["context", "create"]).stderr(stderr).status(2).run();
}

#[test]
fn no_key_is_in_it() {
    let sandbox = lab();
    let shown = sandbox.program(["inspect"]).output().stdout;
    assert!(!shown.contains("PRIVATE") && !shown.contains("BEGIN"), "{shown}");
}

#[test]
fn a_node_is_one_document_with_its_cluster() {
    let shown = document(&lab(), &["inspect", "w1"]);
    assert_eq!((&shown["kind"], &shown["cluster"]["orchestrator"], &shown["node"]["name"]), (&json!("node"), &json!("standalone"), &json!("w1")));
    assert_eq!(shown["node"]["ssh"], json!({ "user": "ops", "port": 1, "identity": "/keys/id", "jump": null }));
}

#[test]
fn a_template_is_filled_with_the_document() {
    let sandbox = lab();
    sandbox.program(["inspect", "w1", "--format", "{{ node.address }}"]).stdout("127.0.0.2\n").run();
    let all = "{% for node in nodes %}{{ node.name }}\\t{{ node.address }}\\n{% endfor %}";
    sandbox.program(["inspect", "--format", all]).stdout("m1\t127.0.0.1\nw1\t127.0.0.2\n").run();
}

#[test]
fn a_template_that_cannot_be_used_says_why_and_what_there_is() {
    let sandbox = lab();
    let hint = "hint: `swarmctl inspect` without `--format` shows what there is\n";
    for template in ["{{ node.adress }}", "{{ node.", "{% include '/etc/passwd' %}"] {
        let stderr = format!("error: the template cannot be used: [..]\n{hint}");
        sandbox.program(["inspect", "w1", "--format", template]).stderr(stderr).status(2).run();
    }
}

#[test]
fn what_is_no_node_is_refused() {
    let sandbox = lab();
    sandbox.program(["inspect", "w9"]).stderr("error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n").status(4).run();
    refuses_bad_names(&sandbox, |name| vec!["inspect".into(), name.to_owned()]);
}
