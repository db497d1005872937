//! `certs rotate`: whose turn comes when, what is restarted, and that a cut is finished by the next run.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use swarmctl::model::{Need, Node, NodeName, Orchestrator, Plan, Role, Step, StepId};
use swarmctl::plan::{Renew, Rotation};
use time::Duration;

use crate::fixtures::{World, cluster, lines, name, pending, roles};

/// Every leaf, one node after the other; `registry` is the primary.
fn all(world: &World) -> Plan {
    let primary = name("registry");
    let rotation = Rotation { nodes: None, renew: Renew::IssuedBefore(world.now), workers_at_once: 1, primary: Some(&primary) };
    swarmctl::plan::rotate(world.inputs(), rotation).expect("a plan")
}

fn with(world: &World, rotation: Rotation<'_>) -> Plan {
    swarmctl::plan::rotate(world.inputs(), rotation).expect("a plan")
}

/// A cluster whose leaves are an hour old.
fn lived_in(orchestrator: Orchestrator) -> World {
    let mut world = World::settled(cluster(orchestrator));
    world.now += Duration::hours(1);
    world
}

/// The nodes in the order in which their certificates come.
fn turns(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().filter(|s| matches!(s.step, Step::InstallLeaf { .. })).filter_map(|s| s.node.as_ref().map(NodeName::as_str)).collect()
}

#[test]
fn each_node_is_switched_restarted_and_checked_before_the_next_and_the_primary_comes_last() {
    assert_snapshot!(lines(&all(&lived_in(Orchestrator::Standalone))));
}

#[test]
fn in_swarm_mode_only_engines_read_the_certificate() {
    assert_snapshot!(lines(&all(&lived_in(Orchestrator::SwarmMode))));
}

#[test]
fn a_node_begins_when_the_one_before_it_is_well() {
    let plan = all(&lived_in(Orchestrator::Standalone));
    let checks: Vec<_> = plan.steps.iter().filter(|s| matches!(s.step, Step::CheckNode { .. })).collect();
    for (before, after) in checks.iter().zip(&checks[1..]) {
        let first = plan.steps.iter().find(|s| s.node == after.node).expect("a step");
        assert!(first.after.contains(&before.id), "{:?} does not wait for {:?}", after.node, before.node);
    }
}

#[test]
fn several_workers_at_once_are_all_well_before_the_first_manager() {
    let world = lived_in(Orchestrator::Standalone);
    let plan = with(&world, Rotation { nodes: None, renew: Renew::IssuedBefore(world.now), workers_at_once: 2, primary: None });
    let of = |at: &str, step: &dyn Fn(&Step) -> bool| plan.steps.iter().find(|s| s.node == Some(name(at)) && step(&s.step)).expect("a step").clone();
    let leaf = |at: &str| of(at, &|s| matches!(s, Step::InstallLeaf { .. }));
    let check = |at: &str| of(at, &|s| matches!(s, Step::CheckNode { .. }));
    assert!(leaf("worker-1").after.is_empty() && leaf("worker-2").after.is_empty());
    assert_eq!(leaf("manager-1").after, [check("worker-1").id, check("worker-2").id]);
}

#[test]
fn of_several_workers_at_once_one_that_is_not_well_holds_up_all_whose_turn_has_not_begun() {
    let mut wanted = cluster(Orchestrator::Standalone);
    let template = wanted.nodes[3].clone();
    for (number, worker) in ["worker-3", "worker-4", "worker-5"].into_iter().enumerate() {
        let address = Some(format!("10.0.0.{}", 50 + number).parse().expect("an address"));
        wanted.nodes.push(Node { name: name(worker), address, ..template.clone() });
    }
    let mut world = World::settled(wanted);
    world.now += Duration::hours(1);
    let plan = with(&world, Rotation { nodes: None, renew: Renew::IssuedBefore(world.now), workers_at_once: 2, primary: None });
    let step = |at: &str, kind: &dyn Fn(&Step) -> bool| plan.steps.iter().find(|s| s.node == Some(name(at)) && kind(&s.step)).expect("a step").id;
    let waits = |later: &str, earlier: &str| {
        let first = step(later, &|s| matches!(s, Step::InstallLeaf { .. }));
        waits_for(&plan, first).contains(&step(earlier, &|s| matches!(s, Step::CheckNode { .. })))
    };
    let workers = ["worker-1", "worker-2", "worker-3", "worker-4", "worker-5"];
    for (number, later) in workers.iter().enumerate() {
        for (before, earlier) in workers[..number].iter().enumerate() {
            assert_eq!(waits(later, earlier), before + 2 <= number, "{later} after {earlier}");
        }
        assert!(waits("manager-1", later), "manager-1 after {later}");
    }
}

#[test]
fn a_node_that_fails_has_a_way_back_over_all_its_steps() {
    let plan = all(&lived_in(Orchestrator::Standalone));
    for node in ["manager-1", "registry", "worker-1", "worker-2"] {
        let own: Vec<_> = plan.steps.iter().filter(|s| s.node == Some(name(node)) && !matches!(s.step, Step::Failover { .. })).collect();
        let (back, others) = own.split_last().expect("steps");
        let ids: Vec<_> = others.iter().map(|s| s.id).collect();
        assert!(matches!(back.step, Step::RestorePair { .. }));
        let Need::IfFailed { of } = &back.need else { panic!("{:?}", back.need) };
        assert!(ids.iter().all(|id| of.contains(id)), "{node}");
    }
}

#[test]
fn chosen_nodes_are_rotated_and_no_other_nor_the_operator() {
    let world = lived_in(Orchestrator::Standalone);
    let nodes = [name("worker-2")];
    let plan = with(&world, Rotation { nodes: Some(&nodes), renew: Renew::IssuedBefore(world.now), workers_at_once: 1, primary: None });
    assert!(pending(&plan).iter().all(|line| line.starts_with("worker-2: ")), "{}", lines(&plan));
}

#[test]
fn certificates_that_end_later_are_kept() {
    let mut world = lived_in(Orchestrator::Standalone);
    let within = |world: &World, days| {
        with(world, Rotation { nodes: None, renew: Renew::EndingBefore(world.now + Duration::days(days)), workers_at_once: 1, primary: None })
    };
    assert_eq!(pending(&within(&world, 30)), Vec::<String>::new());
    world.now += Duration::days(340);
    assert_eq!(turns(&within(&world, 30)), ["worker-1", "worker-2", "manager-1", "registry"]);
    assert!(pending(&within(&world, 30))[0].ends_with("(ends in 24 days)"), "{:?}", pending(&within(&world, 30)));
}

#[test]
fn certificates_that_are_not_old_enough_are_kept() {
    let mut world = lived_in(Orchestrator::Standalone);
    let older_than = |world: &World, days| {
        with(world, Rotation { nodes: None, renew: Renew::IssuedBefore(world.now - Duration::days(days)), workers_at_once: 1, primary: None })
    };
    world.now += Duration::days(89);
    assert_eq!(pending(&older_than(&world, 90)), Vec::<String>::new());
    world.now += Duration::days(1);
    assert_eq!(turns(&older_than(&world, 90)), ["worker-1", "worker-2", "manager-1", "registry"]);
}

#[test]
fn the_only_manager_is_restarted_and_a_warning_says_what_that_costs() {
    let mut wanted = cluster(Orchestrator::Standalone);
    wanted.nodes[0].roles = roles(&[]);
    wanted.nodes[1].roles = roles(&[Role::Manager, Role::Discovery]);
    let mut world = World::settled(wanted);
    world.now += Duration::hours(1);
    let plan = all(&world);
    assert!(plan.steps.iter().all(|s| !matches!(s.step, Step::Failover { .. })));
    assert_eq!(plan.warnings, ["registry: the only manager does not answer while it restarts, about a second"]);
}

#[test]
fn a_run_that_was_cut_after_any_step_is_finished_by_the_next_and_no_certificate_is_issued_twice() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let began = lived_in(orchestrator).now;
        let whole = |world: &World| with(world, Rotation { nodes: None, renew: Renew::IssuedBefore(began), workers_at_once: 1, primary: None });
        let steps = whole(&lived_in(orchestrator)).pending().count();
        for cut in 0..=steps {
            let mut world = lived_in(orchestrator);
            let mut plan = whole(&world);
            let first: Vec<_> = plan.pending().take(cut).map(|s| s.id).collect();
            plan.steps.retain(|s| first.contains(&s.id));
            let issued = turns(&plan).len();
            world.carry_out(&plan);
            let rest = whole(&world);
            let again: Vec<_> = pending(&rest).into_iter().filter(|line| line.contains("issue and install")).collect();
            assert_eq!(issued + again.len(), 4, "cut after {cut} steps");
            world.carry_out(&rest);
            assert_eq!(pending(&whole(&world)), Vec::<String>::new(), "cut after {cut} steps");
            assert_eq!(pending(&world.init()), Vec::<String>::new(), "cut after {cut} steps");
        }
    }
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
fn whatever_a_cut_left_done_and_whoever_is_the_primary_then_only_one_node_is_worked_on_at_a_time() {
    let began = lived_in(Orchestrator::Standalone).now;
    let whole = |world: &World, primary: &str| {
        with(world, Rotation { nodes: None, renew: Renew::IssuedBefore(began), workers_at_once: 1, primary: Some(&name(primary)) })
    };
    let steps = whole(&lived_in(Orchestrator::Standalone), "registry").pending().count();
    for cut in 0..steps {
        let mut world = lived_in(Orchestrator::Standalone);
        let mut plan = whole(&world, "registry");
        let first: Vec<_> = plan.pending().take(cut).map(|s| s.id).collect();
        plan.steps.retain(|s| first.contains(&s.id));
        world.carry_out(&plan);
        let rest = whole(&world, "manager-1");
        let pending: Vec<_> = rest.pending().collect();
        for (number, later) in pending.iter().enumerate() {
            let before = waits_for(&rest, later.id);
            let loose: Vec<_> = pending[..number].iter().filter(|s| s.node != later.node && !before.contains(&s.id)).collect();
            assert!(loose.is_empty(), "cut after {cut} steps: {:?} does not wait for {loose:?}", later.step.describe());
        }
    }
}
