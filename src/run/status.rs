//! `status`: everything that there is to say of a cluster, from one look at it and from the store; once, or again and again.

use time::OffsetDateTime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{Instant, sleep_until};

use crate::cli::StatusRequest;
use crate::facts::{self, Patience};
use crate::model::{Exit, days_left, format_duration};
use crate::report::{FirstEnd, HeldBy, RunRow, StatusShown, Watch};
use crate::state::{ClusterDir, Holder, Store};
use crate::verify::{quorum, soonest, verify as judge};

use super::ended::{Ended, Result};
use super::interrupt::stop_signal;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::{expiry, history, ls, verify};

/// How many of the last runs are shown.
const RUNS: usize = 3;

/// Shows how a cluster is.
pub(super) async fn status(request: &StatusRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    if request.watch {
        return watch(request, place, session).await;
    }
    let view = View::of(place)?;
    let shown = view.look(request).await?;
    view.reach.close().await;
    session.ui.status(&shown)?;
    Ok(if shown.healthy { Exit::Ok } else { Exit::Unhealthy })
}

/// Looks until it is interrupted, which is how it ends well; its connections stay open from look to look.
async fn watch(request: &StatusRequest, place: Place, session: &Session<'_>) -> Result<Exit> {
    let mut stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let mut resized = signal(SignalKind::window_change()).map_err(Ended::io("signals cannot be caught"))?;
    let mut view = View::of(place)?;
    let mut screen = Watch::begin(session.ui, &view.place.cluster.name, &format_duration(request.interval))?;
    loop {
        let shown = tokio::select! {
            shown = view.look(request) => shown?,
            _ = stop.wait_for(|stopped| *stopped) => break,
        };
        if !screen.show(&shown)? {
            break;
        }
        let next = Instant::now() + request.interval;
        let goes_on = loop {
            tokio::select! {
                () = sleep_until(next) => break true,
                _ = stop.wait_for(|stopped| *stopped) => break false,
                _ = resized.recv() => screen.redraw()?,
            };
        };
        if !goes_on {
            break;
        }
        view = view.renewed(&session.store).await?;
    }
    // The terminal is given back before connections are ended, which may take a moment.
    drop(screen);
    view.reach.close().await;
    Ok(Exit::Ok)
}

/// A cluster as the store has it, and the way to its nodes.
struct View {
    place: Place,
    reach: Reach,
}

impl View {
    fn of(place: Place) -> Result<Self> {
        let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
        Ok(Self { place, reach })
    }

    /// The same cluster as the store has it now. Connections stay, unless they would go elsewhere or with other certificates.
    async fn renewed(self, store: &Store) -> Result<Self> {
        let name = &self.place.cluster.name;
        let place = place::open(store.cluster(name).ok_or_else(|| place::no_such(store, name))?)?;
        let stays = |place: &Place| (place.cluster.clone(), place.stored.ca_pem.clone(), place.stored.client_pem.clone());
        if stays(&place) == stays(&self.place) {
            return Ok(Self { place, reach: self.reach });
        }
        self.reach.close().await;
        Self::of(place)
    }

    async fn look(&self, request: &StatusRequest) -> Result<StatusShown> {
        let Place { dir, cluster, stored } = &self.place;
        let seen = facts::observe_within(&*self.reach.links, cluster, Patience::of(request.timeout)).await;
        let now = OffsetDateTime::now_utc();
        let report = judge(cluster, &verify::addresses(cluster), &seen, now);
        Ok(StatusShown {
            cluster: cluster.name.clone(),
            orchestrator: cluster.orchestrator,
            at: now.truncate_to_second(),
            healthy: report.is_healthy(),
            nodes: ls::rows(cluster, &seen, now),
            quorum: quorum(cluster, &seen),
            findings: report.findings,
            first_end: first_end(dir, now),
            ca_change: stored.rotation.as_ref().map(|rotation| rotation.stage),
            migration: stored.migration,
            held_by: dir.holder().map(held_by),
            runs: last_runs(dir)?,
        })
    }
}

fn first_end(dir: &ClusterDir, now: OffsetDateTime) -> Option<FirstEnd> {
    let ends = expiry::ends(dir);
    let end = soonest(&ends, now)?;
    Some(FirstEnd { owner: end.owner.name().to_owned(), not_after: end.not_after, days_left: days_left(end.not_after, now) })
}

fn held_by(Holder { pid, who, verb, since }: Holder) -> HeldBy {
    HeldBy { pid, who, verb, since }
}

fn last_runs(dir: &ClusterDir) -> Result<Vec<RunRow>> {
    let mut rows = history::rows(dir, &dir.journal().runs()?);
    Ok(rows.split_off(rows.len().saturating_sub(RUNS)))
}
