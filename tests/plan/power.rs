//! `start`, `stop`, `restart`: what the cluster cannot be without, who goes when, who is relieved first.

use std::collections::BTreeMap;

use swarmctl::model::{Cluster, Explain as _, HostSeen, HostsSeen, NodeName, Orchestrator, Plan, Role};
use swarmctl::plan::{Costs, Error, Power, Standing, restart, start, stop};

use crate::fixtures::{cluster, lines, name};

/// A cluster in which everybody answers, `registry` leads, and of the hosts those that are named are off.
struct Lab {
    cluster: Cluster,
    standing: Standing,
    hosts: Option<HostsSeen>,
}

fn lab(orchestrator: Orchestrator) -> Lab {
    let cluster = cluster(orchestrator);
    let standing = Standing {
        managers: cluster.managers().map(|n| n.name.clone()).collect(),
        consul: cluster.discovery_nodes().map(|n| n.name.clone()).collect(),
        leader: Some(name("registry")),
    };
    Lab { cluster, standing, hosts: None }
}

impl Lab {
    /// The same with hosts that the docker driver made.
    fn made(mut self, off: &[&str]) -> Self {
        let host = |name: &NodeName| HostSeen { id: format!("host-{name}"), address: None, running: !off.contains(&name.as_str()) };
        let hosts: BTreeMap<_, _> = self.cluster.nodes.iter().map(|n| (n.name.clone(), host(&n.name))).collect();
        let (network, image) = ("lab".to_owned(), "image".to_owned());
        self.hosts = Some(HostsSeen { network, network_exists: true, image, image_exists: true, base: "base".to_owned(), hosts });
        self
    }

    fn with<T>(&self, nodes: &[&str], plan: impl Fn(Power<'_>) -> T) -> T {
        let nodes: Vec<_> = nodes.iter().map(|node| name(node)).collect();
        plan(Power { cluster: &self.cluster, nodes: &nodes, hosts: self.hosts.as_ref(), standing: &self.standing })
    }

    fn stop(&self, nodes: &[&str]) -> Result<Plan, Error> {
        self.with(nodes, |power| stop(power, Costs::Refused))
    }

    fn restart(&self, nodes: &[&str]) -> Result<Plan, Error> {
        self.with(nodes, |power| restart(power, Costs::Refused))
    }
}

fn text(plan: Result<Plan, Error>) -> String {
    lines(&plan.expect("a plan"))
}

fn refusal(plan: Result<Plan, Error>) -> String {
    plan.expect_err("it is refused").to_string()
}

#[test]
fn hosts_are_started_at_once_and_awaited_when_all_of_them_are() {
    let plan = lab(Orchestrator::Standalone).made(&["worker-1", "registry"]).with(&["worker-1", "registry", "worker-2"], start).expect("a plan");
    let expected = "\
+ registry: start the host container
+ worker-1: start the host container
= worker-2: start the host container
+ registry: wait until the node is well
+ worker-1: wait until the node is well
= worker-2: wait until the node is well";
    assert_eq!(lines(&plan), expected);
    assert!(plan.steps[3..].iter().all(|s| s.after.len() == 3));
}

#[test]
fn a_host_that_is_reached_by_ssh_is_not_started() {
    let error = lab(Orchestrator::Standalone).with(&["worker-1"], start).expect_err("it is refused");
    assert_eq!(error.to_string(), "node `worker-1`: its host is not one that swarmctl made, and cannot be switched on by SSH");
    assert_eq!(error.exit().code(), 2);
}

#[test]
fn a_host_that_was_removed_is_named() {
    let mut lab = lab(Orchestrator::Standalone).made(&[]);
    lab.hosts.as_mut().expect("hosts").hosts.remove(&name("worker-1"));
    assert_eq!(refusal(lab.stop(&["worker-1"])), "node `worker-1`: its host is not there");
}

#[test]
fn workers_stop_first_and_one_that_is_off_stays_off() {
    let expected = "\
+ worker-1: stop the host container
= worker-2: stop the host container
+ manager-1: stop the host container";
    assert_eq!(text(lab(Orchestrator::Standalone).made(&["worker-2"]).stop(&["manager-1", "worker-2", "worker-1"])), expected);
}

#[test]
fn another_manager_is_the_primary_before_the_primarys_host_goes() {
    let mut lab = lab(Orchestrator::Standalone);
    lab.standing.leader = Some(name("manager-1"));
    assert_eq!(text(lab.stop(&["manager-1"])), "+ manager-1: let another manager be the primary\n+ manager-1: power the host off");
    let mut three = lab;
    three.cluster.nodes[2].roles.insert(Role::Manager);
    three.standing.managers.insert(name("worker-1"));
    // Of two that go, the other one may not be the next.
    let expected = "\
+ worker-1: power the host off
+ manager-1: let `registry` be the primary
+ manager-1: power the host off";
    assert_eq!(text(three.stop(&["manager-1", "worker-1"])), expected);
}

#[test]
fn what_the_cluster_cannot_be_without_is_not_stopped_but_by_force() {
    let alone = "the cluster cannot do without these hosts: there is no Consul: no node registers and no manager can take over";
    let standalone = lab(Orchestrator::Standalone);
    assert_eq!(refusal(standalone.stop(&["registry"])), alone);
    let both = "the cluster cannot do without these hosts: no manager answers; there is no Consul: no node registers and no manager can take over";
    assert_eq!(refusal(standalone.stop(&["registry", "manager-1"])), both);
    let forced = standalone.with(&["registry"], |power| stop(power, Costs::Told)).expect("a plan");
    assert_eq!(forced.warnings, ["there is no Consul: no node registers and no manager can take over"]);

    let quorum = "the cluster cannot do without these hosts: the swarm has no quorum: of its 2 managers 1 runs";
    assert_eq!(refusal(lab(Orchestrator::SwarmMode).stop(&["manager-1"])), quorum);
    assert!(lab(Orchestrator::SwarmMode).stop(&["worker-1", "worker-2"]).is_ok());
}

#[test]
fn of_three_consul_servers_one_may_go_and_two_may_not() {
    let mut lab = lab(Orchestrator::Standalone);
    for node in &mut lab.cluster.nodes[..3] {
        node.roles.insert(Role::Discovery);
        lab.standing.consul.insert(node.name.clone());
    }
    assert!(lab.stop(&["worker-1"]).is_ok());
    assert_eq!(refusal(lab.stop(&["worker-1", "manager-1"])), "the cluster cannot do without these hosts: Consul has no quorum: of its 3 servers 1 runs");
    lab.standing.consul.remove(&name("manager-1"));
    assert_eq!(refusal(lab.stop(&["worker-1"])), "the cluster cannot do without these hosts: Consul has no quorum: of its 3 servers 1 runs");
}

#[test]
fn hosts_restart_one_after_the_other_each_well_before_the_next_and_the_primary_last() {
    let plan = lab(Orchestrator::Standalone).restart(&["registry", "manager-1", "worker-1"]).expect("a plan");
    let expected = "\
+ worker-1: reboot the host
+ worker-1: wait until the node is well
+ manager-1: reboot the host
+ manager-1: wait until the node is well
+ registry: let another manager be the primary
+ registry: reboot the host
+ registry: wait until the node is well";
    assert_eq!(lines(&plan), expected);
    assert!(plan.steps.windows(2).all(|pair| pair[1].after == [pair[0].id]), "{:?}", plan.steps);
    assert_eq!(plan.warnings, ["registry: while its host restarts, there is no Consul: no node registers and no manager can take over"]);
}

#[test]
fn a_host_that_was_made_is_stopped_and_started_and_one_that_is_off_is_started() {
    let lab = lab(Orchestrator::SwarmMode).made(&["worker-2"]);
    let expected = "\
+ worker-1: stop the host container
+ worker-1: start the host container
+ worker-1: wait until the node is well
= worker-2: stop the host container
+ worker-2: start the host container
+ worker-2: wait until the node is well";
    assert_eq!(text(lab.restart(&["worker-1", "worker-2"])), expected);
}

#[test]
fn nobody_restarts_whom_the_others_need_while_somebody_else_is_away() {
    let mut lab = lab(Orchestrator::SwarmMode);
    lab.cluster.nodes[2].roles.insert(Role::Manager);
    assert_eq!(refusal(lab.restart(&["registry"])), "the cluster cannot do without these hosts: the swarm has no quorum: of its 3 managers 1 runs");
    lab.standing.managers.insert(name("worker-1"));
    let plan = lab.restart(&["registry"]).expect("a plan");
    assert_eq!(plan.warnings, Vec::<String>::new());
}
