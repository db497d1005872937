//! `remove-node`: what the cluster knows of a node ends, the node is put back, the store forgets it; and what the cluster cannot do without stays.

use swarmctl::model::{NodeName, Orchestrator, Plan, Role, SwarmRole};
use swarmctl::plan::{Error, Leaving};

use crate::fixtures::{World, cluster, lines, name, pending, workload};

fn leave(world: &World, nodes: &[&str], force: bool) -> Result<Plan, Error> {
    let nodes: Vec<NodeName> = nodes.iter().map(|node| name(node)).collect();
    let primary = name("manager-1");
    swarmctl::plan::leave(Leaving { inputs: world.inputs(), nodes: &nodes, spec: "", hosts: None, primary: Some(&primary), leaves_containers: force })
}

fn refusal(world: &World, nodes: &[&str]) -> String {
    leave(world, nodes, false).expect_err("it is refused").to_string()
}

/// A swarm of three managers, and one worker.
fn three_managers() -> World {
    let mut wanted = cluster(Orchestrator::SwarmMode);
    wanted.nodes[2].roles.insert(Role::Manager);
    World::settled(wanted)
}

#[test]
fn an_agent_goes_before_its_engine_leaves_consul_and_the_host_is_put_back_last() {
    let world = World::settled(cluster(Orchestrator::Standalone));
    assert_eq!(
        lines(&leave(&world, &["worker-1"], false).unwrap()),
        "+ worker-1: remove swarmctl-agent
+ worker-1: take its engine `10.0.0.13:2376` out of Consul
+ worker-1: restore the engine's configuration and remove swarmctl's files
+ operator: forget `worker-1`"
    );
}

#[test]
fn the_primary_yields_before_its_manager_goes() {
    let world = World::settled(cluster(Orchestrator::Standalone));
    let plan = leave(&world, &["manager-1"], false).unwrap();
    assert_eq!(plan.steps[0].step.describe(), "let another manager be the primary");
    assert!(plan.steps[1].after.contains(&plan.steps[0].id));
}

#[test]
fn containers_are_left_behind_only_by_force() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.engine_of("worker-1").containers.push(workload());
    assert_eq!(refusal(&world, &["worker-1"]), "containers of yours run on `worker-1`: `web`");
    assert!(leave(&world, &["worker-1"], true).is_ok());
}

#[test]
fn the_last_manager_and_consul_s_servers_stay() {
    let world = World::settled(cluster(Orchestrator::Standalone));
    assert_eq!(refusal(&world, &["manager-1", "registry"]), "no manager would be left in cluster `lab`");
    assert_eq!(refusal(&world, &["registry"]), "node `registry` is one of Consul's servers");
}

#[test]
fn a_node_that_is_gone_is_only_forgotten() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.facts.remove(&name("worker-1"));
    let steps = pending(&leave(&world, &["worker-1"], true).unwrap());
    assert_eq!(steps, ["worker-1: take its engine `10.0.0.13:2376` out of Consul", "operator: forget `worker-1`"]);
}

#[test]
fn a_worker_is_drained_before_it_leaves_its_swarm() {
    let world = World::settled(cluster(Orchestrator::SwarmMode));
    assert_eq!(
        pending(&leave(&world, &["worker-1"], false).unwrap()),
        [
            "worker-1: be `drain` in the swarm (its tasks move to other nodes)",
            "worker-1: wait until its tasks have moved to other nodes",
            "worker-1: leave the swarm",
            "worker-1: be taken off the swarm's list of nodes",
            "worker-1: restore the engine's configuration and remove swarmctl's files",
            "operator: forget `worker-1`",
        ]
    );
}

#[test]
fn a_manager_becomes_a_worker_before_it_leaves_its_swarm() {
    let plan = leave(&three_managers(), &["manager-1"], false).unwrap();
    let steps = pending(&plan);
    let at = |text: &str| steps.iter().position(|step| step.contains(text)).unwrap();
    assert!(at("wait until its tasks") < at("become a worker") && at("become a worker") < at("leave the swarm"));
}

#[test]
fn a_manager_does_not_leave_where_it_would_cost_the_quorum() {
    let mut world = three_managers();
    world.swarm.iter_mut().find(|line| line.id == "registry").unwrap().role = SwarmRole::Unreachable;
    world.tell_managers();
    assert_eq!(refusal(&world, &["manager-1"]), "the swarm would have no quorum: of its 2 managers 1 would be reachable");
    assert!(leave(&world, &["registry"], false).is_ok());
}

#[test]
fn a_run_that_was_cut_off_after_any_step_is_finished() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let count = leave(&World::settled(cluster(orchestrator)), &["worker-1"], false).unwrap().steps.len();
        for done in 0..count {
            let mut world = World::settled(cluster(orchestrator));
            let mut cut = leave(&world, &["worker-1"], false).unwrap();
            cut.steps.truncate(done);
            world.carry_out(&cut);
            world.carry_out(&leave(&world, &["worker-1"], false).unwrap());
            assert!(world.cluster.node(&name("worker-1")).is_none(), "cut off after {done}");
            assert!(world.swarm.iter().all(|line| line.id != "worker-1"), "cut off after {done}");
            assert!(pending(&world.init()).is_empty(), "cut off after {done}");
        }
    }
}
