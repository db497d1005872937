//! Discovery: Consul's servers, or what takes their place. A store of somebody else is judged by what managers know through it.

use crate::model::{Check, Discovery, Finding, ManagerView, StoreUrl};

use super::consul;
use super::context::Context;
use super::findings::{Diagnosis, error, ok};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    match &context.cluster.discovery {
        Discovery::Consul { .. } => consul::check(context),
        Discovery::Static => {
            let nodes = context.cluster.pool().count();
            vec![ok(Check::Discovery, None, format!("static: the manager has a list of {nodes} nodes"))]
        }
        Discovery::External(store) => match unused(context, &store.url) {
            Some(trouble) => vec![error(Check::Discovery, None, trouble.cause, trouble.hint)],
            None => vec![ok(Check::Discovery, None, format!("the store is {}, which is not swarmctl's own", store.url))],
        },
    }
}

/// What keeps discovery from working, if anything does.
pub(super) fn trouble(context: &Context) -> Option<Diagnosis> {
    match &context.cluster.discovery {
        Discovery::Consul { .. } => consul::trouble(context),
        Discovery::Static => None,
        Discovery::External(store) => unused(context, &store.url),
    }
}

/// Managers that cannot use their store answer all the same, and go on with the nodes that they knew; but none of them sees a primary (measured on Swarm 1.2.9).
fn unused(context: &Context, url: &StoreUrl) -> Option<Diagnosis> {
    let managers = context.speaking_managers();
    let sees_none = |view: &&ManagerView| view.role.as_deref() == Some("replica") && view.primary.as_deref().unwrap_or_default().is_empty();
    let blind = !managers.is_empty() && managers.iter().all(sees_none);
    blind.then(|| {
        let hint =
            "see that the store is up, and that it lets the nodes in and their keys be written; `docker logs swarmctl-manager` on a manager has its answers";
        Diagnosis::new(format!("no manager sees a primary in the store {url}"), hint)
    })
}
