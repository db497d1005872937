//! A swarm as a whole: how long its nodes' certificates last, locked managers and their key.

use std::time::Duration;

use swarmctl::model::{Cluster, EngineState, Orchestrator, Step, SwarmMembership};
use swarmctl::plan::{self, Looked, preflight};

use crate::fixtures::{World, cluster, name, pending};

const MANAGERS: [&str; 2] = ["manager-1", "registry"];

fn locked() -> Cluster {
    let mut cluster = cluster(Orchestrator::SwarmMode);
    cluster.swarm_mode.autolock = true;
    cluster
}

/// A settled world in which these managers' engines were restarted.
fn restarted(managers: &[&str]) -> World {
    let mut world = World::settled(locked());
    for manager in managers {
        let engine = world.engine_of(manager);
        engine.swarm = SwarmMembership::Other { word: "locked".into() };
        (engine.swarm_settings, engine.unlock_key) = (None, None);
        engine.swarm_nodes.clear();
    }
    world
}

fn problems(world: &World) -> Vec<String> {
    let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    preflight(&world.cluster, &world.stored, &looked).into_iter().map(|problem| problem.cause).collect()
}

#[test]
fn a_swarm_is_made_as_it_is_to_be_and_its_key_kept() {
    let world = World::fresh(locked());
    let todo = pending(&world.init());
    assert!(todo.contains(&"manager-1: initialize the swarm at 10.0.0.11, its managers locked".to_owned()), "{todo:#?}");
    assert!(todo.contains(&"manager-1: keep the swarm's unlock key in the store".to_owned()), "{todo:#?}");
    assert_eq!(pending(&World::settled(locked()).init()), Vec::<String>::new());
}

#[test]
fn what_differs_from_the_spec_is_set_and_once() {
    let mut world = World::settled(cluster(Orchestrator::SwarmMode));
    world.cluster.swarm_mode.cert_expiry = Duration::from_secs(30 * 24 * 3600);
    world.cluster.swarm_mode.autolock = true;
    assert_eq!(
        pending(&world.init()),
        [
            "manager-1: set the swarm: certificates within it last 30d, autolock on (certificates within it last 90d, autolock is off)",
            "manager-1: keep the swarm's unlock key in the store",
        ]
    );
    world.carry_out(&world.init());
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    world.cluster.swarm_mode.autolock = false;
    let off = "manager-1: set the swarm: certificates within it last 30d, autolock off (autolock is on)";
    assert_eq!(pending(&world.init()), [off, "operator: remove the swarm's unlock key from the store (its managers are not locked)"]);
    world.carry_out(&world.init());
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn a_key_that_was_changed_elsewhere_is_kept_anew() {
    let mut world = World::settled(locked());
    world.stored.unlock_key_hash = Some("hash-of-another".into());
    assert_eq!(pending(&world.init()), ["manager-1: keep the swarm's unlock key in the store (the store has another one)"]);
}

#[test]
fn locked_managers_are_unlocked_before_anything_is_planned_for() {
    for managers in [&MANAGERS[..], &MANAGERS[..1], &MANAGERS[1..]] {
        let mut world = restarted(managers);
        assert_eq!(problems(&world), Vec::<String>::new());
        let prepared = plan::prepare(&world.cluster, &world.facts);
        let expected: Vec<_> = managers.iter().map(|manager| format!("{manager}: unlock the swarm's manager (its engine was restarted)")).collect();
        assert_eq!(pending(&prepared), expected);
        // A dry run tells that and nothing more: what the managers have of the swarm is seen once they are unlocked.
        world.facts = plan::assume_prepared(world.facts);
        assert_eq!(pending(&world.init()), Vec::<String>::new());
    }
}

#[test]
fn a_locked_manager_whose_key_is_not_kept_is_a_problem() {
    let mut world = restarted(&MANAGERS[..1]);
    world.stored.unlock_key_hash = None;
    assert_eq!(problems(&world), ["its engine's swarm state is `locked`"]);
    assert!(matches!(&world.facts[&name("manager-1")].engine, EngineState::Answers(engine) if engine.swarm.is_locked()));
}

#[test]
fn whatever_is_set_in_a_swarm_waits_for_engines_that_restart() {
    let mut world = World::settled(locked());
    world.cluster.swarm_mode.autolock = false;
    world.cluster.nodes[2].labels.insert("disk".into(), "ssd".into());
    world.cluster.engine.config.insert("log-level".into(), "warn".into());
    let plan = world.init();
    let ids = |wanted: fn(&Step) -> bool| plan.pending().filter(|s| wanted(&s.step)).map(|s| (s.node.clone(), s)).collect::<Vec<_>>();
    let engines = ids(|step| matches!(step, Step::ConfigureEngine { .. }));
    let [(_, set)] = ids(|step| matches!(step, Step::SetSwarm { .. }))[..] else { panic!("one is to be set") };
    let [(_, forget)] = ids(|step| matches!(step, Step::ForgetUnlockKey))[..] else { panic!("one is to be forgotten") };
    let [(_, labels)] = ids(|step| matches!(step, Step::SetSwarmNode { .. }))[..] else { panic!("one has another label") };
    for (node, engine) in &engines {
        assert!(set.behind.contains(&engine.id) && forget.behind.contains(&engine.id), "{node:?}");
        let is_asked = *node == Some(name("manager-1")) || *node == Some(name("worker-1"));
        assert_eq!(labels.after.contains(&engine.id), is_asked, "{node:?}");
    }
    assert_eq!(engines.len(), 4);
}
