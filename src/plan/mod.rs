//! What to do, as a pure function of what is wanted (`Cluster`), what the store knows (`Stored`) and what was seen (`NodeFacts`). A file a verb, a file an
//! orchestrator; nothing here is async or does I/O.

mod addresses;
mod consul;
mod consul_servers;
mod containers;
mod daemon_json;
mod destroy;
mod discovery;
mod error;
mod failover;
mod home_swarm;
mod hosts;
mod init;
mod leave;
mod migrate;
mod nodes;
mod power;
mod preflight;
mod rotate;
mod rotate_ca;
mod round;
mod ssh_access;
mod standalone;
mod swarm_mode;
mod turns;
mod unit;
mod upgrade;
mod wellness;

pub use addresses::advertised;
pub use consul_servers::Losses;
pub use destroy::destroy;
pub use error::Error;
pub use failover::{failover, may_fail_over};
pub use hosts::create_hosts;
pub use init::{assume_prepared, chain, init, init_after, may_be_absent, prepare};
pub use leave::{Leaving, leave, may_be_no_manager, may_leave};
pub use migrate::{Migrating, back, becoming, cannot_move, finish, join, without_tries};
pub use nodes::Inputs;
pub use power::{Costs, Power, Standing, restart, start, stop};
pub use preflight::{Looked, preflight};
pub use rotate::{Renew, Rotation, rotate};
pub use rotate_ca::{HandOver, Progress, holds_its_pair, rotate_ca};
pub use swarm_mode::{rotate_unlock_key, swarm_leader};
pub use upgrade::{Upgrade, may_have_images, refresh_packages, upgrade};
