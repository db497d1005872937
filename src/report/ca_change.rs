//! How far a change of CAs is.

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::model::{CaStage, ClusterName, Direction, DocumentKind, NodeName};

use super::document::document;
use super::text;

/// Where a cluster stands with its CA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaStatus {
    /// The cluster.
    pub cluster: ClusterName,
    /// The subject of the CA that issues.
    pub issuer: String,
    /// The change that is under way, if one is.
    pub change: Option<CaChange>,
}

/// A change of CAs that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaChange {
    /// The stage that is reached.
    pub stage: CaStage,
    /// Whether it goes to the new CA or back.
    pub direction: Direction,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub began_at: OffsetDateTime,
    /// The subject of the CA that is to go.
    pub from: String,
    /// The subject of the CA that is to stay.
    pub to: String,
    /// The nodes, and whether each has come to this stage; `None` where it could not be looked at.
    pub nodes: Vec<(NodeName, Option<bool>)>,
}

impl CaStatus {
    /// The document.
    pub(super) fn json(&self) -> String {
        document(DocumentKind::CaStatus, self)
    }

    /// The sentences.
    pub(super) fn text(&self) -> String {
        let Some(change) = &self.change else {
            return text::lines(&[format!("no change of CAs is under way: {} issues", text::one_line(&self.issuer))]);
        };
        let way = match change.direction {
            Direction::Forward => "changes its CA",
            Direction::Back => "goes back to its former CA",
        };
        let since = change.began_at.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).unwrap_or_default();
        let mut lines = vec![
            format!(
                "cluster `{}` {way} since {since}, and is in stage {} of 4, `{}`: {}",
                self.cluster,
                number(change.stage),
                change.stage.as_str(),
                meaning(change.stage)
            ),
            format!("  from {}", text::one_line(&change.from)),
            format!("  to   {}", text::one_line(&change.to)),
        ];
        let width = change.nodes.iter().map(|(node, _)| node.as_str().len()).max().unwrap_or(0);
        lines.extend(change.nodes.iter().map(|(node, reached)| format!("  {node:width$}  {}", word(*reached))));
        lines.push(format!("next: `swarmctl certs rotate-ca -c {}` goes on; `--abort` goes back{}", self.cluster, if_late(change)));
        text::lines(&lines)
    }
}

/// A stage's number, from 1.
pub(super) fn number(stage: CaStage) -> usize {
    match stage {
        CaStage::Trust => 1,
        CaStage::Leaves => 2,
        CaStage::Clients => 3,
        CaStage::Drop => 4,
    }
}

/// What happens in a stage.
fn meaning(stage: CaStage) -> &'static str {
    match stage {
        CaStage::Trust => "everyone comes to trust both CAs",
        CaStage::Leaves => "the nodes' certificates are issued by the one that stays",
        CaStage::Clients => "the clients' certificates are issued by the one that stays",
        CaStage::Drop => "the one that goes is trusted no more",
    }
}

fn word(reached: Option<bool>) -> &'static str {
    match reached {
        Some(true) => "done",
        Some(false) => "to do",
        None => "not reached",
    }
}

fn if_late(change: &CaChange) -> &'static str {
    if change.direction == Direction::Back || change.stage == CaStage::Drop { ", which is too late now" } else { "" }
}

/// The line that announces a stage.
pub fn stage_line(stage: CaStage) -> String {
    format!("stage {} of 4, `{}`: {}", number(stage), stage.as_str(), meaning(stage))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn status() -> CaStatus {
        let change = CaChange {
            stage: CaStage::Leaves,
            direction: Direction::Forward,
            began_at: datetime!(2026-03-01 14:02:00 UTC),
            from: "CN=old".to_owned(),
            to: "CN=new\x1b[2J".to_owned(),
            nodes: vec![("m1".parse().unwrap(), Some(false)), ("worker-1".parse().unwrap(), Some(true)), ("w2".parse().unwrap(), None)],
        };
        CaStatus { cluster: "lab".parse().unwrap(), issuer: "CN=new".to_owned(), change: Some(change) }
    }

    #[test]
    fn a_change_says_its_stage_the_nodes_and_how_to_go_on() {
        insta::assert_snapshot!(status().text(), @r"
        cluster `lab` changes its CA since 2026-03-01 14:02 UTC, and is in stage 2 of 4, `leaves`: the nodes' certificates are issued by the one that stays
          from CN=old
          to   CN=new\u{1b}[2J
          m1        to do
          worker-1  done
          w2        not reached
        next: `swarmctl certs rotate-ca -c lab` goes on; `--abort` goes back
        ");
    }

    #[test]
    fn without_a_change_it_is_one_line() {
        let status = CaStatus { change: None, ..status() };
        assert_eq!(status.text(), "no change of CAs is under way: CN=new issues\n");
    }
}
