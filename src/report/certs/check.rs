//! What `swarmctl certs check` found: to people what ends soon, to programs everything.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{CertSeen, DocumentKind, Nearness};
use crate::report::Listing;
use crate::report::document::document;
use crate::report::list::list_text;
use crate::report::text::count;

use super::cells;

/// A certificate, and how near its end is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckRow {
    /// The certificate.
    #[serde(flatten)]
    pub seen: CertSeen,
    /// How near its end is.
    pub state: Nearness,
}

impl Listing for CheckRow {
    const KIND: DocumentKind = DocumentKind::CertsCheck;
    const HEADER: &'static [&'static str] = &["NODE/OWNER", "KIND", "SUBJECT", "SERIAL", "ENDS", "DAYS", "STATE"];

    fn cells(&self) -> Vec<String> {
        let seen = &self.seen;
        let state = match self.state {
            Nearness::Ok => "ok",
            Nearness::Unseen => "",
            Nearness::Ending => "ends soon",
            Nearness::Expired => "expired",
        };
        let ends = seen.cert.as_ref().map(|cert| cert.not_after().date().to_string());
        let (owner, kind) = (seen.owner.clone(), seen.kind.as_str().to_owned());
        vec![owner, kind, cells::subject(seen), cells::serial(seen), ends.unwrap_or_default(), cells::days(seen), state.to_owned()]
    }

    fn error(&self) -> Option<&str> {
        self.seen.error.as_deref()
    }
}

/// All that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// The window, as it is written.
    pub within: String,
    /// Everything that was looked at.
    pub rows: Vec<CheckRow>,
}

impl CheckReport {
    /// The worst there is.
    pub fn state(&self) -> Nearness {
        self.rows.iter().map(|row| row.state).max().unwrap_or(Nearness::Ok)
    }

    /// The one that ends first.
    fn worst(&self) -> Option<&CheckRow> {
        self.rows.iter().filter(|row| row.seen.cert.is_some()).min_by_key(|row| row.seen.cert.as_ref().map(crate::model::CertText::not_after))
    }

    fn number(&self, state: Nearness) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }
}

/// A report for people: what is not in order, and a line that sums up.
pub(in crate::report) fn check_text(report: &CheckReport) -> String {
    let wrong: Vec<_> = report.rows.iter().filter(|row| row.state != Nearness::Ok).cloned().collect();
    let table = if wrong.is_empty() { String::new() } else { list_text(&wrong) };
    table + &summary(report) + "\n"
}

fn summary(report: &CheckReport) -> String {
    let (seen, within) = (report.rows.iter().filter(|row| row.seen.cert.is_some()).count(), &report.within);
    let parts = [
        (report.number(Nearness::Expired), "expired".to_owned()),
        (report.number(Nearness::Ending), format!("within {within} of the end")),
        (report.number(Nearness::Unseen), "not seen".to_owned()),
    ];
    let mut told: Vec<_> = parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    if report.state() <= Nearness::Unseen {
        told.insert(0, format!("none ends within {within}"));
    }
    format!("{}: {}", count(seen, "certificate"), told.join(", "))
}

/// What the document holds.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Checked<'a> {
    /// The window, as it is written.
    within: &'a str,
    /// The worst there is.
    state: Nearness,
    /// The one that ends first.
    worst: Option<&'a CheckRow>,
    /// Everything that was looked at.
    certificates: &'a [CheckRow],
}

/// A report for programs.
pub(in crate::report) fn check_json(report: &CheckReport) -> String {
    document(CheckRow::KIND, &Checked { within: &report.within, state: report.state(), worst: report.worst(), certificates: &report.rows })
}
