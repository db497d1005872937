//! What can go wrong with the store: each error names the file and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::{CaStage, ClusterName, Exit, Explain, Failure};

use super::Holder;
use super::cluster_dir::SPEC_HINT;

/// What calls to the store come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing says where the store is.
    #[error("there is no place for the store: neither `SWARMCTL_HOME` nor a home directory is set")]
    NoPlace,
    /// The store takes no changes; found before anything was done.
    #[error("the store `{}` cannot be written", .path.display())]
    NotWritable {
        /// The directory.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file or directory of the store could not be read.
    #[error("could not read `{}`", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file or directory of the store could not be written or removed.
    #[error("could not write `{}`", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file is there but does not hold what it should.
    #[error("`{}` is damaged: {problem}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
        /// What to do.
        hint: String,
    },
    /// The store's copy of the spec has problems.
    #[error("the cluster's spec in `{}` cannot be used: {}", .path.display(), .failure.cause)]
    Spec {
        /// The file.
        path: PathBuf,
        /// What the spec's reader says.
        failure: Box<Failure>,
    },
    /// A file was written by a newer swarmctl.
    #[error("`{}` has form {found}, and this swarmctl knows only up to {known}", .path.display())]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: u32,
        /// The newest form that can be read.
        known: u32,
    },
    /// A change of the CA was begun and has not ended.
    #[error("cluster `{cluster}` is changing its CA already (stage `{}`)", .stage.as_str())]
    RotationUnderWay {
        /// The cluster.
        cluster: ClusterName,
        /// How far it is.
        stage: CaStage,
    },
    /// Another run holds the cluster.
    #[error("cluster `{cluster}` is held by {}", holder_words(.holder.as_ref()))]
    Locked {
        /// The cluster.
        cluster: ClusterName,
        /// Who holds it, where that is written already.
        holder: Option<Holder>,
    },
}

impl Error {
    /// For `map_err` round what reads.
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }

    /// For `map_err` round what writes.
    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::NoPlace => Some("name a directory for it with `SWARMCTL_HOME`".to_owned()),
            Self::NotWritable { .. } => Some("make it writable for you, or name another directory with `SWARMCTL_HOME`".to_owned()),
            Self::Read { source, .. } | Self::Write { source, .. } => io_hint(source.kind()),
            Self::Damaged { hint, .. } => Some(hint.clone()),
            Self::Spec { .. } => Some(SPEC_HINT.to_owned()),
            Self::NewerSchema { .. } => Some("use the swarmctl that wrote it, or a newer one".to_owned()),
            Self::RotationUnderWay { .. } => Some("end it first with `swarmctl certs rotate-ca`".to_owned()),
            Self::Locked { holder: Some(holder), .. } => Some(format!("wait until it ends; if it hangs, stop it with `kill {}`", holder.pid)),
            Self::Locked { holder: None, .. } => Some("wait until it ends, then try again".to_owned()),
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Locked { .. } => Exit::Locked,
            Self::Spec { failure, .. } => failure.exit,
            _ => Exit::Failed,
        }
    }

    fn detail(&self) -> Vec<String> {
        match self {
            Self::Spec { failure, .. } => failure.detail.clone(),
            _ => Vec::new(),
        }
    }
}

fn io_hint(kind: io::ErrorKind) -> Option<String> {
    let hint = match kind {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "check who owns it and whether its file system can be written",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, then run the same command again",
        _ => return None,
    };
    Some(hint.to_owned())
}

fn holder_words(holder: Option<&Holder>) -> String {
    holder.map_or_else(|| "another run".to_owned(), ToString::to_string)
}
