//! `failover`: when the primary is moved, when there is nothing to do, and when it cannot be.

use swarmctl::model::{Explain as _, ManagerView, NodeName, Orchestrator, Plan};
use swarmctl::plan::{Error, failover};

use crate::fixtures::{cluster, lines, name};

fn view(node: &str, role: Option<&str>) -> ManagerView {
    ManagerView {
        node: name(node),
        address: format!("{node}:3376"),
        version: role.map(|_| "swarm/1.2.9".to_owned()).ok_or_else(|| "connection refused".to_owned()),
        api: None,
        role: role.map(str::to_owned),
        primary: None,
        pool: Ok(Vec::new()),
        running: Ok(Vec::new()),
    }
}

/// `registry` is the primary, and `manager-1` is `other`.
fn planned(other: Option<&str>, to: Option<&str>) -> Result<Plan, Error> {
    let to: Option<NodeName> = to.map(name);
    failover(&cluster(Orchestrator::Standalone), &[view("manager-1", other), view("registry", Some("primary"))], to.as_ref())
}

fn refusal(result: Result<Plan, Error>) -> (String, u8) {
    let error = result.expect_err("it is refused");
    (error.to_string(), error.exit().code())
}

#[test]
fn the_primary_gives_way_in_one_step() {
    assert_eq!(lines(&planned(Some("replica"), None).expect("a plan")), "+ registry: let another manager be the primary");
    assert_eq!(lines(&planned(Some("replica"), Some("manager-1")).expect("a plan")), "+ registry: let `manager-1` be the primary");
}

#[test]
fn what_is_the_primary_already_stays_it() {
    assert_eq!(lines(&planned(Some("replica"), Some("registry")).expect("a plan")), "= registry: let `registry` be the primary");
}

#[test]
fn only_a_manager_that_answers_can_be_the_next() {
    assert_eq!(refusal(planned(None, None)), ("no manager but the primary on `registry` answers".to_owned(), 7));
    assert_eq!(refusal(planned(None, Some("manager-1"))), ("the manager on `manager-1` does not answer: connection refused".to_owned(), 7));
    assert_eq!(refusal(planned(Some("replica"), Some("worker-1"))), ("node `worker-1` is not a manager".to_owned(), 2));
}

#[test]
fn a_manager_that_does_not_answer_is_told_of_and_not_waited_for() {
    let mut wanted = cluster(Orchestrator::Standalone);
    wanted.nodes[2].roles = wanted.nodes[0].roles.clone();
    let views = [view("manager-1", None), view("registry", Some("primary")), view("worker-1", Some("replica"))];
    let plan = failover(&wanted, &views, None).expect("a plan");
    assert_eq!(plan.warnings, ["manager-1: its manager does not answer, and is not waited for"]);
}

#[test]
fn nobody_is_moved_where_nobody_leads() {
    let views = ["manager-1", "registry"].map(|node| view(node, Some("replica")));
    assert_eq!(refusal(failover(&cluster(Orchestrator::Standalone), &views, None)), ("no manager is the primary".to_owned(), 7));
}
