//! The engines: they answer, their clocks agree, and Swarm can speak their API.

use crate::model::{Check, EndpointKind, EngineView, Finding, Node};

use super::context::Context;
use super::diagnose::{self, SKEW_LIMIT};
use super::findings::{diagnosed, error, ok, warning};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    context.cluster.nodes.iter().flat_map(|node| engine(context, node)).collect()
}

fn engine(context: &Context, node: &Node) -> Vec<Finding> {
    match context.seen.engines.get(&node.name) {
        None => vec![error(Check::Engine, Some(&node.name), "the engine was not asked", "run `swarmctl verify` again")],
        Some(Err(text)) => {
            let diagnosis = diagnose::endpoint(context, &node.name, EndpointKind::Engine, text);
            vec![diagnosed(Check::Engine, &node.name, "the engine does not answer", diagnosis)]
        }
        Some(Ok(view)) => answering(context, view),
    }
}

fn answering(context: &Context, view: &EngineView) -> Vec<Finding> {
    let at = Some(&view.node);
    let mut findings = Vec::new();
    if let Some(floor) = diagnose::api_floor(context, view.min_api) {
        findings.push(error(Check::Engine, at, floor.cause, floor.hint));
    }
    let skew = context.skew(&view.node);
    if skew.abs() > SKEW_LIMIT {
        let message = format!("its clock is {}, compared with this machine's", diagnose::clock_words(skew));
        findings.push(warning(Check::Engine, at, message, "set the clocks (`timedatectl set-ntp true`)"));
    }
    if findings.is_empty() {
        findings.push(ok(Check::Engine, at, format!("engine {}, API {} to {}", view.version, view.min_api, view.api)));
    }
    findings
}
