//! The verb.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::cli::DoctorRequest;
use crate::model::{Exit, Severity};
use crate::report::{Ailment, Checkup};
use crate::run::ended::Result;
use crate::run::place;
use crate::run::reach::{CONNECT_TIMEOUT, Reach};
use crate::run::session::Session;
use crate::run::verify;
use crate::state::ClusterDir;

use super::{bundle, programs, store};

/// How long a cluster may take to be checked for the archive.
const PATIENCE: Duration = Duration::from_secs(60);

/// Checks, tells, and packs.
pub(in crate::run) async fn doctor(request: &DoctorRequest, session: &Session<'_>) -> Result<Exit> {
    let clusters = clusters(session)?;
    let mut items = programs::look(&clusters).await;
    items.extend(store::look(&session.store, &clusters));
    let checkup = Checkup { version: env!("CARGO_PKG_VERSION").to_owned(), system: system(), items };
    if let Some(path) = &request.bundle {
        let file = bundle::create(path)?;
        bundle::write(file, path, &checkup, &findings(&clusters).await)?;
    }
    session.ui.checkup(&checkup)?;
    if let Some(path) = &request.bundle {
        session.ui.note(&format!("wrote {}; look at it before you send it", path.display()));
    }
    let is_wrong = |item: &Ailment| item.severity == Severity::Error;
    Ok(if checkup.items.iter().any(is_wrong) { Exit::Preflight } else { Exit::Ok })
}

/// What `verify` finds on each cluster, or why it finds nothing.
async fn findings(clusters: &[ClusterDir]) -> Vec<(ClusterDir, Value)> {
    let of_one = |dir: &ClusterDir| {
        let dir = dir.clone();
        async move {
            let found = match timeout(PATIENCE, check(&dir)).await {
                Ok(Ok(found)) => found,
                Ok(Err(_)) => json!({ "notChecked": "the store does not say enough" }),
                Err(_) => json!({ "notChecked": format!("it took longer than {} s", PATIENCE.as_secs()) }),
            };
            (dir, found)
        }
    };
    join_all(clusters.iter().map(of_one)).await
}

async fn check(dir: &ClusterDir) -> Result<Value> {
    let place = place::open(dir.clone())?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let report = verify::check(&*reach.links, &place.cluster).await;
    reach.close().await;
    // A struct of strings and lists always serializes.
    Ok(serde_json::to_value(&report).unwrap_or_default())
}

/// The cluster that is named, else all of the store.
fn clusters(session: &Session<'_>) -> Result<Vec<ClusterDir>> {
    match &session.globals.cluster {
        Some(_) => Ok(vec![place::named_or_only(session)?]),
        None => Ok(session.store.clusters()?),
    }
}

fn system() -> String {
    format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
}
