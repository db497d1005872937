//! `destroy`: what swarmctl made is taken away, what it found is put back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;

use crate::cli::DestroyRequest;
use crate::execute::{Settings, Workshop};
use crate::model::{Exit, Failure, NodeFacts, NodeName, Plan};
use crate::plan::{self, Inputs, Looked};
use crate::report::Ui;
use crate::state::Holder;

use super::carry::{carry, summary};
use super::ended::{Ended, Result};
use super::hold::{Holding, Locks, held_warning, locks_of, managers};
use super::hosts::Hosts;
use super::interrupt::stop_signal;
use super::look::look;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// Takes a cluster away, or shows what that would take.
pub(super) async fn destroy(request: &DestroyRequest, session: &Session<'_>) -> Result<Exit> {
    let mut place = place::chosen(session)?;
    if request.dry_run {
        let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
        let planned = plan_for(request, &mut place, &reach).await;
        reach.close().await;
        let (mut plan, _, locks) = planned?;
        plan.warnings.extend(held_warning(&place.dir, &locks)?);
        session.ui.plan(&plan)?;
        return Ok(Exit::Ok);
    }
    confirm(&place, session).await?;
    let _lock = place.dir.lock(&Holder::this_process("destroy", OffsetDateTime::now_utc()))?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let exit = take_away(request, &mut place, &reach, session.ui).await;
    reach.close().await;
    if !place.dir.exists() {
        session.store.forget_default_cluster(&place.cluster.name)?;
    }
    exit
}

async fn confirm(place: &Place, session: &Session<'_>) -> Result<()> {
    if session.globals.yes || session.ui.confirm_name(&place.cluster.name, "destroy it").await? {
        return Ok(());
    }
    Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)))
}

async fn take_away(request: &DestroyRequest, place: &mut Place, reach: &Reach, ui: &Ui) -> Result<Exit> {
    let began = Instant::now();
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let (plan, hosts, locks) = plan_for(request, place, reach).await?;
    let holding = match &hosts {
        // Hosts that go as a whole were not looked at, and those that do not run need not be held.
        Some(hosts) => Holding::all(reach, managers(&place.cluster).filter(|node| hosts.runs(node)), &locks),
        None => Holding::seen(reach, &locks),
    };
    for warning in &plan.warnings {
        ui.warn(warning);
    }
    let maker = match hosts {
        Some(hosts) => Some(hosts.maker().await?),
        None => None,
    };
    let record = place::record(&place.stored, OffsetDateTime::now_utc());
    let workshop = Arc::new(Workshop::new(place.cluster.clone(), reach.links.clone(), place.dir.clone(), maker, record, BTreeMap::new()));
    let outcome = carry(&plan, &workshop, &holding, Settings { concurrency: request.concurrency.get(), step_timeout: None }, stop, ui).await?;
    ui.outcome(&summary(&plan, &outcome, began, None))?;
    if outcome.interrupted {
        ui.note("interrupted; `swarmctl destroy` goes on from here");
    }
    Ok(outcome.exit())
}

/// The plan; a node that cannot be looked at stops it, unless it is to be left behind by force.
async fn plan_for(request: &DestroyRequest, place: &mut Place, reach: &Reach) -> Result<(Plan, Option<Hosts>, Locks)> {
    let now = OffsetDateTime::now_utc();
    if let Some(hosts) = Hosts::find(&place.cluster, &place.dir).await? {
        let inputs = Inputs { cluster: &place.cluster, stored: &place.stored, facts: &BTreeMap::new(), now };
        return Ok((plan::destroy(inputs, Some(&hosts.seen)), Some(hosts), Locks::new()));
    }
    let nodes: Vec<_> = place.cluster.nodes.iter().map(|n| n.name.clone()).collect();
    let looked = look(&*reach.links, &nodes, request.concurrency.get()).await;
    let (facts, unseen) = split(looked);
    if !unseen.is_empty() && !request.force {
        let told = unseen.into_iter().map(|f| f.hint("bring the host back, or leave it as it is with `--force`")).collect();
        return Err(Ended::all(told, Exit::Unreachable));
    }
    let mut plan = plan::destroy(Inputs { cluster: &place.cluster, stored: &place.stored, facts: &facts, now }, None);
    plan.warnings.extend(unseen.iter().filter_map(|f| f.node.as_ref()).map(|node| format!("{node} cannot be reached: what is on it stays there")));
    Ok((plan, None, locks_of(&place.cluster, &facts)))
}

fn split(looked: Looked) -> (BTreeMap<NodeName, NodeFacts>, Vec<Failure>) {
    let mut facts = BTreeMap::new();
    let mut unseen = Vec::new();
    for (node, result) in looked {
        match result {
            Ok(found) => {
                facts.insert(node, found);
            }
            Err(failure) => unseen.push(failure),
        }
    }
    (facts, unseen)
}
