//! `env`: what makes a shell's docker client talk to a cluster.

mod support;

use support::Sandbox;

const SPEC: &str = "\
apiVersion: swarmctl/v1
name: lab
nodes:
  - { name: m1, address: 10.0.0.11, role: manager }
  - { name: w1, address: 10.0.0.13 }
";

/// Two managers are asked which one answers; here, where nothing listens.
const PAIR: &str = "\
apiVersion: swarmctl/v1
name: lab
nodes:
  - { name: m1, address: 127.0.0.11, role: manager }
  - { name: m2, address: 127.0.0.12, role: manager }
";

fn lab() -> Sandbox {
    settled(SPEC)
}

fn settled(spec: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.settle(spec);
    sandbox
}

/// What `env` prints for bash.
fn bash(host: &str, api: &str, command: &str) -> String {
    format!(
        "\
export DOCKER_TLS_VERIFY='1'
export DOCKER_HOST='tcp://{host}'
export DOCKER_CERT_PATH='[DIR]/store/clusters/lab/client'
{api}
export SWARMCTL_CLUSTER='lab'
# to take these over: eval \"$({command})\"
"
    )
}

const MANAGERS_API: &str = "export DOCKER_API_VERSION='1.30'";
const ENGINES_API: &str = "unset DOCKER_API_VERSION";

#[test]
fn where_no_manager_answers_it_is_the_first_and_that_is_said() {
    let expected = bash("127.0.0.11:3376", MANAGERS_API, "swarmctl env");
    settled(PAIR).program(["env"]).stdout(expected).stderr("warning: no manager answers; `swarmctl verify` says why\n").run();
}

#[test]
fn a_cluster_with_one_manager_is_that_one() {
    lab().program(["env"]).stdout(bash("10.0.0.11:3376", MANAGERS_API, "swarmctl env")).run();
}

#[test]
fn a_manager_can_be_named() {
    settled(PAIR).program(["env", "--manager", "m2"]).stdout(bash("127.0.0.12:3376", MANAGERS_API, "swarmctl env --manager m2")).run();
}

#[test]
fn a_node_is_its_engine() {
    lab().program(["env", "w1"]).stdout(bash("10.0.0.13:2376", ENGINES_API, "swarmctl env w1")).run();
}

#[test]
fn in_swarm_mode_a_manager_is_its_engine() {
    settled(&format!("{SPEC}orchestrator: swarm-mode\n")).program(["env"]).stdout(bash("10.0.0.11:2376", ENGINES_API, "swarmctl env")).run();
}

/// A cluster whose engines are reached by SSH alone; what nodes say of SSH stands for `ssh`.
fn by_ssh(ssh: &str) -> Sandbox {
    settled(&format!("{SPEC}orchestrator: swarm-mode\nengine: {{ access: ssh }}\nssh: {ssh}\n"))
}

/// What `env` prints for bash then.
fn bash_by_ssh(url: &str) -> String {
    format!(
        "\
unset DOCKER_TLS_VERIFY
export DOCKER_HOST='{url}'
unset DOCKER_CERT_PATH
unset DOCKER_API_VERSION
export SWARMCTL_CLUSTER='lab'
# to take these over: eval \"$(swarmctl env)\"
"
    )
}

#[test]
fn an_engine_that_is_reached_by_ssh_alone_is_an_ssh_url() {
    by_ssh("{ user: root }").program(["env"]).stdout(bash_by_ssh("ssh://root@10.0.0.11")).run();
}

#[test]
fn what_an_ssh_url_cannot_say_is_told() {
    let stderr = "\
the docker client logs in by your own ssh: it wants `IdentityFile /keys/ops` and `ProxyJump bastion` under `Host 10.0.0.11` in ~/.ssh/config
the docker client works only if the login on m1 may use docker (root, or the group `docker`); it does not use sudo
";
    let spec = "{ user: ops, port: 2222, identity: /keys/ops, jump: bastion }";
    by_ssh(spec).program(["env"]).stdout(bash_by_ssh("ssh://ops@10.0.0.11:2222")).stderr(stderr).run();
}

#[test]
fn where_engines_are_reached_by_ssh_alone_there_are_no_certificates_to_change() {
    let stderr = "\
error: the engines of cluster `lab` are reached by SSH alone: it has no certificates
hint: set `engine: { access: tls }` in its spec and run `swarmctl init` to give it some
";
    for args in [&["certs", "rotate"][..], &["certs", "rotate-ca"], &["certs", "issue", "ci"], &["certs", "show", "w1"], &["certs", "export"]] {
        let args = if args == ["certs", "export"] { vec!["certs", "export", "--to", "x"] } else { args.to_vec() };
        by_ssh("{ user: root }").program(args).stderr(stderr).status(2).run();
    }
}

#[test]
fn a_worker_is_no_manager() {
    let stderr = "error: node `w1`: it is not a manager\nhint: `swarmctl env w1` is for its engine\n";
    lab().program(["env", "--manager", "w1"]).stderr(stderr).status(2).run();
}

#[test]
fn a_node_that_is_not_there_is_told_with_those_that_are() {
    for args in [&["env", "w9"][..], &["env", "--manager", "w9"]] {
        let stderr = "error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n";
        lab().program(args).stderr(stderr).status(4).run();
    }
}

#[test]
fn a_cluster_that_is_named_stays_named() {
    let command = "swarmctl env --cluster lab";
    lab().program(["env", "-c", "lab"]).stdout(bash("10.0.0.11:3376", MANAGERS_API, command)).run();
}

#[test]
fn zsh_takes_what_bash_takes() {
    let expected = bash("10.0.0.11:3376", MANAGERS_API, "swarmctl env --shell zsh");
    lab().program(["env", "--shell", "zsh"]).stdout(expected).run();
}

#[test]
fn fish_has_a_form_of_its_own() {
    let stdout = "\
set -gx DOCKER_TLS_VERIFY '1';
set -gx DOCKER_HOST 'tcp://10.0.0.11:3376';
set -gx DOCKER_CERT_PATH '[DIR]/store/clusters/lab/client';
set -gx DOCKER_API_VERSION '1.30';
set -gx SWARMCTL_CLUSTER 'lab';
# to take these over: swarmctl env --shell fish | source
";
    lab().program(["env", "--shell", "fish"]).stdout(stdout).run();
}

#[test]
fn powershell_has_a_form_of_its_own() {
    let stdout = "\
$Env:DOCKER_TLS_VERIFY = '1'
$Env:DOCKER_HOST = 'tcp://10.0.0.11:3376'
$Env:DOCKER_CERT_PATH = '[DIR]/store/clusters/lab/client'
$Env:DOCKER_API_VERSION = '1.30'
$Env:SWARMCTL_CLUSTER = 'lab'
# to take these over: swarmctl env --shell powershell | Out-String | Invoke-Expression
";
    lab().program(["env", "--shell", "powershell"]).stdout(stdout).run();
}

#[test]
fn the_shell_in_use_is_the_one_that_is_meant() {
    let stdout = "...\n# to take these over: swarmctl env | source\n";
    lab().program(["env"]).env("SHELL", "/usr/bin/fish").stdout(stdout).run();
}

#[test]
fn what_was_set_can_be_unset_without_a_cluster() {
    let stdout = "\
unset DOCKER_TLS_VERIFY
unset DOCKER_HOST
unset DOCKER_CERT_PATH
unset DOCKER_API_VERSION
unset SWARMCTL_CLUSTER
# to take these over: eval \"$(swarmctl env --unset)\"
";
    Sandbox::new().program(["env", "--unset"]).stdout(stdout).run();
}

#[test]
fn programs_get_the_variables_as_a_document() {
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "env",
  "variables": {
    "DOCKER_API_VERSION": null,
    "DOCKER_CERT_PATH": "[DIR]/store/clusters/lab/client",
    "DOCKER_HOST": "tcp://10.0.0.13:2376",
    "DOCKER_TLS_VERIFY": "1",
    "SWARMCTL_CLUSTER": "lab"
  }
}
"#;
    lab().program(["env", "w1", "-o", "json"]).stdout(stdout).run();
}

#[test]
fn an_operator_s_certificate_that_is_not_there_is_told() {
    let sandbox = Sandbox::new();
    let client = sandbox.settle(SPEC).client_dir();
    std::fs::remove_file(client).expect("it is there");
    let stderr = "error: cluster `lab` has no operator's certificate yet\nhint: run `swarmctl init -c lab` again\n";
    sandbox.program(["env"]).stderr(stderr).status(4).run();
}
