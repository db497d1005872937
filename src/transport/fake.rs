//! A cluster that is not there, for tests: it remembers what was asked of it, in order, and fails where it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::sync::Semaphore;

use crate::model::{
    Access, ClusterName, ConsulPeer, ContainerSpec, Deployment, EndpointKind, EndpointProbe, EngineFacts, EngineView, Host, ListedContainer, LockHolder,
    ManagerView, NodeName, Port, Refusal, Secret, ServedCert, SwarmJoinRole, SwarmModeNode, SwarmNodeSettings, SwarmPlace, SwarmSettings, SwarmTask,
};

use super::{
    Action, BoxFuture, EngineRead, EngineWrite, Error, HeardFn, HostRead, HostWrite, LogEnd, Look, Output, ProgressFn, ReadLinks, Result, SwarmJoin,
    SwarmTokens, WriteLinks,
};

/// Links to nowhere. Calls read `NODE VERB WHAT`: `n1 run swarmctl-agent`, `n1 act mark the host`, `n1 swarm-join`.
#[derive(Clone, Default)]
pub struct FakeLinks(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    calls: Vec<String>,
    failing: BTreeSet<String>,
    held: BTreeMap<String, Arc<Semaphore>>,
    engines: BTreeMap<NodeName, EngineFacts>,
    looks: BTreeMap<NodeName, Vec<u8>>,
    served: BTreeMap<(NodeName, EndpointKind), ServedCert>,
    primary: Option<String>,
    locks: BTreeMap<NodeName, LockHolder>,
}

impl Known {
    /// What a host prints that is told to act: only its lock is more than remembered.
    fn answer(&mut self, node: &NodeName, action: &Action) -> Vec<u8> {
        match action {
            Action::TakeLock { holder, .. } => match self.locks.get(node) {
                Some(other) if other.store != holder.store => format!("held {}\n", STANDARD.encode(other.line())).into_bytes(),
                _ => {
                    self.locks.insert(node.clone(), holder.clone());
                    b"taken\n".to_vec()
                }
            },
            Action::LeaveLock { of, .. } => {
                self.locks.retain(|at, holder| at != node || of.as_ref().is_some_and(|of| *of != holder.store));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

impl FakeLinks {
    /// This call fails from now on.
    pub fn fail(&self, call: &str) {
        self.with(|known| known.failing.insert(call.to_owned()));
    }

    /// This call waits from now on, until the semaphore that is returned is closed.
    pub fn hold(&self, call: &str) -> Arc<Semaphore> {
        let hold = Arc::new(Semaphore::new(0));
        self.with(|known| known.held.insert(call.to_owned(), hold.clone()));
        hold
    }

    /// What the node's engine says of itself; without it the engine does not answer.
    pub fn set_engine(&self, node: &NodeName, facts: EngineFacts) {
        self.with(|known| known.engines.insert(node.clone(), facts));
    }

    /// What the node's host answers to a look.
    pub fn set_look(&self, node: &NodeName, stdout: &[u8]) {
        self.with(|known| known.looks.insert(node.clone(), stdout.to_vec()));
    }

    /// What an endpoint serves from now on; without it the endpoint does not answer.
    pub fn set_served(&self, node: &NodeName, kind: EndpointKind, cert: ServedCert) {
        self.with(|known| known.served.insert((node.clone(), kind), cert));
    }

    /// Which manager holds the primary's lock.
    pub fn set_primary(&self, address: &str) {
        self.with(|known| known.primary = Some(address.to_owned()));
    }

    /// Who holds a node's lock; a run's own hold is kept here too.
    pub fn set_lock(&self, node: &NodeName, holder: &LockHolder) {
        self.with(|known| known.locks.insert(node.clone(), holder.clone()));
    }

    /// The nodes whose lock somebody holds, with whose it is.
    pub fn locks(&self) -> BTreeMap<NodeName, LockHolder> {
        self.with(|known| known.locks.clone())
    }

    /// Every call so far.
    pub fn calls(&self) -> Vec<String> {
        self.with(|known| known.calls.clone())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Known) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn call(&self, node: &NodeName, what: &str) -> Result<()> {
        let call = format!("{node} {what}");
        self.with(|known| {
            known.calls.push(call.clone());
            if known.failing.contains(&call) { Err(Error::Api { what: call, status: Some(500), message: "it was told to fail".to_owned() }) } else { Ok(()) }
        })
    }

    fn at(&self, node: &NodeName) -> Arc<FakeNode> {
        Arc::new(FakeNode { links: self.clone(), node: node.clone() })
    }
}

/// One node of them: its host and its engine.
struct FakeNode {
    links: FakeLinks,
    node: NodeName,
}

impl FakeNode {
    fn does(&self, what: &str) -> BoxFuture<'static, Result<()>> {
        self.answers(what, ())
    }

    fn answers<T: Send + 'static>(&self, what: &str, answer: T) -> BoxFuture<'static, Result<T>> {
        let done = self.links.call(&self.node, what).map(|()| answer);
        let held = self.links.with(|known| known.held.get(&format!("{} {what}", self.node)).cloned());
        Box::pin(async {
            if let Some(held) = held {
                // It only ever ends by being closed.
                let _ = held.acquire().await;
            }
            done
        })
    }
}

impl HostRead for FakeNode {
    fn access(&self) -> Access {
        Access::Root
    }

    fn look(&self, _: Look) -> BoxFuture<'_, Result<Output>> {
        let stdout = self.links.with(|known| known.looks.get(&self.node).cloned()).unwrap_or_default();
        self.answers("look", Output { stdout, round_trip_ms: 0 })
    }
}

impl HostWrite for FakeNode {
    fn act(&self, action: Action) -> BoxFuture<'_, Result<Output>> {
        let stdout = self.links.with(|known| known.answer(&self.node, &action));
        self.answers(&format!("act {}", action.what()), Output { stdout, round_trip_ms: 0 })
    }

    fn run<'a>(&'a self, command: &'a [OsString], _: HeardFn<'a>) -> BoxFuture<'a, Result<Option<i32>>> {
        let words: Vec<_> = command.iter().map(|word| word.to_string_lossy()).collect();
        self.answers(&format!("run {}", words.join(" ")), Some(0))
    }
}

impl EngineRead for FakeNode {
    fn facts(&self) -> BoxFuture<'_, Result<EngineFacts>> {
        let facts = self.links.with(|known| known.engines.get(&self.node).cloned());
        let silent = Error::Connect { endpoint: self.node.to_string(), reason: "connection refused".to_owned() };
        let done = self.links.call(&self.node, "facts").and_then(|()| facts.ok_or(silent));
        Box::pin(async { done })
    }

    fn view<'a>(&'a self, _: &'a NodeName) -> BoxFuture<'a, Result<EngineView>> {
        let silent = Error::Connect { endpoint: self.node.to_string(), reason: "connection refused".to_owned() };
        Box::pin(async { Err(silent) })
    }

    fn last_words<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<Vec<String>>>> {
        Box::pin(async { Ok(None) })
    }

    fn logs<'a>(&'a self, container: &'a str, _: u32, _: LogEnd, _: HeardFn<'a>) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("logs {container}"))
    }

    fn swarm_nodes(&self) -> BoxFuture<'_, Result<Vec<SwarmModeNode>>> {
        self.answers("swarm-nodes", Vec::new())
    }

    fn swarm_tasks(&self) -> BoxFuture<'_, Result<Vec<SwarmTask>>> {
        self.answers("swarm-tasks", Vec::new())
    }
}

impl EngineWrite for FakeNode {
    fn pull<'a>(&'a self, image: &'a str, progress: ProgressFn) -> BoxFuture<'a, Result<()>> {
        progress(1, Some(1));
        self.does(&format!("pull {image}"))
    }

    fn arriving<'a>(&'a self, images: &'a [String], _: &'a Path) -> BoxFuture<'a, Result<BTreeSet<String>>> {
        Box::pin(async { Ok(images.iter().cloned().collect()) })
    }

    fn load<'a>(&'a self, images: &'a [String], _: &'a Path, progress: ProgressFn) -> BoxFuture<'a, Result<()>> {
        progress(1, Some(1));
        self.does(&format!("load {}", images.join(" ")))
    }

    fn create<'a>(&'a self, _: &'a ClusterName, _: &'a NodeName, container: &'a ContainerSpec) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("create {}", container.role.container_name()))
    }

    fn run<'a>(&'a self, _: &'a ClusterName, _: &'a NodeName, container: &'a ContainerSpec, replaces: Option<&'a str>) -> BoxFuture<'a, Result<()>> {
        let name = container.role.container_name();
        self.does(&replaces.map_or_else(|| format!("run {name}"), |former| format!("run {name} for {former}")))
    }

    fn start<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("start {id}"))
    }

    fn stop<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("stop {id}"))
    }

    fn restart<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("restart {id}"))
    }

    fn remove_container<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("remove-container {id}"))
    }

    fn remove_volume<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("remove-volume {name}"))
    }

    fn remove_image<'a>(&'a self, image: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("remove-image {image}"))
    }

    fn swarm_init<'a>(&'a self, _: SwarmPlace, _: &'a SwarmSettings, _: Option<Port>) -> BoxFuture<'a, Result<()>> {
        self.does("swarm-init")
    }

    fn set_swarm<'a>(&'a self, _: &'a SwarmSettings) -> BoxFuture<'a, Result<()>> {
        self.does("set-swarm")
    }

    fn unlock_key(&self) -> BoxFuture<'_, Result<Option<Secret>>> {
        self.answers("unlock-key", Some(Secret::new("SWMKEY-1-fake")))
    }

    fn rotate_unlock_key(&self) -> BoxFuture<'_, Result<()>> {
        self.does("rotate-unlock-key")
    }

    fn unlock_swarm<'a>(&'a self, _: &'a Secret) -> BoxFuture<'a, Result<()>> {
        self.does("unlock-swarm")
    }

    fn swarm_tokens(&self) -> BoxFuture<'_, Result<SwarmTokens>> {
        self.answers("swarm-tokens", SwarmTokens { worker: Secret::new("worker"), manager: Secret::new("manager") })
    }

    fn swarm_join<'a>(&'a self, _: SwarmJoin<'a>) -> BoxFuture<'a, Result<()>> {
        self.does("swarm-join")
    }

    fn set_swarm_node<'a>(&'a self, id: &'a str, _: &'a SwarmNodeSettings) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("set-swarm-node {id}"))
    }

    fn set_swarm_role<'a>(&'a self, id: &'a str, _: SwarmJoinRole) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("set-swarm-role {id}"))
    }

    fn remove_swarm_node<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        self.does(&format!("remove-swarm-node {id}"))
    }

    fn swarm_leave(&self, _: bool) -> BoxFuture<'_, Result<()>> {
        self.does("swarm-leave")
    }
}

impl ReadLinks for FakeLinks {
    fn host<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn HostRead>>> {
        Box::pin(async { Ok(self.at(node) as Arc<dyn HostRead>) })
    }

    fn engine_by_socket<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineRead>>> {
        self.engine(node)
    }

    fn engine<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineRead>>> {
        Box::pin(async { Ok(self.at(node) as Arc<dyn EngineRead>) })
    }

    fn probe<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, EndpointProbe> {
        let (address, host, nothing) = (node.to_string(), node.to_string(), || "connection refused".to_owned());
        let (plain, without_cert) = (Refusal::Unreachable, Refusal::Unreachable);
        let probe = EndpointProbe { node: node.clone(), kind, address, host, cert: Err(nothing()), mutual: Err(nothing()), plain, without_cert };
        Box::pin(async { probe })
    }

    fn served<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<ServedCert>> {
        let cert = self.with(|known| known.served.get(&(node.clone(), kind)).cloned());
        let asked = self.at(node).does(&format!("served {}", kind.as_str()));
        let silent = Error::Connect { endpoint: node.to_string(), reason: "connection refused".to_owned() };
        Box::pin(async { asked.await.and_then(|()| cert.ok_or(silent)) })
    }

    fn shown<'a>(&'a self, node: &'a NodeName, _: EndpointKind) -> BoxFuture<'a, Result<Vec<Vec<u8>>>> {
        let error = Error::Connect { endpoint: node.to_string(), reason: "connection refused".to_owned() };
        Box::pin(async { Err(error) })
    }

    fn manager<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, ManagerView> {
        let nothing = || "connection refused".to_owned();
        let view = ManagerView {
            node: node.clone(),
            address: node.to_string(),
            version: Err(nothing()),
            api: None,
            role: None,
            primary: None,
            pool: Err(nothing()),
            running: Err(nothing()),
        };
        Box::pin(async { view })
    }

    fn containers<'a>(&'a self, node: &'a NodeName, _: EndpointKind) -> BoxFuture<'a, Result<Vec<ListedContainer>>> {
        self.at(node).answers("containers", Vec::new())
    }

    fn consul_leader<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<String>> {
        self.at(node).answers("consul-leader", format!("{node}:8300"))
    }

    fn consul_peers<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Vec<ConsulPeer>>> {
        self.at(node).answers("consul-peers", Vec::new())
    }
}

impl WriteLinks for FakeLinks {
    fn host_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn HostWrite>>> {
        Box::pin(async { Ok(self.at(node) as Arc<dyn HostWrite>) })
    }

    fn engine_by_socket_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineWrite>>> {
        self.engine_mut(node)
    }

    fn engine_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineWrite>>> {
        Box::pin(async { Ok(self.at(node) as Arc<dyn EngineWrite>) })
    }

    fn set_credentials(&self, _: &str, _: &str, _: &Secret) -> Result<()> {
        self.with(|known| known.calls.push("set-credentials".to_owned()));
        Ok(())
    }

    fn set_address(&self, node: &NodeName, address: &Host) {
        self.with(|known| known.calls.push(format!("{node} set-address {address}")));
    }

    fn consul_reload<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<()>> {
        self.at(node).does("consul-reload")
    }

    fn drop_consul_peer<'a>(&'a self, node: &'a NodeName, server: &'a str) -> BoxFuture<'a, Result<()>> {
        self.at(node).does(&format!("drop-consul-peer {server}"))
    }

    fn forget_engine<'a>(&'a self, node: &'a NodeName, engine: &'a str) -> BoxFuture<'a, Result<()>> {
        self.at(node).does(&format!("forget-engine {engine}"))
    }

    fn yield_primary<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Option<String>>> {
        let held = self.with(|known| known.primary.clone());
        self.at(node).answers("yield-primary", held)
    }

    fn touch_through_manager<'a>(&'a self, manager: &'a NodeName, container_id: &'a str) -> BoxFuture<'a, Result<()>> {
        self.at(manager).does(&format!("touch {container_id}"))
    }

    fn deploy<'a>(&'a self, via: &'a NodeName, image: &'a str, _: usize, _: BoxFuture<'a, ()>) -> BoxFuture<'a, Result<Vec<Deployment>>> {
        self.at(via).answers(&format!("deploy {image}"), Vec::new())
    }

    fn deploy_service<'a>(&'a self, via: &'a NodeName, image: &'a str, _: Option<usize>, _: BoxFuture<'a, ()>) -> BoxFuture<'a, Result<Vec<Deployment>>> {
        self.at(via).answers(&format!("deploy-service {image}"), Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str) -> NodeName {
        name.parse().expect("a name")
    }

    #[tokio::test]
    async fn what_managers_and_consul_are_asked_is_remembered_in_order() {
        let links = FakeLinks::default();
        links.set_primary("10.0.0.1:3376");
        links.fail("n2 touch abc");
        let n1 = node("n1");
        assert_eq!(links.yield_primary(&n1).await.ok(), Some(Some("10.0.0.1:3376".to_owned())));
        assert!(links.consul_reload(&n1).await.is_ok() && links.touch_through_manager(&node("n2"), "abc").await.is_err());
        assert!(links.served(&n1, EndpointKind::Consul).await.is_err(), "nothing is served that was not set");
        assert_eq!(links.calls(), ["n1 yield-primary", "n1 consul-reload", "n2 touch abc", "n1 served consul"]);
    }
}
