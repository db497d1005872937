//! Engines that are reached by SSH alone.

use swarmctl::model::{Cluster, EngineAccess, EngineState, Listener, Need, Orchestrator, Step, UnitFacts};
use swarmctl::plan::{Looked, preflight};

use crate::fixtures::{DEBIAN_UNIT, World, cluster, lines, pending};

fn by(access: EngineAccess) -> Cluster {
    let mut cluster = cluster(Orchestrator::SwarmMode);
    cluster.engine.access = access;
    cluster
}

fn problems(world: &World) -> Vec<String> {
    let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    preflight(&world.cluster, &world.stored, &looked).into_iter().map(|problem| problem.cause).collect()
}

/// What is written to a node's daemon.json by the plan that makes a world settled.
fn written(world: &mut World, node: &str) -> String {
    world.carry_out(&world.init());
    world.node(node).daemon_json.clone().expect("it was written")
}

#[test]
fn a_fresh_engine_is_left_as_it_is_and_no_certificate_is_made() {
    let world = World::fresh(by(EngineAccess::Ssh));
    let plan = world.init();
    let touches = |step: &Step| {
        matches!(step, Step::MakeCa { .. } | Step::IssueClient { .. } | Step::InstallLeaf { .. } | Step::ConfigureEngine { .. } | Step::RemovePairs)
    };
    assert_eq!(plan.pending().filter(|planned| touches(&planned.step)).count(), 0, "{}", lines(&plan));
    let settled = World::settled(by(EngineAccess::Ssh));
    assert_eq!(pending(&settled.init()), Vec::<String>::new());
    assert_eq!(settled.stored.ca_pem, None);
}

#[test]
fn what_the_spec_has_for_daemon_json_is_written_without_a_port_and_once() {
    let mut world = World::fresh(by(EngineAccess::Ssh));
    world.cluster.engine.config.insert("log-driver".into(), "local".into());
    assert_eq!(written(&mut world, "worker-1"), "{\n  \"live-restore\": false,\n  \"log-driver\": \"local\"\n}\n");
    assert_eq!(world.node("worker-1").unit.as_ref().expect("a unit").text, DEBIAN_UNIT, "the unit's command clashes with nothing");
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn flags_of_the_unit_that_clash_with_daemon_json_are_taken_over() {
    let mut world = World::fresh(by(EngineAccess::Ssh));
    world.cluster.engine.registry_mirrors.push("https://ours".into());
    world.node("worker-1").unit = Some(UnitFacts { text: "ExecStart=/usr/sbin/dockerd -H fd:// --registry-mirror=https://theirs\n".into(), active: true });
    let change = crate::fixtures::engine_change(&world.init(), "worker-1");
    assert!(change.daemon_json.contains("fd://") && change.daemon_json.contains("https://theirs") && !change.daemon_json.contains("tcp://"), "{change:?}");
    assert!(change.drop_in.is_some_and(|text| text.contains("ExecStart=/usr/sbin/dockerd\n")));
}

#[test]
fn from_tls_to_ssh_and_back_each_node_has_just_what_it_needs() {
    let mut world = World::fresh(by(EngineAccess::Tls));
    world.node("worker-1").daemon_json = Some("{\"labels\": [\"a=b\"]}".into());
    world.carry_out(&world.init());
    world.cluster = by(EngineAccess::Ssh);
    let todo = pending(&world.init());
    assert_eq!(
        todo.iter().filter(|line| line.starts_with("worker-1")).collect::<Vec<_>>(),
        [
            "worker-1: configure and restart the engine (no TCP port) (its configuration differs)",
            "worker-1: remove the node's certificates (nothing reads them any more)",
        ]
    );
    assert_eq!(written(&mut world, "worker-1"), "{\n  \"labels\": [\n    \"a=b\"\n  ],\n  \"live-restore\": false\n}\n");
    assert_eq!(world.node("worker-1").unit.as_ref().expect("a unit").text, DEBIAN_UNIT);
    assert_eq!(world.node("worker-1").leaf, None);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    world.cluster = by(EngineAccess::Tls);
    assert!(written(&mut world, "worker-1").contains("tcp://0.0.0.0:2376"));
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn a_change_that_was_cut_off_is_made_again() {
    let mut world = World::settled(by(EngineAccess::Tls));
    world.cluster = by(EngineAccess::Ssh);
    world.carry_out(&world.init());
    // The files are there, but no stamp says that the engine came up with them.
    world.node("worker-1").engine_applied = None;
    let engine = |plan: &swarmctl::model::Plan| plan.pending().filter(|s| matches!(s.step, Step::ConfigureEngine { .. })).count();
    assert_eq!(engine(&world.init()), 1);
}

#[test]
fn hosts_of_the_hosts_own_stay_and_their_tcp_ports_do_not() {
    let mut world = World::fresh(by(EngineAccess::Tls));
    let facts = world.node("worker-1");
    facts.unit = Some(UnitFacts { text: "ExecStart=/usr/bin/dockerd\n".into(), active: true });
    facts.daemon_json = Some("{\"hosts\": [\"unix:///var/run/docker.sock\", \"unix:///srv/d.sock\", \"tcp://127.0.0.1:2375\"]}".into());
    world.carry_out(&world.init());
    world.node("worker-1").unit = Some(UnitFacts { text: "ExecStart=/usr/bin/dockerd\n".into(), active: true });
    world.cluster = by(EngineAccess::Ssh);
    let change = crate::fixtures::engine_change(&world.init(), "worker-1");
    assert!(change.daemon_json.contains("unix:///srv/d.sock") && !change.daemon_json.contains("tcp://"), "{}", change.daemon_json);
}

#[test]
fn a_port_that_is_open_already_is_a_problem_and_one_of_another_program_is_none() {
    let mut world = World::fresh(by(EngineAccess::Ssh));
    world.node("worker-1").listeners = vec![Listener { port: 2376, process: Some("nginx".into()) }];
    assert_eq!(problems(&world), Vec::<String>::new());
    world.node("worker-1").unit = Some(UnitFacts { text: "ExecStart=/usr/bin/dockerd -H fd:// -H tcp://0.0.0.0:2375\n".into(), active: true });
    world.node("worker-2").daemon_json = Some("{\"hosts\": [\"unix:///var/run/docker.sock\", \"tcp://0.0.0.0:2376\"]}".into());
    assert_eq!(
        problems(&world),
        [
            "its engine listens on tcp://0.0.0.0:2375, and the spec says `access: ssh`",
            "its engine listens on tcp://0.0.0.0:2376, and the spec says `access: ssh`",
        ]
    );
}

#[test]
fn every_cut_of_a_change_of_access_is_finished_by_the_next_run() {
    for (from, to) in [(EngineAccess::Tls, EngineAccess::Ssh), (EngineAccess::Ssh, EngineAccess::Tls)] {
        let steps = {
            let mut world = World::settled(by(from));
            world.cluster = by(to);
            world.init().pending().count()
        };
        for cut in 0..=steps {
            let mut world = World::settled(by(from));
            world.cluster = by(to);
            let mut plan = world.init();
            let mut left = cut;
            for planned in &mut plan.steps {
                if matches!(planned.need, Need::Do { .. }) {
                    if left == 0 {
                        planned.need = Need::Kept;
                    } else {
                        left -= 1;
                    }
                }
            }
            world.carry_out(&plan);
            world.carry_out(&world.init());
            assert_eq!(pending(&world.init()), Vec::<String>::new(), "after {cut} steps");
            assert!(world.facts.values().all(|facts| facts.leaf.is_some() == (to == EngineAccess::Tls) && matches!(facts.engine, EngineState::Answers(_))));
        }
    }
}
