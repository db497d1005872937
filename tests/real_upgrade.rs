//! Newer engines and images on real clusters: one node after the other, with a way back, while containers go on.

mod support;

use std::time::Duration;

use support::{Hosts, Ran, Sandbox, Signal, docker, images};

const LONG: Duration = Duration::from_secs(240);

struct Lab {
    hosts: Hosts,
    sandbox: Sandbox,
}

impl Lab {
    fn of(hosts: Hosts, yaml: String) -> Self {
        let sandbox = Sandbox::new();
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

    /// The image that a host's container of swarmctl's is made from.
    fn image(&self, i: usize, container: &str) -> String {
        self.hosts.exec(i, &["docker", "inspect", "--format", "{{.Config.Image}}", container])
    }

    fn workloads(&self) -> Vec<String> {
        (0..self.hosts.len()).map(|i| self.hosts.workload(i)).collect()
    }

    fn versions(&self) -> Vec<String> {
        (0..self.hosts.len()).map(|i| self.hosts.engine_version(i)).collect()
    }

    fn is_settled_and_healthy(&self) {
        self.ended(&["plan", "--detailed-exitcode", "-q"], 0);
        self.ended(&["verify", "-q"], 0);
    }
}

/// The suite's images once more, under newer names, in an archive; the names are gone when dropped.
struct Newer {
    swarm: String,
    consul: String,
    archive: std::path::PathBuf,
    _dir: tempfile::TempDir,
}

impl Newer {
    fn make() -> Self {
        let (swarm, consul) = (format!("swarmctl-test/swarm:new-{}", std::process::id()), format!("swarmctl-test/consul:new-{}", std::process::id()));
        docker(&["tag", &images().swarm, &swarm]);
        docker(&["tag", &images().consul, &consul]);
        let dir = tempfile::tempdir().expect("a directory can be made");
        let archive = dir.path().join("newer.tar");
        docker(&["save", "-o", &archive.display().to_string(), &swarm, &consul]);
        Self { swarm, consul, archive, _dir: dir }
    }
}

impl Drop for Newer {
    fn drop(&mut self) {
        docker(&["rmi", &self.swarm, &self.consul]);
    }
}

#[test]
fn images_are_replaced_node_by_node_and_a_broken_one_is_taken_back() {
    let hosts = Hosts::start(3);
    let yaml = hosts.spec("lab").managers(2).discovery(1).yaml();
    let lab = Lab::of(hosts, yaml);
    let processes: Vec<_> = (0..3).map(|i| lab.hosts.start_workload(i)).collect();
    let newer = Newer::make();

    let idle = lab.ended(&["upgrade"], 0);
    assert!(idle.stdout.contains("upgrade: nothing to do on 3 nodes"), "{}", idle.stdout);

    let archive = newer.archive.display().to_string();
    let wanted = ["--swarm-image", &newer.swarm, "--consul-image", &newer.consul, "--image-archive", &archive];
    lab.ended(&[&["upgrade", "--dry-run"], &wanted[..]].concat(), 0);
    lab.ended(&["plan", "--detailed-exitcode", "-q"], 0);
    lab.ended(&[&["upgrade", "node-3"], &wanted[..]].concat(), 0);
    assert_eq!(lab.image(2, "swarmctl-agent"), newer.swarm);
    assert_eq!(lab.image(0, "swarmctl-agent"), images().swarm);

    // The same command finishes a run that was killed.
    let running = lab.sandbox.program(["-v", "upgrade"]).spawn();
    running.wait_for("replace swarmctl-manager", LONG);
    running.signal(Signal::Kill);
    running.wait(LONG);
    lab.ended(&["upgrade"], 0);
    for (i, container) in [(0, "swarmctl-agent"), (0, "swarmctl-manager"), (1, "swarmctl-agent"), (1, "swarmctl-manager"), (2, "swarmctl-agent")] {
        assert_eq!(lab.image(i, container), newer.swarm, "{container} on {i}");
    }
    assert_eq!(lab.image(0, "swarmctl-consul"), newer.consul);
    lab.is_settled_and_healthy();

    for i in 0..3 {
        lab.hosts.make_image(i, "broken:1", r#"ENTRYPOINT ["/busybox", "sh", "-c", "echo it is broken; exit 1"]"#);
    }
    let failed = lab.ended(&["upgrade", "--swarm-image", "broken:1"], 5);
    assert!(failed.stderr.contains("node `node-3`: wait until the node is well: `swarmctl-agent` does not stay up"), "{}", failed.stderr);
    assert!(failed.stderr.contains("not finished; `swarmctl upgrade -c lab` goes on from here"), "{}", failed.stderr);
    assert!(failed.stderr.contains(&format!("`swarmctl upgrade -c lab --swarm-image {}` goes back", newer.swarm)), "{}", failed.stderr);
    assert_eq!((lab.image(2, "swarmctl-agent"), lab.image(1, "swarmctl-manager")), (newer.swarm.clone(), newer.swarm.clone()));
    lab.ended(&["upgrade", "--swarm-image", &newer.swarm], 0);
    lab.is_settled_and_healthy();
    assert_eq!(lab.workloads(), processes, "a container was stopped");
}

/// A newer engine on every node, then one that is broken, of which the first node whose turn it is gets its former one back.
fn engines_are_upgraded(lab: &Lab) {
    let [installed, newer, broken] = lab.hosts.make_engines();
    let of_all = |version: &String| vec![version.clone(); lab.hosts.len()];
    lab.hosts.offer_engines(&[&installed, &newer]);
    lab.ended(&["upgrade", "--engine"], 0);
    assert_eq!(lab.versions(), of_all(&newer));
    lab.is_settled_and_healthy();
    let idle = lab.ended(&["upgrade", "--engine"], 0);
    assert!(idle.stdout.contains("upgrade: nothing to do on 2 nodes"), "{}", idle.stdout);

    lab.hosts.offer_engines(&[&newer, &broken]);
    let failed = lab.ended(&["upgrade", "--engine"], 5);
    let told = format!(
        "node `node-2`: upgrade `docker.io` from {newer} to {broken}: could not install `docker.io` {broken}: the engine did not come up: this engine is broken"
    );
    assert!(failed.stderr.contains(&told), "{}", failed.stderr);
    assert_eq!(lab.versions(), of_all(&newer));
    lab.is_settled_and_healthy();
}

#[test]
fn engines_are_upgraded_under_running_containers() {
    let hosts = Hosts::start(2);
    let yaml = hosts.spec("lab").yaml();
    let lab = Lab::of(hosts, yaml);
    let processes: Vec<_> = (0..2).map(|i| lab.hosts.start_workload(i)).collect();
    engines_are_upgraded(&lab);
    assert_eq!(lab.workloads(), processes, "a container was stopped");
}

#[test]
fn in_swarm_mode_a_locked_manager_is_unlocked_again_and_every_node_takes_tasks_afterwards() {
    let hosts = Hosts::start(2);
    let yaml = hosts.spec("lab").more("orchestrator: swarm-mode\nswarmMode: { autolock: true }").yaml();
    let lab = Lab::of(hosts, yaml);
    engines_are_upgraded(&lab);
    assert_eq!(lab.hosts.exec(0, &["docker", "node", "ls", "--format", "{{.Availability}}"]), "Active\nActive");
}
