//! The scheduler against nodes that are not there.

use std::collections::BTreeMap;

use serde_json::json;
use tempfile::TempDir;
use time::macros::datetime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::model::{Cluster, Explain as _, Record, Step, StepId};
use crate::state::{Happened, RunEnd, Store};
use crate::transport::fake::FakeLinks;

use super::*;

/// A run against two nodes, `n1` and `n2`, and a store of its own.
struct Run {
    links: FakeLinks,
    plan: Plan,
    workshop: Arc<Workshop>,
    settings: Settings,
    // Removed at the end.
    _home: TempDir,
}

impl Run {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a directory");
        let cluster = cluster();
        let dir = Store::open(home.path()).and_then(|store| store.create(&cluster.name)).expect("a store");
        let links = FakeLinks::default();
        let record = Record { schema: 1, created_at: datetime!(2026-03-01 14:02:00 UTC), made_as: None, renamed_from: None, nodes: BTreeMap::new() };
        let workshop = Arc::new(Workshop::new(cluster.clone(), Arc::new(links.clone()), dir, None, record, BTreeMap::new()));
        let settings = Settings { concurrency: 32, step_timeout: None };
        Self { links, plan: Plan::new(cluster.name, "init"), workshop, settings, _home: home }
    }

    /// Adds a step that starts container `id` on `node`.
    fn start(&mut self, node: &str, id: &str, after: &[StepId]) -> StepId {
        self.step(node, id, Need::Do { reason: None }, after)
    }

    fn step(&mut self, node: &str, id: &str, need: Need, after: &[StepId]) -> StepId {
        let step = Step::StartContainer { role: crate::model::ContainerRole::Agent, id: id.to_owned() };
        self.plan.push(Some(&node.parse().expect("a name")), step, need, after)
    }

    async fn carry_out(&self) -> (Outcome, UnboundedReceiver<Event>) {
        let (_stop, never) = watch::channel(false);
        self.carry_out_until(never).await
    }

    async fn carry_out_until(&self, stop: watch::Receiver<bool>) -> (Outcome, UnboundedReceiver<Event>) {
        let (events, seen) = unbounded_channel();
        let journal = Arc::new(self.workshop.dir.journal().begin("init", Workshop::now()).expect("a journal"));
        let outcome = carry_out(&self.plan, self.workshop.clone(), journal.clone(), self.settings, stop, events).await;
        journal.end(RunEnd::Done, Workshop::now()).expect("the journal is there");
        (outcome, seen)
    }

    /// What the journal has of steps: `begun ID`, `done ID`, `failed ID: CAUSE`.
    fn journal(&self) -> Vec<String> {
        let entries = self.workshop.dir.journal().entries().expect("a journal");
        let line = |happened| match happened {
            Happened::Started { step } => Some(format!("begun {}", step.id.0)),
            Happened::Done { step, .. } => Some(format!("done {}", step.id.0)),
            Happened::Failed { step, error, .. } => Some(format!("failed {}: {error}", step.id.0)),
            Happened::RunStarted { .. } | Happened::RunEnded { .. } => None,
        };
        entries.into_iter().filter_map(|entry| line(entry.happened)).collect()
    }
}

/// A cluster of two nodes, `n1` and `n2`.
pub(in crate::execute) fn cluster() -> Cluster {
    let ssh = json!({ "host_key": "accept-new" });
    let node = |name: &str| json!({ "name": name, "roles": [], "availability": "active", "ssh": ssh, "labels": {}, "extra_sans": [] });
    let engine = json!({ "install": "auto", "access": "tls", "port": 2376, "tls": "keep", "registry_mirrors": [], "insecure_registries": [], "config": {} });
    let cluster = json!({
        "name": "lab", "mark": "lab", "orchestrator": "standalone", "driver": "ssh", "nodes": [node("n1"), node("n2")], "engine": engine,
        "images": { "swarm": "swarm", "consul": "consul" }, "discovery": { "kind": "consul", "port": 8501 },
        "manager": { "port": 3376, "strategy": "spread", "replication_ttl": { "secs": 20, "nanos": 0 } },
        "swarm_mode": { "cert_expiry": { "secs": 7_776_000, "nanos": 0 }, "autolock": false },
        "certs": { "algorithm": "ecdsa-p256", "ca_days": 10, "leaf_days": 5 },
    });
    serde_json::from_value(cluster).expect("a cluster")
}

fn statuses(outcome: &Outcome) -> Vec<(&str, NodeStatus, usize, usize)> {
    outcome.nodes.iter().map(|n| (n.node.as_ref().map_or("", NodeName::as_str), n.status, n.done, n.kept)).collect()
}

/// How each step ended, by its number.
fn ends(mut seen: UnboundedReceiver<Event>) -> BTreeMap<usize, StepOutcome> {
    let mut ends = BTreeMap::new();
    while let Ok(event) = seen.try_recv() {
        if let Event::Ended { id, outcome, .. } = event {
            ends.insert(id.0, outcome);
        }
    }
    ends
}

#[tokio::test]
async fn a_step_begins_after_those_it_waits_for() {
    let mut run = Run::new();
    let first = run.start("n1", "a", &[]);
    let second = run.start("n2", "b", &[first]);
    run.start("n1", "c", &[second]);
    let (outcome, _) = run.carry_out().await;
    assert_eq!(run.links.calls(), ["n1 start a", "n2 start b", "n1 start c"]);
    assert_eq!(run.journal(), ["begun 0", "done 0", "begun 1", "done 1", "begun 2", "done 2"]);
    assert_eq!(outcome.exit(), Exit::Ok);
}

#[tokio::test]
async fn steps_that_wait_for_nothing_run_at_the_same_time() {
    let mut run = Run::new();
    let hold = run.links.hold("n1 start a");
    run.start("n1", "a", &[]);
    run.start("n2", "b", &[]);
    let releases = async {
        while run.links.calls().len() < 2 {
            tokio::task::yield_now().await;
        }
        hold.close();
    };
    let ((outcome, _), ()) = tokio::join!(run.carry_out(), releases);
    assert_eq!(outcome.exit(), Exit::Ok);
}

#[tokio::test]
async fn a_failed_step_takes_with_it_what_waits_for_it_and_nothing_else() {
    let mut run = Run::new();
    run.links.fail("n1 start a");
    let first = run.start("n1", "a", &[]);
    let waits = run.start("n1", "b", &[first]);
    run.start("n2", "c", &[waits]);
    let other = run.start("n2", "d", &[]);
    run.start("n2", "e", &[other]);
    let (outcome, _) = run.carry_out().await;
    assert_eq!(run.links.calls(), ["n1 start a", "n2 start d", "n2 start e"]);
    assert_eq!(statuses(&outcome), [("n1", NodeStatus::Failed, 0, 0), ("n2", NodeStatus::Unfinished, 2, 0)]);
    assert_eq!(outcome.exit(), Exit::SomeNodes);
}

#[tokio::test]
async fn a_failure_names_its_node_and_its_step_and_is_in_the_journal() {
    let mut run = Run::new();
    run.links.fail("n1 start a");
    run.start("n1", "a", &[]);
    let (outcome, _) = run.carry_out().await;
    let failure = &outcome.nodes[0].failures[0];
    assert_eq!((failure.node.as_ref().map(NodeName::as_str), failure.title.as_deref()), (Some("n1"), Some("start swarmctl-agent")));
    assert_eq!(run.journal(), ["begun 0".to_owned(), format!("failed 0: {}", failure.cause)]);
}

#[tokio::test]
async fn kept_steps_are_told_and_not_done() {
    let mut run = Run::new();
    let kept = run.step("n1", "a", Need::Kept, &[]);
    run.start("n1", "b", &[kept]);
    run.step("n2", "c", Need::Kept, &[]);
    let (outcome, seen) = run.carry_out().await;
    assert_eq!(run.links.calls(), ["n1 start b"]);
    assert_eq!(statuses(&outcome), [("n1", NodeStatus::Changed, 1, 1), ("n2", NodeStatus::Unchanged, 0, 1)]);
    assert!(matches!(ends(seen).get(&0), Some(StepOutcome::Kept)));
}

#[tokio::test]
async fn a_step_begins_when_those_it_lets_go_first_have_ended_however_they_end() {
    let mut run = Run::new();
    run.links.fail("n1 start a");
    let hold = run.links.hold("n1 start a");
    let first = run.start("n1", "a", &[]);
    let behind = run.start("n2", "b", &[]);
    run.plan.put_behind(behind, &[first]);
    let releases = async {
        while run.links.calls().is_empty() {
            tokio::task::yield_now().await;
        }
        hold.close();
    };
    let ((outcome, _), ()) = tokio::join!(run.carry_out(), releases);
    assert_eq!(run.links.calls(), ["n1 start a", "n2 start b"]);
    assert_eq!(statuses(&outcome), [("n1", NodeStatus::Failed, 0, 0), ("n2", NodeStatus::Changed, 1, 0)]);
}

#[tokio::test]
async fn a_way_back_is_taken_where_a_step_failed_and_only_there() {
    let mut run = Run::new();
    run.links.fail("n1 start a");
    let lost = run.start("n1", "a", &[]);
    let won = run.start("n2", "a", &[]);
    run.step("n1", "back", Need::IfFailed { of: vec![lost] }, &[]);
    run.step("n2", "back", Need::IfFailed { of: vec![won] }, &[]);
    let (outcome, _) = run.carry_out().await;
    assert_eq!(run.links.calls(), ["n1 start a", "n2 start a", "n1 start back"]);
    assert_eq!(statuses(&outcome), [("n1", NodeStatus::Failed, 1, 0), ("n2", NodeStatus::Changed, 1, 0)]);
}

#[tokio::test]
async fn a_way_back_waits_for_all_it_undoes() {
    let mut run = Run::new();
    run.links.fail("n1 start a");
    let hold = run.links.hold("n1 start b");
    let of = vec![run.start("n1", "a", &[]), run.start("n1", "b", &[])];
    run.step("n1", "back", Need::IfFailed { of }, &[]);
    let releases = async {
        while run.links.calls().len() < 2 {
            tokio::task::yield_now().await;
        }
        hold.close();
    };
    let ((_, _), ()) = tokio::join!(run.carry_out(), releases);
    assert_eq!(run.links.calls().last().map(String::as_str), Some("n1 start back"));
}

#[tokio::test]
async fn a_way_back_is_taken_in_an_interrupted_run_too() {
    let mut run = Run::new();
    run.links.fail("n1 start a");
    let hold = run.links.hold("n1 start a");
    let lost = run.start("n1", "a", &[]);
    run.step("n1", "back", Need::IfFailed { of: vec![lost] }, &[]);
    let (stop, stopped) = watch::channel(false);
    let interrupts = async {
        while run.links.calls().is_empty() {
            tokio::task::yield_now().await;
        }
        stop.send_replace(true);
        hold.close();
    };
    let ((_, _), ()) = tokio::join!(run.carry_out_until(stopped), interrupts);
    assert_eq!(run.links.calls(), ["n1 start a", "n1 start back"]);
}

#[tokio::test]
async fn an_interrupted_run_finishes_what_is_under_way_and_begins_nothing_more() {
    let mut run = Run::new();
    let hold = run.links.hold("n1 start a");
    let first = run.start("n1", "a", &[]);
    run.start("n1", "b", &[first]);
    let (stop, stopped) = watch::channel(false);
    let interrupts = async {
        while run.links.calls().is_empty() {
            tokio::task::yield_now().await;
        }
        stop.send_replace(true);
        hold.close();
    };
    let ((outcome, _), ()) = tokio::join!(run.carry_out_until(stopped), interrupts);
    assert_eq!(run.links.calls(), ["n1 start a"]);
    assert_eq!(statuses(&outcome), [("n1", NodeStatus::Unfinished, 1, 0)]);
    assert_eq!((outcome.interrupted, outcome.exit()), (true, Exit::Interrupted));
}

#[tokio::test]
async fn an_interruption_after_the_last_step_interrupted_nothing() {
    let mut run = Run::new();
    let hold = run.links.hold("n1 start a");
    run.start("n1", "a", &[]);
    let (stop, stopped) = watch::channel(false);
    let interrupts = async {
        while run.links.calls().is_empty() {
            tokio::task::yield_now().await;
        }
        stop.send_replace(true);
        hold.close();
    };
    let ((outcome, _), ()) = tokio::join!(run.carry_out_until(stopped), interrupts);
    assert_eq!(outcome.exit(), Exit::Ok);
}

#[tokio::test]
async fn a_step_that_takes_too_long_is_given_up_and_the_other_nodes_finish() {
    let mut run = Run::new();
    run.settings.step_timeout = Some(Duration::from_millis(20));
    let _hold = run.links.hold("n1 start a");
    run.start("n1", "a", &[]);
    run.start("n2", "b", &[]);
    let (outcome, _) = run.carry_out().await;
    assert_eq!(statuses(&outcome), [("n1", NodeStatus::Failed, 0, 0), ("n2", NodeStatus::Changed, 1, 0)]);
    assert_eq!(outcome.nodes[0].failures[0].cause, "it did not end within 0.02 s");
}

#[test]
fn a_deadline_names_its_seconds_and_the_flag_that_moves_it() {
    let error = Error::Deadline { limit: Duration::from_secs(90) };
    assert_eq!(error.to_string(), "it did not end within 90 s");
    assert_eq!(error.hint().as_deref(), Some("run `swarmctl init` again with a longer `--timeout`, or without one"));
}

#[test]
fn two_runs_that_follow_each_other_come_to_one_outcome() {
    let node = |name: &str, status, done, kept| NodeOutcome { node: Some(name.parse().expect("a name")), status, done, kept, failures: Vec::new() };
    let run = |nodes| Outcome { nodes, interrupted: false };
    let first = run(vec![node("n1", NodeStatus::Changed, 1, 0), node("n3", NodeStatus::Changed, 2, 0)]);
    let both = first.then(run(vec![node("n1", NodeStatus::Unchanged, 0, 5), node("n2", NodeStatus::Unchanged, 0, 5)]));
    let expected = [("n1", NodeStatus::Changed, 1, 5), ("n2", NodeStatus::Unchanged, 0, 5), ("n3", NodeStatus::Changed, 2, 0)];
    assert_eq!(statuses(&both), expected);
    assert!(!both.changed_nothing());
}
