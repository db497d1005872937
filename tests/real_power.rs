//! Hosts that are switched on and off under a real cluster: those that the docker driver made, and those that are reached by SSH alone.

mod support;

use std::time::{Duration, Instant};

use support::{Hosts, Ran, Sandbox, docker, images};

const LONG: Duration = Duration::from_secs(240);

fn ended(sandbox: &Sandbox, args: &[&str], status: i32) -> Ran {
    let ran = sandbox.program(args).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
    ran
}

/// A cluster of the docker driver's; destroyed however the test ends.
struct Made {
    sandbox: Sandbox,
    name: String,
}

impl Made {
    fn new() -> Self {
        let made = Self { sandbox: Sandbox::new(), name: format!("power-{}", std::process::id()) };
        let images = images();
        let spec = format!(
            "apiVersion: swarmctl/v1\nname: {}\ndriver: docker\nimages: {{ swarm: \"{}\", consul: \"{}\", archive: {} }}\nnodes:\n  \
             - {{ name: a, roles: [manager, discovery] }}\n  - {{ name: b, role: manager }}\n",
            made.name,
            images.swarm,
            images.consul,
            images.archive.display()
        );
        made.sandbox.write("cluster.yaml", spec);
        ended(&made.sandbox, &["init", "-q", "-f", "cluster.yaml"], 0);
        made
    }

    /// The nodes whose hosts run.
    fn running(&self) -> Vec<String> {
        let of = format!("label=io.swarmctl.cluster={}", self.name);
        let listed = docker(&["ps", "--filter", &of, "--format", "{{.Label \"io.swarmctl.node\"}}"]);
        let mut nodes: Vec<_> = listed.lines().map(str::to_owned).collect();
        nodes.sort();
        nodes
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        self.sandbox.program(["destroy", "--yes", "-q"]).deadline(LONG).output();
    }
}

#[test]
fn hosts_that_were_made_stop_start_and_restart() {
    let made = Made::new();
    let sandbox = &made.sandbox;
    let refused = ended(sandbox, &["stop", "a"], 3);
    assert!(refused.stderr.starts_with("error: the cluster cannot do without these hosts: there is no Consul"), "{}", refused.stderr);
    assert_eq!(made.running(), ["a", "b"]);

    ended(sandbox, &["stop", "b"], 0);
    assert_eq!(made.running(), ["a"]);
    ended(sandbox, &["start", "b"], 0);
    ended(sandbox, &["verify", "-q"], 0);

    // The primary's turn comes last, after the other one has taken its place.
    ended(sandbox, &["failover", "--to", "b"], 0);
    let restarted = ended(sandbox, &["-v", "restart", "b", "a"], 0);
    let at = |line: &str| restarted.stderr.find(line).unwrap_or_else(|| panic!("no `{line}`: {}", restarted.stderr));
    assert!(at("a: wait until the node is well") < at("b: let another manager be the primary"), "{}", restarted.stderr);
    ended(sandbox, &["verify", "-q"], 0);

    ended(sandbox, &["stop", "a", "b", "--force"], 0);
    assert_eq!(made.running(), Vec::<String>::new());
    ended(sandbox, &["start", "a", "b"], 0);
    ended(sandbox, &["verify", "-q"], 0);
}

/// Hosts are containers here, which nobody starts again when they reboot.
fn start_again_once_down(hosts: &Hosts, i: usize) {
    let deadline = Instant::now() + LONG;
    while hosts.is_up(i) {
        assert!(Instant::now() < deadline, "the host does not go down");
        std::thread::sleep(Duration::from_millis(50));
    }
    hosts.start_again(i);
}

#[test]
fn hosts_that_are_reached_by_ssh_reboot_and_power_off_and_a_locked_manager_is_unlocked() {
    let hosts = Hosts::start(2);
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", hosts.spec("lab").more("orchestrator: swarm-mode\nswarmMode: { autolock: true }").yaml());
    ended(&sandbox, &["init", "-q"], 0);
    for (i, node) in [(1, "node-2"), (0, "node-1")] {
        std::thread::scope(|scope| {
            scope.spawn(|| start_again_once_down(&hosts, i));
            let ran = ended(&sandbox, &["restart", node, "--yes"], 0);
            assert_eq!(ran.stderr.contains("while its host restarts, the swarm has no quorum: of its 1 managers 0 run"), i == 0, "{}", ran.stderr);
        });
        ended(&sandbox, &["verify", "-q"], 0);
    }
    ended(&sandbox, &["stop", "node-2", "--yes"], 0);
    let deadline = Instant::now() + LONG;
    while hosts.is_up(1) {
        assert!(Instant::now() < deadline, "the host does not go down");
        std::thread::sleep(Duration::from_millis(50));
    }
    hosts.start_again(1);
    ended(&sandbox, &["verify", "-q"], 0);
}
