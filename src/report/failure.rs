//! Failures: one line that says where and why, one that says what to do, and the last lines of the other side.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DocumentKind, Exit, Failure};

use super::document::document;
use super::style::{Style, Tone};
use super::text;

/// Failures for people.
pub(super) fn failures_text(failures: &[Failure], style: Style) -> String {
    text::lines(&failures.iter().flat_map(|failure| failure_lines(failure, style)).collect::<Vec<_>>())
}

fn failure_lines(failure: &Failure, style: Style) -> Vec<String> {
    let mut lines = vec![format!("{} {}", style.paint(Tone::Bad, "error:"), text::block(&headline(failure), "  "))];
    lines.extend(failure.hint.iter().map(|hint| format!("{} {}", style.paint(Tone::Strong, "hint:"), text::block(hint, "  "))));
    lines.extend(failure.detail.iter().map(|line| style.paint(Tone::Faint, &format!("  | {}", text::one_line(line)))));
    lines
}

/// ``node `x`: step: cause``.
fn headline(failure: &Failure) -> String {
    let node = failure.node.as_ref().map(|node| format!("node `{node}`"));
    node.into_iter().chain(failure.title.clone()).chain([failure.cause.clone()]).collect::<Vec<_>>().join(": ")
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Failures<'a> {
    /// The exit code of the run.
    exit: Exit,
    /// What went wrong, by node where it went wrong on one.
    failures: &'a [Failure],
}

/// Failures for programs.
pub(super) fn failures_json(failures: &[Failure], exit: Exit) -> String {
    document(DocumentKind::Error, &Failures { exit, failures })
}

/// A fault of swarmctl's own, for people.
pub(super) fn bug_text(what: &str, style: Style) -> String {
    let place = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    let version = env!("CARGO_PKG_VERSION");
    let (bug, hint) = (style.paint(Tone::Bad, "bug:"), style.paint(Tone::Strong, "hint:"));
    format!("{bug} {}\n{hint} this is a fault in swarmctl {version}, not yours; please report it with this text at {place}\n", text::block(what, "  "))
}

#[cfg(test)]
mod tests {
    use crate::model::{ImageSource, Step};

    use super::*;

    const PLAIN: Style = Style { colored: false, unicode: true };

    fn pull() -> Step {
        Step::BringImages { images: vec!["swarm:1.2.9".to_owned()], source: ImageSource::Registry }
    }

    fn failure() -> Failure {
        let mut failure = Failure::new("no such image", Exit::Failed).on(&"worker-1".parse().unwrap()).during(&pull()).hint("check `images.swarm` in the spec");
        failure.detail = vec!["pulling".to_owned(), "\x1b[2Jgone".to_owned()];
        failure
    }

    #[test]
    fn a_failure_names_node_step_and_cause_then_the_way_out_then_the_last_lines() {
        insta::assert_snapshot!(failures_text(&[failure()], PLAIN), @r"
        error: node `worker-1`: pull `swarm:1.2.9`: no such image
        hint: check `images.swarm` in the spec
          | pulling
          | \u{1b}[2Jgone
        ");
    }

    #[test]
    fn a_cause_of_several_lines_is_indented_below_its_first() {
        let failure = Failure::new("2 problems\nline 3: unknown key\nhint: forged", Exit::Usage);
        assert_eq!(failures_text(&[failure], PLAIN), "error: 2 problems\n  line 3: unknown key\n  hint: forged\n");
    }

    #[test]
    fn only_the_words_before_the_colon_are_coloured() {
        let failure = Failure::new("no", Exit::Failed).hint("yes");
        assert_eq!(failures_text(&[failure], Style { colored: true, unicode: true }), "\x1b[1;31merror:\x1b[0m no\n\x1b[1mhint:\x1b[0m yes\n");
    }

    #[test]
    fn failures_for_programs_have_the_same_parts() {
        insta::assert_snapshot!(failures_json(&[failure()], Exit::SomeNodes), @r#"
        {
          "schemaVersion": 1,
          "kind": "error",
          "exit": 5,
          "failures": [
            {
              "node": "worker-1",
              "step": "bring-images",
              "title": "pull `swarm:1.2.9`",
              "cause": "no such image",
              "hint": "check `images.swarm` in the spec",
              "detail": [
                "pulling",
                "\u001b[2Jgone"
              ],
              "exit": 1
            }
          ]
        }
        "#);
    }

    #[test]
    fn a_bug_does_not_look_like_an_error() {
        assert!(bug_text("index out of bounds", PLAIN).starts_with("bug: index out of bounds\nhint: this is a fault in swarmctl "));
    }
}
