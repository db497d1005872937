//! Which of a host's addresses the other nodes use: named by itself, by its interface, by its network.

use std::net::IpAddr;

use swarmctl::model::{NodeFacts, Orchestrator, OwnAddress, Step};
use swarmctl::plan::{Looked, advertised, preflight};

use crate::fixtures::{World, cluster, containers, name, pending};

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

fn own(text: &str) -> OwnAddress {
    text.parse().expect("an address of a host's own")
}

/// Two interfaces, one of them with both kinds of addresses.
fn with_two_interfaces(facts: &mut NodeFacts) {
    facts.addresses = ["10.0.0.11", "192.168.7.11", "fd00::11"].map(ip).to_vec();
    facts.interfaces = [("eth0".to_owned(), vec![ip("10.0.0.11")]), ("eth1".to_owned(), vec![ip("fd00::11"), ip("192.168.7.11")])].into();
}

fn world(orchestrator: Orchestrator, advertise: &str) -> World {
    let mut world = World::fresh(cluster(orchestrator));
    world.cluster.nodes[0].advertise = Some(own(advertise));
    with_two_interfaces(world.node("manager-1"));
    world
}

fn problems(world: &World) -> Vec<String> {
    let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    preflight(&world.cluster, &world.stored, &looked).into_iter().map(|problem| problem.cause).collect()
}

#[test]
fn an_interface_or_a_network_is_the_one_address_that_fits() {
    for (advertise, found) in
        [("eth1", "192.168.7.11"), ("eth0", "10.0.0.11"), ("192.168.0.0/16", "192.168.7.11"), ("fd00::/8", "fd00::11"), ("203.0.113.9", "203.0.113.9")]
    {
        let world = world(Orchestrator::SwarmMode, advertise);
        assert_eq!(advertised(&world.cluster.nodes[0], &world.facts[&name("manager-1")]), Some(ip(found)), "{advertise}");
        assert_eq!(problems(&world), Vec::<String>::new(), "{advertise}");
    }
}

#[test]
fn what_does_not_fit_once_is_told_with_what_the_host_has() {
    let told = |advertise| problems(&world(Orchestrator::Standalone, advertise));
    let all = "10.0.0.11 (eth0), 192.168.7.11 (eth1), fd00::11 (eth1)";
    assert_eq!(told("eth2"), [format!("advertise: `eth2` is none of its addresses: {all}")]);
    assert_eq!(told("172.16.0.0/12"), [format!("advertise: `172.16.0.0/12` is none of its addresses: {all}")]);
    assert_eq!(told("0.0.0.0/0"), ["advertise: `0.0.0.0/0` is more than one of its addresses: 10.0.0.11 (eth0), 192.168.7.11 (eth1)"]);
}

#[test]
fn the_address_is_in_the_certificate_and_in_what_containers_advertise() {
    let mut world = world(Orchestrator::Standalone, "eth1");
    let plan = world.init();
    assert!(containers(&plan, "manager-1").values().all(|spec| spec.args.join(" ").contains("--advertise 192.168.7.11:")));
    let sans = plan.steps.iter().find_map(|s| match &s.step {
        Step::InstallLeaf { request } if s.node == Some(name("manager-1")) => Some(request.sans.clone()),
        _ => None,
    });
    assert!(sans.expect("a leaf").contains(&"192.168.7.11".parse().expect("a host")));
    world.carry_out(&plan);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn a_swarm_is_told_of_both_addresses() {
    let mut world = world(Orchestrator::SwarmMode, "eth0");
    world.cluster.nodes[0].data_path = Some(own("192.168.7.0/24"));
    let told: Vec<_> = pending(&world.init()).into_iter().filter(|line| line.contains("initialize")).collect();
    assert_eq!(told, ["manager-1: initialize the swarm at 10.0.0.11 (containers' traffic at 192.168.7.11)"]);
    world.cluster.nodes[0].data_path = Some(own("eth7"));
    assert_eq!(problems(&world).len(), 1);
}
