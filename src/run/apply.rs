//! `plan` and `apply`: the difference between a spec and the cluster that exists, shown and carried out.

use time::OffsetDateTime;

use crate::cli::{ApplyRequest, CaKeyArgs, CarryArgs, InitRequest, PlanRequest};
use crate::model::Exit;
use crate::spec::Overrides;
use crate::state::Holder;

use super::ended::Result;
use super::init::Absent;
use super::session::Session;
use super::{init, spec_source};

const VERB: &str = "apply";

/// Shows what `apply` would do.
pub(super) async fn plan(request: &PlanRequest, session: &Session<'_>) -> Result<Exit> {
    let (cluster, dir) = spec_source::existing(request.file.as_ref(), session)?;
    let again = InitRequest::again(Overrides::default(), CarryArgs { concurrency: request.concurrency, ..CarryArgs::default() }, CaKeyArgs::default());
    let looking = InitRequest { dry_run: true, detailed_exitcode: request.detailed_exitcode, ..again };
    init::show(VERB, &looking, (cluster, Absent::Refused), &dir, session.ui).await
}

/// Brings a cluster that exists to its spec.
pub(super) async fn apply(request: &ApplyRequest, session: &Session<'_>) -> Result<Exit> {
    let (cluster, dir) = spec_source::existing(request.file.as_ref(), session)?;
    session.store.check_writable()?;
    let _lock = dir.lock(&Holder::this_process(VERB, OffsetDateTime::now_utc()))?;
    let doing = InitRequest::again(Overrides::default(), request.carry.clone(), request.ca_key.clone());
    init::bring_about(VERB, &doing, (cluster, Absent::Refused), dir, session.ui).await
}
