//! Which engine is the operator's own, and how it is spoken to.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::transport::{self, Api};

use super::{Error, Result};

/// Where an engine listens if nothing else is said.
const DEFAULT_SOCKET: &str = "/var/run/docker.sock";

/// How long an ordinary call may take; a busy disk can make a container's creation slow.
pub(super) const CALL: Duration = Duration::from_secs(60);

/// Connects to the engine that `DOCKER_HOST` names, or to the usual socket, and makes sure that it answers.
pub(super) async fn connect(docker_host: Option<&str>) -> Result<Api> {
    let socket = socket(docker_host)?;
    Api::local(socket.clone()).await.map_err(|error| match error {
        transport::Error::Connect { reason, .. } => Error::NoEngine { socket: socket.display().to_string(), reason },
        other => other.into(),
    })
}

/// What is not there is `None` instead of an error.
pub(super) fn present<T>(answer: transport::Result<T>) -> transport::Result<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(transport::Error::Api { status: Some(404), .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The socket that `DOCKER_HOST` stands for.
fn socket(docker_host: Option<&str>) -> Result<PathBuf> {
    match docker_host.filter(|value| !value.is_empty()) {
        None => Ok(DEFAULT_SOCKET.into()),
        Some(value) => match value.strip_prefix("unix://") {
            Some(path) if Path::new(path).is_absolute() => Ok(path.into()),
            _ => Err(Error::NotLocal(value.to_owned())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_looked_for_where_the_docker_command_does() {
        assert_eq!(socket(None).unwrap(), Path::new("/var/run/docker.sock"));
        assert_eq!(socket(Some("")).unwrap(), Path::new("/var/run/docker.sock"));
        assert_eq!(socket(Some("unix:///run/user/1000/docker.sock")).unwrap(), Path::new("/run/user/1000/docker.sock"));
    }

    #[test]
    fn an_engine_elsewhere_is_refused_by_name() {
        for host in ["tcp://10.0.0.1:2376", "ssh://ops@host", "npipe:////./pipe/docker_engine", "unix://docker.sock"] {
            assert_eq!(
                socket(Some(host)).unwrap_err().to_string(),
                format!("the docker driver makes hosts on this machine's own engine, and DOCKER_HOST is `{host}`")
            );
        }
    }

    #[tokio::test]
    async fn an_engine_that_is_not_there_is_named_by_its_socket() {
        let error = connect(Some("unix:///nowhere/docker.sock")).await.err().unwrap().to_string();
        assert_eq!(error, "no Docker Engine answers at `/nowhere/docker.sock`: No such file or directory (os error 2)");
    }
}
