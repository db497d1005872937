//! `remove-node`: nodes leave, then what stays is brought to the spec without them, and checked.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;

use crate::cli::{InitRequest, RemoveNodeRequest};
use crate::execute::{Settings, Workshop};
use crate::facts;
use crate::model::{Cluster, Exit, Failure, NodeFacts, NodeName, Orchestrator, Plan};
use crate::plan::{self, Inputs, Leaving};
use crate::spec::{self, Overrides};
use crate::state::Holder;

use super::carry::{carry, summary};
use super::ended::{Ended, Result};
use super::hold::{Holding, Locks, held_warning, locks_of};
use super::hosts::Hosts;
use super::init::{self, Absent};
use super::interrupt::stop_signal;
use super::look::look;
use super::moving::not_moving;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

const VERB: &str = "remove-node";

/// The plan, the hosts where they are made, and what was seen of the managers' locks.
type Planned = (Plan, Option<Hosts>, Locks);

/// Takes nodes out of a cluster, or shows what that would take.
pub(super) async fn remove_node(request: &RemoveNodeRequest, session: &Session<'_>) -> Result<Exit> {
    let place = checked(request, session)?;
    if request.dry_run {
        let (mut plan, _, locks) = with_reach(request, &place).await?;
        plan.warnings.extend(held_warning(&place.dir, &locks)?);
        session.ui.plan(&plan)?;
        return Ok(Exit::Ok);
    }
    confirm(request, &place, session).await?;
    let _lock = place.dir.lock(&Holder::this_process(VERB, OffsetDateTime::now_utc()))?;
    // Under the lock the store says what is true: another run may have ended in between.
    let place = checked(request, session)?;
    let planned = with_reach(request, &place).await?;
    let exit = carry_out(request, &place, planned, session).await?;
    if exit != Exit::Ok {
        return Ok(exit);
    }
    let doing = InitRequest::again(Overrides::default(), request.carry.clone(), request.ca_key.clone());
    let rest = rest(request, &place)?;
    init::bring_about("apply", &doing, (rest, Absent::LeftOut { but: Vec::new() }), place.dir.clone(), session.ui).await
}

fn checked(request: &RemoveNodeRequest, session: &Session<'_>) -> Result<Place> {
    let place = place::chosen(session)?;
    for name in &request.nodes {
        place.node(name)?;
    }
    not_moving(&place.stored)?;
    plan::may_leave(&place.cluster, &request.nodes)?;
    rest(request, &place)?;
    Ok(place)
}

/// The cluster without the nodes that leave, as its spec says it.
fn rest(request: &RemoveNodeRequest, place: &Place) -> Result<Cluster> {
    let mut rest = place.stored.cluster.clone().ok_or_else(|| place::no_spec(place.dir.name()))?;
    rest.nodes.retain(|node| !request.nodes.contains(&node.name));
    Ok(place::parse_stored(&spec::to_yaml(&rest))?)
}

async fn confirm(request: &RemoveNodeRequest, place: &Place, session: &Session<'_>) -> Result<()> {
    let names: Vec<_> = request.nodes.iter().map(|name| format!("`{name}`")).collect();
    if session.globals.yes || session.ui.confirm_name(&place.cluster.name, &format!("take {} out of it", names.join(" and "))).await? {
        return Ok(());
    }
    Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)))
}

async fn with_reach(request: &RemoveNodeRequest, place: &Place) -> Result<Planned> {
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let planned = plan_for(request, place, &reach).await;
    reach.close().await;
    planned
}

/// The plan; a node that leaves and cannot be looked at stops it, unless it is to be forgotten by force.
async fn plan_for(request: &RemoveNodeRequest, place: &Place, reach: &Reach) -> Result<Planned> {
    let cluster = &place.cluster;
    let names: Vec<_> = cluster.nodes.iter().map(|node| node.name.clone()).collect();
    let mut facts: BTreeMap<NodeName, NodeFacts> = BTreeMap::new();
    let mut unseen = Vec::new();
    for (node, found) in look(&*reach.links, &names, request.carry.concurrency.get()).await {
        match found {
            Ok(found) => {
                facts.insert(node, found);
            }
            Err(failure) if request.nodes.contains(&node) => unseen.push(failure),
            Err(_) => {}
        }
    }
    if !unseen.is_empty() && !request.force {
        let told = unseen.into_iter().map(|f| f.hint("bring the host back, or let the cluster forget it as it is with `--force`")).collect();
        return Err(Ended::all(told, Exit::Unreachable));
    }
    let hosts = Hosts::find(cluster, &place.dir).await?;
    let primary = primary(cluster, reach).await;
    let rest = spec::to_yaml(&rest(request, place)?);
    let inputs = Inputs { cluster, stored: &place.stored, facts: &facts, now: OffsetDateTime::now_utc() };
    let mut plan = plan::leave(Leaving {
        inputs,
        nodes: &request.nodes,
        spec: &rest,
        hosts: hosts.as_ref().map(|hosts| &hosts.seen),
        primary: primary.as_ref(),
        leaves_containers: request.force,
    })?;
    let left = |node: &NodeName| format!("{node} cannot be reached: what is on it stays there, and it must not come back with it");
    plan.warnings.extend(unseen.iter().filter_map(|failure| failure.node.as_ref()).map(left));
    Ok((plan, hosts, locks_of(cluster, &facts)))
}

async fn primary(cluster: &Cluster, reach: &Reach) -> Option<NodeName> {
    if cluster.orchestrator == Orchestrator::SwarmMode {
        return None;
    }
    let views = facts::managers(&*reach.links, cluster).await;
    views.into_iter().find(|view| view.role.as_deref() == Some("primary")).map(|view| view.node)
}

async fn carry_out(request: &RemoveNodeRequest, place: &Place, (plan, hosts, locks): Planned, session: &Session<'_>) -> Result<Exit> {
    let (began, ui) = (Instant::now(), session.ui);
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    for warning in &plan.warnings {
        ui.warn(warning);
    }
    let maker = match hosts {
        Some(hosts) => Some(hosts.maker().await?),
        None => None,
    };
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let record = place::record(&place.stored, OffsetDateTime::now_utc());
    let workshop = Arc::new(Workshop::new(place.cluster.clone(), reach.links.clone(), place.dir.clone(), maker, record, BTreeMap::new()));
    let settings = Settings { concurrency: request.carry.concurrency.get(), step_timeout: request.carry.timeout };
    let outcome = carry(&plan, &workshop, &Holding::seen(&reach, &locks), settings, stop, ui).await;
    reach.close().await;
    let outcome = outcome?;
    ui.outcome(&summary(&plan, &outcome, began, None))?;
    if !outcome.is_complete() {
        let names = request.nodes.iter().map(NodeName::as_str).collect::<Vec<_>>().join(" ");
        ui.note(&format!("`swarmctl remove-node {names}` goes on from here"));
    }
    Ok(outcome.exit())
}
