//! A standalone cluster as a whole.

use swarmctl::model::{Check, Deployment, EndpointKind, Observations, Severity};
use swarmctl::verify::is_assembled;

use super::clear_sky::Sky;
use super::name;

#[test]
fn in_a_healthy_cluster_every_check_says_what_it_saw() {
    let mut sky = Sky::standalone();
    let container = |node: &str, container: &str| Deployment { node: node.to_owned(), container: container.to_owned() };
    sky.seen.deployed = Some(Ok(vec![container("alpha", "t1"), container("gamma", "t2"), container("gamma", "t3")]));
    let report = sky.verify();
    assert_eq!(report.worst(), Severity::Ok);
    let lines: Vec<_> =
        report.findings.iter().map(|f| format!("{:<11} {:<9} {}", f.check.as_str(), f.node.as_ref().map_or("", |n| n.as_str()), f.message)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    version     manager-1 swarm/1.2.9, API 1.30 at 10.0.0.11:3376
    version     registry  swarm/1.2.9, API 1.30 at 10.0.0.12:3376
    info        registry  primary, named by `manager-1`
    info        manager-1 4 of 4 nodes Healthy
    info        registry  4 of 4 nodes Healthy
    ps          manager-1 4 containers, an agent on each of 4 nodes
    ps          registry  4 containers, an agent on each of 4 nodes
    certificate manager-1 engine certificate of the cluster CA names 10.0.0.11, 213 days left
    certificate registry  engine certificate of the cluster CA names 10.0.0.12, 213 days left
    certificate worker-1  engine certificate of the cluster CA names 10.0.0.13, 213 days left
    certificate worker-2  engine certificate of the cluster CA names 203.0.113.14, 213 days left
    certificate manager-1 manager certificate of the cluster CA names 10.0.0.11, 213 days left
    certificate registry  manager certificate of the cluster CA names 10.0.0.12, 213 days left
    certificate registry  consul certificate of the cluster CA names 10.0.0.12, 213 days left
    refusal     manager-1 engine refuses plain and certificate-less connections
    refusal     registry  engine refuses plain and certificate-less connections
    refusal     worker-1  engine refuses plain and certificate-less connections
    refusal     worker-2  engine refuses plain and certificate-less connections
    refusal     manager-1 manager refuses plain and certificate-less connections
    refusal     registry  manager refuses plain and certificate-less connections
    refusal     registry  consul refuses plain and certificate-less connections
    engine      manager-1 engine 20.10.24, API 1.12 to 1.41
    engine      registry  engine 20.10.24, API 1.12 to 1.41
    engine      worker-1  engine 20.10.24, API 1.12 to 1.41
    engine      worker-2  engine 20.10.24, API 1.12 to 1.41
    discovery             Consul's leader is 10.0.0.12:8300
    deploy                3 containers ran and were removed: 1 on `manager-1`, 2 on `worker-1`
    ");
}

#[test]
fn a_dead_engine_is_not_told_again_as_a_missing_certificate() {
    let mut sky = Sky::standalone();
    sky.engine_fails("worker-1", "Connection refused (os error 111)");
    let report = sky.verify();
    let told = report.findings.iter().filter(|f| f.severity == Severity::Error && f.node == Some(name("worker-1"))).map(|f| f.check);
    assert_eq!(told.collect::<Vec<_>>(), [Check::Engine]);
}

#[test]
fn a_manager_that_does_not_answer_is_not_asked_about_nodes() {
    let mut sky = Sky::standalone();
    let view = sky.manager("manager-1");
    (view.version, view.pool, view.running) = (Err("no".to_owned()), Err("no".to_owned()), Err("no".to_owned()));
    let report = sky.verify();
    assert!(report.findings.iter().all(|f| !(matches!(f.check, Check::Info | Check::Ps) && f.severity == Severity::Error)));
}

#[test]
fn a_manager_alone_is_primary_without_replicas() {
    let mut sky = Sky::standalone();
    sky.cluster.nodes[0].roles.clear();
    sky.seen.managers.retain(|view| view.node == name("registry"));
    sky.seen.endpoints.retain(|probe| !(probe.node == name("manager-1") && probe.kind == EndpointKind::Manager));
    let report = sky.verify();
    assert_eq!(report.worst(), Severity::Ok);
    assert!(report.findings.iter().any(|f| f.message == "primary"));
}

#[test]
fn a_cluster_has_come_together_when_every_manager_lists_every_agent() {
    let mut sky = Sky::standalone();
    assert!(is_assembled(&sky.cluster, &sky.seen));
    let running = sky.manager("manager-1").running.as_mut().expect("a list");
    running.retain(|name| name != "gamma/swarmctl-agent");
    assert!(!is_assembled(&sky.cluster, &sky.seen));
}

#[test]
fn nothing_that_was_not_seen_counts_as_healthy() {
    let mut sky = Sky::standalone();
    sky.seen = Observations::default();
    let report = sky.verify();
    assert!(report.findings.iter().all(|f| f.severity == Severity::Error), "{report:#?}");
    assert_eq!(report.findings.iter().filter(|f| f.check == Check::Engine).count(), 4);
}
