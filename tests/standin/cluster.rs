//! The engines that discovery names, and what `info` says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use hyper::body::Bytes;
use rustls::ClientConfig;
use serde_json::{Value, json};
use tokio::sync::broadcast;

use crate::args::is_address;
use crate::consul::Consul;
use crate::engine::{Engine, Refresh, State};
use crate::log::Log;
use crate::net;

const PENDING_INTERVAL: Duration = Duration::from_secs(10);
/// What `info` says whatever the cluster is like.
const UNUSED: &str = r#"{
    "ID": "", "Driver": "", "DriverStatus": null, "MemoryLimit": true, "SwapLimit": true, "KernelMemory": false, "CpuCfsPeriod": true,
    "CpuCfsQuota": true, "CPUShares": true, "CPUSet": true, "IPv4Forwarding": true, "BridgeNfIptables": true, "BridgeNfIp6tables": true,
    "OomKillDisable": true, "Debug": false, "NFd": 0, "NGoroutines": 0, "LoggingDriver": "", "CgroupDriver": "", "OperatingSystem": "linux",
    "OSType": "", "Architecture": "amd64", "IndexServerAddress": "", "RegistryConfig": null, "DockerRootDir": "", "HttpProxy": "",
    "HttpsProxy": "", "NoProxy": "", "Labels": null, "ExperimentalBuild": false, "ClusterStore": "", "ClusterAdvertise": "",
    "Plugins": {"Volume": null, "Network": null, "Authorization": null, "Log": null}, "Runtimes": null, "DefaultRuntime": "",
    "Swarm": {"NodeID": "", "NodeAddr": "", "LocalNodeState": "", "ControlAvailable": false, "Error": "", "RemoteManagers": null},
    "LiveRestoreEnabled": false, "Isolation": "", "InitBinary": "", "ContainerdCommit": {"ID": "", "Expected": ""},
    "RuncCommit": {"ID": "", "Expected": ""}, "InitCommit": {"ID": "", "Expected": ""}, "SecurityOptions": null
}"#;

/// Which node gets a container.
#[derive(Debug, Clone, Copy)]
pub enum Strategy {
    Spread,
    Binpack,
    Random,
}

impl Strategy {
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "spread" => Some(Self::Spread),
            "binpack" => Some(Self::Binpack),
            "random" => Some(Self::Random),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Spread => "spread",
            Self::Binpack => "binpack",
            Self::Random => "random",
        }
    }
}

/// All engines, by address.
pub struct Cluster {
    pub strategy: Strategy,
    pub events: broadcast::Sender<Bytes>,
    /// One container is placed at a time.
    pub placing: tokio::sync::Mutex<()>,
    tls: Option<Arc<ClientConfig>>,
    refresh: Refresh,
    engines: Mutex<BTreeMap<String, Arc<Engine>>>,
    log: Log,
}

impl Cluster {
    pub fn new(strategy: Strategy, tls: Option<Arc<ClientConfig>>, refresh: Refresh, log: Log) -> Self {
        let events = broadcast::Sender::new(1024);
        Self { strategy, events, placing: tokio::sync::Mutex::default(), tls, refresh, engines: Mutex::default(), log }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Engine>>> {
        self.engines.lock().expect("no holder of the lock panics")
    }

    /// Every engine, sorted by name as people count: node-2 before node-10.
    pub fn engines(&self) -> Vec<Arc<Engine>> {
        let mut engines: Vec<_> = self.lock().values().cloned().collect();
        engines.sort_by_cached_key(|engine| natural(&engine.known().name));
        engines
    }

    /// Keeps the engines as Consul names them.
    pub async fn follow(self: Arc<Self>, consul: Arc<Consul>, heartbeat: Duration) {
        loop {
            let found = consul.get(&consul.nodes).await;
            let made = if matches!(found, Ok(Some(_))) { Ok(()) } else { consul.put(&consul.nodes, "").await };
            for why in found.err().into_iter().chain(made.err()) {
                self.log.error(&format!("Discovery error: {why}"), &[]);
            }
            let mut index = 0;
            while let Ok((pairs, now)) = consul.watch_tree(&consul.nodes, index).await {
                if now == index {
                    continue;
                }
                index = now;
                let addresses: BTreeSet<_> = pairs.into_iter().map(|pair| pair.value).filter(|value| !value.is_empty()).collect();
                match addresses.iter().find(|address| !is_address(address)) {
                    Some(bad) => self.log.error(&format!("Discovery error: address {bad}: missing port in address"), &[]),
                    None => self.set(&addresses),
                }
            }
            self.log.error("Discovery error: Unexpected watch error", &[]);
            tokio::time::sleep(heartbeat).await;
        }
    }

    /// Lets the engines be these.
    pub fn set(&self, addresses: &BTreeSet<String>) {
        let mut engines = self.lock();
        engines.retain(|address, engine| {
            let stays = addresses.contains(address);
            if !stays {
                engine.forget();
                self.log.info(&format!("Removed Engine {}", engine.known().name), &[]);
            }
            stays
        });
        for address in addresses {
            if !engines.contains_key(address) {
                let engine = Engine::new(address, self.tls.clone(), self.refresh, self.events.clone(), self.log);
                tokio::spawn(engine.clone().validate());
                engines.insert(address.clone(), engine);
            }
        }
    }

    /// Looks again and again at engines that did not answer.
    pub async fn retry_pending(self: Arc<Self>) {
        loop {
            tokio::time::sleep(PENDING_INTERVAL).await;
            for engine in self.engines().into_iter().filter(|engine| engine.is_due()) {
                tokio::spawn(engine.validate());
            }
        }
    }

    /// The answer to `info`, after the lines about the manager's role.
    pub fn info(&self, role: Vec<[String; 2]>) -> Value {
        let engines = self.engines();
        let mut status = role;
        let mut line = |key: &str, value: String| status.push([key.to_owned(), value]);
        line("Strategy", self.strategy.name().to_owned());
        line("Filters", "health, port, containerslots, dependency, affinity, constraint, whitelist".to_owned());
        line("Nodes", engines.len().to_string());
        let (mut cpus, mut memory, mut images, mut all) = (0, 0, 0, Counts::default());
        for engine in &engines {
            let known = engine.known();
            let totals = Engine::totals(&known);
            let counts = Counts::of(&known.containers);
            line(&format!(" {}", if known.name.is_empty() { "(unknown)" } else { &known.name }), engine.address().to_owned());
            line("  └ ID", known.id);
            line("  └ Status", format!("{:?}", known.state));
            line("  └ Containers", if known.state == State::Healthy { counts.in_words() } else { counts.total().to_string() });
            line("  └ Reserved CPUs", format!("0 / {}", totals.0));
            line("  └ Reserved Memory", format!("0 B / {}", bytes_size(totals.1)));
            let labels: Vec<_> = known.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
            line("  └ Labels", labels.join(", "));
            if !known.error.is_empty() {
                line("  └ Error", known.error);
            }
            line("  └ UpdatedAt", known.updated);
            line("  └ ServerVersion", known.version);
            if known.state != State::Pending {
                (cpus, memory, images) = (cpus + totals.0, memory + totals.1, images + known.images);
                all.add(&counts);
            }
        }
        let mut info = net::json(UNUSED).expect("the constant is JSON");
        let own = json!({
            "Name": kernel("hostname"), "Containers": all.total(), "ContainersRunning": all.running, "ContainersPaused": all.paused,
            "ContainersStopped": all.stopped, "Images": images, "SystemStatus": status, "NEventsListener": self.events.receiver_count(),
            "KernelVersion": kernel("osrelease"), "NCPU": cpus, "MemTotal": memory, "ServerVersion": format!("swarm/{}", crate::VERSION),
            "SystemTime": crate::log::now(),
        });
        for (key, value) in own.as_object().into_iter().flatten() {
            info[key] = value.clone();
        }
        info
    }
}

/// Containers by what they do.
#[derive(Default)]
struct Counts {
    running: usize,
    paused: usize,
    stopped: usize,
}

impl Counts {
    fn of(containers: &[Value]) -> Self {
        let having = |state: &str| containers.iter().filter(|c| c["State"] == state).count();
        let (running, paused) = (having("running"), having("paused"));
        Self { running, paused, stopped: containers.len() - running - paused }
    }

    fn add(&mut self, other: &Self) {
        self.running += other.running;
        self.paused += other.paused;
        self.stopped += other.stopped;
    }

    fn total(&self) -> usize {
        self.running + self.paused + self.stopped
    }

    fn in_words(&self) -> String {
        format!("{} ({} Running, {} Paused, {} Stopped)", self.total(), self.running, self.paused, self.stopped)
    }
}

/// A name cut into words and numbers.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = vec![(String::new(), 0_u64)];
    for c in name.chars() {
        let last = parts.len() - 1;
        match c.to_digit(10) {
            Some(digit) => parts[last].1 = parts[last].1.saturating_mul(10).saturating_add(u64::from(digit)),
            None if parts[last].1 > 0 => parts.push((c.to_string(), 0)),
            None => parts[last].0.push(c),
        }
    }
    parts
}

/// A size with four significant digits.
#[allow(clippy::cast_precision_loss, reason = "four digits are shown")]
fn bytes_size(bytes: u64) -> String {
    let mut size = bytes as f64;
    let mut units = ["B", "KiB", "MiB", "GiB", "TiB"].iter();
    let mut unit = units.next();
    while size >= 1024.0 && units.len() > 0 {
        size /= 1024.0;
        unit = units.next();
    }
    let before_point = format!("{size:.0}").len();
    let text = format!("{size:.*}", 4_usize.saturating_sub(before_point));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text} {}", unit.unwrap_or(&"B"))
}

/// What the kernel says of itself.
pub fn kernel(what: &str) -> String {
    std::fs::read_to_string(format!("/proc/sys/kernel/{what}")).map_or_else(|_| "<unknown>".to_owned(), |text| text.trim().to_owned())
}
