//! The spec: YAML text and flags to a validated [`Cluster`](crate::model::Cluster), and back to YAML. All problems come at once, each with its
//! place and the nearest right word. Nothing here touches a file, a host or the store.
//!
//! `tree` (YAML with positions) → `read` (checked against the `shape` of the v1 schema) → `v1::Document` → `draft` (flags on top) → `validate`.

mod discovery;
mod draft;
mod example;
mod migrate;
mod nearest;
mod origins;
mod overrides;
mod parse;
mod problem;
mod read;
mod shape;
mod tree;
mod v1;
mod validate;
mod write;

pub use crate::model::{DurationError, format_duration, parse_duration};
pub use draft::{Draft, SourceContext};
pub use example::example;
pub use migrate::in_swarm_mode;
pub use overrides::{NodeFlag, NodeFlagError, Overrides, SshOverrides};
pub use parse::parse;
pub use problem::{Error, Problem};
pub use v1::{HostKeyChecking, schema};
pub use write::to_yaml;
