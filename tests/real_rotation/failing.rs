//! A node whose engine does not come up with its new certificate.

use crate::lab::Lab;
use crate::load::workloads_went_on;
use crate::support::{Hosts, matches};

/// The replica is neither the first nor the last whose turn it is.
pub fn a_node_that_fails_stops_the_run_and_has_its_former_pair(lab: &Lab) {
    let primary = primary(lab);
    let (failing, worker) = (1 - primary, 2);
    let (before, line) = (lab.pairs(), lab.journal().len());
    let served = lab.served();
    refuse_other_pairs(lab, failing, &before[failing]);

    let ran = lab.ended(&["certs", "rotate"], 5);
    let told = "...\n\
        error: node `[NODE]`: configure and restart the engine ([..]): could not bring up the engine with its new configuration: [..]\n\
        hint: [..]\n\
        ...\n\
        not finished; `swarmctl certs rotate -c lab` goes on from here\n\
        ...";
    let told = told.replace("[NODE]", &Hosts::node(failing));
    assert!(matches(&told, &ran.stderr), "{}", ran.stderr);
    let after = lab.pairs();
    assert_ne!(after[worker], before[worker], "the worker's turn came first");
    assert_eq!((&after[failing], &after[primary]), (&before[failing], &before[primary]));
    let now = lab.served();
    for ((owner, kind), serial) in &served {
        let is_new = *owner == Hosts::node(worker);
        assert_eq!(now[&(owner.clone(), kind.clone())] != *serial, is_new, "{owner}'s {kind}");
    }
    workloads_went_on(lab);
    lab.verify_is_green();

    take_anything(lab, failing);
    lab.done(&["certs", "rotate"]);
    assert_eq!(lab.pairs()[worker], after[worker], "what was issued already is issued again");
    // The worker's, the one that the node did not take, and those of the second run.
    assert_eq!(lab.done_since(line, "certs rotate", "install-leaf"), 4);
    lab.served();
    workloads_went_on(lab);
    lab.verify_is_green();
}

fn primary(lab: &Lab) -> usize {
    let versions = lab.json(&["version"]);
    let rows = versions["items"].as_array().expect("a list has items");
    let row = rows.iter().find(|row| row["role"] == "primary").expect("one manager is the primary");
    (0..lab.hosts.len()).find(|i| row["node"] == Hosts::node(*i)).expect("it is a host")
}

const OBSTACLE: &str = "/etc/systemd/system/docker.service.d/99-obstacle.conf";

/// The engine starts with this pair and no other.
fn refuse_other_pairs(lab: &Lab, i: usize, pair: &str) {
    let check = format!("[Service]\nExecStartPre=/bin/sh -c '[ \"$(readlink /etc/swarmctl/tls/current)\" = {pair} ]'\n");
    lab.hosts.write(i, OBSTACLE, check.as_bytes());
    lab.hosts.exec(i, &["systemctl", "daemon-reload"]);
}

fn take_anything(lab: &Lab, i: usize) {
    lab.hosts.exec(i, &["rm", OBSTACLE]);
    lab.hosts.exec(i, &["systemctl", "daemon-reload"]);
}
