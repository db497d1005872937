//! The verb: which kind of import it is, and what holds for each of them.

use crate::cli::ImportRequest;
use crate::model::{ClusterName, Exit, Failure};
use crate::run::ended::{Ended, Result};
use crate::run::place::check_free_as_mark;
use crate::run::session::Session;
use crate::state::{ClusterDir, Store};

use super::{cluster, machines};

/// Takes in what is asked for.
pub(in crate::run) async fn import(request: &ImportRequest, session: &Session<'_>) -> Result<Exit> {
    session.store.check_writable()?;
    match request {
        ImportRequest::Cluster { file, passphrase } => cluster::import(file, passphrase, session).await,
        ImportRequest::Machines(request) => machines::import(request, session),
    }
}

/// Refuses a name that is taken: what the store has is never replaced. The cluster must be locked.
pub(super) fn must_be_free(place: &ClusterDir, store: &Store) -> Result<()> {
    if place.exists() { Err(taken(place.name())) } else { must_be_free_as_mark(place.name(), place, store) }
}

/// Refuses a name on the cluster's hosts that those of another cluster of the store carry.
pub(super) fn must_be_free_as_mark(mark: &ClusterName, place: &ClusterDir, store: &Store) -> Result<()> {
    check_free_as_mark(store, mark, place.name(), |_| "import into another store with `--home DIR`".to_owned())
}

fn taken(name: &ClusterName) -> Ended {
    let failure = Failure::new(format!("cluster `{name}` is in the store already"), Exit::Usage);
    Ended::with(failure.hint(format!("forget it with `swarmctl clusters rm {name}`, or import into another store with `--home DIR`")))
}
