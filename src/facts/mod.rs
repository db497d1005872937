//! From the transport to facts: what a node is, found in one round trip by SSH and a few requests to its engine. Writes nothing.

mod error;
mod live;
mod look;
mod parse;

pub use error::Error;
pub use live::{Engines, Served, engines, managers, observe, served, swarm_mode};
pub use look::{look, look_all, unreached};
