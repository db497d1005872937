//! A cluster that goes on from another store, and machines that docker-machine set up, on real hosts.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use support::{Hosts, Program, Ran, Sandbox, assert_untouched};

const LONG: Duration = Duration::from_secs(180);
const PASSPHRASE: [&str; 2] = ["--passphrase-file", "passphrase"];

fn ended(program: Program<'_>, status: i32) -> Ran {
    let ran = program.deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(status), "{}\n{}", ran.stdout, ran.stderr);
    ran
}

/// A run in a store of that name, which is not the sandbox's own.
fn within<'a>(sandbox: &'a Sandbox, store: &str, args: &[&str]) -> Program<'a> {
    sandbox.program(args).env("SWARMCTL_HOME", sandbox.work().join(store))
}

#[test]
fn a_cluster_goes_on_from_another_store_as_far_as_its_keys_go() {
    let hosts = Hosts::start(2);
    let sandbox = Sandbox::new();
    sandbox.write("passphrase", "open sesame\n");
    sandbox.write("cluster.yaml", hosts.spec("lab").more("orchestrator: swarm-mode\nswarmMode: { autolock: true }").yaml());
    ended(sandbox.program(["init", "-q"]), 0);
    ended(sandbox.program([&["export", "all", "--keys", "all"], &PASSPHRASE[..]].concat()), 0);
    ended(sandbox.program([&["export", "client", "--keys", "client"], &PASSPHRASE[..]].concat()), 0);
    let before = hosts.all_marks();
    let came = ended(within(&sandbox, "colleague", &[&["import", "all"], &PASSPHRASE[..]].concat()), 0);
    assert!(!came.stderr.contains("missing:"), "{}", came.stderr);
    ended(within(&sandbox, "colleague", &["verify"]), 0);
    ended(within(&sandbox, "colleague", &["plan", "--detailed-exitcode"]), 0);
    let came = ended(within(&sandbox, "job", &[&["import", "client"], &PASSPHRASE[..]].concat()), 0);
    let missing: Vec<_> = came.stderr.lines().filter_map(|line| line.trim().strip_prefix("missing: ")?.split_once(':')).map(|(what, _)| what).collect();
    assert_eq!(missing, ["the CA's key", "the key that unlocks the managers"]);
    let listed = ended(within(&sandbox, "job", &["ls"]), 0);
    assert!(listed.stdout.contains("leader") && listed.stdout.contains("worker"), "{}", listed.stdout);
    assert_untouched(&before, &hosts.all_marks());
    // Who has all keys can do all.
    ended(within(&sandbox, "colleague", &["certs", "rotate", "node-2", "-q"]), 0);
    let key = ended(within(&sandbox, "colleague", &["unlock-key"]), 0).stdout;
    assert!(key.starts_with("SWMKEY-") && key == ended(sandbox.program(["unlock-key"]), 0).stdout);
}

/// docker-machine's store with one machine, whose engine serves TLS by the CA in it, as docker-machine sets a host with systemd up.
fn set_up_by_docker_machine(hosts: &Hosts, sandbox: &Sandbox) -> PathBuf {
    let store = sandbox.work().join("machine");
    let machine = store.join("machines/Node.1");
    for dir in [&machine, &store.join("certs")] {
        fs::create_dir_all(dir).expect("the sandbox can be written to");
    }
    let ip = hosts.ip(0);
    sandbox.shell(&format!(
        "cd machine/certs
        openssl req -x509 -nodes -newkey rsa:2048 -keyout ca-key.pem -out ca.pem -subj /O=ann.laptop -days 1080 \
            -addext keyUsage=critical,keyCertSign,digitalSignature,keyEncipherment,keyAgreement 2>/dev/null
        openssl req -new -nodes -newkey rsa:2048 -keyout server-key.pem -subj /O=ann.Node.1 -out server.csr 2>/dev/null
        printf 'subjectAltName=IP:{ip}\\nextendedKeyUsage=serverAuth,clientAuth\\n' >ext
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 1080 -extfile ext -out server.pem 2>/dev/null"
    ));
    for name in ["ca.pem", "server.pem", "server-key.pem"] {
        hosts.write(0, &format!("/etc/docker/{name}"), &fs::read(store.join("certs").join(name)).expect("it was made"));
    }
    let drop_in = "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H tcp://0.0.0.0:2376 -H unix:///var/run/docker.sock --tlsverify \
        --tlscacert /etc/docker/ca.pem --tlscert /etc/docker/server.pem --tlskey /etc/docker/server-key.pem --label provider=generic \nEnvironment=\n";
    hosts.exec(0, &["mkdir", "-p", "/etc/systemd/system/docker.service.d"]);
    hosts.write(0, "/etc/systemd/system/docker.service.d/10-machine.conf", drop_in.as_bytes());
    hosts.exec(0, &["sh", "-c", "systemctl daemon-reload && systemctl restart docker"]);
    fs::copy(hosts.identity(), machine.join("id_rsa")).expect("the sandbox can be written to");
    fs::write(machine.join("config.json"), config("Node.1", &ip.to_string(), &machine)).expect("the sandbox can be written to");
    store
}

fn config(name: &str, ip: &str, dir: &Path) -> String {
    serde_json::json!({
        "ConfigVersion": 3,
        "Driver": { "IPAddress": ip, "MachineName": name, "SSHUser": "root", "SSHPort": 22, "SSHKeyPath": dir.join("id_rsa") },
        "DriverName": "generic",
        "HostOptions": {
            "EngineOptions": { "Labels": ["provider=generic"], "RegistryMirror": [], "InsecureRegistry": null, "TlsVerify": true },
            "SwarmOptions": { "IsSwarm": false, "Master": false, "Discovery": "", "Host": "tcp://0.0.0.0:3376", "Strategy": "spread" },
        },
        "Name": name,
    })
    .to_string()
}

#[test]
fn a_machine_of_docker_machine_s_is_adopted_untouched_and_then_brought_to_the_spec() {
    let hosts = Hosts::start(1);
    let sandbox = Sandbox::new();
    let store = set_up_by_docker_machine(&hosts, &sandbox);
    fs::create_dir_all(store.join("machines/dead")).expect("the sandbox can be written to");
    fs::write(store.join("machines/dead/config.json"), "{").expect("the sandbox can be written to");
    let before = hosts.all_marks();
    let came = ended(sandbox.program(["import", "docker-machine", "machine", "--orchestrator", "swarm-mode"]), 5);
    assert!(came.stderr.contains("machine `Node.1` is node `node-1`"), "{}", came.stderr);
    assert!(came.stderr.contains("error: machine \"dead\" is left out: its config.json cannot be read"), "{}", came.stderr);
    let planned = ended(sandbox.program(["plan", "--detailed-exitcode"]), 10).stdout;
    assert!(planned.contains("configure and restart the engine (TLS on 2376)") && !planned.contains("make the cluster CA"), "{planned}");
    assert_untouched(&before, &hosts.all_marks());
    ended(sandbox.program(["apply", "-q"]), 0);
    ended(sandbox.program(["verify"]), 0);
    assert_eq!(hosts.exec(0, &["docker", "info", "--format", "{{index .Labels 0}}"]), "provider=generic");
    ended(sandbox.program(["plan", "--detailed-exitcode"]), 0);
    ended(sandbox.program(["destroy", "--yes", "-q"]), 0);
    let changed = before[0].difference(&hosts.all_marks()[0]);
    assert!(changed.iter().all(|line| !line.contains(" /etc/docker/") && !line.contains("docker.service.d")), "{changed:?}");
}
