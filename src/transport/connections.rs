//! All nodes of a cluster: each connection is made when it is first asked for, shared from then on, and tried again when it failed.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use aws_lc_rs::rand;
use tokio::sync::OnceCell;

use crate::model::{
    Cluster, ConsulPeer, Deployment, EndpointKind, EndpointProbe, EngineAccess, Host, ListedContainer, ManagerView, Node, NodeName, PlainAnswer, Port, Refusal,
    Secret, ServedCert, Ssh,
};

use super::api::{self, CredentialSlot, Credentials, Dialer, Endpoint, EngineApi, Http, Route, Tunnel};
use super::{BoxFuture, BoxIo, DialTo, EngineRead, EngineWrite, Error, HostRead, HostWrite, ReadLinks, Result, SshHost, SshSettings, WriteLinks};

/// Where a node is, and how to get there.
#[derive(Debug, Clone)]
pub struct NodeAddress {
    /// Where the operator reaches it; the docker driver's hosts have none until they are made.
    pub address: Option<Host>,
    /// Where the other nodes reach it, if that is not `address`: what its manager calls itself.
    pub advertise: Option<IpAddr>,
    /// How SSH gets there.
    pub ssh: Ssh,
}

impl From<&Node> for NodeAddress {
    fn from(node: &Node) -> Self {
        Self { address: node.address.clone(), advertise: node.advertised(), ssh: node.ssh.clone() }
    }
}

/// The ports of the TLS endpoints.
#[derive(Debug, Clone, Copy)]
pub struct Ports {
    /// Engines.
    pub engine: Port,
    /// Standalone managers.
    pub manager: Port,
    /// Consul; `None` where swarmctl runs none.
    pub consul: Option<Port>,
}

impl Ports {
    fn of(self, kind: EndpointKind) -> Option<Port> {
        match kind {
            EndpointKind::Engine => Some(self.engine),
            EndpointKind::Manager => Some(self.manager),
            EndpointKind::Consul => self.consul,
        }
    }
}

impl From<&Cluster> for Ports {
    fn from(cluster: &Cluster) -> Self {
        Self { engine: cluster.engine.port, manager: cluster.manager.port, consul: cluster.consul_port() }
    }
}

/// What connections to a cluster are made from.
pub struct ConnectionSettings {
    /// The nodes.
    pub nodes: BTreeMap<NodeName, NodeAddress>,
    /// The TLS endpoints' ports.
    pub ports: Ports,
    /// How engines are reached.
    pub engine_access: EngineAccess,
    /// The operator's certificate, if there is one yet.
    pub credentials: Option<Credentials>,
    /// See [`SshSettings::known_hosts`].
    pub known_hosts: PathBuf,
    /// See [`SshSettings::known_hosts_origin`].
    pub known_hosts_origin: PathBuf,
    /// See [`SshSettings::runtime_dir`].
    pub runtime_dir: PathBuf,
    /// How long a host may take to answer by SSH.
    pub connect_timeout: Duration,
}

/// Connections to all nodes of a cluster.
pub struct Connections {
    nodes: RwLock<BTreeMap<NodeName, Arc<NodeLinks>>>,
    credentials: CredentialSlot,
    common: Common,
}

/// What all nodes' connections have in common.
#[derive(Clone)]
struct Common {
    ports: Ports,
    engine_access: EngineAccess,
    known_hosts: PathBuf,
    known_hosts_origin: PathBuf,
    runtime_dir: PathBuf,
    connect_timeout: Duration,
}

impl Connections {
    /// Connections to the nodes of `settings`; none is made yet.
    pub fn new(settings: ConnectionSettings) -> Self {
        let ConnectionSettings { nodes, ports, engine_access, credentials, known_hosts, known_hosts_origin, runtime_dir, connect_timeout } = settings;
        let common = Common { ports, engine_access, known_hosts, known_hosts_origin, runtime_dir, connect_timeout };
        let nodes = nodes.into_iter().map(|(name, at)| (name.clone(), NodeLinks::new(name, at, common.clone()))).collect();
        Self { nodes: RwLock::new(nodes), credentials: CredentialSlot::new(credentials), common }
    }

    /// Where a node is from now on: a new node, or one that has moved. Its former connections are not used again.
    pub fn set_node(&self, node: &NodeName, at: NodeAddress) {
        let links = NodeLinks::new(node.clone(), at, self.common.clone());
        self.nodes.write().unwrap_or_else(PoisonError::into_inner).insert(node.clone(), links);
    }

    /// Where the other nodes reach a node, once that is known. Its connections stay.
    pub fn set_advertised(&self, node: &NodeName, at: IpAddr) {
        // A node that the cluster does not have is refused when it is asked for.
        if let Ok(links) = self.node(node) {
            *links.advertise.write().unwrap_or_else(PoisonError::into_inner) = Some(at);
        }
    }

    /// Ends the SSH connections.
    pub async fn close(&self) {
        let nodes: Vec<_> = self.nodes.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        let open = nodes.iter().filter_map(|links| links.ssh.get());
        futures_util::future::join_all(open.map(|ssh| ssh.close())).await;
    }

    fn node(&self, node: &NodeName) -> Result<Arc<NodeLinks>> {
        let nodes = self.nodes.read().unwrap_or_else(PoisonError::into_inner);
        nodes.get(node).cloned().ok_or_else(|| Error::Connect { endpoint: node.to_string(), reason: "the cluster has no such node".to_owned() })
    }

    async fn ssh(&self, node: &NodeName) -> Result<Arc<SshHost>> {
        self.node(node)?.ssh().await.cloned()
    }

    async fn socket_engine(&self, node: &NodeName) -> Result<Arc<EngineApi>> {
        let links = self.node(node)?;
        let dialer = links.socket_dialer()?;
        links.socket.get_or_try_init(|| open_engine(dialer)).await.cloned()
    }

    /// The engine by the way that the cluster has for it.
    async fn wanted_engine(&self, node: &NodeName) -> Result<Arc<EngineApi>> {
        if self.common.engine_access == EngineAccess::Ssh {
            return self.socket_engine(node).await;
        }
        let links = self.node(node)?;
        let dialer = self.mutual(&links, EndpointKind::Engine)?;
        links.engine.get_or_try_init(|| open_engine(dialer)).await.cloned()
    }

    /// Waits until a node has no container of a service any more; one that does not answer cannot be waited for.
    async fn until_gone(&self, node: &NodeName, service: &str, settling: Duration) -> Result<()> {
        match self.wanted_engine(node).await {
            Ok(engine) => engine.until_gone(service, settling).await,
            Err(_) => Ok(()),
        }
    }

    fn mutual(&self, links: &Arc<NodeLinks>, kind: EndpointKind) -> Result<Dialer> {
        Ok(Dialer::Mutual { endpoint: links.endpoint(kind)?, credentials: self.credentials.clone() })
    }

    fn http(&self, node: &NodeName, kind: EndpointKind) -> Result<(Arc<NodeLinks>, Http)> {
        let links = self.node(node)?;
        let dialer = match (kind, self.common.engine_access) {
            (EndpointKind::Engine, EngineAccess::Ssh) => links.socket_dialer()?,
            _ => self.mutual(&links, kind)?,
        };
        Ok((links, Http::new(dialer)))
    }
}

async fn open_engine(dialer: Dialer) -> Result<Arc<EngineApi>> {
    EngineApi::open(dialer).await.map(Arc::new)
}

/// One node's connections.
struct NodeLinks {
    name: NodeName,
    at: NodeAddress,
    advertise: RwLock<Option<IpAddr>>,
    common: Common,
    route: Route,
    ssh: OnceCell<Arc<SshHost>>,
    socket: OnceCell<Arc<EngineApi>>,
    engine: OnceCell<Arc<EngineApi>>,
}

impl NodeLinks {
    fn new(name: NodeName, at: NodeAddress, common: Common) -> Arc<Self> {
        let advertise = RwLock::new(at.advertise);
        Arc::new(Self { name, at, advertise, common, route: Route::default(), ssh: OnceCell::new(), socket: OnceCell::new(), engine: OnceCell::new() })
    }

    fn address(&self) -> Result<&Host> {
        let missing = || Error::Connect { endpoint: self.name.to_string(), reason: "it has no address yet".to_owned() };
        self.at.address.as_ref().ok_or_else(missing)
    }

    fn endpoint(self: &Arc<Self>, kind: EndpointKind) -> Result<Endpoint> {
        let none = || Error::Connect { endpoint: self.name.to_string(), reason: format!("no {} is run there", kind.as_str()) };
        let port = self.common.ports.of(kind).ok_or_else(none)?;
        Ok(Endpoint::new(self.address()?.clone(), port, self.route.clone(), self.clone()))
    }

    fn socket_dialer(self: &Arc<Self>) -> Result<Dialer> {
        Ok(Dialer::Socket { tunnel: self.clone(), host: self.address()?.clone() })
    }

    async fn ssh(&self) -> Result<&Arc<SshHost>> {
        self.ssh.get_or_try_init(|| self.connect()).await
    }

    async fn connect(&self) -> Result<Arc<SshHost>> {
        let settings = SshSettings {
            node: self.name.clone(),
            address: self.address()?.clone(),
            ssh: self.at.ssh.clone(),
            known_hosts: self.common.known_hosts.clone(),
            known_hosts_origin: self.common.known_hosts_origin.clone(),
            runtime_dir: self.common.runtime_dir.clone(),
            connect_timeout: self.common.connect_timeout,
        };
        SshHost::connect(settings).await.map(Arc::new)
    }

    /// `HOST:PORT` by which the other nodes know its manager.
    fn advertised(&self, port: Port) -> String {
        let advertise = *self.advertise.read().unwrap_or_else(PoisonError::into_inner);
        let host = advertise.map(Host::from).or_else(|| self.at.address.clone());
        host.map_or_else(|| self.name.to_string(), |host| host.with_port(port))
    }
}

impl Tunnel for NodeLinks {
    fn dial(&self, to: DialTo) -> BoxFuture<'_, Result<BoxIo>> {
        Box::pin(async move { self.ssh().await?.dial(to).await })
    }
}

impl ReadLinks for Connections {
    fn host<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn HostRead>>> {
        Box::pin(async move { Ok(self.ssh(node).await? as Arc<dyn HostRead>) })
    }

    fn engine_by_socket<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineRead>>> {
        Box::pin(async move { Ok(self.socket_engine(node).await? as Arc<dyn EngineRead>) })
    }

    fn engine<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineRead>>> {
        Box::pin(async move { Ok(self.wanted_engine(node).await? as Arc<dyn EngineRead>) })
    }

    fn probe<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, EndpointProbe> {
        Box::pin(async move {
            match self.node(node).and_then(|links| links.endpoint(kind)) {
                Ok(endpoint) => api::probe(node, kind, &endpoint, &self.credentials).await,
                Err(error) => unreachable_probe(node, kind, &error),
            }
        })
    }

    fn served<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<ServedCert>> {
        Box::pin(async move {
            let endpoint = self.node(node)?.endpoint(kind)?;
            api::served(kind, &endpoint, &self.credentials).await
        })
    }

    fn shown<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<Vec<Vec<u8>>>> {
        Box::pin(async move { api::shown(&self.node(node)?.endpoint(kind)?).await })
    }

    fn manager<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, ManagerView> {
        Box::pin(async move {
            match self.http(node, EndpointKind::Manager) {
                Ok((links, http)) => api::manager_view(&http, node, links.advertised(self.common.ports.manager)).await,
                Err(error) => silent_manager(node, &error),
            }
        })
    }

    fn containers<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<Vec<ListedContainer>>> {
        Box::pin(async move {
            let (_, http) = self.http(node, kind)?;
            api::containers(&http, node.as_str()).await
        })
    }

    fn consul_leader<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<String>> {
        Box::pin(async move {
            let (_, http) = self.http(node, EndpointKind::Consul)?;
            api::consul_leader(&http).await
        })
    }

    fn consul_peers<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Vec<ConsulPeer>>> {
        Box::pin(async move {
            let (_, http) = self.http(node, EndpointKind::Consul)?;
            api::consul_peers(&http).await
        })
    }
}

impl WriteLinks for Connections {
    fn host_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn HostWrite>>> {
        Box::pin(async move { Ok(self.ssh(node).await? as Arc<dyn HostWrite>) })
    }

    fn engine_by_socket_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineWrite>>> {
        Box::pin(async move { Ok(self.socket_engine(node).await? as Arc<dyn EngineWrite>) })
    }

    fn engine_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineWrite>>> {
        Box::pin(async move { Ok(self.wanted_engine(node).await? as Arc<dyn EngineWrite>) })
    }

    fn set_credentials(&self, ca_pem: &str, cert_pem: &str, key: &Secret) -> Result<()> {
        self.credentials.set(Credentials::new(ca_pem, cert_pem, key)?);
        Ok(())
    }

    fn set_address(&self, node: &NodeName, address: &Host) {
        // A node that the cluster does not have is refused when it is asked for.
        if let Ok(links) = self.node(node) {
            let advertise = *links.advertise.read().unwrap_or_else(PoisonError::into_inner);
            self.set_node(node, NodeAddress { address: Some(address.clone()), advertise, ..links.at.clone() });
        }
    }

    fn consul_reload<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let (_, http) = self.http(node, EndpointKind::Consul)?;
            api::consul_reload(&http).await
        })
    }

    fn drop_consul_peer<'a>(&'a self, node: &'a NodeName, server: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let (_, http) = self.http(node, EndpointKind::Consul)?;
            api::drop_consul_peer(&http, server).await
        })
    }

    fn forget_engine<'a>(&'a self, node: &'a NodeName, engine: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let (_, http) = self.http(node, EndpointKind::Consul)?;
            api::forget_engine(&http, engine).await
        })
    }

    fn yield_primary<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(async move {
            let (_, http) = self.http(node, EndpointKind::Consul)?;
            api::yield_primary(&http).await
        })
    }

    fn touch_through_manager<'a>(&'a self, manager: &'a NodeName, container_id: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let (_, http) = self.http(manager, EndpointKind::Manager)?;
            api::touch(&http, container_id).await
        })
    }

    fn deploy<'a>(&'a self, via: &'a NodeName, image: &'a str, count: usize, stop: BoxFuture<'a, ()>) -> BoxFuture<'a, Result<Vec<Deployment>>> {
        Box::pin(async move {
            let (_, http) = self.http(via, EndpointKind::Manager)?;
            api::deploy(&http, image, &trial_prefix()?, count, stop).await
        })
    }

    fn deploy_service<'a>(
        &'a self,
        via: &'a NodeName,
        image: &'a str,
        replicas: Option<usize>,
        stop: BoxFuture<'a, ()>,
    ) -> BoxFuture<'a, Result<Vec<Deployment>>> {
        Box::pin(async move {
            let name = trial_prefix()?;
            let tried = self.wanted_engine(via).await?.try_service(image, &name, replicas, stop).await;
            let settling = if tried.is_ok() { Duration::ZERO } else { api::SETTLING };
            let nodes: Vec<_> = self.nodes.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect();
            let gone = futures_util::future::join_all(nodes.iter().map(|node| self.until_gone(node, &name, settling))).await;
            api::ended_well(tried, gone.into_iter().collect())
        })
    }
}

/// A name that no other run's trial has.
fn trial_prefix() -> Result<String> {
    let mut random = [0_u8; 4];
    rand::fill(&mut random).map_err(|_| Error::Credentials("there is no randomness".to_owned()))?;
    Ok(format!("swarmctl-trial-{:08x}", u32::from_be_bytes(random)))
}

fn unreachable_probe(node: &NodeName, kind: EndpointKind, error: &Error) -> EndpointProbe {
    EndpointProbe {
        node: node.clone(),
        kind,
        address: node.to_string(),
        host: node.to_string(),
        cert: Err(error.to_string()),
        mutual: Err(error.to_string()),
        plain: PlainAnswer::Unreachable,
        without_cert: Refusal::Unreachable,
    }
}

fn silent_manager(node: &NodeName, error: &Error) -> ManagerView {
    ManagerView {
        node: node.clone(),
        address: node.to_string(),
        version: Err(error.to_string()),
        api: None,
        role: None,
        primary: None,
        pool: Err(error.to_string()),
        running: Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
