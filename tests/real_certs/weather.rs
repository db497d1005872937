//! Hosts that cannot be reached, die, have no room or a wrong clock.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::lab::{LONG, Lab, WORKER};
use crate::support::{Hosts, matches};

/// A node that lets nobody in by SSH: runs are refused before anything is touched.
pub fn unreachable_is_refused(lab: &Lab, runs: &[&[&str]]) {
    lab.hosts.exec(WORKER, &["systemctl", "stop", "ssh.socket", "ssh.service"]);
    let runs: Vec<_> = runs.iter().map(|args| (*args, 6, "node `node-3`: cannot reach root@")).collect();
    let refused = catch_unwind(AssertUnwindSafe(|| lab.refused(&runs)));
    lab.hosts.exec(WORKER, &["systemctl", "start", "ssh.service"]);
    refused.unwrap_or_else(|panic| resume_unwind(panic));
}

/// The run ends with what can be done without the node, and says how it goes on.
pub fn death_in_leaves(lab: &Lab) {
    let running = lab.swarmctl(&["certs", "rotate-ca", "--verbose"]).spawn();
    running.wait_for("stage 2 of 4", LONG);
    running.wait_for_after("stage 2 of 4", "node-3: issue and install a certificate", LONG);
    lab.hosts.kill(WORKER);
    let ran = running.wait(LONG);
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    assert!(ran.stderr.contains("not finished; `swarmctl certs rotate-ca -c lab` goes on from here"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: check that the host is up, then run the same command again"), "{}", ran.stderr);
    let status = lab.json(&["certs", "rotate-ca", "--status"], 0);
    assert_eq!(
        (&status["change"]["stage"], &status["change"]["nodes"]),
        (&"leaves".into(), &serde_json::json!([["node-1", false], ["node-2", false], ["node-3", null]]))
    );
    lab.hosts.start_again(WORKER);
    lab.start_workload_again();
}

pub fn clock_behind(lab: &Lab) {
    lab.hosts.skew_date(WORKER, -86_400);
    let behind = "behind this machine's; certificates would not be valid yet";
    let verbs: [&[&str]; 3] = [&["certs", "rotate"], &["certs", "rotate-ca"], &["certs", "rotate-ca", "--now", "--yes"]];
    lab.refused(&verbs.map(|verb| (verb, 3, behind)));
    lab.hosts.true_date(WORKER);
    unreachable_is_refused(lab, &[&["certs", "rotate"]]);
}

pub fn disk_full(lab: &Lab) {
    let former = lab.leaf(WORKER);
    let served = lab.served(WORKER, 2376);
    let fill = r"set -e
        cp -a /etc/swarmctl/tls /run/tls
        mount -t tmpfs -o size=96k,mode=0700 tmpfs /etc/swarmctl/tls
        cp -a /run/tls/. /etc/swarmctl/tls
        dd if=/dev/zero of=/etc/swarmctl/tls/full bs=4k 2>/dev/null || true";
    lab.hosts.exec(WORKER, &["sh", "-c", fill]);
    let ran = lab.ended(&["certs", "rotate", "node-3"], 5);
    assert_eq!((lab.leaf(WORKER), lab.served(WORKER, 2376)), (former, served));
    assert!(matches("...\nerror: node `node-3`: issue and install a certificate [..]No space left on device[..]\n...", &ran.stderr), "{}", ran.stderr);
    assert!(ran.stderr.contains("not finished; `swarmctl certs rotate -c lab node-3` goes on from here"), "{}", ran.stderr);
    assert_eq!(lab.hosts.exec(WORKER, &["sh", "-c", "ls -A /etc/swarmctl/tls | grep new || :"]), "", "litter");
    lab.hosts.exec(WORKER, &["sh", "-c", "umount -l /etc/swarmctl/tls; rm -r /run/tls"]);
    lab.done(&["certs", "rotate", "node-3"]);
    lab.is_green();
}

pub fn dead_node_is_listed(lab: &Lab) {
    lab.hosts.stop_engine(WORKER);
    let rows = lab.json(&["certs", "ls"], 5)["items"].as_array().expect("a list").clone();
    let state =
        |owner: &str| rows.iter().filter(|row| row["owner"] == owner).map(|row| row["state"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!((state(&Hosts::node(0)), state(&Hosts::node(WORKER))), (vec!["as-expected".to_owned(); 3], vec!["unseen".to_owned()]));
    lab.ended(&["certs", "check"], 5);
    lab.ended(&["certs", "show", "node-3"], 6);
    lab.hosts.start_engine(WORKER);
}
