//! `failover`: another manager becomes the primary, on purpose.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;

use crate::cli::FailoverRequest;
use crate::execute::{Settings, Workshop};
use crate::facts;
use crate::model::Exit;
use crate::plan;
use crate::state::Holder;

use super::carry::{carry, summary};
use super::ended::{Ended, Result};
use super::hold::{Holding, Locks, managers};
use super::interrupt::stop_signal;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Moves the primary, or shows what that would take.
pub(super) async fn failover(request: &FailoverRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    if let Some(to) = &request.to {
        place.node(to)?;
    }
    plan::may_fail_over(&place.cluster, request.to.as_ref())?;
    let _lock = if request.dry_run { None } else { Some(place.dir.lock(&Holder::this_process("failover", OffsetDateTime::now_utc()))?) };
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let exit = fail_over(request, &place, &reach, session).await;
    reach.close().await;
    exit
}

async fn fail_over(request: &FailoverRequest, place: &Place, reach: &Reach, session: &Session<'_>) -> Result<Exit> {
    let (began, ui) = (Instant::now(), session.ui);
    let plan = plan::failover(&place.cluster, &facts::managers(&*reach.links, &place.cluster).await, request.to.as_ref())?;
    if request.dry_run {
        ui.plan(&plan)?;
        return Ok(Exit::Ok);
    }
    for warning in &plan.warnings {
        ui.warn(warning);
    }
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let record = place::record(&place.stored, OffsetDateTime::now_utc());
    let workshop = Arc::new(Workshop::new(place.cluster.clone(), reach.links.clone(), place.dir.clone(), None, record, BTreeMap::new()));
    let holding = Holding::all(reach, managers(&place.cluster), &Locks::new());
    let outcome = carry(&plan, &workshop, &holding, Settings { concurrency: 1, step_timeout: request.timeout }, stop, ui).await?;
    ui.outcome(&summary(&plan, &outcome, began, None))?;
    if outcome.is_complete() {
        ui.note("`swarmctl version` shows the primary");
    }
    Ok(outcome.exit())
}
