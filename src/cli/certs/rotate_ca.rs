//! `swarmctl certs rotate-ca`.

use std::num::NonZeroUsize;

use clap::Args;

use crate::cli::values::switch;

use super::rotate::ChangeArgs;

const EXAMPLES: &str = "\
Examples:
  swarmctl certs rotate-ca --dry-run
  swarmctl certs rotate-ca                  another CA, in four stages; run again, it goes on
  swarmctl certs rotate-ca --status
  swarmctl certs rotate-ca --abort          back to the former CA, while it is still trusted
  swarmctl certs rotate-ca --now --yes      at once, because the CA's key has leaked";

/// Give the cluster another CA, on a cluster that goes on working
///
/// In four stages, each finished on every node before the next: `trust`, everyone trusts the former CA and the new one; `leaves`, the nodes' certificates are
/// issued by the new one; `clients`, the operator's and the named clients' are; `drop`, the former one is trusted no more. At no moment is anyone locked
/// out. A CA that `certs ca import` brought is the new one; else one is made.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct CertsRotateCaRequest {
    /// Say how far it is
    #[arg(long, env = "SWARMCTL_STATUS", value_parser = switch, conflicts_with_all = ["resume", "abort", "now"])]
    pub status: bool,
    /// Go on with a change of CAs that is under way, and begin none
    #[arg(long, env = "SWARMCTL_RESUME", value_parser = switch, conflicts_with_all = ["abort", "now"])]
    pub resume: bool,
    /// Go back to the former CA
    #[arg(long, env = "SWARMCTL_ABORT", value_parser = switch, conflicts_with = "now")]
    pub abort: bool,
    /// Trust the new CA alone at once: certificates of the former one are refused from then on, and the cluster does not answer while it changes
    #[arg(long, env = "SWARMCTL_NOW", value_parser = switch)]
    pub now: bool,
    /// How many workers at once; managers and discovery nodes always come one by one
    #[arg(long, env = "SWARMCTL_PARALLEL", value_name = "N", default_value = "1")]
    pub parallel: NonZeroUsize,
    /// What every change of certificates has.
    #[command(flatten)]
    pub manner: ChangeArgs,
}
