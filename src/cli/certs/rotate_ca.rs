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
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub(in crate::cli) struct RotateCaArgs {
    #[command(flatten)]
    course: CourseArgs,
    /// How many workers at once; managers and discovery nodes always come one by one
    #[arg(long, env = "SWARMCTL_PARALLEL", value_name = "N", default_value = "1")]
    parallel: NonZeroUsize,
    /// What every change of certificates has.
    #[command(flatten)]
    manner: ChangeArgs,
}

/// One of them at most.
#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag; `CaCourse` is what comes of them")]
struct CourseArgs {
    /// Say how far it is
    #[arg(long, env = "SWARMCTL_STATUS", value_parser = switch)]
    status: bool,
    /// Go on with a change of CAs that is under way, and begin none
    #[arg(long, env = "SWARMCTL_RESUME", value_parser = switch)]
    resume: bool,
    /// Go back to the former CA
    #[arg(long, env = "SWARMCTL_ABORT", value_parser = switch)]
    abort: bool,
    /// Trust the new CA alone at once: certificates of the former one are refused from then on, and managers do not answer while it changes
    #[arg(long, env = "SWARMCTL_NOW", value_parser = switch)]
    now: bool,
}

/// What is to become of the CA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaCourse {
    /// A change goes on, or one is begun.
    Change,
    /// It is said how far it is.
    Status,
    /// The change that is under way goes on.
    Resume,
    /// It goes back to the former CA.
    Abort,
    /// The new CA is the only one at once.
    Now,
}

/// Give the cluster another CA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertsRotateCaRequest {
    /// Which way.
    pub course: CaCourse,
    /// How many workers at once.
    pub parallel: NonZeroUsize,
    /// What every change of certificates has.
    pub manner: ChangeArgs,
}

impl From<RotateCaArgs> for CertsRotateCaRequest {
    fn from(args: RotateCaArgs) -> Self {
        let course = match args.course {
            CourseArgs { status: true, .. } => CaCourse::Status,
            CourseArgs { resume: true, .. } => CaCourse::Resume,
            CourseArgs { abort: true, .. } => CaCourse::Abort,
            CourseArgs { now: true, .. } => CaCourse::Now,
            CourseArgs { .. } => CaCourse::Change,
        };
        Self { course, parallel: args.parallel, manner: args.manner }
    }
}
