//! What is expected against what was observed, as findings that name the cause and the way out. Looks at values only: it neither asks a host
//! nor mends one. A file for each family of checks; `diagnose` and `faults` find the causes that they share.

mod assembled;
mod certs;
mod checks;
mod context;
mod deploy;
mod diagnose;
mod discovery;
mod engine;
mod faults;
mod findings;
mod info;
mod ps;
mod refusal;
mod swarm_mode;
mod version;
mod wire;

pub use assembled::is_assembled;
pub use checks::verify;
