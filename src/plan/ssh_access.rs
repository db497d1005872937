//! Engines that are reached by SSH alone: no TCP port, no certificate, and an engine whose files hold nothing of swarmctl's is left as it is.

use serde_json::{Map, Value, json};

use crate::model::{Cluster, EngineChange, EngineState, Need, NodeFacts};

use super::daemon_json::{self, strings};
use super::nodes::{NEEDED, because};
use super::unit::{self, Command};

/// What dockerd listens on where nothing says otherwise.
const DEFAULT_SOCKET: &str = "unix:///var/run/docker.sock";

/// Flags of the unit's command, and the keys of daemon.json that dockerd does not start beside.
const CLASHES: [(&str, &str); 3] =
    [("--registry-mirror", "registry-mirrors"), ("--insecure-registry", "insecure-registries"), ("--live-restore", "live-restore")];

/// The unit's command, if daemon.json has to take its flags over: one of them stands in `map` as well. Else the unit starts the engine as it is.
pub(super) fn taken_over<'a>(command: Option<&'a Command>, map: &Map<String, Value>) -> Option<&'a Command> {
    command.filter(|command| CLASHES.iter().any(|(flag, key)| command.flags.contains(flag) && map.contains_key(*key)))
}

/// Takes out of `map` what swarmctl has put in for TLS. `hosts` stay where the host had some of its own; every TCP port of theirs was behind TLS and goes.
pub(super) fn close(map: &mut Map<String, Value>, facts: &NodeFacts, command: Option<&Command>) {
    if !is_ours(map, facts) {
        return;
    }
    for key in ["tls", "tlsverify", "tlscacert", "tlscert", "tlskey"] {
        map.remove(key);
    }
    let mut hosts = strings(map.get("hosts"));
    hosts.retain(|host| !host.starts_with("tcp://"));
    let of_unit = command.is_some_and(|command| !command.hosts.is_empty());
    if of_unit || hosts.is_empty() || hosts == [DEFAULT_SOCKET] {
        map.remove("hosts");
    } else {
        map.insert("hosts".into(), json!(hosts));
    }
}

/// Whether `hosts` and the TLS keys of daemon.json are swarmctl's.
fn is_ours(map: &Map<String, Value>, facts: &NodeFacts) -> bool {
    let own_tls = map.get("tlscert").and_then(Value::as_str).is_some_and(|path| path.starts_with("/etc/swarmctl/"));
    own_tls || facts.unit.as_ref().is_some_and(|unit| unit::own_drop_in(&unit.text).is_some())
}

/// The TCP addresses that the host itself lets its engine listen on.
pub(super) fn tcp_hosts(map: &Map<String, Value>, facts: &NodeFacts) -> Vec<String> {
    let command = facts.unit.as_ref().and_then(|unit| unit::command(&unit.text));
    let mut hosts = command.map(|command| command.hosts).unwrap_or_default();
    if !is_ours(map, facts) {
        hosts.extend(strings(map.get("hosts")));
    }
    hosts.retain(|host| host.starts_with("tcp://"));
    hosts
}

/// Whether the engine's files are as they are to be: `wanted` in daemon.json, and swarmctl's drop-in only where it is needed.
pub(super) fn stands(facts: &NodeFacts, current: &Map<String, Value>, wanted: &Map<String, Value>, command: Option<&Command>) -> bool {
    let own = facts.unit.as_ref().and_then(|unit| unit::own_drop_in(&unit.text));
    current == wanted && own == unit::drop_in(taken_over(command, wanted), None)
}

/// Whether the engine's configuration is to change. An engine whose files swarmctl has never changed runs with what stands.
pub(super) fn need(facts: &NodeFacts, change: &EngineChange, stands: bool) -> Need {
    match (&facts.engine, facts.engine_saved, &facts.engine_applied) {
        (EngineState::Answers(_), false, _) if stands => Need::Kept,
        (EngineState::Answers(_), true, Some(stamp)) if stands && *stamp == change.applied => Need::Kept,
        (EngineState::Answers(_), true, Some(_)) => because("its configuration differs"),
        _ => NEEDED,
    }
}

/// daemon.json of an engine that is reached by SSH, from what stands with the spec's keys in it.
pub(super) fn merge(cluster: &Cluster, facts: &NodeFacts, command: Option<&Command>, mut map: Map<String, Value>) -> Map<String, Value> {
    close(&mut map, facts, command);
    daemon_json::add_taken_over(&mut map, cluster, None);
    if map.contains_key("live-restore") || facts.engine.facts().is_some_and(|engine| engine.live_restore) {
        map = daemon_json::without_live_restore(map);
    }
    if let Some(command) = taken_over(command, &map) {
        let hosts = if command.hosts.is_empty() { vec![DEFAULT_SOCKET.to_owned()] } else { command.hosts.clone() };
        map.insert("hosts".into(), json!(hosts));
        daemon_json::add_taken_over(&mut map, cluster, Some(command));
    }
    map
}
