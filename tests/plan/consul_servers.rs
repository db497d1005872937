//! Consul's servers among each other: most of them are up at every moment of a change, and nobody founds a second Consul.

use std::collections::BTreeMap;

use swarmctl::model::{Cluster, ContainerRole, Discovery, Exit, Orchestrator, Plan, PlannedStep, Port, Role, Step, StepId};
use swarmctl::plan::{Looked, Losses, init_after, preflight};

use crate::fixtures::{World, cluster, fresh, name, node, pending};

/// The given nodes are Consul's servers; all four of the cluster are there.
fn with_servers(servers: &[&str]) -> Cluster {
    let mut cluster = cluster(Orchestrator::Standalone);
    for node in &mut cluster.nodes {
        node.roles.remove(&Role::Discovery);
        if servers.contains(&node.name.as_str()) {
            node.roles.insert(Role::Discovery);
        }
    }
    cluster
}

const THREE: [&str; 3] = ["manager-1", "registry", "worker-1"];

/// The steps that stop a running Consul, or begin a new one.
fn touches<'a>(plan: &'a Plan, at: &'a str) -> impl Iterator<Item = &'a PlannedStep> {
    plan.pending().filter(move |s| s.node == Some(name(at)) && touches_consul(&s.step))
}

fn touches_consul(step: &Step) -> bool {
    match step {
        Step::RunContainer { container, .. } => container.role == ContainerRole::Consul,
        Step::StartContainer { role, .. } | Step::RestartContainer { role, .. } | Step::RemoveContainer { role, .. } => *role == ContainerRole::Consul,
        Step::ReloadConsul { .. } => true,
        _ => false,
    }
}

/// Whether `step` begins only after `before` succeeded.
fn waits_for(plan: &Plan, step: StepId, before: StepId) -> bool {
    plan.steps[step.0].after.iter().any(|id| *id == before || waits_for(plan, *id, before))
}

fn awaited(plan: &Plan, at: &str) -> Option<StepId> {
    plan.pending().find(|s| s.node == Some(name(at)) && matches!(s.step, Step::AwaitConsulServer { .. })).map(|s| s.id)
}

fn reason_of(plan: &Plan, at: &str) -> Option<String> {
    touches(plan, at).next().map(|s| s.step.describe())
}

#[test]
fn a_new_cluster_s_servers_start_all_at_once() {
    let plan = World::fresh(with_servers(&THREE)).init();
    let starts: Vec<_> = THREE.iter().flat_map(|at| touches(&plan, at)).map(|s| s.id).collect();
    assert_eq!(starts.len(), 3);
    assert!(starts.iter().all(|one| starts.iter().all(|other| !waits_for(&plan, *one, *other))));
    assert!(THREE.iter().all(|at| awaited(&plan, at).is_none()));
}

#[test]
fn servers_that_change_are_replaced_one_after_the_other_each_a_voter_again_before_the_next() {
    let mut world = World::settled(with_servers(&THREE));
    world.cluster.discovery = Discovery::Consul { port: Port::new(8601).expect("a port") };
    let plan = world.init();
    for pair in THREE.windows(2) {
        let [first, next] = [pair[0], pair[1]].map(|at| touches(&plan, at).next().expect("it is replaced").id);
        let back = awaited(&plan, pair[0]).expect("it is awaited");
        assert!(waits_for(&plan, back, first) && waits_for(&plan, next, back), "{} before {}", pair[0], pair[1]);
    }
    let leader = plan.steps.iter().find(|s| matches!(s.step, Step::AwaitConsulLeader { .. })).expect("a step").id;
    assert!(waits_for(&plan, leader, awaited(&plan, "worker-1").expect("it is awaited")));
    world.carry_out(&plan);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn servers_that_are_down_come_up_at_once_and_before_one_that_runs_is_touched() {
    let mut world = World::settled(with_servers(&THREE));
    world.cluster.discovery = Discovery::Consul { port: Port::new(8601).expect("a port") };
    for at in ["manager-1", "registry"] {
        world.engine_of(at).containers.iter_mut().filter(|c| c.name == "swarmctl-consul").for_each(|c| c.running = false);
    }
    let plan = world.init();
    let [one, other, running] = THREE.map(|at| touches(&plan, at).next().expect("it is replaced").id);
    assert!(!waits_for(&plan, one, other) && !waits_for(&plan, other, one));
    assert!(waits_for(&plan, running, awaited(&plan, "manager-1").expect("it is awaited")));
    assert!(waits_for(&plan, running, awaited(&plan, "registry").expect("it is awaited")));
}

#[test]
fn another_server_joins_without_a_restart_of_those_that_stay() {
    let mut world = World::settled(with_servers(&THREE));
    world.cluster = with_servers(&["manager-1", "registry", "worker-2"]);
    let plan = world.init();
    assert_eq!(reason_of(&plan, "manager-1"), None);
    assert_eq!(reason_of(&plan, "registry"), None);
    // The one that joins votes before the one that goes is taken out of the list, and only then is that one's Consul touched.
    let dropped = plan.pending().find(|s| matches!(s.step, Step::DropConsulServers { .. })).expect("a step");
    let stay: Vec<_> = ["10.0.0.11:8300", "10.0.0.12:8300", "10.0.0.14:8300"].map(str::to_owned).into();
    assert_eq!(dropped.step, Step::DropConsulServers { stay });
    assert!(waits_for(&plan, dropped.id, awaited(&plan, "worker-2").expect("it is awaited")));
    let gone = touches(&plan, "worker-1").next().expect("it is replaced").id;
    assert!(waits_for(&plan, gone, dropped.id));
    world.carry_out(&plan);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn one_server_grows_to_three_and_shrinks_to_one_again() {
    let mut world = World::settled(with_servers(&["registry"]));
    world.cluster = with_servers(&THREE);
    let plan = world.init();
    assert!(THREE.iter().all(|at| awaited(&plan, at).is_some()), "each of them votes in the end");
    let gossip = plan.steps.iter().find(|s| s.step == Step::MakeGossipKey).expect("a step").id;
    let written = plan.pending().filter(|s| matches!(s.step, Step::WriteConsulConfig { .. }));
    assert!(written.into_iter().all(|s| waits_for(&plan, s.id, gossip)), "the key goes with it");
    world.carry_out(&plan);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    world.cluster = with_servers(&["registry"]);
    let plan = world.init();
    let dropped = plan.pending().find(|s| matches!(s.step, Step::DropConsulServers { .. })).expect("a step").id;
    for at in ["manager-1", "worker-1", "worker-2"] {
        let removed = touches(&plan, at).next().expect("it has no Consul any more");
        assert!(matches!(removed.step, Step::RemoveContainer { .. }) && waits_for(&plan, removed.id, dropped));
    }
    world.carry_out(&plan);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    assert!(world.engine_of("worker-1").volumes.is_empty());
}

#[test]
fn a_change_of_servers_that_was_cut_off_after_any_step_is_finished_by_the_next_run() {
    let changed = |servers: &[&str]| {
        let mut world = World::settled(with_servers(&THREE));
        world.cluster = with_servers(servers);
        world
    };
    for servers in [&["manager-1", "registry", "worker-2"][..], &["registry"]] {
        for cut in 0..changed(servers).init().pending().count() {
            let mut world = changed(servers);
            let mut plan = world.init();
            let begun: Vec<_> = plan.pending().take(cut).map(|s| s.id).collect();
            let was_dropped = plan.pending().take(cut).any(|s| matches!(s.step, Step::DropConsulServers { .. }));
            plan.steps.retain(|s| begun.contains(&s.id));
            world.carry_out(&plan);
            let next = world.init();
            let drops = next.pending().any(|s| matches!(s.step, Step::DropConsulServers { .. }));
            assert!(drops || was_dropped, "who goes stays in the list after a cut at {cut}");
            world.carry_out(&next);
            assert_eq!(pending(&world.init()), Vec::<String>::new(), "cut after {cut} steps");
        }
    }
}

#[test]
fn what_is_gone_for_good_leaves_the_list_and_what_is_left_may_have_to_go_on_alone() {
    let mut world = World::settled(with_servers(&THREE));
    // The first two are gone; a new node and the other worker take their place.
    world.cluster = with_servers(&["worker-1", "worker-2"]);
    let added = node("manager-9", "10.0.0.19", &[Role::Manager, Role::Discovery]);
    world.cluster.nodes.retain(|n| !["manager-1", "registry"].contains(&n.name.as_str()));
    world.cluster.nodes.push(added.clone());
    world.facts.retain(|at, _| !["manager-1", "registry"].contains(&at.as_str()));
    world.facts.insert(added.name.clone(), fresh(&added));
    let plan = init_after(world.inputs(), Losses::ForGood).expect("a plan");
    let alone = plan.pending().find(|s| matches!(s.step, Step::RecoverConsul { .. })).expect("a step");
    assert_eq!(alone.node, Some(name("worker-1")));
    let step =
        Step::RecoverConsul { id: "swarmctl-consul".into(), server: "10.0.0.13:8300".into(), data: "/var/lib/docker/volumes/swarmctl-consul/_data".into() };
    assert_eq!(alone.step, step);
    let dropped = plan.pending().find(|s| matches!(s.step, Step::DropConsulServers { .. })).expect("a step").id;
    for at in ["worker-2", "manager-9"] {
        let votes = awaited(&plan, at).expect("it is awaited");
        assert!(waits_for(&plan, votes, alone.id) && waits_for(&plan, dropped, votes));
    }
    assert!(world.init().steps.iter().all(|s| !matches!(s.step, Step::RecoverConsul { .. })), "nothing is given up unless it is said");
}

#[test]
fn where_none_of_the_servers_is_left_a_new_consul_is_founded_and_the_loss_is_told() {
    let mut world = World::settled(with_servers(&["registry"]));
    world.cluster = with_servers(&["worker-1"]);
    world.cluster.nodes.retain(|n| n.name != name("registry"));
    world.facts.remove(&name("registry"));
    let plan = init_after(world.inputs(), Losses::ForGood).expect("a plan");
    assert!(plan.warnings.contains(&"none of Consul's servers is left: nodes and managers register anew, what others had put there is lost".to_owned()));
    assert!(plan.steps.iter().all(|s| !matches!(s.step, Step::RecoverConsul { .. } | Step::DropConsulServers { .. })));
}

#[test]
fn servers_that_would_all_change_at_once_are_refused() {
    let world = World::settled(with_servers(&["registry"]));
    let wanted = with_servers(&["worker-1"]);
    let looked: Looked = world.facts.iter().map(|(name, facts)| (name.clone(), Ok(facts.clone()))).collect();
    let problems = preflight(&wanted, &world.stored, &looked);
    let told: Vec<_> = problems.iter().map(|p| (p.cause.as_str(), p.hint.as_deref(), p.exit)).collect();
    assert_eq!(
        told,
        [(
            "no node with the role `discovery` has the cluster's keys: Consul's servers are on `registry`",
            Some("move them in two runs: leave one where it is in the first, and move that one in the second"),
            Exit::Preflight
        )]
    );
    assert!(preflight(&with_servers(&THREE), &world.stored, &looked).is_empty());
}

#[test]
fn a_server_that_is_new_waits_for_the_number_that_founds_a_cluster_and_an_agent_founds_none() {
    let plan = World::fresh(with_servers(&THREE)).init();
    let written: BTreeMap<_, _> = plan
        .pending()
        .filter_map(|s| match &s.step {
            Step::WriteConsulConfig { files, .. } => Some((s.node.as_ref().expect("a node").to_string(), files)),
            _ => None,
        })
        .collect();
    assert_eq!(written["registry"]["server.json"], "{\n  \"bootstrap_expect\": 3,\n  \"retry_join\": [\n    \"10.0.0.11\",\n    \"10.0.0.13\"\n  ]\n}\n");
    assert_eq!(written["worker-2"]["agent.json"], "{\n  \"retry_join\": [\n    \"10.0.0.11\",\n    \"10.0.0.12\",\n    \"10.0.0.13\"\n  ]\n}\n");
    assert!(written["worker-2"]["config.json"].contains("\"server\": false"));
}
