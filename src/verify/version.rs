//! `version` at every manager: the server is a Swarm manager, not an engine.

use crate::model::{Check, EndpointKind, Finding, Node};

use super::context::Context;
use super::diagnose;
use super::findings::{RERUN, diagnosed, error, ok};

/// What a replica says of everything that it would pass on to a primary that is gone (measured on Swarm 1.2.9).
const ORPHANED: &str = "Unable to reach primary cluster manager";

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
        Err(text) if text.contains(ORPHANED) => error(
            Check::Version,
            at,
            match &view.primary {
                Some(primary) => format!("it is a replica, and its primary {primary} does not answer"),
                None => "it is a replica and knows no primary".to_owned(),
            },
            format!("another manager takes over within {} s; then run `swarmctl verify` again", context.cluster.manager.replication_ttl.as_secs()),
        ),
        Err(text) => diagnosed(Check::Version, &node.name, "the manager does not answer", diagnose::endpoint(context, &node.name, EndpointKind::Manager, text)),
    }
}
