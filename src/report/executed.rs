//! What commands on nodes said: lines as they come for people, a document for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DocumentKind, NodeName};

use super::events::Happening;
use super::logs::labelled;
use super::{Answer, Output, Result, Ui};

/// The most of a stream that goes into a document.
const LIMIT: usize = 4 << 20;

/// Which stream a line was said on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

impl Said {
    /// The word for it.
    fn as_str(self) -> &'static str {
        match self {
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
        }
    }
}

/// How a command went on the nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Executed {
    /// By node.
    pub items: Vec<ExecutedNode>,
}

/// How a command went on one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExecutedNode {
    /// The node.
    pub node: NodeName,
    /// The command's exit status; `None` if it had none.
    pub status: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    /// Whether it wrote more than is kept.
    pub truncated: bool,
    /// Why it has no status.
    pub error: Option<String>,
}

impl ExecutedNode {
    /// A command that has said nothing yet.
    pub fn new(node: &NodeName) -> Self {
        Self { node: node.clone(), status: None, stdout: String::new(), stderr: String::new(), truncated: false, error: None }
    }

    /// It said a line.
    pub fn add(&mut self, from: Said, line: &str) {
        let kept = match from {
            Said::Stdout => &mut self.stdout,
            Said::Stderr => &mut self.stderr,
        };
        if kept.len() + line.len() >= LIMIT {
            self.truncated = true;
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
}

impl Answer for Executed {
    const KIND: DocumentKind = DocumentKind::Exec;

    /// Nothing: people have seen the lines already.
    fn text(&self) -> String {
        String::new()
    }
}

impl Ui {
    /// Passes on what something on a node said, on the stream it was said on and harmless to a terminal.
    pub fn said(&self, node: &NodeName, from: Said, line: &str) -> Result<()> {
        if self.manner().output == Output::JsonLines {
            self.tell(&Happening::Line { node, source: from.as_str(), line });
            return Ok(());
        }
        let line = labelled(node.as_str(), line);
        match from {
            Said::Stdout => self.data(line),
            Said::Stderr => {
                self.say(&line);
                Ok(())
            }
        }
    }
}
