//! `clusters`: the store's clusters, which of them is the default, and the end of one in the store alone.

use time::OffsetDateTime;

use crate::cli::ClustersRequest;
use crate::model::{Cluster, ClusterName, Driver, Exit, Failure};
use crate::report::{ClusterRow, Deed};
use crate::state::{ClusterDir, Holder, Store};

use super::ended::{Ended, Result};
use super::place;
use super::rename;
use super::session::Session;

/// Lists, chooses, renames or forgets.
pub(super) async fn clusters(request: &ClustersRequest, session: &Session<'_>) -> Result<Exit> {
    match request {
        ClustersRequest::Ls => session.ui.list(&rows(&session.store)?)?,
        ClustersRequest::Use(name) => choose(name.as_ref(), session)?,
        ClustersRequest::Rename { from, to } => rename::rename(from, to, session)?,
        ClustersRequest::Rm(name) => forget(name, session).await?,
    }
    Ok(Exit::Ok)
}

/// A row for each cluster, also for one that cannot be read.
pub(super) fn rows(store: &Store) -> Result<Vec<ClusterRow>> {
    let default = store.default_cluster()?;
    let row = |dir: &ClusterDir| {
        let stored = spec(dir);
        let error = stored.is_none().then(|| format!("{} cannot be read", dir.spec_path().display()));
        ClusterRow {
            cluster: dir.name().clone(),
            default: default.as_ref() == Some(dir.name()),
            orchestrator: stored.as_ref().map(|c| c.orchestrator),
            driver: stored.as_ref().map(|c| c.driver),
            nodes: stored.as_ref().map(|c| c.nodes.len()),
            error,
        }
    };
    Ok(store.clusters()?.iter().map(row).collect())
}

fn spec(dir: &ClusterDir) -> Option<Cluster> {
    place::stored(dir).ok().and_then(|stored| stored.cluster)
}

fn choose(name: Option<&ClusterName>, session: &Session<'_>) -> Result<()> {
    match name {
        Some(name) => {
            session.store.cluster(name).ok_or_else(|| place::no_such(&session.store, name))?;
            session.store.set_default_cluster(name)?;
        }
        None => session.store.unset_default_cluster()?,
    }
    Ok(session.ui.deed(&Deed::DefaultCluster { cluster: name.cloned() })?)
}

async fn forget(name: &ClusterName, session: &Session<'_>) -> Result<()> {
    let dir = session.store.cluster(name).ok_or_else(|| place::no_such(&session.store, name))?;
    let cluster = spec(&dir);
    session.ui.note(&what_stays(name, cluster.as_ref()));
    if !session.globals.yes && !session.ui.confirm_name(name, "forget it").await? {
        return Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)));
    }
    let _lock = dir.lock(&Holder::this_process("clusters rm", OffsetDateTime::now_utc()))?;
    dir.forget()?;
    session.store.forget_default_cluster(name)?;
    let nodes = cluster.map(|cluster| cluster.nodes.into_iter().map(|node| node.name).collect()).unwrap_or_default();
    Ok(session.ui.deed(&Deed::ClusterForgotten { cluster: name.clone(), nodes })?)
}

fn what_stays(name: &ClusterName, cluster: Option<&Cluster>) -> String {
    let hosts = match cluster {
        Some(cluster) => cluster.nodes.iter().map(|node| node.name.as_str()).collect::<Vec<_>>().join(", "),
        None => "its nodes".to_owned(),
    };
    let on = match cluster.map(|cluster| cluster.driver) {
        Some(Driver::Docker) => "the containers that are its hosts",
        _ => "its containers, certificates and engine configuration",
    };
    format!("{on} stay on {hosts}; `swarmctl destroy -c {name}` takes them away, and cannot once the cluster is forgotten")
}
