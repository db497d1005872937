//! `swarmctl certs ls`.

use clap::Args;

use crate::model::NodeName;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs ls
  swarmctl certs ls m1 w1
  swarmctl certs ls -o json";

/// List the cluster's certificates, each where it lives
///
/// The CA, the clients' certificates, and what the engine, the manager and the Consul of every node serve at this moment, held against what the node was
/// given. All nodes are asked at once; one that does not answer has its row too, and the exit code is then 5.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct CertsLsRequest {
    /// Only what these nodes serve
    #[arg(value_name = "NODE")]
    pub nodes: Vec<NodeName>,
}
