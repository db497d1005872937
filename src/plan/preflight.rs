//! Everything that stands against touching the nodes, found before anything is touched and told together.

use std::collections::BTreeMap;

use crate::model::{
    Access, ApiVersion, Cluster, ContainerRole, EngineFacts, EngineState, Exit, Failure, InitSystem, InstallPolicy, Node, NodeFacts, NodeName, Orchestrator,
    PackageManager, Role, Stored, SwarmMembership, TlsPolicy, labels,
};

use crate::pki;

use super::addresses::advertised;
use super::home_swarm::HomeSwarm;
use super::{consul, consul_servers, daemon_json, discovery, ssh_access, standalone, swarm_mode, unit};

/// What looking at each node came to.
pub type Looked = BTreeMap<NodeName, Result<NodeFacts, Failure>>;

/// Certificates begin five minutes back; a clock that is off by more than this is refused well before that hurts.
const MAX_SKEW_MS: i64 = 60_000;
/// Room that images and Consul's data need.
const MIN_ENGINE_ROOM: u64 = 512 << 20;
/// Room that certificates and configuration need.
const MIN_ETC_ROOM: u64 = 4 << 20;
/// The lowest API version that Swarm 1.2.9 and swarm mode can live with.
const MIN_API: ApiVersion = ApiVersion::new(1, 24);

/// All problems, by node in the spec's order; empty means that the nodes may be touched.
pub fn preflight(cluster: &Cluster, stored: &Stored, looked: &Looked) -> Vec<Failure> {
    let mut problems = Vec::new();
    let home = HomeSwarm::find(cluster, looked);
    for node in &cluster.nodes {
        match looked.get(&node.name) {
            Some(Ok(facts)) => problems.extend(Checks { cluster, stored, home: home.as_ref(), node, facts }.all().into_iter().map(|p| p.on(&node.name))),
            Some(Err(failure)) => problems.push(failure.clone()),
            None => problems.push(Failure::new("the node was not looked at", Exit::Preflight).on(&node.name)),
        }
    }
    problems.extend(same_host(cluster, looked));
    problems.extend(consul_servers::all_leave(cluster, looked));
    problems
}

/// One host under two names would be registered at two addresses, and a Swarm primary then removes its containers as duplicates (measured on Swarm 1.2.9).
fn same_host(cluster: &Cluster, looked: &Looked) -> Vec<Failure> {
    let mut seen: BTreeMap<&str, &NodeName> = BTreeMap::new();
    let mut problems = Vec::new();
    for node in &cluster.nodes {
        let Some(Ok(facts)) = looked.get(&node.name) else { continue };
        let Some(id) = facts.machine_id.as_deref() else { continue };
        if let Some(first) = seen.insert(id, &node.name) {
            let text = format!("it is the same machine as node `{first}` (one /etc/machine-id)");
            let hint = "remove one of them from the spec; if it is a clone, give it an id of its own: `rm /etc/machine-id && systemd-machine-id-setup`";
            problems.push(Failure::new(text, Exit::Preflight).hint(hint).on(&node.name));
        }
    }
    problems
}

struct Checks<'a> {
    cluster: &'a Cluster,
    stored: &'a Stored,
    home: Option<&'a HomeSwarm<'a>>,
    node: &'a Node,
    facts: &'a NodeFacts,
}

fn refuse(cause: impl Into<String>, hint: impl Into<String>) -> Failure {
    Failure::new(cause, Exit::Preflight).hint(hint)
}

impl Checks<'_> {
    fn all(&self) -> Vec<Failure> {
        // Without root nothing else that was seen can be trusted to be whole.
        if let Some(problem) = self.access() {
            return vec![problem];
        }
        let mut problems: Vec<Failure> = Vec::new();
        problems.extend(self.membership());
        problems.extend(self.system());
        problems.extend(self.clock());
        problems.extend(self.disk());
        problems.extend(self.own_addresses());
        problems.extend(self.address());
        problems.extend(self.engine());
        problems.extend(self.daemon_json());
        problems.extend(self.ports());
        problems.extend(self.store());
        problems
    }

    /// Swarm's containers speak to one endpoint of a store; that the others are not reached is nothing that a node cannot live with.
    fn store(&self) -> Vec<Failure> {
        let Some(store) = self.cluster.external_store().filter(|_| discovery::uses_store(self.cluster, self.node)) else { return Vec::new() };
        let endpoints: Vec<_> = store.url.endpoints().iter().map(|(host, port)| host.with_port(*port)).collect();
        let refused: Vec<_> = endpoints.iter().filter_map(|at| Some((at, self.facts.unreached.get(at)?))).collect();
        if refused.len() < endpoints.len() {
            return Vec::new();
        }
        let refusal = |(at, why): (&String, &String)| {
            refuse(
                format!("it does not reach the discovery store at {at}: {why}"),
                "bring the store up and open that port to the node, or name another one with `discovery.url` in the spec",
            )
        };
        refused.into_iter().map(refusal).collect()
    }

    fn access(&self) -> Option<Failure> {
        let problem = match self.facts.access {
            Access::Root | Access::Sudo => return None,
            Access::SudoPassword => refuse("sudo asks for a password", "allow the login `NOPASSWD: ALL` in /etc/sudoers.d, or name root as the SSH user"),
            Access::NoSudo => refuse("the login is not root's and may not use sudo", "install and allow sudo for it, or name root as the SSH user"),
        };
        Some(Failure { exit: Exit::Unreachable, ..problem })
    }

    fn membership(&self) -> Option<Failure> {
        let name = self.facts.member_of.as_deref()?;
        if name != self.cluster.mark.as_str() {
            return Some(refuse(
                format!("the host belongs to cluster `{name}`"),
                format!("run `swarmctl destroy -c {name}` first; if no store has that cluster any more, remove /etc/swarmctl/cluster on the host"),
            ));
        }
        let foreign = match (&self.facts.leaf, &self.stored.ca_pem) {
            (Some(leaf), Some(trusted)) => !shares_a_ca(&leaf.ca_pem, &[trusted.as_str(), &self.stored.former_cas_pem]),
            (Some(_), None) => true,
            (None, _) => false,
        };
        foreign.then(|| {
            refuse(
                format!("the host belongs to another cluster that is also named `{name}`: its CA is not in this store"),
                "work from the store that made it; if no store has that cluster any more, remove /etc/swarmctl/cluster on the host and run `swarmctl init` again",
            )
        })
    }

    fn system(&self) -> Option<Failure> {
        let InitSystem::Other(init) = &self.facts.init else { return None };
        Some(refuse(
            format!("the host is run by `{init}`, not by systemd"),
            "swarmctl configures the engine through its systemd unit; choose a host that has one",
        ))
    }

    fn clock(&self) -> Option<Failure> {
        let skew = self.facts.clock_skew_ms;
        if skew.abs() <= MAX_SKEW_MS {
            return None;
        }
        let seconds = skew.abs() / 1000;
        let direction = if skew > 0 { "ahead of" } else { "behind" };
        Some(refuse(
            format!("its clock is {seconds} s {direction} this machine's; certificates would not be valid yet, or not any more"),
            "set the clock: `timedatectl set-ntp true` on the host, or check this machine's",
        ))
    }

    fn disk(&self) -> Vec<Failure> {
        let disk = self.facts.disk;
        let mut problems = Vec::new();
        if disk.etc < MIN_ETC_ROOM {
            problems.push(refuse(format!("the disk that holds /etc is full ({} KiB left)", disk.etc >> 10), "make room on the host"));
        }
        let brings_images = self.cluster.orchestrator == Orchestrator::Standalone && self.facts.member_of.is_none();
        if brings_images && disk.engine_root < MIN_ENGINE_ROOM {
            let left = disk.engine_root >> 20;
            problems.push(refuse(
                format!("the disk that holds the engine's images is full ({left} MiB left)"),
                "make room on the host: `docker system df` shows what takes it",
            ));
        }
        problems
    }

    /// What the spec says of its addresses and the host does not have.
    fn own_addresses(&self) -> Vec<Failure> {
        let named = [("advertise", &self.node.advertise), ("dataPath", &self.node.data_path)];
        let wrong = named.into_iter().filter_map(|(key, own)| Some((key, own.as_ref()?.find(self.facts).err()?)));
        wrong.map(|(key, error)| refuse(format!("{key}: {error}"), format!("name one of its addresses with `{key}` in the spec"))).collect()
    }

    fn address(&self) -> Option<Failure> {
        if self.node.advertise.as_ref().is_some_and(|own| own.find(self.facts).is_err()) {
            return None;
        }
        match advertised(self.node, self.facts) {
            None => Some(refuse("it is not known at which address the other nodes reach it", "name it with `advertise` in the spec")),
            Some(ip) if ip.is_loopback() => Some(refuse(format!("the other nodes cannot reach it at {ip}"), "name its address with `advertise` in the spec")),
            Some(_) => None,
        }
    }

    fn engine(&self) -> Vec<Failure> {
        match &self.facts.engine {
            EngineState::Absent => self.absent_engine().into_iter().collect(),
            EngineState::Silent { reason } => {
                vec![refuse(
                    format!("its engine is installed but does not answer: {reason}"),
                    "see `journalctl -u docker` on the host; start it, or remove the package",
                )]
            }
            EngineState::Answers(engine) => {
                let mut problems: Vec<Failure> = self.swarm(engine).into_iter().collect();
                if engine.api < MIN_API {
                    let text = format!("its engine {} speaks API {} at most; at least {MIN_API} is needed", engine.version, engine.api);
                    problems.push(refuse(text, "upgrade Docker Engine on the host"));
                }
                if self.facts.unit.is_none() {
                    problems.push(refuse("its engine is not run by a systemd unit named docker.service", "install Docker Engine from a package"));
                }
                problems.extend(self.names(engine));
                problems
            }
        }
    }

    fn absent_engine(&self) -> Option<Failure> {
        let os = &self.facts.os;
        if self.cluster.engine.install == InstallPolicy::Never {
            return Some(refuse("it has no Docker Engine, and the spec says `install: never`", "install Docker Engine there, or set `engine.install: auto`"));
        }
        let known = matches!(os.id.as_str(), "debian" | "ubuntu") && self.facts.packages == PackageManager::Apt;
        (!known).then(|| {
            refuse(
                format!("it has no Docker Engine, and swarmctl installs one only on Debian and Ubuntu, not on `{}`", os.pretty),
                "install Docker Engine there by hand (https://docs.docker.com/engine/install/), then run the command again",
            )
        })
    }

    fn swarm(&self, engine: &EngineFacts) -> Option<Failure> {
        let claimed = self.facts.member_of.is_some();
        match (&engine.swarm, self.cluster.orchestrator) {
            (SwarmMembership::Inactive, _) => None,
            (SwarmMembership::Active { node_id, cluster_id, manager, .. }, Orchestrator::SwarmMode) => {
                let leave = if *manager { "docker swarm leave --force" } else { "docker swarm leave" };
                let hint = format!("if that swarm does not need it any more: `{leave}` on the host, then run the command again");
                match self.home {
                    Some(home) if home.has(node_id, cluster_id.as_deref()) => None,
                    Some(home) => Some(refuse(format!("its engine is in another swarm than `{}`", home.manager), hint)),
                    None if claimed => None,
                    None => Some(refuse("its engine is in a swarm already", hint)),
                }
            }
            (SwarmMembership::Active { .. }, Orchestrator::Standalone) => Some(refuse(
                "its engine is in a swarm; standalone needs live-restore, which cannot be combined with that",
                "set `orchestrator: swarm-mode`, or leave that swarm: `docker swarm leave --force` on the host",
            )),
            (locked, Orchestrator::SwarmMode) if locked.is_locked() && claimed && self.stored.unlock_key_hash.is_some() => None,
            (SwarmMembership::Other { word }, _) => Some(refuse(
                format!("its engine's swarm state is `{word}`"),
                "unlock it (`docker swarm unlock`) or leave that swarm (`docker swarm leave --force`)",
            )),
        }
    }

    /// Containers that have the names swarmctl uses, and are not this cluster's.
    fn names(&self, engine: &EngineFacts) -> Vec<Failure> {
        let ours = |labels: &BTreeMap<String, String>| labels.get(labels::CLUSTER).is_some_and(|c| c == self.cluster.mark.as_str());
        let names = [ContainerRole::Consul, ContainerRole::Manager, ContainerRole::Agent].map(ContainerRole::container_name);
        let taken = engine.containers.iter().filter(|c| names.contains(&c.name) && !ours(&c.labels));
        taken.map(|c| refuse(format!("a container named `{}` is there and is not this cluster's", c.name), "rename it: `docker rename` on the host")).collect()
    }

    fn daemon_json(&self) -> Option<Failure> {
        match daemon_json::parse(self.facts.daemon_json.as_deref()) {
            Err(reason) => Some(refuse(format!("its /etc/docker/daemon.json cannot be read: {reason}"), "mend the file on the host")),
            Ok(map) if !self.cluster.has_tls() => {
                let open = ssh_access::tcp_hosts(&map, self.facts);
                (!open.is_empty()).then(|| {
                    refuse(
                        format!("its engine listens on {}, and the spec says `access: ssh`", open.join(", ")),
                        "take that out of /etc/docker/daemon.json or of the unit's command, or leave `engine.access` out: then the port gets TLS",
                    )
                })
            }
            Ok(map) => {
                let foreign = daemon_json::foreign_tls(&map);
                (self.cluster.engine.tls == TlsPolicy::Keep && !foreign.is_empty()).then(|| {
                    refuse(
                        format!("its engine serves TLS already, with {}", foreign.join(", ")),
                        "set `engine: { tls: replace }` to put the cluster's certificates in their place; `destroy` puts the former back",
                    )
                })
            }
        }
    }

    fn ports(&self) -> Vec<Failure> {
        let wanted = self.wanted_ports();
        let taken = self.facts.listeners.iter().filter_map(|l| {
            let (_, what, by) = wanted.iter().find(|(port, _, _)| *port == l.port)?;
            let holder = l.process.as_deref();
            let own = holder.is_some_and(|p| p.contains(by)) && self.may_hold(by);
            (!own).then(|| (l.port, *what, holder.unwrap_or("another program").to_owned()))
        });
        let unique: BTreeMap<u16, _> = taken.map(|(port, what, holder)| (port, (what, holder))).collect();
        let refusal = |(port, (what, holder)): (u16, (&str, String))| {
            refuse(
                format!("port {port}, which {what} needs, is taken by `{holder}`"),
                format!("stop that program, or choose another port in the spec; `ss -ltnp sport = :{port}` on the host shows it"),
            )
        };
        unique.into_iter().map(refusal).collect()
    }

    /// Port, what needs it, and the program that may hold it already.
    fn wanted_ports(&self) -> Vec<(u16, &'static str, &'static str)> {
        let cluster = self.cluster;
        let mut ports = Vec::new();
        if cluster.has_tls() {
            ports.push((cluster.engine.port.get(), "the engine's TLS", "dockerd"));
        }
        match cluster.orchestrator {
            Orchestrator::SwarmMode => ports.extend([(swarm_mode::CLUSTER_PORT, "swarm mode", "dockerd"), (7946, "swarm mode", "dockerd")]),
            Orchestrator::Standalone => {
                if self.node.is(Role::Manager) {
                    ports.push((cluster.manager.port.get(), "the manager", "swarm"));
                }
                if let Some(port) = cluster.consul_port().filter(|_| self.node.is(Role::Discovery)) {
                    let consul = [port.get(), consul::RPC_PORT, consul::SERF_PORT];
                    ports.extend(consul.map(|port| (port, "Consul", "consul")));
                }
            }
        }
        ports
    }

    /// Whether a program of that name can be swarmctl's doing: an engine always, a container only where one of this cluster's runs.
    fn may_hold(&self, program: &str) -> bool {
        let role = match program {
            "swarm" => ContainerRole::Manager,
            "consul" => ContainerRole::Consul,
            _ => return self.facts.unit.as_ref().is_some_and(|u| unit::command(&u.text).is_some()),
        };
        standalone::own_container(self.cluster, self.facts, role).is_some_and(|c| c.running)
    }
}

/// Whether the CAs that a node trusts are ones that the store knows, or knew before it changed them.
fn shares_a_ca(trusted: &str, known: &[&str]) -> bool {
    let certificates = |pem: &str| pki::certificates(pem).unwrap_or_default();
    let known: Vec<_> = known.iter().flat_map(|pem| certificates(pem)).collect();
    certificates(trusted).iter().any(|ca| known.contains(ca))
}
