//! Progress as plain lines, for pipes and CI logs: a line when a step ends, and one now and then for a step that takes long.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::model::{Event, StepId, StepOutcome};

use super::Verbosity;
use super::board::Board;
use super::style::{Style, Tone};
use super::text;

/// After this long a step is said to be still under way, and then again each time.
const LONG: Duration = Duration::from_secs(15);

/// The lines of a run.
#[derive(Debug)]
pub(super) struct Plain {
    board: Board,
    verbosity: Verbosity,
    style: Style,
    reminded: BTreeMap<StepId, Instant>,
}

impl Plain {
    pub(super) fn new(board: Board, verbosity: Verbosity, style: Style) -> Self {
        Self { board, verbosity, style, reminded: BTreeMap::new() }
    }

    /// The lines for an event, each with its end.
    pub(super) fn event(&mut self, event: &Event, now: Instant) -> String {
        let ran = self.board.apply(event, now);
        let (dots, verbose) = (self.style.ellipsis(), self.verbosity == Verbosity::Verbose);
        match event {
            Event::Phase { title } => format!("{} {dots}\n", text::one_line(title)),
            Event::Started { node, title, .. } if verbose => format!("{}: {} {dots}\n", text::place(node.as_ref()), text::one_line(title)),
            Event::Started { .. } | Event::Progress { .. } => String::new(),
            Event::Ended { id, node, title, outcome } => {
                self.reminded.remove(id);
                let head = format!("{}: {} {dots}", text::place(node.as_ref()), text::one_line(title));
                self.end(outcome, ran).map_or(String::new(), |end| format!("{head} {end}\n"))
            }
            Event::Note { text } => format!("{}\n", text::block(text, "  ")),
            Event::Warning { text } => self.style.warning(text) + "\n",
        }
    }

    /// The lines for steps that take long.
    pub(super) fn tick(&mut self, now: Instant) -> String {
        let mut lines = Vec::new();
        for lane in &self.board.lanes {
            for step in &lane.running {
                let last = self.reminded.entry(step.id).or_insert(step.since);
                if now.duration_since(*last) < LONG {
                    continue;
                }
                *last = now;
                let far = step.transfer.map_or(String::new(), |(done, total)| format!(", {}", text::transfer(done, total)));
                let ran = text::duration(now.duration_since(step.since));
                lines.push(format!("{}: {} {} still going on ({ran}{far})", lane.name(), step.title, self.style.ellipsis()));
            }
        }
        text::lines(&lines)
    }

    fn end(&self, outcome: &StepOutcome, ran: Option<Duration>) -> Option<String> {
        let took = ran.map_or(String::new(), |ran| format!(" ({})", text::duration(ran)));
        match outcome {
            StepOutcome::Done { .. } => Some(format!("done{took}")),
            StepOutcome::Failed(failure) => Some(format!("{}{took}: {}", self.style.paint(Tone::Bad, "failed"), text::one_line(&failure.cause))),
            StepOutcome::Kept if self.verbosity == Verbosity::Verbose => Some("kept".to_owned()),
            StepOutcome::Skipped if self.verbosity == Verbosity::Verbose => Some("skipped".to_owned()),
            StepOutcome::Kept | StepOutcome::Skipped | StepOutcome::Unneeded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Exit, Failure, NodeName};

    use super::*;

    const STYLE: Style = Style { colored: false, unicode: true };

    fn node() -> NodeName {
        "worker-1".parse().unwrap()
    }

    fn started(id: usize) -> Event {
        Event::Started { id: StepId(id), node: Some(node()), title: "pull `swarm:1.2.9`".to_owned() }
    }

    fn ended(id: usize, outcome: StepOutcome) -> Event {
        Event::Ended { id: StepId(id), node: Some(node()), title: "pull `swarm:1.2.9`".to_owned(), outcome }
    }

    fn lines(verbosity: Verbosity, style: Style) -> String {
        let mut plain = Plain::new(Board::new(None), verbosity, style);
        let begin = Instant::now();
        let at = |millis| begin + Duration::from_millis(millis);
        let mut lines = plain.event(&Event::Phase { title: "looking at 2 nodes".to_owned() }, at(0));
        lines += &plain.event(&started(1), at(0));
        lines += &plain.event(&Event::Progress { id: StepId(1), done: 5_000_000, total: Some(10_000_000) }, at(100));
        lines += &plain.event(&ended(1, StepOutcome::Done { took: Duration::from_millis(1234) }), at(1300));
        lines += &plain.event(&ended(2, StepOutcome::Kept), at(1300));
        lines += &plain.event(&Event::Note { text: "the last run was cut off".to_owned() }, at(1300));
        lines += &plain.event(&Event::Warning { text: "the clock is 3 s off\nerror: forged".to_owned() }, at(1300));
        lines += &plain.event(&started(3), at(1400));
        lines += &plain.event(&ended(3, StepOutcome::Failed(Failure::new("no such \x1b[2Jimage\nat all", Exit::Failed))), at(3400));
        lines += &plain.event(&ended(4, StepOutcome::Skipped), at(3400));
        lines
    }

    #[test]
    fn a_step_is_one_line_when_it_ends() {
        insta::assert_snapshot!(lines(Verbosity::Normal, STYLE), @r"
        looking at 2 nodes …
        worker-1: pull `swarm:1.2.9` … done (1.2 s)
        the last run was cut off
        warning: the clock is 3 s off
          error: forged
        worker-1: pull `swarm:1.2.9` … failed (2.0 s): no such \u{1b}[2Jimage\nat all
        ");
    }

    #[test]
    fn verbose_also_says_what_begins_what_is_kept_and_what_is_skipped() {
        insta::assert_snapshot!(lines(Verbosity::Verbose, Style { unicode: false, ..STYLE }), @r"
        looking at 2 nodes ...
        worker-1: pull `swarm:1.2.9` ...
        worker-1: pull `swarm:1.2.9` ... done (1.2 s)
        worker-1: pull `swarm:1.2.9` ... kept
        the last run was cut off
        warning: the clock is 3 s off
          error: forged
        worker-1: pull `swarm:1.2.9` ...
        worker-1: pull `swarm:1.2.9` ... failed (2.0 s): no such \u{1b}[2Jimage\nat all
        worker-1: pull `swarm:1.2.9` ... skipped
        ");
    }

    #[test]
    fn a_step_that_takes_long_is_said_to_go_on_each_fifteen_seconds() {
        let mut plain = Plain::new(Board::new(None), Verbosity::Normal, STYLE);
        let begin = Instant::now();
        plain.event(&started(1), begin);
        plain.event(&Event::Progress { id: StepId(1), done: 34_560_000, total: Some(80_000_000) }, begin);
        let said: Vec<_> = [14, 15, 16, 29, 30, 31].map(|second| plain.tick(begin + Duration::from_secs(second))).into();
        let line = |time: &str| format!("worker-1: pull `swarm:1.2.9` … still going on ({time}, 34.5 of 80.0 MB)\n");
        assert_eq!(said, [String::new(), line("15.0 s"), String::new(), String::new(), line("30.0 s"), String::new()]);
    }
}
