//! `destroy`: what was made is taken away, what was found stays.

use insta::assert_snapshot;
use swarmctl::model::{HostSeen, HostsSeen, NodeRecord, Orchestrator, Record};

use crate::fixtures::{NOW, World, cluster, lines, name, workload};

#[test]
fn a_standalone_cluster_is_taken_away_workers_first() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.engine_of("registry").volumes.push("swarmctl-consul".into());
    let brought = NodeRecord { images_brought: ["swarm:1.2.9".to_owned()].into(), ..NodeRecord::default() };
    world.stored.record = Some(Record { schema: 1, created_at: NOW, made_as: None, renamed_from: None, nodes: [(name("worker-1"), brought)].into() });
    world.engine_of("worker-1").containers.push(workload());
    assert_snapshot!(lines(&swarmctl::plan::destroy(world.inputs(), None)));
}

#[test]
fn a_swarm_in_swarm_mode_is_left_workers_first() {
    let world = World::settled(cluster(Orchestrator::SwarmMode));
    assert_snapshot!(lines(&swarmctl::plan::destroy(world.inputs(), None)));
}

#[test]
fn a_host_that_is_not_this_clusters_is_not_touched() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.node("worker-1").member_of = Some("other".into());
    let plan = swarmctl::plan::destroy(world.inputs(), None);
    assert!(plan.steps.iter().all(|s| s.node != Some(name("worker-1"))));
}

#[test]
fn hosts_of_the_docker_driver_go_as_a_whole() {
    let world = World::settled(cluster(Orchestrator::SwarmMode));
    let host = HostSeen { id: "c1".into(), address: None, running: true };
    let seen = HostsSeen {
        network: "swarmctl-lab".into(),
        network_exists: true,
        image: "swarmctl-host:1".into(),
        image_exists: true,
        base: "debian:bookworm".into(),
        hosts: [(name("worker-1"), host)].into(),
    };
    let plan = swarmctl::plan::destroy(world.inputs(), Some(&seen));
    assert_eq!(lines(&plan), "+ worker-1: remove the host container\n+ operator: remove network `swarmctl-lab`\n+ operator: forget the cluster");
}
