//! The container list, which managers and engines give in one form: a manager's names have the node in front.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use crate::model::ListedContainer;

use super::http::{Call, Http};
use crate::transport::Result;

const LOOK: Duration = Duration::from_secs(10);

/// The label that an engine gives the container of a task of swarm mode's.
const TASK_ID: &str = "com.docker.swarm.task.id";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Container {
    id: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    image: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    labels: Option<BTreeMap<String, String>>,
}

/// Every container, running or not; `own` is the node of those whose name says none. Without `all` a manager leaves out whatever was made from an image
/// called swarm, its own agents among them.
pub async fn containers(http: &Http, own: &str) -> Result<Vec<ListedContainer>> {
    let call = Call { what: "list the containers", path: "/containers/json?all=1", within: LOOK };
    let listed: Vec<Container> = http.get(call).await?;
    Ok(listed.into_iter().map(|container| listed_container(container, own)).collect())
}

fn listed_container(container: Container, own: &str) -> ListedContainer {
    let name = container.names.into_iter().next().unwrap_or_default();
    let name = name.trim_start_matches('/');
    let (node, name) = name.split_once('/').unwrap_or((own, name));
    // The status of a container on a node that does not answer is `Host Down`, whatever its state was.
    let running = container.status.starts_with("Up ");
    let task = container.labels.and_then(|mut labels| labels.remove(TASK_ID));
    ListedContainer { node: node.to_owned(), name: name.to_owned(), id: container.id, image: container.image, status: container.status, running, task }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> ListedContainer {
        listed_container(serde_json::from_str(json).expect("a container"), "worker-1")
    }

    #[test]
    fn a_managers_names_say_the_node_and_an_engines_do_not() {
        let by_manager = read(r#"{"Id":"1","Names":["/w1.example/web"],"Image":"nginx","Status":"Up 3 minutes"}"#);
        let by_engine = read(r#"{"Id":"1","Names":["/web"],"Image":"nginx","Status":"Exited (1) 2 hours ago"}"#);
        assert_eq!((by_manager.node.as_str(), by_manager.name.as_str(), by_manager.running), ("w1.example", "web", true));
        assert_eq!((by_engine.node.as_str(), by_engine.name.as_str(), by_engine.running), ("worker-1", "web", false));
    }

    #[test]
    fn the_container_of_a_task_says_which() {
        assert_eq!(read(r#"{"Id":"1","Labels":{"com.docker.swarm.task.id":"t1"}}"#).task.as_deref(), Some("t1"));
        assert_eq!(read(r#"{"Id":"1","Labels":null}"#).task, None);
    }

    #[test]
    fn what_is_on_a_host_that_is_down_does_not_run() {
        assert!(!read(r#"{"Id":"1","Names":["/w1/web"],"Status":"Host Down"}"#).running);
    }
}
