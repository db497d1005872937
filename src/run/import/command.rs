//! The verb: which kind of import it is, and what holds for each of them.

use crate::cli::ImportRequest;
use crate::model::{ClusterName, Exit, Failure};
use crate::run::ended::{Ended, Result};
use crate::run::session::Session;
use crate::state::ClusterDir;

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
pub(super) fn must_be_free(place: &ClusterDir) -> Result<()> {
    if place.exists() { Err(taken(place.name())) } else { Ok(()) }
}

fn taken(name: &ClusterName) -> Ended {
    let failure = Failure::new(format!("cluster `{name}` is in the store already"), Exit::Usage);
    Ended::with(failure.hint(format!("forget it with `swarmctl clusters rm {name}`, or import into another store with `--home DIR`")))
}
