//! A trial deployment in swarm mode: a service is made, its tasks are seen running, and it is removed again whatever happened.

use std::collections::HashMap;
use std::time::Duration;

use bollard::models::{
    NodeSpecAvailabilityEnum, NodeState, ServiceSpec, ServiceSpecMode, ServiceSpecModeReplicated, Task, TaskSpec, TaskSpecContainerSpec, TaskSpecRestartPolicy,
    TaskSpecRestartPolicyConditionEnum, TaskState,
};
use bollard::query_parameters::{ListContainersOptions, ListTasksOptions};
use tokio::time::{Instant, sleep};

use crate::model::Deployment;

use super::client::Api;
use super::trial::{ended_well, unless_stopped};
use crate::transport::{BoxFuture, Error, Result};

/// The deadline of a call.
const ACT: Duration = Duration::from_secs(30);

/// How long tasks may take until they run: nodes may have to pull the image first.
const UNTIL_RUNNING: Duration = Duration::from_secs(300);

/// How long a removed service's containers may take to be gone.
const UNTIL_GONE: Duration = Duration::from_secs(30);

/// How long a task may take to stop before it is killed, in nanoseconds: nobody will miss what it does.
const STOP_GRACE: i64 = 1_000_000_000;

/// How long a node has to be without containers of a service that was removed before all of its tasks ran: one that a node was preparing makes a container still.
pub const SETTLING: Duration = Duration::from_secs(2);

const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// The label that an engine gives the containers of a service.
const SERVICE_NAME: &str = "com.docker.swarm.service.name";

/// Runs the service `name` with one task on every node that takes tasks, or with `replicas` of them wherever they land; waits until each has run, and removes
/// it. Ends early at `stop`, and removes it then too.
pub async fn try_service(api: &Api, image: &str, name: &str, replicas: Option<usize>, stop: BoxFuture<'_, ()>) -> Result<Vec<Deployment>> {
    // Making it takes no time and is not cut short: whether it was made would not be known.
    let ran = match create(api, image, name, replicas).await {
        Ok(()) => unless_stopped(until_run(api, name, replicas), stop).await,
        Err(error) => Err(error),
    };
    // By name, because the answer to its making may have been lost.
    ended_well(ran, remove(api, name).await)
}

/// Whether the engine has none of the service's containers any more.
pub async fn is_gone(api: &Api, name: &str) -> Result<bool> {
    let filters = Some(HashMap::from([("label".to_owned(), vec![format!("{SERVICE_NAME}={name}")])]));
    let options = ListContainersOptions { all: true, filters, ..Default::default() };
    Ok(api.call("list the containers", ACT, api.docker().list_containers(Some(options))).await?.is_empty())
}

/// Waits until `is_gone` has held for a while; an engine that does not answer is not asked again.
pub async fn until_gone(api: &Api, name: &str, settling: Duration) -> Result<()> {
    let began = Instant::now();
    let mut gone_since: Option<Instant> = None;
    loop {
        if is_gone(api, name).await.unwrap_or(true) {
            if gone_since.get_or_insert_with(Instant::now).elapsed() >= settling {
                return Ok(());
            }
        } else {
            gone_since = None;
        }
        if began.elapsed() > UNTIL_GONE {
            return Err(Error::Timeout { what: format!("see the containers of the service `{name}` removed"), seconds: UNTIL_GONE.as_secs() });
        }
        sleep(BETWEEN_LOOKS).await;
    }
}

async fn create(api: &Api, image: &str, name: &str, replicas: Option<usize>) -> Result<()> {
    let made = api.docker().create_service(spec(image, name, replicas), None);
    api.call(&format!("make the service `{name}`"), ACT, made).await.map(drop)
}

#[expect(clippy::zero_sized_map_values, reason = "bollard's type for an object without keys")]
fn spec(image: &str, name: &str, replicas: Option<usize>) -> ServiceSpec {
    let mode = match replicas {
        None => ServiceSpecMode { global: Some(HashMap::new()), ..Default::default() },
        Some(count) => {
            let replicas = Some(i64::try_from(count).unwrap_or(i64::MAX));
            ServiceSpecMode { replicated: Some(ServiceSpecModeReplicated { replicas }), ..Default::default() }
        }
    };
    let container = TaskSpecContainerSpec { image: Some(image.to_owned()), stop_grace_period: Some(STOP_GRACE), ..Default::default() };
    // A task that ends badly is told of, not tried again.
    let once = TaskSpecRestartPolicy { condition: Some(TaskSpecRestartPolicyConditionEnum::NONE), ..Default::default() };
    let task_template = Some(TaskSpec { container_spec: Some(container), restart_policy: Some(once), ..Default::default() });
    ServiceSpec { name: Some(name.to_owned()), task_template, mode: Some(mode), ..Default::default() }
}

async fn until_run(api: &Api, name: &str, replicas: Option<usize>) -> Result<Vec<Deployment>> {
    let what = format!("see the service `{name}` run");
    let nodes = api.call("list the swarm's nodes", ACT, api.docker().list_nodes(None)).await?;
    let takes_tasks = |node: &&bollard::models::Node| {
        let active = node.spec.as_ref().and_then(|s| s.availability) == Some(NodeSpecAvailabilityEnum::ACTIVE);
        active && node.status.as_ref().and_then(|s| s.state) == Some(NodeState::READY)
    };
    let wanted = replicas.unwrap_or_else(|| nodes.iter().filter(takes_tasks).count());
    let hosts: HashMap<String, String> = nodes.into_iter().filter_map(|n| Some((n.id?, n.description?.hostname?))).collect();
    let host = |task: &Task| task.node_id.as_ref().map_or("no node yet", |id| hosts.get(id).unwrap_or(id)).to_owned();
    let began = Instant::now();
    loop {
        let filters = Some(HashMap::from([("service".to_owned(), vec![name.to_owned()])]));
        let tasks = api.call(&what, ACT, api.docker().list_tasks(Some(ListTasksOptions { filters }))).await?;
        let mut ran = Vec::new();
        let mut waiting = Vec::new();
        for task in &tasks {
            match verdict(task) {
                Some(Ok(())) => ran.push(Deployment { node: host(task), container: format!("{name}.{}", task.id.as_deref().unwrap_or_default()) }),
                Some(Err(reason)) => return Err(Error::Api { what, status: None, message: format!("on `{}`: {reason}", host(task)) }),
                None => waiting.push(format!("{} on `{}`", standing(task), host(task))),
            }
        }
        if ran.len() >= wanted {
            return Ok(ran);
        }
        if began.elapsed() > UNTIL_RUNNING {
            let message = format!("{} of {wanted} tasks ran within {} s; {}", ran.len(), UNTIL_RUNNING.as_secs(), waiting.join(", "));
            return Err(Error::Api { what, status: None, message });
        }
        sleep(BETWEEN_LOOKS).await;
    }
}

/// Whether a task ran; `None` while that is open. One that has done its work and ended well has run.
fn verdict(task: &Task) -> Option<Result<(), String>> {
    let status = task.status.as_ref()?;
    match status.state? {
        TaskState::RUNNING | TaskState::COMPLETE => Some(Ok(())),
        TaskState::FAILED | TaskState::REJECTED | TaskState::ORPHANED | TaskState::SHUTDOWN => {
            Some(Err(status.err.clone().or_else(|| status.message.clone()).unwrap_or_else(|| "it ended".to_owned())))
        }
        _ => None,
    }
}

/// How a task that does not run yet stands, with what keeps it where that is told.
fn standing(task: &Task) -> String {
    let status = task.status.clone().unwrap_or_default();
    let state = status.state.map(|s| s.to_string()).unwrap_or_default();
    status.err.map_or(state.clone(), |err| format!("{state} ({err})"))
}

async fn remove(api: &Api, name: &str) -> Result<()> {
    match api.call(&format!("remove the service `{name}`"), ACT, api.docker().delete_service(name)).await {
        Err(Error::Api { status: Some(404), .. }) => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bollard::models::TaskStatus;

    fn task(state: TaskState, err: Option<&str>) -> Task {
        let status = TaskStatus { state: Some(state), err: err.map(str::to_owned), message: Some("started".to_owned()), ..Default::default() };
        Task { status: Some(status), ..Default::default() }
    }

    #[test]
    fn a_task_has_run_if_it_runs_or_ended_well() {
        for state in [TaskState::RUNNING, TaskState::COMPLETE] {
            assert_eq!(verdict(&task(state, None)), Some(Ok(())));
        }
    }

    #[test]
    fn a_task_that_cannot_run_tells_why() {
        assert_eq!(verdict(&task(TaskState::REJECTED, Some("No such image: x:1"))), Some(Err("No such image: x:1".to_owned())));
    }

    #[test]
    fn a_task_that_waits_for_a_node_tells_what_keeps_it() {
        let waiting = task(TaskState::PENDING, Some("no suitable node (2 nodes not available for new tasks)"));
        assert_eq!(verdict(&waiting), None);
        assert_eq!(standing(&waiting), "pending (no suitable node (2 nodes not available for new tasks))");
    }

    #[test]
    fn a_service_has_one_task_a_node_unless_a_number_is_named() {
        let json = |replicas| serde_json::to_value(spec("alpine", "trial", replicas)).unwrap()["Mode"].clone();
        assert_eq!(json(None), serde_json::json!({"Global": {}}));
        assert_eq!(json(Some(3)), serde_json::json!({"Replicated": {"Replicas": 3}}));
    }
}
