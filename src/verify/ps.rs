//! `ps` at every manager: each node's agent runs, where nodes have one.

use crate::model::{Check, ContainerRole, Finding, ManagerView, Node};

use super::context::Context;
use super::findings::{Diagnosis, RERUN, Sightings, error, ok};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut sightings = Sightings::default();
    for view in context.speaking_managers() {
        match &view.running {
            Ok(running) => findings.extend(agents(context, view, running, &mut sightings)),
            Err(text) => findings.push(error(Check::Ps, Some(&view.node), format!("`ps` failed: {text}"), RERUN)),
        }
    }
    findings.extend(sightings.into_findings(Check::Ps));
    findings
}

/// Judges the nodes that this manager has as Healthy; `info` tells of the others.
fn agents(context: &Context, view: &ManagerView, running: &[String], sightings: &mut Sightings) -> Option<Finding> {
    if !context.cluster.has_agents() {
        return Some(ok(Check::Ps, Some(&view.node), format!("{} containers", running.len())));
    }
    let agent = ContainerRole::Agent.container_name();
    let nodes: Vec<_> = context.cluster.pool().filter_map(|node| hostname(context, view, node).map(|hostname| (node, hostname))).collect();
    let missing: Vec<_> = nodes.iter().filter(|(_, hostname)| !running.contains(&format!("{hostname}/{agent}"))).collect();
    for (node, _) in &missing {
        sightings.add(&node.name, "no agent", cause(context, node), &view.node);
    }
    missing.is_empty().then(|| ok(Check::Ps, Some(&view.node), format!("{} containers, an agent on each of {} nodes", running.len(), nodes.len())))
}

/// The name by which the manager lists a node's containers, if it has the node as Healthy.
fn hostname<'a>(context: &'a Context, view: &'a ManagerView, node: &Node) -> Option<&'a str> {
    let address = context.advertised(&node.name, context.cluster.engine.port)?;
    let line = view.pool.as_ref().ok()?.iter().find(|line| line.address == address && line.status == "Healthy")?;
    Some(context.engine(&node.name).map_or(&line.name, |engine| &engine.hostname))
}

fn cause(context: &Context, node: &Node) -> Diagnosis {
    let agent = ContainerRole::Agent.container_name();
    match context.runs(&node.name, ContainerRole::Agent) {
        Some(true) => Diagnosis::new(
            format!("`{agent}` runs on the engine, but the manager does not list it"),
            "a manager looks at its engines every 30 to 60 s: run `swarmctl verify` again in a minute",
        ),
        Some(false) => Diagnosis::new(format!("`{agent}` does not run there"), format!("{RERUN}; `docker logs {agent}` there says why it ended")),
        None => Diagnosis::new(format!("the manager does not list `{agent}` among what runs"), RERUN),
    }
}
