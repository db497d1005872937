//! What an error owes its reader: the cause, what to do about it, and the exit code it stands for.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Exit, NodeName, Step, StepKind};

/// Implemented by each layer's error: beside the message (`Display`, lower case, no full stop), what helps.
pub trait Explain: std::error::Error {
    /// What to do, or the command to run.
    fn hint(&self) -> Option<String> {
        None
    }

    /// The exit code if this error ends the run.
    fn exit(&self) -> Exit {
        Exit::Failed
    }

    /// The last lines of what the other side printed, oldest first.
    fn detail(&self) -> Vec<String> {
        Vec::new()
    }
}

/// An error made flat for people and for JSON: where, what, why, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// The node it happened on, if on one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeName>,
    /// The kind of the step that was under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepKind>,
    /// What that step does, as the plan describes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The cause, with its sources joined by `: `.
    pub cause: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The last output lines of the other side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub detail: Vec<String>,
    /// The exit code that it alone would end the run with.
    pub exit: Exit,
}

impl Failure {
    /// A failure from any layer's error. Sources that the message already ends with are not said twice.
    pub fn from_error(error: &dyn Explain) -> Self {
        let mut cause = error.to_string();
        let mut next = error.source();
        while let Some(source) = next {
            let text = source.to_string();
            if !cause.ends_with(&text) {
                cause.push_str(": ");
                cause.push_str(&text);
            }
            next = source.source();
        }
        Self { node: None, step: None, title: None, cause, hint: error.hint(), detail: error.detail(), exit: error.exit() }
    }

    /// A failure that is only a text.
    pub fn new(cause: impl Into<String>, exit: Exit) -> Self {
        Self { node: None, step: None, title: None, cause: cause.into(), hint: None, detail: Vec::new(), exit }
    }

    /// The same, with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, on a node.
    #[must_use]
    pub fn on(mut self, node: &NodeName) -> Self {
        self.node = Some(node.clone());
        self
    }

    /// The same, in a step.
    #[must_use]
    pub fn during(mut self, step: &Step) -> Self {
        (self.step, self.title) = (Some(step.kind()), Some(step.describe()));
        self
    }
}
