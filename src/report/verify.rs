//! What verify saw: by check, each finding with its mark and what mends it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Check, ClusterName, DocumentKind, Finding, Severity, VerifyReport};

use super::Verbosity;
use super::document::document;
use super::style::{Style, Tone};
use super::text;

/// A report for people; a quiet one names only what is not as it should be.
pub(super) fn verify_text(cluster: &ClusterName, report: &VerifyReport, verbosity: Verbosity, style: Style) -> String {
    let shown: Vec<_> = report.findings.iter().filter(|f| verbosity > Verbosity::Quiet || f.severity > Severity::Ok).collect();
    let width = shown.iter().filter_map(|f| f.node.as_ref()).map(|node| node.as_str().len()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for check in checks(&shown) {
        lines.push(style.paint(Tone::Strong, check.as_str()));
        lines.extend(shown.iter().filter(|f| f.check == check).flat_map(|finding| finding_lines(finding, width, style)));
    }
    lines.push(last_line(cluster, report, style));
    text::lines(&lines)
}

/// What the document holds.
#[derive(Serialize, JsonSchema)]
pub(super) struct Verified<'a> {
    /// The cluster.
    cluster: &'a ClusterName,
    /// Whether no finding is an error.
    healthy: bool,
    #[serde(flatten)]
    report: &'a VerifyReport,
}

/// A report for programs.
pub(super) fn verify_json(cluster: &ClusterName, report: &VerifyReport) -> String {
    document(DocumentKind::Verify, &Verified { cluster, healthy: report.is_healthy(), report })
}

/// The checks in the order in which they were made.
fn checks(findings: &[&Finding]) -> Vec<Check> {
    let mut checks = Vec::new();
    for finding in findings {
        if !checks.contains(&finding.check) {
            checks.push(finding.check);
        }
    }
    checks
}

/// What was seen, and what mends it.
pub(super) fn finding_lines(finding: &Finding, width: usize, style: Style) -> Vec<String> {
    let node = finding.node.as_ref().map_or(String::new(), |node| format!("{node:width$}  "));
    let seen = format!("  {} {node}{}", style.mark(finding.severity), text::block(&finding.message, "      "));
    let hint = finding.hint.iter().map(|hint| format!("    {} {}", style.paint(Tone::Strong, "hint:"), text::block(hint, "      ")));
    std::iter::once(seen).chain(hint).collect()
}

/// The verdict, with the numbers behind it.
pub(super) fn last_line(cluster: &ClusterName, report: &VerifyReport, style: Style) -> String {
    let number = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    let (good, warnings, errors) = (number(Severity::Ok), number(Severity::Warning), number(Severity::Error));
    let verdict = if report.is_healthy() { style.paint(Tone::Good, "is healthy") } else { style.paint(Tone::Bad, "is not healthy") };
    let wrong = [(errors, "error"), (warnings, "warning")].into_iter().filter(|(number, _)| *number > 0);
    let numbers: Vec<_> = wrong.map(|(number, noun)| text::count(number, noun)).chain([format!("{good} ok")]).collect();
    format!("`{cluster}` {verdict}: {}", numbers.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { colored: false, unicode: true };

    fn finding(check: Check, node: Option<&str>, severity: Severity, message: &str, hint: Option<&str>) -> Finding {
        Finding { check, node: node.map(|n| n.parse().unwrap()), severity, message: message.to_owned(), hint: hint.map(ToOwned::to_owned) }
    }

    fn cluster() -> ClusterName {
        "lab".parse().unwrap()
    }

    fn report() -> VerifyReport {
        VerifyReport {
            findings: vec![
                finding(Check::Version, Some("manager-1"), Severity::Ok, "`swarm/1.2.9`, API 1.22", None),
                finding(Check::Info, Some("manager-1"), Severity::Ok, "4 nodes, all Healthy", None),
                finding(Check::Info, Some("w-2"), Severity::Error, "Pending: port 2376 is closed\n(as seen)", Some("open port 2376 to the managers")),
                finding(Check::Certificate, Some("w-2"), Severity::Warning, "19 days left", Some("run `swarmctl init`")),
                finding(Check::Discovery, None, Severity::Ok, "Consul's leader is 10.0.0.12:8300", None),
            ],
        }
    }

    #[test]
    fn findings_stand_under_their_check_with_marks_and_hints() {
        insta::assert_snapshot!(verify_text(&cluster(), &report(), Verbosity::Normal, PLAIN), @"
        version
          ✔ manager-1  `swarm/1.2.9`, API 1.22
        info
          ✔ manager-1  4 nodes, all Healthy
          ✗ w-2        Pending: port 2376 is closed
              (as seen)
            hint: open port 2376 to the managers
        certificate
          ! w-2        19 days left
            hint: run `swarmctl init`
        discovery
          ✔ Consul's leader is 10.0.0.12:8300
        `lab` is not healthy: 1 error, 1 warning, 3 ok
        ");
    }

    #[test]
    fn a_quiet_report_names_only_what_is_wrong() {
        insta::assert_snapshot!(verify_text(&cluster(), &report(), Verbosity::Quiet, Style { colored: false, unicode: false }), @"
        info
          x w-2  Pending: port 2376 is closed
              (as seen)
            hint: open port 2376 to the managers
        certificate
          ! w-2  19 days left
            hint: run `swarmctl init`
        `lab` is not healthy: 1 error, 1 warning, 3 ok
        ");
    }

    #[test]
    fn warnings_leave_a_cluster_healthy() {
        let mut report = report();
        report.findings.retain(|f| f.severity < Severity::Error);
        assert!(verify_text(&cluster(), &report, Verbosity::Normal, PLAIN).ends_with("`lab` is healthy: 1 warning, 3 ok\n"));
    }

    #[test]
    fn a_report_for_programs_says_whether_it_is_healthy() {
        let report = VerifyReport { findings: report().findings.drain(2..3).collect() };
        insta::assert_snapshot!(verify_json(&cluster(), &report), @r#"
        {
          "schemaVersion": 1,
          "kind": "verify",
          "cluster": "lab",
          "healthy": false,
          "findings": [
            {
              "check": "info",
              "node": "w-2",
              "severity": "error",
              "message": "Pending: port 2376 is closed\n(as seen)",
              "hint": "open port 2376 to the managers"
            }
          ]
        }
        "#);
    }
}
