//! Preflight: everything that stands against touching a node, in one go.

use swarmctl::model::{
    Access, ApiVersion, EngineState, Exit, Failure, InitSystem, InstallPolicy, Listener, Need, NodeFacts, Orchestrator, Os, Step, SwarmMembership,
};
use swarmctl::plan::{Looked, preflight};

use crate::fixtures::{World, cluster, name, workload};

fn problems_of(world: &World) -> Vec<Failure> {
    let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    preflight(&world.cluster, &world.stored, &looked)
}

/// The problems of a standalone cluster whose manager-1 differs.
fn problems_with(change: impl Fn(&mut NodeFacts)) -> Vec<String> {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    change(world.node("manager-1"));
    problems_of(&world).into_iter().map(|p| p.cause).collect()
}

fn engine(facts: &mut NodeFacts) -> &mut swarmctl::model::EngineFacts {
    match &mut facts.engine {
        EngineState::Answers(engine) => engine,
        other => panic!("no engine: {other:?}"),
    }
}

#[test]
fn fresh_and_settled_nodes_may_be_touched() {
    for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
        assert_eq!(problems_of(&World::fresh(cluster(orchestrator))), []);
        assert_eq!(problems_of(&World::settled(cluster(orchestrator))), []);
    }
}

#[test]
fn each_fault_is_named() {
    type Change = fn(&mut NodeFacts);
    let table: [(Change, &str); 15] = [
        (|f| f.access = Access::SudoPassword, "sudo asks for a password"),
        (|f| f.access = Access::NoSudo, "the login is not root's and may not use sudo"),
        (|f| f.init = InitSystem::Other("runit".into()), "the host is run by `runit`, not by systemd"),
        (|f| f.clock_skew_ms = -86_400_000, "its clock is 86400 s behind this machine's; certificates would not be valid yet, or not any more"),
        (|f| f.disk.etc = 0, "the disk that holds /etc is full (0 KiB left)"),
        (|f| f.disk.engine_root = 5 << 20, "the disk that holds the engine's images is full (5 MiB left)"),
        (|f| f.engine = EngineState::Silent { reason: "no socket".into() }, "its engine is installed but does not answer: no socket"),
        (|f| engine(f).api = ApiVersion::new(1, 18), "its engine 20.10.24 speaks API 1.18 at most; at least 1.24 is needed"),
        (|f| f.unit = None, "its engine is not run by a systemd unit named docker.service"),
        (|f| f.daemon_json = Some("{".into()), "its /etc/docker/daemon.json cannot be read: EOF while parsing an object at line 1 column 1"),
        (|f| f.daemon_json = Some(r#"{"tlscert":"/etc/docker/cert.pem"}"#.into()), "its engine serves TLS already, with /etc/docker/cert.pem"),
        (|f| f.listeners.push(Listener { port: 3376, process: Some("nginx".into()) }), "port 3376, which the manager needs, is taken by `nginx`"),
        (|f| f.listeners.push(Listener { port: 2376, process: None }), "port 2376, which the engine's TLS needs, is taken by `another program`"),
        (|f| f.member_of = Some("prod".into()), "the host belongs to cluster `prod`"),
        (
            |f| {
                let mut other = workload();
                other.name = "swarmctl-agent".into();
                engine(f).containers.push(other);
            },
            "a container named `swarmctl-agent` is there and is not this cluster's",
        ),
    ];
    for (change, cause) in table {
        assert_eq!(problems_with(change), [cause]);
    }
}

#[test]
fn every_problem_has_a_hint() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.node("manager-1").clock_skew_ms = 1 << 40;
    world.node("worker-1").disk.etc = 0;
    assert!(problems_of(&world).iter().all(|p| p.hint.is_some() && p.node.is_some()));
}

#[test]
fn problems_of_all_nodes_are_told_together() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    for at in ["worker-1", "worker-2"] {
        world.node(at).clock_skew_ms = 100_000;
        world.node(at).disk.etc = 0;
    }
    assert_eq!(problems_of(&world).len(), 4);
}

#[test]
fn sudo_that_is_missing_counts_as_unreachable() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.node("worker-1").access = Access::NoSudo;
    assert_eq!(problems_of(&world)[0].exit, Exit::Unreachable);
}

#[test]
fn one_machine_under_two_names_is_refused() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.node("worker-2").machine_id = world.facts[&name("worker-1")].machine_id.clone();
    assert_eq!(problems_of(&world)[0].cause, "it is the same machine as node `worker-1` (one /etc/machine-id)");
}

#[test]
fn an_engine_is_installed_only_where_its_package_is_known() {
    let absent = |f: &mut NodeFacts| (f.engine, f.unit) = (EngineState::Absent, None);
    assert_eq!(problems_with(absent), Vec::<String>::new());
    let fedora = |f: &mut NodeFacts| {
        absent(f);
        f.os = Os { id: "fedora".into(), version: "41".into(), pretty: "Fedora Linux 41".into() };
    };
    assert_eq!(problems_with(fedora), ["it has no Docker Engine, and swarmctl installs one only on Debian and Ubuntu, not on `Fedora Linux 41`"]);
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.cluster.engine.install = InstallPolicy::Never;
    absent(world.node("manager-1"));
    assert_eq!(problems_of(&world)[0].cause, "it has no Docker Engine, and the spec says `install: never`");
}

#[test]
fn an_engine_in_a_swarm_is_left_alone() {
    let active = SwarmMembership::Active { cluster_id: None, node_id: "n".into(), manager: false, remotes: Vec::new() };
    let problems = problems_with(|f| engine(f).swarm = active.clone());
    assert_eq!(problems, ["its engine is in a swarm; standalone needs live-restore, which cannot be combined with that"]);
    let mut world = World::fresh(cluster(Orchestrator::SwarmMode));
    world.engine_of("worker-1").swarm = active;
    assert_eq!(problems_of(&world)[0].cause, "its engine is in a swarm already");
}

fn in_swarm(cluster_id: Option<&str>, node_id: &str) -> SwarmMembership {
    SwarmMembership::Active { cluster_id: cluster_id.map(str::to_owned), node_id: node_id.into(), manager: cluster_id.is_some(), remotes: Vec::new() }
}

#[test]
fn a_node_of_the_cluster_that_is_in_another_swarm_is_refused_with_the_command_that_leaves_it() {
    let mut world = World::settled(cluster(Orchestrator::SwarmMode));
    assert_eq!(problems_of(&world), []);
    world.engine_of("worker-1").swarm = in_swarm(None, "stranger");
    world.engine_of("registry").swarm = in_swarm(Some("other"), "strange-manager");
    world.engine_of("registry").swarm_nodes.clear();
    world.engine_of("manager-1").swarm = in_swarm(Some("own"), "manager-1");
    let told: Vec<_> = problems_of(&world).into_iter().map(|p| (p.cause, p.hint.expect("a hint"))).collect();
    let problem = |leave: &str| {
        let hint = format!("if that swarm does not need it any more: `{leave}` on the host, then run the command again");
        ("its engine is in another swarm than `manager-1`".to_owned(), hint)
    };
    assert_eq!(told, [problem("docker swarm leave --force"), problem("docker swarm leave")]);
}

#[test]
fn a_host_that_somebody_brought_into_the_cluster_s_swarm_is_kept_in_it() {
    let mut world = World::settled(cluster(Orchestrator::SwarmMode));
    let fresh = crate::fixtures::fresh(&world.cluster.nodes[2]);
    let swarm = world.engine_of("worker-1").swarm.clone();
    *world.node("worker-1") = fresh;
    world.engine_of("worker-1").swarm = swarm;
    assert_eq!(problems_of(&world), []);
    assert!(world.init().steps.iter().any(|s| s.node == Some(name("worker-1")) && matches!(s.step, Step::SwarmJoin { .. }) && s.need == Need::Kept));
}

#[test]
fn a_host_of_a_cluster_with_another_ca_is_refused_even_if_the_name_is_the_same() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    let other = World::settled(cluster(Orchestrator::Standalone)).stored.ca_pem.expect("a CA");
    world.node("worker-1").leaf.as_mut().expect("a leaf").ca_pem = other;
    assert_eq!(problems_of(&world)[0].cause, "the host belongs to another cluster that is also named `lab`: its CA is not in this store");
}

#[test]
fn a_host_that_a_change_of_the_ca_did_not_reach_yet_is_the_cluster_s() {
    let mut begun = World::settled(cluster(Orchestrator::Standalone));
    begun.begin_rotation();
    assert_eq!(problems_of(&begun), []);
    let mut replaced = World::settled(cluster(Orchestrator::Standalone));
    replaced.stored.former_cas_pem = replaced.stored.ca_pem.take().expect("a CA");
    replaced.stored.ca_pem = World::settled(cluster(Orchestrator::Standalone)).stored.ca_pem;
    assert_eq!(problems_of(&replaced), []);
}
