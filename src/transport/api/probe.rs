//! A TLS endpoint, seen from outside: the certificate it serves, and whom it lets in. Three connections at once: one with the operator's
//! certificate, one of a stranger that has none and believes whatever it is shown, and one in plain http.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

use crate::model::{EndpointKind, EndpointProbe, NodeName, PlainAnswer, Refusal, ServedCert};
use crate::pki;

use super::capture::Capture;
use super::credentials::{CredentialSlot, Credentials};
use super::deadline::deadline;
use super::dialer::{Endpoint, handshake, tls};
use super::reason;
use crate::transport::{BoxIo, Error, Result};

/// The deadline of each connection with its request.
const PROBE: Duration = Duration::from_secs(6);

/// How much of an answer is read: its first line is what counts.
const ENOUGH: usize = 512;

/// Probes an endpoint.
pub async fn probe(node: &NodeName, kind: EndpointKind, endpoint: &Endpoint, credentials: &CredentialSlot) -> EndpointProbe {
    let credentials = credentials.get().map_err(|e| e.to_string());
    let request = Request::of(kind);
    let (mutual, stranger, plain) = tokio::join!(mutual(endpoint, &credentials, request), stranger(endpoint, request), plain(endpoint, request));
    let cert = stranger.leaf.and_then(|leaf| inspect(&leaf, &credentials));
    let alive = cert.is_ok() || mutual.is_ok();
    EndpointProbe {
        node: node.clone(),
        kind,
        address: endpoint.address(),
        host: endpoint.host().to_string(),
        cert,
        mutual,
        plain: judge(plain, alive, plain_answer),
        without_cert: judge(stranger.answer, alive, stranger_answer),
    }
}

/// The certificate of an endpoint that the operator is let in at.
///
/// # Errors
/// Why the operator is not.
pub async fn served(kind: EndpointKind, endpoint: &Endpoint, credentials: &CredentialSlot) -> Result<ServedCert> {
    let credentials = credentials.get()?;
    let what = "get an answer over TLS";
    let leaf = deadline(what, PROBE, mutual_exchange(endpoint, &credentials, Request::of(kind))).await?;
    let read = pki::inspect(&leaf, credentials.ca_pem());
    read.map_err(|error| Error::Answer { what: format!("the question who {} is", endpoint.address()), source: Box::new(error) })
}

/// A harmless request that an endpoint of that kind answers.
#[derive(Clone, Copy)]
struct Request(&'static str);

impl Request {
    fn of(kind: EndpointKind) -> Self {
        Self(match kind {
            EndpointKind::Engine | EndpointKind::Manager => "GET /_ping HTTP/1.1\r\nHost: swarmctl\r\nConnection: close\r\n\r\n",
            EndpointKind::Consul => "GET /v1/status/leader HTTP/1.1\r\nHost: swarmctl\r\nConnection: close\r\n\r\n",
        })
    }

    /// Sends it and reads the beginning of the answer; no answer at all is an error.
    async fn exchange(self, mut io: BoxIo) -> io::Result<Vec<u8>> {
        let written = async {
            io.write_all(self.0.as_bytes()).await?;
            io.flush().await
        }
        .await;
        let mut answer = Vec::with_capacity(ENOUGH);
        while answer.len() < ENOUGH && !answer.contains(&b'\n') {
            match io.read_buf(&mut answer).await {
                // Whoever refuses a request before it is written has said why, and that is still there to be read.
                Ok(0) if answer.is_empty() => return Err(written.err().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into())),
                Ok(0) => break,
                Ok(_) => {}
                // What came before the connection broke is an answer all the same.
                Err(_) if !answer.is_empty() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(answer)
    }
}

/// What came back, as far as anything did.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// The beginning of an answer.
    Bytes(Vec<u8>),
    /// TLS was spoken, and the connection ended there.
    EndedByTls,
    /// Nothing; by itself it cannot be told from a port that does not answer.
    None,
}

/// With the operator's certificate.
async fn mutual(endpoint: &Endpoint, credentials: &Result<Arc<Credentials>, String>, request: Request) -> Result<(), String> {
    let credentials = credentials.as_ref().map_err(Clone::clone)?;
    within(mutual_exchange(endpoint, credentials, request)).await.map(drop)
}

/// The leaf (DER) of an endpoint that let the operator in. TLS 1.3 lets a client finish its handshake before the server has judged it, so only an answer
/// counts.
async fn mutual_exchange(endpoint: &Endpoint, credentials: &Credentials, request: Request) -> Result<Vec<u8>> {
    let exchange = |io| async move {
        let io = handshake(io, credentials.mutual(), endpoint.host()).await?;
        let leaf = io.get_ref().1.peer_certificates().and_then(<[_]>::first).map(|leaf| leaf.to_vec());
        request.exchange(Box::new(io)).await?;
        // A handshake without a certificate does not come about here.
        leaf.ok_or_else(|| io::ErrorKind::InvalidData.into())
    };
    endpoint.open(exchange).await
}

/// What a stranger sees.
struct Stranger {
    leaf: Result<Vec<u8>, String>,
    answer: Answer,
}

async fn stranger(endpoint: &Endpoint, request: Request) -> Stranger {
    let capture = Capture::new();
    let asked = match capture.client() {
        Ok(config) => within(endpoint.open(|io| stranger_exchange(io, config.clone(), endpoint, request))).await,
        Err(error) => Err(error.to_string()),
    };
    let (answer, failure) = match asked {
        Ok(answer) => (answer, "it showed no certificate".to_owned()),
        Err(failure) => (Answer::None, failure),
    };
    Stranger { leaf: capture.leaf().ok_or(failure), answer }
}

/// Once TLS is spoken, the endpoint is reached: what ends the connection then is its answer, and no reason to try another way.
async fn stranger_exchange(io: BoxIo, config: Arc<rustls::ClientConfig>, endpoint: &Endpoint, request: Request) -> io::Result<Answer> {
    let io = match tls(io, config, endpoint.host()).await {
        Ok(io) => io,
        Err(error) if reason::is_alert(&error) => return Ok(Answer::EndedByTls),
        Err(error) => return Err(error),
    };
    Ok(request.exchange(io).await.map_or(Answer::EndedByTls, Answer::Bytes))
}

async fn plain(endpoint: &Endpoint, request: Request) -> Answer {
    within(endpoint.open(|io| request.exchange(io))).await.map_or(Answer::None, Answer::Bytes)
}

async fn within<T>(asked: impl Future<Output = Result<T>>) -> Result<T, String> {
    match timeout(PROBE, asked).await {
        Ok(Ok(done)) => Ok(done),
        // The address is in a field of its own.
        Ok(Err(Error::Connect { reason, .. })) => Err(reason),
        Ok(Err(other)) => Err(other.to_string()),
        Err(_) => Err("no answer in time".to_owned()),
    }
}

/// Judges an answer; silence is a refusal where another connection found the endpoint alive.
fn judge(answer: Answer, alive: bool, judge_bytes: fn(&[u8]) -> Refusal) -> Refusal {
    match answer {
        Answer::Bytes(bytes) => judge_bytes(&bytes),
        Answer::EndedByTls => Refusal::Refused,
        Answer::None if alive => Refusal::Refused,
        Answer::None => Refusal::Unreachable,
    }
}

/// TLS servers refuse plain http by a TLS alert, or by status 400 in http; whatever else speaks http is not there for TLS only.
fn plain_answer(answer: &[u8]) -> PlainAnswer {
    match status(answer) {
        None | Some(400) => Refusal::Refused,
        Some(_) => Refusal::Served { first_line: first_line(answer) },
    }
}

/// Whoever let the stranger through TLS may still refuse it by status.
fn stranger_answer(answer: &[u8]) -> Refusal {
    match status(answer) {
        Some(401 | 403) => Refusal::Refused,
        _ => Refusal::Served { first_line: first_line(answer) },
    }
}

fn status(answer: &[u8]) -> Option<u16> {
    first_line(answer).strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()
}

/// The first line, made safe for a terminal: anybody may have sent it.
fn first_line(answer: &[u8]) -> String {
    let line = answer.split(|b| matches!(b, b'\r' | b'\n')).next().unwrap_or_default();
    String::from_utf8_lossy(line).chars().take(120).map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn inspect(leaf: &[u8], credentials: &Result<Arc<Credentials>, String>) -> Result<ServedCert, String> {
    let credentials = credentials.as_ref().map_err(Clone::clone)?;
    pki::inspect(leaf, credentials.ca_pem()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_and_nginx_refuse_plain_http_with_status_400() {
        let go = b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
        assert_eq!(plain_answer(go), Refusal::Refused);
    }

    #[test]
    fn a_tls_alert_refuses_plain_http() {
        assert_eq!(plain_answer(b"\x15\x03\x01\x00\x02\x02\x46"), Refusal::Refused);
    }

    #[test]
    fn any_other_answer_in_http_was_served() {
        assert_eq!(plain_answer(b"HTTP/1.1 200 OK\r\n\r\nOK"), Refusal::Served { first_line: "HTTP/1.1 200 OK".into() });
        assert_eq!(plain_answer(b"HTTP/1.1 404 Not Found\r\n"), Refusal::Served { first_line: "HTTP/1.1 404 Not Found".into() });
    }

    #[test]
    fn a_stranger_can_be_refused_by_status() {
        assert_eq!(stranger_answer(b"HTTP/1.1 403 Forbidden\r\n"), Refusal::Refused);
        assert_eq!(stranger_answer(b"HTTP/1.1 200 OK\r\n"), Refusal::Served { first_line: "HTTP/1.1 200 OK".into() });
    }

    #[test]
    fn silence_is_a_refusal_only_of_an_endpoint_that_lives() {
        assert_eq!(judge(Answer::None, true, plain_answer), Refusal::Refused);
        assert_eq!(judge(Answer::None, false, plain_answer), Refusal::Unreachable);
    }

    #[test]
    fn what_anybody_sent_cannot_write_on_the_terminal() {
        assert_eq!(first_line(b"HTTP/1.1 200 \x1b[31mOK\r\n"), "HTTP/1.1 200 \u{fffd}[31mOK");
    }
}
