//! The store: what the operator's machine remembers of each cluster, and how it is kept whole. It owns the spec's copy, the record, the keys,
//! `known_hosts`, the journal and the lock. Directories are 0700 and files 0600 from their first byte; a file is replaced as a whole or not at all.

mod cluster_dir;
mod error;
mod files;
mod journal;
mod keys;
mod known_hosts;
mod lock;
mod record;
mod root;
mod store;

pub use cluster_dir::ClusterDir;
pub use error::{Error, Result};
pub use journal::{Entry, Happened, Journal, RunEnd, RunJournal, StepRef, UnfinishedRun};
pub use keys::Pair;
pub use lock::{Holder, Lock};
pub use record::SCHEMA;
pub use root::Places;
pub use store::Store;
