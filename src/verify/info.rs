//! `info` at every manager: every node of the pool there and Healthy, one primary, and replicas that name it.

use std::collections::BTreeMap;

use crate::model::{Check, Discovery, Finding, ManagerView, PoolNode};

use super::context::Context;
use super::findings::{RERUN, Sightings, error, list, ok, warning};
use super::{diagnose, discovery};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let managers = context.speaking_managers();
    if managers.is_empty() {
        return Vec::new();
    }
    let mut findings = roles(context, &managers);
    let mut sightings = Sightings::default();
    for view in &managers {
        match &view.pool {
            Ok(pool) => findings.extend(table(context, view, pool, &mut sightings)),
            Err(text) => findings.push(error(Check::Info, Some(&view.node), format!("`info` failed: {text}"), RERUN)),
        }
    }
    findings.extend(sightings.into_findings(Check::Info));
    findings
}

fn table(context: &Context, view: &ManagerView, pool: &[PoolNode], sightings: &mut Sightings) -> Vec<Finding> {
    let mut findings = strangers(context, view, pool);
    findings.extend(pool.iter().filter(|line| is_manager(line)).map(|line| manager_in_pool(view, line)));
    let (mut healthy, mut wanted) = (0, 0);
    for node in context.cluster.pool() {
        wanted += 1;
        let address = context.advertised(&node.name, context.cluster.engine.port);
        match pool.iter().find(|line| Some(&line.address) == address.as_ref()) {
            None => sightings.add(&node.name, "not in the pool", diagnose::missing(context, node), &view.node),
            Some(line) if is_manager(line) => {}
            Some(line) if line.status != "Healthy" => {
                let diagnosis = diagnose::pool_node(context, &view.node, node, line);
                sightings.add(&node.name, &format!("`{}`", line.status), diagnosis, &view.node);
            }
            Some(line) => {
                healthy += 1;
                let hint = "the manager gives the node up after three failures: run `swarmctl verify` again in a minute";
                let message = |text| format!("Healthy at `{}`, but its last call failed: {text}", view.node);
                findings.extend(line.error.as_ref().map(|text| warning(Check::Info, Some(&node.name), message(text), hint)));
            }
        }
    }
    if healthy == wanted {
        findings.push(ok(Check::Info, Some(&view.node), format!("{healthy} of {wanted} nodes Healthy")));
    }
    findings
}

/// A manager takes another one for an engine, Healthy and all, where an agent advertises the wrong port (measured on Swarm 1.2.9).
fn is_manager(line: &PoolNode) -> bool {
    line.server_version.as_deref().is_some_and(|version| version.starts_with("swarm/"))
}

fn manager_in_pool(view: &ManagerView, line: &PoolNode) -> Finding {
    let version = line.server_version.as_deref().unwrap_or_default();
    let message = format!("`{}` is in the pool as an engine, but is a Swarm manager (`{version}`)", line.address);
    error(Check::Info, Some(&view.node), message, format!("an agent advertises a manager's port instead of its engine's: {RERUN}"))
}

/// Lines that no node of the pool accounts for, and names that stand for more than one.
fn strangers(context: &Context, view: &ManagerView, pool: &[PoolNode]) -> Vec<Finding> {
    let in_pool = |line: &&PoolNode| context.engine_at(&line.address).is_some_and(|node| context.cluster.pool().any(|wanted| wanted.name == node.name));
    let stranger = |line: &PoolNode| {
        let message = format!("`{}` is in the pool, but no active node of the cluster", line.address);
        let hint = match &context.cluster.discovery {
            Discovery::Consul { .. } => "stop the agent there; it leaves the pool within 180 s",
            Discovery::Static => RERUN,
            Discovery::External(_) => {
                "stop the agent there, and it leaves the pool within 180 s; another cluster that has the same store needs a prefix of its own in `discovery.url`"
            }
        };
        warning(Check::Info, Some(&view.node), message, hint)
    };
    let mut findings: Vec<_> = pool.iter().filter(|line| !in_pool(line) && !is_manager(line)).map(stranger).collect();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for line in pool.iter().filter(|line| line.name != "(unknown)") {
        *names.entry(&line.name).or_default() += 1;
    }
    findings.extend(names.into_iter().filter(|(_, count)| *count > 1).map(|(name, count)| {
        let message = format!("{count} nodes are called `{name}`: their containers cannot be told apart");
        warning(Check::Info, Some(&view.node), message, "give each host a name of its own (`hostnamectl set-hostname`) and restart its engine")
    }));
    findings
}

fn roles(context: &Context, managers: &[&ManagerView]) -> Vec<Finding> {
    let primaries: Vec<_> = managers.iter().filter(|view| view.role.as_deref() == Some("primary")).collect();
    match primaries[..] {
        [] => {
            let cause = discovery::trouble(context).map(|trouble| format!(": {}", trouble.cause)).unwrap_or_default();
            let hint = format!("an election takes up to {}: run `swarmctl verify` again then; after that, {RERUN}", ttl(context));
            vec![error(Check::Info, None, format!("no manager is primary{cause}"), hint)]
        }
        [primary] => {
            let others = managers.iter().filter(|view| view.node != primary.node);
            let faults: Vec<_> = others.clone().filter_map(|view| astray(context, view, primary)).collect();
            if !faults.is_empty() {
                return faults;
            }
            let replicas = list(others.map(|view| &view.node));
            let followed = if replicas.is_empty() { String::new() } else { format!(", named by {replicas}") };
            vec![ok(Check::Info, Some(&primary.node), format!("primary{followed}"))]
        }
        _ => {
            let names = list(primaries.iter().map(|view| &view.node));
            let hint = format!("run `swarmctl verify` again after {}; if it stays, they use different stores: {RERUN}", ttl(context));
            vec![error(Check::Info, None, format!("more than one manager is primary: {names}"), hint)]
        }
    }
}

/// A manager beside the primary that is no replica of it.
fn astray(context: &Context, view: &ManagerView, primary: &ManagerView) -> Option<Finding> {
    let address = context.advertised(&primary.node, context.cluster.manager.port)?;
    let message = match (view.role.as_deref(), view.primary.as_deref()) {
        (Some("replica"), Some(named)) if named == address => return None,
        (Some("replica"), None | Some("")) => format!("a replica that knows no primary (it is `{}` at {address})", primary.node),
        (Some("replica"), Some(named)) => format!("a replica that names `{named}` as primary instead of `{}` at {address}", primary.node),
        (role, _) => format!("neither primary nor replica (`{}`)", role.unwrap_or("no role")),
    };
    let hint = format!("run `swarmctl verify` again after {}; if it stays, {RERUN}", ttl(context));
    Some(error(Check::Info, Some(&view.node), message, hint))
}

fn ttl(context: &Context) -> String {
    format!("{} s", context.cluster.manager.replication_ttl.as_secs())
}
