//! The hosts, what runs on them, and the operator's place.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::Papers;
use crate::support::{Hosts, Program, Ran, Sandbox, WORKLOAD};

/// How long a run may take on a machine that has much else to do.
pub const LONG: Duration = Duration::from_secs(240);
/// How many of the hosts of a standalone cluster are managers; the first one has Consul.
pub const MANAGERS: usize = 2;
/// Where a host's workload answers.
const WEB: u16 = 8088;
const POLL: Duration = Duration::from_millis(50);

/// Something that listens with TLS, and a path that answers who is let in.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    pub at: SocketAddr,
    pub path: &'static str,
}

pub struct Lab {
    pub hosts: Hosts,
    pub sandbox: Sandbox,
    /// What clients had before anything was changed.
    pub former: Papers,
    /// Processes and starts of the workloads, by host.
    pub workloads: Vec<String>,
}

impl Lab {
    /// Three hosts, two of them managers, each with a container that serves a page.
    pub fn standalone() -> Self {
        let hosts = Hosts::start(3);
        let yaml = hosts.spec("lab").managers(MANAGERS).discovery(1).yaml();
        let mut lab = Self::of(hosts, yaml);
        for i in 0..lab.hosts.len() {
            lab.hosts.bring_workload(i);
            lab.hosts.exec(i, &["docker", "run", "-d", "--name", "web", "-p", &format!("{WEB}:8080"), WORKLOAD]);
        }
        lab.workloads = lab.lives_of_workloads();
        lab
    }

    /// A manager and a worker in swarm mode.
    pub fn swarm_mode() -> Self {
        let hosts = Hosts::start(2);
        let yaml = hosts.spec("lab").more("orchestrator: swarm-mode").yaml();
        Self::of(hosts, yaml)
    }

    fn of(hosts: Hosts, yaml: String) -> Self {
        let sandbox = Sandbox::new();
        sandbox.write("cluster.yaml", yaml);
        sandbox.program(["init"]).deadline(LONG).stderr("...").stdout("...\n`lab` is healthy: [..]").run();
        let former = Papers::read(&sandbox.store().join("clusters/lab/client")).expect("the store has the operator's certificate");
        Self { hosts, sandbox, former, workloads: Vec::new() }
    }

    pub fn swarmctl(&self, args: &[&str]) -> Program<'_> {
        self.sandbox.program(args).deadline(LONG)
    }

    /// A run that must end with a status.
    pub fn ended(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.swarmctl(args).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    /// A run that must succeed.
    pub fn done(&self, args: &[&str]) -> Ran {
        self.ended(args, 0)
    }

    /// The document of a run that must succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.done(&[args, &["-o", "json"]].concat());
        serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("this is no JSON: {e}\n{}", ran.stdout))
    }

    pub fn verify_is_green(&self) {
        self.done(&["verify", "-q"]);
    }

    /// What the operator has at this moment.
    pub fn papers(&self) -> Papers {
        let client = self.sandbox.store().join("clusters/lab/client");
        // The directory it led to may go before all of it was read.
        let read = (0..3).find_map(|_| Papers::read(&client).ok());
        read.expect("the operator has a certificate at every moment")
    }

    pub fn engine(&self, i: usize) -> Endpoint {
        Endpoint { at: (self.hosts.ip(i), 2376).into(), path: "/version" }
    }

    pub fn manager(&self, i: usize) -> Endpoint {
        Endpoint { at: (self.hosts.ip(i), 3376).into(), path: "/containers/json" }
    }

    pub fn consul(&self) -> Endpoint {
        Endpoint { at: (self.hosts.ip(0), 8501).into(), path: "/v1/status/leader" }
    }

    pub fn workload(&self, i: usize) -> SocketAddr {
        (self.hosts.ip(i), WEB).into()
    }

    pub fn lives_of_workloads(&self) -> Vec<String> {
        self.each(|i| self.hosts.exec(i, &["docker", "inspect", "-f", "{{.State.Pid}} {{.State.StartedAt}}", "web"]))
    }

    /// Something of every host, of all at the same time.
    pub fn each<T: Send>(&self, look: impl Fn(usize) -> T + Sync) -> Vec<T> {
        std::thread::scope(|scope| {
            let look = &look;
            let threads: Vec<_> = (0..self.hosts.len()).map(|i| scope.spawn(move || look(i))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    }

    /// The directory of the pair in force, by host.
    pub fn pairs(&self) -> Vec<String> {
        self.each(|i| self.hosts.exec(i, &["readlink", "/etc/swarmctl/tls/current"]))
    }

    /// What every endpoint serves, by owner and kind; each must be what the store expects.
    pub fn served(&self) -> BTreeMap<(String, String), String> {
        let document = self.json(&["certs", "ls"]);
        let mut served = BTreeMap::new();
        for row in document["items"].as_array().expect("a list has items") {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            assert!(["as-expected", "issues"].contains(&text("state").as_str()), "{row:#}");
            served.insert((text("owner"), text("kind")), text("serial"));
        }
        served
    }

    /// How many steps of a kind runs of a verb have done, since a line of the journal.
    pub fn done_since(&self, line: usize, verb: &str, kind: &str) -> usize {
        let entries = self.journal();
        let of = |entry: &&Value| entry["event"] == "done" && entry["verb"] == verb && entry["step"] == kind;
        entries[line..].iter().filter(of).count()
    }

    /// The journal's lines.
    pub fn journal(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.sandbox.store().join("clusters/lab/journal.jsonl")).expect("there is a journal");
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Whether the last run did all it had to do, although it was killed while it looked at what had come of it.
    pub fn has_ended(&self) -> bool {
        let last = self.journal().pop().expect("there was a run");
        last["event"] == "run-ended" && last["end"] == "done" && !self.sandbox.store().join("clusters/lab/pki/rotation.json").exists()
    }

    /// Waits until the operator is answered, as an engine that restarts takes a moment.
    pub fn is_let_in(&self, endpoint: Endpoint) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Err(why) = self.papers().get(endpoint.at, endpoint.path) {
            assert!(Instant::now() < deadline, "the operator is locked out of {}: {why}", endpoint.at);
            std::thread::sleep(POLL);
        }
    }
}
