//! A cluster's life on four real hosts with two managers, from a dry run to what is left after `destroy`: one table of rules, a column for each
//! orchestrator. The rules are tried in order on the same hosts, because each begins where the one before ended.

#![expect(clippy::print_stdout, reason = "a long test tells how far it is")]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod clients;
mod end;
mod failures;
mod lab;
mod locked;
mod settings;
mod setup;
mod tls;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use lab::{Lab, Orchestrator};

/// Where a rule holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Everywhere,
    Only(Orchestrator),
}

use Holds::{Everywhere, Only};
use Orchestrator::{Standalone, SwarmMode};

type Rule = (&'static str, Holds, fn(&Lab));

const RULES: &[Rule] = &[
    ("a dry run changes nothing on the hosts and in the store", Everywhere, setup::dry_run_changes_nothing),
    ("init does what the dry run said, and the cluster is healthy", Everywhere, setup::init_does_what_the_dry_run_said),
    ("a second init and a second dry run find nothing to do and leave all as it is", Everywhere, setup::second_init_keeps_everything),
    ("a daemon.json that was there is merged", Everywhere, setup::daemon_json_is_merged),
    ("a container that ran before goes on through init", Only(Standalone), setup::workload_went_on),
    ("lists for programs have their keys and name every node", Everywhere, clients::lists_name_every_node),
    ("the docker client works on the cluster after `eval \"$(swarmctl env)\"`", Everywhere, clients::docker_client_works),
    ("a trial deployment shows nodes and leaves nothing behind", Everywhere, clients::trial_deployment_leaves_nothing),
    ("a trial service that fails or is interrupted is removed", Only(SwarmMode), clients::trial_service_that_fails_or_is_interrupted_is_removed),
    ("a node's availability and labels follow the spec, and nothing restarts for it", Only(SwarmMode), settings::nodes_follow_the_spec),
    ("no port speaks plain http or to somebody without a certificate of the cluster's", Everywhere, tls::strangers_are_refused),
    ("keys on nodes are root's alone", Everywhere, tls::keys_are_roots_alone),
    ("certificates on nodes satisfy openssl", Everywhere, tls::certificates_satisfy_openssl),
    ("managers that are locked are unlocked by init, and their certificates last as the spec says", Only(SwarmMode), locked::managers_are_unlocked_by_init),
    ("an agent that was removed comes back, and nothing else is touched", Only(Standalone), failures::removed_agent_comes_back_alone),
    ("a container that was killed is back by itself", Only(Standalone), failures::killed_manager_is_back_by_itself),
    ("a failover moves the primary, all managers name the new one, and no request fails", Only(Standalone), failures::failover_moves_the_primary),
    ("a primary that was killed leaves a replica that takes over, and init brings it back", Only(Standalone), failures::replica_takes_over),
    ("engines can come to be reached by SSH alone: no port, no certificate", Only(SwarmMode), access::engines_without_a_port),
    ("destroy leaves the hosts as they were found, and the store without the cluster", Everywhere, end::destroy_leaves_hosts_as_found),
    ("a container that ran before goes on through destroy", Only(Standalone), setup::workload_went_on),
];

#[test]
fn a_standalone_cluster_lives_by_the_rules() {
    live_by_the_rules(Standalone);
}

#[test]
fn a_swarm_mode_cluster_lives_by_the_rules() {
    live_by_the_rules(SwarmMode);
}

fn live_by_the_rules(orchestrator: Orchestrator) {
    let began = Instant::now();
    let lab = Lab::new(orchestrator);
    println!("{:6.1} s  four hosts", began.elapsed().as_secs_f32());
    let mut broken = Vec::new();
    for (name, _, check) in RULES.iter().filter(|(_, holds, _)| [Everywhere, Only(orchestrator)].contains(holds)) {
        let began = Instant::now();
        let held = catch_unwind(AssertUnwindSafe(|| check(&lab))).is_ok();
        println!("{:6.1} s  {} {name}", began.elapsed().as_secs_f32(), if held { "held:" } else { "BROKEN:" });
        if !held {
            broken.push(*name);
        }
    }
    assert!(broken.is_empty(), "broken rules: {broken:#?}");
}
