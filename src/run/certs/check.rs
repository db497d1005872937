//! `certs check`: whether something ends soon.

use futures_util::future::join_all;
use time::OffsetDateTime;

use crate::cli::CertsCheckRequest;
use crate::model::{Exit, Nearness, format_duration};
use crate::report::{CheckReport, CheckRow};
use crate::run::ended::Result;
use crate::run::place;
use crate::run::session::Session;
use crate::verify::nearness;

use super::census::Found;
use super::ls::{everything, leaves};
use super::target::Target;

/// Looks at certificates and tells which end inside the window.
pub(super) async fn check(request: &CertsCheckRequest, session: &Session<'_>) -> Result<Exit> {
    let now = OffsetDateTime::now_utc();
    let found = if request.targets.is_empty() {
        everything(&place::chosen(session)?, now).await?
    } else {
        let targets = Target::all_of(&request.targets, session)?;
        let looks = join_all(targets.iter().map(|target| look(target, now))).await;
        looks.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect()
    };
    // A window that no clock can hold reaches to the end of time.
    let within = time::Duration::try_from(request.within).unwrap_or(time::Duration::MAX);
    let row = |found: Found| {
        let seen = found.row.seen;
        let state = seen.cert.as_ref().map_or(Nearness::Unseen, |cert| nearness(cert, within, now));
        CheckRow { seen, state }
    };
    let report = CheckReport { within: format_duration(request.within), rows: found.into_iter().map(row).collect() };
    session.ui.checked(&report)?;
    Ok(match report.state() {
        Nearness::Ok => Exit::Ok,
        Nearness::Unseen => Exit::SomeNodes,
        Nearness::Ending | Nearness::Expired => Exit::Expiring,
    })
}

/// What of a target is to be checked: of a node the leaves, because what it serves above them is the CA's.
async fn look(target: &Target, now: OffsetDateTime) -> Result<Vec<Found>> {
    let looked = target.look(now).await?;
    Ok(if target.place().is_some() { leaves(looked) } else { looked.into_iter().flatten().collect() })
}
