//! What holds copies of clients' certificates outside the store and can be found again: contexts of the docker client's.

use crate::model::ClusterName;
use crate::report::Ui;
use crate::state::ClusterDir;

use super::docker_context;

/// Brings the contexts that swarmctl made up to date and tells it. The change itself does not fail where that fails.
pub(in crate::run) fn contexts_follow(dir: &ClusterDir, ui: &Ui) {
    match docker_context::follow(dir) {
        Ok(names) if names.is_empty() => {}
        Ok(names) => ui.note(&format!("brought the docker client's context {} up to date", quoted(&names))),
        Err(_) => ui.warn("a docker context could not be brought up to date; `swarmctl context create` makes it anew"),
    }
}

/// Writes the cluster's name into the contexts that swarmctl made for it under the name `from`, and tells it: by that name they are found when certificates
/// change. The cluster has its name all the same where that fails.
pub(in crate::run) fn contexts_renamed(dir: &ClusterDir, from: &ClusterName, ui: &Ui) {
    match docker_context::rename(dir, from) {
        Ok(names) if names.is_empty() => {}
        Ok(names) => ui.note(&format!("the docker client's context {} is cluster `{}`'s from now on", quoted(&names), dir.name())),
        Err(_) => ui.warn(&format!("a docker context could not be given the cluster's name; `swarmctl clusters rename {from} {}` tries again", dir.name())),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
