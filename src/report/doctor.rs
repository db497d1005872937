//! `doctor`: a line for each thing that was looked at.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DocumentKind, Severity};

use super::document::document;
use super::style::{Style, Tone};
use super::{Result, Ui, Verbosity, text};

/// What was found on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checkup {
    /// swarmctl's version.
    pub version: String,
    /// Operating system and architecture.
    pub system: String,
    /// What was looked at.
    pub items: Vec<Ailment>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ailment {
    /// What it is about: a program, the store, a cluster.
    pub about: String,
    /// How bad it is.
    pub severity: Severity,
    /// What was seen.
    pub message: String,
    /// What mends it.
    pub hint: Option<String>,
}

impl Ailment {
    /// None.
    pub fn good(about: &str, message: impl Into<String>) -> Self {
        Self { about: about.to_owned(), severity: Severity::Ok, message: message.into(), hint: None }
    }

    /// Something that may be as it should be.
    pub fn doubtful(about: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { about: about.to_owned(), severity: Severity::Warning, message: message.into(), hint: Some(hint.into()) }
    }

    /// Something that is wrong.
    pub fn wrong(about: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { about: about.to_owned(), severity: Severity::Error, message: message.into(), hint: Some(hint.into()) }
    }
}

impl Checkup {
    /// The document.
    pub fn json(&self) -> String {
        document(DocumentKind::Doctor, self)
    }

    /// Lines for people; quiet ones name only what is not as it should be.
    fn text(&self, verbosity: Verbosity, style: Style) -> String {
        let shown: Vec<_> = self.items.iter().filter(|item| verbosity > Verbosity::Quiet || item.severity > Severity::Ok).collect();
        let width = shown.iter().map(|item| item.about.chars().count()).max().unwrap_or(0);
        let of = |item: &&Ailment| {
            let seen = format!("{} {:width$}  {}", style.mark(item.severity), text::one_line(&item.about), text::block(&item.message, "    "));
            let hint = item.hint.iter().map(|hint| format!("  {} {}", style.paint(Tone::Strong, "hint:"), text::block(hint, "    ")));
            std::iter::once(seen).chain(hint).collect::<Vec<_>>()
        };
        text::lines(&shown.iter().flat_map(of).chain([self.last_line()]).collect::<Vec<_>>())
    }

    fn last_line(&self) -> String {
        let number = |severity| self.items.iter().filter(|item| item.severity == severity).count();
        let wrong = [(number(Severity::Error), "error"), (number(Severity::Warning), "warning")].into_iter().filter(|(number, _)| *number > 0);
        let numbers = wrong.map(|(number, noun)| text::count(number, noun)).chain([format!("{} ok", number(Severity::Ok))]);
        format!("swarmctl {} on {}: {}", self.version, self.system, numbers.collect::<Vec<_>>().join(", "))
    }
}

impl Ui {
    /// Prints what was found on this machine.
    pub fn checkup(&self, checkup: &Checkup) -> Result<()> {
        let manner = self.manner();
        self.either(|| checkup.text(manner.verbosity, manner.stdout), || checkup.json())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_a_line_and_what_is_wrong_has_a_hint() {
        let items = vec![
            Ailment::good("ssh", "OpenSSH_9.2p1"),
            Ailment::doubtful("agent", "no SSH agent answers", "start one"),
            Ailment::wrong("lab\u{1b}", "bad\u{1b}[2J\nline", "mend it"),
        ];
        let checkup = Checkup { version: "0.1.0".to_owned(), system: "linux x86_64".to_owned(), items };
        let style = Style { colored: false, unicode: true };
        insta::assert_snapshot!(checkup.text(Verbosity::Normal, style), @r"
        ✔ ssh    OpenSSH_9.2p1
        ! agent  no SSH agent answers
          hint: start one
        ✗ lab\u{1b}  bad\u{1b}[2J
            line
          hint: mend it
        swarmctl 0.1.0 on linux x86_64: 1 error, 1 warning, 1 ok
        ");
        assert!(!checkup.text(Verbosity::Quiet, style).contains("OpenSSH"));
    }
}
