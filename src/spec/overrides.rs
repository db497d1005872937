//! What flags say of a spec: they win over the file, and can make a whole spec without one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::str::FromStr;

use crate::model::{Availability, ClusterName, Driver, HostError, NameError, NodeName, Orchestrator, Port, Role, SshTarget};

use super::nearest::suggest;
use super::v1::HostKeyChecking;

/// All that flags can set. Paths are as they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--name`.
    pub name: Option<ClusterName>,
    /// `--orchestrator`.
    pub orchestrator: Option<Orchestrator>,
    /// `--driver`.
    pub driver: Option<Driver>,
    /// `--node`, in their order.
    pub nodes: Vec<NodeFlag>,
    /// `--count`: that many hosts of the docker driver, a manager and workers.
    pub count: Option<u16>,
    /// `--ssh-user` and its like.
    pub ssh: SshOverrides,
    /// `--swarm-image`.
    pub swarm_image: Option<String>,
    /// `--consul-image`.
    pub consul_image: Option<String>,
    /// `--image-archive`.
    pub archive: Option<PathBuf>,
}

impl Overrides {
    /// Whether no flag was given.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How SSH reaches the nodes that do not say it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SshOverrides {
    /// `--ssh-user`.
    pub user: Option<String>,
    /// `--ssh-port`.
    pub port: Option<Port>,
    /// `--ssh-key`.
    pub identity: Option<PathBuf>,
    /// `--jump`.
    pub jump: Option<String>,
    /// `--host-key-checking`.
    pub host_key_checking: Option<HostKeyChecking>,
}

/// One `--node`: `NAME[=[USER@]HOST[:PORT]][,role=ROLE]…[,availability=active|drain]`. Without a host it is a host that the docker driver makes,
/// or a node of the file that gets a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeFlag {
    /// The node's name.
    pub name: NodeName,
    /// Where it is.
    pub target: Option<SshTarget>,
    /// Its roles; none leaves those of the file.
    pub roles: BTreeSet<Role>,
    /// In the pool or not; `None` leaves what the file says.
    pub availability: Option<Availability>,
    /// Labels, beside those of the file.
    pub labels: BTreeMap<String, String>,
}

/// Why a text is not a node.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NodeFlagError {
    /// The name is none.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The target is none.
    #[error(transparent)]
    Target(#[from] HostError),
    /// A word that is not known at its place.
    #[error("unknown {kind} `{}`, {hint}", .word.escape_debug())]
    Word {
        /// What the word should be.
        kind: &'static str,
        /// The word.
        word: String,
        /// What was probably meant.
        hint: String,
    },
}

impl FromStr for NodeFlag {
    type Err = NodeFlagError;

    fn from_str(text: &str) -> Result<Self, NodeFlagError> {
        let mut parts = text.split(',');
        let head = parts.next().unwrap_or_default();
        let (name, target) = match head.split_once('=') {
            Some((name, target)) => (name, Some(target.parse()?)),
            None => (head, None),
        };
        let mut node = Self { name: name.parse()?, target, roles: BTreeSet::new(), availability: None, labels: BTreeMap::new() };
        for part in parts {
            match part.split_once('=').unwrap_or((part, "")) {
                ("role", word) => {
                    node.roles.insert(one_of("role", word, &[("manager", Role::Manager), ("discovery", Role::Discovery)])?);
                }
                ("availability", word) => {
                    node.availability = Some(one_of("availability", word, &[("active", Availability::Active), ("drain", Availability::Drain)])?);
                }
                (key, _) => return Err(NodeFlagError::Word { kind: "key", word: key.to_owned(), hint: suggest(key, ["role", "availability"]) }),
            }
        }
        Ok(node)
    }
}

fn one_of<T: Copy>(kind: &'static str, word: &str, known: &[(&str, T)]) -> Result<T, NodeFlagError> {
    let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    found.ok_or_else(|| NodeFlagError::Word { kind, word: word.to_owned(), hint: suggest(word, known.iter().map(|(name, _)| *name)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        text.parse::<NodeFlag>().map_or_else(|e| e.to_string(), |node| format!("{node:?}"))
    }

    #[test]
    fn a_node_has_a_target_roles_and_an_availability() {
        let node: NodeFlag = "m1=ops@10.0.0.1:2222,role=manager,role=discovery,availability=drain".parse().unwrap();
        assert_eq!(node.name.as_str(), "m1");
        assert_eq!(node.target.map(|t| t.to_string()).as_deref(), Some("ops@10.0.0.1:2222"));
        assert_eq!(node.roles, BTreeSet::from([Role::Manager, Role::Discovery]));
        assert_eq!(node.availability, Some(Availability::Drain));
    }

    #[test]
    fn a_host_of_the_docker_driver_is_only_a_name() {
        let node: NodeFlag = "m1,role=manager".parse().unwrap();
        assert_eq!((node.name.as_str(), node.target), ("m1", None));
    }

    #[test]
    fn a_wrong_word_is_told_the_nearest() {
        assert_eq!(error("a=h,role=manger"), "unknown role `manger`, did you mean `manager`?");
        assert_eq!(error("a=h,rol=manager"), "unknown key `rol`, did you mean `role`?");
        assert_eq!(error("a=h,availability=off"), "unknown availability `off`, known are `active`, `drain`");
    }

    #[test]
    fn a_wrong_name_or_target_is_refused() {
        assert_eq!(error("Bad=h"), "a name has only lower-case letters, digits and `-`, not 'B'");
        assert_eq!(error("a=-oProxyCommand"), "an address must not begin with `-`");
    }
}
