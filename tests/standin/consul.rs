//! Consul's HTTP API, as far as discovery and the leader's lock need it, in the original's order of calls.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::Method;
use serde_json::{Value, json};

use crate::args::{Flags, go_duration};
use crate::log::Log;
use crate::net::{self, Endpoint};
use crate::tls::Files;

/// Consul's mark on keys that are locks; the original puts it on every key.
pub const LOCK_FLAG: u64 = 0x2ddc_cbc0_58a5_0c18;
const TRIES: u32 = 5;

/// A key's entry.
pub struct Pair {
    pub key: String,
    pub value: String,
    pub session: String,
    pub flags: u64,
}

/// What happens to a key when its session ends.
#[derive(Clone, Copy)]
pub enum Behavior {
    Release,
    Delete,
}

/// A Consul and the keys under it.
pub struct Consul {
    endpoint: Endpoint,
    /// Where the agents' keys are.
    pub nodes: String,
    /// The managers' lock.
    pub leader: String,
}

impl Consul {
    /// Reads `HOST:PORT[/PREFIX]`, which follows `consul://`, and the discovery options; ends the program where the original does.
    pub fn open(rest: &str, flags: &Flags, log: Log) -> Self {
        let (authority, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let options = flags.discovery_options(log);
        let files = (options.get("kv.cacertfile"), options.get("kv.certfile"), options.get("kv.keyfile"));
        let tls = if let (Some(ca), Some(cert), Some(key)) = files {
            log.info("Initializing discovery with TLS", &[]);
            Some(Files { ca, cert, key }.client().unwrap_or_else(|why| log.fatal(&why)))
        } else {
            log.info("Initializing discovery without TLS", &[]);
            None
        };
        if authority.contains(',') {
            log.fatal("consul does not support multiple endpoints");
        }
        let under = |path: &str| format!("{prefix}/{path}").trim_matches('/').to_owned();
        let nodes = under(options.get("kv.path").unwrap_or(&"docker/swarm/nodes"));
        Self { endpoint: Endpoint { authority: authority.to_owned(), tls }, nodes, leader: under("docker/swarm/leader") }
    }

    async fn call(&self, method: Method, path: &str, body: String) -> Result<(Option<String>, u64), String> {
        let verb = if method == Method::GET { "Get" } else { "Put" };
        let answer = self.endpoint.ask(method, path, body).await.map_err(|why| format!("{verb} {:?}: {why}", self.endpoint.url(path)))?;
        let index = answer.headers.get("x-consul-index").and_then(|v| v.to_str().ok()?.parse().ok()).unwrap_or(0);
        match answer.status.as_u16() {
            200 => Ok((Some(answer.text), index)),
            404 if verb == "Get" => Ok((None, index)),
            code => Err(format!("Unexpected response code: {code} ({})", answer.text)),
        }
    }

    async fn pairs(&self, path: &str) -> Result<(Vec<Pair>, u64), String> {
        let (text, index) = self.call(Method::GET, path, String::new()).await?;
        let entries = match text {
            Some(text) => net::json(&text)?,
            None => Value::Null,
        };
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let pair = |entry: &Value| Pair {
            key: word(&entry["Key"]),
            value: BASE64_STANDARD.decode(word(&entry["Value"])).map(|v| String::from_utf8_lossy(&v).into_owned()).unwrap_or_default(),
            session: word(&entry["Session"]),
            flags: entry["Flags"].as_u64().unwrap_or(0),
        };
        Ok((entries.as_array().into_iter().flatten().map(pair).collect(), index))
    }

    /// A key as it is once it differs from what it was at `index`, or after a while.
    pub async fn watch(&self, key: &str, index: u64) -> Result<(Option<Pair>, u64), String> {
        let (pairs, index) = self.pairs(&format!("/v1/kv/{key}?wait=15000ms&index={index}")).await?;
        Ok((pairs.into_iter().next(), index))
    }

    /// Everything under a key, as above.
    pub async fn watch_tree(&self, key: &str, index: u64) -> Result<(Vec<Pair>, u64), String> {
        let (mut pairs, index) = self.pairs(&format!("/v1/kv/{key}?recurse=&wait=15000ms&index={index}")).await?;
        pairs.retain(|pair| pair.key != key);
        Ok((pairs, index))
    }

    /// A key as Consul's leader has it.
    pub async fn get(&self, key: &str) -> Result<Option<Pair>, String> {
        Ok(self.pairs(&format!("/v1/kv/{key}?consistent=")).await?.0.into_iter().next())
    }

    pub async fn put(&self, key: &str, value: &str) -> Result<(), String> {
        self.call(Method::PUT, &format!("/v1/kv/{key}?flags={LOCK_FLAG}"), value.to_owned()).await.map(|_| ())
    }

    /// Takes a key for a session; false if another one has it.
    pub async fn acquire(&self, key: &str, value: &str, session: &str) -> Result<bool, String> {
        let path = format!("/v1/kv/{key}?acquire={session}&flags={LOCK_FLAG}");
        let (text, _) = self.call(Method::PUT, &path, value.to_owned()).await?;
        Ok(text.is_some_and(|text| text.trim() == "true"))
    }

    /// A new session. Consul lets up to twice its TTL pass, so it gets half.
    pub async fn open_session(&self, behavior: Behavior, ttl: Duration) -> Result<String, String> {
        let behavior = match behavior {
            Behavior::Release => "release",
            Behavior::Delete => "delete",
        };
        let session = json!({"Behavior": behavior, "LockDelay": "1ms", "TTL": go_duration(ttl / 2)});
        let (text, _) = self.call(Method::PUT, "/v1/session/create", session.to_string()).await?;
        Ok(net::json(&text.unwrap_or_default())?["ID"].as_str().unwrap_or_default().to_owned())
    }

    pub async fn renew_session(&self, session: &str) -> Result<(), String> {
        self.call(Method::PUT, &format!("/v1/session/renew/{session}"), String::new()).await.map(|_| ())
    }

    pub async fn end_session(&self, session: &str) -> Result<(), String> {
        self.call(Method::PUT, &format!("/v1/session/destroy/{session}"), String::new()).await.map(|_| ())
    }

    /// Writes an engine's address under a key that goes when it is not written again within `ttl`.
    pub async fn register(&self, address: &str, ttl: Duration) -> Result<(), String> {
        let key = format!("{}/{address}", self.nodes);
        let mut tries = 0;
        while self.renew_key(&key, ttl).await.is_err() {
            tries += 1;
            if tries == TRIES {
                // The original hides every cause behind this.
                return Err("cannot set or renew session for ttl, unable to operate on sessions".to_owned());
            }
        }
        self.put(&key, address).await
    }

    async fn renew_key(&self, key: &str, ttl: Duration) -> Result<(), String> {
        let (pairs, _) = self.pairs(&format!("/v1/kv/{key}")).await?;
        let mut session = pairs.into_iter().next().map(|pair| pair.session).unwrap_or_default();
        if session.is_empty() {
            session = self.open_session(Behavior::Delete, ttl).await?;
            self.acquire(key, "", &session).await?;
        }
        self.renew_session(&session).await
    }
}
