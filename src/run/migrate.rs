//! `migrate`: look → plan → confirm → carry out → check both orchestrators; where a move is stands in the store, what each node has come to on the node.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;
use tokio::sync::watch;

use crate::cli::MigrateRequest;
use crate::execute::{Outcome, Settings, Workshop};
use crate::model::{Cluster, Exit, Failure, MigrationStage, NodeFacts, NodeName, Plan, VerifyReport};
use crate::plan::{self, Inputs, Looked, Migrating, preflight};
use crate::report::{BecomingRow, MigrationPlan, Output, RunSummary, Verbosity};
use crate::spec;
use crate::state::Holder;

use super::carry::{carry, summary};
use super::ended::{Ended, Result};
use super::hold::{Holding, held_warning, locks_of, refuse_held};
use super::interrupt::stop_signal;
use super::look::{look, look_first};
use super::moving::{self, Way};
use super::place::{self, Place};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::verify;

/// How many nodes are looked at, at once; how many are changed at once is the plan's business.
const CONCURRENCY: usize = 32;

/// Moves a cluster to swarm mode or back, or shows what that would take.
pub(super) async fn migrate(request: &MigrateRequest, session: &Session<'_>) -> Result<Exit> {
    let chosen = place::chosen(session)?;
    let _lock = if request.dry_run { None } else { Some(chosen.dir.lock(&Holder::this_process(moving::VERB, OffsetDateTime::now_utc()))?) };
    // What a run that ended meanwhile has left.
    let place = place::chosen(session)?;
    let way = match moving::way(request.course, &place)? {
        Ok(way) => way,
        Err(over) => return nothing_left(&over, &place, session),
    };
    if let (Some(cut_off), false) = (place.dir.journal().last_unfinished()?, request.dry_run) {
        session.ui.note(&format!("{cut_off}; going on from there"));
    }
    let (spec, target) = target(&place)?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let mut moving = Moving { request, session, place, spec, target, reach, stop, began: Instant::now() };
    let exit = moving.go(way).await;
    moving.reach.close().await;
    exit
}

fn nothing_left(over: &str, place: &Place, session: &Session<'_>) -> Result<Exit> {
    session.ui.note(over);
    if session.ui.manner().output != Output::Text {
        let plan = Plan::new(place.cluster.name.clone(), moving::VERB);
        session.ui.outcome(&summary(&plan, &Outcome { nodes: Vec::new(), interrupted: false }, Instant::now(), None))?;
    }
    Ok(Exit::Ok)
}

/// The cluster in swarm mode: as the store is to keep it, and with the addresses of hosts that were made for it.
fn target(place: &Place) -> Result<(Cluster, Cluster)> {
    let spec = spec::in_swarm_mode(place.stored.cluster.as_ref().unwrap_or(&place.cluster))?;
    let lent = |node: &crate::model::Node| place.cluster.node(&node.name).map(|found| (found.address.clone(), found.ssh.clone()));
    let mut target = spec.clone();
    for node in &mut target.nodes {
        if let Some((address, ssh)) = lent(node) {
            (node.address, node.ssh) = (address, ssh);
        }
    }
    Ok((spec, target))
}

/// A move that is under way, or about to be.
struct Moving<'a> {
    request: &'a MigrateRequest,
    session: &'a Session<'a>,
    /// As it is: standalone.
    place: Place,
    /// In swarm mode, as the store is to keep it.
    spec: Cluster,
    /// The same, with the way to hosts that were made for it.
    target: Cluster,
    reach: Reach,
    stop: watch::Receiver<bool>,
    began: Instant,
}

type Facts = BTreeMap<NodeName, NodeFacts>;

impl Moving<'_> {
    async fn go(&mut self, way: Way) -> Result<Exit> {
        if way.joins()
            && let Some(exit) = self.join(way).await?
        {
            return Ok(exit);
        }
        match way {
            Way::Join => Ok(Exit::Ok),
            Way::Finish | Way::JoinAndFinish => self.finish(way).await,
            Way::Back => self.back().await,
        }
    }

    /// Brings all nodes into the swarm; gives the exit code where the run is to end with it.
    async fn join(&mut self, way: Way) -> Result<Option<Exit>> {
        let begins = self.place.stored.migration.is_none();
        let facts = if begins { self.at_rest().await? } else { self.look().await? };
        self.check_lock(&facts)?;
        let plan = plan::join(self.migrating(&facts))?;
        if self.request.dry_run || begins {
            self.show(&plan, Some(&facts))?;
        }
        if self.request.dry_run {
            self.session.ui.note("when all nodes are in the swarm, both orchestrators run side by side; `swarmctl migrate --finish` takes standalone away");
            return Ok(Some(Exit::Ok));
        }
        if begins {
            let what = if way == Way::JoinAndFinish { "move it to swarm mode and take standalone away; there is no way back" } else { "move it to swarm mode" };
            self.confirm(what).await?;
        } else {
            self.warn(&plan);
        }
        let outcome = self.carry(&plan, facts, &self.target).await?;
        if !outcome.is_complete() {
            return self.unfinished(&plan, &outcome, &moving::again(MigrationStage::Join, &self.place.cluster.name)).map(Some);
        }
        self.place.stored = place::stored(&self.place.dir)?;
        let report = self.side_by_side(&plan).await;
        let exit = verify::exit_of(&report);
        if way == Way::JoinAndFinish && exit == Exit::Ok {
            return Ok(None);
        }
        self.tell(&plan, &outcome, report)?;
        let name = &self.place.cluster.name;
        self.session.ui.note("both orchestrators run side by side: clients of the managers go on, and `docker node ls` at a manager's engine shows the swarm");
        self.session.ui.note(&format!(
            "next: `swarmctl migrate --finish -c {name}` takes managers, agents and Consul away; `swarmctl migrate --back -c {name}` leaves the swarm again"
        ));
        Ok(Some(exit))
    }

    /// Takes away what standalone needs.
    async fn finish(&mut self, way: Way) -> Result<Exit> {
        let facts = self.look().await?;
        let begins = self.place.stored.migration.is_none_or(|migration| migration.stage != MigrationStage::Finish);
        if begins {
            self.all_in_swarm(&facts).await?;
        }
        self.check_lock(&facts)?;
        let plan = plan::finish(self.migrating(&facts), spec::to_yaml(&self.spec))?;
        if self.request.dry_run || (begins && way == Way::Finish) {
            self.show(&plan, None)?;
        }
        if self.request.dry_run {
            return Ok(Exit::Ok);
        }
        if begins && way == Way::Finish {
            self.confirm("take standalone away; there is no way back").await?;
        } else {
            self.warn(&plan);
        }
        let outcome = self.carry(&plan, facts, &self.target).await?;
        if !outcome.is_complete() {
            return self.unfinished(&plan, &outcome, &moving::again(MigrationStage::Finish, &self.place.cluster.name));
        }
        let report = verify::after_change(&*self.reach.links, &self.target).await;
        let exit = verify::exit_of(&report);
        self.tell(&plan, &outcome, report)?;
        let name = &self.place.cluster.name;
        self.session.ui.note("the store's spec says `swarm-mode` now; in a file of your own set `orchestrator: swarm-mode` and leave the role `discovery` out");
        self.session.ui.note(&format!("next: `eval \"$(swarmctl env -c {name})\"`, then `docker node ls`"));
        Ok(exit)
    }

    /// Takes all nodes out of the swarm.
    async fn back(&mut self) -> Result<Exit> {
        let facts = self.look_whatever_is_there().await?;
        self.check_lock(&facts)?;
        let plan = plan::back(self.migrating(&facts))?;
        let begins = self.place.stored.migration.is_none_or(|migration| migration.stage != MigrationStage::Back);
        if self.request.dry_run || begins {
            self.show(&plan, None)?;
        }
        if self.request.dry_run {
            return Ok(Exit::Ok);
        }
        if begins {
            self.confirm("leave the swarm again").await?;
        } else {
            self.warn(&plan);
        }
        let outcome = self.carry(&plan, facts, &self.place.cluster).await?;
        if !outcome.is_complete() {
            return self.unfinished(&plan, &outcome, &moving::again(MigrationStage::Back, &self.place.cluster.name));
        }
        let report = verify::after_change(&*self.reach.links, &self.place.cluster).await;
        let exit = verify::exit_of(&report);
        self.tell(&plan, &outcome, report)?;
        Ok(exit)
    }

    /// A move begins with a cluster that is as its spec says and well: what is wrong before could not be told from what goes wrong.
    async fn at_rest(&self) -> Result<Facts> {
        let (links, place) = (&*self.reach.links, &self.place);
        let facts = look_first(links, &place.cluster, &place.stored, CONCURRENCY).await?;
        let inputs = Inputs { cluster: &place.cluster, stored: &place.stored, facts: &facts, now: OffsetDateTime::now_utc() };
        let to_do = plan::init(inputs)?.pending().count();
        if to_do > 0 {
            let failure = Failure::new(format!("cluster `{}` is not as its spec says: `init` has {to_do} steps to do", place.cluster.name), Exit::Preflight);
            return Err(Ended::with(failure.hint(format!("run `swarmctl init -c {}` first", place.cluster.name))));
        }
        well(&verify::check(links, &place.cluster).await, "it is left as it is")?;
        self.may_join(facts.into_iter().map(|(node, facts)| (node, Ok(facts))).collect())
    }

    /// The nodes, if nothing stands against their being in a swarm.
    async fn look(&self) -> Result<Facts> {
        self.may_join(look(&*self.reach.links, &self.names(), CONCURRENCY).await)
    }

    fn may_join(&self, looked: Looked) -> Result<Facts> {
        // A try to join that was begun by a run before is this run's to end.
        let judged = if self.place.stored.migration.is_some() { plan::without_tries(looked.clone()) } else { looked.clone() };
        let mut problems = preflight(&self.target, &self.place.stored, &judged);
        let facts: Facts = looked.into_iter().filter_map(|(node, facts)| Some((node, facts.ok()?))).collect();
        problems.extend(plan::cannot_move(self.migrating(&facts)));
        if problems.is_empty() { Ok(facts) } else { Err(Ended::all(problems, Exit::Preflight)) }
    }

    /// The nodes in whatever state they are, as long as they can be reached: a way back must not be barred by what went wrong.
    async fn look_whatever_is_there(&self) -> Result<Facts> {
        let (mut facts, mut unseen) = (Facts::new(), Vec::new());
        for (node, looked) in look(&*self.reach.links, &self.names(), CONCURRENCY).await {
            match looked {
                Ok(found) => drop(facts.insert(node, found)),
                Err(failure) => unseen.push(failure),
            }
        }
        if unseen.is_empty() { Ok(facts) } else { Err(Ended::all(unseen, Exit::Unreachable)) }
    }

    async fn all_in_swarm(&self, facts: &Facts) -> Result<()> {
        let name = &self.place.cluster.name;
        if !plan::join(self.migrating(facts))?.is_settled() {
            let failure = Failure::new(format!("not all nodes of cluster `{name}` are in the swarm yet"), Exit::Preflight);
            return Err(Ended::with(failure.hint(format!("`swarmctl migrate --to swarm-mode -c {name}` goes on"))));
        }
        well(&verify::check(&*self.reach.links, &self.target).await, "standalone is left as it is")
    }

    /// Nothing is asked where a run of another store holds the cluster.
    fn check_lock(&self, facts: &Facts) -> Result<()> {
        let locks = locks_of(&self.place.cluster, facts);
        if !self.request.dry_run {
            return refuse_held(&self.place.dir, &locks);
        }
        if let Some(warning) = held_warning(&self.place.dir, &locks)? {
            self.session.ui.warn(&warning);
        }
        Ok(())
    }

    fn names(&self) -> Vec<NodeName> {
        self.place.cluster.nodes.iter().map(|n| n.name.clone()).collect()
    }

    fn migrating<'b>(&'b self, facts: &'b Facts) -> Migrating<'b> {
        let inputs = Inputs { cluster: &self.place.cluster, stored: &self.place.stored, facts, now: OffsetDateTime::now_utc() };
        Migrating { inputs, target: &self.target }
    }

    /// Shows the plan; with facts, what nodes become by it. A run that is not asked about and writes for programs shows none: one document is its outcome.
    fn show(&self, plan: &Plan, facts: Option<&Facts>) -> Result<()> {
        let manner = self.session.ui.manner();
        if !self.request.dry_run && (manner.output != Output::Text || manner.verbosity == Verbosity::Quiet) {
            self.warn(plan);
            return Ok(());
        }
        let becoming = facts.map(|facts| plan::becoming(self.migrating(facts))).unwrap_or_default();
        Ok(self.session.ui.migration(&MigrationPlan { plan, becoming: becoming.into_iter().map(BecomingRow).collect() })?)
    }

    fn warn(&self, plan: &Plan) {
        for warning in &plan.warnings {
            self.session.ui.warn(warning);
        }
    }

    async fn confirm(&self, what: &str) -> Result<()> {
        if self.session.globals.yes || self.session.ui.confirm_name(&self.place.cluster.name, what).await? {
            return Ok(());
        }
        Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)))
    }

    async fn carry(&self, plan: &Plan, facts: Facts, cluster: &Cluster) -> Result<Outcome> {
        self.reach.keep_host_keys(&self.place.dir)?;
        let holding = Holding::seen(&self.reach, &locks_of(cluster, &facts));
        let record = place::record(&self.place.stored, OffsetDateTime::now_utc());
        let pairs = facts.into_iter().filter_map(|(node, facts)| Some((node, facts.leaf?))).collect();
        let workshop = Arc::new(Workshop::new(cluster.clone(), self.reach.links.clone(), self.place.dir.clone(), None, record, pairs));
        let settings = Settings { concurrency: CONCURRENCY, step_timeout: self.request.timeout };
        carry(plan, &workshop, &holding, settings, self.stop.clone(), self.session.ui).await
    }

    /// What both orchestrators come to while they run side by side.
    async fn side_by_side(&self, plan: &Plan) -> VerifyReport {
        let links = &*self.reach.links;
        let swarm = if plan.is_settled() { verify::check(links, &self.target).await } else { verify::after_change(links, &self.target).await };
        let mut report = verify::check(links, &self.place.cluster).await;
        let more: Vec<_> = swarm.findings.into_iter().filter(|finding| !report.findings.contains(finding)).collect();
        report.findings.extend(more);
        report.findings.sort_by_key(|finding| finding.check);
        report
    }

    fn tell(&self, plan: &Plan, outcome: &Outcome, report: VerifyReport) -> Result<()> {
        let told: RunSummary = summary(plan, outcome, self.began, Some(report));
        Ok(self.session.ui.outcome(&told)?)
    }

    fn unfinished(&self, plan: &Plan, outcome: &Outcome, again: &str) -> Result<Exit> {
        self.session.ui.outcome(&summary(plan, outcome, self.began, None))?;
        let how = if outcome.interrupted { "interrupted" } else { "not finished" };
        self.session.ui.note(&format!("{how}; {again}"));
        Ok(outcome.exit())
    }
}

fn well(report: &VerifyReport, so: &str) -> Result<()> {
    if report.is_healthy() {
        return Ok(());
    }
    let failure = Failure::new(format!("the cluster is not well, and {so}"), Exit::Unhealthy);
    Err(Ended::with(failure.hint("`swarmctl verify` says what is wrong, `swarmctl init` mends what it can")))
}
