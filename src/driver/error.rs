//! What can go wrong between swarmctl and the operator's own engine.

use std::path::PathBuf;

use crate::model::{Exit, Explain};
use crate::transport;

/// A failure of the docker driver.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// `DOCKER_HOST` names an engine that is not on this machine.
    #[error("the docker driver makes hosts on this machine's own engine, and DOCKER_HOST is `{0}`")]
    NotLocal(String),
    /// No engine behind the socket.
    #[error("no Docker Engine answers at `{socket}`: {reason}")]
    NoEngine {
        /// The socket.
        socket: String,
        /// Why.
        reason: String,
    },
    /// The engine refused, took too long, or answered with something else.
    #[error(transparent)]
    Engine(#[from] transport::Error),
    /// Something of that name is there and is not this cluster's.
    #[error("the {kind} `{name}` exists and was not made by swarmctl for this cluster")]
    Foreign {
        /// Network or container.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// The network has no subnet of the form that addresses are taken from.
    #[error("network `{network}` has no IPv4 subnet that hosts can get fixed addresses from")]
    NoSubnet {
        /// The network.
        network: String,
    },
    /// All of the network's addresses are taken.
    #[error("network `{network}` has no free address left")]
    NetworkFull {
        /// The network.
        network: String,
    },
    /// The image that host images are built from cannot be pulled.
    #[error("could not pull `{base}`: {reason}")]
    Pull {
        /// The image.
        base: String,
        /// The engine's words.
        reason: String,
    },
    /// The host image cannot be built.
    #[error("could not build `{image}`: {reason}")]
    Build {
        /// The image.
        image: String,
        /// The builder's words.
        reason: String,
        /// The last lines of what it printed.
        lines: Vec<String>,
    },
    /// The Dockerfile of the host image cannot be rendered.
    #[error("could not render the host image's Dockerfile")]
    Template(#[from] minijinja::Error),
    /// A host's container ended instead of coming up.
    #[error("the host's container ended while it was starting")]
    HostEnded {
        /// The last lines of what it printed.
        lines: Vec<String>,
    },
    /// A host runs, and its SSH does not answer.
    #[error("the host at {address} did not answer on port 22 within {seconds} s")]
    HostSilent {
        /// Its address.
        address: String,
        /// The deadline.
        seconds: u64,
    },
    /// A host runs without an address on its network.
    #[error("the engine gave the host no address")]
    NoAddress,
    /// `ssh-keygen` failed.
    #[error("could not make the SSH key `{path}`: {reason}", path = path.display())]
    SshKey {
        /// Where the key was to be.
        path: PathBuf,
        /// What ssh-keygen said.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("could not access `{path}`", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NotLocal(_) => "unset DOCKER_HOST, or point it at a local socket: `unix:///PATH`".to_owned(),
            Self::NoEngine { reason, .. } if reason.contains("ermission denied") => {
                "add yourself to the group docker (`sudo usermod -aG docker $USER`) and log in again".to_owned()
            }
            Self::NoEngine { .. } => "install and start a Docker Engine (Debian, Ubuntu: `apt install docker.io`)".to_owned(),
            Self::Engine(error) => return error.hint(),
            Self::Foreign { kind, name } => format!("remove it (`docker {kind} rm {name}`) or give the cluster another name"),
            Self::NoSubnet { network } => format!("remove it (`docker network rm {network}`) and run again"),
            Self::Pull { .. } => "name an image that is on this engine with SWARMCTL_HOST_BASE; `scripts/base-image` makes one without a registry".to_owned(),
            Self::HostSilent { .. } => "container addresses must be reachable from here: run swarmctl on the machine that the engine runs on".to_owned(),
            _ => return None,
        };
        Some(hint)
    }

    fn exit(&self) -> Exit {
        match self {
            Self::NotLocal(_) => Exit::Usage,
            Self::NoEngine { .. } => Exit::Unreachable,
            Self::Engine(error) => error.exit(),
            _ => Exit::Failed,
        }
    }

    fn detail(&self) -> Vec<String> {
        match self {
            Self::Build { lines, .. } | Self::HostEnded { lines } => lines.clone(),
            Self::Engine(error) => error.detail(),
            _ => Vec::new(),
        }
    }
}
