//! What a container that does not stay up said last.

use std::time::Duration;

use bollard::query_parameters::{InspectContainerOptions, LogsOptions};
use futures_util::TryStreamExt as _;

use super::client::Api;
use crate::transport::Result;

/// A container may end once or twice while what it needs is coming up; the engine starts it again at growing intervals.
const ENOUGH: i64 = 3;
const LINES: &str = "10";
const LOOK: Duration = Duration::from_secs(10);

/// The lines, if it does not stay up.
pub(super) async fn of(api: &Api, container: &str) -> Result<Option<Vec<String>>> {
    let inspected = api.call("inspect a container", LOOK, api.docker().inspect_container(container, None::<InspectContainerOptions>)).await?;
    if inspected.restart_count.unwrap_or(0) < ENOUGH {
        return Ok(None);
    }
    let options = LogsOptions { stdout: true, stderr: true, tail: LINES.to_owned(), ..Default::default() };
    let logs = api.docker().logs(container, Some(options)).try_collect::<Vec<_>>();
    let said: String = api.call("read a container's log", LOOK, logs).await?.iter().map(ToString::to_string).collect();
    let lines = said.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty());
    Ok(Some(lines.collect()))
}
