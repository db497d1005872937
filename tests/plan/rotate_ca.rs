//! `certs rotate-ca`: four stages, in which at no moment anybody refuses anybody.

use insta::assert_snapshot;
use swarmctl::model::{CaRotation, CaStage, Orchestrator, Plan, Step};
use swarmctl::pki::{certificates, issuing_certificate, signed_by};
use swarmctl::plan::{HandOver, Progress, Renew, Rotation};
use time::Duration;

use crate::fixtures::{World, cluster, lines, name, pending};

fn stage(world: &World) -> Plan {
    let primary = name("registry");
    let rotation = Rotation { nodes: None, renew: Renew::OnlyWhatDoesNotHold, workers_at_once: 1, primary: Some(&primary) };
    let clients = ["ci".parse().expect("a name")];
    let progress = Progress { rotation: world.stored.rotation.as_ref().expect("a change of CAs"), clients: &clients, hand_over: HandOver::Done };
    swarmctl::plan::rotate_ca(world.inputs(), progress, rotation).expect("a plan")
}

fn begun(orchestrator: Orchestrator) -> World {
    let mut world = World::settled(cluster(orchestrator));
    world.now += Duration::hours(1);
    world.begin_rotation();
    world
}

/// Whether every node trusts what every other one serves, and everyone what the operator shows.
fn assert_nobody_is_refused(world: &World, when: &str) {
    let trusts = |ca_pem: &str, cert: &str| certificates(ca_pem).expect("certificates").iter().any(|ca| signed_by(cert, ca));
    let leaves: Vec<_> = world.facts.values().map(|f| f.leaf.as_ref().expect("a leaf")).collect();
    let operator = world.stored.client_pem.as_deref().expect("a certificate");
    for one in &leaves {
        assert!(leaves.iter().all(|other| trusts(&one.ca_pem, &other.cert_pem)), "{when}: nodes refuse each other");
        assert!(trusts(&one.ca_pem, operator), "{when}: the operator is locked out");
        assert!(trusts(world.stored.ca_pem.as_deref().expect("a CA"), &one.cert_pem), "{when}: the operator refuses a node");
    }
}

/// Carries plans out a step at a time, as runs that are killed after each would, until nothing is under way any more.
fn step_by_step(mut world: World, mut each: impl FnMut(&World, &Step)) -> World {
    for _ in 0..200 {
        if world.stored.rotation.is_none() {
            return world;
        }
        let mut plan = stage(&world);
        let first = plan.pending().next().map(|s| s.id).expect("a step");
        // A step that leaves no trace would be done for ever: the run gets as far as the first that leaves one.
        let upto = plan
            .pending()
            .find(|s| !matches!(s.step, Step::TrustAtClients | Step::ReissueClients { .. } | Step::Failover { .. } | Step::CheckNode { .. }))
            .map_or(first, |s| s.id);
        plan.steps.retain(|s| s.id <= upto);
        world.carry_out(&plan);
        each(&world, &plan.steps[plan.steps.len() - 1].step);
    }
    panic!("it does not come to an end");
}

#[test]
fn the_first_stage_brings_trust_and_no_certificate() {
    assert_snapshot!(lines(&stage(&begun(Orchestrator::Standalone))));
}

#[test]
fn the_second_stage_issues_every_leaf_by_the_new_ca() {
    let mut world = begun(Orchestrator::Standalone);
    world.carry_out(&stage(&world));
    let planned = pending(&stage(&world));
    assert_eq!(planned.iter().filter(|line| line.contains("(not signed by the cluster CA)")).count(), 4, "{planned:#?}");
    assert_eq!(planned.last().map(String::as_str), Some("operator: enter the stage `clients`"));
}

#[test]
fn the_third_stage_is_the_clients() {
    let mut world = begun(Orchestrator::Standalone);
    world.carry_out(&stage(&world));
    world.carry_out(&stage(&world));
    let expected = [
        "operator: issue the operator's certificate (365 days) (not signed by the cluster CA)",
        "operator: issue the certificates of `ci` anew",
        "operator: enter the stage `drop`",
    ];
    assert_eq!(pending(&stage(&world)), expected);
}

#[test]
fn killed_after_every_step_it_comes_to_its_end_and_nobody_is_refused_meanwhile() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let world = step_by_step(begun(orchestrator), |world, step| assert_nobody_is_refused(world, &step.describe()));
        let trusted = world.stored.ca_pem.clone().expect("a CA");
        assert_eq!(certificates(&trusted).expect("certificates").len(), 1);
        assert!(world.facts.values().all(|f| f.leaf.as_ref().is_some_and(|l| l.ca_pem == trusted && signed_by(&l.cert_pem, &trusted))));
        assert_eq!(pending(&world.init()), Vec::<String>::new());
    }
}

#[test]
fn turned_back_in_any_stage_it_comes_to_the_former_ca_and_nobody_is_refused_meanwhile() {
    for turned in [CaStage::Trust, CaStage::Leaves, CaStage::Clients] {
        let mut world = begun(Orchestrator::Standalone);
        let former = world.stored.rotation.clone().expect("a change").from_pem;
        while world.stored.rotation.as_ref().expect("a change").stage != turned {
            world.carry_out(&stage(&world));
        }
        let mut half = stage(&world);
        half.steps.truncate(half.steps.len() / 2);
        world.carry_out(&half);
        let back = world.stored.rotation.as_ref().and_then(CaRotation::turned_back).expect("it is not too late");
        world.rotate(back);
        let world = step_by_step(world, |world, step| assert_nobody_is_refused(world, &format!("turned in {turned:?}, {}", step.describe())));
        assert_eq!(world.stored.ca_pem.as_deref().map(str::trim), Some(former.trim()));
        assert_eq!(pending(&world.init()), Vec::<String>::new());
    }
}

#[test]
fn init_in_the_last_stage_ends_the_change_once_every_node_has_come_to_it() {
    let mut world = begun(Orchestrator::Standalone);
    let rotation = world.stored.rotation.clone().expect("a change");
    world.rotate(CaRotation { stage: CaStage::Drop, ..rotation });
    let planned = world.init();
    let last: Vec<_> = planned.pending().map(|s| &s.step).skip(planned.pending().count() - 2).collect();
    assert_eq!(last, [&Step::TrustAtClients, &Step::EndCaRotation]);
    world.carry_out(&planned);
    assert_nobody_is_refused(&world, "after init");
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn init_amid_a_change_of_cas_brings_the_stage_that_is_reached_and_refuses_nobody() {
    let mut world = begun(Orchestrator::Standalone);
    while let Some(rotation) = world.stored.rotation.clone() {
        world.carry_out(&world.init());
        assert_nobody_is_refused(&world, rotation.stage.as_str());
        if world.stored.rotation.is_some() {
            world.carry_out(&stage(&world));
        }
    }
    assert_eq!(issuing_certificate(world.stored.ca_pem.as_deref().expect("a CA")).ok(), world.stored.ca_pem);
}
