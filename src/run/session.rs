//! What every verb is given: the store, the way to the user, and the flags that all verbs have.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::cli::Globals;
use crate::report::Ui;
use crate::state::{ClusterDir, Places, Store};

use super::ended::{Ended, Result};
use super::expiry::Touched;

/// One invocation of the program.
pub(super) struct Session<'a> {
    pub(super) store: Store,
    pub(super) ui: &'a Ui,
    pub(super) globals: &'a Globals,
    touched: OnceLock<Touched>,
}

impl<'a> Session<'a> {
    /// Opens the store: the one that is named, else this user's.
    pub(super) fn open(globals: &'a Globals, ui: &'a Ui) -> Result<Self> {
        let root = match &globals.home {
            Some(home) => home.clone(),
            None => Places::of_this_user().root()?,
        };
        Ok(Self { store: Store::open(&root)?, ui, globals, touched: OnceLock::new() })
    }

    /// Notes which cluster the run is about; at its end it is told what ends soon there.
    pub(super) fn touch(&self, dir: &ClusterDir) {
        // A run is about one cluster, so that a second note says the same.
        let _ = self.touched.get_or_init(|| Touched::now(dir));
    }

    /// The cluster that the run is about, once it is known.
    pub(super) fn touched(&self) -> Option<&Touched> {
        self.touched.get()
    }
}

/// The directory at which a relative path of the user's begins.
pub(super) fn working_dir() -> Result<PathBuf> {
    std::env::current_dir().map_err(Ended::io("the working directory is not known"))
}
