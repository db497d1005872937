//! Standalone on real hosts without a Consul of swarmctl's own: by a list, and by a Consul that was there before, over TLS with its own certificates. And the
//! change from one way to another.

mod support;

use std::net::Ipv4Addr;
use std::path::Path;
use std::time::{Duration, Instant};

use support::{Hosts, OWNER_LABEL, Ran, Sandbox, WORKLOAD, docker, images, owner, try_docker};
use swarmctl::model::{CertAlgorithm, CertPolicy, LeafRequest, Validity};
use swarmctl::pki::{Ca, LeafUse};
use time::OffsetDateTime;

const LONG: Duration = Duration::from_secs(180);
const POLL: Duration = Duration::from_millis(50);

fn ended(sandbox: &Sandbox, args: &[&str], status: i32) -> Ran {
    let ran = sandbox.program(args).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
    ran
}

fn done(sandbox: &Sandbox, args: &[&str]) -> Ran {
    ended(sandbox, args, 0)
}

/// What of swarmctl's is on a host: its containers, and the files for discovery with their modes.
fn left_on(hosts: &Hosts, i: usize) -> String {
    let script = "docker ps -a --format '{{.Names}}' --filter name=swarmctl- | sort
        find /etc/swarmctl/consul /etc/swarmctl/discovery -type f -printf '%P %m %u\\n' 2>/dev/null | sort
        docker volume ls -q | grep swarmctl || :";
    hosts.exec(i, &["sh", "-c", script]).lines().collect::<Vec<_>>().join(", ")
}

fn nothing_is_left(sandbox: &Sandbox, hosts: &Hosts) {
    done(sandbox, &["destroy", "--yes"]);
    for i in 0..hosts.len() {
        assert_eq!(left_on(hosts, i), "");
        assert!(!hosts.try_exec(i, &["test", "-e", "/etc/swarmctl"]).status.success(), "/etc/swarmctl is there");
    }
}

#[test]
fn a_list_makes_a_swarm_of_one_manager_and_no_store() {
    let hosts = Hosts::start(3);
    (0..hosts.len()).for_each(|i| hosts.bring_workload(i));
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", hosts.spec("lab").more("discovery: static").yaml());
    sandbox.write("consul.yaml", hosts.spec("lab").yaml());

    done(&sandbox, &["init"]);
    assert_eq!([0, 1, 2].map(|i| left_on(&hosts, i)), ["swarmctl-manager", "", ""]);
    let verified = done(&sandbox, &["verify", "--deploy", WORKLOAD]);
    for said in ["3 of 3 nodes Healthy", "static: the manager has a list of 3 nodes", "3 containers ran and were removed"] {
        assert!(verified.stdout.contains(said), "{}", verified.stdout);
    }
    assert_eq!(done(&sandbox, &["ls"]).stdout.matches("Healthy").count(), 3);
    let listed = sandbox.shell("eval \"$(swarmctl env)\"; docker ps -a --format '{{.Names}}'");
    assert_eq!(listed, "node-1/swarmctl-manager\n");

    let second = done(&sandbox, &["init"]);
    assert!(second.stdout.contains("init: nothing to do on 3 nodes"), "{}", second.stdout);
    ended(&sandbox, &["failover"], 2);
    done(&sandbox, &["certs", "rotate"]);

    done(&sandbox, &["init", "-f", "consul.yaml"]);
    let consul = "swarmctl-agent, swarmctl-consul, swarmctl-manager, config.json 600 root, server.json 600 root, swarmctl-consul";
    assert_eq!([0, 1, 2].map(|i| left_on(&hosts, i)), [consul, "swarmctl-agent", "swarmctl-agent"]);
    done(&sandbox, &["init"]);
    assert_eq!([0, 1, 2].map(|i| left_on(&hosts, i)), ["swarmctl-manager", "", ""]);
    nothing_is_left(&sandbox, &hosts);
}

/// A Consul of somebody else's on the hosts' network, that only speaks to who has a certificate of its CA. It goes with the hosts.
struct Store {
    container: String,
    address: Ipv4Addr,
    ca: Ca,
}

impl Store {
    fn start(hosts: &Hosts) -> Self {
        let address = Ipv4Addr::from(u32::from(hosts.ip(0)) + 100);
        let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 2, leaf_days: 1 };
        let (ca, _) = Ca::make(&"store".parse().unwrap(), &policy, OffsetDateTime::now_utc(), [7; 16]).unwrap();
        let store = Self { container: format!("{}-store", hosts.network()), address, ca };
        let config = serde_json::json!({
            "server": true, "bootstrap_expect": 1, "advertise_addr": address, "client_addr": "0.0.0.0", "ports": { "http": -1, "https": 8501 },
            "ca_file": "/tls/ca.pem", "cert_file": "/tls/cert.pem", "key_file": "/tls/key.pem", "verify_incoming": true, "verify_outgoing": true,
            "performance": { "raft_multiplier": 1 }, "session_ttl_min": "1s",
        });
        let (label, ip) = (format!("{OWNER_LABEL}={}", owner()), address.to_string());
        let env = format!("CONSUL_LOCAL_CONFIG={config}");
        let own = ["create", "--name", &store.container, "--network", &hosts.network(), "--ip", &ip, "--label", &label];
        docker(&[&own[..], &["-e", "CONSUL_DISABLE_PERM_MGMT=1", "-e", &env, &images().consul, "agent"]].concat());
        let files = tempfile::tempdir().unwrap();
        store.issue(files.path(), LeafUse::Node, 1);
        docker(&["cp", &format!("{}/.", files.path().display()), &format!("{}:/tls", store.container)]);
        docker(&["start", &store.container]);
        let deadline = Instant::now() + LONG;
        while !store.elected() {
            assert!(Instant::now() < deadline, "the store elects no leader");
            std::thread::sleep(POLL);
        }
        store
    }

    fn elected(&self) -> bool {
        let logs = try_docker(&["logs", &self.container], b"");
        String::from_utf8_lossy(&logs.stdout).contains("cluster leadership acquired")
    }

    /// A pair of its CA's, and that CA, in a directory.
    fn issue(&self, dir: &Path, leaf_use: LeafUse, number: u8) -> String {
        let sans = vec![self.address.to_string().parse().unwrap(), "127.0.0.1".parse().unwrap()];
        let request = LeafRequest { name: "store".to_owned(), sans, valid: Validity::from_days(1) };
        let issued = self.ca.issue(&request, leaf_use, CertAlgorithm::EcdsaP256, OffsetDateTime::now_utc(), [number; 16]).unwrap();
        std::fs::create_dir_all(dir).unwrap();
        for (name, content) in [("ca.pem", self.ca.pem().as_bytes()), ("cert.pem", issued.cert_pem.as_bytes()), ("key.pem", issued.key.expose())] {
            std::fs::write(dir.join(name), content).unwrap();
        }
        issued.key.expose_str().unwrap().lines().nth(1).unwrap().to_owned()
    }

    fn url(&self) -> String {
        format!("consul://{}:8501/blue", self.address)
    }

    /// The keys in it.
    fn keys(&self) -> String {
        let address = format!("CONSUL_HTTP_ADDR=https://{}:8501", self.address);
        let env = [&address, "CONSUL_CACERT=/tls/ca.pem", "CONSUL_CLIENT_CERT=/tls/cert.pem", "CONSUL_CLIENT_KEY=/tls/key.pem"];
        let args: Vec<_> = ["exec"].into_iter().chain(env.into_iter().flat_map(|e| ["-e", e])).collect();
        docker(&[&args[..], &[&self.container, "consul", "kv", "get", "-keys", "-separator=", "blue/docker"]].concat())
    }
}

#[test]
fn a_store_that_exists_is_used_with_its_own_certificates() {
    let hosts = Hosts::start(2);
    let store = Store::start(&hosts);
    let sandbox = Sandbox::new();
    let key = store.issue(&sandbox.work().join("store"), LeafUse::Client, 2);
    let spec = || hosts.spec("lab").managers(2).more("manager: { replicationTtl: 4s }");
    let by = |url: &str| spec().more(&format!("discovery: {{ url: \"{url}\", ca: store/ca.pem, cert: store/cert.pem, key: store/key.pem }}")).yaml();
    sandbox.write("cluster.yaml", by(&store.url()));
    sandbox.write("consul.yaml", spec().yaml());
    sandbox.write("closed.yaml", by(&store.url().replace("8501", "8502")));

    let refused = ended(&sandbox, &["init", "-f", "closed.yaml"], 3);
    let cause = format!("it does not reach the discovery store at {}:8502: Connection refused", store.address);
    assert_eq!(refused.stderr.matches(&cause).count(), 2, "{}", refused.stderr);

    done(&sandbox, &["init"]);
    let files = "ca.pem 600 root, cert.pem 600 root, key.pem 600 root";
    let with_files = format!("swarmctl-agent, swarmctl-manager, {files}");
    assert_eq!([0, 1].map(|i| left_on(&hosts, i)), [with_files.as_str(); 2]);
    let verified = done(&sandbox, &["verify"]);
    assert!(verified.stdout.contains(&format!("the store is {}, which is not swarmctl's own", store.url())), "{}", verified.stdout);
    assert_eq!(verified.stdout.matches("2 of 2 nodes Healthy").count(), 2, "{}", verified.stdout);
    for at in [format!("blue/docker/swarm/nodes/{}:2376", hosts.ip(0)), "blue/docker/swarm/leader".to_owned()] {
        assert!(store.keys().contains(&at), "{}", store.keys());
    }
    let second = done(&sandbox, &["init"]);
    assert!(second.stdout.contains("init: nothing to do on 2 nodes"), "{}", second.stdout);
    let refused = ended(&sandbox, &["failover"], 2);
    assert!(refused.stderr.contains("in a store that is not swarmctl's own"), "{}", refused.stderr);

    let next = store.issue(&sandbox.work().join("store"), LeafUse::Client, 3);
    let planned = done(&sandbox, &["init", "--dry-run", "-o", "json"]);
    let changed = done(&sandbox, &["init"]);
    assert_eq!(changed.stderr.matches("replace swarmctl-agent").count(), 2, "{}", changed.stderr);

    done(&sandbox, &["init", "-f", "consul.yaml"]);
    let of_consul = "swarmctl-agent, swarmctl-consul, swarmctl-manager, config.json 600 root, server.json 600 root, swarmctl-consul";
    assert_eq!([0, 1].map(|i| left_on(&hosts, i)), [of_consul, "swarmctl-agent, swarmctl-manager"]);
    done(&sandbox, &["init"]);
    assert_eq!([0, 1].map(|i| left_on(&hosts, i)), [with_files.as_str(); 2]);

    let kept = sandbox
        .shell("cat \"$SWARMCTL_HOME\"/clusters/lab/journal.jsonl \"$SWARMCTL_HOME\"/clusters/lab/cluster.yaml \"$SWARMCTL_HOME\"/clusters/lab/state.json");
    for key in [&key, &next] {
        assert!(!kept.contains(key) && !planned.stdout.contains(key) && !changed.stderr.contains(key), "the key was written down");
    }
    nothing_is_left(&sandbox, &hosts);
}
