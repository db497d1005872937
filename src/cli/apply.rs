//! `swarmctl plan` and `swarmctl apply`.

use std::num::NonZeroUsize;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ValueHint};

use super::values::{SpecSource, switch};
use super::{CaKeyArgs, CarryArgs};

const PLAN_EXAMPLES: &str = "\
Examples:
  swarmctl plan
  swarmctl plan -f cluster.yaml
  swarmctl plan --detailed-exitcode -q";

const APPLY_EXAMPLES: &str = "\
Examples:
  swarmctl apply
  swarmctl apply -f cluster.yaml";

/// Show the difference between a cluster's spec and what is there
///
/// All nodes are looked at, nothing is changed: what is listed is what `apply` would do with the same spec. It tells what the spec asks
/// for and is not there yet, and what was changed by hand: a container that somebody removed, a daemon.json that somebody edited.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = PLAN_EXAMPLES)]
pub struct PlanRequest {
    /// The spec; `-` is standard input
    ///
    /// Left out, it is the store's own copy.
    #[arg(short, long, env = "SWARMCTL_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = OsStringValueParser::new().map(SpecSource::from))]
    pub file: Option<SpecSource>,
    /// End with 10 if changes are pending
    #[arg(long, env = "SWARMCTL_DETAILED_EXITCODE", value_parser = switch)]
    pub detailed_exitcode: bool,
    /// How many nodes are worked on at once
    #[arg(long, env = "SWARMCTL_CONCURRENCY", value_name = "N", default_value = "32")]
    pub concurrency: NonZeroUsize,
}

/// Bring a cluster that exists to its spec
///
/// Does what `plan` shows: new nodes, other roles, addresses and settings of a file, or what was changed by hand put right. Nodes that
/// the file leaves out are refused: `remove-node` takes them out of the cluster. A cluster that is not there yet is `init`'s.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = APPLY_EXAMPLES)]
pub struct ApplyRequest {
    /// The spec; `-` is standard input
    ///
    /// Left out, it is the store's own copy.
    #[arg(short, long, env = "SWARMCTL_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = OsStringValueParser::new().map(SpecSource::from))]
    pub file: Option<SpecSource>,
    /// How its plan is carried out.
    #[command(flatten)]
    pub carry: CarryArgs,
    /// What opens the CA's key.
    #[command(flatten)]
    pub ca_key: CaKeyArgs,
}
