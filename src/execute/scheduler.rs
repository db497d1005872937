//! What runs when: each step as soon as those it waits for have succeeded. A failed step takes with it what waits for it and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::model::{Event, Exit, Failure, Need, NodeName, NodeOutcome, NodeStatus, Plan, PlannedStep, StepId, StepOutcome};
use crate::state::RunJournal;

use super::Error;
use super::act::act;
use super::gate::Gate;
use super::workshop::Workshop;

/// How a plan is carried out.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// At most so many nodes at once.
    pub concurrency: usize,
    /// How long one step may take; `None` leaves it to the deadlines that steps have of their own.
    pub step_timeout: Option<Duration>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// A line a node; `None` is the operator's machine.
    pub nodes: Vec<NodeOutcome>,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Outcome {
    /// Whether every step was done or held already.
    pub fn is_complete(&self) -> bool {
        !self.interrupted && self.nodes.iter().all(|n| matches!(n.status, NodeStatus::Changed | NodeStatus::Unchanged))
    }

    /// Whether no step had to be done.
    pub fn changed_nothing(&self) -> bool {
        self.nodes.iter().all(|n| n.done == 0)
    }

    /// What this, which is complete, and what was carried out after it came to together.
    #[must_use]
    pub fn then(self, mut next: Self) -> Self {
        for first in self.nodes {
            let Some(node) = next.nodes.iter_mut().find(|n| n.node == first.node) else {
                next.nodes.push(first);
                continue;
            };
            node.done += first.done;
            if node.status == NodeStatus::Unchanged && first.done > 0 {
                node.status = NodeStatus::Changed;
            }
        }
        next
    }

    /// The exit code it stands for.
    pub fn exit(&self) -> Exit {
        if self.interrupted {
            return Exit::Interrupted;
        }
        if self.is_complete() { Exit::Ok } else { Exit::SomeNodes }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Ended(StepOutcome),
}

/// Carries `plan` out. When `stop` turns true, what is under way is finished and nothing more is begun.
pub async fn carry_out(
    plan: &Plan,
    workshop: Arc<Workshop>,
    journal: Arc<RunJournal>,
    settings: Settings,
    mut stop: watch::Receiver<bool>,
    events: UnboundedSender<Event>,
) -> Outcome {
    let bench = Bench { workshop, journal, gate: Arc::new(Gate::new(settings.concurrency)), step_timeout: settings.step_timeout, events: events.clone() };
    let mut states: Vec<State> = plan.steps.iter().map(|s| if s.need == Need::Kept { State::Ended(StepOutcome::Kept) } else { State::Waiting }).collect();
    for step in plan.steps.iter().filter(|s| s.need == Need::Kept) {
        tell_end(&events, step, StepOutcome::Kept);
    }
    let mut running = JoinSet::new();
    loop {
        let stopped = *stop.borrow();
        for index in ready(plan, &mut states, stopped) {
            states[index] = State::Running;
            running.spawn(one(index, plan.steps[index].clone(), bench.clone()));
        }
        let ended = tokio::select! {
            ended = running.join_next() => ended,
            Ok(()) = stop.changed(), if !stopped => continue,
        };
        match ended {
            None => break,
            Some(Ok((index, outcome))) => {
                tell_end(&events, &plan.steps[index], outcome.clone());
                states[index] = State::Ended(outcome);
            }
            // Only a panic ends a step so: it is a bug, and must not be taken for success.
            Some(Err(panic)) => std::panic::resume_unwind(panic.into_panic()),
        }
    }
    Outcome { nodes: outcomes(plan, &states), interrupted: *stop.borrow() && states.contains(&State::Ended(StepOutcome::Skipped)) }
}

/// The steps that can begin. Those that never can, because one they wait for failed or the run was stopped, are marked as skipped, and ways back that are not
/// needed as such; as a step's `after`, `behind` and `of` name only earlier ones, one pass is enough.
fn ready(plan: &Plan, states: &mut [State], stopped: bool) -> Vec<usize> {
    let mut ready = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        if states[index] != State::Waiting {
            continue;
        }
        if let Need::IfFailed { of } = &step.need {
            match way_back(of, states) {
                WayBack::Open => {}
                WayBack::Needed => ready.push(index),
                WayBack::Unneeded => states[index] = State::Ended(StepOutcome::Unneeded),
            }
        } else if stopped || step.after.iter().any(|id| lost(&states[id.0])) {
            states[index] = State::Ended(StepOutcome::Skipped);
        } else if step.after.iter().all(|id| won(&states[id.0])) && step.behind.iter().all(|id| ended(&states[id.0])) {
            ready.push(index);
        }
    }
    ready
}

/// Whether steps have to be undone.
enum WayBack {
    /// Some of them have not ended.
    Open,
    /// One of them failed.
    Needed,
    /// None of them did.
    Unneeded,
}

fn way_back(of: &[StepId], states: &[State]) -> WayBack {
    let failed = |id: &StepId| matches!(states[id.0], State::Ended(StepOutcome::Failed(_)));
    match (of.iter().all(|id| ended(&states[id.0])), of.iter().any(failed)) {
        (false, _) => WayBack::Open,
        (true, true) => WayBack::Needed,
        (true, false) => WayBack::Unneeded,
    }
}

fn ended(state: &State) -> bool {
    matches!(state, State::Ended(_))
}

fn won(state: &State) -> bool {
    matches!(state, State::Ended(StepOutcome::Done { .. } | StepOutcome::Kept))
}

fn lost(state: &State) -> bool {
    matches!(state, State::Ended(StepOutcome::Failed(_) | StepOutcome::Skipped))
}

/// What every step of a run is done with.
#[derive(Clone)]
struct Bench {
    workshop: Arc<Workshop>,
    journal: Arc<RunJournal>,
    gate: Arc<Gate>,
    step_timeout: Option<Duration>,
    events: UnboundedSender<Event>,
}

async fn one(index: usize, step: PlannedStep, bench: Bench) -> (usize, StepOutcome) {
    let _pass = bench.gate.enter(step.node.as_ref()).await;
    let title = step.step.describe();
    // A receiver that is gone only means that nobody looks.
    let _ = bench.events.send(Event::Started { id: step.id, node: step.node.clone(), title });
    let began = Instant::now();
    let result = match bench.journal.started(&step, Workshop::now()) {
        Ok(()) => in_time(bench.step_timeout, act(&step, &bench.workshop, &bench.events)).await,
        Err(error) => Err(error.into()),
    };
    let took = began.elapsed();
    (index, written(&step, result, &bench.journal, took))
}

/// A step that is given up may go on at the other end; the next run looks at what came of it.
async fn in_time(limit: Option<Duration>, step: impl Future<Output = Result<(), Error>>) -> Result<(), Error> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, step).await.unwrap_or(Err(Error::Deadline { limit })),
        None => step.await,
    }
}

fn written(step: &PlannedStep, result: Result<(), Error>, journal: &RunJournal, took: Duration) -> StepOutcome {
    let failed = |error: &Error| {
        let failure = Failure::from_error(error).during(&step.step);
        match &step.node {
            Some(node) => failure.on(node),
            None => failure,
        }
    };
    let outcome = match result {
        Ok(()) => journal.done(step, Workshop::now(), took).map_err(Error::from).map(|()| StepOutcome::Done { took }),
        Err(error) => {
            let failure = failed(&error);
            // The failure itself is what matters; a journal that cannot be written on top of it changes nothing.
            let _ = journal.failed(step, Workshop::now(), took, &failure);
            return StepOutcome::Failed(failure);
        }
    };
    outcome.unwrap_or_else(|error| StepOutcome::Failed(failed(&error)))
}

fn tell_end(events: &UnboundedSender<Event>, step: &PlannedStep, outcome: StepOutcome) {
    let _ = events.send(Event::Ended { id: step.id, node: step.node.clone(), title: step.step.describe(), outcome });
}

fn outcomes(plan: &Plan, states: &[State]) -> Vec<NodeOutcome> {
    let mut nodes: BTreeMap<Option<NodeName>, NodeOutcome> = BTreeMap::new();
    for (step, state) in plan.steps.iter().zip(states) {
        let empty = || NodeOutcome { node: step.node.clone(), status: NodeStatus::Unchanged, done: 0, kept: 0, failures: Vec::new() };
        let entry = nodes.entry(step.node.clone()).or_insert_with(empty);
        match state {
            State::Ended(StepOutcome::Done { .. }) => entry.done += 1,
            State::Ended(StepOutcome::Kept) => entry.kept += 1,
            State::Ended(StepOutcome::Failed(failure)) => entry.failures.push(failure.clone()),
            State::Ended(StepOutcome::Unneeded) => {}
            State::Ended(StepOutcome::Skipped) | State::Waiting | State::Running => entry.status = NodeStatus::Unfinished,
        }
    }
    for outcome in nodes.values_mut() {
        outcome.status = match outcome.status {
            _ if !outcome.failures.is_empty() => NodeStatus::Failed,
            NodeStatus::Unfinished => NodeStatus::Unfinished,
            _ if outcome.done > 0 => NodeStatus::Changed,
            _ => NodeStatus::Unchanged,
        };
    }
    nodes.into_values().collect()
}

#[cfg(test)]
pub(super) mod tests;
