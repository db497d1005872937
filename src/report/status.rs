//! How a cluster is at one moment, on one page: the verdict, what is wrong, its nodes, who leads, what ends soon, what was done last.

use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::model::{CaStage, ClusterName, Finding, Migration, MigrationStage, Orchestrator, Quorum, QuorumOf, Severity, VerifyReport};

use super::history::{moment, names};
use super::list::list_text;
use super::style::{Style, Tone};
use super::{NodeRow, RunRow, ca_change, text, verify};

/// What one look at a cluster came to.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusShown {
    /// The cluster.
    pub cluster: ClusterName,
    /// Who schedules.
    pub orchestrator: Orchestrator,
    /// When it was looked at.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: OffsetDateTime,
    /// Whether nothing is wrong.
    pub healthy: bool,
    /// All that was checked, as `verify` has it.
    pub findings: Vec<Finding>,
    /// Its nodes, as `ls` has them.
    pub nodes: Vec<NodeRow>,
    /// The servers that keep its memory; `None` where they are not swarmctl's, or not seen.
    pub quorum: Option<Quorum>,
    /// The certificate that ends first, of those that the store knows.
    pub first_end: Option<FirstEnd>,
    /// How far a change of its CA is, while one is under way.
    pub ca_change: Option<CaStage>,
    /// A move to swarm mode, while one is under way.
    pub migration: Option<Migration>,
    /// Who changes it now, from this store.
    pub held_by: Option<HeldBy>,
    /// The last runs that were to change something, the newest last.
    pub runs: Vec<RunRow>,
}

/// The certificate that ends first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FirstEnd {
    /// Whose.
    pub owner: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub not_after: OffsetDateTime,
    /// The whole days until then; negative where it has ended.
    pub days_left: i64,
}

/// A run that holds the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeldBy {
    /// Its process.
    pub pid: u32,
    /// `USER@HOST`.
    pub who: String,
    /// Its verb.
    pub verb: String,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub since: OffsetDateTime,
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is about: with another text under the same key it has changed since the last look.
    pub(super) key: Option<String>,
    /// The line.
    pub(super) text: String,
    /// Whether it can be left out where there is little room: a node that is well.
    pub(super) spare: bool,
}

impl Line {
    /// A line that does not count as changed whatever it says.
    fn plain(text: impl Into<String>) -> Self {
        Self { key: None, text: text.into(), spare: false }
    }

    fn of(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { key: Some(key.into()), text: text.into(), spare: false }
    }
}

/// The page for a pipe or a terminal that is not redrawn.
pub(super) fn status_text(status: &StatusShown, style: Style) -> String {
    let lines: Vec<_> = page(status, style).into_iter().map(|line| line.text).collect();
    text::lines(&lines)
}

/// The page, line by line.
pub(super) fn page(status: &StatusShown, style: Style) -> Vec<Line> {
    let report = VerifyReport { findings: status.findings.clone() };
    let verdict = verify::last_line(&status.cluster, &report, style);
    let mut lines = vec![Line::of("verdict", format!("{verdict} ({})", status.orchestrator.as_str()))];
    let wrong: Vec<_> = status.findings.iter().filter(|finding| finding.severity > Severity::Ok).collect();
    let width = wrong.iter().filter_map(|finding| finding.node.as_ref()).map(|node| node.as_str().len()).max().unwrap_or(0);
    for finding in wrong {
        let mut parts = verify::finding_lines(finding, width, style).into_iter().flat_map(|part| part.lines().map(str::to_owned).collect::<Vec<_>>());
        let key = format!("finding {} {:?} {}", finding.check.as_str(), finding.node, finding.message);
        lines.extend(parts.next().map(|first| Line::of(key, first)));
        lines.extend(parts.map(Line::plain));
    }
    lines.push(Line::plain(""));
    lines.extend(nodes(status, style));
    lines.push(Line::plain(""));
    lines.extend(facts(status).into_iter().map(|(name, said)| Line::of(name, format!("{name:<14}{}", text::one_line(&said)))));
    lines.push(Line::plain(""));
    lines.extend(runs(status));
    lines
}

fn nodes(status: &StatusShown, style: Style) -> Vec<Line> {
    let table = list_text(&status.nodes);
    let mut table = table.lines();
    let head = table.next().map(|head| Line::plain(style.paint(Tone::Strong, head)));
    let is_well = |row: &NodeRow| row.error.is_none() && row.state.as_deref().is_none_or(|state| matches!(state, "Healthy" | "ready"));
    let row = |(row, text): (&NodeRow, &str)| {
        let text = if row.error.is_some() { style.paint(Tone::Bad, text) } else { text.to_owned() };
        Line { spare: is_well(row), ..Line::of(format!("node {}", row.node), text) }
    };
    head.into_iter().chain(status.nodes.iter().zip(table).map(row)).collect()
}

/// What there is to say beside the nodes, by name.
fn facts(status: &StatusShown) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(quorum) = &status.quorum {
        facts.push(quorum_words(quorum));
    }
    facts.push(("certificates", status.first_end.as_ref().map_or_else(|| "none".to_owned(), end_words)));
    if let Some(stage) = status.ca_change {
        let number = ca_change::number(stage);
        facts.push(("CA", format!("a change is under way, stage {number} of 4, `{}`: `swarmctl certs rotate-ca` goes on", stage.as_str())));
    }
    if let Some(migration) = &status.migration {
        facts.push(("migration", migration_words(migration)));
    }
    facts.push(("held by", status.held_by.as_ref().map_or_else(|| "nobody".to_owned(), holder_words)));
    facts
}

fn quorum_words(quorum: &Quorum) -> (&'static str, String) {
    let leader = quorum.leader.as_deref().map_or_else(|| "no leader".to_owned(), |leader| format!("the leader is {leader}"));
    let bears = if quorum.losable == 0 { "none can be lost".to_owned() } else { format!("{} can be lost", quorum.losable) };
    let Quorum { members, voting, .. } = quorum;
    match quorum.of {
        QuorumOf::Consul => ("Consul", format!("{leader}, {voting} of {} up, {bears}", text::count(*members, "server"))),
        QuorumOf::Managers => ("managers", format!("{leader}, {voting} of {members} reachable, {bears}")),
    }
}

fn end_words(end: &FirstEnd) -> String {
    let day = end.not_after.date();
    match end.days_left {
        ..0 => format!("that of {} ended on {day}", end.owner),
        days => format!("the first to end is that of {}, on {day}, in {}", end.owner, text::count(usize::try_from(days).unwrap_or_default(), "day")),
    }
}

fn migration_words(migration: &Migration) -> String {
    let doing = match migration.stage {
        MigrationStage::Join => "moving to swarm mode: `swarmctl migrate --finish` ends it, `swarmctl migrate --back` goes back",
        MigrationStage::Back => "going back to standalone: `swarmctl migrate --back` goes on",
        MigrationStage::Finish => "moving to swarm mode, with no way back: `swarmctl migrate --finish` goes on",
    };
    format!("{doing} (since {} UTC)", moment(migration.began_at))
}

fn holder_words(holder: &HeldBy) -> String {
    let since = holder.since.format(format_description!("[hour]:[minute]:[second]")).unwrap_or_default();
    format!("`{}` (process {} of {}, since {since} UTC)", holder.verb, holder.pid, holder.who)
}

fn runs(status: &StatusShown) -> Vec<Line> {
    if status.runs.is_empty() {
        return vec![Line::plain("no run has changed it yet")];
    }
    let line = |run: &RunRow| {
        let by = run.by.as_deref().unwrap_or("-");
        let on = if run.nodes.is_empty() { String::new() } else { format!(" on {}", names(&run.nodes)) };
        let said = format!("{}  {by}  {}{on}: {}", moment(run.at), run.verb, run.outcome.as_str());
        Line::of(format!("run {}", run.run), text::one_line(&said))
    };
    let head = Line::plain("last runs (UTC)");
    std::iter::once(head).chain(status.runs.iter().rev().map(line)).collect()
}
