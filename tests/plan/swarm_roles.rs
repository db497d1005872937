//! Swarm mode: who is a manager follows the spec, and the managers never lose their quorum by it. Also which nodes a run can do without.

use swarmctl::model::{Discovery, Orchestrator, Role, SwarmRole};

use crate::fixtures::{World, cluster, name, node, pending, roles};

/// A swarm of two managers and two workers.
fn swarm() -> World {
    World::settled(cluster(Orchestrator::SwarmMode))
}

impl World {
    fn say(&mut self, node: &str, list: &[Role]) {
        self.cluster.nodes.iter_mut().find(|n| n.name == name(node)).unwrap().roles = roles(list);
    }

    fn reach(&mut self, node: &str, role: SwarmRole) {
        self.swarm.iter_mut().find(|line| line.id == node).unwrap().role = role;
        self.tell_managers();
    }
}

#[test]
fn a_worker_that_is_to_be_a_manager_becomes_one_and_then_nothing_is_left_to_do() {
    let mut world = swarm();
    world.say("worker-1", &[Role::Manager]);
    let plan = world.init();
    assert_eq!(pending(&plan), ["worker-1: become a manager of the swarm (it is a worker)"]);
    world.carry_out(&plan);
    assert!(world.init().is_settled());
}

#[test]
fn managers_are_made_before_others_cease_to_be_some() {
    let mut world = swarm();
    for (node, list) in [("manager-1", &[][..]), ("registry", &[]), ("worker-1", &[Role::Manager]), ("worker-2", &[Role::Manager])] {
        world.say(node, list);
    }
    let plan = world.init();
    let steps: Vec<_> = pending(&plan);
    assert_eq!(
        steps,
        [
            "worker-1: become a manager of the swarm (it is a worker)",
            "worker-2: become a manager of the swarm (it is a worker)",
            "manager-1: become a worker of the swarm (it is a manager)",
            "registry: become a worker of the swarm (it is a manager)",
        ]
    );
    for pair in plan.pending().collect::<Vec<_>>().windows(2) {
        assert!(pair[1].after.contains(&pair[0].id), "one after the other");
    }
    world.carry_out(&plan);
    assert!(world.init().is_settled());
}

#[test]
fn a_manager_stays_one_where_the_others_would_have_no_quorum() {
    let mut world = swarm();
    world.say("worker-1", &[Role::Manager]);
    world.carry_out(&world.init());
    world.reach("registry", SwarmRole::Unreachable);
    world.say("manager-1", &[]);
    let error = swarmctl::plan::init(world.inputs()).expect_err("it is refused");
    assert_eq!(error.to_string(), "the swarm would have no quorum: of its 2 managers 1 would be reachable");
    world.say("worker-2", &[Role::Manager]);
    assert!(swarmctl::plan::init(world.inputs()).is_ok());
}

#[test]
fn only_nodes_without_a_role_that_were_there_before_may_be_absent() {
    let mut world = swarm();
    let absent = |world: &World| swarmctl::plan::may_be_absent(&world.cluster, &world.stored).map(ToString::to_string).collect::<Vec<_>>();
    assert!(absent(&world).is_empty(), "the store knows no cluster");
    world.stored.cluster = Some(world.cluster.clone());
    world.cluster.nodes.push(node("worker-3", "10.0.0.15", &[]));
    assert_eq!(absent(&world), ["worker-1", "worker-2"]);
    // A list of all nodes cannot be made without one of them.
    (world.cluster.orchestrator, world.cluster.discovery) = (Orchestrator::Standalone, Discovery::Static);
    assert!(absent(&world).is_empty());
}
