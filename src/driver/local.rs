//! The operator's own engine, reached by its unix socket.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bollard::errors::Error as BollardError;
use bollard::{API_DEFAULT_VERSION, BollardRequest, Docker};
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use tokio::net::UnixStream;

use crate::transport;

use super::network::present;
use super::{Error, Result};

/// Where an engine listens if nothing else is said.
const DEFAULT_SOCKET: &str = "/var/run/docker.sock";

/// How long the engine may take to answer at all.
const HELLO: Duration = Duration::from_secs(10);

/// How long an ordinary call may take; a busy disk can make a container's creation slow.
pub(super) const CALL: Duration = Duration::from_secs(60);

/// Above every deadline of ours, so that ours are the ones that count.
const BOLLARD_TIMEOUT_SECS: u64 = 24 * 60 * 60;

/// The engine.
pub(super) struct Local {
    docker: Docker,
}

impl Local {
    /// Connects to the engine that `DOCKER_HOST` names, or to the usual socket, and makes sure that it answers.
    pub(super) async fn connect(docker_host: Option<&str>) -> Result<Self> {
        let socket = socket(docker_host)?;
        let no_engine = |reason: String| Error::NoEngine { socket: socket.display().to_string(), reason };
        let dial = socket.clone();
        let docker =
            Docker::connect_with_custom_transport(move |request| send(dial.clone(), request), Some("http://docker"), BOLLARD_TIMEOUT_SECS, API_DEFAULT_VERSION);
        let docker = docker.map_err(|e| no_engine(e.to_string()))?;
        match tokio::time::timeout(HELLO, docker.negotiate_version()).await {
            Ok(Ok(docker)) => Ok(Self { docker }),
            Ok(Err(error)) => Err(no_engine(error.to_string())),
            Err(_) => Err(no_engine(format!("no answer within {} s", HELLO.as_secs()))),
        }
    }

    /// The client, for calls that go through `call`, and for streams.
    pub(super) fn docker(&self) -> &Docker {
        &self.docker
    }

    /// Waits for a call, no longer than `within`; `what` is for errors: `could not …`.
    pub(super) async fn call<T>(&self, what: &str, within: Duration, call: impl Future<Output = Result<T, BollardError>>) -> transport::Result<T> {
        match tokio::time::timeout(within, call).await {
            Ok(answer) => answer.map_err(|e| self.explain(what, e)),
            Err(_) => Err(transport::Error::Timeout { what: what.to_owned(), seconds: within.as_secs() }),
        }
    }

    /// bollard's error in the transport's terms.
    #[allow(clippy::unused_self)]
    pub(super) fn explain(&self, what: &str, error: BollardError) -> transport::Error {
        let what = what.to_owned();
        match error {
            BollardError::DockerResponseServerError { status_code, message } => {
                transport::Error::Api { what, status: Some(status_code), message: message.trim().to_owned() }
            }
            BollardError::DockerStreamError { error } => transport::Error::Api { what, status: None, message: error.trim().to_owned() },
            other => transport::Error::Answer { what, source: Box::new(other) },
        }
    }

    /// Whether the engine has that image.
    pub(super) async fn has_image(&self, image: &str) -> Result<bool> {
        Ok(present(self.call("look at the images", CALL, self.docker.inspect_image(image)).await)?.is_some())
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

async fn send(socket: PathBuf, mut request: BollardRequest) -> Result<hyper::Response<hyper::body::Incoming>, BollardError> {
    let io = TokioIo::new(UnixStream::connect(socket).await?);
    let (mut sender, connection) = http1::handshake(io).await?;
    // Its failure is the failure of the request or of the body, which somebody is waiting for.
    tokio::spawn(connection);
    if let Some(origin_form) = request.uri().path_and_query().and_then(|p| p.as_str().parse().ok()) {
        *request.uri_mut() = origin_form;
    }
    request.headers_mut().insert(HOST, HeaderValue::from_static("docker"));
    Ok(sender.send_request(request).await?)
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
        let error = Local::connect(Some("unix:///nowhere/docker.sock")).await.err().unwrap().to_string();
        assert_eq!(error, "no Docker Engine answers at `/nowhere/docker.sock`: No such file or directory (os error 2)");
    }
}
