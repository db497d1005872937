//! `clusters rename`: another name for a cluster, in the store and in what this machine has of it. Its hosts are not touched.

use time::OffsetDateTime;

use crate::model::{Cluster, ClusterName, Exit, Failure};
use crate::report::Deed;
use crate::spec;
use crate::state::{ClusterDir, Holder};

use super::certs::contexts_renamed;
use super::ended::{Ended, Result};
use super::place;
use super::session::Session;

const TAKE_ANOTHER: &str = "take another name; `swarmctl clusters ls` lists those that are taken";

/// Gives the cluster `from` the name `to`, or finishes a run that was cut off at it.
pub(super) fn rename(from: &ClusterName, to: &ClusterName, session: &Session<'_>) -> Result<()> {
    if from == to {
        return Err(refusal(format!("cluster `{from}` is to have the name that it has"), TAKE_ANOTHER));
    }
    let (old, new) = (session.store.at(from), session.store.at(to));
    if !old.exists() && !new.exists() {
        return Err(place::no_such(&session.store, from));
    }
    session.store.check_writable()?;
    let holder = Holder::this_process("clusters rename", OffsetDateTime::now_utc());
    let _locks = (old.lock(&holder)?, new.lock(&holder)?);
    match (old.exists(), new.exists()) {
        (true, false) => in_store(&old, &new, session)?,
        (true, true) => return Err(taken(to)),
        // The directory was moved, and the run cut off after that.
        (false, true) if new.was_renamed_from(from)? => {}
        (false, _) => return Err(place::no_such(&session.store, from)),
    }
    session.touch(&new);
    if session.store.default_cluster()?.as_ref() == Some(from) {
        session.store.set_default_cluster(to)?;
    }
    contexts_renamed(&new, from, session.ui);
    Ok(session.ui.deed(&Deed::ClusterRenamed { from: from.clone(), to: to.clone() })?)
}

fn in_store(old: &ClusterDir, new: &ClusterDir, session: &Session<'_>) -> Result<()> {
    place::check_free_as_mark(&session.store, new.name(), old.name(), |_| TAKE_ANOTHER.to_owned())?;
    let stored = place::stored(old)?;
    let spec = stored.cluster.clone().ok_or_else(|| place::no_spec(old.name()))?;
    let spec = spec::to_yaml(&Cluster { name: new.name().clone(), ..spec });
    Ok(old.rename(&place::record(&stored, OffsetDateTime::now_utc()), &spec, new)?)
}

fn taken(name: &ClusterName) -> Ended {
    refusal(format!("there is a cluster `{name}` already"), TAKE_ANOTHER)
}

fn refusal(cause: String, hint: &str) -> Ended {
    Ended::with(Failure::new(cause, Exit::Usage).hint(hint))
}
