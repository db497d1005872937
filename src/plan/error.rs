//! Why no plan can be made.

use crate::model::{ClusterName, Exit, Explain, NodeName, StoreUrl};

/// A plan that cannot be made. Preflight finds all but `NoManager` first, and says them kindly.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A node without facts.
    #[error("node `{node}` was not looked at")]
    NotLookedAt {
        /// The node.
        node: NodeName,
    },
    /// No address for the other nodes.
    #[error("node `{node}`: it is not known at which address the other nodes reach it")]
    NoAddress {
        /// The node.
        node: NodeName,
    },
    /// daemon.json cannot be merged.
    #[error("node `{node}`: /etc/docker/daemon.json cannot be read: {reason}")]
    DaemonJson {
        /// The node.
        node: NodeName,
        /// Why.
        reason: String,
    },
    /// A cluster without a manager.
    #[error("the cluster has no manager")]
    NoManager,
    /// Swarm mode has no primary that could be moved. Its leader could only be changed by demoting it, which costs the managers their quorum for a while.
    #[error("cluster `{cluster}` is `swarm-mode`: its managers elect their leader, and nobody can name another one")]
    LeaderIsElected {
        /// The cluster.
        cluster: ClusterName,
    },
    /// The only manager cannot be relieved.
    #[error("the cluster has one manager, and no other could be the primary")]
    OnlyManager,
    /// Without a store there is one manager, and no other.
    #[error("with `discovery: static` the cluster has one manager, and no other could be the primary")]
    NoElection,
    /// The managers' lock is in a store that swarmctl has no part in.
    #[error("the managers elect their primary in a store that is not swarmctl's own ({url}), and nothing is changed there")]
    StoreIsForeign {
        /// The store.
        url: StoreUrl,
        /// How long the lock of a primary that is gone holds, in seconds.
        ttl: u64,
    },
    /// A node that is to be the primary and runs no manager.
    #[error("node `{node}` is not a manager")]
    NotAManager {
        /// The node.
        node: NodeName,
        /// Those that are.
        managers: Vec<NodeName>,
    },
    /// Nobody would be left to take requests.
    #[error("no manager would be left in cluster `{cluster}`")]
    LastManager {
        /// The cluster.
        cluster: ClusterName,
    },
    /// A node that keeps the cluster's keys in Consul.
    #[error("node `{node}` is one of Consul's servers")]
    ConsulServer {
        /// The node.
        node: NodeName,
    },
    /// More than half of the managers must be reachable before and after.
    #[error("the swarm would have no quorum: of its {managers} managers {reachable} would be reachable")]
    Quorum {
        /// Managers that there would be.
        managers: usize,
        /// Those of them that are reached now.
        reachable: usize,
    },
    /// No manager that stays tells of the swarm.
    #[error("no manager that stays in the swarm answers, or the swarm has no leader")]
    NoSwarm,
    /// Containers that nobody would move.
    #[error("containers of yours run on `{node}`: {}", containers.join(", "))]
    RunsContainers {
        /// The node.
        node: NodeName,
        /// Their names.
        containers: Vec<String>,
    },
    /// Images of containers that a cluster does not have.
    #[error("cluster `{cluster}` runs no {what} of swarmctl's")]
    NoSuchImage {
        /// The cluster.
        cluster: ClusterName,
        /// Whose image was named.
        what: &'static str,
    },
    /// A container that differs from its spec in more than its image.
    #[error("node `{node}`: `{container}` differs from its spec in more than its version")]
    MoreThanVersions {
        /// The node.
        node: NodeName,
        /// The container's name.
        container: String,
    },
    /// An engine whose containers would stop with it.
    #[error("node `{node}`: live-restore is not in force, so that containers would stop with the engine")]
    NoLiveRestore {
        /// The node.
        node: NodeName,
    },
    /// Hosts without which the cluster does not work.
    #[error("the cluster cannot do without these hosts: {}", losses.join("; "))]
    CannotDoWithout {
        /// What it would be without.
        losses: Vec<String>,
    },
    /// A host that is reached by SSH alone cannot be reached while it is off.
    #[error("node `{node}`: its host is not one that swarmctl made, and cannot be switched on by SSH")]
    NotSwitchedOn {
        /// The node.
        node: NodeName,
    },
    /// A host of the docker driver's that is not there.
    #[error("node `{node}`: its host is not there")]
    NoHost {
        /// The node.
        node: NodeName,
    },
    /// Nobody leads.
    #[error("no manager is the primary")]
    NoPrimary,
    /// The manager that is to be the primary does not answer.
    #[error("the manager on `{node}` does not answer: {reason}")]
    ManagerSilent {
        /// Its node.
        node: NodeName,
        /// Why, as it was seen.
        reason: String,
    },
    /// None but the primary answers.
    #[error("no manager but the primary on `{primary}` answers")]
    NoReplica {
        /// The primary's node.
        primary: NodeName,
    },
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::NoAddress { .. } => Some("name it with `advertise` in the spec".to_owned()),
            Self::DaemonJson { .. } => Some("mend the file on the host, then run the command again".to_owned()),
            Self::LeaderIsElected { .. } => Some(
                "to work on its node, set `availability: drain` there and run `swarmctl init`; when its engine stops, the others elect another leader, as long \
                 as more than half of the managers run"
                    .to_owned(),
            ),
            Self::OnlyManager => Some("give another node `role: manager` in the spec, then run `swarmctl init`".to_owned()),
            Self::NoElection => Some("take a store (leave `discovery` out for a Consul of swarmctl's own) and name a second manager in the spec".to_owned()),
            Self::StoreIsForeign { ttl, .. } => Some(format!(
                "`docker stop swarmctl-manager` on the primary's node (`swarmctl version` shows it): another manager follows within {ttl} s, and `swarmctl init` \
                 starts the stopped one again"
            )),
            Self::NotAManager { managers, .. } => {
                Some(format!("the managers are {}", managers.iter().map(|node| format!("`{node}`")).collect::<Vec<_>>().join(", ")))
            }
            Self::LastManager { .. } => Some("make another node a manager first: `swarmctl promote NAME`; `swarmctl destroy` takes the whole cluster away".to_owned()),
            Self::ConsulServer { node } => Some(format!(
                "move discovery first: give the role `discovery` to another node in the spec, and `swarmctl apply -f cluster.yaml`; if `{node}` is gone for good, leave it out of the spec as well, and \
                 `swarmctl init -f SPEC --gone {node}`"
            )),
            Self::Quorum { .. } => Some("bring managers back, or make other nodes managers first; `docker node ls` on a manager shows the swarm".to_owned()),
            Self::RunsContainers { .. } => Some("standalone moves no container: start them elsewhere first, or leave them behind with `--force`".to_owned()),
            Self::NoSuchImage { .. } => Some("`swarmctl upgrade --engine` upgrades engines; `swarmctl inspect` shows what the cluster is made of".to_owned()),
            Self::CannotDoWithout { .. } => Some("bring others back first, or go on with `--force`".to_owned()),
            Self::NotSwitchedOn { .. } => Some("switch it on where it stands; swarmctl's containers start with it, and `swarmctl verify` checks them".to_owned()),
            Self::NoHost { .. } => Some("`swarmctl apply` makes it anew".to_owned()),
            Self::MoreThanVersions { .. } | Self::NoLiveRestore { .. } => {
                Some("`swarmctl plan` shows what differs, `swarmctl apply` puts it right; then run the command again".to_owned())
            }
            Self::NoPrimary | Self::ManagerSilent { .. } | Self::NoReplica { .. } | Self::NoSwarm => {
                Some("`swarmctl verify` says what is wrong, `swarmctl init` mends what it can".to_owned())
            }
            Self::NotLookedAt { .. } | Self::NoManager => None,
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::LeaderIsElected { .. }
            | Self::OnlyManager
            | Self::NoElection
            | Self::StoreIsForeign { .. }
            | Self::NotAManager { .. }
            | Self::NoSuchImage { .. }
            | Self::NotSwitchedOn { .. } => Exit::Usage,
            Self::NoPrimary | Self::ManagerSilent { .. } | Self::NoReplica { .. } | Self::NoSwarm => Exit::Unhealthy,
            Self::LastManager { .. }
            | Self::ConsulServer { .. }
            | Self::Quorum { .. }
            | Self::RunsContainers { .. }
            | Self::MoreThanVersions { .. }
            | Self::CannotDoWithout { .. }
            | Self::NoHost { .. }
            | Self::NoLiveRestore { .. }
            | Self::NotLookedAt { .. }
            | Self::NoAddress { .. }
            | Self::DaemonJson { .. }
            | Self::NoManager => Exit::Preflight,
        }
    }
}
