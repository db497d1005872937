//! Certificates and CAs that change under a cluster that is in use: under load, with the program killed after every step, with a node that fails. The rules
//! are tried in order on the same hosts, because each begins where the one before ended.

#![expect(clippy::print_stdout, reason = "a long test tells how far it is")]

#[path = "../support/mod.rs"]
mod support;

mod client;
mod failing;
mod killed;
mod lab;
mod load;
mod swarm_mode;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use lab::Lab;

type Rule = (&'static str, fn(&Lab));

const STANDALONE: &[Rule] = &[
    ("new leaves and another CA come to a cluster in use: no container is stopped and no request refused", load::nothing_is_refused_and_nothing_stops),
    ("what was trusted before is refused, and refuses, everywhere", load::the_former_is_worth_nothing),
    ("keys on nodes are root's alone", load::keys_are_roots_alone),
    ("a node that fails gets its former pair back, the run ends, and the next one goes on", failing::a_node_that_fails_stops_the_run_and_has_its_former_pair),
    ("new leaves come to all nodes, each once, however often the run is killed", killed::new_leaves_come_once_however_often_the_run_is_killed),
    ("another CA comes to all nodes, and nobody is locked out, however often the run is killed", killed::another_ca_comes_however_often_the_run_is_killed),
    ("containers went on through all of it", load::workloads_went_on),
];

const SWARM_MODE: &[Rule] = &[
    ("new leaves come to a swarm, and it is said what restarts", swarm_mode::new_leaves_come_to_a_swarm),
    ("another CA comes to a swarm", swarm_mode::another_ca_comes_to_a_swarm),
];

#[test]
fn a_standalone_cluster_lives_through_changes_of_its_certificates() {
    live_by(STANDALONE, Lab::standalone);
}

#[test]
fn a_swarm_lives_through_changes_of_its_certificates() {
    live_by(SWARM_MODE, Lab::swarm_mode);
}

fn live_by(rules: &[Rule], make: fn() -> Lab) {
    let began = Instant::now();
    let lab = make();
    println!("{:6.1} s  a cluster", began.elapsed().as_secs_f32());
    let mut broken = Vec::new();
    for (name, check) in rules {
        let began = Instant::now();
        let held = catch_unwind(AssertUnwindSafe(|| check(&lab))).is_ok();
        println!("{:6.1} s  {} {name}", began.elapsed().as_secs_f32(), if held { "held:" } else { "BROKEN:" });
        if !held {
            broken.push(*name);
        }
    }
    assert!(broken.is_empty(), "broken rules: {broken:#?}");
}
