//! `swarmctl add-node`.

use std::collections::BTreeMap;

use clap::Args;
use clap::error::ErrorKind;

use crate::model::{Availability, NodeName, Role};
use crate::spec::NodeFlag;

use super::values::{self, switch};
use super::{CaKeyArgs, CarryArgs};

const EXAMPLES: &str = "\
Examples:
  swarmctl add-node worker-3 ops@10.0.0.15
  swarmctl add-node worker-3=ops@10.0.0.15 worker-4=ops@10.0.0.16
  swarmctl add-node manager-2 ops@10.0.0.17 --role manager
  swarmctl add-node worker-5 ops@10.0.0.18 --label disk=ssd --availability drain
  swarmctl add-node worker --count 3";

/// What `add-node` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddNodeRequest {
    /// The nodes, with all that holds for each of them.
    pub nodes: Vec<NodeFlag>,
    /// So many hosts of the docker driver, named after the one node that is named.
    pub count: Option<u16>,
    /// Show the plan and change nothing.
    pub dry_run: bool,
    /// How its plan is carried out.
    pub carry: CarryArgs,
    /// What opens the CA's key.
    pub ca_key: CaKeyArgs,
}

/// Add nodes to a cluster, several at once
///
/// The spec in the store has them once all were looked at and nothing stands against them; then they are brought to the cluster, as `init`
/// does. A run that was cut off, or failed on a host, is finished by the same command (with the same name and host) or by `apply`. What is
/// not said is as the spec has it for all nodes: login, port, key. Nodes without a role that cannot be reached are left as they are.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(super) struct AddNodeArgs {
    /// NAME=[USER@]HOST[:PORT] each; for a single one also NAME [USER@]HOST[:PORT]; with the docker driver NAME alone
    #[arg(required = true, value_name = "NODE")]
    nodes: Vec<String>,
    /// What the nodes do beside being in the pool; the flag repeated for each
    #[arg(long = "role", env = "SWARMCTL_ROLE", value_name = "ROLE", value_delimiter = ' ', value_parser = values::role())]
    roles: Vec<Role>,
    /// Whether containers are placed on them
    #[arg(long, env = "SWARMCTL_AVAILABILITY", value_name = "WORD", value_parser = values::availability())]
    availability: Option<Availability>,
    /// A label, KEY=VALUE; the flag repeated for each
    #[arg(long = "label", env = "SWARMCTL_LABEL", value_name = "LABEL", value_delimiter = ' ', value_parser = values::label)]
    labels: Vec<(String, String)>,
    /// So many hosts that the docker driver makes: NAME-1, NAME-2, …, going on where the cluster's nodes end
    #[arg(long, env = "SWARMCTL_COUNT", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    count: Option<u16>,
    /// Show the plan and change nothing
    #[arg(long, env = "SWARMCTL_DRY_RUN", value_parser = switch)]
    dry_run: bool,
    #[command(flatten)]
    carry: CarryArgs,
    #[command(flatten)]
    ca_key: CaKeyArgs,
}

impl TryFrom<AddNodeArgs> for AddNodeRequest {
    type Error = clap::Error;

    fn try_from(args: AddNodeArgs) -> Result<Self, clap::Error> {
        let AddNodeArgs { nodes, roles, availability, labels, count, dry_run, carry, ca_key } = args;
        let labels: BTreeMap<_, _> = labels.into_iter().collect();
        let mut flags = nodes_of(&nodes)?;
        for flag in &mut flags {
            flag.roles.extend(roles.iter().copied());
            flag.availability = availability.or(flag.availability);
            flag.labels.extend(labels.clone());
        }
        if count.is_some() && !matches!(&flags[..], [NodeFlag { target: None, .. }]) {
            return Err(clap::Error::raw(ErrorKind::ArgumentConflict, "`--count` takes one NAME, without a host: the docker driver makes the hosts\n"));
        }
        Ok(Self { nodes: flags, count, dry_run, carry, ca_key })
    }
}

/// `NAME HOST` is `NAME=HOST` where HOST cannot be a name itself.
fn nodes_of(words: &[String]) -> Result<Vec<NodeFlag>, clap::Error> {
    let is_name = |word: &str| word.parse::<NodeName>().is_ok();
    let nodes = match words {
        [name, host] if is_name(name) && !host.contains('=') && !is_name(host) => vec![format!("{name}={host}")],
        words => words.to_vec(),
    };
    let wrong = |word: &str, error: String| clap::Error::raw(ErrorKind::ValueValidation, format!("`{}` is no node: {error}\n", word.escape_debug()));
    nodes.iter().map(|word| word.parse::<NodeFlag>().map_err(|error| wrong(word, error.to_string()))).collect()
}
