//! Carries a plan out: what runs when, what a step does to the world, what it writes down. It decides nothing that the plan has not decided, and prints
//! nothing: it sends events.

mod act;
mod ca_change;
mod consul_servers;
mod discovery;
mod engine_version;
mod error;
mod failover;
mod gate;
mod host_container;
mod migrate;
mod node;
mod node_lock;
mod operator;
mod pair;
mod power;
mod refresh;
mod scheduler;
mod swarm_mode;
mod unlock;
mod wellness;
mod workshop;

pub use error::Error;
pub use node_lock::{HeldLock, LockPlaces, NotHeld, leave_lock, take_lock};
pub use pair::note_kept;
pub use scheduler::{Outcome, Settings, carry_out};
pub use workshop::{CaAccess, HostMaker, Workshop};
