//! `init`: what is planned for fresh nodes, and that nothing is planned twice.

use insta::assert_snapshot;
use swarmctl::model::{Availability, ContainerRole, Need, Orchestrator, Plan, PlannedStep, Role, Step};
use time::Duration;

use crate::fixtures::{World, cluster, containers, lines, name, pending, roles};

#[test]
fn four_fresh_nodes_become_a_standalone_swarm() {
    assert_snapshot!(lines(&World::fresh(cluster(Orchestrator::Standalone)).init()));
}

#[test]
fn four_fresh_nodes_become_a_swarm_in_swarm_mode() {
    assert_snapshot!(lines(&World::fresh(cluster(Orchestrator::SwarmMode)).init()));
}

#[test]
fn a_second_init_has_nothing_to_do() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        assert_eq!(pending(&World::settled(cluster(orchestrator)).init()), Vec::<String>::new());
    }
}

#[test]
fn a_run_that_ended_after_any_step_is_finished_by_the_next() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let steps = World::fresh(cluster(orchestrator)).init().pending().count();
        for cut in 0..steps {
            let mut world = World::fresh(cluster(orchestrator));
            let mut plan = world.init();
            let begun: Vec<_> = plan.pending().take(cut).map(|s| s.id).collect();
            plan.steps.retain(|s| begun.contains(&s.id));
            world.carry_out(&plan);
            world.carry_out(&world.init());
            assert_eq!(pending(&world.init()), Vec::<String>::new(), "cut after {cut} steps");
        }
    }
}

#[test]
fn every_step_waits_only_for_earlier_ones() {
    let plan = World::fresh(cluster(Orchestrator::Standalone)).init();
    assert!(plan.steps.iter().all(|s| s.after.iter().chain(&s.behind).all(|before| *before < s.id)));
}

#[test]
fn a_certificate_near_its_end_is_reissued_and_its_readers_restarted() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.now += Duration::days(360);
    let planned = pending(&world.init());
    let on_registry: Vec<_> = planned.iter().filter(|l| l.starts_with("registry:")).map(String::as_str).collect();
    assert_eq!(
        on_registry,
        [
            "registry: issue and install a certificate for registry, 10.0.0.12, localhost, 127.0.0.1 (365 days) (expires in 4 days)",
            "registry: configure and restart the engine (TLS on 2376, live-restore) (new certificate)",
            "registry: let swarmctl-consul read the new certificate (it has not read its certificate yet)",
            "registry: wait for Consul's leader",
            "registry: restart swarmctl-agent with the new certificate (it has not read its certificate yet)",
            "registry: restart swarmctl-manager with the new certificate (it has not read its certificate yet)",
        ]
    );
}

#[test]
fn a_container_that_started_before_its_certificate_came_is_restarted() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    let leaf = world.node("worker-1").leaf.as_mut().expect("a leaf");
    leaf.switched_at = leaf.switched_at.map(|at| at + Duration::hours(1));
    let planned = pending(&world.init());
    assert!(planned.contains(&"worker-1: restart swarmctl-agent with the new certificate (it has not read its certificate yet)".to_owned()), "{planned:?}");
}

#[test]
fn a_container_is_replaced_when_what_it_was_made_from_changed_and_started_when_it_only_stopped() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.cluster.manager.strategy = swarmctl::model::Strategy::Binpack;
    let agent = world.engine_of("worker-2").containers.iter_mut().find(|c| c.name == "swarmctl-agent").expect("an agent");
    agent.running = false;
    let planned = pending(&world.init());
    assert_eq!(
        planned,
        [
            "registry: wait for Consul's leader",
            "manager-1: replace swarmctl-manager (`swarm:1.2.9`) (its configuration differs)",
            "registry: replace swarmctl-manager (`swarm:1.2.9`) (its configuration differs)",
            "worker-2: start swarmctl-agent (it is stopped)",
        ]
    );
}

#[test]
fn a_name_that_the_certificate_lacks_reissues_it() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.cluster.nodes[2].extra_sans = vec!["build.example".parse().expect("a host")];
    let planned = pending(&world.init());
    assert!(planned[0].starts_with("worker-1: issue and install a certificate for worker-1, 10.0.0.13, build.example,"), "{planned:?}");
    assert!(planned[0].ends_with("(does not name build.example)"), "{planned:?}");
}

#[test]
fn a_node_out_of_the_pool_has_no_agent() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.cluster.nodes[2].availability = swarmctl::model::Availability::Drain;
    assert_eq!(pending(&world.init()), ["registry: wait for Consul's leader", "worker-1: remove swarmctl-agent (the node no longer has this role)"]);
}

#[test]
fn with_three_discovery_nodes_every_node_has_a_consul_and_its_containers_use_that_one() {
    let mut wanted = cluster(Orchestrator::Standalone);
    for node in &mut wanted.nodes[0..3] {
        node.roles = roles(&[Role::Manager, Role::Discovery]);
    }
    let plan = World::fresh(wanted).init();
    let worker = containers(&plan, "worker-2");
    assert_eq!(worker[&ContainerRole::Agent].args.last().map(String::as_str), Some("consul://10.0.0.14:8501"));
    assert!(worker.contains_key(&ContainerRole::Consul));
    assert!(plan.steps.iter().any(|s| s.step == Step::MakeGossipKey && s.need != Need::Kept));
}

#[test]
fn a_container_waits_for_its_own_image_only() {
    let plan = World::fresh(cluster(Orchestrator::Standalone)).init();
    let on_registry = |wanted: &dyn Fn(&Step) -> bool| plan.steps.iter().find(|s| s.node == Some(name("registry")) && wanted(&s.step)).expect("a step");
    let pull = |image: &'static str| on_registry(&move |s| matches!(s, Step::BringImages { images, .. } if images == &[image])).id;
    let made = |role| move |s: &Step| matches!(s, Step::CreateContainer { container } | Step::RunContainer { container, .. } if container.role == role);
    let waits = |role| &on_registry(&made(role)).after;
    assert!(waits(ContainerRole::Consul).contains(&pull("hashicorp/consul:1.20")) && !waits(ContainerRole::Consul).contains(&pull("swarm:1.2.9")));
    assert!(waits(ContainerRole::Agent).contains(&pull("swarm:1.2.9")) && !waits(ContainerRole::Agent).contains(&pull("hashicorp/consul:1.20")));
}

#[test]
fn swarm_containers_are_made_while_consul_elects_and_start_only_then() {
    let plan = World::fresh(cluster(Orchestrator::Standalone)).init();
    let leader = plan.steps.iter().find(|s| matches!(s.step, Step::AwaitConsulLeader { .. })).expect("a step").id;
    let made: Vec<_> = plan.steps.iter().filter(|s| matches!(s.step, Step::CreateContainer { .. })).collect();
    let started: Vec<_> = plan.steps.iter().filter(|s| matches!(s.step, Step::StartContainer { .. })).collect();
    assert_eq!((made.len(), started.len()), (6, 6));
    assert!(made.iter().all(|s| !s.after.contains(&leader)));
    assert!(started.iter().zip(&made).all(|(start, make)| start.node == make.node && start.after.contains(&make.id) && start.after.contains(&leader)));
}

#[test]
fn a_container_that_is_replaced_runs_until_consul_has_a_leader() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.cluster.manager.strategy = swarmctl::model::Strategy::Binpack;
    let plan = world.init();
    let leader = plan.steps.iter().find(|s| matches!(s.step, Step::AwaitConsulLeader { .. })).expect("a step").id;
    let replaced = |s: &&swarmctl::model::PlannedStep| matches!(s.step, Step::RunContainer { replaces: Some(_), .. });
    assert!(plan.steps.iter().filter(replaced).all(|s| s.after.contains(&leader)) && plan.steps.iter().filter(replaced).count() == 2);
}

/// A node's first step of a kind.
fn step_of<'a>(plan: &'a Plan, at: &str, is: fn(&Step) -> bool) -> &'a PlannedStep {
    plan.steps.iter().find(|s| s.node == Some(name(at)) && is(&s.step)).expect("a step")
}

const ENGINE: fn(&Step) -> bool = |step| matches!(step, Step::ConfigureEngine { .. });
const RELOAD: fn(&Step) -> bool = |step| matches!(step, Step::BridgeEngine { .. });
const CONSUL: fn(&Step) -> bool = |step| matches!(step, Step::RunContainer { container, .. } if container.role == ContainerRole::Consul);

#[test]
fn a_new_consul_server_starts_before_any_engine_restarts_and_no_restart_needs_it() {
    let plan = World::fresh(cluster(Orchestrator::Standalone)).init();
    let (reload, consul, engine) = (step_of(&plan, "registry", RELOAD), step_of(&plan, "registry", CONSUL), step_of(&plan, "registry", ENGINE));
    assert!(consul.after.contains(&reload.id));
    assert_eq!(engine.behind, [consul.id]);
    assert!(!engine.after.contains(&consul.id));
    for other in ["manager-1", "worker-1", "worker-2"] {
        assert_eq!(step_of(&plan, other, ENGINE).behind, [consul.id], "{other}");
    }
}

/// What stands against something, and how it comes about.
type Hindrance<'a> = (&'a str, &'a dyn Fn(&mut World));

#[test]
fn a_head_start_needs_an_engine_that_takes_live_restore_over_by_a_reload() {
    let in_flags = |world: &mut World, flag: &str| {
        let unit = world.facts.get_mut(&name("registry")).expect("a node").unit.as_mut().expect("a unit");
        unit.text = unit.text.replace("-H fd://", &format!("-H fd:// {flag}"));
    };
    let against: [Hindrance; 4] = [
        ("live-restore as a flag", &|world| in_flags(world, "--live-restore=false")),
        ("registries as a flag", &|world| in_flags(world, "--insecure-registry=10.0.0.1:5000")),
        ("keys that may move the engine's data", &|world| drop(world.cluster.engine.config.insert("data-root".into(), "/data".into()))),
        ("live-restore, which is on already", &|world| world.engine_of("registry").live_restore = true),
    ];
    for (what, put_against) in against {
        let mut world = World::fresh(cluster(Orchestrator::Standalone));
        put_against(&mut world);
        assert!(!world.init().steps.iter().any(|s| RELOAD(&s.step)), "{what}");
    }
}

#[test]
fn without_a_head_start_engines_of_consul_s_servers_go_first_and_no_other_needs_them() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.engine_of("registry").live_restore = true;
    let plan = world.init();
    let first = step_of(&plan, "registry", ENGINE);
    assert!(first.behind.is_empty());
    for other in ["manager-1", "worker-1", "worker-2"] {
        assert_eq!(step_of(&plan, other, ENGINE).behind, [first.id]);
        assert!(!step_of(&plan, other, ENGINE).after.contains(&first.id));
    }
}

#[test]
fn a_reload_for_a_head_start_keeps_what_stands_and_adds_the_spec_s_registries() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.facts.get_mut(&name("registry")).expect("a node").daemon_json = Some(r#"{"log-driver": "journald", "insecure-registries": ["a:1"]}"#.into());
    world.cluster.engine.insecure_registries = vec!["b:2".into()];
    let plan = world.init();
    let Step::BridgeEngine { bridge } = &step_of(&plan, "registry", RELOAD).step else { unreachable!("chosen by its kind") };
    let bridge: serde_json::Value = serde_json::from_str(bridge.as_str()).expect("JSON");
    assert_eq!(bridge, serde_json::json!({ "log-driver": "journald", "insecure-registries": ["a:1", "b:2"], "live-restore": true }));
}

#[test]
fn swarm_containers_get_the_flags_that_the_real_one_takes() {
    let plan = World::fresh(cluster(Orchestrator::Standalone)).init();
    let on_manager = containers(&plan, "manager-1");
    let opts = "--discovery-opt kv.cacertfile=/server/current/ca.pem --discovery-opt kv.certfile=/server/current/cert.pem --discovery-opt kv.keyfile=/server/current/key.pem consul://10.0.0.12:8501";
    assert_eq!(on_manager[&ContainerRole::Agent].args.join(" "), format!("join --advertise 10.0.0.11:2376 --heartbeat 20s {opts}"));
    assert_eq!(
        on_manager[&ContainerRole::Manager].args.join(" "),
        format!(
            "manage --tlsverify --tlscacert /server/current/ca.pem --tlscert /server/current/cert.pem --tlskey /server/current/key.pem -H 0.0.0.0:3376 --strategy spread --replication --replication-ttl 20s --advertise 10.0.0.11:3376 --heartbeat 10s {opts}"
        )
    );
}

#[test]
fn all_join_a_swarm_at_once_when_it_is_made() {
    let mut wanted = cluster(Orchestrator::SwarmMode);
    wanted.nodes[2].roles = roles(&[Role::Manager]);
    let plan = World::fresh(wanted).init();
    let made = plan.steps.iter().find(|s| matches!(s.step, Step::SwarmInit { .. })).expect("a swarm").id;
    let joins: Vec<_> = plan.steps.iter().filter(|s| matches!(s.step, Step::SwarmJoin { .. })).collect();
    assert_eq!(joins.len(), 3);
    for join in &joins {
        assert!(join.after.contains(&made));
        assert!(joins.iter().all(|other| !join.after.contains(&other.id)));
    }
}

#[test]
fn a_node_joins_the_swarm_as_available_as_the_spec_wants_it() {
    let mut wanted = cluster(Orchestrator::SwarmMode);
    wanted.nodes[2].availability = Availability::Drain;
    let mut world = World::fresh(wanted);
    let plan = world.init();
    assert!(plan.steps.iter().all(|s| !matches!(s.step, Step::SetSwarmNode { .. })), "what joins as it is to be is not set again");
    world.carry_out(&plan);
    assert_eq!(world.swarm.iter().map(|line| line.availability.as_str()).collect::<Vec<_>>(), ["active", "active", "drain", "active"]);
}

#[test]
fn the_maker_of_a_swarm_is_drained_before_anything_else_joins() {
    let mut wanted = cluster(Orchestrator::SwarmMode);
    wanted.nodes[0].availability = Availability::Drain;
    assert!(pending(&World::fresh(wanted).init()).contains(&"manager-1: be `drain` in the swarm".to_owned()));
}

#[test]
fn a_changed_availability_or_label_is_all_that_is_planned_for_a_node_of_the_swarm() {
    let mut world = World::settled(cluster(Orchestrator::SwarmMode));
    world.cluster.nodes[2].availability = Availability::Drain;
    world.cluster.nodes[3].labels.insert("disk".into(), "ssd".into());
    let planned = world.init();
    assert_eq!(
        pending(&planned),
        ["worker-1: be `drain` in the swarm (it is `active`)", "worker-2: be `active` in the swarm, with the labels `disk=ssd` (its labels differ)"]
    );
    world.carry_out(&planned);
    assert_eq!(pending(&world.init()), Vec::<String>::new());
    world.cluster.nodes[3].labels.clear();
    assert_eq!(pending(&world.init()), ["worker-2: be `active` in the swarm (its labels differ)"]);
}

#[test]
fn a_label_that_somebody_else_gave_a_node_is_nothing_to_do() {
    let mut world = World::settled(cluster(Orchestrator::SwarmMode));
    world.swarm[1].labels.insert("by-hand".into(), "1".into());
    world.tell_managers();
    assert_eq!(pending(&world.init()), Vec::<String>::new());
}

#[test]
fn an_even_number_of_managers_is_warned_of_where_it_comes_about() {
    let mut world = World::fresh(cluster(Orchestrator::SwarmMode));
    let plan = world.init();
    assert_eq!(plan.warnings, ["2 managers bear the loss of none, as 1 would: take an odd number"]);
    world.carry_out(&plan);
    assert_eq!(world.init().warnings, Vec::<String>::new());
    world.cluster.nodes[2].roles = roles(&[Role::Manager]);
    assert_eq!(World::fresh(world.cluster).init().warnings, Vec::<String>::new());
}

#[test]
fn the_keys_of_a_plan_for_programs_are_camel_case() {
    let mut found = Vec::new();
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        let plan = World::fresh(cluster(orchestrator)).init();
        keys(&serde_json::to_value(&plan).expect("a plan is JSON"), &mut found);
    }
    assert!(found.contains(&"daemonJson".to_owned()), "{found:?}");
    assert_eq!(found.into_iter().filter(|key| key.contains(['_', '-'])).collect::<Vec<_>>(), Vec::<String>::new());
}

fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                found.push(key.clone());
                keys(value, found);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}
