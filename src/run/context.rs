//! `context`: contexts of the docker client's.

use crate::cli::{ContextName, ContextRequest, EnvTarget};
use crate::model::{Exit, Failure};
use crate::report::Deed;

use super::certs::{Wanted, client_files, make_context, remove_context};
use super::ended::{Ended, Result};
use super::env;
use super::place::{self, Place};
use super::session::Session;

/// Makes or removes one.
pub(super) fn context(request: &ContextRequest, session: &Session<'_>) -> Result<Exit> {
    match request {
        ContextRequest::Create { name, target } => {
            let place = place::chosen(session)?;
            place.needs_tls()?;
            let wanted = Wanted {
                name: match name {
                    Some(name) => name.clone(),
                    None => default_name(&place, target)?,
                },
                host: env::endpoint(&place, target)?,
                hint: "give it another name: `swarmctl context create NAME`",
            };
            make_context(&place, &client_files(&place, None)?, &wanted)?;
            session.ui.deed(&Deed::Context { cluster: place.cluster.name.clone(), name: None, context: wanted.name.to_string(), host: wanted.host })?;
        }
        ContextRequest::Rm { name } => {
            remove_context(name)?;
            session.ui.deed(&Deed::ContextRemoved { context: name.to_string() })?;
        }
    }
    Ok(Exit::Ok)
}

/// The cluster's name; of one node's, the cluster's and the node's.
fn default_name(place: &Place, target: &EnvTarget) -> Result<ContextName> {
    let cluster = &place.cluster.name;
    let name = match target {
        EnvTarget::Engine(node) | EnvTarget::Manager(node) => format!("{cluster}-{node}"),
        EnvTarget::Cluster | EnvTarget::Unset => cluster.to_string(),
    };
    name.parse().map_err(|error| {
        let failure = Failure::new(format!("the cluster's name cannot be a docker context's: {error}"), Exit::Usage);
        Ended::with(failure.hint("give it one: `swarmctl context create NAME`"))
    })
}
