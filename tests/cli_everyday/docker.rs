//! `docker` and `context`.

use std::fs;

use swarmctl::pki;

use crate::lab::{lab, on_path, refuses_bad_names, stand_in};
use crate::support::Sandbox;

const SAYS_VARIABLES: &str = "for name in DOCKER_HOST DOCKER_TLS_VERIFY DOCKER_CERT_PATH DOCKER_API_VERSION DOCKER_CONTEXT SWARMCTL_CLUSTER
do eval \"printf '%s=%s\\n' $name \\\"\\${$name-unset}\\\"\"; done";

fn variables(host: &str, api: &str) -> String {
    format!(
        "DOCKER_HOST=tcp://{host}\nDOCKER_TLS_VERIFY=1\nDOCKER_CERT_PATH=[DIR]/store/clusters/lab/client\nDOCKER_API_VERSION={api}\nDOCKER_CONTEXT=unset\nSWARMCTL_CLUSTER=lab\n"
    )
}

#[test]
fn the_docker_client_takes_over_with_the_variables_of_env_and_its_exit_status() {
    let sandbox = lab();
    stand_in(&sandbox, "docker", SAYS_VARIABLES);
    let run = |args: &[&str]| on_path(&sandbox, sandbox.program(args)).env("DOCKER_CONTEXT", "other").env("DOCKER_API_VERSION", "1.99").status(42);
    run(&["docker", "--", "ps", "-a", "--filter", "name=a b"])
        .stdout("<ps>\n<-a>\n<--filter>\n<name=a b>\n".to_owned() + &variables("127.0.0.1:3376", "1.30"))
        .run();
    run(&["docker", "--node", "w1", "--", "info"]).stdout("<info>\n".to_owned() + &variables("127.0.0.2:2376", "unset")).run();
    run(&["docker", "--manager", "m1", "--", "info"]).stdout("<info>\n".to_owned() + &variables("127.0.0.1:3376", "1.30")).run();
}

#[test]
fn what_another_program_says_is_passed_on_in_every_form_and_what_swarmctl_says_is_a_document() {
    let sandbox = lab();
    stand_in(&sandbox, "docker", "");
    stand_in(&sandbox, "ssh", "");
    for form in ["text", "json", "jsonl"] {
        let run = |args: &[&str]| on_path(&sandbox, sandbox.program(args)).env("SWARMCTL_OUTPUT", form);
        run(&["docker", "--", "ps"]).stdout("<ps>\n").status(42).run();
        run(&["ssh", "w1", "--", "id"]).stdout("...\n<id>\n").status(42).run();
        let refused = run(&["ssh", "w9", "--", "id"]).output();
        assert_eq!((refused.status.code(), refused.stdout.contains("\"exit\": 4")), (Some(4), form != "text"), "{refused:?}");
    }
}

#[test]
fn without_a_docker_client_it_is_said_what_to_install() {
    let sandbox = lab();
    let stderr = "error: the `docker` program was not found\n\
                  hint: install the docker client (Debian, Ubuntu: `apt install docker.io`); `swarmctl ps` needs none\n";
    on_path(&sandbox, sandbox.program(["docker", "--", "ps"])).stderr(stderr).status(1).run();
}

#[test]
fn what_is_no_manager_or_no_node_is_refused() {
    let sandbox = lab();
    let stderr = "error: node `w1`: it is not a manager\nhint: `swarmctl env w1` is for its engine\n";
    sandbox.program(["docker", "--manager", "w1", "--", "ps"]).stderr(stderr).status(2).run();
    sandbox.program(["docker", "--node", "w9", "--", "ps"]).stderr("error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n").status(4).run();
    refuses_bad_names(&sandbox, |name| vec!["docker".into(), format!("--node={name}"), "--".into(), "ps".into()]);
}

fn meta(sandbox: &Sandbox, name: &str) -> std::path::PathBuf {
    sandbox.home().join(".docker/contexts/meta").join(pki::fingerprint(name.as_bytes())).join("meta.json")
}

#[test]
fn a_context_is_made_for_the_cluster_or_a_node_and_removed_with_its_keys() {
    let sandbox = lab();
    sandbox.program(["context", "create"]).stderr("made the docker context `lab` (tcp://127.0.0.1:3376)\n  next: `docker --context lab ps`\n").run();
    sandbox
        .program(["context", "create", "--node", "w1"])
        .stderr("made the docker context `lab-w1` (tcp://127.0.0.2:2376)\n  next: `docker --context lab-w1 ps`\n")
        .run();
    sandbox.program(["context", "create", "mine", "--manager", "m1", "-q"]).run();
    assert!(fs::read_to_string(meta(&sandbox, "mine")).expect("it is there").contains("tcp://127.0.0.1:3376"));
    sandbox.program(["context", "rm", "lab"]).stderr("removed the docker context `lab`\n").run();
    let keys = sandbox.home().join(".docker/contexts/tls").join(pki::fingerprint(b"lab"));
    assert!(!meta(&sandbox, "lab").exists() && !keys.exists() && meta(&sandbox, "lab-w1").exists());
}

#[test]
fn a_context_that_is_not_swarmctl_s_is_neither_overwritten_nor_removed() {
    let sandbox = lab();
    let path = meta(&sandbox, "lab");
    fs::create_dir_all(path.parent().expect("it has one")).expect("the sandbox can be written to");
    fs::write(&path, r#"{"Name":"lab","Metadata":{},"Endpoints":{}}"#).expect("the sandbox can be written to");
    let create = "error: there is a docker context `lab` already, which swarmctl did not make for cluster `lab`\n\
                  hint: give it another name: `swarmctl context create NAME`\n";
    sandbox.program(["context", "create"]).stderr(create).status(1).run();
    let rm = "error: swarmctl did not make the docker context `lab`\nhint: `docker context rm lab` removes it\n";
    sandbox.program(["context", "rm", "lab"]).stderr(rm).status(1).run();
    assert!(path.exists());
}

#[test]
fn a_context_that_is_in_use_or_not_there_is_not_removed() {
    let sandbox = lab();
    sandbox.program(["context", "create", "-q"]).run();
    fs::write(sandbox.home().join(".docker/config.json"), r#"{"currentContext":"lab"}"#).expect("the sandbox can be written to");
    let stderr = "error: the docker client uses the context `lab`\nhint: choose another one first: `docker context use default`\n";
    sandbox.program(["context", "rm", "lab"]).stderr(stderr).status(1).run();
    let stderr = "error: there is no docker context `other`\nhint: `docker context ls` lists them\n";
    sandbox.program(["context", "rm", "other"]).stderr(stderr).status(4).run();
    let document = "{\n  \"schemaVersion\": 1,\n  \"kind\": \"docker-context-removed\",\n  \"context\": \"x1\"\n}\n";
    sandbox.program(["context", "create", "x1", "-q"]).run();
    sandbox.program(["context", "rm", "x1", "-o", "json"]).stdout(document).run();
    refuses_bad_names(&sandbox, |name| vec!["context".into(), "rm".into(), if name.starts_with('x') { "x y".into() } else { name.to_owned() }]);
}
