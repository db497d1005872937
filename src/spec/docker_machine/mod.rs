//! What docker-machine knows of its machines, as a cluster's spec: `config` reads one machine's `config.json`, `adopt` makes a cluster of machines. Forms and
//! defaults are those of docker-machine 0.16 (libmachine/host, libmachine/drivers/base.go, libmachine/swarm, libmachine/engine).

mod adopt;
mod config;

pub use adopt::{Adoption, adopt};
pub use config::{Machine, MachineError, SwarmPart, read_machine};
