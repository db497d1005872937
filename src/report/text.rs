//! How values become text: foreign words made harmless, times, sizes, numbers of things.

use std::fmt::Write;
use std::time::Duration;

use crate::model::NodeName;

/// The name of a place where steps run; `None` is the operator's machine.
pub(super) fn place(node: Option<&NodeName>) -> &str {
    node.map_or("this machine", NodeName::as_str)
}

/// `text` as one line without anything that a terminal obeys.
pub(super) fn one_line(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match c {
            '\t' => safe.push(' '),
            c if is_unsafe(c) => safe.extend(c.escape_default()),
            c => safe.push(c),
        }
    }
    safe
}

/// `text` as lines without anything that a terminal obeys; the second and later ones begin with `indent`, so that none can pass for a line of swarmctl's own.
pub(super) fn block(text: &str, indent: &str) -> String {
    text.trim_end().lines().map(one_line).collect::<Vec<_>>().join(&format!("\n{indent}"))
}

/// `text` with its lines and tabs, and without anything else that a terminal obeys.
pub(super) fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) && !matches!(c, '\n' | '\t') { safe.extend(c.escape_default()) } else { safe.push(c) }
    }
    safe
}

/// JSON that may go to a terminal: what `serde_json` leaves as it is and a terminal would obey is escaped.
pub(super) fn json_for_terminal(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unsafe(c) {
            // All of them are in the first plane, so one escape says it; writing to a String cannot fail.
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Control characters, and those that turn the direction of the text round.
fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A duration as people say it.
pub(super) fn duration(took: Duration) -> String {
    match took.as_secs() {
        0 if took.as_millis() < 100 => format!("{} ms", took.as_millis()),
        0..=59 => format!("{:.1} s", took.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// How far a transfer is.
pub(super) fn transfer(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => format!("{} of {} MB", megabytes(done), megabytes(total)),
        None => format!("{} MB", megabytes(done)),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// Lines as a text that ends with a line end.
pub(super) fn lines(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// `1 step`, `2 steps`.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown_and_not_sent() {
        assert_eq!(one_line("a\x1b[31mred\x07\u{9b}2J\u{202e}\r\nb"), r"a\u{1b}[31mred\u{7}\u{9b}2J\u{202e}\r\nb");
    }

    #[test]
    fn letters_of_every_script_stay_as_they_are() {
        assert_eq!(one_line("Größe 大 `x` …"), "Größe 大 `x` …");
    }

    #[test]
    fn a_line_break_cannot_make_a_line_of_its_own() {
        assert_eq!(block("no\nerror: all is lost\n", "  "), "no\n  error: all is lost");
    }

    #[test]
    fn json_for_a_terminal_is_the_same_json() {
        let json = serde_json::to_string_pretty(&serde_json::json!({ "a": "\u{9b}2J\u{7f}\u{202e}é" })).unwrap();
        let safe = json_for_terminal(&json);
        assert!(!safe.contains(['\u{9b}', '\u{7f}', '\u{202e}']));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), serde_json::from_str::<serde_json::Value>(&json).unwrap());
    }

    #[test]
    fn times_and_sizes_read_well() {
        assert_eq!(duration(Duration::from_millis(35)), "35 ms");
        assert_eq!(duration(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 5 s");
        assert_eq!(transfer(34_560_000, Some(80_000_000)), "34.5 of 80.0 MB");
        assert_eq!((count(1, "step"), count(0, "step")), ("1 step".to_owned(), "0 steps".to_owned()));
    }
}
