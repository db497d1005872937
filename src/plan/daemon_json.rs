//! `/etc/docker/daemon.json`: what stands is kept, swarmctl's keys are merged in.

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use crate::model::{Cluster, EngineState, Node, NodeFacts, Orchestrator, SwarmMembership, TlsPolicy};

use super::ssh_access;
use super::unit::Command;

/// Where an engine's certificates are on its node.
const TLS_DIR: &str = "/etc/swarmctl/tls/current";

/// daemon.json through one change: see `model::EngineChange`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Files {
    pub(super) bridge: Option<String>,
    pub(super) restart: String,
    pub(super) settled: Option<String>,
    /// Whether it all stands already; only asked where engines are reached by SSH.
    pub(super) stands: bool,
    /// Whether daemon.json takes over flags of the unit's command.
    pub(super) takes_over: bool,
}

/// daemon.json as a map; an absent or blank file is an empty one.
pub(super) fn parse(text: Option<&str>) -> Result<Map<String, Value>, String> {
    match text.map(str::trim) {
        None | Some("") => Ok(Map::new()),
        Some(text) => match serde_json::from_str(text) {
            Ok(Value::Object(map)) => Ok(map),
            Ok(_) => Err("it is not an object".to_owned()),
            Err(error) => Err(error.to_string()),
        },
    }
}

/// The TLS files that `map` names and that are not swarmctl's.
pub(super) fn foreign_tls(map: &Map<String, Value>) -> Vec<String> {
    let keys = ["tlscacert", "tlscert", "tlskey"];
    keys.iter().filter_map(|k| map.get(*k)?.as_str()).filter(|path| !path.starts_with("/etc/swarmctl/")).map(str::to_owned).collect()
}

/// The files that bring `node`'s engine to what the cluster wants.
pub(super) fn files(cluster: &Cluster, node: &Node, facts: &NodeFacts, command: Option<&Command>) -> Result<Files, String> {
    let current = parse(facts.daemon_json.as_deref())?;
    let mut merged = merge(cluster, node, facts, command, current.clone());
    let takes_over = cluster.has_tls() || ssh_access::taken_over(command, &merged).is_some();
    let stands = !cluster.has_tls() && ssh_access::stands(facts, &current, &merged, command);
    if !cluster.has_tls() && !stands {
        merged = without_live_restore(merged);
    }
    let wants_live_restore = cluster.orchestrator == Orchestrator::Standalone;
    let engine = match &facts.engine {
        EngineState::Answers(engine) => Some(engine),
        EngineState::Absent | EngineState::Silent { .. } => None,
    };
    // live-restore cannot be combined with an active swarm: there, running containers stop with the engine, and the plan says so.
    let keeps_containers = engine.is_some_and(|e| e.swarm == SwarmMembership::Inactive && e.containers.iter().any(|c| c.running));
    let bridge = (keeps_containers && !engine.is_some_and(|e| e.live_restore)).then(|| render(&with_live_restore(current)));
    let settled = render(&merged);
    if keeps_containers && !wants_live_restore {
        return Ok(Files { bridge, restart: render(&with_live_restore(merged)), settled: Some(settled), stands, takes_over });
    }
    Ok(Files { bridge, restart: settled, settled: None, stands, takes_over })
}

/// daemon.json for a reload after which a container that is started outlives the restart to come, and the spec's registries can be pulled from; `None` where
/// a reload does not bring that about: a flag of the engine's own command stands against it, or it runs in a swarm.
pub(super) fn head_start(cluster: &Cluster, facts: &NodeFacts, command: Option<&Command>) -> Option<String> {
    let EngineState::Answers(engine) = &facts.engine else { return None };
    let registries = &cluster.engine;
    let in_flags =
        command.is_some_and(|c| !c.mirrors.is_empty() || !c.insecure.is_empty()) || facts.unit.as_ref().is_some_and(|u| u.text.contains("--live-restore"));
    // Other keys may move the engine's data or change how it runs containers.
    if engine.swarm != SwarmMembership::Inactive || engine.live_restore || in_flags || !registries.config.is_empty() {
        return None;
    }
    let mut map = with_live_restore(parse(facts.daemon_json.as_deref()).ok()?);
    extend(&mut map, "registry-mirrors", registries.registry_mirrors.clone());
    extend(&mut map, "insecure-registries", registries.insecure_registries.clone());
    Some(render(&map))
}

fn merge(cluster: &Cluster, node: &Node, facts: &NodeFacts, command: Option<&Command>, mut map: Map<String, Value>) -> Map<String, Value> {
    for (key, value) in &cluster.engine.config {
        map.insert(key.clone(), value.clone());
    }
    if !cluster.has_tls() {
        return ssh_access::merge(cluster, facts, command, map);
    }
    if cluster.engine.tls == TlsPolicy::Replace || foreign_tls(&map).is_empty() {
        map.insert("tls".into(), json!(true));
        map.insert("tlsverify".into(), json!(true));
        for (key, file) in [("tlscacert", "ca.pem"), ("tlscert", "cert.pem"), ("tlskey", "key.pem")] {
            map.insert(key.into(), json!(format!("{TLS_DIR}/{file}")));
        }
    }
    let v6_only = facts.addresses.iter().all(IpAddr::is_ipv6) && !facts.addresses.is_empty();
    let any = if v6_only { "[::]" } else { "0.0.0.0" };
    let mut hosts = strings(map.get("hosts"));
    hosts.extend(command.map(|c| c.hosts.clone()).unwrap_or_default());
    if !hosts.iter().any(|h| h.starts_with("fd://") || h.starts_with("unix://")) {
        hosts.insert(0, "unix:///var/run/docker.sock".to_owned());
    }
    hosts.push(format!("tcp://{any}:{}", cluster.engine.port));
    map.insert("hosts".into(), json!(unique(hosts)));
    add_taken_over(&mut map, cluster, command);
    if cluster.orchestrator == Orchestrator::Standalone {
        // In swarm mode the node has them in the swarm, where they change without an engine's restart.
        extend(&mut map, "labels", node.labels.iter().map(|(k, v)| format!("{k}={v}")).collect());
    }
    match cluster.orchestrator {
        Orchestrator::Standalone => with_live_restore(map),
        Orchestrator::SwarmMode => without_live_restore(map),
    }
}

/// Adds the spec's registries, and the registries and labels of the command whose flags are taken over.
pub(super) fn add_taken_over(map: &mut Map<String, Value>, cluster: &Cluster, command: Option<&Command>) {
    let (engine, of_command) = (&cluster.engine, |values: fn(&Command) -> &Vec<String>| command.map(values).cloned().unwrap_or_default());
    extend(map, "registry-mirrors", [of_command(|c| &c.mirrors), engine.registry_mirrors.clone()].concat());
    extend(map, "insecure-registries", [of_command(|c| &c.insecure), engine.insecure_registries.clone()].concat());
    extend(map, "labels", of_command(|c| &c.labels));
}

/// By name: a reload leaves live-restore as it is where the key is absent (measured on Engine 20.10).
pub(super) fn without_live_restore(mut map: Map<String, Value>) -> Map<String, Value> {
    map.insert("live-restore".into(), json!(false));
    map
}

fn with_live_restore(mut map: Map<String, Value>) -> Map<String, Value> {
    map.insert("live-restore".into(), json!(true));
    map
}

/// Adds to a list key; a key that would be empty is not made. An item `k=v` takes the place of one with the same `k`.
fn extend(map: &mut Map<String, Value>, key: &str, items: Vec<String>) {
    if items.is_empty() {
        return;
    }
    let mut list = strings(map.get(key));
    if key == "labels" {
        let name = |item: &str| item.split('=').next().unwrap_or_default().to_owned();
        list.retain(|old| !items.iter().any(|new| name(new) == name(old)));
    }
    list.extend(items);
    map.insert(key.into(), json!(unique(list)));
}

pub(super) fn strings(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default()
}

fn unique(list: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    list.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

fn render(map: &Map<String, Value>) -> String {
    // A map of JSON values always serializes.
    let mut text = serde_json::to_string_pretty(map).unwrap_or_default();
    text.push('\n');
    text
}
