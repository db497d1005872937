//! A standalone cluster with a workload moves to swarm mode on real hosts: side by side, back, again with runs that are killed, and to its end. What runs
//! never stops and answers all the while, and no engine is restarted.

#![expect(clippy::print_stdout, reason = "a long test tells how far it is")]

mod support;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{Hosts, Ran, Sandbox, Signal, WORKLOAD};

/// How long a run may take on a machine that has much else to do.
const LONG: Duration = Duration::from_secs(150);
/// How often somebody asks the workload.
const TICK: Duration = Duration::from_millis(50);
/// How long somebody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The host with a container that was run on its own engine.
const LIVED_IN: usize = 2;

struct Lab {
    hosts: Hosts,
    sandbox: Sandbox,
    /// What was there before swarmctl: files, images, by host.
    before: Vec<[String; 2]>,
    /// Where the workload answers.
    workload: Vec<SocketAddr>,
}

impl Lab {
    /// Three hosts: two managers, one of them with Consul, and a worker with a label.
    fn new() -> Self {
        let hosts = Hosts::start(3);
        for i in 0..hosts.len() {
            hosts.bring_workload(i);
        }
        hosts.exec(LIVED_IN, &["docker", "run", "-d", "--name", "plain", "-p", "8088:8080", WORKLOAD]);
        let before = found(&hosts);
        let sandbox = Sandbox::new();
        sandbox.write("cluster.yaml", hosts.spec("lab").managers(2).node(LIVED_IN, "labels: { disk: ssd }").yaml());
        let mut lab = Self { hosts, sandbox, before, workload: Vec::new() };
        lab.done(&["init"]);
        lab.workload = vec![(lab.hosts.ip(LIVED_IN), 8088).into(), lab.run_through_the_manager()];
        lab
    }

    /// A container that standalone Swarm places; where it answers.
    fn run_through_the_manager(&self) -> SocketAddr {
        self.sandbox.shell(&format!("eval \"$(swarmctl env)\"; docker run -d --name placed -p 8090:8080 {WORKLOAD}"));
        let is_there = |i: &usize| !self.hosts.exec(*i, &["docker", "ps", "-q", "--filter", "name=placed"]).is_empty();
        let i = (0..self.hosts.len()).find(is_there).expect("it is somewhere");
        (self.hosts.ip(i), 8090).into()
    }

    fn ended(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    fn done(&self, args: &[&str]) -> Ran {
        self.ended(args, 0)
    }

    fn json(&self, args: &[&str]) -> Value {
        let ran = self.done(&[args, &["-o", "json"]].concat());
        serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("this is no JSON: {e}\n{}", ran.stdout))
    }

    /// Kills a run of the program when it says something, and shows that it was in the middle of its work.
    fn killed_at(&self, args: &[&str], text: &str) {
        let running = self.sandbox.program(args).deadline(LONG).spawn();
        running.wait_for(text, LONG);
        running.signal(Signal::Kill);
        assert_eq!(running.wait(LONG).status.code(), None, "it had ended");
    }

    /// Of every host: the engine's process, and process and start of each container that is not swarmctl's.
    fn lives(&self) -> Vec<String> {
        let script = "systemctl show -p MainPID docker.service
            docker ps -q --filter name=plain --filter name=placed | xargs -r docker inspect -f '{{.Name}} {{.State.Pid}} {{.State.StartedAt}}'";
        (0..self.hosts.len()).map(|i| self.hosts.exec(i, &["sh", "-c", script])).collect()
    }

    fn lives_of_workload(&self) -> Vec<String> {
        self.lives().iter().flat_map(|host| host.lines().filter(|line| line.starts_with('/')).map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// The swarm's nodes as a manager of it has them.
    fn swarm(&self) -> Vec<String> {
        let listed = self.hosts.exec(0, &["docker", "node", "ls", "--format", "{{.Hostname}} {{.Status}} {{.ManagerStatus}}"]);
        let mut lines: Vec<_> = listed.lines().map(|line| line.trim().to_owned()).collect();
        lines.sort();
        lines
    }

    fn live_restore_and_swarm(&self) -> Vec<String> {
        (0..self.hosts.len()).map(|i| self.hosts.exec(i, &["docker", "info", "--format", "{{.LiveRestoreEnabled}} {{.Swarm.LocalNodeState}}"])).collect()
    }

    /// A service of the swarm's; its task runs when this returns.
    fn run_a_service(&self) {
        let create = ["docker", "service", "create", "--quiet", "--detach", "--name", "task", "--stop-signal", "KILL", "--no-resolve-image"];
        let placed = ["--constraint", "node.labels.disk==ssd", WORKLOAD];
        self.hosts.exec(0, &[&create[..], &placed].concat());
        let deadline = Instant::now() + LONG;
        while self.hosts.exec(LIVED_IN, &["docker", "ps", "-q", "--filter", "label=com.docker.swarm.service.name=task"]).is_empty() {
            assert!(Instant::now() < deadline, "the task does not run");
        }
    }
}

/// What is on each host: files under /etc, images.
fn found(hosts: &Hosts) -> Vec<[String; 2]> {
    let files = "find /etc -printf '%p %M %U:%G %l\\n' | sort; find /etc -type f -exec sha256sum {} + | sort";
    let images = "docker images --format '{{.Repository}}:{{.Tag}} {{.ID}}' | sort";
    (0..hosts.len()).map(|i| [files, images].map(|script| hosts.exec(i, &["sh", "-c", script]))).collect()
}

/// Asks for the head of a page by a new connection; what was wrong if the answer is not 200.
fn ask(at: SocketAddr) -> Result<(), String> {
    let mut answer = [0; 12];
    let mut tcp = TcpStream::connect_timeout(&at, PATIENCE).map_err(|error| format!("cannot connect: {error}"))?;
    tcp.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
    tcp.write_all(b"HEAD /busybox HTTP/1.0\r\n\r\n").and_then(|()| tcp.read_exact(&mut answer)).map_err(|error| error.to_string())?;
    if answer.ends_with(b" 200") { Ok(()) } else { Err(String::from_utf8_lossy(&answer).into_owned()) }
}

/// Does something while the workload is asked again and again: none of the requests may be lost.
fn while_it_is_asked(lab: &Lab, work: impl FnOnce()) {
    let stop = AtomicBool::new(false);
    let asked = std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let (mut count, mut lost) = (0, Vec::new());
            while !stop.load(Ordering::Relaxed) {
                for at in &lab.workload {
                    count += 1;
                    lost.extend(ask(*at).err().map(|error| format!("{at}: {error}")));
                }
                std::thread::sleep(TICK);
            }
            (count, lost)
        });
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        stop.store(true, Ordering::Relaxed);
        let asked = asking.join().expect("who asks does not panic");
        done.map_or_else(|panic| std::panic::resume_unwind(panic), |()| asked)
    });
    println!("          asked {} times", asked.0);
    assert_eq!(asked.1, Vec::<String>::new(), "requests that were lost");
}

type Rule = (&'static str, fn(&Lab));

const RULES: &[Rule] = &[
    ("the plan says what becomes what and changes nothing, and without a terminal nothing begins by itself", the_plan_comes_first),
    ("a swarm stands beside standalone: both are whole, and init has to wait", a_swarm_stands_beside_standalone),
    ("once more there is nothing to do", once_more_there_is_nothing_to_do),
    ("back it is standalone as before", back_it_is_standalone_as_before),
    ("a node that is not let in ends the run, and the same command goes on once it is", a_node_that_is_not_let_in_ends_the_run),
    ("a run that is killed goes on by the same command", a_run_that_is_killed_goes_on),
    ("in the end it is in swarm mode, and nothing of standalone is left", in_the_end_it_is_in_swarm_mode),
];

#[test]
fn a_cluster_in_use_moves_to_swarm_mode() {
    let began = Instant::now();
    let lab = Lab::new();
    println!("{:6.1} s  a cluster", began.elapsed().as_secs_f32());
    let lives = lab.lives();
    assert_eq!(lab.lives_of_workload().len(), 2);
    while_it_is_asked(&lab, || {
        for (name, check) in RULES {
            let began = Instant::now();
            check(&lab);
            println!("{:6.1} s  held: {name}", began.elapsed().as_secs_f32());
            assert_eq!(lab.lives(), lives, "an engine or a container was restarted: {name}");
        }
    });
    let began = Instant::now();
    let workload = lab.lives_of_workload();
    while_it_is_asked(&lab, || destroy_leaves_the_hosts_as_found(&lab));
    assert_eq!(lab.lives_of_workload(), workload);
    println!("{:6.1} s  held: destroy leaves the hosts as they were found", began.elapsed().as_secs_f32());
}

fn the_plan_comes_first(lab: &Lab) {
    let plan = lab.json(&["migrate", "--to", "swarm-mode", "--dry-run"]);
    let becoming: Vec<_> = plan["becoming"].as_array().expect("it says what becomes what").iter().map(|row| row["to"].to_string()).collect();
    assert_eq!(becoming, [r#"["manager"]"#, r#"["manager"]"#, r#"["worker","disk=ssd"]"#]);
    assert!(plan["becoming"][LIVED_IN]["stays"].to_string().contains("plain"), "{plan:#}");
    let ran = lab.ended(&["migrate", "--to", "swarm-mode"], 2);
    assert!(ran.stderr.contains("hint: say it with `--yes`"), "{}", ran.stderr);
    assert!(ran.stdout.contains("GOES AT THE END"), "{}", ran.stdout);
    assert_eq!(lab.live_restore_and_swarm(), ["true inactive"; 3]);
}

fn a_swarm_stands_beside_standalone(lab: &Lab) {
    let ran = lab.done(&["migrate", "--to", "swarm-mode", "--yes"]);
    assert!(ran.stderr.contains("swarmctl migrate --finish -c lab"), "{}", ran.stderr);
    assert_eq!(lab.live_restore_and_swarm(), ["false active"; 3]);
    assert_eq!(lab.swarm(), ["node-1 Ready Leader", "node-2 Ready Reachable", "node-3 Ready"]);
    lab.done(&["verify", "-q"]);
    let listed = lab.sandbox.shell("eval \"$(swarmctl env)\"; docker ps --format '{{.Names}}'");
    assert!(listed.contains("/placed") && listed.contains("/plain"), "{listed}");
    for args in [&["init"][..], &["certs", "rotate"], &["migrate", "--to", "swarm-mode", "--dry-run", "-q"]] {
        let status = if args[0] == "migrate" { 0 } else { 3 };
        let ran = lab.ended(args, status);
        assert!(status == 0 || ran.stderr.contains("`swarmctl migrate --back -c lab` goes back"), "{}", ran.stderr);
    }
}

fn once_more_there_is_nothing_to_do(lab: &Lab) {
    let ran = lab.done(&["migrate", "--to", "swarm-mode"]);
    assert!(ran.stdout.contains("migrate: nothing to do on 3 nodes"), "{}", ran.stdout);
}

fn back_it_is_standalone_as_before(lab: &Lab) {
    lab.run_a_service();
    let ran = lab.done(&["migrate", "--back", "--yes"]);
    assert!(ran.stdout.contains("node-3: 1 task of the swarm's services ends"), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(lab.live_restore_and_swarm(), ["true inactive"; 3]);
    lab.done(&["verify", "-q"]);
    assert!(lab.done(&["init"]).stdout.contains("init: nothing to do on 3 nodes"));
    lab.ended(&["migrate", "--back"], 1);
}

fn a_node_that_is_not_let_in_ends_the_run(lab: &Lab) {
    let join = ["migrate", "--to", "swarm-mode", "--yes"];
    lab.hosts.block_port(0, 2377);
    let ran = lab.ended(&join, 5);
    lab.hosts.unblock_port(0, 2377);
    assert!(ran.stderr.contains("hint: open TCP 2377 and 7946"), "{}", ran.stderr);
    assert_eq!(lab.live_restore_and_swarm()[LIVED_IN], "true inactive", "its turn had not come");
    lab.done(&join);
    lab.done(&["migrate", "--back", "--yes"]);
}

fn a_run_that_is_killed_goes_on(lab: &Lab) {
    let join = ["migrate", "--to", "swarm-mode", "--yes"];
    lab.killed_at(&join, "node-2: join the swarm");
    let ran = lab.done(&join);
    assert!(ran.stderr.contains("was cut off"), "{}", ran.stderr);
    assert_eq!(lab.swarm(), ["node-1 Ready Leader", "node-2 Ready Reachable", "node-3 Ready"]);
    let finish = ["migrate", "--finish", "--yes"];
    lab.killed_at(&finish, "remove swarmctl-agent … done");
    lab.ended(&["migrate", "--back"], 1);
    lab.done(&finish);
}

fn in_the_end_it_is_in_swarm_mode(lab: &Lab) {
    lab.done(&["verify", "-q"]);
    let verified = lab.json(&["verify"]);
    assert_eq!(verified["healthy"], true);
    assert!(lab.done(&["init", "-c", "lab"]).stdout.contains("init: nothing to do on 3 nodes"));
    let ran = lab.ended(&["init", "-f", "cluster.yaml"], 3);
    assert!(ran.stderr.starts_with("error: cluster `lab` is `swarm-mode`; the spec says `standalone`\nhint: set `orchestrator: swarm-mode`"), "{}", ran.stderr);
    lab.done(&["migrate", "--to", "swarm-mode"]);
    lab.ended(&["migrate", "--back"], 1);
    for i in 0..lab.hosts.len() {
        let script = "docker ps -a --format '{{.Names}}' | grep swarmctl; docker volume ls -q | grep swarmctl; ls -d /etc/swarmctl/consul* 2>/dev/null
            docker images --format '{{.Repository}}' | grep -x -e swarm -e consul; :";
        assert_eq!(lab.hosts.exec(i, &["sh", "-c", script]), "");
    }
    let labels = lab.hosts.exec(0, &["docker", "node", "inspect", "node-3", "--format", "{{.Spec.Labels.disk}}"]);
    assert_eq!(labels, "ssd");
}

fn destroy_leaves_the_hosts_as_found(lab: &Lab) {
    lab.done(&["destroy", "--yes"]);
    let only = |one: &str, other: &str| one.lines().filter(|line| !other.lines().any(|l| l == *line)).map(str::to_owned).collect::<Vec<_>>();
    for (i, (before, after)) in lab.before.iter().zip(found(&lab.hosts)).enumerate() {
        for (before, after) in before.iter().zip(&after) {
            assert_eq!((only(before, after), only(after, before)), (Vec::new(), Vec::new()), "{}", Hosts::node(i));
        }
    }
    assert_eq!(lab.live_restore_and_swarm(), ["false inactive"; 3]);
}
