//! Clusters and facts for plans, and a world that carries plans out in imagination.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use swarmctl::model::{
    Access, ApiVersion, Availability, CaRotation, CertAlgorithm, CertPolicy, Cluster, ContainerFacts, ContainerRole, ContainerSpec, Discovery, Disk, Driver,
    EngineAccess, EngineChange, EngineFacts, EnginePolicy, EngineReload, EngineState, HostKeyPolicy, Images, InitSystem, InstallPolicy, LeafFacts, LockSeen,
    ManagerPolicy, Migration, Need, Node, NodeFacts, NodeName, Orchestrator, Os, PackageManager, Plan, Role, Secret, Serial, Ssh, Step, Stored, Strategy,
    SwarmJoinRole, SwarmMembership, SwarmModeNode, SwarmPolicy, SwarmRole, SwarmSettings, TlsPolicy, UnitFacts,
};
use swarmctl::pki::{Ca, LeafUse, fingerprint, issuing_certificate};
use swarmctl::plan::Inputs;
use time::macros::datetime;
use time::{Duration as Span, OffsetDateTime};

pub const NOW: OffsetDateTime = datetime!(2026-11-23 12:00 UTC);

pub const DEBIAN_UNIT: &str =
    "# /lib/systemd/system/docker.service\n[Service]\nExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock\n";

pub fn name(text: &str) -> NodeName {
    text.parse().expect("a name")
}

fn port(number: u16) -> swarmctl::model::Port {
    swarmctl::model::Port::new(number).expect("a port")
}

pub fn node(text: &str, address: &str, roles: &[Role]) -> Node {
    Node {
        name: name(text),
        address: Some(address.parse().expect("an address")),
        advertise: None,
        data_path: None,
        roles: roles.iter().copied().collect(),
        availability: Availability::Active,
        ssh: Ssh { user: None, port: None, identity: None, jump: None, host_key: HostKeyPolicy::AcceptNew },
        labels: BTreeMap::new(),
        extra_sans: Vec::new(),
    }
}

/// Two managers, one of them the discovery node, and two workers.
pub fn cluster(orchestrator: Orchestrator) -> Cluster {
    let discovery: &[Role] = match orchestrator {
        Orchestrator::Standalone => &[Role::Manager, Role::Discovery],
        Orchestrator::SwarmMode => &[Role::Manager],
    };
    Cluster {
        name: "lab".parse().expect("a name"),
        mark: "lab".parse().expect("a name"),
        orchestrator,
        driver: Driver::Ssh,
        nodes: vec![
            node("manager-1", "10.0.0.11", &[Role::Manager]),
            node("registry", "10.0.0.12", discovery),
            node("worker-1", "10.0.0.13", &[]),
            node("worker-2", "10.0.0.14", &[]),
        ],
        engine: EnginePolicy {
            install: InstallPolicy::Auto,
            access: EngineAccess::Tls,
            port: port(2376),
            tls: TlsPolicy::Keep,
            registry_mirrors: Vec::new(),
            insecure_registries: Vec::new(),
            config: BTreeMap::new(),
        },
        images: Images { swarm: "swarm:1.2.9".into(), consul: "hashicorp/consul:1.20".into(), archive: None },
        discovery: Discovery::Consul { port: port(8501) },
        swarm_mode: SwarmPolicy { cert_expiry: Duration::from_secs(90 * 24 * 3600), autolock: false, data_path_port: None },
        manager: ManagerPolicy { port: port(3376), strategy: Strategy::Spread, replication_ttl: Duration::from_secs(20) },
        certs: CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 },
    }
}

pub fn engine() -> EngineFacts {
    EngineFacts {
        version: "20.10.24".into(),
        api: ApiVersion::new(1, 41),
        min_api: ApiVersion::new(1, 12),
        root_dir: "/var/lib/docker".into(),
        live_restore: false,
        swarm: SwarmMembership::Inactive,
        swarm_settings: None,
        unlock_key: None,
        swarm_nodes: Vec::new(),
        containers: Vec::new(),
        images: Vec::new(),
        volumes: Vec::new(),
    }
}

/// A Debian host with an engine and nothing of swarmctl's.
pub fn fresh(node: &Node) -> NodeFacts {
    NodeFacts {
        node: node.name.clone(),
        os: Os { id: "debian".into(), version: "12".into(), pretty: "Debian GNU/Linux 12 (bookworm)".into() },
        machine_id: Some(format!("id-of-{}", node.name)),
        arch: "x86_64".into(),
        init: InitSystem::Systemd,
        access: Access::Root,
        packages: PackageManager::Apt,
        clock_skew_ms: 3,
        addresses: node.address.iter().filter_map(swarmctl::model::Host::ip).collect(),
        interfaces: BTreeMap::from([("eth0".to_owned(), node.address.iter().filter_map(swarmctl::model::Host::ip).collect())]),
        reached_at: node.address.as_ref().and_then(swarmctl::model::Host::ip),
        listeners: Vec::new(),
        disk: Disk { engine_root: 10 << 30, etc: 10 << 30 },
        engine: EngineState::Answers(Box::new(engine())),
        unit: Some(UnitFacts { text: DEBIAN_UNIT.into(), active: true }),
        daemon_json: None,
        engine_saved: false,
        engine_applied: None,
        consul_applied: None,
        leaf: None,
        consul_files: BTreeMap::new(),
        store_files: BTreeMap::new(),
        unreached: BTreeMap::new(),
        member_of: None,
        lock: LockSeen::default(),
    }
}

/// A world in which every step does what it says.
pub struct World {
    pub cluster: Cluster,
    pub stored: Stored,
    pub facts: BTreeMap<NodeName, NodeFacts>,
    pub now: OffsetDateTime,
    /// The nodes of the swarm (swarm mode).
    pub swarm: Vec<SwarmModeNode>,
    /// How it is set.
    pub swarm_settings: Option<SwarmSettings>,
    /// The key of each CA there ever was, by its certificate.
    keys: BTreeMap<String, Secret>,
    serials: u64,
}

impl World {
    pub fn fresh(cluster: Cluster) -> Self {
        let facts = cluster.nodes.iter().map(|n| (n.name.clone(), fresh(n))).collect();
        Self { cluster, stored: Stored::default(), facts, now: NOW, swarm: Vec::new(), swarm_settings: None, keys: BTreeMap::new(), serials: 0 }
    }

    pub fn inputs(&self) -> Inputs<'_> {
        Inputs { cluster: &self.cluster, stored: &self.stored, facts: &self.facts, now: self.now }
    }

    pub fn init(&self) -> Plan {
        swarmctl::plan::init(self.inputs()).expect("a plan")
    }

    /// A world where `init` has run.
    pub fn settled(cluster: Cluster) -> Self {
        let mut world = Self::fresh(cluster);
        world.carry_out(&world.init());
        world
    }

    pub fn node(&mut self, text: &str) -> &mut NodeFacts {
        self.facts.get_mut(&name(text)).expect("a node")
    }

    pub fn engine_of(&mut self, text: &str) -> &mut EngineFacts {
        match &mut self.node(text).engine {
            EngineState::Answers(engine) => engine,
            other => panic!("no engine: {other:?}"),
        }
    }

    pub fn carry_out(&mut self, plan: &Plan) {
        for step in plan.pending() {
            self.now += Span::seconds(1);
            match &step.node {
                None => self.at_operator(&step.step),
                Some(node) => self.at_node(&node.to_string(), &step.step),
            }
        }
    }

    fn make_ca(&mut self, policy: &CertPolicy, random: [u8; 16]) -> String {
        let (ca, key) = Ca::make(&self.cluster.name, policy, self.now, random).expect("a CA");
        self.keys.insert(ca.pem().to_owned(), key);
        ca.pem().to_owned()
    }

    /// The CA that issues, with all that is trusted.
    fn ca(&self) -> Ca {
        let trusted = self.stored.ca_pem.as_ref().expect("the plan makes the CA first");
        let key = &self.keys[&issuing_certificate(trusted).expect("a certificate")];
        Ca::load(trusted, key, self.now).expect("a CA")
    }

    /// Brings the world to a stage of a change of CAs.
    pub fn rotate(&mut self, rotation: CaRotation) {
        self.stored.ca_pem = Some(rotation.bundle());
        self.stored.rotation = Some(rotation);
    }

    /// The world after another CA was made, in the first stage.
    pub fn begin_rotation(&mut self) {
        let former = self.stored.ca_pem.clone().expect("a CA");
        let (policy, random) = (self.cluster.certs.clone(), self.random());
        let next = self.make_ca(&policy, random);
        self.rotate(CaRotation::begin(&former, &next, self.now));
    }

    fn random(&mut self) -> [u8; 16] {
        self.serials += 1;
        let half = self.serials.to_be_bytes();
        // Neither negative nor without its first bytes.
        let mut random = [1; 16];
        random[8..].copy_from_slice(&half);
        random
    }

    fn at_operator(&mut self, step: &Step) {
        let random = self.random();
        let (now, policy) = (self.now, self.cluster.certs.clone());
        match step {
            Step::MakeCa { .. } => {
                self.stored.ca_pem = Some(self.make_ca(&policy, random));
            }
            Step::EnterCaStage { stage } => {
                let next = self.stored.rotation.as_ref().and_then(CaRotation::advanced).expect("a next stage");
                assert_eq!(next.stage, *stage);
                self.rotate(next);
            }
            Step::EndCaRotation => self.stored.rotation = None,
            Step::TrustAtClients | Step::ReissueClients { .. } => {}
            Step::IssueClient { days } => {
                let request = swarmctl::model::LeafRequest { name: "operator".into(), sans: Vec::new(), valid: swarmctl::model::Validity::from_days(*days) };
                let ca = self.ca();
                self.stored.client_pem = Some(ca.issue(&request, LeafUse::Client, policy.algorithm, now, random).expect("a leaf").cert_pem);
            }
            Step::EnterMigration { stage } => self.stored.migration = Some(Migration { stage: *stage, began_at: now }),
            Step::EndMigration { .. } => self.stored.migration = None,
            Step::ForgetUnlockKey => self.stored.unlock_key_hash = None,
            Step::MakeGossipKey => self.stored.gossip_hash = Some("hash-of-gossip".into()),
            Step::ForgetNodes { nodes, .. } => {
                self.cluster.nodes.retain(|node| !nodes.contains(&node.name));
                self.facts.retain(|name, _| !nodes.contains(name));
            }
            other => panic!("not at the operator: {other:?}"),
        }
    }

    fn configure(&mut self, at: &str, change: &EngineChange) {
        let has_tls = self.cluster.has_tls();
        let facts = self.node(at);
        facts.daemon_json = Some(change.settled.clone().unwrap_or_else(|| change.daemon_json.clone()));
        facts.engine_applied = Some(if has_tls {
            EngineChange::stamp(&change.applied, &facts.leaf.as_ref().expect("the plan installs the certificate first").dir)
        } else {
            change.applied.clone()
        });
        facts.engine_saved = true;
        facts.unit = Some(unit(change.drop_in.as_deref()));
        let live_restore = reads_live_restore(facts);
        self.engine_of(at).live_restore = live_restore;
    }

    fn reload(&mut self, at: &str, EngineReload { daemon_json, drop_in, live_restore, applied }: &EngineReload) {
        let facts = self.node(at);
        let dir = facts.leaf.as_ref().expect("the node has a certificate").dir.clone();
        facts.daemon_json = Some(daemon_json.clone());
        facts.engine_applied = Some(EngineChange::stamp(applied, &dir));
        facts.unit = Some(unit(drop_in.as_deref()));
        assert_eq!(reads_live_restore(facts), *live_restore);
        self.engine_of(at).live_restore = *live_restore;
    }

    fn at_node(&mut self, at: &str, step: &Step) {
        let now = self.now;
        match step {
            Step::ClaimNode => self.node(at).member_of = Some("lab".into()),
            Step::InstallLeaf { request } => {
                let random = self.random();
                let ca = self.ca();
                let issued = ca.issue(request, LeafUse::Node, self.cluster.certs.algorithm, now, random).expect("a leaf");
                let leaf = LeafFacts { dir: issued.serial, cert_pem: issued.cert_pem, ca_pem: ca.pem().to_owned(), switched_at: Some(now) };
                self.node(at).leaf = Some(leaf);
            }
            Step::ConfigureEngine { change } => self.configure(at, change),
            Step::ReloadEngine { change } => self.reload(at, change),
            Step::RestoreEngine => {
                let found = fresh(self.cluster.node(&name(at)).expect("a node"));
                self.facts.insert(name(at), found);
            }
            Step::RemoveContainer { id, .. } => self.engine_of(at).containers.retain(|c| c.id != *id),
            Step::RemoveVolume { volume } => self.engine_of(at).volumes.retain(|v| v != volume),
            Step::RemoveImage { image } => self.engine_of(at).images.retain(|i| i != image),
            Step::RemoveConsulConfig => {
                let facts = self.node(at);
                facts.consul_files.clear();
                facts.consul_applied = None;
            }
            Step::BridgeEngine { bridge } => {
                self.engine_of(at).live_restore = true;
                self.node(at).daemon_json = Some(bridge.clone());
            }
            Step::UpgradeEngine { to, .. } => self.engine_of(at).version.clone_from(to),
            Step::RemovePairs => self.node(at).leaf = None,
            Step::BringImages { images, .. } => self.engine_of(at).images.extend(images.iter().cloned()),
            Step::WriteConsulConfig { files: texts, gossip } => {
                let files = &mut self.node(at).consul_files;
                *files = texts.iter().map(|(name, text)| (name.clone(), fingerprint(text.as_bytes()))).collect();
                if *gossip {
                    files.insert("gossip.json".into(), "hash-of-gossip".into());
                }
            }
            Step::RunContainer { container, replaces } => self.make(at, container, replaces.as_deref(), Some(now)),
            Step::CreateContainer { container } => self.make(at, container, None, None),
            Step::RestartContainer { id, .. } | Step::StartContainer { id, .. } => {
                let found = self.engine_of(at).containers.iter_mut().find(|c| [&c.id, &c.name].contains(&id)).expect("the container");
                (found.running, found.started_at) = (true, Some(now));
            }
            Step::WriteStoreFiles { files } => self.node(at).store_files.clone_from(files),
            Step::RemoveStoreFiles => self.node(at).store_files.clear(),
            Step::InstallTrust { .. } => {
                let (dir, ca_pem) = (Serial::from_random(self.random()), self.stored.ca_pem.clone().expect("a CA"));
                let leaf = self.node(at).leaf.as_mut().expect("a pair");
                (leaf.dir, leaf.ca_pem, leaf.switched_at) = (dir, ca_pem, Some(now));
            }
            Step::ReloadConsul { .. } => {
                let facts = self.node(at);
                facts.consul_applied = facts.leaf.as_ref().map(|leaf| leaf.dir.clone());
            }
            Step::AwaitNoTasks { .. }
            | Step::ForgetEngine { .. }
            | Step::AwaitConsulLeader { .. }
            | Step::AwaitConsulServer { .. }
            | Step::RecoverConsul { .. }
            | Step::DropConsulServers { .. }
            | Step::AwaitReady
            | Step::CheckNode { .. }
            | Step::AwaitWell { .. }
            | Step::Failover { .. } => {}
            other => self.in_swarm(at, other),
        }
    }

    fn in_swarm(&mut self, at: &str, step: &Step) {
        match step {
            Step::SwarmInit { settings, .. } => {
                self.swarm_settings = Some(*settings);
                self.enter_swarm(at, true, Availability::Active);
            }
            Step::SetSwarm { settings } => {
                self.swarm_settings = Some(*settings);
                self.tell_managers();
            }
            Step::UnlockSwarm => {
                self.engine_of(at).swarm = SwarmMembership::Active { cluster_id: None, node_id: at.into(), manager: true, remotes: Vec::new() }
            }
            Step::KeepUnlockKey => {
                let key = self.engine_of(at).unlock_key.clone();
                self.stored.unlock_key_hash = Some(key.expect("there is a key"));
            }
            Step::SwarmJoin { role, availability, .. } => self.enter_swarm(at, *role == SwarmJoinRole::Manager, *availability),
            Step::SetSwarmNode { settings, .. } => {
                for line in self.swarm.iter_mut().filter(|line| line.id == at) {
                    line.availability = settings.availability.as_str().into();
                    line.labels = settings.merged(&line.labels);
                }
                self.tell_managers();
            }
            Step::SetSwarmRole { id, role, .. } => {
                let manager = *role == SwarmJoinRole::Manager;
                if let SwarmMembership::Active { manager: is, .. } = &mut self.engine_of(at).swarm {
                    *is = manager;
                }
                for line in self.swarm.iter_mut().filter(|line| line.id == *id) {
                    line.role = if manager { SwarmRole::Reachable } else { SwarmRole::Worker };
                }
                self.engine_of(at).swarm_nodes.clear();
                self.tell_managers();
            }
            Step::RemoveSwarmNode { id, .. } => {
                self.swarm.retain(|line| line.id != *id);
                self.tell_managers();
            }
            Step::SwarmLeave { .. } => {
                self.engine_of(at).swarm = SwarmMembership::Inactive;
                self.engine_of(at).swarm_nodes.clear();
                self.swarm.retain(|line| line.id != at);
                self.tell_managers();
            }
            other => panic!("not for init: {other:?}"),
        }
    }

    fn enter_swarm(&mut self, at: &str, manager: bool, availability: Availability) {
        self.engine_of(at).swarm = SwarmMembership::Active { cluster_id: None, node_id: at.into(), manager, remotes: Vec::new() };
        self.swarm.push(SwarmModeNode {
            id: at.into(),
            hostname: at.into(),
            role: if manager { SwarmRole::Reachable } else { SwarmRole::Worker },
            state: "ready".into(),
            availability: availability.as_str().into(),
            engine: String::new(),
            address: String::new(),
            labels: BTreeMap::new(),
            trust_root: None,
        });
        self.tell_managers();
    }

    /// Every manager of the swarm has the same list.
    pub fn tell_managers(&mut self) {
        let (swarm, settings) = (self.swarm.clone(), self.swarm_settings);
        for facts in self.facts.values_mut() {
            if let EngineState::Answers(engine) = &mut facts.engine
                && matches!(engine.swarm, SwarmMembership::Active { manager: true, .. })
            {
                engine.swarm_nodes.clone_from(&swarm);
                engine.swarm_settings = settings;
                engine.unlock_key = settings.filter(|settings| settings.autolock).map(|_| "hash-of-the-key".into());
            }
        }
    }

    fn make(&mut self, at: &str, container: &ContainerSpec, replaces: Option<&str>, started_at: Option<OffsetDateTime>) {
        let volumes = container.mounts.iter().map(|mount| &mount.source).filter(|source| !source.starts_with('/'));
        self.engine_of(at).volumes.extend(volumes.cloned());
        let (cluster, now) = (self.cluster.name.clone(), self.now);
        let containers = &mut self.engine_of(at).containers;
        containers.retain(|c| Some(c.id.as_str()) != replaces);
        containers.push(ContainerFacts {
            id: format!("{}-{}", container.role.as_str(), now.unix_timestamp()),
            name: container.role.container_name(),
            image: container.image.clone(),
            labels: container.labels(&cluster, &name(at)),
            running: started_at.is_some(),
            started_at,
        });
    }
}

fn unit(drop_in: Option<&str>) -> UnitFacts {
    let own = drop_in.map(|text| format!("# /etc/systemd/system/docker.service.d/50-swarmctl.conf\n{text}")).unwrap_or_default();
    UnitFacts { text: format!("{DEBIAN_UNIT}{own}"), active: true }
}

/// What an engine makes of its daemon.json.
fn reads_live_restore(facts: &NodeFacts) -> bool {
    facts.daemon_json.as_deref().is_some_and(|text| text.contains("\"live-restore\": true"))
}

/// A container that is somebody else's.
pub fn workload() -> ContainerFacts {
    ContainerFacts { id: "w".into(), name: "web".into(), image: "nginx".into(), labels: BTreeMap::new(), running: true, started_at: Some(NOW) }
}

/// A plan's steps as lines: who, what, why; kept ones with `=`.
pub fn lines(plan: &Plan) -> String {
    let line = |s: &swarmctl::model::PlannedStep| {
        let node = s.node.as_ref().map_or("operator", NodeName::as_str);
        match &s.need {
            Need::Kept => format!("= {node}: {}", s.step.describe()),
            Need::Do { reason: None } => format!("+ {node}: {}", s.step.describe()),
            Need::Do { reason: Some(reason) } => format!("+ {node}: {} ({reason})", s.step.describe()),
            Need::IfFailed { .. } => format!("? {node}: {}", s.step.describe()),
        }
    };
    plan.steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Only what is to be done.
pub fn pending(plan: &Plan) -> Vec<String> {
    lines(plan).lines().filter(|l| l.starts_with('+')).map(|l| l[2..].to_owned()).collect()
}

/// The containers that a plan makes on a node.
pub fn containers<'a>(plan: &'a Plan, at: &str) -> BTreeMap<ContainerRole, &'a ContainerSpec> {
    let on_node = plan.steps.iter().filter(|s| s.node == Some(name(at)));
    let made = |s: &'a swarmctl::model::PlannedStep| match &s.step {
        Step::CreateContainer { container } | Step::RunContainer { container, .. } => Some((container.role, container)),
        _ => None,
    };
    on_node.filter_map(made).collect()
}

/// A change of an engine's that a plan holds.
pub fn engine_change(plan: &Plan, at: &str) -> EngineChange {
    let change = |s: &swarmctl::model::PlannedStep| match &s.step {
        Step::ConfigureEngine { change } if s.node == Some(name(at)) => Some(change.clone()),
        _ => None,
    };
    plan.steps.iter().find_map(change).expect("an engine step")
}

/// Roles, as a set.
pub fn roles(list: &[Role]) -> BTreeSet<Role> {
    list.iter().copied().collect()
}
