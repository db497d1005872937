//! Requests to Consul, to engines and to the other managers: one connection each, with errors in Go's words.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HOST, HeaderMap};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::tls;

/// How long the original waits for a connection.
const DIAL: Duration = Duration::from_secs(30);

/// Any body, sent or passed on.
pub type Body = UnsyncBoxBody<Bytes, hyper::Error>;

/// A whole body.
pub fn full(content: impl Into<Bytes>) -> Body {
    Full::new(content.into()).map_err(|never| match never {}).boxed_unsync()
}

trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

/// Where requests go.
#[derive(Clone)]
pub struct Endpoint {
    /// `HOST:PORT`.
    pub authority: String,
    /// As whom, and whom to trust; none is plain http.
    pub tls: Option<Arc<ClientConfig>>,
}

impl Endpoint {
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", if self.tls.is_some() { "https" } else { "http" }, self.authority)
    }

    fn host(&self) -> &str {
        self.authority.rsplit_once(':').map_or(self.authority.as_str(), |(host, _)| host).trim_matches(['[', ']'])
    }

    async fn dial(&self) -> Result<Box<dyn Io>, String> {
        let failed = |e: io::Error| match e.kind() {
            io::ErrorKind::ConnectionRefused => format!("dial tcp {}: connect: connection refused", self.authority),
            io::ErrorKind::HostUnreachable => format!("dial tcp {}: connect: no route to host", self.authority),
            io::ErrorKind::TimedOut => format!("dial tcp {}: i/o timeout", self.authority),
            _ if e.raw_os_error().is_none() => format!("lookup {}: no such host", self.host()),
            _ => format!("dial tcp {}: connect: {e}", self.authority),
        };
        let tcp = tokio::time::timeout(DIAL, TcpStream::connect(&self.authority)).await;
        let tcp = tcp.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())).map_err(failed)?;
        let Some(config) = &self.tls else {
            return Ok(Box::new(tcp));
        };
        let name = ServerName::try_from(self.host().to_owned()).map_err(|e| e.to_string())?;
        let stream = TlsConnector::from(config.clone()).connect(name, tcp).await;
        stream.map(|stream| Box::new(stream) as Box<dyn Io>).map_err(|e| tls::in_words(&e, self.host()))
    }

    /// Sends a request; the answer's body and an upgraded connection stay open.
    pub async fn send(&self, mut request: Request<Body>) -> Result<Response<Incoming>, String> {
        let stream = self.dial().await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
        tokio::spawn(connection.with_upgrades());
        let host = self.authority.parse().map_err(|_| "malformed Host header".to_owned())?;
        request.headers_mut().insert(HOST, host);
        sender.send_request(request).await.map_err(|e| tls::in_words(&e, self.host()))
    }

    /// Sends a request and reads the whole answer.
    pub async fn ask(&self, method: Method, path: &str, body: impl Into<Bytes>) -> Result<Answer, String> {
        let request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        let response = self.send(request.body(full(body)).map_err(|e| e.to_string())?).await?;
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.map_err(|e| tls::in_words(&e, self.host()))?.to_bytes();
        Ok(Answer { status: head.status, headers: head.headers, text: String::from_utf8_lossy(&bytes).into_owned() })
    }
}

/// A body that should be JSON.
pub fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|e| format!("Error reading JSON: {e}"))
}
