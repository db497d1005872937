//! All nodes of a cluster, each connection made when it is first asked for and shared from then on.

use std::sync::Arc;

use crate::model::{ConsulPeer, Deployment, EndpointKind, EndpointProbe, Host, ListedContainer, ManagerView, NodeName, Secret, ServedCert};

use super::{BoxFuture, EngineRead, EngineWrite, HostRead, HostWrite, Result};

/// The looking half.
pub trait ReadLinks: Send + Sync {
    /// The host, by SSH.
    fn host<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn HostRead>>>;

    /// The engine by its socket, through SSH: before it serves TLS, or when it does not.
    fn engine_by_socket<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineRead>>>;

    /// The engine by the cluster's way: over mutual TLS (directly, else through SSH), or by its socket through SSH.
    fn engine<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineRead>>>;

    /// Probes a TLS endpoint: the certificate it serves, and whom it lets in. Never fails: what went wrong is in the answer.
    fn probe<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, EndpointProbe>;

    /// The certificate that a TLS endpoint serves, by one handshake with the operator's certificate (the trust bundle the only roots, the name checked)
    /// and one harmless request that is answered.
    ///
    /// # Errors
    /// Why the endpoint is not to be talked to: it is not reached, not believed, or does not let the operator in.
    fn served<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<ServedCert>>;

    /// The certificates that a TLS endpoint serves now, in DER, the leaf first; they are not believed, and no credentials are needed.
    fn shown<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<Vec<Vec<u8>>>>;

    /// What a standalone manager says. Never fails: what went wrong is in the answer.
    fn manager<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, ManagerView>;

    /// Every container that the node's manager lists, over all nodes, or that its engine does, over its own.
    fn containers<'a>(&'a self, node: &'a NodeName, kind: EndpointKind) -> BoxFuture<'a, Result<Vec<ListedContainer>>>;

    /// `HOST:PORT` of Consul's leader, as this node's Consul knows it; empty while there is none.
    fn consul_leader<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<String>>;

    /// Consul's list of its servers, asked for at this node's Consul, which needs a leader for it.
    fn consul_peers<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Vec<ConsulPeer>>>;
}

/// The acting half.
pub trait WriteLinks: ReadLinks {
    /// The host, by SSH.
    fn host_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn HostWrite>>>;

    /// The engine by its socket, through SSH.
    fn engine_by_socket_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineWrite>>>;

    /// The engine by the cluster's way: over mutual TLS (directly, else through SSH), or by its socket through SSH.
    fn engine_mut<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Arc<dyn EngineWrite>>>;

    /// From now on these are the operator's certificates: they may be made during a run.
    fn set_credentials(&self, ca_pem: &str, cert_pem: &str, key: &Secret) -> Result<()>;

    /// From now on the node is there: its host may be made during a run.
    fn set_address(&self, node: &NodeName, address: &Host);

    /// Lets the node's Consul read its certificate files again, without a restart. It answers once it has.
    fn consul_reload<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<()>>;

    /// Takes a server (`IP:PORT`) out of Consul's list, through the node's Consul.
    fn drop_consul_peer<'a>(&'a self, node: &'a NodeName, server: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Takes an engine (`IP:PORT`) out of the list that its agent put it on, through the node's Consul.
    fn forget_engine<'a>(&'a self, node: &'a NodeName, engine: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Takes the primary's lock away, through the node's Consul, until a replica has it (22 of 22 times within 0.3 s, measured on Swarm 1.2.9); the address (`HOST:PORT`, as it
    /// advertises itself) of the manager that held it, or `None` where nobody did.
    ///
    /// The lock is there before the managers have noticed: before the former primary is restarted, all of them must name the new one (`ReadLinks::manager`).
    /// It is only for clusters in which another manager runs.
    ///
    /// # Errors
    /// Consul does not answer, or no other manager took the lock within 20 s.
    fn yield_primary<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<Option<String>>>;

    /// Lets a manager speak now to the engine that a container, which must be running, is on, so that the manager sees that the engine is back. A replica
    /// passes this on to the primary and goes on seeing the engine as it did.
    fn touch_through_manager<'a>(&'a self, manager: &'a NodeName, container_id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Runs `count` containers of `image` through the standalone manager `via`, waits until they run, and removes them again. Whenever `stop` ends first they
    /// are removed as well, and the error is `Stopped`.
    fn deploy<'a>(&'a self, via: &'a NodeName, image: &'a str, count: usize, stop: BoxFuture<'a, ()>) -> BoxFuture<'a, Result<Vec<Deployment>>>;

    /// The same in swarm mode, as a service: with one task on every node that takes tasks, or with `replicas` of them. It ends when no node has a container of
    /// it any more.
    fn deploy_service<'a>(
        &'a self,
        via: &'a NodeName,
        image: &'a str,
        replicas: Option<usize>,
        stop: BoxFuture<'a, ()>,
    ) -> BoxFuture<'a, Result<Vec<Deployment>>>;
}
