//! Carrying a plan out: the journal opened, progress shown, the outcome told.

use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::sync::watch;

use crate::execute::{Outcome, Settings, Workshop, carry_out, note_kept};
use crate::model::{Event, Failure, Plan, VerifyReport};
use crate::report::{RunSummary, Ui};
use crate::state::RunEnd;

use super::ended::Result;
use super::hold::Holding;

/// Carries `plan` out and shows how it goes; the cluster is held from the first step on.
pub(super) async fn carry(
    plan: &Plan,
    workshop: &Arc<Workshop>,
    holding: &Holding<'_>,
    settings: Settings,
    stop: watch::Receiver<bool>,
    ui: &Ui,
) -> Result<Outcome> {
    holding.take(plan, &workshop.dir).await?;
    let (events, seen) = mpsc::unbounded_channel();
    let (outcome, ()) = tokio::join!(journaled(plan, workshop, settings, stop, events), ui.follow(plan, seen));
    outcome
}

/// Carries `plan` out and shows nothing: standard output is for what the run is to come to.
pub(super) async fn carry_quietly(
    plan: &Plan,
    workshop: &Arc<Workshop>,
    holding: &Holding<'_>,
    settings: Settings,
    stop: watch::Receiver<bool>,
) -> Result<Outcome> {
    holding.take(plan, &workshop.dir).await?;
    let (events, _seen) = mpsc::unbounded_channel();
    journaled(plan, workshop, settings, stop, events).await
}

async fn journaled(plan: &Plan, workshop: &Arc<Workshop>, settings: Settings, stop: watch::Receiver<bool>, events: UnboundedSender<Event>) -> Result<Outcome> {
    note_kept(workshop, plan)?;
    let journal = Arc::new(workshop.dir.journal().begin(&plan.verb, OffsetDateTime::now_utc())?);
    let outcome = carry_out(plan, workshop.clone(), journal.clone(), settings, stop, events).await;
    let end = match &outcome {
        o if o.interrupted => RunEnd::Interrupted,
        o if o.is_complete() => RunEnd::Done,
        _ => RunEnd::Failed,
    };
    // A cluster that was forgotten has no journal to end.
    if workshop.dir.exists() {
        journal.end(end, OffsetDateTime::now_utc())?;
    }
    Ok(outcome)
}

/// Everything that failed.
pub(super) fn failures(outcome: &Outcome) -> Vec<Failure> {
    outcome.nodes.iter().flat_map(|node| node.failures.clone()).collect()
}

/// What the end of a run is told from.
pub(super) fn summary(plan: &Plan, outcome: &Outcome, began: Instant, verified: Option<VerifyReport>) -> RunSummary {
    RunSummary { cluster: plan.cluster.clone(), verb: plan.verb.clone(), nodes: outcome.nodes.clone(), took: began.elapsed(), verified }
}
