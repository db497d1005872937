//! Colours and marks, where they are allowed.

use crate::model::Severity;

use super::text;

/// What a stream can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether it is coloured.
    pub colored: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Warning,
    Bad,
    Faint,
    Strong,
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Ok => Self::Good,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Bad,
        }
    }
}

impl Style {
    /// `text` in the colour of `tone`.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Good => "32",
            Tone::Warning => "33",
            Tone::Bad => "1;31",
            Tone::Faint => "2",
            Tone::Strong => "1",
        };
        if self.colored { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// The mark for a severity, coloured.
    pub(super) fn mark(self, severity: Severity) -> String {
        let mark = match (severity, self.unicode) {
            (Severity::Ok, true) => "✔",
            (Severity::Ok, false) => "+",
            (Severity::Warning, _) => "!",
            (Severity::Error, true) => "✗",
            (Severity::Error, false) => "x",
        };
        self.paint(severity.into(), mark)
    }

    /// A warning.
    pub(super) fn warning(self, warning: &str) -> String {
        format!("{} {}", self.paint(Tone::Warning, "warning:"), text::block(warning, "  "))
    }

    /// What stands for 'goes on'.
    pub(super) fn ellipsis(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}
