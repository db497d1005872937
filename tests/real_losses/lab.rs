//! The cluster that loses one part after the other, and questions to it, each with a short patience.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Hosts, Ran, Sandbox};

/// How long a run may take on a machine that has much else to do.
const LONG: Duration = Duration::from_secs(180);
/// How often it is looked.
const POLL: Duration = Duration::from_millis(100);

pub const ENGINE: u16 = 2376;
pub const MANAGER: u16 = 3376;
pub const CONSUL: u16 = 8501;

pub struct Lab {
    pub hosts: Hosts,
    pub sandbox: Sandbox,
}

impl Lab {
    /// So many hosts, each with something that runs; nothing of swarmctl's yet.
    pub fn new(count: usize) -> Self {
        let lab = Self { hosts: Hosts::start(count), sandbox: Sandbox::new() };
        for i in 0..count {
            lab.hosts.start_workload(i);
        }
        lab
    }

    /// A run that must succeed.
    pub fn done(&self, args: &[&str]) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(0), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    /// What `verify` says of a cluster that is not in order.
    pub fn is_unwell(&self) -> String {
        let ran = self.sandbox.program(["verify", "-q"]).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(7), "{}\n{}", ran.stdout, ran.stderr);
        ran.stdout
    }

    /// Waits until `verify` finds nothing wrong; how long that took.
    pub fn whole_again(&self, within: Duration) -> Duration {
        let began = Instant::now();
        loop {
            let ran = self.sandbox.program(["verify", "-q"]).deadline(LONG).output();
            if ran.status.success() && !ran.stdout.contains("none more can be lost") {
                return began.elapsed();
            }
            assert!(began.elapsed() < within, "not whole within {within:?}:\n{}{}", ran.stdout, ran.stderr);
        }
    }

    /// Asks with the operator's certificate; the body of a good answer.
    pub fn ask(&self, i: usize, port: u16, path: &str) -> Option<String> {
        self.call(i, port, "GET", path, "")
    }

    pub fn call(&self, i: usize, port: u16, method: &str, path: &str, body: &str) -> Option<String> {
        let client = self.sandbox.store().join("clusters/lab/client");
        let file = |name: &str| client.join(name).display().to_string();
        let url = format!("https://{}:{port}{path}", self.hosts.ip(i));
        let fixed = ["-sSf", "--connect-timeout", "1", "--max-time", "3", "-X", method, "--data-binary", body];
        let papers = ["--cacert", &file("ca.pem"), "--cert", &file("cert.pem"), "--key", &file("key.pem"), &url];
        let output = Command::new("curl").args(fixed).args(papers).output().expect("the tests on real hosts need curl");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn json(&self, i: usize, port: u16, path: &str) -> Option<Value> {
        serde_json::from_str(&self.ask(i, port, path)?).ok()
    }

    /// The manager that is the primary and answers.
    pub fn primary(&self) -> Option<usize> {
        (0..2).find(|i| self.is_primary(*i))
    }

    pub fn is_primary(&self, i: usize) -> bool {
        let info = self.json(i, MANAGER, "/info").unwrap_or_default();
        info["SystemStatus"].as_array().is_some_and(|lines| lines.contains(&serde_json::json!(["Role", "primary"])))
    }

    /// The manager that is not.
    pub fn replica(&self) -> usize {
        1 - self.primary().expect("there is a primary")
    }

    /// The host of Consul's leader.
    pub fn consul_leader(&self) -> Option<usize> {
        let leader = (0..self.hosts.len()).find_map(|i| self.json(i, CONSUL, "/v1/status/leader").filter(|leader| leader != ""))?;
        (0..self.hosts.len()).find(|i| leader.as_str() == Some(&format!("{}:8300", self.hosts.ip(*i))))
    }

    /// One of Consul's three servers, which is not the leader.
    pub fn consul_follower(&self) -> usize {
        let leader = self.consul_leader();
        (0..3).rev().find(|i| Some(*i) != leader).expect("there are three")
    }

    /// The names of the containers that a manager lists as running.
    pub fn listed(&self, manager: usize) -> Option<Vec<String>> {
        let list = self.json(manager, MANAGER, "/containers/json")?;
        Some(list.as_array()?.iter().filter_map(|c| Some(c["Names"][0].as_str()?.trim_start_matches('/').to_owned())).collect())
    }

    /// The leader of a swarm in swarm mode, as a manager's engine has it.
    pub fn swarm_leader(&self, asked: usize) -> Option<usize> {
        let nodes = self.json(asked, ENGINE, "/nodes")?;
        let leader = nodes.as_array()?.iter().find(|node| node["ManagerStatus"]["Leader"] == true && node["ManagerStatus"]["Reachability"] == "reachable")?;
        (0..self.hosts.len()).find(|i| leader["Description"]["Hostname"] == Hosts::node(*i).as_str())
    }

    /// Lets every packet from and to the host vanish; what runs on it goes on.
    pub fn cut(&self, i: usize) {
        self.hosts.exec(i, &["sh", "-c", "iptables -I INPUT 1 ! -i lo -j DROP; iptables -I OUTPUT 1 ! -o lo -j DROP"]);
    }

    /// Undoes `cut`.
    pub fn let_back(&self, i: usize) {
        self.hosts.exec(i, &["sh", "-c", "iptables -D INPUT ! -i lo -j DROP; iptables -D OUTPUT ! -o lo -j DROP"]);
    }

    /// Ends a process of the host's with SIGKILL: the first one of a container, or of a unit.
    pub fn kill_process(&self, i: usize, name: &str) {
        let script = r#"pid=$(docker inspect -f '{{.State.Pid}}' "$1" 2>/dev/null) || pid=$(systemctl show -p MainPID --value "$1"); kill -9 "$pid""#;
        self.hosts.exec(i, &["sh", "-c", script, "sh", name]);
    }
}

/// Waits until something is there; how long that took, and what it is.
pub fn until<T>(what: &str, within: Duration, mut look: impl FnMut() -> Option<T>) -> (Duration, T) {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return (began.elapsed(), found);
        }
        assert!(began.elapsed() < within, "not within {within:?}: {what}");
        std::thread::sleep(POLL);
    }
}
