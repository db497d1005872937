//! `migrate`: a swarm beside standalone, node by node; then standalone goes, or all of it back.

use insta::assert_snapshot;
use swarmctl::model::{Cluster, ContainerFacts, MigrationStage, Need, NodeRecord, Orchestrator, Plan, Record, Role, Step, SwarmMembership, UnitFacts};
use swarmctl::plan::{Migrating, becoming, cannot_move, preflight, without_tries};
use swarmctl::spec;

use crate::fixtures::{NOW, World, cluster, lines, name, pending, workload};

fn target(world: &World) -> Cluster {
    spec::in_swarm_mode(&world.cluster).expect("it can be in swarm mode")
}

/// A standalone cluster with a container of somebody's, in which `init` has run.
fn settled() -> World {
    let mut wanted = cluster(Orchestrator::Standalone);
    wanted.nodes[2].labels.insert("disk".into(), "ssd".into());
    let mut world = World::fresh(wanted);
    world.engine_of("worker-1").containers.push(workload());
    let plan = world.init();
    world.carry_out(&plan);
    for node in ["manager-1", "registry", "worker-1", "worker-2"] {
        world.engine_of(node).volumes.extend((node == "registry").then(|| "swarmctl-consul".to_owned()));
    }
    let brought = NodeRecord { images_brought: ["swarm:1.2.9".to_owned()].into(), ..NodeRecord::default() };
    world.stored.record = Some(Record { schema: 1, created_at: NOW, made_as: None, renamed_from: None, nodes: [(name("worker-1"), brought)].into() });
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    world
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Join,
    Back,
    Finish,
}

fn plan(world: &World, way: Way) -> Plan {
    let target = target(world);
    let migrating = Migrating { inputs: world.inputs(), target: &target };
    match way {
        Way::Join => swarmctl::plan::join(migrating),
        Way::Back => swarmctl::plan::back(migrating),
        Way::Finish => swarmctl::plan::finish(migrating, "the spec".to_owned()),
    }
    .expect("a plan")
}

/// Whether a plan has come to its end: it is settled, or the move is over.
fn is_over(world: &World, way: Way) -> bool {
    match way {
        Way::Join => plan(world, way).is_settled(),
        Way::Back | Way::Finish => world.stored.migration.is_none(),
    }
}

/// Carries a plan out a step at a time, as runs that are killed after each would; `each` sees the world after every step.
fn step_by_step(world: &mut World, way: Way, mut each: impl FnMut(&World, &Step)) {
    for _ in 0..200 {
        if is_over(world, way) {
            return;
        }
        let mut plan = plan(world, way);
        // A step that leaves no trace would be done for ever: the run gets as far as the first that leaves one.
        let leaves_none = |step: &Step| matches!(step, Step::SwarmLeave { .. });
        let upto = plan.pending().find(|s| !leaves_none(&s.step)).or_else(|| plan.pending().next()).map(|s| s.id).expect("a step");
        plan.steps.retain(|s| s.id <= upto);
        world.carry_out(&plan);
        each(world, &plan.steps[plan.steps.len() - 1].step);
    }
    panic!("it does not come to an end");
}

fn carried_out(world: &mut World, way: Way) {
    let plan = plan(world, way);
    world.carry_out(&plan);
}

/// The containers that run on each node, all of them.
fn containers(world: &World) -> Vec<Vec<ContainerFacts>> {
    world.facts.values().map(|facts| facts.engine.facts().map(|e| e.containers.clone()).unwrap_or_default()).collect()
}

fn in_swarm_mode(mut world: World) -> World {
    world.cluster = target(&world);
    world
}

/// Whether each engine that is in a swarm has live-restore off, which it must have.
fn assert_swarm_and_live_restore_exclude_each_other(world: &World, when: &str) {
    for (node, facts) in &world.facts {
        let engine = facts.engine.facts().expect("an engine");
        assert!(!(engine.live_restore && engine.swarm != SwarmMembership::Inactive), "{when}: {node} has both");
    }
}

#[test]
fn nodes_join_one_after_the_other_managers_first() {
    assert_snapshot!(lines(&plan(&settled(), Way::Join)));
}

#[test]
fn no_step_of_a_node_begins_before_the_node_before_has_ended() {
    let plan = plan(&settled(), Way::Join);
    let mut seen = Vec::new();
    for step in plan.pending().filter(|s| s.node.is_some()) {
        if seen.last() != Some(&step.node) {
            seen.push(step.node.clone());
        }
        let before = plan.pending().filter(|s| s.node.is_some() && s.node != step.node && s.id < step.id).map(|s| s.id).max();
        assert!(before.is_none_or(|before| step.after.contains(&before) || step.after.iter().any(|id| plan.steps[id.0].node == step.node)), "{step:?}");
        assert!(step.after.iter().all(|id| *id < step.id));
    }
    assert_eq!(seen.len(), 4, "a node has its turn once: {seen:?}");
}

#[test]
fn no_engine_is_restarted_and_no_container_is_touched_before_the_end() {
    let touches = |plan: &Plan| {
        let touched = |s: &&swarmctl::model::PlannedStep| {
            matches!(s.step, Step::ConfigureEngine { .. } | Step::RunContainer { .. } | Step::RestartContainer { .. } | Step::RemoveContainer { .. })
        };
        plan.steps.iter().filter(touched).count()
    };
    let mut world = settled();
    let before = containers(&world);
    assert_eq!(touches(&plan(&world, Way::Join)), 0);
    carried_out(&mut world, Way::Join);
    assert_eq!(touches(&plan(&world, Way::Back)), 0);
    assert_eq!(containers(&world), before);
}

#[test]
fn killed_after_every_step_it_comes_to_a_swarm_beside_standalone_and_then_to_swarm_mode() {
    let mut world = settled();
    let before = containers(&world);
    step_by_step(&mut world, Way::Join, |world, step| {
        assert_swarm_and_live_restore_exclude_each_other(world, &step.describe());
        assert_eq!(containers(world), before);
    });
    assert_eq!(world.swarm.len(), 4);
    step_by_step(&mut world, Way::Finish, |world, step| {
        assert_swarm_and_live_restore_exclude_each_other(world, &step.describe());
        assert_eq!(world.swarm.len(), 4);
    });
    let left: Vec<_> = containers(&world).concat().into_iter().map(|c| c.name).collect();
    assert_eq!(left, ["web"]);
    let world = in_swarm_mode(world);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    assert!(world.facts.values().all(|facts| facts.consul_files.is_empty()));
}

#[test]
fn turned_back_after_any_step_it_is_standalone_as_before_and_init_has_nothing_to_do() {
    let steps = plan(&settled(), Way::Join).pending().count();
    for cut in 1..=steps {
        let mut world = settled();
        let (files, before) = (world.facts.values().map(|f| f.daemon_json.clone()).collect::<Vec<_>>(), containers(&world));
        let mut half = plan(&world, Way::Join);
        let last = half.pending().nth(cut - 1).map(|s| s.id).expect("a step");
        half.steps.retain(|s| s.id <= last);
        world.carry_out(&half);
        step_by_step(&mut world, Way::Back, |world, step| assert_swarm_and_live_restore_exclude_each_other(world, &step.describe()));
        assert_eq!(pending(&world.init()), Vec::<String>::new(), "turned back after {cut} steps");
        assert_eq!(world.facts.values().map(|f| f.daemon_json.clone()).collect::<Vec<_>>(), files);
        assert!(world.facts.values().all(|f| f.engine.facts().is_some_and(|e| e.live_restore && e.swarm == SwarmMembership::Inactive)));
        assert_eq!(containers(&world), before);
    }
}

#[test]
fn after_the_way_back_it_can_move_again() {
    let mut world = settled();
    for way in [Way::Join, Way::Back, Way::Join, Way::Finish] {
        carried_out(&mut world, way);
        assert!(is_over(&world, way), "{way:?}");
    }
}

#[test]
fn managers_leave_last() {
    let mut world = settled();
    carried_out(&mut world, Way::Join);
    let planned = plan(&world, Way::Back);
    let leaving: Vec<_> = planned.pending().filter(|s| matches!(s.step, Step::SwarmLeave { .. })).filter_map(|s| Some(s.node.as_ref()?.to_string())).collect();
    assert_eq!(leaving, ["worker-1", "worker-2", "registry", "manager-1"]);
}

#[test]
fn in_the_end_managers_go_before_agents_and_agents_before_consul() {
    let mut world = settled();
    carried_out(&mut world, Way::Join);
    assert_snapshot!(lines(&plan(&world, Way::Finish)));
}

#[test]
fn with_several_consul_servers_consul_goes_from_every_node_and_init_has_nothing_to_do() {
    let mut wanted = cluster(Orchestrator::Standalone);
    for i in [0, 2] {
        wanted.nodes[i].roles.insert(Role::Discovery);
    }
    let mut world = World::settled(wanted);
    carried_out(&mut world, Way::Join);
    let removed = plan(&world, Way::Finish).pending().filter(|s| matches!(s.step, Step::RemoveConsulConfig)).count();
    assert_eq!(removed, 4);
    step_by_step(&mut world, Way::Finish, |_, _| {});
    assert_eq!(containers(&world).concat(), []);
    assert_eq!(pending(&in_swarm_mode(world).init()), Vec::<String>::new());
}

#[test]
fn an_engine_whose_lowest_api_was_lowered_keeps_that_until_the_end_and_is_not_restarted_for_it() {
    let mut wanted = cluster(Orchestrator::Standalone);
    wanted.nodes.truncate(2);
    let mut world = World::fresh(wanted);
    world.engine_of("manager-1").min_api = swarmctl::model::ApiVersion::new(1, 44);
    let init = world.init();
    world.carry_out(&init);
    let has_it = |world: &World| world.facts[&name("manager-1")].unit.as_ref().is_some_and(|UnitFacts { text, .. }| text.contains("DOCKER_MIN_API_VERSION"));
    carried_out(&mut world, Way::Join);
    assert!(has_it(&world));
    carried_out(&mut world, Way::Finish);
    assert!(!has_it(&world));
    // The engine that runs still has what it was started with.
    world.engine_of("manager-1").min_api = swarmctl::model::ApiVersion::new(1, 24);
    assert_eq!(pending(&in_swarm_mode(world).init()), Vec::<String>::new());
}

#[test]
fn what_nodes_become_and_what_cannot_move_is_told() {
    let mut world = settled();
    let mut placed = workload();
    (placed.id, placed.name) = ("p".into(), "db".into());
    placed.labels.insert("com.docker.swarm.constraints".into(), "[\"disk==ssd\"]".into());
    world.engine_of("worker-1").containers.push(placed);
    let target = target(&world);
    let seen: Vec<_> = becoming(Migrating { inputs: world.inputs(), target: &target }).into_iter().map(|b| (b.from, b.to, b.stays, b.goes.len())).collect();
    let row = |from: &[&str], to: &[&str], stays: &[&str], goes| {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        (words(from), words(to), words(stays), goes)
    };
    let expected = [
        row(&["manager"], &["manager"], &[], 2),
        row(&["manager", "discovery"], &["manager"], &[], 3),
        row(&["in the pool"], &["worker", "disk=ssd"], &["web", "db"], 1),
        row(&["in the pool"], &["worker"], &[], 1),
    ];
    assert_eq!(seen, expected);
    assert_snapshot!(plan(&world, Way::Join).warnings.join("\n"));
}

#[test]
fn tasks_that_end_with_the_swarm_are_told_before_it_is_left() {
    let mut world = settled();
    carried_out(&mut world, Way::Join);
    let mut task = workload();
    task.labels.insert("com.docker.swarm.task.id".into(), "t".into());
    world.engine_of("worker-2").containers.push(task);
    assert_eq!(plan(&world, Way::Back).warnings, ["worker-2: 1 task of the swarm's services ends"]);
}

#[test]
fn a_try_to_join_that_has_not_ended_is_gone_on_with_and_a_swarm_that_is_locked_is_the_user_s() {
    let mut world = settled();
    let mut half = plan(&world, Way::Join);
    half.steps.truncate(5);
    world.carry_out(&half);
    for (word, may) in [("pending", true), ("locked", false)] {
        world.engine_of("registry").swarm = SwarmMembership::Other { word: word.into() };
        let looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
        assert_eq!(preflight(&target(&world), &world.stored, &without_tries(looked)).is_empty(), may, "{word}");
    }
    world.engine_of("registry").swarm = SwarmMembership::Other { word: "pending".into() };
    assert_eq!(pending(&plan(&world, Way::Join))[0], "registry: join the swarm at 10.0.0.11:2377 as a manager");
}

#[test]
fn overlay_networks_in_a_cluster_store_cannot_move() {
    let mut world = settled();
    world.node("worker-2").daemon_json = Some(r#"{"cluster-store": "consul://10.0.0.12:8500"}"#.into());
    let target = target(&world);
    let against = cannot_move(Migrating { inputs: world.inputs(), target: &target });
    assert_eq!(against.iter().map(|f| f.node.as_ref().map(ToString::to_string)).collect::<Vec<_>>(), [Some("worker-2".to_owned())]);
    assert!(against[0].hint.as_deref().is_some_and(|hint| hint.contains("cluster-advertise")));
}

#[test]
fn side_by_side_the_preflight_of_swarm_mode_has_nothing_against_it() {
    let mut world = settled();
    carried_out(&mut world, Way::Join);
    let looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    assert_eq!(preflight(&target(&world), &world.stored, &looked), []);
}

#[test]
fn destroy_amid_a_move_leaves_the_swarm_and_takes_standalone_away() {
    let mut world = settled();
    carried_out(&mut world, Way::Join);
    let planned = swarmctl::plan::destroy(world.inputs(), None);
    let of = |node: &str| planned.steps.iter().filter(|s| s.node == Some(name(node)) && s.need != Need::Kept).map(|s| s.step.describe()).collect::<Vec<_>>();
    let expected = ["leave the swarm", "remove swarmctl-agent", "remove image `swarm:1.2.9`", "restore the engine's configuration and remove swarmctl's files"];
    assert_eq!(of("worker-1"), expected);
    assert!(world.cluster.managers().all(|n| n.is(Role::Manager)) && world.stored.migration.is_some_and(|m| m.stage == MigrationStage::Join));
}
