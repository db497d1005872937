//! The end of a run: a line a node, what failed, and what it comes to.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::model::{ClusterName, DocumentKind, Failure, NodeOutcome, NodeStatus, Severity, VerifyReport};

use super::document::document;
use super::style::{Style, Tone};
use super::text;

/// How a run came out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// The cluster.
    pub cluster: ClusterName,
    /// The verb.
    pub verb: String,
    /// The nodes, in the plan's order; `None` in one of them is the operator's machine.
    pub nodes: Vec<NodeOutcome>,
    /// How long it took, in milliseconds in JSON.
    #[serde(rename = "tookMs", serialize_with = "as_millis")]
    #[schemars(with = "u64")]
    pub took: Duration,
    /// What verify saw afterwards, where it was run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified: Option<VerifyReport>,
}

fn as_millis<S: Serializer>(took: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(took.as_millis()).unwrap_or(u64::MAX))
}

impl RunSummary {
    /// What failed, on whichever node.
    pub fn failures(&self) -> Vec<Failure> {
        self.nodes.iter().flat_map(|node| node.failures.iter().cloned()).collect()
    }

    fn with(&self, status: NodeStatus) -> usize {
        self.nodes.iter().filter(|node| node.node.is_some() && node.status == status).count()
    }
}

/// A run's end for people, without its failures.
pub(super) fn outcome_text(summary: &RunSummary, style: Style) -> String {
    let shown: Vec<_> = summary.nodes.iter().filter(|outcome| is_shown(outcome)).collect();
    let width = shown.iter().map(|outcome| text::place(outcome.node.as_ref()).len()).max().unwrap_or(0);
    let line = |outcome: &&NodeOutcome| {
        let place = text::place(outcome.node.as_ref());
        format!("{} {place:width$}  {:<10}  {}", mark(outcome.status, style), word(outcome.status), numbers(outcome))
    };
    let took = style.paint(Tone::Faint, &format!("({})", text::duration(summary.took)));
    let last = format!("{} {took}", last_line(summary));
    text::lines(&shown.iter().map(line).chain([last]).collect::<Vec<_>>())
}

/// A run's end for programs, with its failures.
pub(super) fn outcome_json(summary: &RunSummary) -> String {
    document(DocumentKind::Run, summary)
}

/// The operator's machine is worth a line only if something happened on it.
fn is_shown(outcome: &NodeOutcome) -> bool {
    outcome.node.is_some() || outcome.status != NodeStatus::Unchanged
}

fn mark(status: NodeStatus, style: Style) -> String {
    style.mark(match status {
        NodeStatus::Changed | NodeStatus::Unchanged => Severity::Ok,
        NodeStatus::Unfinished => Severity::Warning,
        NodeStatus::Failed => Severity::Error,
    })
}

fn word(status: NodeStatus) -> &'static str {
    match status {
        NodeStatus::Changed => "changed",
        NodeStatus::Unchanged => "unchanged",
        NodeStatus::Failed => "failed",
        NodeStatus::Unfinished => "unfinished",
    }
}

fn numbers(outcome: &NodeOutcome) -> String {
    let parts = [(outcome.done, "done"), (outcome.kept, "kept"), (outcome.failures.len(), "failed")];
    let parts: Vec<_> = parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    if parts.is_empty() { "nothing done".to_owned() } else { parts.join(", ") }
}

fn last_line(summary: &RunSummary) -> String {
    let nodes = summary.nodes.iter().filter(|node| node.node.is_some()).count();
    let (failed, unfinished) = (summary.with(NodeStatus::Failed), summary.with(NodeStatus::Unfinished));
    if summary.nodes.iter().all(|node| node.status == NodeStatus::Unchanged) {
        return format!("{}: nothing to do on {}", summary.verb, text::count(nodes, "node"));
    }
    if summary.nodes.iter().all(|node| matches!(node.status, NodeStatus::Changed | NodeStatus::Unchanged)) {
        // Without nodes it was all on this machine, as when the last one was left behind by force.
        return if nodes == 0 { format!("{}: done", summary.verb) } else { format!("{}: {} done", summary.verb, text::count(nodes, "node")) };
    }
    let done = format!("{}: {} of {} done", summary.verb, nodes - failed - unfinished, text::count(nodes, "node"));
    let others = [(failed, "failed"), (unfinished, "unfinished")].into_iter().filter(|(number, _)| *number > 0);
    std::iter::once(done).chain(others.map(|(number, what)| format!("{number} {what}"))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::model::{Exit, ImageSource, Step};

    use super::*;

    fn node(name: Option<&str>, status: NodeStatus, done: usize, kept: usize) -> NodeOutcome {
        NodeOutcome { node: name.map(|name| name.parse().unwrap()), status, done, kept, failures: Vec::new() }
    }

    fn summary(nodes: Vec<NodeOutcome>) -> RunSummary {
        RunSummary { cluster: "lab".parse().unwrap(), verb: "init".to_owned(), nodes, took: Duration::from_millis(4834), verified: None }
    }

    fn mixed() -> RunSummary {
        let pull = Step::BringImages { images: vec!["swarm:1.2.9".to_owned()], source: ImageSource::Registry };
        let mut failed = node(Some("worker-2"), NodeStatus::Failed, 3, 1);
        failed.failures.push(Failure::new("no space left", Exit::Failed).on(&"worker-2".parse().unwrap()).during(&pull));
        summary(vec![
            node(None, NodeStatus::Changed, 2, 0),
            node(Some("manager-1"), NodeStatus::Changed, 7, 2),
            node(Some("worker-1"), NodeStatus::Unchanged, 0, 9),
            failed,
            node(Some("worker-3"), NodeStatus::Unfinished, 0, 0),
        ])
    }

    #[test]
    fn a_run_that_partly_failed_has_a_line_a_node_and_says_how_many_are_done() {
        insta::assert_snapshot!(outcome_text(&mixed(), Style { colored: false, unicode: true }), @"
        ✔ this machine  changed     2 done
        ✔ manager-1     changed     7 done, 2 kept
        ✔ worker-1      unchanged   9 kept
        ✗ worker-2      failed      3 done, 1 kept, 1 failed
        ! worker-3      unfinished  nothing done
        init: 2 of 4 nodes done, 1 failed, 1 unfinished (4.8 s)
        ");
    }

    #[test]
    fn without_unicode_the_marks_are_ascii() {
        insta::assert_snapshot!(outcome_text(&mixed(), Style { colored: false, unicode: false }), @"
        + this machine  changed     2 done
        + manager-1     changed     7 done, 2 kept
        + worker-1      unchanged   9 kept
        x worker-2      failed      3 done, 1 kept, 1 failed
        ! worker-3      unfinished  nothing done
        init: 2 of 4 nodes done, 1 failed, 1 unfinished (4.8 s)
        ");
    }

    #[test]
    fn a_run_on_this_machine_alone_counts_no_nodes() {
        insta::assert_snapshot!(outcome_text(&summary(vec![node(None, NodeStatus::Changed, 1, 0)]), Style { colored: false, unicode: true }), @"
        ✔ this machine  changed     1 done
        init: done (4.8 s)
        ");
    }

    #[test]
    fn a_run_that_changed_nothing_says_so() {
        let summary = summary(vec![node(None, NodeStatus::Unchanged, 0, 2), node(Some("worker-1"), NodeStatus::Unchanged, 0, 9)]);
        insta::assert_snapshot!(outcome_text(&summary, Style { colored: false, unicode: true }), @"
        ✔ worker-1  unchanged   9 kept
        init: nothing to do on 1 node (4.8 s)
        ");
    }

    #[test]
    fn a_run_for_programs_holds_the_failures_of_each_node() {
        let summary = RunSummary { nodes: mixed().nodes.split_off(3), ..mixed() };
        insta::assert_snapshot!(outcome_json(&summary), @r#"
        {
          "schemaVersion": 1,
          "kind": "run",
          "cluster": "lab",
          "verb": "init",
          "nodes": [
            {
              "node": "worker-2",
              "status": "failed",
              "done": 3,
              "kept": 1,
              "failures": [
                {
                  "node": "worker-2",
                  "step": "bring-images",
                  "title": "pull `swarm:1.2.9`",
                  "cause": "no space left",
                  "exit": 1
                }
              ]
            },
            {
              "node": "worker-3",
              "status": "unfinished",
              "done": 0,
              "kept": 0,
              "failures": []
            }
          ],
          "tookMs": 4834
        }
        "#);
    }
}
