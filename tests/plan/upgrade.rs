//! `upgrade`: whose turn comes when, what has a way back, and that a cut is finished by the next run.

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use swarmctl::model::{Availability, EngineOrigin, EnginePackage, Explain as _, Need, NodeName, Orchestrator, Plan, Role, Step, StepId, SwarmRole};
use swarmctl::plan::{Error, Upgrade};

use crate::fixtures::{World, cluster, lines, name, pending, roles, workload};

const NEWER: &str = "26.1.5";

/// The engines' packages as the hosts tell of them.
fn engines(world: &World) -> BTreeMap<NodeName, EngineOrigin> {
    let package = |installed: &str| EnginePackage {
        name: "docker.io".to_owned(),
        installed: installed.to_owned(),
        newer: (installed != NEWER).then(|| NEWER.to_owned()),
        held: false,
        returnable: true,
    };
    let origin = |facts: &swarmctl::model::NodeFacts| EngineOrigin::Package(package(&facts.engine.facts().expect("an engine").version));
    world.facts.iter().map(|(node, facts)| (node.clone(), origin(facts))).collect()
}

/// Images and engines of all nodes.
fn whole(world: &World, leader: &str) -> Plan {
    planned(world, &engines(world), Some(leader)).expect("a plan")
}

fn planned(world: &World, engines: &BTreeMap<NodeName, EngineOrigin>, leader: Option<&str>) -> Result<Plan, Error> {
    let leader = leader.map(name);
    swarmctl::plan::upgrade(world.inputs(), Upgrade { nodes: None, engines, workers_at_once: 1, leader: leader.as_ref() })
}

/// A cluster that goes on, whose spec has other images now.
fn outdated(orchestrator: Orchestrator) -> World {
    with_new_images(World::settled(cluster(orchestrator)))
}

fn with_new_images(mut world: World) -> World {
    world.cluster.images.swarm = "swarm:1.2.10".into();
    world.cluster.images.consul = "hashicorp/consul:1.21".into();
    for line in world.swarm.iter_mut().filter(|line| line.id == "registry") {
        line.role = SwarmRole::Leader;
    }
    world.tell_managers();
    world
}

#[test]
fn all_is_fetched_first_and_each_node_is_well_before_the_next_and_the_primary_comes_last() {
    assert_snapshot!(lines(&whole(&outdated(Orchestrator::Standalone), "registry")));
}

#[test]
fn in_swarm_mode_nodes_take_no_tasks_while_their_engine_restarts_and_the_leader_comes_last() {
    let world = outdated(Orchestrator::SwarmMode);
    assert_eq!(swarmctl::plan::swarm_leader(world.inputs()), Some(&name("registry")));
    assert_snapshot!(lines(&whole(&world, "registry")));
}

#[test]
fn without_newer_versions_nothing_is_to_be_done() {
    let world = World::settled(cluster(Orchestrator::Standalone));
    let plan = planned(&world, &BTreeMap::new(), Some("registry")).expect("a plan");
    assert_eq!((pending(&plan), &plan.warnings), (Vec::new(), &Vec::new()));
}

#[test]
fn one_node_alone_is_upgraded_and_no_other() {
    let world = outdated(Orchestrator::Standalone);
    let (nodes, none) = ([name("worker-2")], BTreeMap::new());
    let upgrade = Upgrade { nodes: Some(&nodes), engines: &none, workers_at_once: 1, leader: None };
    let plan = swarmctl::plan::upgrade(world.inputs(), upgrade).expect("a plan");
    assert!(!plan.is_settled() && pending(&plan).iter().all(|line| line.starts_with("worker-2: ")), "{}", lines(&plan));
}

#[test]
fn a_server_of_consuls_votes_again_before_the_next_one_goes() {
    let mut wanted = cluster(Orchestrator::Standalone);
    for node in &mut wanted.nodes[..3] {
        node.roles.insert(Role::Discovery);
    }
    let world = with_new_images(World::settled(wanted));
    let plan = planned(&world, &BTreeMap::new(), Some("registry")).expect("a plan");
    let of_consul = |s: &&swarmctl::model::PlannedStep| {
        s.need != Need::Kept && matches!(&s.step, Step::AwaitConsulServer { .. }) || s.step.describe().starts_with("replace swarmctl-consul")
    };
    let told: Vec<_> = plan.pending().filter(of_consul).map(|s| (s.node.as_ref().expect("a node").as_str(), s.step.describe())).collect();
    let replace = "replace swarmctl-consul (`hashicorp/consul:1.21`)".to_owned();
    let awaited = "wait until its Consul votes and knows a leader".to_owned();
    // worker-2 has an agent, which nobody waits for to vote.
    let mut expected = vec![("worker-2", replace.clone())];
    for node in ["worker-1", "manager-1", "registry"] {
        expected.extend([(node, replace.clone()), (node, awaited.clone())]);
    }
    assert_eq!(told, expected);
}

#[test]
fn what_failed_has_its_way_back_and_what_was_not_touched_has_none() {
    let plan = whole(&outdated(Orchestrator::Standalone), "registry");
    let own: Vec<_> = plan.steps.iter().filter(|s| s.node == Some(name("manager-1"))).collect();
    let find = |is: &dyn Fn(&Step) -> bool| own.iter().find(|s| is(&s.step)).expect("a step");
    let engine = find(&|s| matches!(s, Step::UpgradeEngine { .. }));
    let manager = find(&|s| s.describe() == "replace swarmctl-manager (`swarm:1.2.10`)");
    let well = find(&|s| matches!(s, Step::AwaitWell { .. }));
    let back = |words: &str| {
        let step = own.iter().find(|s| matches!(s.need, Need::IfFailed { .. }) && s.step.describe() == words).expect("a way back");
        let Need::IfFailed { of } = &step.need else { panic!("{:?}", step.need) };
        of.clone()
    };
    let (of_manager, of_engine) = (back("replace swarmctl-manager (`swarm:1.2.9`)"), back("put `docker.io` 20.10.24 back"));
    // An engine that fails leaves containers as they are.
    assert!(of_manager.contains(&manager.id) && of_manager.contains(&well.id) && !of_manager.contains(&engine.id));
    assert!([engine.id, manager.id, well.id].iter().all(|id| of_engine.contains(id)));
}

#[test]
fn what_differs_in_more_than_its_version_is_not_upgraded() {
    let mut world = outdated(Orchestrator::Standalone);
    world.engine_of("worker-1").containers[0].labels.insert("io.swarmctl.spec-hash".into(), "another".into());
    let error = planned(&world, &BTreeMap::new(), None).expect_err("it is refused");
    assert_eq!(error.to_string(), "node `worker-1`: `swarmctl-agent` differs from its spec in more than its version");
    assert_eq!(error.exit().code(), 3);
}

#[test]
fn an_engine_whose_containers_would_stop_with_it_is_not_upgraded() {
    let mut world = outdated(Orchestrator::Standalone);
    world.engine_of("worker-2").live_restore = false;
    let error = planned(&world, &engines(&world), None).expect_err("it is refused");
    assert_eq!(error.to_string(), "node `worker-2`: live-restore is not in force, so that containers would stop with the engine");
    assert!(planned(&world, &BTreeMap::new(), None).is_ok(), "its images have nothing to do with it");
}

#[test]
fn engines_that_stay_as_they_are_are_told_and_so_is_a_way_that_leads_nowhere() {
    let world = World::settled(cluster(Orchestrator::Standalone));
    let mut engines = engines(&world);
    let mut change = |node: &str, change: &dyn Fn(&mut EnginePackage)| match engines.get_mut(&name(node)) {
        Some(EngineOrigin::Package(package)) => change(package),
        other => panic!("{other:?}"),
    };
    change("manager-1", &|package| package.held = true);
    change("worker-2", &|package| package.returnable = false);
    engines.insert(name("worker-1"), EngineOrigin::Elsewhere);
    let plan = planned(&world, &engines, Some("registry")).expect("a plan");
    let expected = [
        "worker-1: its engine is from no package of apt's, and stays as it is",
        "worker-2: `docker.io` 20.10.24 cannot be fetched any more: if the newer one fails, there is no way back to it",
        "manager-1: `docker.io` is held (`apt-mark unhold docker.io` lets it go), and stays as it is",
    ];
    assert_eq!(plan.warnings, expected);
    let upgraded: Vec<_> = plan.pending().filter(|s| matches!(s.step, Step::UpgradeEngine { .. })).filter_map(|s| s.node.clone()).collect();
    assert_eq!(upgraded, [name("worker-2"), name("registry")]);
}

#[test]
fn the_only_node_that_takes_tasks_is_not_drained_and_a_warning_says_what_that_costs() {
    let mut world = outdated(Orchestrator::SwarmMode);
    for node in &mut world.cluster.nodes[1..] {
        node.availability = Availability::Drain;
    }
    for line in world.swarm.iter_mut().filter(|line| line.id != "manager-1") {
        line.availability = "drain".into();
    }
    world.tell_managers();
    world.engine_of("manager-1").containers.push(workload());
    let plan = whole(&world, "registry");
    assert!(!plan.steps.iter().any(|s| matches!(s.step, Step::SetSwarmNode { .. })), "{}", lines(&plan));
    let of_it: Vec<_> = plan.warnings.iter().filter(|line| line.starts_with("manager-1: ")).map(String::as_str).collect();
    let expected = [
        "manager-1: 1 running containers of no service stop with the engine, and those with a restart policy start again",
        "manager-1: no other node takes tasks: it is not drained, and its tasks stop while the engine restarts",
        "manager-1: with fewer than three managers the swarm cannot be changed while the engine restarts; its tasks go on elsewhere",
    ];
    assert_eq!(of_it, expected);
}

#[test]
fn the_only_manager_is_replaced_without_a_replica_and_a_warning_says_what_that_costs() {
    let mut wanted = cluster(Orchestrator::Standalone);
    wanted.nodes[0].roles = roles(&[]);
    let plan = planned(&with_new_images(World::settled(wanted)), &BTreeMap::new(), Some("registry")).expect("a plan");
    assert!(plan.steps.iter().all(|s| !matches!(s.step, Step::Failover { .. })));
    assert_eq!(plan.warnings, ["registry: the only manager does not answer while it restarts, about a second"]);
}

#[test]
fn a_run_that_was_cut_after_any_step_is_finished_by_the_next() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let steps = whole(&outdated(orchestrator), "registry").pending().count();
        for cut in 0..=steps {
            let mut world = cut_after(orchestrator, cut);
            world.carry_out(&whole(&world, "manager-1"));
            assert_eq!(pending(&whole(&world, "manager-1")), Vec::<String>::new(), "{orchestrator:?} cut after {cut} steps");
            assert_eq!(pending(&world.init()), Vec::<String>::new(), "{orchestrator:?} cut after {cut} steps");
            assert!(world.swarm.iter().all(|line| line.availability == "active"), "cut after {cut} steps");
            let old = world.facts.values().filter(|facts| facts.engine.facts().is_some_and(|e| e.version != NEWER)).count();
            assert_eq!(old, 0, "{orchestrator:?} cut after {cut} steps");
        }
    }
}

/// A world in which a run ended after so many steps.
fn cut_after(orchestrator: Orchestrator, cut: usize) -> World {
    let mut world = outdated(orchestrator);
    let mut plan = whole(&world, "registry");
    let first: Vec<_> = plan.pending().take(cut).map(|s| s.id).collect();
    plan.steps.retain(|s| first.contains(&s.id));
    world.carry_out(&plan);
    world
}

/// What is to be done before a step: one that is kept holds nobody up.
fn waits_for(plan: &Plan, id: StepId) -> BTreeSet<StepId> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let pending = plan.steps[id.0].after.iter().filter(|before| matches!(plan.steps[before.0].need, Need::Do { .. }));
        open.extend(pending.filter(|before| found.insert(**before)));
    }
    found
}

#[test]
fn whatever_a_cut_left_done_and_whoever_leads_then_only_one_node_is_worked_on_at_a_time() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let steps = whole(&outdated(orchestrator), "registry").pending().count();
        for cut in 0..steps {
            let rest = whole(&cut_after(orchestrator, cut), "manager-1");
            let pending: Vec<_> = rest.pending().filter(|s| !matches!(s.step, Step::BringImages { .. })).collect();
            for (number, later) in pending.iter().enumerate() {
                let before = waits_for(&rest, later.id);
                let loose: Vec<_> = pending[..number].iter().filter(|s| s.node != later.node && !before.contains(&s.id)).collect();
                assert!(loose.is_empty(), "cut after {cut} steps: {:?} does not wait for {loose:?}", later.step.describe());
            }
        }
    }
}
