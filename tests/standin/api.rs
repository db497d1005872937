//! The manager's own API: what it answers itself, what it passes to an engine, and what a replica passes to the primary.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::stream;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::cluster::{Cluster, kernel};
use crate::containers::{self, Found};
use crate::election::Election;
use crate::log::Log;
use crate::net::{self, Body, Endpoint};

/// What the release says it speaks.
const API_VERSION: &str = "1.30";

/// What requests are answered from.
pub struct Manager {
    pub cluster: Arc<Cluster>,
    pub election: Option<Arc<Election>>,
    pub tls: Option<Arc<ClientConfig>>,
    pub log: Log,
}

type Reply = Result<Response<Body>, (u16, String)>;

impl Manager {
    /// Answers one request.
    pub async fn serve(self: Arc<Self>, request: Request<Incoming>) -> Response<Body> {
        self.log.debug("HTTP request received", &[("method", request.method().as_str()), ("uri", &request.uri().to_string())]);
        let local = ["/_ping", "/info", "/debug"].iter().any(|path| request.uri().path().ends_with(path));
        let reply = match &self.election {
            Some(election) if !local && !election.is_primary() => self.ask_primary(election, request).await,
            _ => self.answer(request).await,
        };
        reply.unwrap_or_else(|(status, why)| {
            self.log.error(&format!("HTTP error: {why}"), &[("status", &status.to_string())]);
            let mut response = respond(status, "text/plain; charset=utf-8", format!("{why}\n"));
            response.headers_mut().insert("x-content-type-options", HeaderValue::from_static("nosniff"));
            response
        })
    }

    async fn ask_primary(&self, election: &Election, request: Request<Incoming>) -> Reply {
        let address = election.primary().await;
        if address == election.address {
            return self.answer(request).await;
        }
        let primary = Endpoint { authority: address.clone(), tls: self.tls.clone() };
        pass_on(&primary, request).await.map_err(|why| (500, format!("Unable to reach primary cluster manager ({why}): {address}")))
    }

    async fn answer(&self, request: Request<Incoming>) -> Reply {
        let path = unversioned(request.uri().path()).to_owned();
        let query = query(request.uri().query().unwrap_or_default());
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match (request.method(), parts.as_slice()) {
            (&Method::GET, ["_ping"]) => Ok(respond(200, "text/plain; charset=utf-8", "OK")),
            (&Method::GET, ["version"]) => Ok(as_json(200, &version())),
            (&Method::GET, ["info"]) => Ok(as_json(200, &self.cluster.info(self.role()))),
            (&Method::GET, ["events"]) => Ok(self.events()),
            (&Method::GET, ["images", "json"]) => Ok(as_json(200, &self.images().await)),
            (&Method::GET, ["containers", "json" | "ps"]) => Ok(as_json(200, &containers::list(&self.cluster, &query))),
            (&Method::POST, ["containers", "create"]) => {
                let body = request.into_body().collect().await.map_err(|e| (400, e.to_string()))?.to_bytes();
                let config = serde_json::from_slice(&body).map_err(|e| (400, e.to_string()))?;
                let id = containers::create(&self.cluster, query.get("name").map(String::as_str), config).await?;
                Ok(respond(201, "application/json", format!("{{\"Id\":\"{id}\"}}")))
            }
            (&Method::GET, ["containers", name @ .., "json"]) => self.inspect(&name.join("/")).await,
            (&Method::POST, ["containers", name @ .., "start"]) => {
                let name = name.join("/");
                let found = self.find(&name, "No such container ")?;
                found.engine.ask(Method::POST, &format!("/containers/{}/start", found.id), Value::Null).await.map_err(|why| (500, why))?;
                self.refreshed(&found, respond(204, "text/plain", "")).await
            }
            (&Method::DELETE, ["containers", name @ ..]) => self.remove(&name.join("/"), request.uri().query().unwrap_or_default()).await,
            (&Method::GET | &Method::POST | &Method::PUT | &Method::HEAD, ["containers", name @ .., _]) => {
                let name = name.join("/");
                self.pass_to_node(&name, request).await
            }
            (_, ["exec", id, _]) => self.pass_exec(id, request).await,
            _ => Err((404, "404 page not found".to_owned())),
        }
    }

    fn role(&self) -> Vec<[String; 2]> {
        let line = |key: &str, value: &str| [key.to_owned(), value.to_owned()];
        match &self.election {
            Some(election) if !election.is_primary() => vec![line("Role", "replica"), line("Primary", &election.leader())],
            _ => vec![line("Role", "primary")],
        }
    }

    fn events(&self) -> Response<Body> {
        let receiver = self.cluster.events.subscribe();
        let events = stream::unfold(receiver, |mut receiver| async {
            loop {
                match receiver.recv().await {
                    Ok(event) => return Some((Ok(Frame::data(event)), receiver)),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return None,
                }
            }
        });
        let mut response = respond(200, "application/json", "");
        *response.body_mut() = StreamBody::new(events).boxed_unsync();
        response
    }

    /// The images of all engines, each once.
    async fn images(&self) -> Value {
        let mut images: Vec<Value> = Vec::new();
        for engine in self.cluster.engines() {
            let found = engine.ask(Method::GET, "/images/json", Value::Null).await.unwrap_or_default();
            for image in found.as_array().into_iter().flatten() {
                if images.iter().all(|known| known["Id"] != image["Id"]) {
                    images.push(image.clone());
                }
            }
        }
        Value::Array(images)
    }

    fn find(&self, name: &str, otherwise: &str) -> Result<Found, (u16, String)> {
        containers::find(&self.cluster, name).ok_or_else(|| (404, format!("{otherwise}{name}")))
    }

    fn find_healthy(&self, name: &str, otherwise: &str) -> Result<Found, (u16, String)> {
        let found = self.find(name, otherwise)?;
        match found.node.state {
            crate::engine::State::Healthy => Ok(found),
            _ => Err((500, format!("Container {name} running on unhealthy node {}", found.node.name))),
        }
    }

    /// What is asked next must show what was done now.
    async fn refreshed(&self, found: &Found, response: Response<Body>) -> Reply {
        // An engine that fails here has answered all the same.
        let _ = found.engine.refresh_containers().await;
        Ok(response)
    }

    async fn inspect(&self, name: &str) -> Reply {
        let found = self.find_healthy(name, "No such container ")?;
        let mut container = found.engine.ask(Method::GET, &format!("/containers/{}/json", found.id), Value::Null).await.map_err(|why| (500, why))?;
        let node = found.node;
        let labels: HashMap<_, _> = node.labels.into_iter().collect();
        let address = found.engine.address();
        let ip = address.rsplit_once(':').map(|(host, _)| host);
        container["Node"] = json!({
            "ID": node.id, "IP": ip, "Addr": address, "Name": node.name, "Cpus": node.cpus, "Memory": node.memory, "Labels": labels,
        });
        Ok(as_json(200, &container))
    }

    async fn remove(&self, name: &str, query: &str) -> Reply {
        let found = containers::find(&self.cluster, name).ok_or_else(|| (404, format!("Container {name} not found")))?;
        found.engine.ask(Method::DELETE, &format!("/containers/{}?{query}", found.id), Value::Null).await.map_err(|why| (500, why))?;
        self.refreshed(&found, respond(204, "text/plain", "")).await
    }

    async fn pass_to_node(&self, name: &str, mut request: Request<Incoming>) -> Reply {
        let found = self.find_healthy(name, "No such container: ")?;
        let uri = request.uri().to_string().replacen(name, &found.id, 1);
        *request.uri_mut() = uri.parse().map_err(|_| (400, "bad path".to_owned()))?;
        let changes = request.method() != Method::GET;
        let response = found.engine.checked(pass_on(&found.engine.endpoint, request).await, &uri).map_err(|why| (500, why))?;
        if changes { self.refreshed(&found, response).await } else { Ok(response) }
    }

    async fn pass_exec(&self, id: &str, request: Request<Incoming>) -> Reply {
        for engine in self.cluster.engines() {
            if engine.ask(Method::GET, &format!("/exec/{id}/json"), Value::Null).await.is_ok() {
                return pass_on(&engine.endpoint, request).await.map_err(|why| (500, why));
            }
        }
        Err((404, format!("Exec {id} not found")))
    }
}

/// Sends a request on as it is; where both sides agree to leave HTTP, their bytes are passed on too.
async fn pass_on(to: &Endpoint, mut request: Request<Incoming>) -> Result<Response<Body>, String> {
    let asking = hyper::upgrade::on(&mut request);
    let mut response = to.send(request.map(BodyExt::boxed_unsync)).await?;
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        let answering = hyper::upgrade::on(&mut response);
        tokio::spawn(async move {
            if let (Ok(asking), Ok(answering)) = tokio::join!(asking, answering) {
                // Either side may hang up at any time.
                let _ = tokio::io::copy_bidirectional(&mut TokioIo::new(asking), &mut TokioIo::new(answering)).await;
            }
        });
    }
    Ok(response.map(BodyExt::boxed_unsync))
}

fn respond(status: u16, kind: &'static str, body: impl Into<hyper::body::Bytes>) -> Response<Body> {
    let mut response = Response::new(net::full(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert("api-version", HeaderValue::from_static(API_VERSION));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn as_json(status: u16, value: &Value) -> Response<Body> {
    respond(status, "application/json", format!("{value}\n"))
}

fn version() -> Value {
    json!({
        "Version": format!("swarm/{}", crate::VERSION), "ApiVersion": API_VERSION, "GitCommit": crate::COMMIT, "GoVersion": "go1.19.8",
        "Os": "linux", "Arch": "amd64", "KernelVersion": kernel("osrelease"), "BuildTime": "<unknown>",
    })
}

/// Any version is accepted, and none is looked at.
fn unversioned(path: &str) -> &str {
    let rest = path.strip_prefix("/v").and_then(|rest| rest.split_once('/'));
    match rest {
        Some((version, _)) if version.contains('.') && version.chars().all(|c| c.is_ascii_digit() || c == '.') => &path[version.len() + 2..],
        _ => path,
    }
}

fn query(text: &str) -> HashMap<String, String> {
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(key, value)| (decoded(key), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                u8::from_str_radix(&String::from_utf8_lossy(&digits), 16).unwrap_or(b'?')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&out).into_owned()
}
