//! `upgrade`: newer engines and images, one node after the other.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tokio::sync::watch;

use crate::cli::UpgradeRequest;
use crate::execute::{CaAccess, Outcome, Settings, Workshop};
use crate::facts;
use crate::model::{Cluster, EngineOrigin, Exit, Failure, NodeFacts, NodeName, Orchestrator, Plan, Stored};
use crate::plan::{self, Inputs, Upgrade};
use crate::spec::{self, Overrides};
use crate::state::{Holder, Lock};

use super::carry::{carry, summary};
use super::ended::{Ended, Result};
use super::hold::{Holding, held_warning, locks_of, refuse_held};
use super::interrupt::stop_signal;
use super::look::look_sparing;
use super::moving::not_moving;
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::unlock::Unlock;
use super::{init, spec_source, store_files, verify};

const VERB: &str = "upgrade";
/// How many nodes are looked at, at once; how many are upgraded at once is the plan's business.
const CONCURRENCY: usize = 32;
/// How long managers may take to agree on a primary: a dead one's lock holds for about 20 s (measured on Swarm 1.2.9).
const GATHERING: Duration = Duration::from_secs(30);
/// How often it is looked at meanwhile.
const POLL: Duration = Duration::from_millis(100);

/// Upgrades, or shows what that would take.
pub(super) async fn upgrade(request: &UpgradeRequest, session: &Session<'_>) -> Result<Exit> {
    let run = Run::open(request, session)?;
    let exit = run.upgrade().await;
    run.reach.close().await;
    exit
}

/// A run that is under way.
struct Run<'a> {
    request: &'a UpgradeRequest,
    session: &'a Session<'a>,
    place: Place,
    /// The spec with the images that are wanted: what goes into the store.
    wanted: Cluster,
    stored: Stored,
    reach: Reach,
    stop: watch::Receiver<bool>,
    began: Instant,
    /// Held to the end; a dry run changes nothing and needs none.
    _lock: Option<Lock>,
}

/// What was seen of the cluster.
struct Seen {
    /// With the images that are wanted, without nodes that are left out.
    cluster: Cluster,
    facts: BTreeMap<NodeName, NodeFacts>,
    leader: Option<NodeName>,
    left_out: Vec<NodeName>,
}

impl<'a> Run<'a> {
    fn open(request: &'a UpgradeRequest, session: &'a Session<'a>) -> Result<Self> {
        let named = place::chosen(session)?;
        let lock = if request.dry_run { None } else { Some(named.dir.lock(&Holder::this_process(VERB, OffsetDateTime::now_utc()))?) };
        // Under the lock the store says what is true: another run may have ended in between.
        let place = place::open(named.dir)?;
        for name in &request.nodes {
            place.node(name)?;
        }
        not_moving(&place.stored)?;
        plan::may_have_images(&place.cluster, request.swarm_image.is_some(), request.consul_image.is_some())?;
        let images = Overrides {
            swarm_image: request.swarm_image.clone(),
            consul_image: request.consul_image.clone(),
            archive: request.image_archive.clone(),
            ..Overrides::default()
        };
        let wanted = spec_source::from_store(&place.dir, &images)?;
        let stored = Stored { store_files: store_files::hashes(&wanted, OffsetDateTime::now_utc())?, ..place.stored.clone() };
        let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
        let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
        Ok(Self { request, session, place, wanted, stored, reach, stop, began: Instant::now(), _lock: lock })
    }

    async fn upgrade(&self) -> Result<Exit> {
        let ui = self.session.ui;
        if let (Some(cut_off), false) = (self.place.dir.journal().last_unfinished()?, self.request.dry_run) {
            ui.note(&format!("{cut_off}; going on from there"));
        }
        let seen = self.look().await?;
        let locks = locks_of(&seen.cluster, &seen.facts);
        let mut engines = if self.request.engine { self.engines(&seen).await? } else { BTreeMap::new() };
        if self.request.dry_run {
            let mut plan = self.plan(&seen, &engines)?;
            plan.warnings.extend(seen.left_out.iter().map(left_out));
            if self.request.engine {
                plan.warnings.push("the newest versions are told by the lists of packages that the nodes have; a run fetches them anew first".to_owned());
            }
            plan.warnings.extend(held_warning(&self.place.dir, &locks)?);
            ui.plan(&plan)?;
            return Ok(Exit::Ok);
        }
        refuse_held(&self.place.dir, &locks)?;
        self.reach.keep_host_keys(&self.place.dir)?;
        // What stands against it is better known before the lists are fetched.
        self.plan(&seen, &engines)?;
        if self.request.engine {
            let from_packages = engines.iter().filter(|(_, origin)| matches!(origin, EngineOrigin::Package(_))).map(|(node, _)| node);
            let refresh = plan::refresh_packages(self.inputs(&seen), from_packages);
            let outcome = self.carry(&refresh, &seen, CaAccess::default()).await?;
            if !outcome.is_complete() {
                return self.unfinished(&refresh, &outcome);
            }
            engines = self.engines(&seen).await?;
        }
        let plan = self.plan(&seen, &engines)?;
        init::check_archives(&plan)?;
        let access = Unlock::new(&self.request.ca_key, &self.place.dir, ui).with_unlock_key(&plan, CaAccess::default()).await?;
        self.settle_spec()?;
        for warning in plan.warnings.iter().cloned().chain(seen.left_out.iter().map(left_out)) {
            ui.warn(&warning);
        }
        let outcome = self.carry(&plan, &seen, access).await?;
        if outcome.is_complete() { self.finished(&plan, &outcome, &seen).await } else { self.unfinished(&plan, &outcome) }
    }

    /// Looks at the nodes, and at who leads. Nodes without a role that are not named may be away.
    async fn look(&self) -> Result<Seen> {
        let mut cluster = Cluster { images: self.wanted.images.clone(), ..self.place.cluster.clone() };
        let spared: Vec<_> = plan::may_be_absent(&cluster, &self.stored).filter(|node| !self.request.nodes.contains(node)).cloned().collect();
        let links = &*self.reach.links;
        let (looked, primary) = tokio::join!(look_sparing(links, &cluster, &self.stored, CONCURRENCY, &spared), self.primary());
        let (facts, left_out) = looked?;
        cluster.nodes.retain(|node| !left_out.contains(&node.name));
        let mut seen = Seen { cluster, facts, leader: primary, left_out };
        if seen.cluster.orchestrator == Orchestrator::SwarmMode {
            seen.leader = plan::swarm_leader(self.inputs(&seen)).cloned();
        }
        Ok(seen)
    }

    /// The primary of a standalone cluster; managers that restart just now, because the run before was killed, are waited for.
    async fn primary(&self) -> Option<NodeName> {
        let deadline = tokio::time::Instant::now() + GATHERING;
        loop {
            let views = facts::managers(&*self.reach.links, &self.place.cluster).await;
            let primary = views.iter().find(|view| view.role.as_deref() == Some("primary")).map(|view| view.node.clone());
            let may_come = views.len() > 1 && views.iter().any(|view| view.version.is_ok());
            if primary.is_some() || !may_come || tokio::time::Instant::now() > deadline || *self.stop.borrow() {
                return primary;
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Where the engines of the nodes that are meant came from.
    async fn engines(&self, seen: &Seen) -> Result<BTreeMap<NodeName, EngineOrigin>> {
        let is_meant = |node: &&NodeName| self.request.nodes.is_empty() || self.request.nodes.contains(node);
        let nodes: Vec<_> = seen.facts.keys().filter(is_meant).cloned().collect();
        let (mut engines, mut failures) = (BTreeMap::new(), Vec::new());
        for (node, origin) in facts::engine_origins(&*self.reach.links, &nodes, CONCURRENCY).await {
            match origin {
                Ok(origin) => {
                    engines.insert(node, origin);
                }
                Err(error) => failures.push(Failure::from_error(&error).on(&node)),
            }
        }
        if failures.is_empty() { Ok(engines) } else { Err(Ended::all(failures, Exit::Preflight)) }
    }

    fn inputs<'b>(&'b self, seen: &'b Seen) -> Inputs<'b> {
        Inputs { cluster: &seen.cluster, stored: &self.stored, facts: &seen.facts, now: OffsetDateTime::now_utc() }
    }

    fn plan(&self, seen: &Seen, engines: &BTreeMap<NodeName, EngineOrigin>) -> Result<Plan> {
        let nodes = (!self.request.nodes.is_empty()).then_some(self.request.nodes.as_slice());
        let upgrade = Upgrade { nodes, engines, workers_at_once: self.request.parallel.get(), leader: seen.leader.as_ref() };
        Ok(plan::upgrade(self.inputs(seen), upgrade)?)
    }

    /// The spec in the store has the images that are wanted from here on.
    fn settle_spec(&self) -> Result<()> {
        let (former, now) = (&self.place.cluster.images, &self.wanted.images);
        if former == now {
            return Ok(());
        }
        self.place.dir.write_spec(&spec::to_yaml(&self.wanted))?;
        let words = format!("images: {{ swarm: {}, consul: {} }}", now.swarm, now.consul);
        self.session.ui.note(&format!("the store's spec has `{words}` from now on; a spec file of yours should, too"));
        Ok(())
    }

    async fn carry(&self, plan: &Plan, seen: &Seen, access: CaAccess) -> Result<Outcome> {
        let record = place::record(&place::stored(&self.place.dir)?, OffsetDateTime::now_utc());
        let pairs = seen.facts.iter().filter_map(|(node, facts)| Some((node.clone(), facts.leaf.clone()?))).collect();
        let workshop = Workshop::new(seen.cluster.clone(), self.reach.links.clone(), self.place.dir.clone(), None, record, pairs);
        let settings = Settings { concurrency: CONCURRENCY, step_timeout: self.request.timeout };
        let holding = Holding::seen(&self.reach, &locks_of(&seen.cluster, &seen.facts));
        carry(plan, &Arc::new(workshop.with_ca_access(access)), &holding, settings, self.stop.clone(), self.session.ui).await
    }

    /// The end of a run that is whole: the cluster is checked.
    async fn finished(&self, plan: &Plan, outcome: &Outcome, seen: &Seen) -> Result<Exit> {
        let (links, ui) = (&*self.reach.links, self.session.ui);
        let report = if plan.is_settled() { verify::check(links, &seen.cluster).await } else { verify::after_change(links, &seen.cluster).await };
        let exit = verify::exit_of(&report);
        ui.outcome(&summary(plan, outcome, self.began, Some(report)))?;
        let name = &seen.cluster.name;
        if plan.is_settled() && !self.request.engine {
            let why = match seen.cluster.orchestrator {
                Orchestrator::Standalone => "every image is in use already",
                Orchestrator::SwarmMode => "a swarm in swarm mode runs no image of swarmctl's",
            };
            ui.note(&format!("{why}; `swarmctl upgrade --engine -c {name}` looks for newer engines"));
        } else if !self.request.nodes.is_empty() && !plan.is_settled() {
            ui.note(&format!("next: `{}` upgrades the other nodes", self.command(false)));
        } else if !plan.is_settled() {
            ui.note(&format!("next: `swarmctl ls -c {name}` shows the engines, `swarmctl version -c {name}` the managers"));
        }
        Ok(exit)
    }

    /// The end of a run that did not do all it had to: how it goes on, and how it goes back.
    fn unfinished(&self, plan: &Plan, outcome: &Outcome) -> Result<Exit> {
        let ui = self.session.ui;
        ui.outcome(&summary(plan, outcome, self.began, None))?;
        let how = if outcome.interrupted { "interrupted" } else { "not finished" };
        ui.note(&format!("{how}; `{}` goes on from here", self.command(true)));
        let (former, now, name) = (&self.place.cluster.images, &self.wanted.images, &self.place.cluster.name);
        let images = [("--swarm-image", &former.swarm, &now.swarm), ("--consul-image", &former.consul, &now.consul)];
        let changed: Vec<_> = images.into_iter().filter(|(_, former, now)| former != now).map(|(flag, former, _)| format!(" {flag} {former}")).collect();
        if !changed.is_empty() {
            ui.note(&format!("`swarmctl upgrade -c {name}{}` goes back", changed.concat()));
        }
        Ok(outcome.exit())
    }

    /// The command that goes on, for the same nodes or for all; the images are in the store's spec by then.
    fn command(&self, same_nodes: bool) -> String {
        let mut words = vec![format!("swarmctl upgrade -c {}", self.place.cluster.name)];
        words.extend(self.request.engine.then(|| "--engine".to_owned()));
        words.extend(self.request.nodes.iter().filter(|_| same_nodes).map(ToString::to_string));
        words.join(" ")
    }
}

fn left_out(node: &NodeName) -> String {
    format!("{node} cannot be reached: it is left as it is; the same command sees to it once it is back")
}
