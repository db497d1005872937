//! `start`, `stop` and `restart`: hosts switched on and off.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use futures_util::future::join_all;
use time::OffsetDateTime;

use crate::cli::{CaKeyArgs, PowerArgs, RestartRequest, StartRequest, StopRequest};
use crate::execute::{CaAccess, Settings, Workshop};
use crate::facts;
use crate::model::{Cluster, Driver, Exit, Failure, Node, Orchestrator, Plan, SwarmRole};
use crate::plan::{self, Costs, Power, Standing};
use crate::state::Holder;
use crate::transport::ReadLinks;

use super::carry::{carry, summary};
use super::ended::{Ended, Result};
use super::hold::{Holding, Locks, managers};
use super::hosts::Hosts;
use super::interrupt::stop_signal;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::unlock::Unlock;
use super::verify;

/// What is done with the hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Start,
    Stop(Costs),
    Restart(Costs),
}

impl Verb {
    fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop(_) => "stop",
            Self::Restart(_) => "restart",
        }
    }

    /// What the user is asked to consent to on hosts that swarmctl did not make.
    fn on_foreign_hosts(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::Stop(_) => Some("power off"),
            Self::Restart(_) => Some("reboot"),
        }
    }
}

/// Switches hosts on.
pub(super) async fn start(request: &StartRequest, session: &Session<'_>) -> Result<Exit> {
    switch(Verb::Start, &request.args, Some(&request.ca_key), session).await
}

/// Switches hosts off.
pub(super) async fn stop(request: &StopRequest, session: &Session<'_>) -> Result<Exit> {
    switch(Verb::Stop(costs(request.force)), &request.args, None, session).await
}

/// Restarts hosts.
pub(super) async fn restart(request: &RestartRequest, session: &Session<'_>) -> Result<Exit> {
    switch(Verb::Restart(costs(request.force)), &request.args, Some(&request.ca_key), session).await
}

fn costs(force: bool) -> Costs {
    if force { Costs::Told } else { Costs::Refused }
}

async fn switch(verb: Verb, args: &PowerArgs, ca_key: Option<&CaKeyArgs>, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    for name in &args.nodes {
        place.node(name)?;
    }
    if !args.dry_run {
        confirm(verb, args, &place, session).await?;
    }
    let _lock = if args.dry_run { None } else { Some(place.dir.lock(&Holder::this_process(verb.as_str(), OffsetDateTime::now_utc()))?) };
    // Under the lock the store says what is true: another run may have ended in between.
    let place = place::open(place.dir)?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let exit = switch_at(verb, args, ca_key, &place, &reach, session).await;
    reach.close().await;
    exit
}

/// Hosts of one's own are more than a container: who is asked to reboot or power one off says so.
async fn confirm(verb: Verb, args: &PowerArgs, place: &Place, session: &Session<'_>) -> Result<()> {
    let Some(what) = verb.on_foreign_hosts().filter(|_| place.cluster.driver == Driver::Ssh) else { return Ok(()) };
    let names: Vec<_> = args.nodes.iter().map(|name| format!("`{name}`")).collect();
    if session.globals.yes || session.ui.confirm_name(&place.cluster.name, &format!("{what} {}", names.join(" and "))).await? {
        return Ok(());
    }
    Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)))
}

async fn switch_at(verb: Verb, args: &PowerArgs, ca_key: Option<&CaKeyArgs>, place: &Place, reach: &Reach, session: &Session<'_>) -> Result<Exit> {
    let (began, ui, cluster) = (Instant::now(), session.ui, &place.cluster);
    let hosts = Hosts::find(cluster, &place.dir).await?;
    let standing = if verb == Verb::Start { Standing::default() } else { standing(reach, cluster).await };
    let power = Power { cluster, nodes: &args.nodes, hosts: hosts.as_ref().map(|hosts| &hosts.seen), standing: &standing };
    let plan = match verb {
        Verb::Start => plan::start(power)?,
        Verb::Stop(costs) => plan::stop(power, costs)?,
        Verb::Restart(costs) => plan::restart(power, costs)?,
    };
    if args.dry_run {
        ui.plan(&plan)?;
        return Ok(Exit::Ok);
    }
    for warning in &plan.warnings {
        ui.warn(warning);
    }
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let access = match ca_key {
        Some(args) => Unlock::new(args, &place.dir, ui).with_unlock_key(&plan, CaAccess::default()).await?,
        None => CaAccess::default(),
    };
    let maker = match hosts {
        Some(hosts) => Some(hosts.maker().await?),
        None => None,
    };
    reach.keep_host_keys(&place.dir)?;
    let record = place::record(&place.stored, OffsetDateTime::now_utc());
    let workshop = Workshop::new(cluster.clone(), reach.links.clone(), place.dir.clone(), maker, record, BTreeMap::new()).with_ca_access(access);
    // How many at once is the plan's business.
    let settings = Settings { concurrency: args.nodes.len().max(1), step_timeout: args.timeout };
    // What a host that is switched off has of the lock goes with it.
    let held = managers(cluster).filter(|node| standing.managers.contains(node) && !args.nodes.contains(node));
    let holding = Holding::all(reach, held, &Locks::new());
    let outcome = carry(&plan, &Arc::new(workshop), &holding, settings, stop, ui).await?;
    if outcome.is_complete() && !matches!(verb, Verb::Stop(_)) {
        come_together(reach, cluster).await;
    }
    ui.outcome(&summary(&plan, &outcome, began, None))?;
    ui.note(&next(verb, args, place, &plan, outcome.is_complete()));
    Ok(outcome.exit())
}

/// Waits until those nodes that are up have found each other again: managers that come back look for a primary, and for nodes that were well all the time.
async fn come_together(reach: &Reach, cluster: &Cluster) {
    let links: &dyn ReadLinks = &*reach.links;
    let engines = facts::engines(links, cluster).await;
    let mut up = cluster.clone();
    up.nodes.retain(|node| engines.get(&node.name).is_some_and(Result::is_ok));
    verify::until_assembled(links, &up).await;
}

/// Who answers now of those that others need.
async fn standing(reach: &Reach, cluster: &Cluster) -> Standing {
    let links: &dyn ReadLinks = &*reach.links;
    let servers = cluster.discovery_nodes().filter(|_| cluster.consul_port().is_some());
    let consul = join_all(servers.map(|node| async move { (node.name.clone(), links.consul_leader(&node.name).await.is_ok()) }));
    let (views, swarm, consul) = tokio::join!(facts::managers(links, cluster), facts::swarm_mode(links, cluster), consul);
    let consul = consul.into_iter().filter(|(_, answers)| *answers).map(|(node, _)| node).collect();
    if cluster.orchestrator == Orchestrator::SwarmMode {
        let leaders: Vec<_> = swarm.iter().filter_map(|view| view.nodes.as_ref().ok()).flatten().filter(|line| line.role == SwarmRole::Leader).collect();
        let leads = |node: &&Node| leaders.iter().any(|line| node.advertised().is_some_and(|ip| line.address == ip.to_string()));
        let leader = cluster.managers().find(leads).map(|node| node.name.clone());
        let managers = swarm.iter().filter(|view| view.nodes.is_ok()).map(|view| view.node.clone()).collect();
        return Standing { managers, consul, leader };
    }
    let leader = views.iter().find(|view| view.role.as_deref() == Some("primary")).map(|view| view.node.clone());
    let managers = views.iter().filter(|view| view.version.is_ok()).map(|view| view.node.clone()).collect();
    Standing { managers, consul, leader }
}

fn next(verb: Verb, args: &PowerArgs, place: &Place, plan: &Plan, complete: bool) -> String {
    let (name, nodes) = (&place.cluster.name, args.nodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    match verb {
        _ if !complete => {
            let again = format!("swarmctl {} -c {name} {nodes}", plan.verb);
            format!("`swarmctl verify -c {name}` says what is wrong; `{again}` goes on")
        }
        Verb::Stop(_) if place.cluster.driver == Driver::Docker => format!("next: `swarmctl start -c {name} {nodes}` switches on again"),
        Verb::Stop(_) => "they are switched on again where they stand; swarmctl's containers start with them".to_owned(),
        Verb::Start | Verb::Restart(_) => format!("next: `swarmctl verify -c {name}` checks the cluster"),
    }
}
