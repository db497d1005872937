//! `logs`: what containers and engines said.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DocumentKind, NodeName};

use super::events::Happening;
use super::{Answer, Output, Result, Ui, text};

/// Logs, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Logs {
    /// In the nodes' order.
    pub items: Vec<LogShown>,
}

/// One log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogShown {
    /// Its node.
    pub node: NodeName,
    /// `manager`, `consul`, `agent` or `engine`.
    pub source: String,
    /// What stands before its lines for people.
    #[serde(skip)]
    pub label: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// Why they are not all there.
    pub error: Option<String>,
}

impl Answer for Logs {
    const KIND: DocumentKind = DocumentKind::Logs;

    fn text(&self) -> String {
        self.items.iter().flat_map(|log| log.lines.iter().map(|line| labelled(&log.label, line))).collect()
    }
}

/// A line of something's, harmless to a terminal and else as it was.
pub(super) fn labelled(label: &str, line: &str) -> String {
    format!("{label}: {}\n", text::harmless(line.strip_suffix('\r').unwrap_or(line)))
}

impl Ui {
    /// Prints a line of a log that is followed.
    pub fn line(&self, log: &LogShown, line: &str) -> Result<()> {
        if self.manner().output == Output::JsonLines {
            self.tell(&Happening::Line { node: &log.node, source: &log.source, line });
            return Ok(());
        }
        self.data(labelled(&log.label, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_carry_their_label_and_cannot_drive_the_terminal() {
        let lines = vec!["one".to_owned(), "\u{1b}]0;title\u{7}two\tend  \r".to_owned()];
        let log = LogShown { node: "w1".parse().unwrap(), source: "agent".to_owned(), label: "w1".to_owned(), lines, error: None };
        assert_eq!(Logs { items: vec![log] }.text(), "w1: one\nw1: \\u{1b}]0;title\\u{7}two\tend  \n");
    }
}
