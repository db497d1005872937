//! What holds copies of clients' certificates outside the store and can be found again: contexts of the docker client's.

use crate::report::Ui;
use crate::state::ClusterDir;

use super::docker_context;

/// Brings the contexts that swarmctl made up to date and tells it. The change itself does not fail where that fails.
pub(in crate::run) fn contexts_follow(dir: &ClusterDir, ui: &Ui) {
    match docker_context::follow(dir) {
        Ok(names) if names.is_empty() => {}
        Ok(names) => {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            ui.note(&format!("brought the docker client's context {} up to date", names.join(", ")));
        }
        Err(_) => ui.warn("a docker context could not be brought up to date; `swarmctl context create` makes it anew"),
    }
}
