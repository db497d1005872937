//! Standalone clusters without a Consul of swarmctl's own: what is checked there, and what is told of a store.

use swarmctl::model::{Check, Discovery, EndpointKind, ExternalStore, Role, Severity};
use swarmctl::verify::is_assembled;

use super::clear_sky::Sky;
use super::{Weather, assert_told, name};

/// A manager that has a list of the nodes, which have no agents.
fn by_list() -> Sky {
    let mut sky = Sky::standalone();
    sky.cluster.discovery = Discovery::Static;
    sky.cluster.nodes[0].roles.clear();
    sky.cluster.nodes[1].roles.remove(&Role::Discovery);
    sky.seen.managers.retain(|view| view.node == name("registry"));
    sky.seen.endpoints.retain(|probe| probe.kind == EndpointKind::Engine || (probe.kind == EndpointKind::Manager && probe.node == name("registry")));
    sky.seen.consul_leader = None;
    sky.manager("registry").running = Ok(vec!["beta/swarmctl-manager".to_owned()]);
    sky
}

fn by_store() -> Sky {
    let mut sky = Sky::standalone();
    sky.cluster.discovery = Discovery::External(ExternalStore { url: "etcd://10.9.9.9:2379/blue".parse().unwrap(), tls: None });
    sky.cluster.nodes[1].roles.remove(&Role::Discovery);
    sky.seen.endpoints.retain(|probe| probe.kind != EndpointKind::Consul);
    sky.seen.consul_leader = None;
    sky
}

fn lines(sky: &Sky, checks: &[Check]) -> String {
    let report = sky.verify();
    assert_eq!(report.worst(), Severity::Ok, "{report:#?}");
    let lines = report.findings.iter().filter(|f| checks.contains(&f.check));
    lines.map(|f| format!("{:<9} {:<9} {}", f.check.as_str(), f.node.as_ref().map_or("", |n| n.as_str()), f.message)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_list_is_said_to_be_one_and_no_agents_are_missed() {
    let sky = by_list();
    insta::assert_snapshot!(lines(&sky, &[Check::Info, Check::Ps, Check::Discovery]), @r"
    info      registry  primary
    info      registry  4 of 4 nodes Healthy
    ps        registry  1 containers
    discovery           static: the manager has a list of 4 nodes
    ");
    assert!(is_assembled(&sky.cluster, &sky.seen));
}

#[test]
fn a_store_of_somebody_else_is_named_and_no_consul_is_looked_for() {
    let sky = by_store();
    insta::assert_snapshot!(lines(&sky, &[Check::Info, Check::Ps, Check::Discovery]), @r"
    info      registry  primary, named by `manager-1`
    info      manager-1 4 of 4 nodes Healthy
    info      registry  4 of 4 nodes Healthy
    ps        manager-1 4 containers, an agent on each of 4 nodes
    ps        registry  4 containers, an agent on each of 4 nodes
    discovery           the store is etcd://10.9.9.9:2379/blue, which is not swarmctl's own
    ");
    assert!(is_assembled(&sky.cluster, &sky.seen));
}

const OF_LISTS: &[Weather] = &[Weather {
    name: "a node that is not on the list",
    fault: |sky| sky.manager("registry").pool.as_mut().unwrap().retain(|line| line.address != "10.0.0.13:2376"),
    check: Check::Info,
    at: Some("worker-1"),
    says: "not in the pool at `registry`: the manager was started with another list of nodes",
    hint: "run `swarmctl init` again",
}];

const OF_STORES: &[Weather] = &[
    Weather {
        name: "a store that managers cannot use",
        fault: |sky| {
            for view in &mut sky.seen.managers {
                (view.role, view.primary) = (Some("replica".to_owned()), Some(String::new()));
            }
        },
        check: Check::Discovery,
        at: None,
        says: "no manager sees a primary in the store etcd://10.9.9.9:2379/blue",
        hint: "see that the store is up, and that it lets the nodes in and their keys be written; `docker logs swarmctl-manager` on a manager has its answers",
    },
    Weather {
        name: "managers without a primary for that reason",
        fault: |sky| sky.seen.managers.iter_mut().for_each(|view| (view.role, view.primary) = (Some("replica".to_owned()), None)),
        check: Check::Info,
        at: None,
        says: "no manager is primary: no manager sees a primary in the store etcd://10.9.9.9:2379/blue",
        hint: "an election takes up to 20 s: run `swarmctl verify` again then; after that, run `swarmctl init` again",
    },
    Weather {
        name: "an agent that has not registered",
        fault: |sky| sky.seen.managers.iter_mut().for_each(|view| view.pool.as_mut().unwrap().retain(|line| line.address != "10.0.0.13:2376")),
        check: Check::Info,
        at: Some("worker-1"),
        says: "not in the pool at `manager-1`, `registry`: its agent runs, but has not registered with etcd://10.9.9.9:2379/blue",
        hint: "open the way from it to the store, and see that the store lets it write; `docker logs swarmctl-agent` there says more",
    },
];

#[test]
fn what_goes_wrong_without_a_consul_is_told_with_its_cause() {
    assert_told(by_list, OF_LISTS, Severity::Error);
    assert_told(by_store, OF_STORES, Severity::Error);
}
