//! What a container says, line by line.

use std::time::Duration;

use bollard::container::LogOutput;
use bollard::query_parameters::LogsOptions;
use futures_util::TryStreamExt as _;

use super::client::Api;
use super::deadline::deadline;
use crate::transport::lines::Lines;
use crate::transport::{Heard, HeardFn, LogEnd, Result};

const WHAT: &str = "read a container's log";
/// How long a log that has an end may take.
const LOOK: Duration = Duration::from_secs(60);

/// Tells the last lines, and those that come until `end`.
pub(super) async fn read(api: &Api, container: &str, lines: u32, end: LogEnd, heard: HeardFn<'_>) -> Result<()> {
    match end {
        LogEnd::Now => deadline(WHAT, LOOK, tell(api, container, lines, end, heard)).await,
        LogEnd::Never => tell(api, container, lines, end, heard).await,
    }
}

async fn tell(api: &Api, container: &str, lines: u32, end: LogEnd, heard: HeardFn<'_>) -> Result<()> {
    let options = LogsOptions { stdout: true, stderr: true, tail: lines.to_string(), follow: end == LogEnd::Never, ..Default::default() };
    let mut stream = api.docker().logs(container, Some(options));
    let (mut out, mut err) = (Lines::new(Heard::Stdout, heard), Lines::new(Heard::Stderr, heard));
    while let Some(said) = stream.try_next().await.map_err(|error| api.explain(WHAT, error))? {
        match said {
            LogOutput::StdErr { message } => err.add(&message),
            LogOutput::StdOut { message } | LogOutput::Console { message } | LogOutput::StdIn { message } => out.add(&message),
        }
    }
    out.end();
    err.end();
    Ok(())
}
