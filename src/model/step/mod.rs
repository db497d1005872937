//! Steps: everything swarmctl can do to the world, as one closed list.

mod kinds;
mod parts;
mod words;

pub use kinds::Step;
pub use parts::{EngineChange, ImageSource, LeafRequest, NodeCheck, OwnContainer, Wellness};
