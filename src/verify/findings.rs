//! How findings are worded, and how one trouble that several managers see becomes one finding.

use std::collections::BTreeMap;

use time::Duration;

use crate::model::{Check, Finding, NodeName, Severity};

/// What mends most things: a second `init` keeps what holds and redoes what does not.
pub(super) const RERUN: &str = "run `swarmctl init` again";

/// Why something is wrong, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Diagnosis {
    pub(super) cause: String,
    pub(super) hint: String,
}

impl Diagnosis {
    pub(super) fn new(cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { cause: cause.into(), hint: hint.into() }
    }

    /// The same, said of something: `its` certificate, `the manager's` certificate.
    pub(super) fn of(self, whose: &str) -> Self {
        Self { cause: format!("{whose} {}", self.cause), hint: self.hint }
    }
}

pub(super) fn ok(check: Check, node: Option<&NodeName>, message: impl Into<String>) -> Finding {
    Finding { check, node: node.cloned(), severity: Severity::Ok, message: message.into(), hint: None }
}

pub(super) fn warning(check: Check, node: Option<&NodeName>, message: impl Into<String>, hint: impl Into<String>) -> Finding {
    Finding { severity: Severity::Warning, hint: Some(hint.into()), ..ok(check, node, message) }
}

pub(super) fn error(check: Check, node: Option<&NodeName>, message: impl Into<String>, hint: impl Into<String>) -> Finding {
    Finding { severity: Severity::Error, hint: Some(hint.into()), ..ok(check, node, message) }
}

/// An error with its diagnosis: `what: cause`.
pub(super) fn diagnosed(check: Check, node: &NodeName, what: &str, diagnosis: Diagnosis) -> Finding {
    error(check, Some(node), format!("{what}: {}", diagnosis.cause), diagnosis.hint)
}

/// Names as a sentence lists them.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a NodeName>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A length of time as people say it.
pub(super) fn span(length: Duration) -> String {
    match length.abs().whole_seconds() {
        s @ ..120 => format!("{s} s"),
        s @ 120..7200 => format!("{} min", s / 60),
        s @ 7200..172_800 => format!("{} h", s / 3600),
        s => format!("{} days", s / 86400),
    }
}

/// What several managers see of the same nodes. The same trouble with the same cause is told once, with all who see it.
#[derive(Default)]
pub(super) struct Sightings(BTreeMap<(NodeName, String, Diagnosis), Vec<NodeName>>);

impl Sightings {
    pub(super) fn add(&mut self, node: &NodeName, what: &str, diagnosis: Diagnosis, by: &NodeName) {
        self.0.entry((node.clone(), what.to_owned(), diagnosis)).or_default().push(by.clone());
    }

    pub(super) fn into_findings(self, check: Check) -> impl Iterator<Item = Finding> {
        self.0.into_iter().map(move |((node, what, diagnosis), by)| diagnosed(check, &node, &format!("{what} at {}", list(&by)), diagnosis))
    }
}
