//! The store: what the operator's machine remembers of each cluster, and how it is kept whole. It owns the spec's copy, the record, the keys,
//! `known_hosts`, the journal and the lock. Directories are 0700 and files 0600 from their first byte; a file is replaced as a whole or not at all.

mod archive;
mod ca_files;
mod clients;
mod cluster_dir;
mod error;
mod files;
mod history;
mod identity;
mod journal;
mod key_change;
mod keys;
mod known_hosts;
mod lock;
mod migration;
mod pem;
mod record;
mod rename;
mod root;
mod signed;
mod store;
mod transfer;
mod unlock_key;

pub use archive::{ArchiveError, CarriedFile, MOST_BYTES as MOST_ARCHIVE_BYTES, Manifest, pack, unpack};
pub use ca_files::CaKey;
pub use clients::NamedClient;
pub use cluster_dir::ClusterDir;
pub use error::{Error, Result};
pub use files::{make_dir as make_private_dir, replace as write_private};
pub use history::{Run, RunStep, StepEnd};
pub use journal::{Entry, Happened, Journal, RunEnd, RunJournal, StepRef, UnfinishedRun};
pub use lock::{Holder, Lock};
pub use pem::Pair;
pub use record::SCHEMA;
pub use root::Places;
pub use signed::Signed;
pub use store::Store;
pub use transfer::IncomingCluster;
pub use unlock_key::{KeptKey, UnlockKey};
