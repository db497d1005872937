//! `history`: runs as a table, one run with its steps.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::model::{DocumentKind, NodeName};

use super::list::{Listing, list_text};
use super::{Answer, text};

/// How many nodes are named in a row.
const NAMED: usize = 3;

/// A row of `swarmctl history`: a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    /// Its id.
    pub run: String,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: OffsetDateTime,
    /// Who began it, `USER@HOST`; older journals do not say.
    pub by: Option<String>,
    /// Its verb.
    pub verb: String,
    /// The nodes that it had steps on.
    pub nodes: Vec<NodeName>,
    /// How many steps it did.
    pub done: usize,
    /// How many steps failed.
    pub failed: usize,
    /// How it ended.
    pub outcome: RunOutcome,
    /// How long it took.
    pub took_ms: Option<u64>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RunOutcome {
    /// All of it was done.
    Done,
    /// Some of it failed.
    Failed,
    /// Stopped by the operator at a step's boundary.
    Interrupted,
    /// Killed, or the machine went down.
    CutOff,
    /// It has not ended.
    UnderWay,
}

impl RunOutcome {
    /// The word for it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::CutOff => "cut off",
            Self::UnderWay => "under way",
        }
    }
}

impl Listing for RunRow {
    const KIND: DocumentKind = DocumentKind::History;
    const HEADER: &'static [&'static str] = &["RUN", "WHEN (UTC)", "WHO", "VERB", "NODES", "STEPS", "OUTCOME", "TOOK"];
    const GAP: u16 = 2;

    fn cells(&self) -> Vec<String> {
        let steps = if self.failed == 0 { self.done.to_string() } else { format!("{}, {} failed", self.done, self.failed) };
        vec![
            self.run.clone(),
            moment(self.at),
            self.by.clone().unwrap_or_default(),
            self.verb.clone(),
            names(&self.nodes),
            steps,
            self.outcome.as_str().to_owned(),
            took(self.took_ms),
        ]
    }
}

/// One run with its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunShown {
    /// The run.
    #[serde(flatten)]
    pub run: RunRow,
    /// Its steps, in the order in which they began.
    pub steps: Vec<StepRow>,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepRow {
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: OffsetDateTime,
    /// Its node; `None` is the operator's machine.
    pub node: Option<NodeName>,
    /// Its kind, as in the plan's JSON.
    pub step: String,
    /// What it does, in words.
    pub title: String,
    /// Whether it ended, and how.
    pub outcome: RunOutcome,
    /// How long it took.
    pub took_ms: Option<u64>,
    /// Why it failed.
    pub error: Option<String>,
}

impl Listing for StepRow {
    const KIND: DocumentKind = DocumentKind::HistoryRun;
    const HEADER: &'static [&'static str] = &["AT", "NODE", "OUTCOME", "TOOK", "STEP"];
    const GAP: u16 = 2;

    fn cells(&self) -> Vec<String> {
        let clock = self.at.format(format_description!("[hour]:[minute]:[second]")).unwrap_or_default();
        vec![clock, text::place(self.node.as_ref()).to_owned(), self.outcome.as_str().to_owned(), took(self.took_ms), self.title.clone()]
    }

    fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }
}

impl Answer for RunShown {
    const KIND: DocumentKind = DocumentKind::HistoryRun;

    fn text(&self) -> String {
        let run = &self.run;
        let by = run.by.as_ref().map(|by| format!(" by {}", text::one_line(by))).unwrap_or_default();
        let took = run.took_ms.map(|ms| format!(" ({})", text::duration(Duration::from_millis(ms)))).unwrap_or_default();
        let head = format!("`{}`{by}, {} UTC: {}{took}\n", text::one_line(&run.verb), moment(run.at), run.outcome.as_str());
        if self.steps.is_empty() { head + "it did nothing\n" } else { head + &list_text(&self.steps) }
    }
}

pub(super) fn moment(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC).format(format_description!("[year]-[month]-[day] [hour]:[minute]:[second]")).unwrap_or_default()
}

fn took(ms: Option<u64>) -> String {
    ms.map(|ms| text::duration(Duration::from_millis(ms))).unwrap_or_default()
}

pub(super) fn names(nodes: &[NodeName]) -> String {
    let named: Vec<_> = nodes.iter().take(NAMED).map(NodeName::as_str).collect();
    let more = nodes.len().saturating_sub(NAMED);
    if more == 0 { named.join(",") } else { format!("{} +{more}", named.join(",")) }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn row() -> RunRow {
        RunRow {
            run: "1772373720-4711".to_owned(),
            at: datetime!(2026-03-01 14:02:00 UTC),
            by: Some("ops@laptop".to_owned()),
            verb: "certs rotate".to_owned(),
            nodes: ["m1", "w1", "w2", "w3", "w4"].map(|name| name.parse().unwrap()).into(),
            done: 7,
            failed: 1,
            outcome: RunOutcome::Failed,
            took_ms: Some(4900),
        }
    }

    #[test]
    fn a_run_is_a_row() {
        let older = RunRow { by: None, nodes: Vec::new(), done: 0, failed: 0, outcome: RunOutcome::CutOff, took_ms: None, ..row() };
        insta::assert_snapshot!(list_text(&[older, row()]), @"
        RUN              WHEN (UTC)           WHO         VERB          NODES        STEPS        OUTCOME  TOOK
        1772373720-4711  2026-03-01 14:02:00  -           certs rotate  -            0            cut off  -
        1772373720-4711  2026-03-01 14:02:00  ops@laptop  certs rotate  m1,w1,w2 +2  7, 1 failed  failed   4.9 s
        ");
    }

    #[test]
    fn a_run_is_shown_with_its_steps_and_nothing_in_them_drives_the_terminal() {
        let step = StepRow {
            at: datetime!(2026-03-01 14:02:03 UTC),
            node: None,
            step: "make-ca".to_owned(),
            title: "make the cluster CA".to_owned(),
            outcome: RunOutcome::Done,
            took_ms: Some(21),
            error: None,
        };
        let failed = StepRow {
            node: Some("w1".parse().unwrap()),
            title: "mark".to_owned(),
            outcome: RunOutcome::Failed,
            error: Some("no\u{1b}[2J space".to_owned()),
            ..step.clone()
        };
        insta::assert_snapshot!(RunShown { run: row(), steps: vec![step, failed] }.text(), @r"
        `certs rotate` by ops@laptop, 2026-03-01 14:02:00 UTC: failed (4.9 s)
        AT        NODE          OUTCOME  TOOK   STEP
        14:02:03  this machine  done     21 ms  make the cluster CA
        14:02:03  w1            failed   21 ms  mark                 error: no\u{1b}[2J space
        ");
    }
}
