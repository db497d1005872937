//! Runs that are cut short: killed at one point after the other or interrupted, the next run finds what is half done and finishes.

mod support;

use std::time::Duration;

use support::{Hosts, Ran, Sandbox, Signal, Sudo, WORKLOAD};

const LONG: Duration = Duration::from_secs(180);
const DAEMON_JSON: &str = "{ \"labels\":[\"a=b\"]}\n";

/// Two hosts, both managers; the first one has a daemon.json and a container of its own, the second one is entered by a user with sudo.
struct Place {
    hosts: Hosts,
    sandbox: Sandbox,
}

impl Place {
    fn new(more: &str) -> Self {
        let hosts = Hosts::start(2);
        hosts.add_user(1, "ops", Sudo::Free);
        hosts.exec(0, &["sh", "-c", "umask 022; mkdir -p /etc/docker; printf %s \"$1\" >/etc/docker/daemon.json", "sh", DAEMON_JSON]);
        hosts.exec(0, &["systemctl", "reload", "docker"]);
        hosts.bring_workload(0);
        hosts.exec(0, &["docker", "run", "-d", "--name", "web", WORKLOAD]);
        let sandbox = Sandbox::new();
        sandbox.write("cluster.yaml", hosts.spec("lab").managers(2).login(1, "ops").more(more).yaml());
        Self { hosts, sandbox }
    }

    /// Starts a run, waits until it says `text` and sends it a signal.
    fn cut_off(&self, args: &[&str], text: &str, signal: Signal) -> Ran {
        let running = self.sandbox.program(args).spawn();
        running.wait_for(text, LONG);
        running.signal(signal);
        running.wait(LONG)
    }

    fn done(&self, args: &[&str]) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(0), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    fn process_of_web(&self) -> String {
        self.hosts.exec(0, &["docker", "inspect", "-f", "{{.State.Pid}}", "web"])
    }

    fn assert_hosts_are_as_found(&self) {
        assert_eq!(self.hosts.read(0, "/etc/docker/daemon.json"), DAEMON_JSON.trim());
        let script = "ls -d /etc/swarmctl /etc/systemd/system/docker.service.d 2>/dev/null; docker ps -a --format '{{.Names}}' | grep -v -x web
            docker images --format '{{.Repository}}' | grep -v -x workload; ls /etc/docker";
        let left: Vec<_> = (0..2).map(|i| self.hosts.exec(i, &["sh", "-c", script])).collect();
        assert_eq!(left, ["daemon.json\nkey.json", "key.json"]);
    }
}

/// The points are of one node or wait for each other: what a killed run leaves to the next one begins behind its point.
fn killed_again_and_again(place: &Place, points: &[&str]) {
    for point in points {
        let ran = place.cut_off(&["init", "-v"], point, Signal::Kill);
        assert_eq!(ran.status.code(), None, "it ended before it was killed at `{point}`: {}", ran.stderr);
    }
    let ran = place.done(&["init"]);
    assert!(ran.stderr.contains("was cut off"), "{}", ran.stderr);
    assert!(ran.stdout.contains("`lab` is healthy"), "{}", ran.stdout);
    assert!(place.done(&["init"]).stdout.contains("nothing to do"));
}

#[test]
fn a_standalone_cluster_is_finished_after_any_number_of_killed_runs() {
    let place = Place::new("");
    let web = place.process_of_web();
    let points = [
        "make the cluster CA",
        "node-1: mark the host",
        "node-1: issue and install",
        "node-1: configure and restart",
        "node-1: load",
        "node-1: run swarmctl-consul",
        "node-1: create swarmctl-manager",
        "node-1: start swarmctl-manager",
    ];
    killed_again_and_again(&place, &points);
    for point in ["node-2: remove swarmctl-agent", "node-1: restore the engine"] {
        place.cut_off(&["destroy", "--yes", "-v"], point, Signal::Kill);
    }
    place.done(&["destroy", "--yes"]);
    place.assert_hosts_are_as_found();
    assert_eq!(place.process_of_web(), web, "the container that was there was restarted");

    let ran = place.cut_off(&["init", "-v"], "node-1: configure and restart", Signal::Interrupt);
    assert_eq!(ran.status.code(), Some(130), "{}", ran.stderr);
    assert!(ran.stderr.contains("interrupted; `swarmctl init` goes on from here"), "{}", ran.stderr);
    assert!(place.done(&["init"]).stdout.contains("`lab` is healthy"));
}

#[test]
fn a_swarm_mode_cluster_is_finished_after_any_number_of_killed_runs() {
    let place = Place::new("orchestrator: swarm-mode");
    killed_again_and_again(&place, &["node-2: configure and restart", "node-1: initialize the swarm", "node-2: join the swarm"]);
    place.cut_off(&["destroy", "--yes", "-v"], "leave the swarm", Signal::Kill);
    place.done(&["destroy", "--yes"]);
    place.assert_hosts_are_as_found();
}
