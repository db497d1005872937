//! A real cluster that grows and shrinks: nodes are added, what was changed by hand is seen and put right, nodes are taken away again.

mod support;

use std::time::Duration;

use support::{Hosts, Ran, Sandbox, Signal};

const LONG: Duration = Duration::from_secs(180);

/// Three hosts, of which the first two are the cluster to begin with.
struct Lab {
    hosts: Hosts,
    sandbox: Sandbox,
}

impl Lab {
    fn new(hosts: usize, more: &str) -> Self {
        let hosts = Hosts::start(hosts);
        let sandbox = Sandbox::new();
        // The hosts after the second come later.
        let yaml: String =
            hosts.spec("lab").more(more).yaml().split_inclusive('\n').filter(|line| !line.contains("name: node-3") && !line.contains("name: node-4")).collect();
        sandbox.write("cluster.yaml", yaml);
        let lab = Self { hosts, sandbox };
        lab.ended(&["init", "-q", "-f", "cluster.yaml"], 0);
        lab
    }

    fn ended(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    fn at(&self, i: usize) -> String {
        format!("root@{}", self.hosts.ip(i))
    }

    /// The nodes, as `ls` has them.
    fn nodes(&self) -> Vec<String> {
        let list = self.ended(&["ls", "-o", "json"], 0).stdout;
        let list: serde_json::Value = serde_json::from_str(&list).expect("it is JSON");
        list["items"].as_array().expect("a list").iter().map(|node| node["node"].as_str().expect("a name").to_owned()).collect()
    }

    /// A host that has nothing of swarmctl's any more.
    fn is_as_found(&self, i: usize) {
        let left = self.hosts.try_exec(i, &["ls", "/etc/swarmctl"]);
        assert!(!left.status.success(), "{}", String::from_utf8_lossy(&left.stdout));
        assert_eq!(self.hosts.exec(i, &["docker", "ps", "-aq", "--filter", "label=io.swarmctl.cluster"]), "");
    }

    /// The run is killed as soon as it says `at`; the same command finishes.
    fn killed_and_finished(&self, args: &[&str], at: &str) {
        let running = self.sandbox.program([&["-v"], args].concat()).spawn();
        running.wait_for(at, LONG);
        running.signal(Signal::Kill);
        running.wait(LONG);
        self.ended(args, 0);
    }
}

#[test]
fn a_standalone_cluster_grows_and_shrinks() {
    let lab = Lab::new(3, "");
    lab.ended(&["plan", "--detailed-exitcode"], 0);
    lab.killed_and_finished(&["add-node", "node-3", &lab.at(2)], "node-3: configure and restart");
    assert_eq!(lab.nodes(), ["node-1", "node-2", "node-3"]);
    lab.ended(&["plan", "--detailed-exitcode"], 0);

    lab.hosts.exec(2, &["docker", "rm", "-f", "swarmctl-agent"]);
    let drift = lab.ended(&["plan", "--detailed-exitcode"], 10);
    assert!(drift.stdout.contains("swarmctl-agent"), "{}", drift.stdout);
    lab.ended(&["apply"], 0);
    lab.ended(&["plan", "--detailed-exitcode"], 0);

    lab.ended(&["promote", "node-2"], 0);
    assert!(lab.ended(&["version"], 0).stdout.contains("replica"));
    lab.ended(&["demote", "node-2"], 0);
    lab.ended(&["plan", "--detailed-exitcode"], 0);

    let process = lab.hosts.start_workload(2);
    let runs = lab.ended(&["remove-node", "node-3", "--yes"], 3);
    assert!(runs.stderr.contains("containers of yours run on `node-3`: `workload`"), "{}", runs.stderr);
    assert!(lab.ended(&["remove-node", "node-1", "--yes"], 3).stderr.contains("no manager would be left"));
    lab.ended(&["remove-node", "node-3", "--yes", "--force"], 0);
    assert_eq!(lab.nodes(), ["node-1", "node-2"]);
    assert_eq!(lab.hosts.workload(2), process, "the container was stopped");
    lab.is_as_found(2);
    lab.ended(&["verify"], 0);
    a_host_of_another_cluster_is_refused(&lab);

    // One that is gone is forgotten; what the managers knew of it too.
    lab.hosts.kill(1);
    lab.ended(&["remove-node", "node-2", "--yes"], 6);
    lab.ended(&["remove-node", "node-2", "--yes", "--force"], 0);
    lab.ended(&["verify"], 0);
}

fn a_host_of_another_cluster_is_refused(lab: &Lab) {
    let other = Sandbox::new();
    let spec = lab.hosts.spec("other").yaml();
    let alone = spec.lines().filter(|line| !line.contains("name: node-1") && !line.contains("name: node-2")).collect::<Vec<_>>().join("\n");
    other.write("cluster.yaml", format!("{}\norchestrator: swarm-mode\n", alone.replace("name: node-3,", "name: node-3, role: manager,")));
    let made = other.program(["init"]).deadline(LONG).output();
    assert!(made.status.success(), "{}", made.stderr);
    let refused = lab.ended(&["add-node", "node-3", &lab.at(2)], 3);
    assert!(refused.stderr.contains("node `node-3`: the host belongs to cluster `other`"), "{}", refused.stderr);
    assert_eq!(lab.nodes(), ["node-1", "node-2"]);
}

#[test]
fn a_swarm_in_swarm_mode_grows_and_shrinks() {
    let lab = Lab::new(4, "orchestrator: swarm-mode");
    let (third, fourth) = (format!("node-3={}", lab.at(2)), format!("node-4={}", lab.at(3)));
    lab.killed_and_finished(&["add-node", &third, &fourth], "node-3: join the swarm");
    assert_eq!(lab.nodes(), ["node-1", "node-2", "node-3", "node-4"]);
    lab.ended(&["plan", "--detailed-exitcode"], 0);

    lab.ended(&["promote", "node-3"], 0);
    lab.ended(&["promote", "node-2"], 0);
    lab.ended(&["demote", "node-2"], 0);
    lab.ended(&["plan", "--detailed-exitcode"], 0);

    // A node that is down keeps nobody from leaving.
    lab.hosts.kill(3);
    lab.killed_and_finished(&["remove-node", "node-3", "--yes"], "node-3: leave the swarm");
    lab.is_as_found(2);
    lab.ended(&["remove-node", "node-4", "--yes", "--force"], 0);
    assert_eq!(lab.nodes(), ["node-1", "node-2"]);
    lab.ended(&["verify"], 0);
}
