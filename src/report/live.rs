//! Progress on a terminal: a line a place, redrawn in place, gone at the end, when the summary says it all.

use std::time::Instant;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::model::{Event, Severity};

use super::board::{Board, Lane, Running};
use super::style::{Style, Tone};
use super::text;

const PHASE: &str = "{spinner} {wide_msg}";
const RUNNING: &str = "{spinner} {prefix}  {wide_msg}";
const MOVING: &str = "{spinner} {prefix}  [{bar:20}] {wide_msg}";
/// A mark stands before it.
const RESTING: &str = "{prefix}  {wide_msg}";

/// The lines of a run. They are taken away when it is dropped, also when the run is cut off.
pub(super) struct Live {
    board: Board,
    screen: MultiProgress,
    phase: Option<ProgressBar>,
    bars: Vec<ProgressBar>,
    style: Style,
}

impl Live {
    pub(super) fn new(board: Board, style: Style) -> Self {
        let screen = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        let mut live = Self { board, screen, phase: None, bars: Vec::new(), style };
        live.draw();
        live
    }

    /// Takes an event over.
    pub(super) fn event(&mut self, event: &Event, now: Instant) {
        self.board.apply(event, now);
        if let Event::Phase { title } = event {
            let phase = self.phase.get_or_insert_with(|| self.screen.insert(0, ProgressBar::new_spinner()));
            phase.set_style(look(PHASE, self.style));
            phase.set_message(text::one_line(title));
        }
        self.draw();
    }

    /// Moves the spinners and the times on.
    pub(super) fn tick(&mut self) {
        self.draw();
        self.phase.iter().chain(&self.bars).for_each(ProgressBar::tick);
    }

    /// Writes something above the lines.
    pub(super) fn beside(&self, write: impl FnOnce()) {
        self.screen.suspend(write);
    }

    fn draw(&mut self) {
        while self.bars.len() < self.board.lanes.len() {
            self.bars.push(self.screen.add(ProgressBar::new_spinner()));
        }
        let width = self.board.lanes.iter().map(|lane| lane.name().len()).max().unwrap_or(0);
        for (lane, bar) in self.board.lanes.iter().zip(&self.bars) {
            bar.set_prefix(format!("{:width$}", lane.name()));
            draw_lane(lane, bar, self.style);
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.phase.iter().chain(&self.bars).for_each(ProgressBar::finish_and_clear);
        // A terminal that takes no more has nothing to be cleared.
        let _ = self.screen.clear();
    }
}

fn draw_lane(lane: &Lane, bar: &ProgressBar, style: Style) {
    // What moves tells the most; else what began last.
    let shown = lane.running.iter().rev().find(|step| step.transfer.is_some()).or(lane.running.last());
    match shown {
        Some(step) => draw_step(step, lane.running.len(), bar, style),
        None => draw_rest(lane, bar, style),
    }
}

fn draw_step(step: &Running, together: usize, bar: &ProgressBar, style: Style) {
    let more = if together > 1 { format!(" (and {} more)", together - 1) } else { String::new() };
    if let Some((done, Some(total))) = step.transfer {
        bar.set_style(look(MOVING, style));
        bar.set_length(total);
        bar.set_position(done);
    } else {
        bar.set_style(look(RUNNING, style));
    }
    let far = step.transfer.map_or(String::new(), |(done, total)| format!(" {}", text::transfer(done, total)));
    let time = style.paint(Tone::Faint, &text::duration(step.since.elapsed()));
    bar.set_message(format!("{}{far}{more} {time}", step.title));
}

fn draw_rest(lane: &Lane, bar: &ProgressBar, style: Style) {
    let (mark, words) = match &lane.failed {
        Some(cause) => (style.mark(Severity::Error), style.paint(Tone::Bad, cause)),
        None if lane.is_over() => {
            let words = format!("{} in {}", text::count(lane.ended, "step"), text::duration(lane.took()));
            (style.mark(Severity::Ok), style.paint(Tone::Faint, &words))
        }
        None => (" ".to_owned(), style.paint(Tone::Faint, "waiting")),
    };
    bar.set_style(look(&format!("{mark} {RESTING}"), style));
    bar.set_message(words);
}

fn look(template: &str, style: Style) -> ProgressStyle {
    let (frames, bar) = if style.unicode { ("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ", "█▌ ") } else { ("-\\|/ ", "#> ") };
    // The templates are the ones above, and the test below reads each of them.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner()).tick_chars(frames).progress_chars(bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read() {
        for template in [PHASE, RUNNING, MOVING, RESTING] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
