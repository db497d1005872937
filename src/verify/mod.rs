//! What is expected against what was observed, as findings that name the cause and the way out. Looks at values only: it neither asks a host
//! nor mends one. A file for each family of checks; `diagnose` and `faults` find the causes that they share.

mod assembled;
mod certs;
mod checks;
mod consul;
mod context;
mod deploy;
mod diagnose;
mod discovery;
mod engine;
mod expiry;
mod faults;
mod findings;
mod info;
mod ps;
mod quorum;
mod refusal;
mod standing;
mod swarm_health;
mod swarm_mode;
mod version;
mod wire;

pub use assembled::is_assembled;
pub use checks::verify;
pub use expiry::{EXPIRY_WINDOW, End, Owner, expiry_warning, soonest};
pub use quorum::quorum;
pub use standing::{nearness, standing};
