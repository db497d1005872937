//! `env`: what makes a shell's docker client talk to the cluster, or to one of its nodes.

use std::net::IpAddr;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::timeout;

use crate::cli::{EnvRequest, EnvShell, EnvTarget};
use crate::model::{Exit, Failure, Host, Node, NodeName, Orchestrator, Role};
use crate::report::{Shell, ShellScript};
use crate::transport::ReadLinks;

use super::ended::{Ended, Result};
use super::ip::address;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// The API version that the released Swarm 1.2.9 serves; a client that is told it asks for no higher one.
const SWARM_API: &str = "1.30";
/// How long a manager may take to answer before another one is taken.
const PATIENCE: Duration = Duration::from_secs(2);
/// What `env` sets; `--unset` takes the same away.
const VARIABLES: [&str; 5] = ["DOCKER_TLS_VERIFY", "DOCKER_HOST", "DOCKER_CERT_PATH", "DOCKER_API_VERSION", "SWARMCTL_CLUSTER"];

/// Prints the variables.
pub(super) async fn env(request: &EnvRequest, session: &Session<'_>) -> Result<Exit> {
    let shell = request.shell.map_or_else(shell_in_use, shell_of);
    let command = command(request, session);
    if request.target == EnvTarget::Unset {
        let variables = VARIABLES.iter().map(|name| ((*name).to_owned(), None)).collect();
        session.ui.shell(&ShellScript { variables, command }, shell)?;
        return Ok(Exit::Ok);
    }
    let place = place::chosen(session)?;
    let Told { variables, notes } = variables(&place, &request.target, session).await?;
    session.ui.shell(&ShellScript { variables, command }, shell)?;
    for note in &notes {
        session.ui.note(note);
    }
    Ok(Exit::Ok)
}

/// What the docker client is told, and what its user should know of it.
pub(super) struct Told {
    /// Variables; `None` unsets.
    pub(super) variables: Vec<(String, Option<String>)>,
    /// Notes.
    pub(super) notes: Vec<String>,
}

/// What tells the docker client to talk to `target`.
pub(super) async fn variables(place: &Place, target: &EnvTarget, session: &Session<'_>) -> Result<Told> {
    let tls = place.cluster.has_tls();
    if tls && place.stored.client_pem.is_none() {
        let failure = Failure::new(format!("cluster `{}` has no operator's certificate yet", place.cluster.name), Exit::NotFound);
        return Err(Ended::with(failure.hint(format!("run `swarmctl init -c {}` again", place.cluster.name))));
    }
    let (node, speaks_to) = match named(place, target)? {
        Some(named) => named,
        None => (answering_manager(place, session).await?, managers(place)),
    };
    // An engine is asked for its own version; a variable left from a manager would get in the way.
    let api = (speaks_to == SpeaksTo::Manager).then(|| SWARM_API.to_owned());
    let values = [
        tls.then(|| "1".to_owned()),
        Some(url(place, node, speaks_to)?),
        tls.then(|| place.dir.client_dir().display().to_string()),
        api,
        Some(place.cluster.name.to_string()),
    ];
    let variables = VARIABLES.iter().map(|name| (*name).to_owned()).zip(values).collect();
    let notes = if tls { Vec::new() } else { ssh_notes(node, address(node)?) };
    Ok(Told { variables, notes })
}

/// The URL of what is meant, for what lasts: the cluster is its first manager, whether or not that answers now.
pub(super) fn endpoint(place: &Place, target: &EnvTarget) -> Result<String> {
    let (node, speaks_to) = match named(place, target)? {
        Some(named) => named,
        None => (first_manager(place)?, managers(place)),
    };
    url(place, node, speaks_to)
}

/// `ssh://[USER@]HOST[:PORT]`.
pub(super) fn ssh_url(node: &Node, address: &Host) -> String {
    let user = node.ssh.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
    let host = match (node.ssh.port, address.ip()) {
        (Some(port), _) => address.with_port(port),
        (None, Some(IpAddr::V6(ip))) => format!("[{ip}]"),
        (None, _) => address.to_string(),
    };
    format!("ssh://{user}{host}")
}

/// What the user's ssh has to be told, because a URL cannot say it, and what the login has to be allowed.
fn ssh_notes(node: &Node, address: &Host) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(node.ssh.identity.as_ref().map(|file| format!("IdentityFile {}", file.display())));
    lines.extend(node.ssh.jump.as_ref().map(|jump| format!("ProxyJump {jump}")));
    let mut notes = Vec::new();
    if !lines.is_empty() {
        let what = lines.iter().map(|line| format!("`{line}`")).collect::<Vec<_>>().join(" and ");
        notes.push(format!("the docker client logs in by your own ssh: it wants {what} under `Host {address}` in ~/.ssh/config"));
    }
    if node.ssh.user.as_deref() != Some("root") {
        notes.push(format!("the docker client works only if the login on {} may use docker (root, or the group `docker`); it does not use sudo", node.name));
    }
    notes
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SpeaksTo {
    Manager,
    Engine,
}

/// What a client of the cluster's managers speaks to.
fn managers(place: &Place) -> SpeaksTo {
    match place.cluster.orchestrator {
        Orchestrator::Standalone => SpeaksTo::Manager,
        // In swarm mode a manager is its engine.
        Orchestrator::SwarmMode => SpeaksTo::Engine,
    }
}

fn url(place: &Place, node: &Node, speaks_to: SpeaksTo) -> Result<String> {
    if !place.cluster.has_tls() {
        return Ok(ssh_url(node, address(node)?));
    }
    let port = match speaks_to {
        SpeaksTo::Manager => place.cluster.manager.port,
        SpeaksTo::Engine => place.cluster.engine.port,
    };
    Ok(format!("tcp://{}", address(node)?.with_port(port)))
}

/// The node that is named, if one is.
fn named<'a>(place: &'a Place, target: &EnvTarget) -> Result<Option<(&'a Node, SpeaksTo)>> {
    match target {
        EnvTarget::Engine(name) => Ok(Some((place.node(name)?, SpeaksTo::Engine))),
        EnvTarget::Manager(name) => match place.node(name)? {
            node if node.is(Role::Manager) => Ok(Some((node, managers(place)))),
            _ => Err(Ended::with(Failure::new("it is not a manager", Exit::Usage).on(name).hint(format!("`swarmctl env {name}` is for its engine")))),
        },
        EnvTarget::Cluster | EnvTarget::Unset => Ok(None),
    }
}

fn first_manager(place: &Place) -> Result<&Node> {
    place.cluster.managers().next().ok_or_else(|| Ended::with(Failure::new("the cluster has no manager", Exit::Failed)))
}

/// The first manager, in the spec's order, that answers; where none does, the first.
async fn answering_manager<'a>(place: &'a Place, session: &Session<'_>) -> Result<&'a Node> {
    let managers: Vec<_> = place.cluster.managers().collect();
    let first = first_manager(place)?;
    if managers.len() == 1 {
        return Ok(first);
    }
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    // By SSH a connection takes several round trips and a login.
    let patience = if place.cluster.has_tls() { PATIENCE } else { CONNECT_TIMEOUT };
    let ask = |node: &&'a Node| timeout(patience, answers(&*reach.links, place.cluster.orchestrator, &node.name));
    let answers = join_all(managers.iter().map(ask)).await;
    reach.close().await;
    let mut alive = managers.into_iter().zip(answers).filter(|(_, answer)| matches!(answer, Ok(true))).map(|(node, _)| node);
    Ok(alive.next().unwrap_or_else(|| {
        session.ui.warn("no manager answers; `swarmctl verify` says why");
        first
    }))
}

async fn answers(links: &dyn ReadLinks, orchestrator: Orchestrator, node: &NodeName) -> bool {
    match orchestrator {
        Orchestrator::Standalone => links.manager(node).await.version.is_ok(),
        Orchestrator::SwarmMode => match links.engine(node).await {
            Ok(engine) => engine.swarm_nodes().await.is_ok(),
            Err(_) => false,
        },
    }
}

fn shell_of(shell: EnvShell) -> Shell {
    match shell {
        EnvShell::Bash => Shell::Bash,
        EnvShell::Zsh => Shell::Zsh,
        EnvShell::Fish => Shell::Fish,
        EnvShell::PowerShell => Shell::PowerShell,
    }
}

fn shell_in_use() -> Shell {
    std::env::var("SHELL").ok().and_then(|path| Shell::from_path(&path)).unwrap_or(Shell::Bash)
}

/// The command that prints these variables, for the line that shows how to take them over.
fn command(request: &EnvRequest, session: &Session<'_>) -> String {
    let mut words = vec!["swarmctl env".to_owned()];
    words.extend(session.globals.cluster.as_ref().map(|name| format!("--cluster {name}")));
    match &request.target {
        EnvTarget::Cluster => {}
        EnvTarget::Manager(name) => words.push(format!("--manager {name}")),
        EnvTarget::Engine(name) => words.push(name.to_string()),
        EnvTarget::Unset => words.push("--unset".to_owned()),
    }
    words.extend(request.shell.map(|shell| format!("--shell {}", shell.as_str())));
    words.join(" ")
}
