//! What happens while a plan is carried out, told by `execute` and drawn by `report`.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Failure, NodeName, StepId};

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum StepOutcome {
    /// Done, in that time.
    Done {
        /// How long it took.
        #[serde(skip)]
        took: Duration,
    },
    /// It held already.
    Kept,
    /// Failed.
    Failed(Failure),
    /// Not tried, because another step failed or the run was interrupted.
    Skipped,
    /// The way back from steps that all went well.
    Unneeded,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Nodes are being looked at, or something else without a step is under way.
    Phase {
        /// What, for people.
        title: String,
    },
    /// A step began.
    Started {
        /// Its number.
        id: StepId,
        /// Its node.
        node: Option<NodeName>,
        /// What it does.
        title: String,
    },
    /// A step tells how far it is.
    Progress {
        /// Its number.
        id: StepId,
        /// Bytes or items done.
        done: u64,
        /// Of how many, where known.
        total: Option<u64>,
    },
    /// A step ended.
    Ended {
        /// Its number.
        id: StepId,
        /// Its node.
        node: Option<NodeName>,
        /// What it does.
        title: String,
        /// How.
        outcome: StepOutcome,
    },
    /// Something people should know.
    Note {
        /// The text.
        text: String,
    },
    /// Something people should be warned of.
    Warning {
        /// The text.
        text: String,
    },
}

/// How a node came out of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NodeStatus {
    /// Something was done and all of it succeeded.
    Changed,
    /// Everything held already.
    Unchanged,
    /// A step failed.
    Failed,
    /// Not finished: it waited for another node's step, or the run was interrupted.
    Unfinished,
}

/// A node at the end of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeOutcome {
    /// Its name; `None` is the operator's machine.
    pub node: Option<NodeName>,
    /// How it came out.
    pub status: NodeStatus,
    /// Steps done.
    pub done: usize,
    /// Steps kept.
    pub kept: usize,
    /// What failed on it.
    pub failures: Vec<Failure>,
}
