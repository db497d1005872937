//! Two stores that have one real cluster: as long as a run of one changes it, the other is refused.

mod support;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use support::{Hosts, Ran, Sandbox, Signal, assert_untouched};

const LONG: Duration = Duration::from_secs(180);

/// Three hosts, of which the first two are the cluster's managers; two operators, who have its store.
struct Lab {
    hosts: Hosts,
    ours: Sandbox,
    theirs: Sandbox,
}

impl Lab {
    fn new() -> Self {
        let hosts = Hosts::start(3);
        let yaml = hosts.spec("lab").managers(2).yaml();
        let two: String = yaml.split_inclusive('\n').filter(|line| !line.contains("name: node-3")).collect();
        let (ours, theirs) = (Sandbox::new(), Sandbox::new());
        ours.write("cluster.yaml", two);
        let lab = Self { hosts, ours, theirs };
        ended(&lab.ours, &["init", "-q", "-f", "cluster.yaml"], 0);
        copy(&lab.ours.store(), &lab.theirs.store());
        lab
    }

    fn third(&self) -> String {
        format!("root@{}", self.hosts.ip(2))
    }

    fn locks(&self) -> Vec<String> {
        let listed = |i| self.hosts.exec(i, &["sh", "-c", "cd /run/swarmctl 2>/dev/null && ls -A | tr '\\n' ' ' || echo none"]);
        (0..self.hosts.len()).map(listed).collect()
    }
}

fn ended(who: &Sandbox, args: &[&str], status: i32) -> Ran {
    let ran = who.program(args).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
    ran
}

/// With everything that a copy brings along, as `cp -a` or a CI job's cache does.
fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status().expect("cp can be run");
    assert!(status.success(), "the store was not copied");
}

#[test]
fn of_two_stores_one_changes_the_cluster_at_a_time() {
    let lab = Lab::new();
    assert_eq!(lab.locks(), ["last", "last", "none"]);
    ended(&lab.ours, &["lock", "status"], 0);

    // A run that is killed leaves its lock; the other store is refused, and touches nothing.
    let third = lab.third();
    let add: [&str; 3] = ["add-node", "node-3", &third];
    let running = lab.ours.program([&["-v"], &add[..]].concat()).spawn();
    running.wait_for("node-3: configure and restart", LONG);
    running.signal(Signal::Kill);
    running.wait(LONG);
    assert_eq!(lab.locks(), ["last lock", "last lock", "none"]);
    // The host's script may go on for a moment.
    lab.hosts.exec(2, &["sh", "-c", "flock -w 60 /run/swarmctl.lock true"]);
    let before = lab.hosts.all_marks();
    let refused = ended(&lab.theirs, &add, 9);
    let told = "node-1: the cluster is held from another store: `add-node` (process ";
    assert!(refused.stderr.replace('`', "").contains(&told.replace('`', "")), "{}", refused.stderr);
    let dry = ended(&lab.theirs, &["add-node", "node-3", &third, "--dry-run"], 0);
    assert!(format!("{}{}", dry.stdout, dry.stderr).contains("the cluster is held from another store"), "{} {}", dry.stdout, dry.stderr);
    for verb in [&["certs", "rotate"][..], &["failover"], &["destroy", "--yes"], &["remove-node", "node-2", "--yes"]] {
        assert_eq!(lab.theirs.program(verb).deadline(LONG).output().status.code(), Some(9), "{verb:?}");
    }
    assert_untouched(&before, &lab.hosts.all_marks());
    assert_eq!(lab.locks(), ["last lock", "last lock", "none"]);
    let shown = ended(&lab.theirs, &["lock", "status"], 9).stdout;
    assert!(shown.contains("add-node") && !shown.contains("this store"), "{shown}");
    assert!(ended(&lab.ours, &["lock", "status"], 9).stdout.contains("(this store)"));
    assert_eq!(lab.theirs.program(["lock", "release"]).output().status.code(), Some(2), "it was not asked for consent");

    // The same store goes on as if nothing had been; what it leaves keeps nobody out.
    ended(&lab.ours, &add, 0);
    assert_eq!(lab.locks(), ["last", "last", "none"]);

    // After a release the other store goes on.
    let running = lab.ours.program(["certs", "rotate", "-v"]).spawn();
    running.wait_for("node-3: issue and install", LONG);
    running.signal(Signal::Kill);
    running.wait(LONG);
    copy(&lab.ours.store(), &lab.theirs.store());
    ended(&lab.theirs, &["certs", "rotate"], 9);
    // What changes nothing is kept from nobody.
    let warned = ended(&lab.theirs, &["init"], 0).stderr;
    assert!(warned.contains("warning: node-1: the cluster is held from another store: `certs rotate`"), "{warned}");
    ended(&lab.theirs, &["lock", "release", "--yes"], 0);
    ended(&lab.theirs, &["lock", "status"], 0);
    ended(&lab.theirs, &["certs", "rotate"], 0);

    ended(&lab.theirs, &["destroy", "--yes"], 0);
    assert_eq!(lab.locks(), ["none", "none", "none"]);
}

#[test]
fn of_two_that_come_at_once_exactly_one_wins() {
    let lab = Lab::new();
    let third = lab.third();
    let add: [&str; 4] = ["add-node", "-v", "node-3", &third];
    let (ours, theirs) = (lab.ours.program(add).spawn(), lab.theirs.program(add).spawn());
    let ended = [ours.wait(LONG), theirs.wait(LONG)];
    let mut codes = ended.each_ref().map(|ran| ran.status.code());
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(9)], "{}\n{}", ended[0].stderr, ended[1].stderr);
    assert_eq!(lab.locks(), ["last", "last", "none"]);
}
