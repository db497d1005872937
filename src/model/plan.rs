//! A plan: the steps between what is and what is wanted, as a value that can be printed, stored as JSON, and carried out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClusterName, NodeName, Step};

/// A step's number in its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct StepId(pub usize);

/// Whether a step is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "need")]
pub enum Need {
    /// It is to be done; why, where that is not plain.
    Do {
        /// The reason.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reason: Option<String>,
    },
    /// What it would bring about already holds.
    Kept,
    /// It is the way back from others: done only if one of them fails, and then even if the run is to stop.
    IfFailed {
        /// Those others; all of them earlier steps.
        of: Vec<StepId>,
    },
}

/// A step in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedStep {
    /// Its number.
    pub id: StepId,
    /// The node it is for; `None` for the operator's machine.
    pub node: Option<NodeName>,
    /// What to do.
    pub step: Step,
    /// Whether to do it.
    #[serde(flatten)]
    pub need: Need,
    /// The steps that must have succeeded before it: an order only where order is real.
    pub after: Vec<StepId>,
    /// Earlier steps that it lets go first, however they end: everybody waits for those.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub behind: Vec<StepId>,
}

/// The whole way from here to there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The cluster.
    pub cluster: ClusterName,
    /// The verb that asked for it.
    pub verb: String,
    /// The steps; each one's `after` names only earlier ones.
    pub steps: Vec<PlannedStep>,
    /// What the reader should know before it runs: a restart, something that will not be kept.
    pub warnings: Vec<String>,
}

impl Plan {
    /// An empty plan.
    pub fn new(cluster: ClusterName, verb: &str) -> Self {
        Self { cluster, verb: verb.to_owned(), steps: Vec::new(), warnings: Vec::new() }
    }

    /// The same plan, asked for by another verb.
    #[must_use]
    pub fn of(self, verb: &str) -> Self {
        Self { verb: verb.to_owned(), ..self }
    }

    /// Adds a step and gives its number.
    pub fn push(&mut self, node: Option<&NodeName>, step: Step, need: Need, after: &[StepId]) -> StepId {
        let id = StepId(self.steps.len());
        self.steps.push(PlannedStep { id, node: node.cloned(), step, need, after: after.to_vec(), behind: Vec::new() });
        id
    }

    /// Lets a step begin no sooner than others have ended, however they end.
    pub fn put_behind(&mut self, id: StepId, others: &[StepId]) {
        self.steps[id.0].behind = others.to_vec();
    }

    /// The steps that are to be done.
    pub fn pending(&self) -> impl Iterator<Item = &PlannedStep> {
        self.steps.iter().filter(|s| matches!(s.need, Need::Do { .. }))
    }

    /// Whether nothing is to be done.
    pub fn is_settled(&self) -> bool {
        self.pending().next().is_none()
    }
}
