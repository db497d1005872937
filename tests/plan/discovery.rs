//! Discovery without a Consul of swarmctl's own: by a list, by a store of somebody else; and the change from one to another.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use swarmctl::model::{Cluster, ContainerRole, Discovery, Explain as _, ExternalStore, Failure, Orchestrator, Role, Step, StoreFiles};
use swarmctl::plan::{Looked, Renew, Rotation, may_fail_over, preflight, rotate};
use time::Duration;

use crate::fixtures::{World, cluster, containers, lines, name, pending, roles};

/// A manager and three workers, one of them out of the pool, without a store.
fn by_list() -> Cluster {
    let mut cluster = cluster(Orchestrator::Standalone);
    cluster.discovery = Discovery::Static;
    cluster.nodes[0].roles.clear();
    cluster.nodes[1].roles = roles(&[Role::Manager]);
    cluster.nodes[3].availability = swarmctl::model::Availability::Drain;
    cluster
}

/// Two managers and two workers with a store of somebody else.
fn by(url: &str) -> Cluster {
    let mut cluster = cluster(Orchestrator::Standalone);
    cluster.nodes[1].roles = roles(&[Role::Manager]);
    cluster.discovery = Discovery::External(ExternalStore { url: url.parse().expect("a URL"), tls: None });
    cluster
}

fn by_consul_with_files() -> Cluster {
    let mut cluster = by("consul://10.9.9.9:8501/blue");
    if let Discovery::External(store) = &mut cluster.discovery {
        store.tls = Some(StoreFiles { ca: "ca.pem".into(), cert: "cert.pem".into(), key: "key.pem".into() });
    }
    cluster
}

fn hashes(of_key: &str) -> BTreeMap<String, String> {
    [("ca.pem", "hash-of-ca"), ("cert.pem", "hash-of-cert"), ("key.pem", of_key)].map(|(name, hash)| (name.to_owned(), hash.to_owned())).into()
}

fn fresh(cluster: Cluster) -> World {
    let mut world = World::fresh(cluster);
    if world.cluster.external_store().is_some_and(|store| store.tls.is_some()) {
        world.stored.store_files = hashes("hash-of-key");
    }
    world
}

fn settled(cluster: Cluster) -> World {
    let mut world = fresh(cluster);
    world.carry_out(&world.init());
    world
}

/// The same nodes after their spec's discovery changed.
fn changed(mut world: World, to: Cluster) -> World {
    world.stored.store_files = fresh(to.clone()).stored.store_files;
    world.cluster = to;
    world
}

fn on<'a>(planned: &'a [String], node: &str) -> Vec<&'a str> {
    let prefix = format!("{node}: ");
    planned.iter().filter_map(|line| line.strip_prefix(&prefix)).collect()
}

#[test]
fn with_a_list_one_manager_runs_and_nothing_else() {
    assert_snapshot!(lines(&World::fresh(by_list()).init()));
}

#[test]
fn the_list_is_of_the_pools_engines_and_the_manager_is_not_told_of_an_election() {
    let plan = World::fresh(by_list()).init();
    let made = containers(&plan, "registry");
    assert_eq!(made[&ContainerRole::Manager].args.last().map(String::as_str), Some("nodes://10.0.0.11:2376,10.0.0.12:2376,10.0.0.13:2376"));
    assert!(!made[&ContainerRole::Manager].args.iter().any(|arg| arg.starts_with("--replication") || arg == "--advertise" || arg == "--discovery-opt"));
    let start = plan.steps.iter().find(|s| matches!(s.step, Step::StartContainer { .. })).expect("a start");
    let awaited = start.after.iter().filter(|id| matches!(plan.steps[id.0].step, Step::ConfigureEngine { .. })).count();
    assert_eq!(awaited, 3, "an engine that does not answer yet is asked again much later");
}

#[test]
fn a_node_more_in_the_pool_gives_the_manager_another_list() {
    let mut world = settled(by_list());
    world.cluster.nodes[3].availability = swarmctl::model::Availability::Active;
    assert_eq!(pending(&world.init()), ["registry: replace swarmctl-manager (`swarm:1.2.9`) (its configuration differs)"]);
}

#[test]
fn a_store_with_files_gets_them_on_every_node_before_its_containers() {
    assert_snapshot!(lines(&fresh(by_consul_with_files()).init()));
}

#[test]
fn containers_read_the_stores_files_and_are_told_of_them() {
    let plan = fresh(by_consul_with_files()).init();
    for (role, container) in containers(&plan, "registry") {
        let args = container.args.join(" ");
        let wanted = "--discovery-opt kv.cacertfile=/discovery/ca.pem --discovery-opt kv.certfile=/discovery/cert.pem --discovery-opt kv.keyfile=/discovery/key.pem consul://10.9.9.9:8501/blue";
        assert!(args.ends_with(wanted), "{role:?}: {args}");
        assert!(container.mounts.iter().any(|m| m.target == "/discovery" && !m.writable), "{role:?}");
        assert_eq!(container.inputs, hashes("hash-of-key"), "{role:?}");
    }
}

#[test]
fn a_store_without_files_is_spoken_to_plainly() {
    let plan = fresh(by("etcd://10.9.9.8:2379,10.9.9.9:2379")).init();
    let agent = containers(&plan, "worker-1")[&ContainerRole::Agent].args.join(" ");
    assert_eq!(agent, "join --advertise 10.0.0.13:2376 --heartbeat 20s etcd://10.9.9.8:2379,10.9.9.9:2379");
    assert!(!plan.steps.iter().any(|s| matches!(s.step, Step::WriteStoreFiles { .. })));
}

#[test]
fn a_second_init_has_nothing_to_do_and_a_cut_is_finished() {
    for wanted in [by_list(), by_consul_with_files(), by("zk://10.9.9.9:2181")] {
        assert_eq!(pending(&settled(wanted.clone()).init()), Vec::<String>::new());
        let steps = fresh(wanted.clone()).init().pending().count();
        for cut in 0..steps {
            let mut world = fresh(wanted.clone());
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
fn other_files_replace_what_reads_them() {
    let mut world = settled(by_consul_with_files());
    world.stored.store_files = hashes("hash-of-another-key");
    assert_eq!(
        on(&pending(&world.init()), "worker-1"),
        [
            "write the certificate and the key for the discovery store (they differ from the spec's)",
            "replace swarmctl-agent (`swarm:1.2.9`) (its configuration differs)",
        ]
    );
}

#[test]
fn the_consul_of_before_goes_when_no_container_uses_it_any_more() {
    for to in [by_list(), by_consul_with_files()] {
        let mut world = settled(cluster(Orchestrator::Standalone));
        world.engine_of("registry").volumes.push("swarmctl-consul".to_owned());
        let mut world = changed(world, to);
        let plan = world.init();
        let removed = plan.steps.iter().find(|s| matches!(s.step, Step::RemoveContainer { role: ContainerRole::Consul, .. })).expect("Consul goes");
        let moves = |s: &&swarmctl::model::PlannedStep| {
            s.need != swarmctl::model::Need::Kept
                && matches!(&s.step, Step::RunContainer { .. } | Step::RemoveContainer { role: ContainerRole::Agent | ContainerRole::Manager, .. })
        };
        assert!(plan.steps.iter().filter(moves).all(|s| removed.after.contains(&s.id)), "{}", lines(&plan));
        let planned = pending(&plan);
        let last: Vec<_> = on(&planned, "registry").into_iter().filter(|line| line.starts_with("remove ") && line.contains("onsul")).collect();
        assert_eq!(
            last,
            [
                "remove swarmctl-consul (swarmctl runs no Consul here any more)",
                "remove volume `swarmctl-consul` (swarmctl runs no Consul here any more)",
                "remove Consul's configuration (swarmctl runs no Consul here any more)",
            ]
        );
        world.carry_out(&plan);
        assert_eq!(pending(&world.init()), Vec::<String>::new());
    }
}

#[test]
fn discovery_can_change_to_anything_and_back() {
    let ways = [cluster(Orchestrator::Standalone), by_list(), by_consul_with_files(), by("etcd://10.9.9.9:2379")];
    for from in &ways {
        for to in &ways {
            let mut world = changed(settled(from.clone()), to.clone());
            world.carry_out(&world.init());
            assert_eq!(pending(&world.init()), Vec::<String>::new());
            let fresh = settled(to.clone());
            let kept = |world: &World| -> Vec<_> {
                world.facts.values().map(|f| (f.consul_files.clone(), f.store_files.clone(), f.engine.facts().map(|e| e.containers.len()))).collect()
            };
            assert_eq!(kept(&world), kept(&fresh), "nothing of before is left");
        }
    }
}

#[test]
fn a_store_that_a_node_does_not_reach_is_a_problem_unless_another_endpoint_is_reached() {
    let problems = |url: &str, unreached: &[(&str, &str)]| -> Vec<Failure> {
        let mut world = World::fresh(by(url));
        world.node("worker-1").unreached = unreached.iter().map(|(at, why)| ((*at).to_owned(), (*why).to_owned())).collect();
        let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
        preflight(&world.cluster, &world.stored, &looked)
    };
    let refused = ("10.9.9.9:2379", "Connection refused");
    let told = problems("etcd://10.9.9.9:2379", &[refused]);
    assert_eq!(
        told.iter().map(|p| (p.node.clone(), p.cause.as_str())).collect::<Vec<_>>(),
        [(Some(name("worker-1")), "it does not reach the discovery store at 10.9.9.9:2379: Connection refused")]
    );
    assert_eq!(problems("etcd://10.9.9.8:2379,10.9.9.9:2379", &[refused]), []);
    let mut world = World::fresh(by("etcd://10.9.9.9:2379"));
    world.cluster.nodes[2].availability = swarmctl::model::Availability::Drain;
    world.node("worker-1").unreached = [(refused.0.to_owned(), refused.1.to_owned())].into();
    let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    assert_eq!(preflight(&world.cluster, &world.stored, &looked), [], "nothing of Swarm's runs on a worker that is out of the pool");
}

#[test]
fn the_primary_is_not_moved_where_its_lock_is_not_swarmctls() {
    let refusal = |cluster: &Cluster| {
        let error = may_fail_over(cluster, None).expect_err("it is refused");
        (error.to_string(), error.hint().unwrap_or_default(), error.exit().code())
    };
    assert_eq!(
        refusal(&by("consul://10.9.9.9:8501")),
        (
            "the managers elect their primary in a store that is not swarmctl's own (consul://10.9.9.9:8501), and nothing is changed there".to_owned(),
            "`docker stop swarmctl-manager` on the primary's node (`swarmctl version` shows it): another manager follows within 20 s, and `swarmctl init` starts the stopped one again".to_owned(),
            2
        )
    );
    assert_eq!(refusal(&by_list()).0, "with `discovery: static` the cluster has one manager, and no other could be the primary");
}

#[test]
fn certificates_rotate_without_a_move_of_the_primary_and_it_is_said() {
    let mut world = settled(by("consul://10.9.9.9:8501"));
    world.now += Duration::hours(1);
    let primary = name("registry");
    let rotation = Rotation { nodes: None, renew: Renew::IssuedBefore(world.now), workers_at_once: 1, primary: Some(&primary) };
    let plan = rotate(world.inputs(), rotation).expect("a plan");
    assert!(!plan.steps.iter().any(|s| matches!(s.step, Step::Failover { .. })));
    assert_eq!(
        plan.warnings,
        ["registry: the store is not swarmctl's own, so the primary is not moved first: managers answer again when its lock has ended, up to 20 s later"]
    );
}

#[test]
fn a_node_on_a_list_is_well_again_when_the_manager_has_it_as_healthy() {
    let mut world = settled(by_list());
    world.now += Duration::hours(1);
    let rotation = Rotation { nodes: None, renew: Renew::IssuedBefore(world.now), workers_at_once: 1, primary: None };
    let plan = rotate(world.inputs(), rotation).expect("a plan");
    let checks = plan.steps.iter().filter_map(|s| match &s.step {
        Step::CheckNode { check } => Some((s.node.as_ref().map_or("", |n| n.as_str()), check.listed_as.as_deref())),
        _ => None,
    });
    let checks: BTreeMap<_, _> = checks.collect();
    assert_eq!(checks["worker-1"], Some("10.0.0.13:2376"));
    assert_eq!(checks["worker-2"], None, "it is out of the pool");
}

#[test]
fn a_consul_of_somebody_else_must_allow_short_sessions() {
    let mut wanted = by("consul://10.9.9.9:8501");
    wanted.manager.replication_ttl = std::time::Duration::from_secs(5);
    let said = "`manager.replicationTtl` of 5 s asks the store for sessions of 2.5 s: its `session_ttl_min` must allow them (10s by default)";
    assert_eq!(World::fresh(wanted).init().warnings, [said]);
}

#[test]
fn consul_s_last_server_may_go_where_another_discovery_takes_its_place() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.cluster = by_list();
    let looked = world.facts.iter().map(|(name, facts)| (name.clone(), Ok(facts.clone()))).collect();
    assert_eq!(preflight(&world.cluster, &world.stored, &looked), []);
}
