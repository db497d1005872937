//! A page that is drawn again and again in place, on a screen of its own, with a mark at what has changed; in a pipe, page after page.

use std::collections::BTreeMap;

use console::{Term, truncate_str};

use crate::model::{ClusterName, DocumentKind};

use super::document::document_line;
use super::status::{Line, page, status_text};
use super::style::{Style, Tone};
use super::{Output, Result, StatusShown, Ui, text};

const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[2J";
const LEAVE: &str = "\x1b[?25h\x1b[?1049l";
const HOME: &str = "\x1b[H";
const END_OF_LINE: &str = "\x1b[K";
const END_OF_SCREEN: &str = "\x1b[J";

/// Pages that follow one another. A terminal is as it was before once this is dropped.
pub struct Watch<'a> {
    ui: &'a Ui,
    every: String,
    on_screen: bool,
    title: String,
    lines: Vec<Marked>,
    former: Option<BTreeMap<String, String>>,
}

/// A line, and whether it says something else than at the last look.
struct Marked {
    line: Line,
    changed: bool,
}

impl<'a> Watch<'a> {
    /// Takes the screen, where there is one to be taken; `every` says how often it is looked.
    ///
    /// # Errors
    /// Standard output takes nothing.
    pub fn begin(ui: &'a Ui, cluster: &ClusterName, every: &str) -> Result<Self> {
        let on_screen = ui.manner().output == Output::Text && ui.manner().redraws_stdout;
        let title = format!("looking at `{cluster}` {}", ui.manner().stdout.ellipsis());
        let watch = Self { ui, every: every.to_owned(), on_screen, title, lines: Vec::new(), former: None };
        if on_screen {
            ui.stream(ENTER)?;
            watch.redraw()?;
        }
        Ok(watch)
    }

    /// Shows what the newest look came to. False where nobody reads any more.
    ///
    /// # Errors
    /// Standard output takes nothing.
    pub fn show(&mut self, status: &StatusShown) -> Result<bool> {
        let style = self.ui.manner().stdout;
        if self.ui.manner().output != Output::Text {
            return self.ui.stream(document_line(DocumentKind::Status, status));
        }
        if !self.on_screen {
            return self.ui.stream(status_text(status, style) + "\n");
        }
        self.title = format!("{} UTC, every {}; Ctrl-C ends", super::history::moment(status.at), self.every);
        let lines = page(status, style);
        let now: BTreeMap<_, _> = lines.iter().filter_map(|line| Some((line.key.clone()?, line.text.clone()))).collect();
        let is_new = |line: &Line| self.former.as_ref().is_some_and(|former| line.key.as_ref().is_some_and(|key| former.get(key) != Some(&line.text)));
        self.lines = lines.into_iter().map(|line| Marked { changed: is_new(&line), line }).collect();
        self.former = Some(now);
        self.redraw()
    }

    /// Draws the same again, for a terminal whose size has changed. False where nobody reads any more.
    ///
    /// # Errors
    /// Standard output takes nothing.
    pub fn redraw(&self) -> Result<bool> {
        if !self.on_screen {
            return Ok(true);
        }
        let (rows, columns) = Term::stdout().size();
        self.ui.stream(frame(&self.title, &self.lines, (rows.into(), columns.into()), self.ui.manner().stdout))
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if self.on_screen {
            // A terminal that takes no more has nothing to be given back.
            let _ = self.ui.stream(LEAVE);
        }
    }
}

/// A whole screen, to be written at once: each line overwrites the one that stood there, so that nothing flickers.
fn frame(title: &str, lines: &[Marked], (rows, columns): (usize, usize), style: Style) -> String {
    let mut shown = vec![style.paint(Tone::Faint, title)];
    shown.extend(fitted(lines, rows.saturating_sub(1), style));
    shown.truncate(rows.max(1));
    let drawn: Vec<_> = shown.iter().map(|line| format!("{}{END_OF_LINE}", truncate_str(line, columns, style.ellipsis()))).collect();
    format!("{HOME}{}{END_OF_SCREEN}", drawn.join("\r\n"))
}

/// The lines that there is room for: nodes that are well and have not changed are left out first, then what stands last.
fn fitted(lines: &[Marked], rows: usize, style: Style) -> Vec<String> {
    let mut left_out = 0;
    let is_spare = |marked: &Marked| marked.line.spare && !marked.changed;
    let spare = lines.iter().filter(|marked| is_spare(marked)).count();
    let too_many = lines.len().saturating_sub(rows);
    // The line that counts them takes room, too.
    let to_leave = if too_many == 0 { 0 } else { (too_many + 1).min(spare) };
    let mut shown = Vec::new();
    for marked in lines {
        let stays = spare - to_leave;
        if is_spare(marked) && to_leave > 0 {
            left_out += 1;
            if left_out > stays {
                if left_out == spare {
                    shown.push(format!("  {} and {} more, all well", style.ellipsis(), text::count(to_leave, "node")));
                }
                continue;
            }
        }
        let mark = if marked.changed { style.paint(Tone::Warning, "*") } else { " ".to_owned() };
        shown.push(format!("{mark} {}", marked.line.text));
    }
    if shown.len() > rows {
        let hidden = shown.len() - rows + 1;
        shown.truncate(rows.saturating_sub(1));
        shown.push(format!("  {} {} more", style.ellipsis(), text::count(hidden, "line")));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { colored: false, unicode: true };

    fn marked(text: &str, spare: bool, changed: bool) -> Marked {
        Marked { line: Line { key: Some(text.to_owned()), text: text.to_owned(), spare }, changed }
    }

    fn page() -> Vec<Marked> {
        vec![
            marked("verdict", false, true),
            marked("w1", true, false),
            marked("w2", true, false),
            marked("w3", true, true),
            marked("w4", true, false),
            marked("held by", false, false),
        ]
    }

    #[test]
    fn what_has_changed_is_marked_and_all_is_shown_where_there_is_room() {
        assert_eq!(fitted(&page(), 6, PLAIN), ["* verdict", "  w1", "  w2", "* w3", "  w4", "  held by"]);
    }

    #[test]
    fn where_there_is_little_room_nodes_that_are_well_go_first_and_are_counted() {
        assert_eq!(fitted(&page(), 5, PLAIN), ["* verdict", "  w1", "* w3", "  … and 2 nodes more, all well", "  held by"]);
        assert_eq!(fitted(&page(), 3, PLAIN), ["* verdict", "* w3", "  … 2 lines more"]);
    }

    #[test]
    fn a_frame_overwrites_the_one_before_and_no_line_is_wider_than_the_terminal() {
        let frame = frame("title", &page()[..1], (24, 6), PLAIN);
        assert_eq!(frame, "\x1b[Htitle\x1b[K\r\n* ver…\x1b[K\x1b[J");
    }
}
