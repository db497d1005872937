//! A standalone manager over its API: what it says of itself and of its pool. bollard cannot read these answers, so they are read as they come.

use std::time::Duration;

use hyper::Method;
use serde::Deserialize;

use crate::model::{ManagerView, NodeName, PoolNode};

use super::http::{Call, Http};
use super::listing::containers;
use crate::transport::Result;

/// The deadline of a question. A replica passes most of them on, and waits for a primary as long as it knows none.
const LOOK: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Version {
    version: String,
    api_version: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Info {
    system_status: Option<Vec<Vec<String>>>,
}

/// Everything a manager says; `address` is the one it advertises.
pub async fn view(http: &Http, node: &NodeName, address: String) -> ManagerView {
    let (version, info, running) = tokio::join!(version(http), info(http), running(http));
    let (version, api) = match version {
        Ok(v) => (of_swarm(v.version), v.api_version.and_then(|a| a.parse().ok())),
        Err(error) => (Err(error.to_string()), None),
    };
    let pool = info.map_err(|e| e.to_string()).and_then(|i| i.system_status.ok_or_else(|| "its answer has no node table".to_owned()));
    let status = pool.map(|pairs| SystemStatus::read(&pairs));
    let (role, primary) = status.as_ref().map_or((None, None), |s| (s.role.clone(), s.primary.clone()));
    ManagerView { node: node.clone(), address, version, api, role, primary, pool: status.map(|s| s.pool), running: running.map_err(|e| e.to_string()) }
}

/// Lets the manager speak to the engine that a running container is on, now: an engine that it counts as unhealthy is healthy from then on if it answers.
///
/// By itself a manager looks again after 30 to 60 s, and later the more often that failed. Asking it for the container would not do: that it refuses for an
/// unhealthy engine without trying. Starting a container that runs is what reaches the engine in every state and changes nothing there (classicswarm,
/// api/handlers.go `postContainersStart`; cluster/engine.go `CheckConnectionErr`). A replica passes it on to the primary.
pub async fn touch(http: &Http, container_id: &str) -> Result<()> {
    let path = format!("/containers/{container_id}/start");
    http.tell(Call { what: "let the manager look at the engine", path: &path, within: LOOK }, Method::POST).await
}

async fn version(http: &Http) -> Result<Version> {
    http.get(Call { what: "ask the manager for its version", path: "/version", within: LOOK }).await
}

async fn info(http: &Http) -> Result<Info> {
    http.get(Call { what: "ask the manager for its nodes", path: "/info", within: LOOK }).await
}

/// `NODE/NAME` of what runs.
async fn running(http: &Http) -> Result<Vec<String>> {
    let listed = containers(http, "").await?;
    let mut names: Vec<String> = listed.into_iter().filter(|c| c.running).map(|c| format!("{}/{}", c.node, c.name)).collect();
    names.sort();
    Ok(names)
}

fn of_swarm(version: String) -> Result<String, String> {
    if version.starts_with("swarm/") { Ok(version) } else { Err(format!("version `{version}` is not a standalone manager's")) }
}

/// `SystemStatus`: pairs of texts, in which a line's depth is written as blanks before its name.
#[derive(Debug, Default, PartialEq, Eq)]
struct SystemStatus {
    role: Option<String>,
    primary: Option<String>,
    pool: Vec<PoolNode>,
}

impl SystemStatus {
    fn read(pairs: &[Vec<String>]) -> Self {
        let mut status = Self::default();
        for pair in pairs {
            let [key, value] = pair.as_slice() else {
                continue;
            };
            let value = (!value.is_empty()).then(|| value.clone());
            if let Some(detail) = key.trim_start().strip_prefix("└ ") {
                if let Some(node) = status.pool.last_mut() {
                    describe(node, detail, value);
                }
            } else if let Some(name) = key.strip_prefix(' ') {
                status.pool.push(unknown_node(name, value));
            } else {
                match key.as_str() {
                    "Role" => status.role = value,
                    "Primary" => status.primary = value,
                    _ => {}
                }
            }
        }
        status
    }
}

fn unknown_node(name: &str, address: Option<String>) -> PoolNode {
    let address = address.unwrap_or_default();
    PoolNode { name: name.trim().to_owned(), address, status: String::new(), error: None, server_version: None, containers: None }
}

fn describe(node: &mut PoolNode, detail: &str, value: Option<String>) {
    match detail {
        "Status" => node.status = value.unwrap_or_default(),
        // Managers from before 1.2.9 write `(none)`.
        "Error" => node.error = value.filter(|e| e != "(none)"),
        "ServerVersion" => node.server_version = value,
        "Containers" => node.containers = value,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::api::canned::Canned;

    /// Verbatim from a replica of Swarm 1.2.9, with a node that refuses connections and one that is healthy.
    const REPLICA: &str = r#"{"SystemStatus":[["Role","replica"],["Primary","127.0.0.1:13375"],["Strategy","spread"],
        ["Filters","health, port, containerslots, dependency, affinity, constraint, whitelist"],["Nodes","2"],
        [" (unknown)","127.0.0.1:19999"],["  └ ID",""],["  └ Status","Pending"],["  └ Containers","0"],["  └ Reserved CPUs","0 / 0"],
        ["  └ Reserved Memory","0 B / 0 B"],["  └ Labels",""],
        ["  └ Error","Cannot connect to the Docker daemon at tcp://127.0.0.1:19999. Is the docker daemon running?"],
        ["  └ UpdatedAt","2026-11-23T13:53:39Z"],["  └ ServerVersion",""],
        [" vm","127.0.0.1:12376"],["  └ ID","F2TU:OH3I:MGNX:WRLN:JRZ5:BV7E:GRGY:BX63:ZKNM:JEX7:OGEQ:P6SU|127.0.0.1:12376"],
        ["  └ Status","Healthy"],["  └ Containers","0 (0 Running, 0 Paused, 0 Stopped)"],["  └ Reserved CPUs","0 / 2"],
        ["  └ Reserved Memory","0 B / 24.72 GiB"],
        ["  └ Labels","kernelversion=6.18.44, operatingsystem=Debian GNU/Linux 12 (bookworm), ostype=linux, rack=r1, storagedriver=vfs, zone=a"],
        ["  └ UpdatedAt","2026-11-23T13:53:36Z"],["  └ ServerVersion","20.10.24+dfsg1"]]}"#;

    fn replica() -> SystemStatus {
        let info: Info = serde_json::from_str(REPLICA).unwrap();
        SystemStatus::read(&info.system_status.unwrap())
    }

    #[test]
    fn a_replica_names_its_primary() {
        let status = replica();
        assert_eq!((status.role.as_deref(), status.primary.as_deref()), (Some("replica"), Some("127.0.0.1:13375")));
    }

    #[test]
    fn a_healthy_node_has_a_version_and_no_error() {
        let node = PoolNode {
            name: "vm".into(),
            address: "127.0.0.1:12376".into(),
            status: "Healthy".into(),
            error: None,
            server_version: Some("20.10.24+dfsg1".into()),
            containers: Some("0 (0 Running, 0 Paused, 0 Stopped)".into()),
        };
        assert_eq!(replica().pool[1], node);
    }

    #[test]
    fn a_pending_node_has_its_error_and_no_version() {
        let pool = replica().pool;
        assert_eq!((pool[0].name.as_str(), pool[0].status.as_str(), pool[0].server_version.as_deref()), ("(unknown)", "Pending", None));
        assert!(pool[0].error.as_deref().is_some_and(|e| e.starts_with("Cannot connect to the Docker daemon")));
    }

    #[test]
    fn a_replica_that_has_lost_its_primary_names_none() {
        let pairs = [vec!["Role".to_owned(), "replica".to_owned()], vec!["Primary".to_owned(), String::new()]];
        assert_eq!(SystemStatus::read(&pairs).primary, None);
    }

    #[test]
    fn a_table_that_ends_early_or_is_odd_is_read_as_far_as_it_goes() {
        let pairs = [vec!["  └ Status".to_owned(), "Healthy".to_owned()], vec!["lonely".to_owned()], Vec::new()];
        assert_eq!(SystemStatus::read(&pairs), SystemStatus::default());
    }

    #[tokio::test]
    async fn an_engine_is_looked_at_by_starting_what_runs_on_it() {
        let manager = Canned::serve(|_| (204, String::new()));
        assert!(touch(&manager.http(), "abc").await.is_ok());
        assert_eq!(manager.requests(), ["POST /containers/abc/start"]);
    }

    #[tokio::test]
    async fn an_engine_that_does_not_answer_the_manager_is_an_error() {
        let manager = Canned::serve(|_| (500, "Cannot connect to the Docker daemon at tcp://10.0.0.1:2376. Is the docker daemon running?".to_owned()));
        let error = touch(&manager.http(), "abc").await.expect_err("it does not answer").to_string();
        assert!(error.starts_with("could not let the manager look at the engine: Cannot connect to the Docker daemon"), "{error}");
    }

    #[test]
    fn an_engine_is_not_taken_for_a_manager() {
        assert!(of_swarm("20.10.24".into()).is_err());
        assert_eq!(of_swarm("swarm/1.2.9".into()), Ok("swarm/1.2.9".into()));
    }
}
