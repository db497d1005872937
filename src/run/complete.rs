//! Completion: the names that only the store knows.

use std::ffi::OsString;
use std::sync::Arc;

use crate::cli::{self, Names, NamesOf, NamesWanted};
use crate::model::ClusterName;
use crate::report::{Settings, Ui};
use crate::state::{ClusterDir, Places, Store};

use super::place;

/// Answers a completion script, if one asked. It never fails and says nothing beside its answer: it speaks in the middle of the user's line.
pub fn complete(argv: &[OsString]) -> bool {
    let names: Names = Arc::new(|wanted: &NamesWanted| names(wanted).unwrap_or_default());
    let Some(candidates) = cli::candidates(argv, &names) else { return false };
    // Where standard output takes nothing, nobody waits for an answer.
    let _ = Ui::new(&Settings::default()).data(candidates);
    true
}

/// Whatever can be read; a store that is broken has no names.
fn names(wanted: &NamesWanted) -> Option<Vec<String>> {
    let root = wanted.home.clone().or_else(|| Places::of_this_user().root().ok())?;
    let store = Store::open(&root).ok()?;
    match wanted.of {
        NamesOf::Clusters => Some(store.clusters().ok()?.iter().map(|dir| dir.name().to_string()).collect()),
        NamesOf::Nodes => {
            let spec = meant(&store, wanted)?.spec().ok()??;
            let cluster = place::parse_stored(&spec).ok()?;
            Some(cluster.nodes.iter().map(|node| node.name.to_string()).collect())
        }
        NamesOf::Clients => Some(meant(&store, wanted)?.named_clients().ok()?.iter().map(|client| client.name.to_string()).collect()),
    }
}

fn meant(store: &Store, wanted: &NamesWanted) -> Option<ClusterDir> {
    match &wanted.cluster {
        Some(name) => store.cluster(&name.parse::<ClusterName>().ok()?),
        None => place::only(store).ok(),
    }
}
