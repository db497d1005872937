//! `import docker-machine`, without hosts: what becomes of each machine, and that one which is broken does not keep the others out.

mod support;

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use support::{Ran, Sandbox};
use swarmctl::model::{Cluster, Discovery, Orchestrator, Role, Strategy, TlsPolicy};
use swarmctl::pki;
use swarmctl::spec::{SourceContext, parse};
use swarmctl::state::{CaKey, ClusterDir, Store};

/// docker-machine's store in a sandbox, in its working directory.
struct Lab {
    sandbox: Sandbox,
}

impl Lab {
    fn new() -> Self {
        let lab = Self { sandbox: Sandbox::new() };
        fs::create_dir_all(lab.store().join("machines")).expect("the sandbox can be written to");
        lab
    }

    fn store(&self) -> PathBuf {
        self.sandbox.work().join("machine")
    }

    /// A machine with a key, whose `config.json` is `config` on top of what docker-machine writes.
    fn machine(&self, name: &str, address: &str, config: Value) {
        let mut whole = json!({
            "ConfigVersion": 3,
            "Driver": { "IPAddress": address, "MachineName": name, "SSHUser": "ops", "SSHPort": 22, "SSHKeyPath": format!("/Users/ann/.docker/machine/machines/{name}/id_rsa"), "StorePath": "/Users/ann/.docker/machine" },
            "DriverName": "generic",
            "HostOptions": {
                "EngineOptions": { "Dns": null, "Env": [], "InsecureRegistry": null, "Labels": null, "RegistryMirror": null, "StorageDriver": "", "TlsVerify": true },
                "SwarmOptions": { "IsSwarm": false, "Discovery": "", "Master": false, "Host": "tcp://0.0.0.0:3376", "Image": "swarm:latest", "Strategy": "spread" },
                "AuthOptions": {},
            },
            "Name": name,
        });
        merge(&mut whole, config);
        self.raw(name, &whole.to_string());
        fs::write(self.store().join("machines").join(name).join("id_rsa"), "key").expect("the sandbox can be written to");
    }

    /// A machine with nothing but a `config.json`.
    fn raw(&self, name: &str, config: &str) {
        let dir = self.store().join("machines").join(name);
        fs::create_dir_all(&dir).expect("the sandbox can be written to");
        fs::write(dir.join("config.json"), config).expect("the sandbox can be written to");
    }

    fn import(&self, more: &[&str], status: i32) -> Ran {
        let ran = self.sandbox.program([&["import", "docker-machine", "machine"], more].concat()).output();
        assert_eq!(ran.status.code(), Some(status), "{}\n{}", ran.stdout, ran.stderr);
        ran
    }

    /// What is said of each machine that is left out.
    fn left_out(&self, status: i32) -> Vec<String> {
        let ran = self.import(&[], status);
        ran.stderr.lines().filter_map(|line| line.strip_prefix("error: machine ")).map(str::to_owned).collect()
    }

    fn dir(&self) -> ClusterDir {
        Store::open(&self.sandbox.store()).expect("it can be opened").at(&"machine".parse().expect("a name"))
    }

    fn cluster(&self) -> Cluster {
        let text = self.dir().spec().expect("it can be read").expect("there is a spec");
        parse(text.as_bytes(), &SourceContext::default()).unwrap_or_else(|error| panic!("{error}"))
    }
}

fn merge(whole: &mut Value, more: Value) {
    match (whole, more) {
        (Value::Object(whole), Value::Object(more)) => more.into_iter().for_each(|(key, value)| merge(whole.entry(key).or_insert(Value::Null), value)),
        (whole, more) => *whole = more,
    }
}

fn swarm(master: bool, discovery: &str) -> Value {
    json!({ "HostOptions": { "SwarmOptions": { "IsSwarm": true, "Master": master, "Discovery": discovery, "Strategy": "binpack" } } })
}

#[test]
fn a_swarm_with_a_store_that_exists_comes_in_as_it_is() {
    let lab = Lab::new();
    lab.machine("master", "10.0.0.1", swarm(true, "consul://10.0.0.9:8500"));
    lab.machine("node", "10.0.0.2", swarm(false, "consul://10.0.0.9:8500"));
    let of_engine =
        json!({ "EngineOptions": { "Labels": ["provider=generic", "disk=ssd"], "RegistryMirror": ["https://mirror"], "InsecureRegistry": ["10.0.0.0/8"] } });
    lab.machine("node", "10.0.0.2", json!({ "HostOptions": of_engine, "Driver": { "SSHPort": 2222 } }));
    lab.import(&[], 0);
    let cluster = lab.cluster();
    assert!(matches!(&cluster.discovery, Discovery::External(store) if store.url.to_string() == "consul://10.0.0.9:8500" && store.tls.is_none()));
    assert_eq!((cluster.orchestrator, cluster.manager.strategy, cluster.engine.tls), (Orchestrator::Standalone, Strategy::Binpack, TlsPolicy::Replace));
    assert_eq!((cluster.engine.registry_mirrors, cluster.engine.insecure_registries), (vec!["https://mirror".to_owned()], vec!["10.0.0.0/8".to_owned()]));
    let [master, node] = &cluster.nodes[..] else { panic!("{:?}", cluster.nodes) };
    assert!(master.is(Role::Manager) && !node.is(Role::Manager));
    assert_eq!((node.ssh.user.as_deref(), node.ssh.port.map(u16::from)), (Some("ops"), Some(2222)));
    assert_eq!(node.ssh.identity, Some(lab.store().join("machines/node/id_rsa")));
    assert_eq!(node.labels.get("disk").map(String::as_str), Some("ssd"));
}

#[test]
fn what_becomes_otherwise_is_told_with_what_comes_next() {
    let lab = Lab::new();
    lab.machine("Prod.DB_1", "10.0.0.1", swarm(false, "token://0ac50ef75c9739f5bfeeaf00503d4e6e"));
    let stderr = "\
cluster `machine` (1 node) is in the store; no machine was touched
  machine `Prod.DB_1` is node `prod-db-1`
  no machine is a Swarm master: node `prod-db-1` is the manager
  the discovery `token://…` was a service of Docker Hub's that has ended: `apply` runs a Consul of the cluster's own
  docker-machine's `swarm-agent-master` and `swarm-agent` go on, and hold the manager's port: before `swarmctl apply`, take them away with `swarmctl exec -c machine -- docker rm -f swarm-agent-master swarm-agent`
  docker-machine's CA is not taken over: `[DIR]/work/machine/certs/ca.pem` cannot be read: No such file or directory (os error 2); `apply` makes another one
  next: `swarmctl plan -c machine` shows what would change
";
    lab.sandbox.program(["import", "docker-machine", "machine"]).stderr(stderr).run();
    assert!(lab.cluster().nodes[0].is(Role::Discovery));
}

#[test]
fn its_store_is_found_where_docker_machine_has_it() {
    let lab = Lab::new();
    lab.machine("a", "10.0.0.1", json!({}));
    lab.sandbox.program(["import", "docker-machine", "-q"]).env("MACHINE_STORAGE_PATH", "machine").run();
    assert_eq!(lab.cluster().nodes[0].ssh.identity, Some(lab.store().join("machines/a/id_rsa")));
    let docker = lab.sandbox.home().join(".docker");
    fs::create_dir_all(&docker).expect("the sandbox can be written to");
    fs::rename(lab.store(), docker.join("machine")).expect("the sandbox can be written to");
    lab.sandbox.program(["import", "docker-machine", "--name", "mine", "-q"]).run();
    let stderr = "error: there is no docker-machine store at `[DIR]/work/nowhere`\nhint: name it: `swarmctl import docker-machine DIR`\n";
    lab.sandbox.program(["import", "docker-machine", "nowhere", "--name", "other"]).stderr(stderr).status(2).run();
}

#[test]
fn its_ca_is_taken_over_where_certificates_can_be_issued_by_it() {
    let lab = Lab::new();
    lab.machine("a", "10.0.0.1", json!({}));
    fs::create_dir_all(lab.store().join("certs")).expect("the sandbox can be written to");
    lab.sandbox.shell(
        "cd machine/certs; openssl req -x509 -nodes -newkey rsa:2048 -keyout key -out ca.pem -subj /O=ann.laptop -days 1080 \
            -addext keyUsage=critical,keyCertSign,digitalSignature 2>/dev/null; openssl rsa -in key -traditional -out ca-key.pem 2>/dev/null",
    );
    lab.import(&["-q"], 0);
    let pem = fs::read_to_string(lab.store().join("certs/ca.pem")).expect("it was made");
    let taken = lab.dir().trust_pem().expect("it can be read").expect("there is one");
    assert_eq!(pki::certificates(&taken).expect("PEM"), pki::certificates(&pem).expect("PEM"));
    assert!(matches!(lab.dir().ca_key(), Ok(Some(CaKey::Plain(_)))));
    lab.sandbox.program(["certs", "issue", "ci", "-q"]).run();
}

#[test]
fn a_broken_machine_is_named_and_the_others_come_in() {
    let lab = Lab::new();
    lab.machine("good", "10.0.0.1", json!({}));
    let driver = |part: Value| json!({ "Driver": part });
    lab.machine("address", "-oProxyCommand=x", json!({}));
    lab.machine("form", "10.0.0.3", json!({ "ConfigVersion": 9 }));
    lab.machine("nowhere", "", json!({}));
    lab.machine("other", "10.0.0.5", json!({ "Name": "good" }));
    lab.machine("port", "10.0.0.6", driver(json!({ "SSHPort": 70000 })));
    lab.machine("twin", "10.0.0.1", json!({}));
    lab.machine("url", "10.0.0.7", json!({ "DriverName": "none" }));
    lab.machine("user", "10.0.0.8", driver(json!({ "SSHUser": "-l root" })));
    lab.machine("keyless", "10.0.0.9", json!({}));
    fs::remove_file(lab.store().join("machines/keyless/id_rsa")).expect("it is there");
    lab.raw("garbage", "\u{0}\u{1b}[2J");
    lab.raw("list", "[]");
    fs::create_dir(lab.store().join("machines/empty")).expect("the sandbox can be written to");
    fs::write(lab.store().join("machines/.DS_Store"), "").expect("the sandbox can be written to");
    let expected = [
        r#""address" is left out: its address "-oProxyCommand=x" is none: an address must not begin with `-`"#,
        r#""empty" is left out: it has no config.json"#,
        r#""form" is left out: its config.json has form 9, and forms up to 3 are known"#,
        r#""garbage" is left out: its config.json cannot be read: expected value at line 1 column 1"#,
        r#""keyless" is left out: its SSH key "/Users/ann/.docker/machine/machines/keyless/id_rsa" is not there"#,
        r#""list" is left out: its config.json cannot be read: invalid length 0, expected struct Config with 5 elements at line 1 column 2"#,
        r#""nowhere" is left out: docker-machine knows no address of it"#,
        r#""other" is left out: its config.json is that of "good""#,
        r#""port" is left out: 70000 is not a port of SSH"#,
        r#""url" is left out: docker-machine has only its engine's URL (driver `none`), and no way in by SSH"#,
        r#""user" is left out: "-l root" is not a login name"#,
        r#""twin" is left out: its address 10.0.0.1 is that of machine `good`"#,
    ];
    assert_eq!(lab.left_out(5), expected);
    assert_eq!(lab.cluster().nodes.iter().map(|node| node.name.to_string()).collect::<Vec<_>>(), ["good"]);
}

#[test]
fn names_that_no_machine_has_reach_neither_a_shell_nor_the_terminal() {
    let lab = Lab::new();
    lab.machine("good", "10.0.0.1", json!({}));
    let names = ["-rf", "a b", "it's", "$(touch x)", "a\nerror: b", "\u{1b}[2J", "größe", "\u{202e}x", &"n".repeat(64)];
    for name in names {
        lab.machine(name, "10.0.0.2", json!({}));
    }
    let ran = lab.import(&[], 5);
    assert_eq!(ran.stderr.lines().filter(|line| line.starts_with("error: machine ")).count(), names.len(), "{}", ran.stderr);
    assert!(ran.stderr.chars().all(|c| c == '\n' || !c.is_control()) && !ran.stderr.contains('\u{202e}'), "{}", ran.stderr);
    assert!(!lab.sandbox.work().join("x").exists());
    assert_eq!(lab.cluster().nodes.len(), 1);
}

#[test]
fn values_that_a_spec_cannot_have_are_left_out_and_told() {
    let lab = Lab::new();
    let engine =
        json!({ "Labels": ["a b=c", "ok=1", "x=\u{1b}[2J", "io.swarmctl.role=manager"], "RegistryMirror": ["mirror"], "InsecureRegistry": ["http://x"] });
    let swarm = json!({ "IsSwarm": true, "Master": true, "Strategy": "lottery", "Image": "-rf", "Discovery": "consul://a b\n:1" });
    lab.machine("a", "10.0.0.1", json!({ "HostOptions": { "EngineOptions": engine, "SwarmOptions": swarm } }));
    let ran = lab.import(&[], 0);
    assert_eq!(ran.stderr.matches(" is left out: ").count(), 7, "{}", ran.stderr);
    assert!(!ran.stderr.contains('\u{1b}') && ran.stderr.contains("is no store that can be reached"), "{}", ran.stderr);
    assert_eq!(lab.cluster().nodes[0].labels.keys().collect::<Vec<_>>(), ["ok"]);
}

#[test]
fn where_no_machine_can_be_taken_over_there_is_no_cluster() {
    let lab = Lab::new();
    lab.raw("bad", "{");
    let stderr = "\
error: machine \"bad\" is left out: its config.json cannot be read: EOF while parsing an object at line 1 column 1
error: no machine in `[DIR]/work/machine` can be taken over
hint: name it: `swarmctl import docker-machine DIR`
";
    lab.sandbox.program(["import", "docker-machine", "machine"]).stderr(stderr).status(1).run();
    assert!(!lab.dir().exists());
}

#[test]
fn a_cluster_of_that_name_is_not_replaced() {
    let lab = Lab::new();
    lab.machine("a", "10.0.0.1", json!({}));
    lab.import(&["-q"], 0);
    let before = lab.dir().spec().expect("it can be read");
    let stderr = "\
error: cluster `machine` is in the store already
hint: forget it with `swarmctl clusters rm machine`, or import into another store with `--home DIR`
";
    lab.sandbox.program(["import", "docker-machine", "machine"]).stderr(stderr).status(2).run();
    assert_eq!(lab.dir().spec().expect("it can be read"), before);
}

#[test]
fn swarm_mode_is_chosen_by_its_flag_and_the_machines_are_told_to_programs() {
    let lab = Lab::new();
    lab.machine("a", "10.0.0.1", swarm(true, "token://x"));
    lab.raw("bad", "{");
    let ran = lab.import(&["--orchestrator", "swarm-mode", "-c", "lab", "-o", "json"], 5);
    let document: Value = serde_json::from_str(&ran.stdout).expect("one document");
    assert_eq!((&document["kind"], &document["cluster"], &document["nodes"]), (&json!("machines-imported"), &json!("lab"), &json!(["a"])));
    assert_eq!(document["skipped"][0]["machine"], "bad");
    let mut keys: Vec<_> = document.as_object().expect("an object").keys().cloned().collect();
    keys.sort();
    assert_eq!(keys, ["cluster", "kind", "nodes", "notes", "schemaVersion", "skipped"]);
}

#[test]
fn variables_of_an_export_do_not_stand_in_the_way() {
    let lab = Lab::new();
    lab.machine("a", "10.0.0.1", json!({}));
    lab.sandbox.program(["import", "docker-machine", "machine", "-q"]).env("SWARMCTL_PASSPHRASE_FILE", "x").run();
}
