//! Containers that go away.

use std::time::{Duration, Instant};

use crate::lab::{LONG, Lab, json};
use crate::support::Hosts;

/// A session of the primary's ends 20 s after it was last seen, Consul may take as long again.
const FAILOVER: Duration = Duration::from_secs(60);

pub fn removed_agent_comes_back_alone(lab: &Lab) {
    let victim = 2;
    let before = lab.lives();
    lab.hosts.exec(victim, &["docker", "rm", "-f", "swarmctl-agent"]);
    lab.done(&["init"]);
    let done = lab.done_by_run().pop().expect("there was a run");
    let changes: Vec<_> = done.iter().filter(|(_, kind)| kind != "await-consul-leader").collect();
    let change = |kind: &str| (Hosts::node(victim), kind.to_owned());
    assert_eq!(changes, [&change("create-container"), &change("start-container")]);
    let after = lab.lives();
    let others = |lives: &[String]| lives.iter().enumerate().filter(|(i, _)| *i != victim).map(|(_, life)| life.clone()).collect::<Vec<_>>();
    assert_eq!(others(&after), others(&before));
}

pub fn killed_manager_is_back_by_itself(lab: &Lab) {
    let started = || lab.hosts.exec(1, &["docker", "inspect", "-f", "{{.State.StartedAt}}", "swarmctl-manager"]);
    let before = started();
    lab.hosts.exec(1, &["sh", "-c", "kill -9 \"$(docker inspect -f '{{.State.Pid}}' swarmctl-manager)\""]);
    until("the manager is back", LONG, || started() != before && healthy(lab));
}

fn healthy(lab: &Lab) -> bool {
    lab.swarmctl(&["verify", "-q"]).output().status.success()
}

pub fn failover_moves_the_primary(lab: &Lab) {
    let primary = Lab::managers().find(|i| role(lab, *i).as_deref() == Some("primary")).expect("one manager is primary");
    let other = 1 - primary;
    assert!(lab.done(&["failover", "--dry-run"]).stdout.contains("+ let another manager be the primary"));
    assert_eq!(role(lab, primary).as_deref(), Some("primary"), "a dry run moved it");
    let asked = lab.swarmctl(&["failover", "-o", "json"]).spawn();
    until("the replica is primary", FAILOVER, || {
        lab.done(&["ps", "-q"]);
        role(lab, other).as_deref() == Some("primary")
    });
    let ran = json(&asked.wait(LONG).stdout);
    assert_eq!((&ran["kind"], &ran["verb"], &ran["nodes"][0]["status"]), (&"run".into(), &"failover".into(), &"changed".into()), "{ran:#}");
    assert_eq!(role(lab, primary).as_deref(), Some("replica"));
    assert!(lab.done(&["failover", "--to", &Hosts::node(other)]).stdout.contains("nothing to do"));
    lab.done(&["failover", "--to", &Hosts::node(primary)]);
    assert_eq!(role(lab, primary).as_deref(), Some("primary"));
}

pub fn replica_takes_over(lab: &Lab) {
    let primary = Lab::managers().find(|i| role(lab, *i).as_deref() == Some("primary")).expect("one manager is primary");
    let other = 1 - primary;
    // What `docker kill` stopped, its engine leaves stopped.
    lab.hosts.exec(primary, &["docker", "kill", "swarmctl-manager"]);
    until("the replica is primary", FAILOVER, || role(lab, other).as_deref() == Some("primary"));
    let listed = lab.sandbox.shell(&format!("eval \"$(swarmctl env --manager {})\"; docker ps --format '{{{{.Names}}}}'", Hosts::node(other)));
    assert!(listed.lines().any(|name| name == "node-2/web"), "{listed}");
    assert!(lab.done(&["ps"]).stdout.contains("web"));
    lab.ended(&["version"], 7);
    lab.ended(&["verify"], 7);
    lab.done(&["init"]);
    lab.verify_is_green();
    assert_eq!(role(lab, primary).as_deref(), Some("replica"));
}

/// What a manager says it is; `None` if it does not answer.
fn role(lab: &Lab, i: usize) -> Option<String> {
    let versions = json(&lab.swarmctl(&["version", "-o", "json"]).output().stdout);
    let row = versions["items"].as_array()?.iter().find(|row| row["node"] == Hosts::node(i))?.clone();
    row["role"].as_str().map(str::to_owned)
}

fn until(what: &str, deadline: Duration, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + deadline;
    while !holds() {
        assert!(Instant::now() < end, "not within {deadline:?}: {what}");
    }
}
