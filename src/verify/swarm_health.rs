//! Swarm mode beyond what each node is: how many managers can be lost, whether the engines are of one version, and how long the swarm's own CA holds.
//! When the nodes' certificates within the swarm end, no API tells (checked on Engine 20.10); engines renew them by themselves.

use std::collections::BTreeMap;

use time::Duration;

use crate::model::{Check, Finding, NodeName, Quorum, SwarmModeNode, SwarmRole};
use crate::pki;

use super::context::Context;
use super::findings::{RERUN, error, list, ok, span, warning};
use super::quorum;

/// The swarm's CA is made for 20 years; one that ends sooner than this wants attention.
const CA_WINDOW: Duration = Duration::days(30);

/// Judged once for the whole swarm, by the first manager that has a list.
pub(super) fn check(context: &Context) -> Vec<Finding> {
    let Some(nodes) = context.seen.swarm_mode.iter().find_map(|view| view.nodes.as_ref().ok()) else { return Vec::new() };
    let mut findings = vec![managers(nodes)];
    findings.extend(settings(context));
    findings.extend(versions(context));
    findings.extend(root(context, nodes));
    findings
}

/// More than half of the managers must reach each other.
fn managers(nodes: &[SwarmModeNode]) -> Finding {
    let Quorum { members: managers, voting: reachable, losable, .. } = quorum::of_managers(nodes);
    let bears = match losable {
        0 => "none can be lost".to_owned(),
        n => format!("{n} can be lost"),
    };
    let message = format!("{reachable} of {managers} managers reachable, {bears}");
    if reachable < managers && losable == 0 {
        let hint = "bring the others back; what becomes of each is told with its node. If one is gone for good: demote it and remove it with `docker node rm`";
        return warning(Check::Info, None, message, hint);
    }
    ok(Check::Info, None, message)
}

/// How the swarm is set as a whole, as the first manager that knows tells.
fn settings(context: &Context) -> Option<Finding> {
    let seen = context.seen.engines.values().flatten().find_map(|engine| engine.swarm_settings)?;
    Some(match context.cluster.swarm_mode.settings().lacks(&seen) {
        None => ok(Check::Info, None, format!("the swarm is set as wanted: {seen}")),
        Some(lacks) => error(Check::Info, None, format!("the swarm is not set as wanted: {lacks}"), RERUN),
    })
}

fn versions(context: &Context) -> Option<Finding> {
    let mut by_version: BTreeMap<&str, Vec<&NodeName>> = BTreeMap::new();
    for engine in context.seen.engines.values().flatten() {
        by_version.entry(&engine.version).or_default().push(&engine.node);
    }
    let told: Vec<_> = by_version.iter().map(|(version, nodes)| format!("{version} on {}", list(nodes.iter().copied()))).collect();
    (told.len() > 1).then(|| {
        let message = format!("the engines are of different versions: {}", told.join("; "));
        warning(Check::Engine, None, message, "bring them to one version, one node after the other")
    })
}

/// The root of the certificates by which the swarm's nodes know each other, which is not the cluster's CA.
fn root(context: &Context, nodes: &[SwarmModeNode]) -> Vec<Finding> {
    let trusted = nodes.iter().find(|line| line.role == SwarmRole::Leader).and_then(|leader| leader.trust_root.as_deref());
    let Some(trusted) = trusted else { return Vec::new() };
    let mut findings = Vec::new();
    let others: Vec<_> = nodes.iter().filter(|line| line.state == "ready" && line.trust_root.as_deref().is_some_and(|root| root != trusted)).collect();
    if !others.is_empty() {
        let names = others.iter().map(|line| format!("`{}`", line.hostname)).collect::<Vec<_>>().join(", ");
        let message = format!("the swarm's own CA is being changed, and {names} did not take the new one yet");
        findings.push(warning(Check::Certificate, None, message, "run `swarmctl verify` again in a minute; `docker node ls` shows the TLS status"));
    }
    let Ok(ca) = pki::details(trusted.as_bytes()) else { return findings };
    let left = ca.not_after - context.now;
    let hint = "run `docker swarm ca --rotate` on a manager";
    findings.push(match left {
        left if left.is_negative() => error(Check::Certificate, None, format!("the swarm's own CA ended {} ago", span(left)), hint),
        left if left <= CA_WINDOW => warning(Check::Certificate, None, format!("the swarm's own CA ends in {}", span(left)), hint),
        left => ok(Check::Certificate, None, format!("the swarm's own CA, {} days left", left.whole_days())),
    });
    findings
}
