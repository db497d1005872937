//! `swarmctl unlock-key`.

use std::time::Duration;

use clap::Args;

use super::ca_key::PassphraseArgs;
use super::values::{self, switch};

const EXAMPLES: &str = "\
Examples:
  swarmctl unlock-key
  swarmctl unlock-key --rotate
  swarmctl unlock-key | docker -H ssh://root@manager-1 swarm unlock";

/// Print the key that unlocks the managers of a swarm
///
/// Swarm mode with `swarmMode: { autolock: true }`: a manager whose engine restarted is locked until it is given this key. `init`
/// and everything else of swarmctl's that restarts engines does that; the key is kept in the store as the CA's key is.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(before_help = EXAMPLES)]
pub struct UnlockKeyRequest {
    /// Let the swarm have another key first
    #[arg(long, env = "SWARMCTL_ROTATE", value_parser = switch)]
    pub rotate: bool,
    /// Give up on a step that takes longer on a node, as in `90s` or `5m`
    #[arg(long, env = "SWARMCTL_TIMEOUT", value_name = "DURATION", value_parser = values::duration)]
    pub timeout: Option<Duration>,
    /// What opens it.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}
