//! `version` at every manager: the server is a Swarm manager, not an engine.

use crate::model::{Check, EndpointKind, Finding, Node};

use super::context::Context;
use super::diagnose;
use super::findings::{RERUN, diagnosed, error, ok};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    context.cluster.managers().map(|node| manager(context, node)).collect()
}

fn manager(context: &Context, node: &Node) -> Finding {
    let at = Some(&node.name);
    let Some(view) = context.manager(&node.name) else {
        return error(Check::Version, at, "the manager was not asked", "run `swarmctl verify` again");
    };
    match &view.version {
        Ok(version) if version.starts_with("swarm/") => {
            let api = view.api.map(|api| format!(", API {api}")).unwrap_or_default();
            ok(Check::Version, at, format!("{version}{api} at {}", view.address))
        }
        Ok(version) => error(
            Check::Version,
            at,
            format!("{} is answered by version `{version}`, which is no Swarm manager", view.address),
            format!("an engine or another program holds port {}: free it, then {RERUN}", context.cluster.manager.port),
        ),
        Err(text) => diagnosed(Check::Version, &node.name, "the manager does not answer", diagnose::endpoint(context, &node.name, EndpointKind::Manager, text)),
    }
}
