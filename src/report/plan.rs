//! Plans, for people and for programs.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DocumentKind, Need, NodeName, Plan, PlannedStep};

use super::Verbosity;
use super::document::document;
use super::style::{Style, Tone};
use super::text;

/// A plan for people: by node, `+` for what is to be done, `=` for what holds already, and a line that sums it up.
pub(super) fn plan_text(plan: &Plan, verbosity: Verbosity, style: Style) -> String {
    let mut lines = Vec::new();
    for place in places(plan) {
        let steps: Vec<_> = plan.steps.iter().filter(|step| step.node.as_ref() == place).collect();
        let kept = steps.iter().filter(|step| step.need == Need::Kept).count();
        let to_do = steps.iter().any(|step| matches!(step.need, Need::Do { .. }));
        if verbosity == Verbosity::Verbose || to_do {
            lines.push(style.paint(Tone::Strong, text::place(place)));
            lines.extend(steps.iter().filter_map(|step| step_line(step, verbosity, style)));
            if verbosity < Verbosity::Verbose && kept > 0 {
                lines.push(style.paint(Tone::Faint, &format!("  = {kept} kept")));
            }
        }
    }
    lines.extend(plan.warnings.iter().map(|warning| style.warning(warning)));
    lines.push(Summary::of(plan).words());
    text::lines(&lines)
}

/// What the document holds.
#[derive(Serialize, JsonSchema)]
pub(super) struct PlanShown<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    /// How much there is to do.
    summary: Summary,
}

/// A plan for programs.
pub(super) fn plan_json(plan: &Plan) -> String {
    document(DocumentKind::Plan, &PlanShown { plan, summary: Summary::of(plan) })
}

/// The places of a plan in the order in which it first names them.
pub(super) fn places(plan: &Plan) -> Vec<Option<&NodeName>> {
    let mut seen = BTreeSet::new();
    plan.steps.iter().map(|step| step.node.as_ref()).filter(|place| seen.insert(*place)).collect()
}

fn step_line(step: &PlannedStep, verbosity: Verbosity, style: Style) -> Option<String> {
    let title = text::one_line(&step.step.describe());
    match &step.need {
        Need::Do { reason: None } => Some(format!("  {} {title}", style.paint(Tone::Good, "+"))),
        Need::Do { reason: Some(reason) } => Some(format!("  {} {title}: {}", style.paint(Tone::Good, "+"), text::one_line(reason))),
        Need::Kept if verbosity == Verbosity::Verbose => Some(style.paint(Tone::Faint, &format!("  = {title}"))),
        Need::Kept => None,
        Need::IfFailed { .. } => Some(style.paint(Tone::Faint, &format!("  ? {title}, if a step before it fails"))),
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Summary {
    /// Steps that are to be done.
    pub(super) to_do: usize,
    /// Steps whose result holds already.
    pub(super) kept: usize,
    /// Nodes on which something is to be done.
    pub(super) nodes: usize,
}

impl Summary {
    pub(super) fn of(plan: &Plan) -> Self {
        let to_do = plan.pending().count();
        let nodes: BTreeSet<_> = plan.pending().filter_map(|step| step.node.as_ref()).collect();
        let kept = plan.steps.iter().filter(|step| step.need == Need::Kept).count();
        Self { to_do, kept, nodes: nodes.len() }
    }

    fn words(&self) -> String {
        let to_do = match (self.to_do, self.nodes) {
            (0, _) => "nothing to do".to_owned(),
            (steps, 0) => format!("{} to do on this machine", text::count(steps, "step")),
            (steps, nodes) => format!("{} to do on {}", text::count(steps, "step"), text::count(nodes, "node")),
        };
        if self.kept > 0 { format!("{to_do}, {} kept", self.kept) } else { to_do }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{ImageSource, Step};

    use super::*;

    const PLAIN: Style = Style { colored: false, unicode: true };

    fn plan() -> Plan {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        let (manager, worker) = ("manager-1".parse().unwrap(), "worker-1".parse().unwrap());
        let to_do = || Need::Do { reason: None };
        let pull = || Step::BringImages { images: vec!["swarm:1.2.9".to_owned()], source: ImageSource::Registry };
        let ca = plan.push(None, Step::MakeCa { days: 3650 }, to_do(), &[]);
        plan.push(Some(&manager), Step::ClaimNode, Need::Kept, &[]);
        plan.push(Some(&worker), Step::ClaimNode, to_do(), &[]);
        plan.push(Some(&manager), pull(), Need::Do { reason: Some("the image is not there".to_owned()) }, &[ca]);
        plan.push(Some(&worker), pull(), Need::Kept, &[]);
        plan.push(Some(&worker), Step::InstallEngine { package: "docker.io".to_owned() }, Need::Kept, &[]);
        plan.warnings.push("the engine on `worker-1` is restarted".to_owned());
        plan
    }

    fn settled() -> Plan {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        plan.push(None, Step::MakeCa { days: 3650 }, Need::Kept, &[]);
        plan.push(Some(&"worker-1".parse().unwrap()), Step::ClaimNode, Need::Kept, &[]);
        plan
    }

    #[test]
    fn a_plan_is_grouped_by_node_and_counts_what_is_kept() {
        insta::assert_snapshot!(plan_text(&plan(), Verbosity::Normal, PLAIN), @r"
        this machine
          + make the cluster CA (3650 days)
        manager-1
          + pull `swarm:1.2.9`: the image is not there
          = 1 kept
        worker-1
          + mark the host as this cluster's
          = 2 kept
        warning: the engine on `worker-1` is restarted
        3 steps to do on 2 nodes, 3 kept
        ");
    }

    #[test]
    fn a_verbose_plan_names_what_is_kept() {
        insta::assert_snapshot!(plan_text(&plan(), Verbosity::Verbose, PLAIN), @r"
        this machine
          + make the cluster CA (3650 days)
        manager-1
          = mark the host as this cluster's
          + pull `swarm:1.2.9`: the image is not there
        worker-1
          + mark the host as this cluster's
          = pull `swarm:1.2.9`
          = install `docker.io`
        warning: the engine on `worker-1` is restarted
        3 steps to do on 2 nodes, 3 kept
        ");
    }

    #[test]
    fn a_way_back_is_shown_and_not_counted() {
        let mut plan = Plan::new("lab".parse().unwrap(), "certs rotate");
        let worker = "worker-1".parse().unwrap();
        let claim = plan.push(Some(&worker), Step::ClaimNode, Need::Do { reason: None }, &[]);
        plan.push(Some(&worker), Step::RestoreEngine, Need::IfFailed { of: vec![claim] }, &[]);
        insta::assert_snapshot!(plan_text(&plan, Verbosity::Normal, PLAIN), @r"
        worker-1
          + mark the host as this cluster's
          ? restore the engine's configuration and remove swarmctl's files, if a step before it fails
        1 step to do on 1 node
        ");
    }

    #[test]
    fn a_settled_plan_is_one_line() {
        assert_eq!(plan_text(&settled(), Verbosity::Normal, PLAIN), "nothing to do, 2 kept\n");
        assert_eq!(plan_text(&Plan::new("lab".parse().unwrap(), "init"), Verbosity::Normal, PLAIN), "nothing to do\n");
    }

    #[test]
    fn words_from_elsewhere_are_made_harmless() {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        plan.push(None, Step::RemoveVolume { volume: "\x1b[2J".to_owned() }, Need::Do { reason: None }, &[]);
        assert_eq!(plan_text(&plan, Verbosity::Normal, PLAIN), "this machine\n  + remove volume `\\u{1b}[2J`\n1 step to do on this machine\n");
    }

    #[test]
    fn a_plan_for_programs_is_the_whole_value() {
        let mut plan = Plan::new("lab".parse().unwrap(), "init");
        let ca = plan.push(None, Step::MakeCa { days: 3650 }, Need::Do { reason: None }, &[]);
        plan.push(Some(&"worker-1".parse().unwrap()), Step::ClaimNode, Need::Kept, &[ca]);
        insta::assert_snapshot!(plan_json(&plan), @r#"
        {
          "schemaVersion": 1,
          "kind": "plan",
          "cluster": "lab",
          "verb": "init",
          "steps": [
            {
              "id": 0,
              "node": null,
              "step": {
                "step": "make-ca",
                "days": 3650
              },
              "need": "do",
              "after": []
            },
            {
              "id": 1,
              "node": "worker-1",
              "step": {
                "step": "claim-node"
              },
              "need": "kept",
              "after": [
                0
              ]
            }
          ],
          "warnings": [],
          "summary": {
            "toDo": 1,
            "kept": 1,
            "nodes": 0
          }
        }
        "#);
    }
}
