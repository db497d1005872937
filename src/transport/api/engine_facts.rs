//! What an engine's answers come to, in the model's terms. Pure.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use bollard::models::{
    ContainerSummary, ContainerSummaryStateEnum, ImageSummary, LocalNodeState, ManagerStatus, Node, Reachability, Service, SwarmInfo, SystemVersion, Task,
    TaskState,
};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::model::{ApiVersion, ContainerFacts, SwarmMembership, SwarmModeNode, SwarmRole, SwarmSettings, SwarmTask, labels};

/// The version, and the highest and lowest API.
pub(super) fn versions(version: SystemVersion) -> Result<(String, ApiVersion, ApiVersion), String> {
    let api = version.api_version.unwrap_or_default().parse()?;
    // Engines from before 1.24 do not tell their lowest.
    let min_api = version.min_api_version.map_or(Ok(api), |v| v.parse())?;
    Ok((version.version.unwrap_or_default(), api, min_api))
}

/// A container of the list; when it started is not in there.
pub(super) fn container(summary: ContainerSummary) -> ContainerFacts {
    let name = summary.names.unwrap_or_default().into_iter().next().unwrap_or_default();
    ContainerFacts {
        id: summary.id.unwrap_or_default(),
        name: name.trim_start_matches('/').to_owned(),
        image: summary.image.unwrap_or_default(),
        labels: summary.labels.unwrap_or_default().into_iter().collect(),
        running: summary.state == Some(ContainerSummaryStateEnum::RUNNING),
        started_at: None,
    }
}

/// swarmctl's own containers: role → running.
pub(super) fn own_roles(containers: &[ContainerFacts]) -> BTreeMap<String, bool> {
    let own = containers.iter().filter(|c| c.labels.contains_key(labels::CLUSTER));
    own.filter_map(|c| c.labels.get(labels::ROLE).map(|role| (role.clone(), c.running))).collect()
}

/// An engine's time stamp; the year 1 is its word for never.
pub(super) fn moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok().filter(|t| t.year() > 1)
}

/// Every reference to an image: by tag, and by digest.
pub(super) fn references(images: Vec<ImageSummary>) -> Vec<String> {
    let mut references: Vec<String> = images.into_iter().flat_map(|i| i.repo_tags.into_iter().chain(i.repo_digests)).collect();
    references.retain(|r| !r.starts_with("<none>"));
    references.sort();
    references.dedup();
    references
}

/// The engine's place in swarm mode.
pub(super) fn membership(swarm: Option<SwarmInfo>) -> SwarmMembership {
    let swarm = swarm.unwrap_or_default();
    match swarm.local_node_state {
        None | Some(LocalNodeState::EMPTY | LocalNodeState::INACTIVE) => SwarmMembership::Inactive,
        Some(LocalNodeState::ACTIVE) => SwarmMembership::Active {
            cluster_id: swarm.cluster.and_then(|c| c.id),
            node_id: swarm.node_id.unwrap_or_default(),
            manager: swarm.control_available.unwrap_or_default(),
            remotes: swarm.remote_managers.unwrap_or_default().into_iter().filter_map(|r| r.addr).collect(),
        },
        Some(other) => SwarmMembership::Other { word: other.to_string() },
    }
}

/// How the swarm is set of which this engine is a manager.
pub(super) fn swarm_settings(swarm: Option<&SwarmInfo>) -> Option<SwarmSettings> {
    let spec = swarm?.cluster.as_ref()?.spec.as_ref()?;
    let nanoseconds = spec.ca_config.as_ref()?.node_cert_expiry?;
    Some(SwarmSettings {
        cert_expiry: Duration::from_nanos(u64::try_from(nanoseconds).ok()?),
        autolock: spec.encryption_config.as_ref().and_then(|config| config.auto_lock_managers).unwrap_or_default(),
    })
}

/// A line of swarm mode's node list.
pub(super) fn swarm_node(node: Node) -> SwarmModeNode {
    let status = node.status.unwrap_or_default();
    let description = node.description.unwrap_or_default();
    let spec = node.spec.unwrap_or_default();
    SwarmModeNode {
        id: node.id.unwrap_or_default(),
        hostname: description.hostname.unwrap_or_default(),
        role: swarm_role(node.manager_status.as_ref()),
        state: status.state.map(|s| s.to_string()).unwrap_or_default(),
        availability: spec.availability.map(|a| a.to_string()).unwrap_or_default(),
        labels: spec.labels.unwrap_or_default().into_iter().collect(),
        trust_root: description.tls_info.and_then(|tls| tls.trust_root).filter(|pem| !pem.is_empty()),
        engine: description.engine.and_then(|e| e.engine_version).unwrap_or_default(),
        address: address(status.addr.unwrap_or_default(), node.manager_status),
    }
}

fn swarm_role(manager: Option<&ManagerStatus>) -> SwarmRole {
    match manager {
        None => SwarmRole::Worker,
        Some(m) if m.leader == Some(true) => SwarmRole::Leader,
        Some(m) if m.reachability == Some(Reachability::REACHABLE) => SwarmRole::Reachable,
        Some(_) => SwarmRole::Unreachable,
    }
}

/// A leader can know itself as `0.0.0.0`; what it advertises as a manager is its address then.
fn address(seen: String, manager: Option<ManagerStatus>) -> String {
    let advertised = manager.and_then(|m| m.addr).and_then(|a| a.rsplit_once(':').map(|(host, _)| host.trim_matches(['[', ']']).to_owned()));
    match advertised {
        Some(advertised) if seen.is_empty() || seen == "0.0.0.0" || seen == "::" => advertised,
        _ => seen,
    }
}

/// Tasks, named as the docker client names them.
pub(super) fn tasks(tasks: Vec<Task>, services: Vec<Service>) -> Vec<SwarmTask> {
    let names: HashMap<String, String> = services.into_iter().filter_map(|s| Some((s.id?, s.spec?.name?))).collect();
    tasks.into_iter().filter_map(|task| swarm_task(task, &names)).collect()
}

fn swarm_task(task: Task, names: &HashMap<String, String>) -> Option<SwarmTask> {
    let (id, service) = (task.id?, task.service_id?);
    let status = task.status.unwrap_or_default();
    let state = status.state?;
    let image = task.spec.and_then(|s| s.container_spec).and_then(|c| c.image).unwrap_or_default();
    let name = names.get(&service).unwrap_or(&service);
    let place = task.slot.filter(|slot| *slot > 0).map(|slot| slot.to_string()).or_else(|| task.node_id.clone()).unwrap_or_default();
    Some(SwarmTask {
        name: format!("{name}.{place}"),
        node_id: task.node_id.filter(|node| !node.is_empty()),
        image: image.split('@').next().unwrap_or_default().to_owned(),
        live: task.desired_state == Some(TaskState::RUNNING) && !has_ended(state),
        state: state.to_string(),
        error: status.err.filter(|err| !err.is_empty()),
        id,
    })
}

fn has_ended(state: TaskState) -> bool {
    use TaskState::{COMPLETE, FAILED, ORPHANED, REJECTED, REMOVE, SHUTDOWN};
    matches!(state, COMPLETE | SHUTDOWN | FAILED | REJECTED | REMOVE | ORPHANED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bollard::models::TaskStatus;

    #[test]
    fn a_container_that_never_ran_started_never() {
        assert_eq!(moment("0001-01-01T00:00:00Z"), None);
        assert_eq!(moment("2026-11-23T14:00:00.123456789Z").map(OffsetDateTime::unix_timestamp), Some(1_795_442_400));
    }

    #[test]
    fn an_untagged_image_has_no_reference() {
        let image = |tags: &[&str], digests: &[&str]| ImageSummary {
            repo_tags: tags.iter().map(ToString::to_string).collect(),
            repo_digests: digests.iter().map(ToString::to_string).collect(),
            ..Default::default()
        };
        let images = vec![image(&["<none>:<none>"], &["<none>@<none>"]), image(&["swarm:1.2.9"], &["swarm@sha256:00"])];
        assert_eq!(references(images), ["swarm:1.2.9", "swarm@sha256:00"]);
    }

    #[test]
    fn an_engine_without_a_word_on_swarms_is_in_none() {
        assert_eq!(membership(None), SwarmMembership::Inactive);
        assert_eq!(membership(Some(SwarmInfo { local_node_state: Some(LocalNodeState::EMPTY), ..Default::default() })), SwarmMembership::Inactive);
    }

    #[test]
    fn a_locked_manager_is_told_by_its_word() {
        let locked = SwarmInfo { local_node_state: Some(LocalNodeState::LOCKED), ..Default::default() };
        assert_eq!(membership(Some(locked)), SwarmMembership::Other { word: "locked".into() });
    }

    #[test]
    fn a_leader_that_sees_itself_as_any_address_has_the_one_it_advertises() {
        let manager = |addr: &str| Some(ManagerStatus { addr: Some(addr.into()), ..Default::default() });
        assert_eq!(address("0.0.0.0".into(), manager("10.0.0.1:2377")), "10.0.0.1");
        assert_eq!(address("10.0.0.2".into(), manager("10.0.0.1:2377")), "10.0.0.2");
    }

    #[test]
    fn tasks_are_named_as_the_docker_client_names_them_and_live_while_they_are_to_run() {
        let task = |slot, state| Task {
            id: Some(format!("t{slot:?}")),
            service_id: Some("s1".into()),
            node_id: Some("n1".into()),
            slot,
            status: Some(TaskStatus { state: Some(state), ..Default::default() }),
            desired_state: Some(TaskState::RUNNING),
            ..Default::default()
        };
        let service = serde_json::from_value(serde_json::json!({"ID": "s1", "Spec": {"Name": "web"}})).unwrap();
        let list = vec![task(Some(2), TaskState::RUNNING), task(None, TaskState::PENDING), task(Some(3), TaskState::FAILED)];
        let listed: Vec<_> = tasks(list, vec![service]).into_iter().map(|t| (t.name, t.state, t.live)).collect();
        let line = |name: &str, state: &str, live| (name.to_owned(), state.to_owned(), live);
        assert_eq!(listed, [line("web.2", "running", true), line("web.n1", "pending", true), line("web.3", "failed", false)]);
    }
}
