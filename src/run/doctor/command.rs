//! The verb.

use crate::cli::DoctorRequest;
use crate::model::{Exit, Severity};
use crate::report::{Ailment, Checkup};
use crate::run::ended::Result;
use crate::run::place;
use crate::run::session::Session;
use crate::state::ClusterDir;

use super::{bundle, programs, store};

/// Checks, tells, and packs.
pub(in crate::run) async fn doctor(request: &DoctorRequest, session: &Session<'_>) -> Result<Exit> {
    let clusters = clusters(session)?;
    let mut items = programs::look(&clusters).await;
    items.extend(store::look(&session.store, &clusters));
    let checkup = Checkup { version: env!("CARGO_PKG_VERSION").to_owned(), system: system(), items };
    let bundle = request.bundle.as_deref().map(|path| bundle::write(path, &checkup, &clusters)).transpose()?;
    session.ui.checkup(&checkup)?;
    if let Some(path) = bundle {
        session.ui.note(&format!("wrote {}; look at it before you send it", path.display()));
    }
    let is_wrong = |item: &Ailment| item.severity == Severity::Error;
    Ok(if checkup.items.iter().any(is_wrong) { Exit::Preflight } else { Exit::Ok })
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
