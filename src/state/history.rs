//! The journal as people ask for it: run by run.

use time::OffsetDateTime;

use super::journal::{Entry, Happened, RunEnd, StepRef};
use super::{Journal, Result};

/// A run, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// Its verb.
    pub verb: String,
    /// Who began it, `USER@HOST`; older journals do not say.
    pub by: Option<String>,
    /// When it began.
    pub began: OffsetDateTime,
    /// When and how it ended; `None` if it was cut off, or still goes on.
    pub ended: Option<(OffsetDateTime, RunEnd)>,
    /// Its steps, in the order in which they began.
    pub steps: Vec<RunStep>,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunStep {
    /// Which.
    pub step: StepRef,
    /// When it began.
    pub began: OffsetDateTime,
    /// How it ended; `None` if it did not.
    pub end: Option<StepEnd>,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepEnd {
    /// How long it took.
    pub took_ms: u64,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

impl Journal {
    /// Every run, oldest first.
    pub fn runs(&self) -> Result<Vec<Run>> {
        let mut runs: Vec<Run> = Vec::new();
        for entry in self.entries()? {
            let Some(run) = runs.iter_mut().rev().find(|run| run.id == entry.run) else {
                runs.push(Run::of(entry));
                continue;
            };
            run.add(entry);
        }
        Ok(runs)
    }
}

impl Run {
    /// The run that an entry is the first of; a journal that was cut at its head may begin with any.
    fn of(entry: Entry) -> Self {
        let by = match &entry.happened {
            Happened::RunStarted { by } => by.clone(),
            _ => None,
        };
        let mut run = Self { id: entry.run.clone(), verb: entry.verb.clone(), by, began: entry.at, ended: None, steps: Vec::new() };
        run.add(entry);
        run
    }

    fn add(&mut self, entry: Entry) {
        match entry.happened {
            Happened::RunStarted { .. } => {}
            Happened::Started { step } => self.steps.push(RunStep { step, began: entry.at, end: None }),
            Happened::Done { step, took_ms } => self.end_step(&step, StepEnd { took_ms, error: None }),
            Happened::Failed { step, took_ms, error } => self.end_step(&step, StepEnd { took_ms, error: Some(error) }),
            Happened::RunEnded { end } => self.ended = Some((entry.at, end)),
        }
    }

    fn end_step(&mut self, step: &StepRef, end: StepEnd) {
        if let Some(begun) = self.steps.iter_mut().rev().find(|begun| begun.step.id == step.id) {
            begun.end = Some(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time::macros::datetime;

    use crate::model::{Exit, Failure, Need, Plan, Step};

    use super::super::cluster_dir::lab;
    use super::*;

    const AT: OffsetDateTime = datetime!(2026-03-01 14:02:00 UTC);

    #[test]
    fn a_run_is_told_with_who_began_it_its_steps_and_its_end() {
        let (_home, dir) = lab();
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        plan.push(None, Step::MakeCa { days: 3650 }, Need::Do { reason: None }, &[]);
        plan.push(Some(&"w1".parse().unwrap()), Step::ClaimNode, Need::Do { reason: None }, &[]);
        let run = dir.journal().begin("init", AT).unwrap();
        run.started(&plan.steps[0], AT).unwrap();
        run.started(&plan.steps[1], AT).unwrap();
        run.done(&plan.steps[0], AT, Duration::from_millis(12)).unwrap();
        run.failed(&plan.steps[1], AT, Duration::from_millis(7), &Failure::new("no space left", Exit::Failed)).unwrap();
        run.end(RunEnd::Failed, AT + time::Duration::seconds(3)).unwrap();
        let runs = dir.journal().runs().unwrap();
        let [run] = &runs[..] else { panic!("{runs:?}") };
        assert!(run.by.as_ref().is_some_and(|by| by.contains('@')));
        assert_eq!(run.ended, Some((AT + time::Duration::seconds(3), RunEnd::Failed)));
        let ends: Vec<_> = run.steps.iter().map(|step| (step.step.step.as_str(), step.end.clone())).collect();
        let end = |took_ms, error: Option<&str>| Some(StepEnd { took_ms, error: error.map(str::to_owned) });
        assert_eq!(ends, [("make-ca", end(12, None)), ("claim-node", end(7, Some("no space left")))]);
    }

    #[test]
    fn a_run_of_before_the_journal_said_who_and_one_that_was_cut_off_are_runs_too() {
        let (_home, dir) = lab();
        let lines = r#"{"at":"2026-03-01T14:02:00Z","run":"1-1","verb":"init","event":"run-started"}
{"at":"2026-03-01T14:02:00Z","run":"1-1","verb":"init","event":"started","id":1,"node":"w1","step":"claim-node","title":"mark the host"}
"#;
        std::fs::write(dir.path().join("journal.jsonl"), lines).unwrap();
        let run = dir.journal().runs().unwrap().remove(0);
        assert_eq!((run.by, run.ended, run.steps.len(), run.steps[0].end.clone()), (None, None, 1, None));
    }
}
