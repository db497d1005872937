//! The four hosts with what was on them before, and the operator's place.

use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::support::{Hosts, Program, Ran, Sandbox, Sudo, WORKLOAD, images, try_docker};

/// How long a run may take on a machine that has much else to do.
pub const LONG: Duration = Duration::from_secs(180);
/// How many of the hosts are managers.
pub const MANAGERS: usize = 2;
/// The host with a daemon.json and a container of its own.
pub const LIVED_IN: usize = 1;
/// The host that has the images already.
pub const STOCKED: usize = 2;
/// The host that is entered by a user with sudo.
const BY_SUDO: usize = 3;

/// As somebody wrote it by hand.
const DAEMON_JSON: &str = "{\n   \"log-level\": \"warn\",\n\t\"labels\":   [\"a=b\"] }\n\n";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orchestrator {
    Standalone,
    SwarmMode,
}

pub struct Lab {
    pub hosts: Hosts,
    pub sandbox: Sandbox,
    pub orchestrator: Orchestrator,
    /// What was there before swarmctl.
    pub before: Before,
}

/// What must be there again in the end.
pub struct Before {
    /// Files under /etc, by host.
    pub etc: Vec<String>,
    /// Images, by host.
    pub images: Vec<String>,
    /// The container that was there: process, start.
    pub workload: String,
}

impl Lab {
    pub fn new(orchestrator: Orchestrator) -> Self {
        let hosts = Hosts::start(4);
        hosts.add_user(BY_SUDO, "ops", Sudo::Free);
        for i in 0..hosts.len() {
            hosts.bring_workload(i);
        }
        let archive = std::fs::read(&images().archive).expect("the archive was made");
        assert!(try_docker(&["exec", "-i", &hosts.container(STOCKED), "docker", "load"], &archive).status.success(), "the archive was not loaded");
        hosts.exec(LIVED_IN, &["sh", "-c", "umask 022; mkdir -p /etc/docker; printf %s \"$1\" >/etc/docker/daemon.json", "sh", DAEMON_JSON]);
        hosts.exec(LIVED_IN, &["systemctl", "restart", "docker"]);
        hosts.exec(LIVED_IN, &["docker", "run", "-d", "--name", "web", "-p", "8088:8080", WORKLOAD]);
        let sandbox = Sandbox::new();
        let kind = match orchestrator {
            Orchestrator::Standalone => "standalone",
            Orchestrator::SwarmMode => "swarm-mode",
        };
        let spec = hosts
            .spec("lab")
            .managers(MANAGERS)
            .login(BY_SUDO, "ops")
            .node(0, "advertise: eth0")
            .node(2, &format!("advertise: {}/24", hosts.ip(2)))
            .more(&format!("orchestrator: {kind}"));
        sandbox.write("cluster.yaml", spec.yaml());
        let before = Before { etc: each(&hosts, etc), images: each(&hosts, image_list), workload: workload(&hosts) };
        Self { hosts, sandbox, orchestrator, before }
    }

    pub fn is_standalone(&self) -> bool {
        self.orchestrator == Orchestrator::Standalone
    }

    pub fn managers() -> std::ops::Range<usize> {
        0..MANAGERS
    }

    pub fn swarmctl(&self, args: &[&str]) -> Program<'_> {
        self.sandbox.program(args).deadline(LONG)
    }

    /// A run that must succeed.
    pub fn done(&self, args: &[&str]) -> Ran {
        self.ended(args, 0)
    }

    /// A run that must end with a status.
    pub fn ended(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.swarmctl(args).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    /// The document of a run that must succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        let args = [args, &["-o", "json"]].concat();
        json(&self.done(&args).stdout)
    }

    pub fn verify_is_green(&self) {
        self.done(&["verify", "-q"]);
    }

    /// What the journal says was done, by run: place and kind of each step.
    pub fn done_by_run(&self) -> Vec<Vec<(String, String)>> {
        let journal = std::fs::read_to_string(self.sandbox.store().join("clusters/lab/journal.jsonl")).expect("there is a journal");
        let mut runs: Vec<Vec<_>> = Vec::new();
        for entry in journal.lines().map(json) {
            match entry["event"].as_str() {
                Some("run-started") => runs.push(Vec::new()),
                Some("done") => runs.last_mut().expect("a run has begun").push(place_and_kind(&entry["node"], &entry["step"])),
                _ => {}
            }
        }
        for run in &mut runs {
            run.sort();
        }
        runs
    }

    /// What is in the store: names, modes, contents.
    pub fn store(&self) -> String {
        self.sandbox.shell("cd \"$SWARMCTL_HOME\"; find . -printf '%p %M %y\\n' | sort; find . -type f -exec sha256sum {} + | sort")
    }

    /// What could have been changed on hosts: files, and what their engines hold.
    pub fn state_of_hosts(&self) -> Vec<String> {
        each(&self.hosts, |hosts, i| {
            let script = "find /etc /root /home /usr/local -printf '%p %M %U:%G %l %T@\\n' | sort
                find /etc -type f -exec sha256sum {} + | sort
                docker ps -aq --no-trunc; docker images -q --no-trunc | sort; docker volume ls -q; docker info --format '{{.Swarm.LocalNodeState}}'";
            hosts.exec(i, &["sh", "-c", script])
        })
    }

    /// What would tell a restart or a new certificate: containers with their starts, the engine's process, the serial in force.
    pub fn lives(&self) -> Vec<String> {
        each(&self.hosts, |hosts, i| {
            let script = "docker ps -aq | xargs -r docker inspect -f '{{.Name}} {{.Id}} {{.State.StartedAt}}' | sort
                readlink /etc/swarmctl/tls/current; systemctl show -p MainPID docker.service";
            hosts.exec(i, &["sh", "-c", script])
        })
    }
}

pub fn each<T>(hosts: &Hosts, look: impl Fn(&Hosts, usize) -> T) -> Vec<T> {
    (0..hosts.len()).map(|i| look(hosts, i)).collect()
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("this is no JSON: {e}\n{text}"))
}

pub fn place_and_kind(node: &Value, kind: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap_or("this machine").to_owned();
    (text(node), text(kind))
}

pub fn etc(hosts: &Hosts, i: usize) -> String {
    hosts.exec(i, &["sh", "-c", "find /etc -printf '%p %M %U:%G %l\\n' | sort; find /etc -type f -exec sha256sum {} + | sort"])
}

pub fn image_list(hosts: &Hosts, i: usize) -> String {
    hosts.exec(i, &["sh", "-c", "docker images --format '{{.Repository}}:{{.Tag}} {{.ID}}' | sort"])
}

/// Process and start of the container that was there before.
pub fn workload(hosts: &Hosts) -> String {
    hosts.exec(LIVED_IN, &["docker", "inspect", "-f", "{{.State.Pid}} {{.State.StartedAt}}", "web"])
}

/// A command of this machine; its outputs in one, and whether it succeeded.
pub fn local(program: &str, args: &[&str]) -> (String, bool) {
    let output = Command::new(program).args(args).output().unwrap_or_else(|e| panic!("the tests on real hosts need {program}: {e}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout) + &text(&output.stderr), output.status.success())
}

/// Panics with the lines that only one of two texts has.
pub fn assert_same(what: &str, before: &[String], after: &[String]) {
    for (i, (before, after)) in before.iter().zip(after).enumerate() {
        let only = |one: &str, other: &str| one.lines().filter(|line| !other.lines().any(|l| l == *line)).map(str::to_owned).collect::<Vec<_>>();
        let (gone, new) = (only(before, after), only(after, before));
        assert!(gone.is_empty() && new.is_empty(), "{what} on {}: gone {gone:#?}, new {new:#?}", Hosts::node(i));
    }
}
