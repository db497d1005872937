//! `doctor`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::lab::{SPEC, lab, on_path};
use crate::support::Sandbox;

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

/// A stand-in for a client that says its version.
fn client(sandbox: &Sandbox, name: &str, script: &str) {
    let dir = sandbox.work().join("bin");
    fs::create_dir_all(&dir).expect("the sandbox can be written to");
    fs::write(dir.join(name), format!("#!/bin/sh\n{script}\n")).expect("the sandbox can be written to");
    chmod(&dir.join(name), 0o755);
}

/// A cluster whose key is there, and clients as they should be.
fn healthy() -> Sandbox {
    let sandbox = Sandbox::new();
    let key = sandbox.write("id", "a key");
    chmod(&key, 0o600);
    sandbox.settle(&SPEC.replace("/keys/id", &key.display().to_string()));
    client(&sandbox, "ssh", "echo 'OpenSSH_9.2p1 Debian-2, OpenSSL 3' >&2");
    client(&sandbox, "ssh-add", "echo '256 SHA256:x me (ED25519)'");
    client(&sandbox, "docker", "echo 'Docker version 28.2.2, build e6534b4'");
    sandbox
}

#[test]
fn a_machine_on_which_all_is_well_is_a_line_each_and_0() {
    let sandbox = healthy();
    let stdout = "\
✔ ssh     OpenSSH_9.2p1
✔ agent   the SSH agent has 1 key
✔ docker  the docker client 28.2.2
✔ store   [DIR]/store can be read and written
✔ modes   nobody else can read it
✔ lab     its spec and its record can be read, 2 nodes
swarmctl [..] on [..]: 6 ok
";
    on_path(&sandbox, sandbox.program(["doctor"])).stdout(stdout).run();
    on_path(&sandbox, sandbox.program(["doctor", "-q"])).stdout("swarmctl [..]: 6 ok\n").run();
}

#[test]
fn what_is_wrong_is_told_with_what_mends_it_and_3() {
    let sandbox = healthy();
    fs::remove_file(sandbox.work().join("bin/ssh")).expect("it is there");
    client(&sandbox, "docker", "echo 'Docker version 29.1.0, build 1'");
    chmod(&sandbox.store().join("clusters/lab/pki/ca-key.pem"), 0o644);
    chmod(&sandbox.work().join("id"), 0o640);
    let stdout = "\
✗ ssh     the `ssh` program was not found
  hint: install the OpenSSH client (Debian, Ubuntu: `apt install openssh-client`)
! docker  the docker client 29.1.0 asks for API 1.40 or higher, and Swarm 1.2.9 has 1.30
  hint: use a client up to 28 for standalone managers; `swarmctl docker --node NAME` works with this one too
✗ modes   others than you may use [DIR]/store/clusters/lab/pki/ca-key.pem
  hint: close it: `chmod -R go= [DIR]/store`
✗ lab     others than you may read the key `[DIR]/work/id`: ssh refuses it
  hint: `chmod 600 [DIR]/work/id`
swarmctl [..] on [..]: 3 errors, 1 warning, 3 ok
";
    on_path(&sandbox, sandbox.program(["doctor", "-q"])).stdout(stdout).status(3).run();
}

#[test]
fn damaged_files_unfinished_runs_and_a_clock_that_went_back_are_found() {
    let sandbox = healthy();
    let journal = sandbox.store().join("clusters/lab/journal.jsonl");
    let line = |at: &str| format!("{{\"at\":\"{at}\",\"run\":\"1-1\",\"verb\":\"init\",\"event\":\"run-started\"}}\n");
    fs::write(&journal, line("2999-03-01T14:02:00Z")).expect("the sandbox can be written to");
    chmod(&journal, 0o600);
    let stdout = "\
! lab    the last run (`init`, 2999-03-01 14:02 UTC) was cut off
  hint: run that command again: it finishes what was begun
✗ clock  the last run of `lab` began after now
  hint: set this machine's clock: certificates would not be valid yet
swarmctl [..]
";
    on_path(&sandbox, sandbox.program(["doctor", "-q"])).stdout(stdout).status(3).run();
    fs::write(sandbox.store().join("clusters/lab/state.json"), "{").expect("the sandbox can be written to");
    let ran = on_path(&sandbox, sandbox.program(["doctor", "-o", "json"])).output();
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    let items = document["items"].as_array().expect("a list");
    let lab = items.iter().find(|item| item["about"] == "lab").expect("the cluster is told");
    assert!(lab["severity"] == "error" && lab["message"].as_str().is_some_and(|text| text.contains("state.json")), "{lab}");
}

#[test]
fn without_a_store_and_without_clients_nothing_breaks() {
    let sandbox = Sandbox::new();
    let home = sandbox.work().join("none");
    let ran = on_path(&sandbox, sandbox.program(["doctor"])).env("SWARMCTL_HOME", &home).output();
    assert_eq!(ran.status.code(), Some(3));
    assert!(ran.stdout.contains("there is none yet at [DIR]/work/none") && !home.exists(), "{}", ran.stdout);
    sandbox.program(["doctor", "-c", "x"]).stderr("error: there is no cluster `x`\nhint: [..]\n").status(4).run();
}

#[test]
fn the_archive_holds_what_a_report_needs_and_nothing_that_must_not_be_seen() {
    let sandbox = healthy();
    let dir = sandbox.store().join("clusters/lab");
    let key_line = fs::read_to_string(dir.join("pki/ca-key.pem")).expect("there is one").lines().nth(1).expect("it has lines").to_owned();
    let client_line = fs::read_to_string(dir.join("client/key.pem")).expect("there is one").lines().nth(1).expect("it has lines").to_owned();
    fs::write(dir.join("pki/gossip.key"), "Z29zc2lwLWtleS1vZi10aGUtdGVzdA==").expect("the sandbox can be written to");
    let mut spec = fs::read_to_string(dir.join("cluster.yaml")).expect("there is one");
    let config = "  config: { proxies: { http-proxy: \"http://user:hunter2@proxy:3128\" }, some-token: tok3n }";
    assert!(spec.contains("  config: {}") || spec.contains("engine:\n"), "{spec}");
    spec = spec.replace("  config: {}\n", "").replace("engine:\n", &format!("engine:\n{config}\n"));
    fs::write(dir.join("cluster.yaml"), spec).expect("the sandbox can be written to");
    let error = format!("bad SWMTKN-1-secret and {key_line} and {client_line} and Z29zc2lwLWtleS1vZi10aGUtdGVzdA==");
    let journal = format!(
        "{{\"at\":\"2026-03-01T14:02:00Z\",\"run\":\"1-1\",\"verb\":\"init\",\"event\":\"run-started\",\"by\":\"ops@laptop\"}}\n\
         {{\"at\":\"2026-03-01T14:02:00Z\",\"run\":\"1-1\",\"verb\":\"init\",\"event\":\"failed\",\"id\":1,\"step\":\"x\",\"title\":\"t\",\"tookMs\":1,\"error\":\"{error}\"}}\nno json hunter2\n"
    );
    fs::write(dir.join("journal.jsonl"), journal).expect("the sandbox can be written to");
    let ran = on_path(&sandbox, sandbox.program(["doctor", "--bundle", "report.tar"])).output();
    assert!(ran.stderr.contains("wrote report.tar; look at it before you send it"), "{ran:?}");
    let path = sandbox.work().join("report.tar");
    assert_eq!(fs::metadata(&path).expect("it was written").permissions().mode() & 0o777, 0o600);
    let archive = String::from_utf8_lossy(&fs::read(&path).expect("it can be read")).into_owned();
    for name in ["doctor.json", "lab/verify.json", "lab/cluster.yaml", "lab/state.json", "lab/journal.jsonl"] {
        assert!(archive.contains(name), "{name} is missing");
    }
    assert!(archive.contains("ops@laptop") && archive.contains("127.0.0.2") && archive.contains("proxy:3128"));
    assert!(archive.contains("\"severity\": \"error\""), "no finding is in it");
    for secret in ["PRIVATE", "hunter2", "tok3n", "SWMTKN-1-secret", "Z29zc2lwLWtleS1vZi10aGUtdGVzdA==", &key_line, &client_line] {
        assert!(!archive.contains(secret), "{secret} is in the archive:\n{archive}");
    }
    let stderr = "error: `report.tar` is there already\nhint: name another file, or remove it\n";
    on_path(&sandbox, sandbox.program(["doctor", "--bundle", "report.tar"])).stderr(stderr).status(1).run();
    assert!(lab().program(["doctor", "--bundle", "/nowhere/x.tar"]).output().stderr.contains("could not write `/nowhere/x.tar`"));
}
