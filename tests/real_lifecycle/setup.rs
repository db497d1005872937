//! From a dry run to a cluster that holds.

use serde_json::Value;

use crate::lab::{LIVED_IN, Lab, assert_same, json, place_and_kind, workload};
use crate::support::Hosts;

const INIT: [&str; 3] = ["init", "-f", "cluster.yaml"];
const DRY_RUN: [&str; 4] = ["init", "-f", "cluster.yaml", "--dry-run"];
const PENDING: [&str; 5] = ["init", "-f", "cluster.yaml", "--dry-run", "--detailed-exitcode"];

pub fn dry_run_changes_nothing(lab: &Lab) {
    let (hosts, store) = (lab.state_of_hosts(), lab.store());
    lab.done(&DRY_RUN);
    assert_same("the state of the host", &hosts, &lab.state_of_hosts());
    assert_eq!(lab.store(), store);
}

/// Place and kind of the steps that a plan is to do.
fn to_do(plan: &Value) -> Vec<(String, String)> {
    let steps = plan["steps"].as_array().expect("a plan has steps");
    let mut steps: Vec<_> = steps.iter().filter(|s| s["need"] != "kept").map(|s| place_and_kind(&s["node"], &s["step"]["step"])).collect();
    steps.sort();
    steps
}

pub fn init_does_what_the_dry_run_said(lab: &Lab) {
    let planned = to_do(&lab.json(&DRY_RUN));
    lab.ended(&PENDING, 10);
    let ran = lab.done(&INIT);
    assert!(ran.stdout.contains("`lab` is healthy"), "{}", ran.stdout);
    assert_eq!(lab.done_by_run(), [planned]);
    let verified = lab.json(&["verify"]);
    assert_eq!(verified["healthy"], true);
    let findings = verified["findings"].as_array().expect("verify has findings");
    assert!(findings.iter().all(|f| f["severity"] == "ok"), "{verified:#}");
}

pub fn second_init_keeps_everything(lab: &Lab) {
    let lives = lab.lives();
    assert!(lab.done(&INIT).stdout.contains("init: nothing to do on 4 nodes"));
    assert_same("what tells a restart or a new certificate", &lives, &lab.lives());
    assert!(lab.done(&DRY_RUN).stdout.starts_with("nothing to do"));
    assert_eq!(to_do(&lab.json(&DRY_RUN)), []);
    lab.ended(&PENDING, 0);
    dry_run_changes_nothing(lab);
}

pub fn daemon_json_is_merged(lab: &Lab) {
    let merged = json(&lab.hosts.read(LIVED_IN, "/etc/docker/daemon.json"));
    assert_eq!((&merged["log-level"], &merged["labels"]), (&"warn".into(), &serde_json::json!(["a=b"])), "{merged:#}");
    assert_eq!(lab.hosts.exec(LIVED_IN, &["docker", "info", "--format", "{{.Labels}}"]), "[a=b]");
}

pub fn workload_went_on(lab: &Lab) {
    assert_eq!(workload(&lab.hosts), lab.before.workload, "the container is another one, or was restarted");
    let page = format!("http://{}:8088/busybox", lab.hosts.ip(LIVED_IN));
    let (said, served) = crate::lab::local("curl", &["-sSf", "--max-time", "10", "-o", "/dev/null", &page]);
    assert!(served, "{} does not serve its port any more: {said}", Hosts::node(LIVED_IN));
}
