//! The trial deployment, if one was asked for: containers ran, and where.

use std::collections::BTreeMap;

use crate::model::{Check, Finding};

use super::context::Context;
use super::findings::{RERUN, error, ok};

pub(super) fn check(context: &Context) -> Option<Finding> {
    let deployed = match context.seen.deployed.as_ref()? {
        Ok(deployed) => deployed,
        Err(text) => {
            return Some(error(
                Check::Deploy,
                None,
                format!("the trial deployment failed: {text}"),
                "look at the other findings first; then check the image's name",
            ));
        }
    };
    if deployed.is_empty() {
        return Some(error(Check::Deploy, None, "the trial deployment ran no container", RERUN));
    }
    let mut landed: BTreeMap<&str, usize> = BTreeMap::new();
    for container in deployed {
        *landed.entry(node_of(context, &container.node)).or_default() += 1;
    }
    let places: Vec<_> = landed.iter().map(|(node, count)| format!("{count} on `{node}`")).collect();
    Some(ok(Check::Deploy, None, format!("{} containers ran and were removed: {}", deployed.len(), places.join(", "))))
}

/// The cluster's name of a node that the manager calls by its host name.
fn node_of<'a>(context: &'a Context, hostname: &'a str) -> &'a str {
    let engine = context.seen.engines.values().flatten().find(|engine| engine.hostname == hostname);
    engine.map_or(hostname, |engine| engine.node.as_str())
}
