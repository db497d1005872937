//! `env`: what makes a shell's docker client talk to the cluster, or to one of its nodes.

use crate::cli::{EnvRequest, EnvShell, EnvTarget};
use crate::model::{Cluster, Exit, Failure, Node, NodeName, Orchestrator, Role};
use crate::report::{Shell, ShellScript};

use super::ended::{Ended, Result};
use super::place;
use super::session::Session;

/// The API version that the released Swarm 1.2.9 serves; a client that is told it asks for no higher one.
const SWARM_API: &str = "1.30";
/// What `env` sets; `--unset` takes the same away.
const VARIABLES: [&str; 5] = ["DOCKER_TLS_VERIFY", "DOCKER_HOST", "DOCKER_CERT_PATH", "DOCKER_API_VERSION", "SWARMCTL_CLUSTER"];

/// Prints the variables.
pub(super) fn env(request: &EnvRequest, session: &Session<'_>) -> Result<Exit> {
    let shell = request.shell.map_or_else(shell_in_use, shell_of);
    let command = command(&request.target, session);
    if request.target == EnvTarget::Unset {
        let variables = VARIABLES.iter().map(|name| ((*name).to_owned(), None)).collect();
        session.ui.shell(&ShellScript { variables, command }, shell)?;
        return Ok(Exit::Ok);
    }
    let place = place::chosen(session)?;
    let (node, speaks_to) = target(&place.cluster, &request.target)?;
    let address = node.address.as_ref().ok_or_else(|| Ended::with(no_host(node)))?;
    let (port, api) = match speaks_to {
        SpeaksTo::Manager => (place.cluster.manager.port, Some(SWARM_API.to_owned())),
        // An engine is asked for its own version; a variable left from a manager would get in the way.
        SpeaksTo::Engine => (place.cluster.engine.port, None),
    };
    let values = [
        Some("1".to_owned()),
        Some(format!("tcp://{}", address.with_port(port))),
        Some(place.dir.client_dir().display().to_string()),
        api,
        Some(place.cluster.name.to_string()),
    ];
    let variables = VARIABLES.iter().map(|name| (*name).to_owned()).zip(values).collect();
    session.ui.shell(&ShellScript { variables, command }, shell)?;
    Ok(Exit::Ok)
}

enum SpeaksTo {
    Manager,
    Engine,
}

fn no_host(node: &Node) -> Failure {
    Failure::new("its host is not there yet", Exit::NotFound).on(&node.name).hint("run `swarmctl init`")
}

fn target<'a>(cluster: &'a Cluster, target: &EnvTarget) -> Result<(&'a Node, SpeaksTo)> {
    let manager = match cluster.orchestrator {
        Orchestrator::Standalone => SpeaksTo::Manager,
        // In swarm mode a manager is its engine.
        Orchestrator::SwarmMode => SpeaksTo::Engine,
    };
    match target {
        EnvTarget::Engine(name) => Ok((find(cluster, name)?, SpeaksTo::Engine)),
        EnvTarget::Manager(name) => match find(cluster, name)? {
            node if node.is(Role::Manager) => Ok((node, manager)),
            _ => Err(Ended::with(Failure::new("it is not a manager", Exit::Usage).on(name).hint(format!("`swarmctl env {name}` is for its engine")))),
        },
        EnvTarget::Cluster | EnvTarget::Unset => {
            let first = cluster.managers().next().ok_or_else(|| Ended::with(Failure::new("the cluster has no manager", Exit::Failed)))?;
            Ok((first, manager))
        }
    }
}

fn find<'a>(cluster: &'a Cluster, name: &NodeName) -> Result<&'a Node> {
    cluster.node(name).ok_or_else(|| {
        let known: Vec<_> = cluster.nodes.iter().map(|n| n.name.as_str()).collect();
        let failure = Failure::new(format!("cluster `{}` has no node `{name}`", cluster.name), Exit::NotFound);
        Ended::with(failure.hint(format!("its nodes are {}", known.join(", "))))
    })
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
fn command(target: &EnvTarget, session: &Session<'_>) -> String {
    let mut words = vec!["swarmctl env".to_owned()];
    words.extend(session.globals.cluster.as_ref().map(|name| format!("--cluster {name}")));
    match target {
        EnvTarget::Cluster => {}
        EnvTarget::Manager(name) => words.push(format!("--manager {name}")),
        EnvTarget::Engine(name) => words.push(name.to_string()),
        EnvTarget::Unset => words.push("--unset".to_owned()),
    }
    words.join(" ")
}
