//! bollard over our own connections, on the API version that both sides speak.

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bollard::errors::Error as BollardError;
use bollard::{API_DEFAULT_VERSION, BollardRequest, Docker};

use super::deadline::deadline;
use super::dialer::Dialer;
use super::http::Http;
use super::reason;
use crate::transport::{Error, Result};

/// bollard's own timeout; every call has a tighter one of ours, except streams, whose first answer may take as long as an upload does.
const BOLLARD_TIMEOUT_SECS: u64 = 24 * 60 * 60;

/// How long an engine may take to tell its version.
const NEGOTIATION: Duration = Duration::from_secs(15);

/// An engine's API.
pub struct Api {
    docker: Docker,
    address: String,
}

impl Api {
    /// The operator's own engine, by its socket.
    pub async fn local(socket: PathBuf) -> Result<Self> {
        Self::open(Dialer::Local { socket }).await
    }

    /// Asks the engine for its version and stays at or below it.
    pub(super) async fn open(dialer: Dialer) -> Result<Self> {
        let address = dialer.address();
        let http = Http::new(dialer);
        let version = Arc::new(OnceLock::<String>::new());
        let prefix = version.clone();
        let transport = move |request: BollardRequest| {
            let (http, request) = (http.clone(), on_version(request, prefix.get()));
            async move { http.send(request).await.map_err(|e| BollardError::from(io::Error::other(e))) }
        };
        let docker = Docker::connect_with_custom_transport(transport, Some("http://swarmctl"), BOLLARD_TIMEOUT_SECS, API_DEFAULT_VERSION);
        let what = "ask the engine for its version";
        let docker = docker.map_err(|e| explain(what, &address, e))?;
        let docker = deadline(what, NEGOTIATION, async { docker.negotiate_version().await.map_err(|e| explain(what, &address, e)) }).await?;
        // bollard sends no version by itself, and an engine takes that for its own newest; said out loud, both mean the same one.
        version.get_or_init(|| docker.client_version().to_string());
        Ok(Self { docker, address })
    }

    /// The client, for calls that go through `call`, and for streams.
    pub fn docker(&self) -> &Docker {
        &self.docker
    }

    /// Waits for a call of bollard's, no longer than `within`; `what` is for errors: `could not …`.
    pub async fn call<T>(&self, what: &str, within: Duration, call: impl Future<Output = Result<T, BollardError>>) -> Result<T> {
        deadline(what, within, async { call.await.map_err(|e| self.explain(what, e)) }).await
    }

    /// bollard's error in the transport's terms.
    pub fn explain(&self, what: &str, error: BollardError) -> Error {
        explain(what, &self.address, error)
    }
}

fn on_version(mut request: BollardRequest, version: Option<&String>) -> BollardRequest {
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
    if let Some(version) = version
        && !path.starts_with("/v1.")
        && let Ok(prefixed) = format!("/v{version}{path}").parse()
    {
        *request.uri_mut() = prefixed;
    }
    request
}

fn explain(what: &str, address: &str, error: BollardError) -> Error {
    let what = what.to_owned();
    let connect = |reason| Error::Connect { endpoint: address.to_owned(), reason };
    match error {
        BollardError::DockerResponseServerError { status_code, message } => Error::Api { what, status: Some(status_code), message: message.trim().to_owned() },
        BollardError::DockerStreamError { error } => Error::Api { what, status: None, message: error.trim().to_owned() },
        // What failed below the transport comes back as it went in.
        BollardError::IOError { err } => match err.downcast::<Error>() {
            Ok(ours) => ours,
            Err(err) => connect(reason::of_io(&err)),
        },
        BollardError::HyperResponseError { err } => connect(reason::of_http(&err)),
        other => Error::Answer { what, source: Box::new(other) },
    }
}
