//! Swarm mode: the same, but for containers, which an engine that restarts takes with it.

use std::time::{Duration, Instant};

use crate::client::Papers;
use crate::lab::Lab;
use crate::support::WORKLOAD;

/// How long tasks may take until all of them run.
const TASKS: Duration = Duration::from_secs(60);

pub fn new_leaves_come_to_a_swarm(lab: &Lab) {
    let before = lab.served();
    lab.each(|i| lab.hosts.bring_workload(i));
    // A process that is the first of its container does not end at a TERM by itself, and engines would wait for it.
    let service = ["docker", "service", "create", "--quiet", "--detach", "--name", "web", "--replicas", "4", "--stop-signal", "KILL", "--no-resolve-image"];
    lab.hosts.exec(0, &[&service[..], &[WORKLOAD]].concat());
    tasks_run(lab);
    let ran = lab.done(&["certs", "rotate"]);
    for node in ["node-1", "node-2"] {
        let told = format!(
            "warning: {node}: 2 running containers stop with the engine, and those with a restart policy start again, because live-restore cannot be used in a swarm"
        );
        assert!(ran.stderr.contains(&told), "{}", ran.stderr);
    }
    tasks_run(lab);
    let after = lab.served();
    for (whose, serial) in after.iter().filter(|((_, kind), _)| kind != "ca") {
        assert_ne!(before.get(whose), Some(serial), "{whose:?} is the former one");
    }
    lab.verify_is_green();
}

pub fn another_ca_comes_to_a_swarm(lab: &Lab) {
    let before = lab.served();
    lab.done(&["certs", "rotate-ca"]);
    tasks_run(lab);
    for (whose, serial) in lab.served() {
        assert_ne!(before.get(&whose), Some(&serial), "{whose:?} is the former one");
    }
    let now = lab.papers();
    for endpoint in lab.each(|i| lab.engine(i)) {
        assert_eq!(now.get(endpoint.at, endpoint.path), Ok(()));
        Papers { ca: now.ca.clone(), ..lab.former.clone() }.is_turned_away(endpoint.at, endpoint.path);
    }
    lab.verify_is_green();
}

/// Waits until all tasks of the service run.
fn tasks_run(lab: &Lab) {
    let deadline = Instant::now() + TASKS;
    let replicas = || lab.hosts.exec(0, &["docker", "service", "ls", "--format", "{{.Replicas}}"]);
    while replicas() != "4/4" {
        assert!(Instant::now() < deadline, "not all tasks run: {}", replicas());
    }
}
