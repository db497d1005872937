//! One engine as the manager sees it: Pending until it was looked at, then Healthy, Unhealthy after failures.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use http_body_util::BodyExt;
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode};
use rustls::ClientConfig;
use serde_json::{Value, json};
use tokio::sync::{Notify, broadcast};
use tokio::task::JoinSet;

use crate::log::{self, Log};
use crate::net::{self, Endpoint};

/// The highest API version the original speaks to engines.
const API: (u32, u32) = (1, 31);
const OVERCOMMIT_PERCENT: u64 = 5;
const SPECS_INTERVAL: Duration = Duration::from_secs(300);

/// How often engines are looked at, and how many failures make one unhealthy.
#[derive(Debug, Clone, Copy)]
pub struct Refresh {
    pub min: Duration,
    pub max: Duration,
    pub failures: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Pending,
    Healthy,
    Unhealthy,
}

/// What is known of an engine.
#[derive(Debug, Clone)]
pub struct Known {
    pub state: State,
    pub id: String,
    pub name: String,
    pub cpus: u64,
    pub memory: u64,
    pub images: u64,
    pub labels: Vec<(String, String)>,
    pub version: String,
    pub containers: Vec<Value>,
    pub error: String,
    pub updated: String,
    pub updated_at: Instant,
    api: String,
    failures: u32,
    resolved: bool,
}

/// An engine and the tasks that watch it.
pub struct Engine {
    pub endpoint: Endpoint,
    known: Mutex<Known>,
    refresh: Refresh,
    events: broadcast::Sender<Bytes>,
    tasks: Mutex<JoinSet<()>>,
    /// Told when an unhealthy engine answers, so that it is looked at without waiting for its turn.
    back: Notify,
    log: Log,
}

impl Engine {
    pub fn new(address: &str, tls: Option<Arc<ClientConfig>>, refresh: Refresh, events: broadcast::Sender<Bytes>, log: Log) -> Arc<Self> {
        let known = Known {
            state: State::Pending,
            id: String::new(),
            name: String::new(),
            cpus: 0,
            memory: 0,
            images: 0,
            labels: Vec::new(),
            version: String::new(),
            containers: Vec::new(),
            error: String::new(),
            updated: log::now(),
            updated_at: Instant::now(),
            api: String::new(),
            failures: 0,
            resolved: false,
        };
        let endpoint = Endpoint { authority: address.to_owned(), tls };
        Arc::new(Self { endpoint, known: Mutex::new(known), refresh, events, tasks: Mutex::default(), back: Notify::new(), log })
    }

    pub fn address(&self) -> &str {
        &self.endpoint.authority
    }

    pub fn known(&self) -> Known {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().expect("no holder of the lock panics")
    }

    /// CPUs and memory with what the original adds to them.
    pub fn totals(known: &Known) -> (u64, u64) {
        let more = |amount: u64| amount + amount * OVERCOMMIT_PERCENT / 100;
        (more(known.cpus), more(known.memory))
    }

    /// Ends the watching. The original crashes here if the engine's name could never be resolved.
    pub fn forget(&self) {
        if !self.lock().resolved {
            log::panic("runtime error: invalid memory address or nil pointer dereference");
        }
        self.tasks.lock().expect("no holder of the lock panics").abort_all();
    }

    /// Whether a pending engine is to be looked at again. Only connection failures push that away.
    pub fn is_due(&self) -> bool {
        let known = self.lock();
        let backoff = Duration::from_secs(30) + Duration::from_secs(1 << known.failures.min(13));
        known.state == State::Pending && known.updated_at.elapsed() > backoff
    }

    /// Looks at a pending engine, and from then on watches it if all is well.
    pub async fn validate(self: Arc<Self>) {
        match self.clone().connect().await {
            Ok(()) => {
                let mut known = self.lock();
                known.state = State::Healthy;
                known.failures = 0;
                self.log.info(&format!("Registered Engine {} at {}", known.name, self.address()), &[]);
                drop(known);
                self.spawn(self.clone().keep_fresh());
            }
            Err(why) => self.log.debug(&format!("Failed to validate pending node: {why}"), &[("Addr", self.address())]),
        }
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.lock().expect("no holder of the lock panics").spawn(task);
    }

    async fn connect(self: Arc<Self>) -> Result<(), String> {
        let host = self.address().rsplit_once(':').map_or(self.address(), |(host, _)| host);
        let _resolved = tokio::net::lookup_host(self.address()).await.map_err(|_| format!("lookup {host}: no such host"))?;
        self.lock().resolved = true;
        self.look().await?;
        self.spawn(self.clone().watch_events());
        self.refresh_containers().await
    }

    /// A request on the API version that was agreed on; the answer as JSON.
    pub async fn ask(&self, method: Method, path: &str, body: Value) -> Result<Value, String> {
        let path = format!("{}{path}", self.lock().api);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.checked(self.endpoint.ask(method, &path, body).await, &path)?;
        let value = net::json(&answer.text).unwrap_or(Value::Null);
        // The original's client takes it for done, too, that a container to be started runs already (304).
        if answer.status.is_success() || answer.status == StatusCode::NOT_MODIFIED {
            return Ok(value);
        }
        Err(format!("Error response from daemon: {}", value["message"].as_str().unwrap_or(answer.text.trim())))
    }

    /// Counts failures, and puts the original's words round them.
    pub fn checked<T>(&self, result: Result<T, String>, path: &str) -> Result<T, String> {
        let mut known = self.lock();
        let why = match result {
            Ok(answer) => {
                if known.state == State::Unhealthy {
                    known.state = State::Healthy;
                    self.back.notify_one();
                    self.log.info(&format!("Engine came back to life after {} retries. Hooray!", known.failures), &[("name", &known.name)]);
                }
                known.failures = 0;
                known.error.clear();
                known.touch();
                return Ok(answer);
            }
            Err(why) => why,
        };
        let get = format!("Get {:?}: {why}", self.endpoint.url(path));
        let text = if why.contains("connection refused") || why.contains("i/o timeout") {
            format!("Cannot connect to the Docker daemon at tcp://{}. Is the docker daemon running?", self.address())
        } else if why.contains("bad certificate") {
            format!("The server probably has client authentication (--tlsverify) enabled. Please check your TLS client certification settings: {get}")
        } else {
            format!("error during connect: {get}")
        };
        // Only these show in `info`; every TLS failure is silent there.
        if text.starts_with("Cannot connect") || text.contains("no route to host") {
            known.failures += 1;
            if known.state == State::Healthy && known.failures >= self.refresh.failures {
                known.state = State::Unhealthy;
                let message = format!("Flagging engine as unhealthy. Connect failed {} times", known.failures);
                self.log.error(&message, &[("name", &known.name), ("id", &known.id)]);
            }
            known.error.clone_from(&text);
            known.touch();
        }
        Err(text)
    }

    /// What the engine is.
    async fn look(&self) -> Result<(), String> {
        self.lock().api.clear();
        let info = self.ask(Method::GET, "/info", Value::Null).await?;
        let number = |key: &str| info[key].as_u64().unwrap_or(0);
        if number("NCPU") == 0 || number("MemTotal") == 0 {
            return Err(format!("cannot get resources for this engine, make sure {} is a Docker Engine, not a Swarm manager", self.address()));
        }
        let version = self.ask(Method::GET, "/version", Value::Null).await?;
        let ping = self.checked(self.endpoint.ask(Method::GET, "/_ping", "").await, "/_ping")?;
        let highest = ping.headers.get("api-version").and_then(|v| v.to_str().ok()?.strip_prefix("1.")?.parse().ok()).unwrap_or(24);
        let id = format!("{}|{}", info["ID"].as_str().unwrap_or_default(), self.address());
        let mut known = self.lock();
        known.api = format!("/v{}.{}", API.0, API.1.min(highest));
        if !known.id.is_empty() && known.id != id {
            known.state = State::Pending;
            known.error = format!(
                "Engine (ID: {}, Addr: {}) shows up with another ID:{id}. Please remove it from cluster, it can be added back.",
                known.id,
                self.address()
            );
            return Err(known.error.clone());
        }
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (known.id, known.name, known.version) = (id, word(&info["Name"]), word(&version["Version"]));
        (known.cpus, known.memory, known.images) = (number("NCPU"), number("MemTotal"), number("Images"));
        let own = [("storagedriver", "Driver"), ("kernelversion", "KernelVersion"), ("operatingsystem", "OperatingSystem"), ("ostype", "OSType")];
        known.labels = own.iter().map(|(label, key)| ((*label).to_owned(), word(&info[*key]))).filter(|(_, value)| !value.is_empty()).collect();
        for label in info["Labels"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let Some((key, value)) = label.split_once('=') else {
                let engine = format!("Engine (ID: {}, Addr: {})", known.id, self.address());
                return Err(format!("{engine} contains an invalid label ({label}) not formatted as \"key=value\"."));
            };
            if key != "node" && known.labels.iter().all(|(taken, _)| taken != key) {
                known.labels.push((key.to_owned(), value.to_owned()));
            }
        }
        known.labels.sort();
        Ok(())
    }

    pub async fn refresh_containers(&self) -> Result<(), String> {
        let list = self.ask(Method::GET, "/containers/json?all=1", Value::Null).await?;
        self.lock().containers = list.as_array().cloned().unwrap_or_default();
        Ok(())
    }

    async fn keep_fresh(self: Arc<Self>) {
        let mut looked_at = Instant::now();
        loop {
            let known = self.known();
            let backoff = known.failures.saturating_sub(self.refresh.failures).min(1000);
            let spread = self.refresh.max.saturating_sub(self.refresh.min).mul_f64(random_fraction());
            let wait = self.refresh.min * (1 + backoff) + spread;
            // Whether it was the end of the wait or the engine makes no difference.
            let _ = tokio::time::timeout(wait, self.back.notified()).await;
            if self.known().state != State::Healthy || looked_at.elapsed() > SPECS_INTERVAL {
                if let Err(why) = self.look().await {
                    self.log.error(&format!("Update engine specs failed: {why}"), &[("name", &known.name), ("id", &known.id)]);
                    continue;
                }
                looked_at = Instant::now();
            }
            // The failure is counted, and what was known stays.
            let _ = self.refresh_containers().await;
        }
    }

    async fn watch_events(self: Arc<Self>) {
        loop {
            let Err(why) = self.pass_events().await;
            let known = self.known();
            self.log.error("error monitoring events, will restart", &[("error", &why), ("id", &known.id), ("name", &known.name)]);
            tokio::time::sleep(Duration::from_secs(u64::from(known.failures.min(9)) + 1)).await;
        }
    }

    /// Follows the engine's events and passes them on. Ends only when they do; failures here do not count against the engine.
    async fn pass_events(&self) -> Result<std::convert::Infallible, String> {
        let path = format!("{}/events", self.lock().api);
        let request = Request::get(&path).body(net::full("")).map_err(|e| e.to_string())?;
        let response = self.endpoint.send(request).await?;
        let ok = response.status().is_success();
        let mut body = response.into_body();
        let mut unread = Vec::new();
        while let Some(frame) = body.frame().await {
            unread.extend_from_slice(&frame.map_err(|e| e.to_string())?.into_data().unwrap_or_default());
            while let Some(end) = unread.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = unread.drain(..=end).collect();
                let event = net::json(&String::from_utf8_lossy(&line))?;
                if !ok {
                    return Err(format!("Error response from daemon: {}", event["message"].as_str().unwrap_or_default()));
                }
                self.pass_event(event).await;
            }
        }
        Err("unexpected EOF".to_owned())
    }

    async fn pass_event(&self, mut event: Value) {
        if event["Type"] == "container" {
            let _ = self.refresh_containers().await;
        }
        let known = self.known();
        let ip = self.address().rsplit_once(':').map_or("", |(host, _)| host);
        event["from"] = json!(format!("{} node:{}", event["from"].as_str().unwrap_or_default(), known.name));
        let attributes = [("node.name", known.name.as_str()), ("node.id", &known.id), ("node.addr", self.address()), ("node.ip", ip)];
        for (key, value) in attributes {
            event["Actor"]["Attributes"][key] = json!(value);
        }
        event["node"] = json!({"Name": known.name, "Id": known.id, "Addr": self.address(), "Ip": ip});
        // Nobody may be listening.
        let _ = self.events.send(event.to_string().into());
    }
}

impl Known {
    fn touch(&mut self) {
        self.updated = log::now();
        self.updated_at = Instant::now();
    }
}

fn random_fraction() -> f64 {
    let mut byte = [0];
    // Where there is no randomness the spread is nil.
    let _ = aws_lc_rs::rand::fill(&mut byte);
    f64::from(byte[0]) / 256.0
}
