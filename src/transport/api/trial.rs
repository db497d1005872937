//! A trial deployment through a standalone manager: containers are made, seen running, and removed again whatever happened.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use futures_util::future::{join_all, try_join_all};
use hyper::Method;
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};

use crate::model::Deployment;

use super::http::{Call, Http};
use crate::transport::{BoxFuture, Error, Result};

/// The deadline of making a container: the manager may have to let a node pull the image first.
const CREATE: Duration = Duration::from_secs(300);

const ACT: Duration = Duration::from_secs(30);

/// How long a container may take from its start until it runs.
const UNTIL_RUNNING: Duration = Duration::from_secs(15);

const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Create<'a> {
    image: &'a str,
    host_config: BTreeMap<String, String>,
}

/// bollard wants `Warnings` here, which a manager does not send.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Created {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inspected {
    state: State,
    node: Node,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct State {
    running: bool,
    #[serde(default)]
    status: String,
    exit_code: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Node {
    name: String,
}

/// Runs `count` containers called `PREFIX-N`, waits until each runs, and removes them. Ends early at `stop`, and removes them then too.
pub async fn deploy(http: &Http, image: &str, prefix: &str, count: usize, stop: BoxFuture<'_, ()>) -> Result<Vec<Deployment>> {
    let names: Vec<String> = (1..=count).map(|n| format!("{prefix}-{n}")).collect();
    // None is cut short: whether it was made would not be known, and it could not be removed.
    let created: Result<Vec<Created>> = join_all(names.iter().map(|name| create(http, image, name))).await.into_iter().collect();
    let ran = match created {
        Ok(created) => unless_stopped(try_join_all(names.iter().zip(&created).map(|(name, created)| run(http, name, &created.id))), stop).await,
        Err(error) => Err(error),
    };
    // By name, because an answer with an id may have been lost; all of them are tried before the first failure counts.
    let removed: Result<()> = join_all(names.iter().map(|name| remove(http, name))).await.into_iter().collect();
    ended_well(ran, removed)
}

/// A trial's run, unless it is stopped before its end.
pub(super) async fn unless_stopped<T>(run: impl Future<Output = Result<T>>, stop: BoxFuture<'_, ()>) -> Result<T> {
    tokio::select! {
        ran = run => ran,
        () = stop => Err(Error::Stopped),
    }
}

/// What a trial came to: that something is left behind is worse than that it was stopped.
pub fn ended_well<T>(ran: Result<T>, removed: Result<()>) -> Result<T> {
    match (ran, removed) {
        (Ok(deployed), Ok(())) => Ok(deployed),
        (Ok(_) | Err(Error::Stopped), Err(left)) => Err(left),
        (Err(error), _) => Err(error),
    }
}

async fn create(http: &Http, image: &str, name: &str) -> Result<Created> {
    let what = format!("make the container `{name}` through the manager");
    let call = Call { what: &what, path: &format!("/containers/create?name={name}"), within: CREATE };
    http.post(call, &Create { image, host_config: BTreeMap::new() }).await
}

async fn run(http: &Http, name: &str, id: &str) -> Result<Deployment> {
    let what = format!("start the container `{name}` through the manager");
    http.tell(Call { what: &what, path: &format!("/containers/{id}/start"), within: ACT }, Method::POST).await?;
    until_running(http, name, id).await
}

async fn until_running(http: &Http, name: &str, id: &str) -> Result<Deployment> {
    let what = format!("see the container `{name}` run");
    let began = Instant::now();
    loop {
        let inspected: Inspected = http.get(Call { what: &what, path: &format!("/containers/{id}/json"), within: ACT }).await?;
        match verdict(&inspected.state) {
            Some(Ok(())) => return Ok(Deployment { node: inspected.node.name, container: name.to_owned() }),
            Some(Err(message)) => return Err(Error::Api { what, status: None, message }),
            None if began.elapsed() > UNTIL_RUNNING => return Err(Error::Timeout { what, seconds: UNTIL_RUNNING.as_secs() }),
            None => sleep(BETWEEN_LOOKS).await,
        }
    }
}

/// Whether it ran; `None` while that is open. One that has done its work and ended well has run.
fn verdict(state: &State) -> Option<Result<(), String>> {
    match state {
        State { running: true, .. } => Some(Ok(())),
        State { status, exit_code: 0, .. } if status == "exited" => Some(Ok(())),
        State { status, exit_code, .. } if status == "exited" || status == "dead" => Some(Err(format!("it ended with status {exit_code}"))),
        State { .. } => None,
    }
}

async fn remove(http: &Http, name: &str) -> Result<()> {
    let what = format!("remove the container `{name}` through the manager");
    let call = Call { what: &what, path: &format!("/containers/{name}?force=1&v=1"), within: ACT };
    match http.tell(call, Method::DELETE).await {
        Err(Error::Api { status: Some(404), .. }) => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(running: bool, status: &str, exit_code: i64) -> State {
        State { running, status: status.into(), exit_code }
    }

    #[test]
    fn a_container_that_ended_well_has_run() {
        assert_eq!(verdict(&state(false, "exited", 0)), Some(Ok(())));
    }

    #[test]
    fn a_container_that_ended_badly_tells_its_status() {
        assert_eq!(verdict(&state(false, "exited", 127)), Some(Err("it ended with status 127".into())));
    }

    #[test]
    fn what_is_left_behind_is_told_before_that_it_was_stopped() {
        let left = || Err(Error::Timeout { what: "remove it".to_owned(), seconds: 1 });
        assert!(matches!(ended_well::<()>(Err(Error::Stopped), left()), Err(Error::Timeout { .. })));
        assert!(matches!(ended_well::<()>(Err(Error::Stopped), Ok(())), Err(Error::Stopped)));
        assert!(matches!(ended_well(Ok(()), left()), Err(Error::Timeout { .. })));
    }

    #[test]
    fn a_container_that_was_made_but_does_not_run_yet_is_waited_for() {
        assert_eq!(verdict(&state(false, "created", 0)), None);
    }
}
