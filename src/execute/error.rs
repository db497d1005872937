//! Why a step failed.

use std::time::Duration;

use crate::model::{EndpointKind, Exit, Explain, HeldBy, ImageSource, NodeName, Serial};
use crate::{driver, pki, state, transport};

/// A step's failure: mostly another layer's, which tells its own hint.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A host, an engine or the way there.
    #[error(transparent)]
    Transport(#[from] transport::Error),
    /// The store.
    #[error(transparent)]
    State(#[from] state::Error),
    /// Certificates.
    #[error(transparent)]
    Pki(#[from] pki::Error),
    /// The docker driver.
    #[error(transparent)]
    Driver(#[from] driver::Error),
    /// The store lacks what an earlier step makes.
    #[error("the store has no {what}")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// The CA's key was not opened before the run.
    #[error("the CA key {how}")]
    CaKeyClosed {
        /// What keeps it from being used.
        how: &'static str,
    },
    /// The swarm's unlock key was not opened before the run.
    #[error("the swarm's unlock key is to be under the CA key's passphrase, which is not known")]
    UnlockKeyClosed,
    /// No key that is kept unlocks a manager.
    #[error("no unlock key in the store unlocks it: {said}")]
    WrongUnlockKey {
        /// What the engine said last.
        said: String,
    },
    /// An endpoint does not serve the certificate that its node was given.
    #[error("its {} does not serve the new certificate {expected}: {seen}", kind.as_str())]
    NotServed {
        /// Which endpoint.
        kind: EndpointKind,
        /// The serial that it should serve.
        expected: Serial,
        /// What was seen last.
        seen: String,
    },
    /// A node is not well again.
    #[error("the node was not well again within {seconds} s: {seen}")]
    NotHealthy {
        /// How long was waited.
        seconds: u64,
        /// Who has it as what.
        seen: String,
    },
    /// No manager of the swarm lets the node in.
    #[error("the engine tries to join the swarm, and no manager of it has let it in within {seconds} s")]
    StillJoining {
        /// How long was waited.
        seconds: u64,
    },
    /// A node of the swarm did not become what it is to be.
    #[error("`{via}` has it as {seen} after {seconds} s")]
    RoleStays {
        /// How long was waited.
        seconds: u64,
        /// The manager that was asked.
        via: NodeName,
        /// As what it has the node.
        seen: String,
    },
    /// Tasks did not end on a node that takes none any more.
    #[error("after {seconds} s tasks still run there: {}", tasks.join(", "))]
    TasksStay {
        /// How long was waited.
        seconds: u64,
        /// Their names.
        tasks: Vec<String>,
    },
    /// No other manager became the primary.
    #[error("no other manager became the primary within {seconds} s")]
    StillPrimary {
        /// How long was waited.
        seconds: u64,
    },
    /// A certain manager did not become the primary.
    #[error("`{node}` did not become the primary within {seconds} s: other managers were faster each time")]
    NotThePrimary {
        /// That manager's node.
        node: NodeName,
        /// How long was waited.
        seconds: u64,
    },
    /// Consul did not elect a leader.
    #[error("Consul at {endpoint} elected no leader within {seconds} s{}", last.as_ref().map(|l| format!(" (last answer: {l})")).unwrap_or_default())]
    NoLeader {
        /// `HOST:PORT`.
        endpoint: String,
        /// How long was waited.
        seconds: u64,
        /// What it answered last, if that was an error.
        last: Option<String>,
    },
    /// A server of Consul's is not one that votes.
    #[error("its Consul ({server}) is no server that votes within {seconds} s: {seen}")]
    NoVoter {
        /// `IP:PORT` by which the servers know it.
        server: String,
        /// How long was waited.
        seconds: u64,
        /// What was seen last.
        seen: String,
    },
    /// Consul ends again and again instead of electing.
    #[error("Consul does not stay up{}", lines.last().map(|l| format!(": {l}")).unwrap_or_default())]
    ConsulEnds {
        /// What it said last.
        lines: Vec<String>,
    },
    /// A container of swarmctl's ends again and again.
    #[error("`{name}` does not stay up{}", lines.last().map(|l| format!(": {l}")).unwrap_or_default())]
    ContainerEnds {
        /// Its name.
        name: String,
        /// What it said last.
        lines: Vec<String>,
    },
    /// A host that was told to go is still there.
    #[error("the host is still up {seconds} s after it was told to go down")]
    StaysUp {
        /// How long was waited.
        seconds: u64,
    },
    /// A file of this machine is not the one any more that the plan was made of.
    #[error("`{path}` was changed while the run went on")]
    FileChanged {
        /// The file.
        path: String,
    },
    /// An image did not come to the node.
    #[error("{source}")]
    Image {
        /// Why.
        source: transport::Error,
        /// Whence.
        from: ImageSource,
    },
    /// Another store's run holds the cluster.
    #[error("the cluster is held from another store: {by}")]
    HeldElsewhere {
        /// Which run.
        by: HeldBy,
    },
    /// What the plan was made from does not hold any more.
    #[error("another store has changed the cluster since it was looked at; nothing was touched")]
    ChangedElsewhere,
    /// The step took longer than a step may in this run.
    #[error("it did not end within {} s", limit.as_secs_f64())]
    Deadline {
        /// The longest time.
        limit: Duration,
    },
    /// The step is for a node, and the plan names none.
    #[error("the step names no node")]
    NoNode,
    /// The operating system gave no randomness.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::State(e) => e.hint(),
            Self::Pki(e) => e.hint(),
            Self::Driver(e) => e.hint(),
            Self::Missing { .. } | Self::FileChanged { .. } => Some("run `swarmctl init` again".to_owned()),
            Self::WrongUnlockKey { .. } => {
                Some("if the key was changed elsewhere, run `docker swarm unlock` on the node with the present one, then the same command again".to_owned())
            }
            Self::UnlockKeyClosed | Self::CaKeyClosed { .. } => {
                Some("name what opens it: `--ca-passphrase-file`, `--ca-passphrase-command` or `--ca-key`".to_owned())
            }
            Self::NoLeader { .. } | Self::NoVoter { .. } => {
                Some("see `docker logs swarmctl-consul` on the discovery nodes; their ports 8300 and 8301 must be open between them".to_owned())
            }
            Self::NotServed { .. } | Self::NotHealthy { .. } | Self::StillPrimary { .. } | Self::NotThePrimary { .. } => {
                Some("`swarmctl verify` says what is wrong; once it is mended, the same command goes on".to_owned())
            }
            Self::StillJoining { .. } => Some("open TCP 2377 and 7946, and UDP 7946 and 4789, between the nodes, then run the same command again".to_owned()),
            Self::RoleStays { .. } => Some("`docker node ls` on a manager shows the swarm; once it has a leader, the same command goes on".to_owned()),
            Self::TasksStay { .. } => {
                Some("see `docker service ps` on a manager: what runs there takes long to stop; the same command goes on waiting".to_owned())
            }
            Self::ConsulEnds { .. } => Some("see `docker logs swarmctl-consul` on the node, and check `images.consul` in the spec".to_owned()),
            Self::ContainerEnds { name, .. } => Some(format!("see `docker logs {name}` on the node, and check `images` in the spec")),
            Self::StaysUp { .. } => Some("see `systemctl list-jobs` on the host: something there takes long to stop".to_owned()),
            Self::Image { source: transport::Error::Api { .. }, from } => Some(image_hint(from).to_owned()),
            // The step before this one may have reached the host: it is the host that is in question.
            Self::Transport(transport::Error::Connect { .. }) | Self::Image { source: transport::Error::Connect { .. }, .. } => {
                Some("check that the host is up, then run the same command again".to_owned())
            }
            Self::Transport(e) | Self::Image { source: e, .. } => e.hint(),
            Self::HeldElsewhere { .. } => Some(
                "wait until that run ends, then try again; `swarmctl lock status` shows it, and if it is dead `swarmctl lock release` takes its lock away"
                    .to_owned(),
            ),
            Self::ChangedElsewhere => Some("run the same command again: it looks anew".to_owned()),
            Self::Deadline { .. } => Some("run `swarmctl init` again with a longer `--timeout`, or without one".to_owned()),
            Self::NoNode | Self::NoRandomness => None,
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Transport(e) | Self::Image { source: e, .. } => e.exit(),
            Self::State(e) => e.exit(),
            Self::HeldElsewhere { .. } | Self::ChangedElsewhere => Exit::Locked,
            _ => Exit::Failed,
        }
    }

    fn detail(&self) -> Vec<String> {
        match self {
            Self::Transport(e) | Self::Image { source: e, .. } => e.detail(),
            Self::Driver(e) => e.detail(),
            Self::ConsulEnds { lines } | Self::ContainerEnds { lines, .. } => lines.clone(),
            _ => Vec::new(),
        }
    }
}

fn image_hint(from: &ImageSource) -> &'static str {
    match from {
        ImageSource::Registry => "check `images` in the spec and the node's way to the registry; where there is none, bring an archive: `--image-archive`",
        ImageSource::Archive { .. } => "`docker save -o FILE IMAGE...` makes an archive; it must hold each image under the very name that the spec says",
    }
}
