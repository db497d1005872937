//! From the transport to facts: what a node is, found in one round trip by SSH and a few requests to its engine. Writes nothing.

mod error;
mod live;
mod look;
mod packages;
mod parse;
mod patience;

pub use error::Error;
pub use live::{Engines, Served, engines, managers, nodes_within, observe, observe_within, served, swarm_mode};
pub use look::{lock, look, look_all, unreached};
pub use packages::engine_origins;
pub use patience::Patience;
