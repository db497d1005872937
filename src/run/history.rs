//! `history`: what runs did, from the journal.

use std::collections::BTreeSet;

use crate::cli::HistoryRequest;
use crate::model::{Exit, Failure};
use crate::report::{RunOutcome, RunRow, RunShown, StepRow};
use crate::state::{ClusterDir, Run, RunEnd, RunStep};

use super::ended::{Ended, Result};
use super::place;
use super::session::Session;

/// Lists runs, or shows one.
pub(super) fn history(request: &HistoryRequest, session: &Session<'_>) -> Result<Exit> {
    let dir = place::named_or_only(session)?;
    session.touch(&dir);
    let runs = dir.journal().runs()?;
    let rows = rows(&dir, &runs);
    let Some(wanted) = &request.run else {
        session.ui.list(&rows[rows.len().saturating_sub(request.last.get())..])?;
        return Ok(Exit::Ok);
    };
    let found = runs.iter().zip(rows).rev().find(|(run, _)| wanted == "last" || run.id == *wanted);
    let (run, row) = found.ok_or_else(|| {
        let failure = Failure::new(format!("cluster `{}` has had no such run", dir.name()), Exit::NotFound);
        Ended::with(failure.hint("`swarmctl history` lists them"))
    })?;
    session.ui.answer(&RunShown { steps: run.steps.iter().map(|step| step_row(step, row.outcome)).collect(), run: row })?;
    Ok(Exit::Ok)
}

/// Only the newest run can still be under way, and then it holds the cluster.
pub(super) fn rows(dir: &ClusterDir, runs: &[Run]) -> Vec<RunRow> {
    let is_held = dir.holder().is_some();
    runs.iter().enumerate().map(|(at, run)| row(run, is_held && at + 1 == runs.len())).collect()
}

/// A run as a row; `held` where it would be the one that holds the cluster.
fn row(run: &Run, held: bool) -> RunRow {
    let nodes: BTreeSet<_> = run.steps.iter().filter_map(|step| step.step.node.clone()).collect();
    let failed = |step: &&RunStep| step.end.as_ref().is_some_and(|end| end.error.is_some());
    let done = |step: &&RunStep| step.end.as_ref().is_some_and(|end| end.error.is_none());
    let outcome = match run.ended {
        Some((_, RunEnd::Done)) => RunOutcome::Done,
        Some((_, RunEnd::Failed)) => RunOutcome::Failed,
        Some((_, RunEnd::Interrupted)) => RunOutcome::Interrupted,
        None if held => RunOutcome::UnderWay,
        None => RunOutcome::CutOff,
    };
    RunRow {
        run: run.id.clone(),
        at: run.began,
        by: run.by.clone(),
        verb: run.verb.clone(),
        nodes: nodes.into_iter().collect(),
        done: run.steps.iter().filter(done).count(),
        failed: run.steps.iter().filter(failed).count(),
        outcome,
        took_ms: run.ended.and_then(|(at, _)| u64::try_from((at - run.began).whole_milliseconds()).ok()),
    }
}

fn step_row(step: &RunStep, run: RunOutcome) -> StepRow {
    let outcome = match &step.end {
        Some(end) if end.error.is_some() => RunOutcome::Failed,
        Some(_) => RunOutcome::Done,
        None if run == RunOutcome::UnderWay => RunOutcome::UnderWay,
        None => RunOutcome::CutOff,
    };
    StepRow {
        at: step.began,
        node: step.step.node.clone(),
        step: step.step.step.clone(),
        title: step.step.title.clone(),
        outcome,
        took_ms: step.end.as_ref().map(|end| end.took_ms),
        error: step.end.as_ref().and_then(|end| end.error.clone()),
    }
}
