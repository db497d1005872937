//! A draft to a cluster: every value parsed, every default filled in, the nodes checked against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use base64::Engine as _;
use serde_json::Value;

use crate::model::{
    Availability, CertAlgorithm, CertPolicy, Cluster, Driver, EngineAccess, EnginePolicy, Host, HostKeyPolicy, Images, InstallPolicy, ManagerPolicy, Node,
    Orchestrator, OwnAddress, Port, Role, Ssh, SshTarget, Strategy, SwarmPolicy, TlsPolicy, parse_duration,
};

use super::discovery;
use super::draft::Draft;
use super::origins::Origins;
use super::problem::{Error, Problems, quoted};
use super::tree::breaks_in_yaml_1_1;
use super::v1;

// Evaluated by the compiler: none of these is zero.
const DEFAULT_ENGINE_PORT: Port = Port::new(2376).unwrap();
const DEFAULT_MANAGER_PORT: Port = Port::new(3376).unwrap();
const DEFAULT_SWARM_IMAGE: &str = "swarm:1.2.9";
const DEFAULT_CONSUL_IMAGE: &str = "hashicorp/consul:1.20";
const DEFAULT_REPLICATION_TTL: Duration = Duration::from_secs(20);
const DEFAULT_CERT_EXPIRY: Duration = Duration::from_secs(90 * 24 * 3600);
/// What engines take; their own limit above is that of a number.
const CERT_EXPIRY: RangeInclusive<Duration> = Duration::from_secs(3600)..=Duration::from_secs(100 * 366 * 24 * 3600);
const DEFAULT_CA_DAYS: u32 = 3650;
const DEFAULT_LEAF_DAYS: u32 = 365;

/// daemon.json keys that have a place of their own in the spec.
const NAMED_ELSEWHERE: [(&str, &str); 2] = [("registry-mirrors", "registryMirrors"), ("insecure-registries", "insecureRegistries")];

pub(super) fn cluster(draft: Draft) -> Result<Cluster, Error> {
    let Draft { document, origins, problems } = draft;
    let mut check = Check { origins: &origins, problems };
    let cluster = check.document(&document);
    check.problems.or(cluster)
}

pub(super) struct Check<'a> {
    pub(super) origins: &'a Origins,
    problems: Problems,
}

impl Check<'_> {
    fn document(&mut self, document: &v1::Document) -> Option<Cluster> {
        if document.api_version.is_none() {
            self.missing("/apiVersion", "begin with `apiVersion: swarmctl/v1`");
        }
        let orchestrator = document.orchestrator.unwrap_or(Orchestrator::Standalone);
        let driver = document.driver.unwrap_or(Driver::Ssh);
        let name = self.required("/name", document.name.as_deref(), "give the cluster one with `name:` or `--name`");
        let ssh = document.ssh.clone().unwrap_or_default();
        self.ssh("/ssh", ssh.user.as_deref(), ssh.jump.as_deref());
        let nodes: Vec<_> = document.nodes.iter().enumerate().map(|(i, node)| self.node(&format!("/nodes/{i}"), node, &ssh, driver)).collect();
        self.paths(document);
        self.unique_names(&document.nodes);
        self.unique_addresses(&document.nodes);
        self.roles(&document.nodes, orchestrator, document.discovery.as_ref());
        self.data_paths(&document.nodes, orchestrator);
        let engine = self.engine(document.engine.as_ref(), orchestrator);
        let images = self.images(document.images.as_ref());
        let discovery = self.discovery(document.discovery.as_ref(), orchestrator);
        let manager = self.manager(document.manager.as_ref());
        let swarm_mode = self.swarm_mode(document.swarm_mode.as_ref(), orchestrator);
        let certs = self.certs(document.certs.as_ref());
        if orchestrator == Orchestrator::Standalone {
            let consul = discovery.as_ref().and_then(discovery::consul_port).map(|port| ("/discovery/port", port));
            self.distinct_ports([Some(("/engine/port", engine.port)), consul, Some(("/manager/port", manager.port))].into_iter().flatten());
        }
        let nodes = nodes.into_iter().collect::<Option<Vec<_>>>()?;
        let mut cluster =
            Cluster { mark: name.clone()?, name: name?, orchestrator, driver, nodes, engine, images, discovery: discovery?, manager, swarm_mode, certs };
        name_discovery(&mut cluster);
        Some(cluster)
    }

    fn node(&mut self, path: &str, node: &v1::Node, default: &v1::Ssh, driver: Driver) -> Option<Node> {
        let name = self.required(&format!("{path}/name"), node.name.as_deref(), "every node has one");
        let address_path = format!("{path}/address");
        match (driver, &node.address) {
            (Driver::Ssh, None) => self.missing(&address_path, "the ssh driver must know where the node is"),
            (Driver::Docker, Some(_)) => self.refuse(&address_path, "the docker driver gives its hosts their addresses", "leave `address` out"),
            _ => {}
        }
        let address = node.address.as_deref().and_then(|text| self.host(&address_path, text));
        let advertise = self.own_address(&format!("{path}/advertise"), node.advertise.as_deref());
        let data_path = self.own_address(&format!("{path}/dataPath"), node.data_path.as_deref());
        self.labels(&format!("{path}/labels"), &node.labels);
        let extra_sans = node.sans.iter().enumerate().filter_map(|(i, text)| self.host(&format!("{path}/sans/{i}"), text)).collect();
        Some(Node {
            name: name?,
            address,
            advertise,
            data_path,
            roles: roles_of(node),
            availability: node.availability.unwrap_or(Availability::Active),
            ssh: self.node_ssh(&format!("{path}/ssh"), node.ssh.clone().unwrap_or_default(), default),
            labels: node.labels.clone(),
            extra_sans,
        })
    }

    fn own_address(&mut self, path: &str, text: Option<&str>) -> Option<OwnAddress> {
        let parsed = text?.parse();
        if parsed.is_err() {
            self.problem(path, format!("{} is no IP address, no network like `10.0.0.0/8` and no name of an interface", quoted(text?)), None);
        }
        parsed.ok()
    }

    fn host(&mut self, path: &str, text: &str) -> Option<Host> {
        let parsed = text.parse::<Host>();
        if let Err(error) = &parsed {
            let with_more = text.parse::<SshTarget>().is_ok_and(|t| t.user.is_some() || t.port.is_some());
            let hint = with_more.then(|| "the user and the port go into the node's `ssh`".to_owned());
            self.problem(path, error.to_string(), hint);
        }
        parsed.ok()
    }

    fn node_ssh(&mut self, path: &str, own: v1::NodeSsh, default: &v1::Ssh) -> Ssh {
        self.ssh(path, own.user.as_deref(), own.jump.as_deref());
        let host_key = match (own.host_key.map(|key| public_key(&key)), own.host_key_checking.or(default.host_key_checking)) {
            (Some(Some(key)), _) => HostKeyPolicy::Pinned(key),
            (Some(None), _) => {
                self.refuse(&format!("{path}/hostKey"), "a host key is `TYPE BASE64`", "take it from the host's `/etc/ssh/ssh_host_ed25519_key.pub`");
                HostKeyPolicy::Strict
            }
            (None, Some(v1::HostKeyChecking::Strict)) => HostKeyPolicy::Strict,
            (None, _) => HostKeyPolicy::AcceptNew,
        };
        Ssh {
            user: own.user.or_else(|| default.user.clone()),
            port: own.port.or(default.port),
            identity: own.identity.or_else(|| default.identity.clone()),
            jump: own.jump.or_else(|| default.jump.clone()),
            host_key,
        }
    }

    fn ssh(&mut self, path: &str, user: Option<&str>, jump: Option<&str>) {
        if let Some(user) = user.filter(|u| !SshTarget::is_user(u)) {
            self.problem(&format!("{path}/user"), format!("{} is not a user name", quoted(user)), None);
        }
        for hop in jump.into_iter().flat_map(|j| j.split(',')) {
            self.parse::<SshTarget>(&format!("{path}/jump"), hop);
        }
    }

    /// The canonical form is text, and so are its paths.
    fn paths(&mut self, document: &v1::Document) {
        let nodes = document.nodes.iter().enumerate().map(|(i, n)| (format!("/nodes/{i}/ssh/identity"), n.ssh.as_ref().and_then(|s| s.identity.as_ref())));
        let identity = ("/ssh/identity".to_owned(), document.ssh.as_ref().and_then(|s| s.identity.as_ref()));
        let archive = ("/images/archive".to_owned(), document.images.as_ref().and_then(|i| i.archive.as_ref()));
        let store = document.discovery.iter().flat_map(v1::Discovery::files).map(|(key, file)| (format!("/discovery/{key}"), Some(file)));
        for (path, file) in nodes.chain([identity, archive]).chain(store) {
            match file.map(|f| f.to_str()) {
                Some(None) => self.refuse(&path, "the path is not UTF-8", "rename the file"),
                Some(Some(text)) if text.contains(char::is_control) || text.contains(breaks_in_yaml_1_1) => {
                    self.problem(&path, format!("the path {} has a control character", quoted(text)), Some("rename the file".to_owned()));
                }
                Some(Some("")) => self.refuse(&path, "the path is empty", "name a file or leave the key out"),
                _ => {}
            }
        }
    }

    fn labels(&mut self, path: &str, labels: &BTreeMap<String, String>) {
        for (key, value) in labels {
            let path = format!("{path}/{key}");
            if !is_label_key(key) {
                self.problem(&path, format!("{} is not a label: it has a space, a `=` or no character", quoted(key)), None);
            } else if key.starts_with("io.swarmctl.") {
                self.refuse(&path, "labels that begin with `io.swarmctl.` are swarmctl's own", "take another name");
            } else if value.contains(char::is_control) {
                self.problem(&path, format!("the value of label {} has a control character", quoted(key)), None);
            }
        }
    }

    fn unique_names(&mut self, nodes: &[v1::Node]) {
        let mut first: BTreeMap<&str, String> = BTreeMap::new();
        for (i, name) in nodes.iter().enumerate().filter_map(|(i, n)| Some((i, n.name.as_deref()?))) {
            let path = format!("/nodes/{i}/name");
            match first.get(name) {
                Some(other) => self.duplicate(&path, other, "node name", name),
                None => {
                    first.insert(name, path);
                }
            }
        }
    }

    fn unique_addresses(&mut self, nodes: &[v1::Node]) {
        let mut first: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for (i, node) in nodes.iter().enumerate() {
            for (key, text) in [("address", &node.address), ("advertise", &node.advertise)] {
                // Interfaces and networks are named alike on many nodes.
                let Some(text) = text.as_ref().filter(|text| key == "address" || text.parse::<IpAddr>().is_ok()) else { continue };
                let (path, bare) = (format!("/nodes/{i}/{key}"), text.parse::<Host>().map_or_else(|_| text.clone(), |host| canonical(&host)));
                match first.get(&bare) {
                    Some((owner, _)) if *owner == i => {}
                    Some((_, other)) => self.duplicate(&path, &other.clone(), "node address", text),
                    None => {
                        first.insert(bare, (i, path));
                    }
                }
            }
        }
    }

    fn duplicate(&mut self, path: &str, first: &str, kind: &str, text: &str) {
        let hint = self.origins.line(first).map(|line| format!("first on line {line}"));
        self.problem(path, format!("duplicate {kind} {}", quoted(text)), hint);
    }

    /// What must hold of all roles together; not asked where a role could not be read.
    fn roles(&mut self, nodes: &[v1::Node], orchestrator: Orchestrator, discovery: Option<&v1::Discovery>) {
        if self
            .origins
            .any_spoilt(|path| path == "/nodes" || path.strip_prefix("/nodes/").is_some_and(|p| p.split('/').nth(1).is_none_or(|k| k.starts_with("role"))))
        {
            return;
        }
        if nodes.is_empty() {
            self.refuse("/nodes", "there are no nodes", "list them under `nodes:` or give `--node NAME=USER@HOST,role=manager`");
            return;
        }
        let with = |role| nodes.iter().enumerate().filter(move |(_, n)| roles_of(n).contains(&role)).map(|(i, _)| i);
        if with(Role::Manager).next().is_none() {
            self.refuse("/nodes", "no node is a manager", "give at least one of them `role: manager`");
        }
        if orchestrator == Orchestrator::Standalone && discovery.is_some_and(|d| discovery::without_consul(d).is_some()) {
            self.roles_without_consul(nodes, discovery);
            return;
        }
        let discovery: Vec<_> = with(Role::Discovery).collect();
        match orchestrator {
            Orchestrator::Standalone if discovery.len().is_multiple_of(2) && !discovery.is_empty() => {
                let hint = "take an odd number, an even one bears no more failures than one less";
                self.refuse("/nodes", &format!("{} nodes have the role `discovery`", discovery.len()), hint);
            }
            Orchestrator::SwarmMode => {
                for i in discovery {
                    self.refuse(&discovery::role_path(nodes, i), "swarm-mode has no role `discovery`", "leave it out");
                }
            }
            Orchestrator::Standalone => {}
        }
    }

    fn data_paths(&mut self, nodes: &[v1::Node], orchestrator: Orchestrator) {
        for (i, _) in nodes.iter().enumerate().filter(|(_, node)| orchestrator == Orchestrator::Standalone && node.data_path.is_some()) {
            self.refuse(
                &format!("/nodes/{i}/dataPath"),
                "standalone has no network between containers of its own",
                "leave it out, or set `orchestrator: swarm-mode`",
            );
        }
    }

    fn engine(&mut self, engine: Option<&v1::Engine>, orchestrator: Orchestrator) -> EnginePolicy {
        let engine = engine.cloned().unwrap_or_default();
        let access = engine.access.unwrap_or(EngineAccess::Tls);
        if (access, orchestrator) == (EngineAccess::Ssh, Orchestrator::Standalone) {
            let hint = "leave it out, or set `orchestrator: swarm-mode`";
            self.refuse("/engine/access", "standalone managers reach engines over TLS, not by SSH", hint);
        }
        self.texts("/engine/registryMirrors", &engine.registry_mirrors, "a URL that begins with `https://` or `http://`", |text| {
            text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(is_word)
        });
        self.texts("/engine/insecureRegistries", &engine.insecure_registries, "`HOST[:PORT]` or a CIDR", |text| is_word(text) && !text.contains("://"));
        self.engine_config(&engine.config);
        EnginePolicy {
            install: engine.install.unwrap_or(InstallPolicy::Auto),
            access,
            port: engine.port.unwrap_or(DEFAULT_ENGINE_PORT),
            tls: engine.tls.unwrap_or(TlsPolicy::Keep),
            registry_mirrors: engine.registry_mirrors,
            insecure_registries: engine.insecure_registries,
            config: engine.config,
        }
    }

    fn engine_config(&mut self, config: &BTreeMap<String, Value>) {
        for key in config.keys() {
            let path = format!("/engine/config/{key}");
            if let Some((_, own)) = NAMED_ELSEWHERE.iter().find(|(name, _)| name == key) {
                self.refuse(&path, &format!("`{key}` has a key of its own"), &format!("write `engine.{own}`"));
            } else if matches!(key.as_str(), "hosts" | "live-restore") || key.starts_with("tls") {
                self.refuse(&path, &format!("{} is set by swarmctl itself", quoted(key)), "leave it out");
            }
        }
    }

    fn texts(&mut self, path: &str, texts: &[String], wanted: &str, fits: impl Fn(&str) -> bool) {
        for (i, text) in texts.iter().enumerate().filter(|(_, t)| !fits(t)) {
            self.problem(&format!("{path}/{i}"), format!("{} is not {wanted}", quoted(text)), None);
        }
    }

    fn images(&mut self, images: Option<&v1::Images>) -> Images {
        let images = images.cloned().unwrap_or_default();
        for (key, image) in [("swarm", &images.swarm), ("consul", &images.consul)] {
            if let Some(image) = image.as_deref().filter(|i| !is_word(i) || i.starts_with('-')) {
                self.problem(&format!("/images/{key}"), format!("{} is not an image reference", quoted(image)), None);
            }
        }
        Images {
            swarm: images.swarm.unwrap_or_else(|| DEFAULT_SWARM_IMAGE.to_owned()),
            consul: images.consul.unwrap_or_else(|| DEFAULT_CONSUL_IMAGE.to_owned()),
            archive: images.archive,
        }
    }

    fn manager(&mut self, manager: Option<&v1::Manager>) -> ManagerPolicy {
        let manager = manager.cloned().unwrap_or_default();
        let ttl = manager.replication_ttl.as_deref().map(parse_duration).transpose();
        if let Err(error) = &ttl {
            self.problem("/manager/replicationTtl", error.to_string(), None);
        }
        ManagerPolicy {
            port: manager.port.unwrap_or(DEFAULT_MANAGER_PORT),
            strategy: manager.strategy.unwrap_or(Strategy::Spread),
            replication_ttl: ttl.ok().flatten().unwrap_or(DEFAULT_REPLICATION_TTL),
        }
    }

    fn swarm_mode(&mut self, swarm: Option<&v1::SwarmMode>, orchestrator: Orchestrator) -> SwarmPolicy {
        let swarm = swarm.cloned().unwrap_or_default();
        let expiry = swarm.cert_expiry.as_deref().map(parse_duration).transpose();
        match &expiry {
            Err(error) => self.problem("/swarmMode/certExpiry", error.to_string(), None),
            Ok(Some(expiry)) if !CERT_EXPIRY.contains(expiry) => {
                self.refuse("/swarmMode/certExpiry", "engines take 1h to 100 years", "write it like `2160h` or `90d`");
            }
            Ok(_) => {}
        }
        if swarm.autolock == Some(true) && orchestrator == Orchestrator::Standalone {
            self.refuse("/swarmMode/autolock", "standalone has no swarm of the engine's to lock", "leave it out, or set `orchestrator: swarm-mode`");
        }
        if swarm.data_path_port.is_some_and(|port| !(1024..=49151).contains(&port.get())) {
            self.refuse("/swarmMode/dataPathPort", "engines take a port from 1024 to 49151", "choose one of those, or leave it out");
        }
        SwarmPolicy {
            cert_expiry: expiry.ok().flatten().unwrap_or(DEFAULT_CERT_EXPIRY),
            autolock: swarm.autolock.unwrap_or(false),
            data_path_port: swarm.data_path_port,
        }
    }

    fn certs(&mut self, certs: Option<&v1::Certs>) -> CertPolicy {
        let certs = certs.cloned().unwrap_or_default();
        let (ca_days, leaf_days) = (certs.ca_days.unwrap_or(DEFAULT_CA_DAYS), certs.leaf_days.unwrap_or(DEFAULT_LEAF_DAYS));
        if leaf_days > ca_days {
            self.refuse("/certs", &format!("leaves of {leaf_days} days would outlive their CA of {ca_days} days"), "make `caDays` the larger one");
        }
        CertPolicy { algorithm: certs.algorithm.unwrap_or(CertAlgorithm::EcdsaP256), ca_days, leaf_days }
    }

    fn distinct_ports<'p>(&mut self, ports: impl Iterator<Item = (&'p str, Port)>) {
        let mut taken = BTreeMap::new();
        for (path, port) in ports {
            if let Some(other) = taken.insert(port, path) {
                self.problem(path, format!("port {port} is taken by `{}`", other.trim_start_matches('/').replace('/', ".")), None);
            }
        }
    }

    fn required<T: FromStr<Err: Display>>(&mut self, path: &str, text: Option<&str>, hint: &str) -> Option<T> {
        if text.is_none() {
            self.missing(path, hint);
        }
        text.and_then(|text| self.parse(path, text))
    }

    pub(super) fn parse<T: FromStr<Err: Display>>(&mut self, path: &str, text: &str) -> Option<T> {
        text.parse().map_err(|error: T::Err| self.problem(path, error.to_string(), None)).ok()
    }

    fn missing(&mut self, path: &str, hint: &str) {
        if !self.origins.is_spoilt(path) {
            let key = path.rsplit('/').next().unwrap_or(path);
            self.refuse(path, &format!("`{key}` is missing"), hint);
        }
    }

    pub(super) fn refuse(&mut self, path: &str, message: &str, hint: &str) {
        self.problem(path, message.to_owned(), Some(hint.to_owned()));
    }

    fn problem(&mut self, path: &str, message: String, hint: Option<String>) {
        self.problems.push(self.origins.problem(path, message, hint));
    }
}

/// Consul runs somewhere: on the first manager, if no node is named.
fn name_discovery(cluster: &mut Cluster) {
    if cluster.consul_port().is_some()
        && cluster.discovery_nodes().next().is_none()
        && let Some(manager) = cluster.nodes.iter_mut().find(|n| n.is(Role::Manager))
    {
        manager.roles.insert(Role::Discovery);
    }
}

pub(super) fn roles_of(node: &v1::Node) -> BTreeSet<Role> {
    node.roles.iter().chain(&node.role).copied().collect()
}

/// One text for all ways to write a host: names have no case, addresses have short forms.
fn canonical(host: &Host) -> String {
    host.ip().map_or_else(|| host.as_str().to_ascii_lowercase(), |ip| ip.to_string())
}

/// Whether a text can be a label's name, swarmctl's own or not.
pub(super) fn is_label_key(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == '=' || c.is_whitespace() || c.is_control())
}

pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// `TYPE BASE64` of a line of a `.pub` file, without its comment, if the blob is of that type (RFC 4253, 6.6).
fn public_key(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let (kind, blob) = (words.next()?, words.next()?);
    let bytes = base64::engine::general_purpose::STANDARD.decode(blob).ok()?;
    bytes.get(4..)?.starts_with(kind.as_bytes()).then(|| format!("{kind} {blob}"))
}
