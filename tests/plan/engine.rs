//! Engines: what stands in daemon.json and in the unit is kept, and running containers outlive the change.

use serde_json::{Value, json};
use swarmctl::model::{ApiVersion, Orchestrator};

use crate::fixtures::{World, cluster, engine_change, workload};

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn what_stands_in_daemon_json_is_kept_and_swarmctls_keys_are_added() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.node("worker-1").daemon_json = Some(r#"{"log-driver":"journald","hosts":["unix:///run/other.sock"],"labels":["rack=7"]}"#.into());
    world.cluster.nodes[2].labels.insert("disk".into(), "ssd".into());
    let change = engine_change(&world.init(), "worker-1");
    assert_eq!(
        parse(&change.daemon_json),
        json!({
            "log-driver": "journald",
            "hosts": ["unix:///run/other.sock", "fd://", "tcp://0.0.0.0:2376"],
            "labels": ["rack=7", "disk=ssd"],
            "live-restore": true,
            "tls": true,
            "tlsverify": true,
            "tlscacert": "/etc/swarmctl/tls/current/ca.pem",
            "tlscert": "/etc/swarmctl/tls/current/cert.pem",
            "tlskey": "/etc/swarmctl/tls/current/key.pem",
        })
    );
}

#[test]
fn running_containers_get_live_restore_by_a_reload_before_the_restart() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.engine_of("worker-1").containers.push(workload());
    world.node("worker-1").daemon_json = Some(r#"{"debug":true}"#.into());
    let change = engine_change(&world.init(), "worker-1");
    assert_eq!(change.bridge.as_deref().map(parse), Some(json!({"debug": true, "live-restore": true})));
    assert_eq!(change.settled, None);
}

#[test]
fn in_swarm_mode_live_restore_goes_again_by_a_reload_after_the_restart() {
    let mut world = World::fresh(cluster(Orchestrator::SwarmMode));
    world.engine_of("worker-1").containers.push(workload());
    let change = engine_change(&world.init(), "worker-1");
    assert_eq!(parse(&change.daemon_json)["live-restore"], json!(true));
    assert_eq!(parse(change.settled.as_deref().expect("a settled file"))["live-restore"], json!(false));
}

#[test]
fn swarm_mode_says_that_it_switches_live_restore_off() {
    let mut world = World::fresh(cluster(Orchestrator::SwarmMode));
    world.engine_of("worker-1").live_restore = true;
    assert_eq!(world.init().warnings[0], "worker-1: live-restore is switched off, because it cannot be combined with swarm mode");
}

#[test]
fn an_engine_whose_lowest_api_is_too_high_for_swarm_has_it_lowered_and_keeps_it() {
    let mut world = World::fresh(cluster(Orchestrator::Standalone));
    world.engine_of("worker-1").min_api = ApiVersion::new(1, 44);
    world.engine_of("worker-1").api = ApiVersion::new(1, 52);
    let plan = world.init();
    let drop_in = engine_change(&plan, "worker-1").drop_in.expect("a drop-in");
    assert_eq!(
        drop_in,
        "# Written by swarmctl; `swarmctl destroy` removes it.\n[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock\nEnvironment=DOCKER_MIN_API_VERSION=1.24\n"
    );
    world.carry_out(&plan);
    world.engine_of("worker-1").min_api = ApiVersion::new(1, 24);
    assert!(world.init().is_settled());
}

#[test]
fn a_daemon_json_that_somebody_edited_is_brought_back() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.node("worker-1").daemon_json = Some("{}".into());
    let planned = crate::fixtures::pending(&world.init());
    assert_eq!(planned, ["worker-1: configure and restart the engine (TLS on 2376, live-restore) (its configuration differs)"]);
}
