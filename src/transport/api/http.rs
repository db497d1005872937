//! HTTP over a dialer, one connection a request, and JSON on top: what managers and Consul are asked with, and what carries bollard.

use std::time::Duration;

use http_body_util::{BodyExt as _, Empty, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::deadline::deadline;
use super::dialer::Dialer;
use super::reason;
use crate::transport::{Error, Result};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A client of one endpoint.
#[derive(Clone)]
pub struct Http {
    dialer: Dialer,
}

/// One question: what it is for, as errors put it (`could not …`), where, and how long it may take.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    pub what: &'a str,
    pub path: &'a str,
    pub within: Duration,
}

impl Http {
    pub fn new(dialer: Dialer) -> Self {
        Self { dialer }
    }

    /// Sends a request on a connection of its own; engines get an origin-form URI and a host that means nothing.
    pub(super) async fn send<B>(&self, mut request: Request<B>) -> Result<Response<Incoming>>
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        let io = self.dialer.dial().await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(io)).await.map_err(|e| self.lost(&e))?;
        let connection = tokio::spawn(connection);
        if let Some(origin_form) = request.uri().path_and_query().and_then(|p| p.as_str().parse().ok()) {
            *request.uri_mut() = origin_form;
        }
        request.headers_mut().insert(HOST, HeaderValue::from_static("swarmctl"));
        match sender.send_request(request).await {
            Ok(response) => Ok(response),
            Err(error) => {
                // A connection that ended before the request was on its way knows why; the request does not.
                drop(sender);
                Err(self.lost(&connection.await.ok().and_then(Result::err).unwrap_or(error)))
            }
        }
    }

    /// `GET`, the answer read as JSON.
    pub async fn get<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T> {
        let body = deadline(call.what, call.within, self.exchange(call, Method::GET, Empty::<Bytes>::new())).await?;
        read(call.what, &body)
    }

    /// `POST` of JSON, the answer read as JSON.
    pub(super) async fn post<T: DeserializeOwned>(&self, call: Call<'_>, body: &impl Serialize) -> Result<T> {
        let json = serde_json::to_vec(body).map_err(|e| unreadable(call.what, e))?;
        let body = deadline(call.what, call.within, self.exchange(call, Method::POST, Full::new(Bytes::from(json)))).await?;
        read(call.what, &body)
    }

    /// A request without a body whose answer says nothing.
    pub(super) async fn tell(&self, call: Call<'_>, method: Method) -> Result<()> {
        deadline(call.what, call.within, self.exchange(call, method, Empty::<Bytes>::new())).await.map(drop)
    }

    /// A request with JSON whose answer says nothing.
    pub(super) async fn give(&self, call: Call<'_>, body: &impl Serialize) -> Result<()> {
        let json = serde_json::to_vec(body).map_err(|e| unreadable(call.what, e))?;
        deadline(call.what, call.within, self.exchange(call, Method::POST, Full::new(Bytes::from(json)))).await.map(drop)
    }

    /// `PUT` of a text as it is; the answer says nothing.
    pub(super) async fn put_text(&self, call: Call<'_>, text: &str) -> Result<()> {
        let body = Full::new(Bytes::from(text.to_owned()));
        deadline(call.what, call.within, self.exchange(call, Method::PUT, body)).await.map(drop)
    }

    async fn exchange<B>(&self, call: Call<'_>, method: Method, body: B) -> Result<Bytes>
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        let request = Request::builder().method(method).uri(call.path).header(CONTENT_TYPE, "application/json").body(body);
        let response = Box::pin(self.send(request.map_err(|e| unreadable(call.what, e))?)).await?;
        let status = response.status();
        let body = response.into_body().collect().await.map_err(|e| self.lost(&e))?.to_bytes();
        if status.is_success() {
            return Ok(body);
        }
        Err(Error::Api { what: call.what.to_owned(), status: Some(status.as_u16()), message: words(&body) })
    }

    /// The connection broke, or was refused only when it was first read from (TLS 1.3 does that).
    fn lost(&self, error: &hyper::Error) -> Error {
        Error::Connect { endpoint: self.dialer.address(), reason: reason::of_http(error) }
    }
}

fn read<T: DeserializeOwned>(what: &str, body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|e| unreadable(what, e))
}

fn unreadable(what: &str, error: impl Into<BoxError>) -> Error {
    Error::Answer { what: what.to_owned(), source: error.into() }
}

/// What an error answer says: engines wrap it in JSON, standalone managers and Consul do not.
fn words(body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Wrapped {
        message: String,
    }
    let text = serde_json::from_slice::<Wrapped>(body).map_or_else(|_| String::from_utf8_lossy(body).into_owned(), |w| w.message);
    // A manager passes on what its client of an engine said.
    text.trim().trim_start_matches("Error response from daemon: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_read_wrapped_in_json_or_bare() {
        assert_eq!(words(br#"{"message":"No such container: x"}"#), "No such container: x");
        assert_eq!(words(b"Error response from daemon: no such image"), "no such image");
        assert_eq!(words(b"No healthy node available in the cluster\n"), "No healthy node available in the cluster");
    }
}
