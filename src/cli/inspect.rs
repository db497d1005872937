//! `swarmctl inspect`.

use clap::Args;

use crate::model::NodeName;

const EXAMPLES: &str = "\
Examples:
  swarmctl inspect
  swarmctl inspect worker-1
  swarmctl inspect worker-1 --format '{{ node.address }} {{ node.cert.notAfter }}'
  swarmctl inspect --format '{% for node in nodes %}{{ node.name }} {{ node.address }}\n{% endfor %}'";

/// Show all that the store knows of the cluster or of a node, as one JSON document
///
/// The spec in force, addresses and endpoints, roles, certificates as they were issued, what was done to each node, the last run.
/// No host is asked and no key shown. `--format` fills a template in the words of Jinja with the document's values.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct InspectRequest {
    /// The node [default: the cluster]
    #[arg(value_name = "NODE")]
    pub node: Option<NodeName>,
    /// Print this template instead
    #[arg(long, env = "SWARMCTL_FORMAT", value_name = "TEMPLATE")]
    pub format: Option<String>,
}
