//! swarmctl: from a list of machines that you reach by SSH to a TLS-secured Docker Swarm that you can trust.
//!
//! One way through: `cli → spec → facts → plan → execute → verify → report`, conducted by `run`. ARCHITECTURE.md has the map.

pub mod cli;
pub mod driver;
pub mod execute;
pub mod facts;
pub mod model;
pub mod pki;
pub mod plan;
pub mod report;
pub mod run;
pub mod spec;
pub mod state;
pub mod transport;
pub mod verify;
