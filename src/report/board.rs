//! The state of a run as its events tell it: which steps run where, since when, and how far. Both kinds of progress are drawn from it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::model::{Event, NodeName, Plan, StepId, StepOutcome};

use super::plan::places;
use super::text;

/// A step that runs.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) id: StepId,
    pub(super) title: String,
    pub(super) since: Instant,
    pub(super) transfer: Option<(u64, Option<u64>)>,
}

/// A place and what goes on there.
#[derive(Debug, Default)]
pub(super) struct Lane {
    node: Option<NodeName>,
    pub(super) running: Vec<Running>,
    left: BTreeSet<StepId>,
    pub(super) ended: usize,
    pub(super) failed: Option<String>,
    pub(super) began: Option<Instant>,
    last: Option<Instant>,
}

impl Lane {
    pub(super) fn name(&self) -> &str {
        text::place(self.node.as_ref())
    }

    /// Whether all that the plan wants here has ended.
    pub(super) fn is_over(&self) -> bool {
        self.running.is_empty() && self.left.is_empty()
    }

    /// From its first step's begin to its last one's end.
    pub(super) fn took(&self) -> Duration {
        self.began.zip(self.last).map_or(Duration::ZERO, |(began, last)| last.duration_since(began))
    }
}

/// All places.
#[derive(Debug)]
pub(super) struct Board {
    pub(super) lanes: Vec<Lane>,
}

impl Board {
    /// The places of the plan, with what is to be done there. Without a plan, places come with their first event.
    pub(super) fn new(plan: Option<&Plan>) -> Self {
        let lane = |plan: &Plan, node: Option<&NodeName>| {
            let left = plan.pending().filter(|step| step.node.as_ref() == node).map(|step| step.id).collect();
            Lane { node: node.cloned(), left, ..Lane::default() }
        };
        let lanes = plan.map_or(Vec::new(), |plan| places(plan).into_iter().map(|node| lane(plan, node)).collect());
        Self { lanes: lanes.into_iter().filter(|lane| !lane.left.is_empty()).collect() }
    }

    /// Takes an event over. For a step that ended: how long it ran.
    pub(super) fn apply(&mut self, event: &Event, now: Instant) -> Option<Duration> {
        match event {
            Event::Started { id, node, title } => {
                let lane = self.lane(node.as_ref());
                lane.began.get_or_insert(now);
                lane.running.push(Running { id: *id, title: text::one_line(title), since: now, transfer: None });
                None
            }
            Event::Progress { id, done, total } => {
                let running = self.lanes.iter_mut().flat_map(|lane| &mut lane.running).find(|step| step.id == *id);
                if let Some(step) = running {
                    step.transfer = Some((*done, *total));
                }
                None
            }
            Event::Ended { id, node, title, outcome } => self.lane(node.as_ref()).end(*id, title, outcome, now),
            Event::Phase { .. } | Event::Note { .. } | Event::Warning { .. } => None,
        }
    }

    fn lane(&mut self, node: Option<&NodeName>) -> &mut Lane {
        let at = self.lanes.iter().position(|lane| lane.node.as_ref() == node).unwrap_or_else(|| {
            self.lanes.push(Lane { node: node.cloned(), ..Lane::default() });
            self.lanes.len() - 1
        });
        &mut self.lanes[at]
    }
}

impl Lane {
    fn end(&mut self, id: StepId, title: &str, outcome: &StepOutcome, now: Instant) -> Option<Duration> {
        self.left.remove(&id);
        let at = self.running.iter().position(|step| step.id == id);
        let ran = at.map(|at| now.duration_since(self.running.remove(at).since));
        match outcome {
            StepOutcome::Done { took } => {
                self.ended += 1;
                self.last = Some(now);
                Some(*took)
            }
            StepOutcome::Failed(failure) => {
                self.failed.get_or_insert_with(|| text::one_line(&format!("{title}: {}", failure.cause)));
                self.last = Some(now);
                ran
            }
            StepOutcome::Kept | StepOutcome::Skipped | StepOutcome::Unneeded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Need, Step};

    use super::*;

    fn plan() -> Plan {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        let (a, b) = ("a".parse().unwrap(), "b".parse().unwrap());
        plan.push(Some(&a), Step::ClaimNode, Need::Do { reason: None }, &[]);
        plan.push(Some(&a), Step::MakeGossipKey, Need::Do { reason: None }, &[]);
        plan.push(Some(&b), Step::ClaimNode, Need::Kept, &[]);
        plan
    }

    fn ended(id: usize) -> Event {
        Event::Ended { id: StepId(id), node: Some("a".parse().unwrap()), title: String::new(), outcome: StepOutcome::Done { took: Duration::from_secs(1) } }
    }

    #[test]
    fn only_places_with_something_to_do_are_shown() {
        assert_eq!(Board::new(Some(&plan())).lanes.iter().map(Lane::name).collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn a_place_is_over_when_the_last_of_its_steps_has_ended() {
        let mut board = Board::new(Some(&plan()));
        let now = Instant::now();
        board.apply(&ended(0), now);
        assert!(!board.lanes[0].is_over());
        board.apply(&ended(1), now);
        assert!(board.lanes[0].is_over());
    }

    #[test]
    fn progress_goes_to_the_step_of_its_number() {
        let mut board = Board::new(None);
        let now = Instant::now();
        board.apply(&Event::Started { id: StepId(7), node: None, title: "pull".to_owned() }, now);
        board.apply(&Event::Progress { id: StepId(7), done: 1, total: Some(2) }, now);
        board.apply(&Event::Progress { id: StepId(8), done: 9, total: None }, now);
        assert_eq!(board.lanes[0].running[0].transfer, Some((1, Some(2))));
    }
}
