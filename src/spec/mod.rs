//! The spec: YAML text and flags to a validated [`Cluster`](crate::model::Cluster), and back to YAML. All problems come at once, each with its
//! place and the nearest right word. Nothing here touches a file, a host or the store.
//!
//! `docker_machine` makes the same of what docker-machine knows.
//!
//! `tree` (YAML with positions) → `read` (checked against the `shape` of the v1 schema) → `v1::Document` → `draft` (flags on top) → `validate`.

mod discovery;
mod docker_machine;
mod draft;
mod example;
mod migrate;
mod nearest;
mod origins;
mod overrides;
mod parse;
mod portable;
mod problem;
mod read;
mod shape;
mod tree;
mod v1;
mod validate;
mod write;

pub use crate::model::{DurationError, format_duration, parse_duration};
pub use docker_machine::{Adoption, Machine, MachineError, SwarmPart, adopt, read_machine};
pub use draft::{Draft, SourceContext};
pub use example::example;
pub use migrate::in_swarm_mode;
pub use overrides::{NodeFlag, NodeFlagError, Overrides, SshOverrides};
pub use parse::parse;
pub use portable::{NamedFile, named_files, to_portable_yaml};
pub use problem::{Error, Problem, printable};
pub use v1::{HostKeyChecking, schema};
pub use write::to_yaml;
