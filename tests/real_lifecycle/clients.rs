//! What clients see: swarmctl's lists, the docker command, a trial deployment.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::lab::{LIVED_IN, LONG, Lab};
use crate::support::{Hosts, Signal, WORKLOAD};

const PS_KEYS: &[&str] = &["id", "image", "name", "node", "status"];

fn items(lab: &Lab, args: &[&str], kind: &str, keys: &[&str]) -> Vec<Value> {
    let document = lab.json(args);
    assert_eq!((&document["schemaVersion"], &document["kind"]), (&1.into(), &kind.into()), "{document:#}");
    let items = document["items"].as_array().expect("a list has items").clone();
    for item in &items {
        let mut found: Vec<_> = item.as_object().expect("items are objects").keys().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(found, keys, "{}", args.join(" "));
    }
    items
}

fn texts(items: &[Value], key: &str) -> Vec<String> {
    items.iter().map(|item| item[key].as_str().unwrap_or("-").to_owned()).collect()
}

fn nodes(lab: &Lab) -> Vec<String> {
    (0..lab.hosts.len()).map(Hosts::node).collect()
}

pub fn lists_name_every_node(lab: &Lab) {
    let versions = items(lab, &["version"], "version", &["api", "error", "node", "role", "version"]);
    assert_eq!(texts(&versions, "node"), ["-", "node-1", "node-2"]);
    let mut roles = texts(&versions[1..], "role");
    roles.sort();
    assert_eq!(roles, if lab.is_standalone() { ["primary", "replica"] } else { ["leader", "reachable"] });
    for version in texts(&versions[1..], "version") {
        assert!(version.starts_with("swarm/1.") == lab.is_standalone(), "{version}");
    }

    let rows = items(lab, &["ls"], "nodes", &["address", "certDays", "engine", "error", "node", "place", "roles", "state"]);
    assert_eq!(texts(&rows, "node"), nodes(lab));
    let well = if lab.is_standalone() { "Healthy" } else { "ready" };
    assert!(texts(&rows, "state").iter().all(|state| state == well), "{rows:#?}");
    assert!(rows.iter().all(|row| row["certDays"].as_i64().is_some_and(|days| days > 300)), "{rows:#?}");

    let web = (Hosts::node(LIVED_IN), "web".to_owned());
    let listed = |args: &[&str]| -> Vec<_> {
        let rows = items(lab, args, "ps", PS_KEYS);
        texts(&rows, "node").into_iter().zip(texts(&rows, "name")).collect()
    };
    assert!(listed(&["ps", "-a"]).contains(&web));
    if lab.is_standalone() {
        assert!(listed(&["ps"]).contains(&web));
        let all = listed(&["ps", "-a"]);
        assert!(nodes(lab).into_iter().all(|node| all.contains(&(node, "swarmctl-agent".to_owned()))), "{all:?}");
    }
    let clusters = items(lab, &["ls", "--clusters"], "clusters", &["cluster", "default", "driver", "error", "nodes", "orchestrator"]);
    assert_eq!(texts(&clusters, "cluster"), ["lab"]);
}

pub fn docker_client_works(lab: &Lab) {
    if lab.is_standalone() { docker_on_managers(lab) } else { docker_on_swarm(lab) }
}

/// The docker command of this machine, after `eval "$(swarmctl env …)"`.
fn docker(lab: &Lab, manager: usize, args: &str) -> Vec<String> {
    let script = format!("eval \"$(swarmctl env --manager {})\"; docker {args}", Hosts::node(manager));
    lab.sandbox.shell(&script).lines().map(str::to_owned).collect()
}

fn docker_on_managers(lab: &Lab) {
    for manager in Lab::managers() {
        let running = docker(lab, manager, "ps --format '{{.Names}}'");
        assert!(running.contains(&format!("{}/web", Hosts::node(LIVED_IN))), "{running:?}");
        let all = docker(lab, manager, "ps -a --format '{{.Names}}'");
        assert!(nodes(lab).iter().all(|node| all.contains(&format!("{node}/swarmctl-agent"))), "{all:?}");
    }
    lab.sandbox.shell(&format!("eval \"$(swarmctl env)\"; docker run -d --name landed {WORKLOAD}"));
    let landed: Vec<_> = docker(lab, 0, "ps --format '{{.Names}}'").into_iter().filter_map(|name| Some(name.strip_suffix("/landed")?.to_owned())).collect();
    let found: Vec<_> = (0..lab.hosts.len()).filter(|i| lab.hosts.try_exec(*i, &["docker", "inspect", "landed"]).status.success()).map(Hosts::node).collect();
    docker(lab, 1, "rm -f landed");
    assert_eq!(landed, found);
    assert_eq!(found.len(), 1);
}

fn docker_on_swarm(lab: &Lab) {
    let mut ready = docker(lab, 1, "node ls --format '{{.Hostname}} {{.Status}}'");
    ready.sort();
    assert_eq!(ready, nodes(lab).iter().map(|node| format!("{node} Ready")).collect::<Vec<_>>());
    docker(lab, 0, &format!("service create --quiet --detach --name landed --stop-grace-period 0s --replicas 2 --no-resolve-image {WORKLOAD}"));
    let deadline = Instant::now() + Duration::from_secs(60);
    while docker(lab, 0, "service ls --format '{{.Replicas}}'") != ["2/2"] {
        assert!(Instant::now() < deadline, "{:?}", docker(lab, 0, "service ps landed"));
    }
    let tasks: Vec<_> = items(lab, &["ps"], "ps", PS_KEYS).into_iter().filter(|row| row["status"] == "running").collect();
    let mut names = texts(&tasks, "name");
    names.sort();
    assert_eq!(names, ["landed.1", "landed.2"], "{tasks:#?}");
    assert!(texts(&tasks, "node").iter().all(|node| nodes(lab).contains(node)), "{tasks:#?}");
    docker(lab, 0, "service rm landed");
    // The service is gone before its containers are.
    let deadline = Instant::now() + Duration::from_secs(60);
    while (0..lab.hosts.len()).any(|i| !lab.hosts.exec(i, &["docker", "ps", "-aq", "--filter", "name=landed"]).is_empty()) {
        assert!(Instant::now() < deadline, "containers of a removed service stay");
    }
}

/// What a trial in swarm mode could leave on the hosts: the service, and its containers.
fn trials(lab: &Lab) -> Vec<String> {
    let on_hosts = |i: usize| lab.hosts.exec(i, &["docker", "ps", "-a", "--filter", "name=swarmctl-trial", "--format", "{{.Names}}"]);
    let mut left: Vec<_> = (0..lab.hosts.len()).map(on_hosts).collect();
    left.push(lab.hosts.exec(0, &["docker", "service", "ls", "-q"]));
    left.retain(|names| !names.is_empty());
    left
}

pub fn trial_service_that_fails_or_is_interrupted_is_removed(lab: &Lab) {
    let failed = lab.ended(&["verify", "--deploy", "nowhere.invalid/nothing:1"], 7);
    assert!(failed.stdout.contains("the trial deployment failed: could not see the service `swarmctl-trial-"), "{}", failed.stdout);
    assert_eq!(trials(lab), Vec::<String>::new());

    let running = lab.swarmctl(&["verify", "--deploy", WORKLOAD, "--containers", "24"]).spawn();
    let deadline = Instant::now() + Duration::from_secs(60);
    while trials(lab).is_empty() {
        assert!(Instant::now() < deadline, "no trial began");
    }
    running.signal(Signal::Interrupt);
    let ran = running.wait(LONG);
    assert_eq!(ran.status.code(), Some(130), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stderr, "interrupted; what the trial deployment had begun is removed again\n");
    assert_eq!(trials(lab), Vec::<String>::new());
}

pub fn trial_deployment_leaves_nothing(lab: &Lab) {
    let containers = |i: usize| lab.hosts.exec(i, &["docker", "ps", "-aq"]).lines().count();
    let before: Vec<_> = (0..lab.hosts.len()).map(containers).collect();
    let number: &[&str] = if lab.is_standalone() { &["--containers", "5"] } else { &[] };
    let report = lab.json(&[&["verify", "--deploy", WORKLOAD], number].concat());
    assert_eq!((0..lab.hosts.len()).map(containers).collect::<Vec<_>>(), before, "containers were left behind");
    assert_eq!(report["healthy"], true);
    let deployed: Vec<_> = report["findings"].as_array().expect("verify has findings").iter().filter(|f| f["check"] == "deploy").collect();
    let told = format!("{deployed:?}");
    let names = |node: &String| told.contains(node.as_str());
    let shown = if lab.is_standalone() { nodes(lab).iter().any(names) } else { nodes(lab).iter().all(names) };
    assert!(shown, "not the right nodes are named: {told}");
}
