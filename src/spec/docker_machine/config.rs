//! One machine's `config.json`. What is in it was written by another program, perhaps long ago, perhaps by hand: each value is held to the rules of a spec.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::model::{Exit, Explain, Host, HostError, NameError, NodeName, Port, SshTarget, Strategy};
use crate::spec::validate::{is_label_key, is_word};

/// The newest form of `config.json`; that of docker-machine 0.4 and newer.
const NEWEST_FORM: i64 = 3;
/// What docker-machine runs where no image is named.
const DEFAULT_IMAGE: &str = "swarm:latest";

/// A machine that can become a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// What docker-machine calls it.
    pub machine: String,
    /// What it is called as a node.
    pub name: NodeName,
    /// Where it is reached.
    pub address: Host,
    /// Who logs in.
    pub user: String,
    /// Where sshd listens, if that is said.
    pub port: Option<Port>,
    /// The key that lets in, as far as it is named.
    pub identity: Option<PathBuf>,
    /// Its engine's labels.
    pub labels: BTreeMap<String, String>,
    /// Registry mirrors of its engine.
    pub mirrors: Vec<String>,
    /// Registries that its engine reaches without TLS.
    pub insecure: Vec<String>,
    /// What it does in a Swarm, if it is in one.
    pub swarm: Option<SwarmPart>,
    /// What could not be taken over as it was.
    pub notes: Vec<String>,
}

/// What a machine does in a standalone Swarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwarmPart {
    /// Whether it runs a manager.
    pub master: bool,
    /// How nodes find each other, as docker-machine has it.
    pub discovery: String,
    /// The port of its manager.
    pub port: Option<Port>,
    /// Where containers are placed.
    pub strategy: Option<Strategy>,
    /// The image, if one is named that is not docker-machine's own choice.
    pub image: Option<String>,
}

/// Why a machine cannot become a node. The node is named by whoever tells it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MachineError {
    /// No JSON, or values of another kind.
    #[error("its config.json cannot be read: {0}")]
    Garbled(String),
    /// A form that is not known here.
    #[error("its config.json has form {0}, and forms up to {NEWEST_FORM} are known")]
    Form(i64),
    /// A name that docker-machine gives to no machine.
    #[error("docker-machine names no machine so (letters, digits, `-` and `.`)")]
    Name,
    /// A name that cannot be made that of a node.
    #[error("it cannot be named so as a node: {0}")]
    NodeName(#[from] NameError),
    /// A directory with another machine's file in it.
    #[error("its config.json is that of {0:?}")]
    Another(String),
    /// It was never reached, or is switched off and gets an address when it starts.
    #[error("docker-machine knows no address of it")]
    NoAddress,
    /// An address that is none.
    #[error("its address {address:?} is none: {source}")]
    Address {
        /// What stands there.
        address: String,
        /// Why.
        source: HostError,
    },
    /// A login name that no system has.
    #[error("{0:?} is not a login name")]
    User(String),
    /// No port.
    #[error("{0} is not a port of SSH")]
    Port(i64),
    /// It is reached without SSH.
    #[error("docker-machine has only its engine's URL (driver `none`), and no way in by SSH")]
    NoSsh,
}

impl Explain for MachineError {
    fn exit(&self) -> Exit {
        Exit::Failed
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Config {
    #[serde(rename = "ConfigVersion")]
    form: Option<i64>,
    driver: DriverPart,
    driver_name: Option<String>,
    host_options: Option<HostOptions>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct DriverPart {
    #[serde(rename = "IPAddress")]
    ip_address: Option<String>,
    #[serde(rename = "SSHUser")]
    ssh_user: Option<String>,
    #[serde(rename = "SSHPort")]
    ssh_port: Option<i64>,
    #[serde(rename = "SSHKeyPath")]
    ssh_key_path: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct HostOptions {
    engine_options: Option<EngineOptions>,
    swarm_options: Option<SwarmOptions>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct EngineOptions {
    labels: Option<Vec<String>>,
    registry_mirror: Option<Vec<String>>,
    insecure_registry: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SwarmOptions {
    is_swarm: Option<bool>,
    master: Option<bool>,
    discovery: Option<String>,
    host: Option<String>,
    strategy: Option<String>,
    image: Option<String>,
}

/// Reads the `config.json` in the directory of the machine called `machine`.
///
/// # Errors
/// What keeps it from becoming a node. Labels and registries that a spec could not have are left out with a note.
pub fn read_machine(machine: &str, config: &[u8]) -> Result<Machine, MachineError> {
    let name = node_name(machine)?;
    let config: Config = serde_json::from_slice(config).map_err(|error| MachineError::Garbled(error.to_string()))?;
    match config.form {
        Some(form) if !(1..=NEWEST_FORM).contains(&form) => return Err(MachineError::Form(form)),
        None => return Err(MachineError::Form(0)),
        Some(_) => {}
    }
    if let Some(other) = config.name.filter(|other| other != machine) {
        return Err(MachineError::Another(other));
    }
    if config.driver_name.as_deref() == Some("none") {
        return Err(MachineError::NoSsh);
    }
    let mut notes = Vec::new();
    if name.as_str() != machine {
        notes.push(format!("machine `{machine}` is node `{name}`"));
    }
    let HostOptions { engine_options, swarm_options } = config.host_options.unwrap_or_default();
    let engine = engine_options.unwrap_or_default();
    Ok(Machine {
        address: address(config.driver.ip_address.as_deref())?,
        user: user(config.driver.ssh_user)?,
        // VirtualBox forwards a port of the operator's machine, and the machine has an address of its own besides.
        port: if config.driver_name.as_deref() == Some("virtualbox") { None } else { port(config.driver.ssh_port)? },
        identity: config.driver.ssh_key_path.filter(|path| !path.is_empty()).map(PathBuf::from),
        labels: labels(&name, engine.labels.unwrap_or_default(), &mut notes),
        mirrors: words(&name, "registry mirror", engine.registry_mirror, &mut notes, |text| text.starts_with("https://") || text.starts_with("http://")),
        insecure: words(&name, "insecure registry", engine.insecure_registry, &mut notes, |text| !text.contains("://")),
        swarm: swarm_options.and_then(|options| swarm_part(&name, options, &mut notes)),
        machine: machine.to_owned(),
        name,
        notes,
    })
}

/// docker-machine's names are host names, with case and points.
fn node_name(machine: &str) -> Result<NodeName, MachineError> {
    let is_first = |c: char| c.is_ascii_alphanumeric();
    if !machine.starts_with(is_first) || !machine.chars().all(|c| is_first(c) || matches!(c, '-' | '.' | '_')) {
        return Err(MachineError::Name);
    }
    let name: String = machine.to_ascii_lowercase().chars().map(|c| if matches!(c, '.' | '_') { '-' } else { c }).collect();
    Ok(name.trim_end_matches('-').parse()?)
}

fn address(text: Option<&str>) -> Result<Host, MachineError> {
    match text.map(str::trim) {
        None | Some("") => Err(MachineError::NoAddress),
        Some(text) => text.parse().map_err(|source| MachineError::Address { address: text.to_owned(), source }),
    }
}

fn user(text: Option<String>) -> Result<String, MachineError> {
    match text.filter(|text| !text.is_empty()) {
        // As libmachine/drivers/base.go has it.
        None => Ok("root".to_owned()),
        Some(user) if SshTarget::is_user(&user) => Ok(user),
        Some(user) => Err(MachineError::User(user)),
    }
}

fn port(number: Option<i64>) -> Result<Option<Port>, MachineError> {
    match number {
        None | Some(0) => Ok(None),
        Some(number) => u16::try_from(number).ok().and_then(Port::new).map(Some).ok_or(MachineError::Port(number)),
    }
}

fn labels(node: &NodeName, labels: Vec<String>, notes: &mut Vec<String>) -> BTreeMap<String, String> {
    let mut taken = BTreeMap::new();
    for label in labels {
        let (key, value) = label.split_once('=').unwrap_or((&label, ""));
        if is_label_key(key) && !key.starts_with("io.swarmctl.") && !value.contains(char::is_control) {
            taken.insert(key.to_owned(), value.to_owned());
        } else {
            notes.push(format!("the label {label:?} of node `{node}` is left out: a spec cannot have it"));
        }
    }
    taken
}

fn words(node: &NodeName, kind: &str, texts: Option<Vec<String>>, notes: &mut Vec<String>, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let (taken, refused): (Vec<_>, Vec<_>) = texts.unwrap_or_default().into_iter().partition(|text| is_word(text) && fits(text));
    notes.extend(refused.iter().map(|text| format!("the {kind} {text:?} of node `{node}` is left out: a spec cannot have it")));
    taken
}

fn swarm_part(node: &NodeName, options: SwarmOptions, notes: &mut Vec<String>) -> Option<SwarmPart> {
    if options.is_swarm != Some(true) {
        return None;
    }
    let strategy = options.strategy.filter(|text| !text.is_empty());
    let known = strategy.as_deref().and_then(|text| [Strategy::Spread, Strategy::Binpack, Strategy::Random].into_iter().find(|s| s.as_str() == text));
    if let (Some(text), None) = (&strategy, known) {
        notes.push(format!("the strategy {text:?} of node `{node}` is left out: there are spread, binpack and random"));
    }
    let image = options.image.filter(|image| !image.is_empty() && image != DEFAULT_IMAGE);
    if let Some(image) = image.as_deref().filter(|image| !is_image(image)) {
        notes.push(format!("the image {image:?} of node `{node}` is left out: it is no image reference"));
    }
    Some(SwarmPart {
        master: options.master == Some(true),
        discovery: options.discovery.unwrap_or_default(),
        port: options.host.and_then(|host| host.rsplit_once(':')?.1.parse().ok()),
        strategy: known,
        image: image.filter(|image| is_image(image)),
    })
}

fn is_image(image: &str) -> bool {
    is_word(image) && !image.starts_with('-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::Orchestrator;
    use crate::spec::{adopt, parse, to_yaml};

    fn config(address: &str, user: &str, port: i64, label: &str, mirror: &str, discovery: &str, image: &str) -> Vec<u8> {
        let engine = json!({ "Labels": [label], "RegistryMirror": [mirror], "InsecureRegistry": [mirror] });
        let swarm = json!({ "IsSwarm": true, "Master": true, "Discovery": discovery, "Host": discovery, "Strategy": label, "Image": image });
        let driver = json!({ "IPAddress": address, "SSHUser": user, "SSHPort": port });
        json!({ "ConfigVersion": 3, "Driver": driver, "HostOptions": { "EngineOptions": engine, "SwarmOptions": swarm } }).to_string().into_bytes()
    }

    #[test]
    fn a_name_is_made_a_node_s_where_docker_machine_could_have_given_it() {
        let name = |machine: &str| node_name(machine).map(|name| name.to_string());
        assert_eq!(name("Web.Prod_1-"), Ok("web-prod-1".to_owned()));
        assert_eq!(name("-rf"), Err(MachineError::Name));
        assert_eq!(name(&"n".repeat(300)), Err(MachineError::NodeName(NameError::TooLong(300))));
    }

    #[test]
    fn a_port_that_virtualbox_forwards_is_not_the_machine_s() {
        let text = br#"{"ConfigVersion":3,"DriverName":"virtualbox","Driver":{"IPAddress":"192.168.99.100","SSHPort":55123,"SSHUser":"docker"}}"#;
        assert_eq!(read_machine("default", text).map(|machine| (machine.port, machine.user)), Ok((None, "docker".to_owned())));
    }

    proptest! {
        #[test]
        fn bytes_of_any_kind_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
            let _ = read_machine("a", &bytes);
        }

        #[test]
        fn whatever_a_machine_says_what_comes_of_it_is_a_spec(
            name in "[a-zA-Z0-9._-]{1,70}|.{0,8}",
            address in "10\\.0\\.0\\.[1-9]|[a-z.]{1,10}|.{0,12}",
            user in "[a-z]{1,8}|.{0,8}",
            port in any::<i64>(),
            label in "[a-z]{1,4}=[a-z]{0,4}|.{0,12}",
            mirror in "https://[a-z]{1,4}|.{0,12}",
            discovery in "(consul|etcd|zk|token)://[a-z0-9:,/.]{0,12}|.{0,12}",
            image in "[a-z:.0-9]{1,8}|.{0,8}",
        ) {
            let text = config(&address, &user, port.rem_euclid(66_000), &label, &mirror, &discovery, &image);
            let Ok(machine) = read_machine(&name, &text) else { return Ok(()) };
            for orchestrator in [Orchestrator::Standalone, Orchestrator::SwarmMode] {
                let adoption = adopt(&"lab".parse().unwrap(), orchestrator, vec![machine.clone()]);
                let cluster = adoption.map_err(|error| TestCaseError::fail(error.to_string()))?.cluster;
                prop_assert_eq!(parse(to_yaml(&cluster).as_bytes(), &crate::spec::SourceContext::default()).unwrap(), cluster);
            }
        }
    }
}
