//! `swarmctl logs`.

use std::num::NonZeroU32;
use std::str::FromStr;

use clap::Args;

use crate::model::{ContainerRole, NameError, NodeName};

use super::values::switch;

const EXAMPLES: &str = "\
Examples:
  swarmctl logs manager
  swarmctl logs consul -n 500 | grep -i error
  swarmctl logs worker-1 -f
  swarmctl logs worker-1 --engine";

/// Show what swarmctl's own containers say, or an engine's journal
///
/// By role over all nodes that have such a container, each line as `NODE: LINE`; or all of one node's, as `ROLE: LINE`. Control
/// characters are shown and not sent. For containers of your own there is `swarmctl docker -- logs`.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct LogsRequest {
    /// `manager`, `consul` or `agent`; or a node
    #[arg(value_name = "ROLE|NODE")]
    pub of: LogsOf,
    /// How many of the last lines
    #[arg(short = 'n', long, env = "SWARMCTL_LINES", value_name = "N", default_value = "100")]
    pub lines: NonZeroU32,
    /// Go on with what comes, until Ctrl-C
    #[arg(short, long, env = "SWARMCTL_FOLLOW", value_parser = switch)]
    pub follow: bool,
    /// The engine's journal on those nodes instead
    #[arg(long, env = "SWARMCTL_ENGINE", value_parser = switch)]
    pub engine: bool,
}

/// Whose words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogsOf {
    /// The containers of a role, over all nodes.
    Role(ContainerRole),
    /// The containers of a node.
    Node(NodeName),
}

impl FromStr for LogsOf {
    type Err = NameError;

    /// A role goes before a node of the same name.
    fn from_str(text: &str) -> Result<Self, NameError> {
        let roles = [ContainerRole::Manager, ContainerRole::Consul, ContainerRole::Agent];
        match roles.into_iter().find(|role| role.as_str() == text) {
            Some(role) => Ok(Self::Role(role)),
            None => text.parse().map(Self::Node),
        }
    }
}
