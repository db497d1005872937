//! The documents, the events and the ids of steps, from the lists that the program prints by.

use crate::model::{DocumentKind, StepKind};

use super::Page;

const FORM: &str = "\
With -o json a command prints one document, with -o jsonl the same document as one line, after a line for each event. Each has schemaVersion and kind. A key,
a kind, an event or an id of a step may be added at any time; that one goes or changes its meaning makes schemaVersion another number, which is 1 now.
`swarmctl config schema --of run` prints the JSON Schema of that kind. Moments are RFC 3339, durations whole milliseconds (tookMs); a node that is null is the
operator's machine.

What other programs say is passed on as it is in every form: ssh, scp and docker. So is what is data of another form: completions, man, config example,
config schema, certs export --to -. A log that is followed (logs --follow) is lines of events, and no document.";

const EVENTS: &str = "\
Lines of -o jsonl with kind event: at, event, and

  plan-began      cluster, verb, toDo, kept; one run may carry out several plans, and ids of steps are those of the last
  step-began      id, node, step, title
  step-done       the same, and tookMs
  step-kept       the same as of step-began: it holds already
  step-failed     the same, tookMs (null where it could not begin), and failure: cause, hint, detail, exit
  step-skipped    not tried: one before it failed, or the run was interrupted
  step-unneeded   a way back that nothing had to take
  phase           message: something without a step is under way
  note, warning   message
  line            node, source, line: what a command of exec, or a log that is followed, said

The line that is no event is the result. Only notes and warnings come after it.";

pub(super) fn page() -> Page {
    let kinds = listed(DocumentKind::ALL.iter().map(|kind| (kind.as_str(), kind.meaning())));
    let steps = listed(StepKind::ALL.iter().map(|kind| (kind.as_str(), kind.meaning())));
    let sections = vec![("FORM", FORM.to_owned()), ("KINDS", kinds), ("EVENTS", EVENTS.to_owned()), ("STEPS", steps)];
    Page { name: "swarmctl-json", about: "what swarmctl prints for programs", sections }
}

/// Words and what they mean, a line each.
fn listed(words: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    words.map(|(word, meaning)| format!("  {word:<23} {meaning}")).collect::<Vec<_>>().join("\n")
}
