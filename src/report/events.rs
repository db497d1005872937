//! What happens during a run, for programs: a line of JSON for each event, with the ids that steps have in plans.

use std::time::Instant;

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use crate::model::{ClusterName, DocumentKind, Event, Failure, NodeName, Plan, StepId, StepKind, StepOutcome};

use super::board::Board;
use super::document::{document, one_line};
use super::plan::Summary;

/// The body of an event's line.
#[derive(Serialize, JsonSchema)]
pub(super) struct EventBody<'a> {
    /// When it happened.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: OffsetDateTime,
    #[serde(flatten)]
    happening: &'a Happening<'a>,
}

/// What happened. An event is added and none is changed: programs rely on them.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub(super) enum Happening<'a> {
    /// A plan begins to be carried out; steps' numbers are those of the plan that began last. One run may carry out several.
    PlanBegan {
        /// The cluster.
        cluster: &'a ClusterName,
        /// The verb.
        verb: &'a str,
        /// Steps that are to be done.
        to_do: usize,
        /// Steps whose result holds already.
        kept: usize,
    },
    /// A step began.
    StepBegan {
        #[serde(flatten)]
        step: StepTold<'a>,
    },
    /// A step was done.
    StepDone {
        #[serde(flatten)]
        step: StepTold<'a>,
        /// How long it took.
        took_ms: u64,
    },
    /// What a step would bring about holds already.
    StepKept {
        #[serde(flatten)]
        step: StepTold<'a>,
    },
    /// A step failed.
    StepFailed {
        #[serde(flatten)]
        step: StepTold<'a>,
        /// How long it took; nothing where it could not even begin.
        took_ms: Option<u64>,
        /// Why, and what to do.
        failure: &'a Failure,
    },
    /// A step was not tried, because one before it failed or the run was interrupted.
    StepSkipped {
        #[serde(flatten)]
        step: StepTold<'a>,
    },
    /// A step was a way back, and all went well.
    StepUnneeded {
        #[serde(flatten)]
        step: StepTold<'a>,
    },
    /// Something without a step is under way.
    Phase {
        /// What, in words.
        message: &'a str,
    },
    /// Something people should know.
    Note {
        /// The text.
        message: &'a str,
    },
    /// Something people should be warned of.
    Warning {
        /// The text.
        message: &'a str,
    },
    /// A line that a command on a node, or a log that is followed, said.
    Line {
        /// The node.
        node: &'a NodeName,
        /// `stdout` or `stderr` of a command; `manager`, `consul`, `agent` or `engine` of a log.
        source: &'a str,
        /// The line, without its end.
        line: &'a str,
    },
}

/// A step, as events name it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StepTold<'a> {
    /// Its number in the plan.
    id: StepId,
    /// Its node; `null` is the operator's machine.
    node: Option<&'a NodeName>,
    /// Its kind.
    step: StepKind,
    /// What it does, in words.
    title: &'a str,
}

impl<'a> Happening<'a> {
    /// A plan begins to be carried out.
    pub(super) fn plan_began(plan: &'a Plan) -> Self {
        let Summary { to_do, kept, .. } = Summary::of(plan);
        Self::PlanBegan { cluster: &plan.cluster, verb: &plan.verb, to_do, kept }
    }
}

/// An event's line.
pub(super) fn event_line(happening: &Happening<'_>, at: OffsetDateTime) -> String {
    one_line(&document(DocumentKind::Event, &EventBody { at, happening }))
}

/// Tells the events of a plan that is carried out.
pub(super) struct Teller<'a> {
    plan: &'a Plan,
    board: Board,
}

impl<'a> Teller<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self { plan, board: Board::new(Some(plan)) }
    }

    /// The line of an event of the plan's. How far a step is has none, and notes and warnings have theirs where they are said.
    pub(super) fn line(&mut self, event: &Event, now: Instant, at: OffsetDateTime) -> Option<String> {
        let took = self.board.apply(event, now);
        let happening = match event {
            Event::Phase { title } => Happening::Phase { message: title },
            Event::Started { id, node, title } => Happening::StepBegan { step: self.step(*id, node.as_ref(), title)? },
            Event::Ended { id, node, title, outcome } => {
                let (step, took_ms) = (self.step(*id, node.as_ref(), title)?, took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)));
                match outcome {
                    StepOutcome::Done { .. } => Happening::StepDone { step, took_ms: took_ms.unwrap_or(0) },
                    StepOutcome::Kept => Happening::StepKept { step },
                    StepOutcome::Failed(failure) => Happening::StepFailed { step, took_ms, failure },
                    StepOutcome::Skipped => Happening::StepSkipped { step },
                    StepOutcome::Unneeded => Happening::StepUnneeded { step },
                }
            }
            Event::Progress { .. } | Event::Note { .. } | Event::Warning { .. } => return None,
        };
        Some(event_line(&happening, at))
    }

    fn step<'b>(&self, id: StepId, node: Option<&'b NodeName>, title: &'b str) -> Option<StepTold<'b>> {
        let planned = self.plan.steps.get(id.0)?;
        Some(StepTold { id, node, step: planned.step.kind(), title })
    }
}
