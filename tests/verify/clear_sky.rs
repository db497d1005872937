//! A cluster of four in which nothing is wrong, with hands to put faults into it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use swarmctl::model::{
    ApiVersion, Availability, CertAlgorithm, CertPolicy, Cluster, Discovery, Driver, EndpointKind, EndpointProbe, EngineAccess, EnginePolicy, EngineView,
    HostKeyPolicy, Images, InstallPolicy, ManagerPolicy, ManagerView, Node, NodeName, Observations, Orchestrator, PoolNode, Port, Refusal, Role, Serial,
    ServedCert, Ssh, Strategy, SwarmModeNode, SwarmModeView, SwarmPolicy, SwarmRole, SwarmSettings, TlsPolicy, VerifyReport,
};
use swarmctl::verify::verify;
use time::OffsetDateTime;
use time::macros::datetime;

use super::name;

pub const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

/// Name, address inside, address for the operator, host name.
const HOSTS: [(&str, &str, &str, &str); 4] = [
    ("manager-1", "10.0.0.11", "10.0.0.11", "alpha"),
    ("registry", "10.0.0.12", "10.0.0.12", "beta"),
    ("worker-1", "10.0.0.13", "10.0.0.13", "gamma"),
    ("worker-2", "10.0.0.14", "203.0.113.14", "delta"),
];

pub struct Sky {
    pub cluster: Cluster,
    pub addresses: BTreeMap<NodeName, IpAddr>,
    pub seen: Observations,
}

impl Sky {
    pub fn standalone() -> Self {
        let mut sky = Self::of(Orchestrator::Standalone, &[("manager-1", &[Role::Manager]), ("registry", &[Role::Manager, Role::Discovery])]);
        let listening = [("manager-1", EndpointKind::Manager), ("registry", EndpointKind::Manager), ("registry", EndpointKind::Consul)];
        sky.seen.endpoints.extend(listening.map(|(node, kind)| probe(node, kind)));
        sky.seen.managers = vec![manager("manager-1", "replica", Some("10.0.0.12:3376")), manager("registry", "primary", None)];
        sky.seen.consul_leader = Some(Ok("10.0.0.12:8300".to_owned()));
        sky
    }

    pub fn swarm_mode() -> Self {
        let mut sky = Self::of(Orchestrator::SwarmMode, &[("manager-1", &[Role::Manager]), ("registry", &[Role::Manager])]);
        sky.seen.swarm_mode = ["manager-1", "registry"].map(|node| SwarmModeView { node: name(node), nodes: Ok(swarm_nodes()), tasks: Vec::new() }).into();
        sky
    }

    fn of(orchestrator: Orchestrator, roles: &[(&str, &[Role])]) -> Self {
        let roles_of = |node: &str| roles.iter().find(|(name, _)| *name == node).map(|(_, roles)| roles.iter().copied().collect()).unwrap_or_default();
        let nodes = HOSTS.iter().map(|(node, _, outside, _)| self::node(node, outside, roles_of(node))).collect();
        Self {
            cluster: cluster(orchestrator, nodes),
            addresses: HOSTS.iter().map(|(node, inside, ..)| (name(node), inside.parse().unwrap())).collect(),
            seen: Observations {
                endpoints: HOSTS.iter().map(|(node, ..)| probe(node, EndpointKind::Engine)).collect(),
                engines: HOSTS.iter().map(|(node, _, _, hostname)| (name(node), Ok(engine(node, hostname)))).collect(),
                ..Observations::default()
            },
        }
    }

    /// The same, its engines reached by SSH alone.
    pub fn by_ssh(&mut self) {
        self.cluster.engine.access = EngineAccess::Ssh;
        self.seen.endpoints.clear();
        self.seen.engine_ports = HOSTS.iter().map(|(node, ..)| (name(node), Ok(vec![2377, 7946]))).collect();
    }

    pub fn verify(&self) -> VerifyReport {
        verify(&self.cluster, &self.addresses, &self.seen, NOW)
    }

    pub fn probe(&mut self, node: &str, kind: EndpointKind) -> &mut EndpointProbe {
        self.seen.endpoints.iter_mut().find(|p| p.node == name(node) && p.kind == kind).unwrap()
    }

    pub fn cert(&mut self, node: &str, kind: EndpointKind) -> &mut ServedCert {
        self.probe(node, kind).cert.as_mut().unwrap()
    }

    pub fn engine(&mut self, node: &str) -> &mut EngineView {
        self.seen.engines.get_mut(&name(node)).unwrap().as_mut().unwrap()
    }

    pub fn manager(&mut self, node: &str) -> &mut ManagerView {
        self.seen.managers.iter_mut().find(|m| m.node == name(node)).unwrap()
    }

    /// Every manager has the node in `status` with `error`, as the real one shows it.
    pub fn pool(&mut self, node: &str, status: &str, error: Option<&str>) {
        let address = format!("{}:2376", self.addresses[&name(node)]);
        for view in &mut self.seen.managers {
            let line = view.pool.as_mut().unwrap().iter_mut().find(|line| line.address == address).unwrap();
            line.status = status.into();
            line.error = error.map(str::to_owned);
        }
    }

    /// The endpoint cannot be had, with the transport's words.
    pub fn fails(&mut self, node: &str, kind: EndpointKind, text: &str) {
        let probe = self.probe(node, kind);
        probe.cert = Err(text.to_owned());
        probe.mutual = Err(text.to_owned());
        (probe.plain, probe.without_cert) = (Refusal::Unreachable, Refusal::Unreachable);
    }

    /// As `fails`, and neither does the engine answer.
    pub fn engine_fails(&mut self, node: &str, text: &str) {
        self.fails(node, EndpointKind::Engine, text);
        self.seen.engines.insert(name(node), Err(text.to_owned()));
    }

    /// A line of swarm mode's list, at every manager.
    pub fn lines(&mut self, change: impl Fn(&mut Vec<SwarmModeNode>)) {
        self.seen.swarm_mode.iter_mut().for_each(|view| change(view.nodes.as_mut().unwrap()));
    }
}

fn port(number: u16) -> Port {
    Port::new(number).unwrap()
}

fn cluster(orchestrator: Orchestrator, nodes: Vec<Node>) -> Cluster {
    Cluster {
        mark: "lab".parse().unwrap(),
        name: "lab".parse().unwrap(),
        orchestrator,
        driver: Driver::Ssh,
        nodes,
        engine: EnginePolicy {
            install: InstallPolicy::Auto,
            access: EngineAccess::Tls,
            port: port(2376),
            tls: TlsPolicy::Keep,
            registry_mirrors: Vec::new(),
            insecure_registries: Vec::new(),
            config: BTreeMap::new(),
        },
        images: Images { swarm: "swarm:1.2.9".to_owned(), consul: "hashicorp/consul:1.20".to_owned(), archive: None },
        discovery: Discovery::Consul { port: port(8501) },
        swarm_mode: SwarmPolicy { cert_expiry: Duration::from_secs(90 * 24 * 3600), autolock: false, data_path_port: None },
        manager: ManagerPolicy { port: port(3376), strategy: Strategy::Spread, replication_ttl: Duration::from_secs(20) },
        certs: CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 },
    }
}

fn node(node: &str, outside: &str, roles: BTreeSet<Role>) -> Node {
    Node {
        name: name(node),
        address: Some(outside.parse().unwrap()),
        advertise: None,
        data_path: None,
        roles,
        availability: Availability::Active,
        ssh: Ssh { user: None, port: None, identity: None, jump: None, host_key: HostKeyPolicy::AcceptNew },
        labels: BTreeMap::new(),
        extra_sans: Vec::new(),
    }
}

fn host(node: &str) -> (&'static str, &'static str, &'static str) {
    let (_, inside, outside, hostname) = HOSTS.iter().find(|(name, ..)| *name == node).unwrap();
    (inside, outside, hostname)
}

pub fn probe(node: &str, kind: EndpointKind) -> EndpointProbe {
    let (inside, outside, _) = host(node);
    let number = match kind {
        EndpointKind::Engine => 2376,
        EndpointKind::Manager => 3376,
        EndpointKind::Consul => 8501,
    };
    let cert = ServedCert {
        serial: Serial::from_random([5; 16]),
        subject: format!("O=swarmctl, CN={node}"),
        issuer: "O=swarmctl, CN=swarmctl CA lab".to_owned(),
        sans: [node, "localhost", inside, outside, "127.0.0.1"].map(str::to_owned).into(),
        server_auth: true,
        client_auth: true,
        not_before: datetime!(2026-01-01 0:00 UTC),
        not_after: datetime!(2027-01-01 0:00 UTC),
        chains: true,
    };
    EndpointProbe {
        node: name(node),
        kind,
        address: format!("{outside}:{number}"),
        host: outside.to_owned(),
        cert: Ok(cert),
        mutual: Ok(()),
        plain: Refusal::Refused,
        without_cert: Refusal::Refused,
    }
}

fn engine(node: &str, hostname: &str) -> EngineView {
    EngineView {
        node: name(node),
        hostname: hostname.to_owned(),
        version: "20.10.24".to_owned(),
        api: ApiVersion::new(1, 41),
        min_api: ApiVersion::new(1, 12),
        clock_skew_ms: 40,
        own_containers: ["agent", "manager", "consul"].map(|role| (role.to_owned(), true)).into(),
        swarm_state: "active".to_owned(),
        swarm_node_id: Some(format!("id-{hostname}")),
        swarm_settings: ["manager-1", "registry"].contains(&node).then(|| SwarmSettings { cert_expiry: Duration::from_secs(90 * 24 * 3600), autolock: false }),
    }
}

fn manager(node: &str, role: &str, primary: Option<&str>) -> ManagerView {
    let line = |(_, inside, _, hostname): &(&str, &str, &str, &str)| PoolNode {
        name: (*hostname).to_owned(),
        address: format!("{inside}:2376"),
        status: "Healthy".to_owned(),
        error: None,
        server_version: Some("20.10.24".to_owned()),
        containers: Some("2 (2 Running, 0 Paused, 0 Stopped)".to_owned()),
    };
    ManagerView {
        node: name(node),
        address: format!("{}:3376", host(node).0),
        version: Ok("swarm/1.2.9".to_owned()),
        api: Some(ApiVersion::new(1, 30)),
        role: Some(role.to_owned()),
        primary: primary.map(str::to_owned),
        pool: Ok(HOSTS.iter().map(line).collect()),
        running: Ok(HOSTS.iter().map(|(.., hostname)| format!("{hostname}/swarmctl-agent")).collect()),
    }
}

fn swarm_nodes() -> Vec<SwarmModeNode> {
    let role = |node: &str| match node {
        "manager-1" => SwarmRole::Leader,
        "registry" => SwarmRole::Reachable,
        _ => SwarmRole::Worker,
    };
    let line = |(node, inside, _, hostname): &(&str, &str, &str, &str)| SwarmModeNode {
        id: format!("id-{hostname}"),
        hostname: (*hostname).to_owned(),
        role: role(node),
        state: "ready".to_owned(),
        availability: "active".to_owned(),
        engine: "20.10.24".to_owned(),
        address: (*inside).to_owned(),
        labels: BTreeMap::new(),
        trust_root: None,
    };
    HOSTS.iter().map(line).collect()
}
