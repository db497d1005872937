//! `init`: spec → look → plan → carry out → verify. `plan`, `apply` and the verbs that change which nodes there are go the same way, with other specs.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;
use tokio::sync::watch;

use crate::cli::InitRequest;
use crate::execute::{CaAccess, Outcome, Settings, Workshop};
use crate::model::{Cluster, Exit, Failure, ImageSource, Need, Node, NodeFacts, NodeName, Plan, Step, Stored};
use crate::plan::{self, Inputs, Losses};
use crate::report::Ui;
use crate::spec;
use crate::state::{ClusterDir, Holder};
use crate::transport::ReadLinks;

use super::carry::{carry, summary};
use super::certs::contexts_follow;
use super::ended::{Ended, Result};
use super::hold::{Holding, Locks, held_warning, locks_of, managers, refuse_held};
use super::hosts::Hosts;
use super::interrupt::stop_signal;
use super::look::{look_first, look_sparing};
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;
use super::unlock::{Unlock, needs_ca_key};
use super::{place, spec_source, store_files, verify};

/// The verb, as plans, the journal and the outcome name it.
const VERB: &str = "init";

/// Brings the cluster about, or shows what that would take.
pub(super) async fn init(request: &InitRequest, session: &Session<'_>) -> Result<Exit> {
    let cluster = spec_source::wanted(request, session).await?;
    let dir = session.store.at(&cluster.name);
    if !request.dry_run {
        session.store.check_writable()?;
    }
    if !dir.exists() {
        place::check_free_as_mark(&session.store, dir.name(), dir.name(), |other| {
            format!("write `name: {other}` into the spec if that cluster is meant, else take another name")
        })?;
    }
    session.touch(&dir);
    if request.dry_run {
        return show(VERB, request, (cluster, Absent::Refused), &dir, session.ui).await;
    }
    let _lock = dir.lock(&Holder::this_process(VERB, OffsetDateTime::now_utc()))?;
    spec_source::make_way(&dir, session.ui)?;
    bring_about(VERB, request, (cluster, Absent::Refused), dir, session.ui).await
}

/// What a node that cannot be reached means to a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Absent {
    /// Nothing is touched.
    Refused,
    /// A node without a role that was in the cluster before is left as it is, and not checked; these are not.
    LeftOut {
        /// The nodes that the run is about.
        but: Vec<NodeName>,
    },
}

/// Brings the cluster about; the caller holds its lock.
pub(super) async fn bring_about(verb: &'static str, request: &InitRequest, (cluster, absent): (Cluster, Absent), dir: ClusterDir, ui: &Ui) -> Result<Exit> {
    spec_source::check_change(&dir, &cluster, &request.gone)?;
    let cluster = Cluster { mark: dir.mark()?, ..cluster };
    if let Some(cut_off) = dir.journal().last_unfinished()? {
        ui.note(&format!("{cut_off}; going on from there"));
    }
    let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let unlock = Unlock::new(&request.ca_key, &dir, ui);
    Init { verb, request, absent, wanted: cluster.clone(), cluster, dir, ui, unlock, ca_access: CaAccess::default(), began: Instant::now(), stop }
        .bring_about()
        .await
}

/// Shows the plan; nothing is written, on the nodes or here.
pub(super) async fn show(verb: &'static str, request: &InitRequest, (mut cluster, absent): (Cluster, Absent), dir: &ClusterDir, ui: &Ui) -> Result<Exit> {
    spec_source::check_change(dir, &cluster, &request.gone)?;
    cluster.mark = dir.mark()?;
    let stored = stored(dir, &cluster)?;
    if let Some(hosts) = Hosts::find(&cluster, dir).await? {
        let mut plan = hosts.plan(&cluster).of(verb);
        if !plan.is_settled() {
            plan.warnings.push("what is done on the hosts is planned once they are there".to_owned());
            ui.plan(&plan)?;
            return Ok(foreseen(request, &plan));
        }
        place::lend_hosts(&mut cluster, dir, hosts.addresses());
    }
    let reach = Reach::open(&cluster, dir, CONNECT_TIMEOUT)?;
    let looked = look_at(&*reach.links, &mut cluster, &stored, request, &absent).await;
    reach.close().await;
    let (facts, left_out) = looked?;
    let mut plan = foresee(&cluster, &stored, &facts, losses(request))?.of(verb);
    plan.warnings.extend(left_out);
    plan.warnings.extend(held_warning(dir, &locks_of(&cluster, &facts))?);
    ui.plan(&plan)?;
    Ok(foreseen(request, &plan))
}

/// What the store knows, with the hashes of the files that the spec names for TLS with a discovery store.
fn stored(dir: &ClusterDir, cluster: &Cluster) -> Result<Stored> {
    Ok(Stored { store_files: store_files::hashes(cluster, OffsetDateTime::now_utc())?, ..place::stored(dir)? })
}

/// What a dry run ends with.
fn foreseen(request: &InitRequest, plan: &Plan) -> Exit {
    if request.detailed_exitcode && !plan.is_settled() { Exit::Pending } else { Exit::Ok }
}

fn losses(request: &InitRequest) -> Losses {
    if request.gone.is_empty() { Losses::None } else { Losses::ForGood }
}

/// The whole plan as far as it can be told before an engine is on every node. What it needs of this machine is there.
fn foresee(cluster: &Cluster, stored: &Stored, facts: &BTreeMap<NodeName, NodeFacts>, losses: Losses) -> Result<Plan> {
    let prepared = plan::prepare(cluster, facts);
    let facts = plan::assume_prepared(facts.clone());
    let rest = plan::init_after(Inputs { cluster, stored, facts: &facts, now: OffsetDateTime::now_utc() }, losses)?;
    check_archives(&rest)?;
    Ok(plan::chain(prepared, &rest))
}

/// An archive is read long after the first node is touched; that it is not there is better known before.
pub(super) fn check_archives(plan: &Plan) -> Result<()> {
    let missing = plan.steps.iter().filter(|step| step.need != Need::Kept).find_map(|step| match &step.step {
        Step::BringImages { source: ImageSource::Archive { path }, .. } => File::open(path).err().map(|error| (path, error)),
        _ => None,
    });
    missing.map_or(Ok(()), |(path, error)| {
        let failure = Failure::new(format!("the archive of images `{}` cannot be read: {error}", path.display()), Exit::Preflight);
        Err(Ended::with(failure.hint("name another with `--image-archive` or `images.archive`; without one the nodes pull from a registry")))
    })
}

/// The facts of all nodes of which there are any; `cluster` is without those that are left out, each of which is told.
async fn look_at(
    links: &dyn ReadLinks,
    cluster: &mut Cluster,
    stored: &Stored,
    request: &InitRequest,
    absent: &Absent,
) -> Result<(BTreeMap<NodeName, NodeFacts>, Vec<String>)> {
    let spared: Vec<NodeName> = match absent {
        Absent::Refused => Vec::new(),
        Absent::LeftOut { but } => plan::may_be_absent(cluster, stored).filter(|node| !but.contains(node)).cloned().collect(),
    };
    let (facts, missing) = look_sparing(links, cluster, stored, request.carry.concurrency.get(), &spared).await?;
    cluster.nodes.retain(|node| !missing.contains(&node.name));
    let told = |node: &NodeName| format!("{node} cannot be reached: it is left as it is and not checked; `swarmctl apply` sees to it once it is back");
    Ok((facts, missing.iter().map(told).collect()))
}

struct Init<'a> {
    verb: &'static str,
    absent: Absent,
    request: &'a InitRequest,
    /// As the spec says it: what goes into the store.
    wanted: Cluster,
    /// The same, with the addresses of hosts that were made for it.
    cluster: Cluster,
    dir: ClusterDir,
    ui: &'a Ui,
    unlock: Unlock<'a>,
    /// The way to the CA's key, once it is known that something is to be issued.
    ca_access: CaAccess,
    began: Instant,
    stop: watch::Receiver<bool>,
}

impl Init<'_> {
    async fn bring_about(mut self) -> Result<Exit> {
        let hosts = Hosts::find(&self.cluster, &self.dir).await?;
        if let Some(hosts) = hosts
            && let Some(unfinished) = self.make_hosts(hosts).await?
        {
            return Ok(unfinished);
        }
        let reach = Reach::open(&self.cluster, &self.dir, CONNECT_TIMEOUT)?;
        let exit = self.on_nodes(&reach).await;
        reach.close().await;
        exit
    }

    /// Makes the docker driver's hosts; gives the exit code if that did not succeed on all.
    async fn make_hosts(&mut self, hosts: Hosts) -> Result<Option<Exit>> {
        let plan = hosts.plan(&self.cluster).of(self.verb);
        if !plan.is_settled() && self.cluster.has_tls() {
            // A host that is made gets a certificate later.
            self.ca_access = self.unlock.access().await?;
        }
        if plan.is_settled() {
            self.settle_in()?;
        } else {
            let outcome = self.made(hosts, &plan).await?;
            if !outcome.is_complete() {
                return self.end(&plan, &outcome).map(Some);
            }
        }
        if let Some(made) = Hosts::find(&self.cluster, &self.dir).await? {
            place::lend_hosts(&mut self.cluster, &self.dir, made.addresses());
        }
        Ok(None)
    }

    /// Carries out a plan that makes hosts.
    async fn made(&self, hosts: Hosts, plan: &Plan) -> Result<Outcome> {
        let mut cluster = self.cluster.clone();
        place::lend_hosts(&mut cluster, &self.dir, hosts.addresses());
        let reach = Reach::open(&cluster, &self.dir, CONNECT_TIMEOUT)?;
        let outcome = self.made_while_held(hosts, plan, &reach).await;
        reach.close().await;
        outcome
    }

    /// A cluster that has some hosts already is held meanwhile, and before its store has another spec.
    async fn made_while_held(&self, hosts: Hosts, plan: &Plan, reach: &Reach) -> Result<Outcome> {
        let holding = Holding::all(reach, managers(&self.cluster).filter(|node| hosts.runs(node)), &Locks::new());
        holding.take(plan, &self.dir).await?;
        self.settle_in()?;
        let workshop = self.workshop(reach, Some(hosts.maker().await?), BTreeMap::new())?;
        self.carry(plan, &workshop, &holding).await
    }

    async fn on_nodes(&mut self, reach: &Reach) -> Result<Exit> {
        let stored = stored(&self.dir, &self.cluster)?;
        let links = &*reach.links;
        let known = self.cluster.nodes.clone();
        let (mut facts, left_out) = look_at(links, &mut self.cluster, &stored, self.request, &self.absent).await?;
        let left_out_nodes = known.into_iter().filter(|node| self.cluster.node(&node.name).is_none()).collect();
        for warning in left_out {
            self.ui.warn(&warning);
        }
        let foreseen = foresee(&self.cluster, &stored, &facts, losses(self.request))?;
        let locks = locks_of(&self.cluster, &facts);
        if !foreseen.is_settled() {
            refuse_held(&self.dir, &locks)?;
        } else if let Some(warning) = held_warning(&self.dir, &locks)? {
            self.ui.warn(&warning);
        }
        let holding = Holding::seen(reach, &locks);
        if self.ca_access.key.is_none() && needs_ca_key(&foreseen) {
            self.ca_access = self.unlock.access().await?;
        }
        self.ca_access = self.unlock.with_unlock_key(&foreseen, std::mem::take(&mut self.ca_access)).await?;
        self.settle_in()?;
        reach.keep_host_keys(&self.dir)?;
        self.settle_addresses(reach, &facts)?;

        let mut before = None;
        let prepared = plan::prepare(&self.cluster, &facts).of(self.verb);
        if !prepared.is_settled() {
            let workshop = self.workshop(reach, None, BTreeMap::new())?;
            let outcome = self.carry(&prepared, &workshop, &holding).await?;
            if !outcome.is_complete() {
                return self.end(&prepared, &outcome);
            }
            before = Some(outcome);
            facts = look_first(links, &self.cluster, &stored, self.request.carry.concurrency.get()).await?;
        }

        let inputs = Inputs { cluster: &self.cluster, stored: &stored, facts: &facts, now: OffsetDateTime::now_utc() };
        let plan = plan::init_after(inputs, losses(self.request))?.of(self.verb);
        for warning in &plan.warnings {
            self.ui.warn(warning);
        }
        let workshop = self.workshop(reach, None, facts)?;
        let outcome = self.carry(&plan, &workshop, &holding).await?;
        let outcome = before.map_or(outcome.clone(), |before| before.then(outcome));
        if !outcome.changed_nothing() {
            contexts_follow(&self.dir, self.ui);
        }
        if !outcome.is_complete() || self.request.carry.no_verify {
            return self.end(&plan, &outcome);
        }
        self.checked(&plan, &outcome, links, left_out_nodes).await
    }

    /// The end of a run that did all it had to do: the cluster is checked, after it had time to come together where something changed.
    /// Nodes that are left out are looked at as well, but what is wrong with them is no fault of this run's.
    async fn checked(&self, plan: &Plan, outcome: &Outcome, links: &dyn ReadLinks, left_out: Vec<Node>) -> Result<Exit> {
        let mut all = self.cluster.clone();
        all.nodes.extend(left_out);
        let mut stop = self.stop.clone();
        let checked = async {
            if !outcome.changed_nothing() {
                verify::until_assembled(links, &self.cluster).await;
            }
            verify::check(links, &all).await
        };
        let mut report = tokio::select! {
            report = checked => report,
            Ok(_) = stop.wait_for(|stopped| *stopped) => {
                self.ui.outcome(&summary(plan, outcome, self.began, None))?;
                self.ui.note("interrupted; all is done, and `swarmctl verify` checks it");
                return Ok(Exit::Interrupted);
            }
        };
        report.findings.retain(|finding| finding.node.as_ref().is_none_or(|node| self.cluster.node(node).is_some()));
        let exit = verify::exit_of(&report);
        self.ui.outcome(&summary(plan, outcome, self.began, Some(report)))?;
        if exit == Exit::Ok {
            let name = &self.cluster.name;
            self.ui.note(&format!("next: `eval \"$(swarmctl env -c {name})\"`, then `docker ps`; `swarmctl verify -c {name}` checks again"));
        } else {
            self.ui.note("`swarmctl verify` shows every finding; `swarmctl init` mends what it can");
        }
        Ok(exit)
    }

    /// Where nodes reach each other that is named by an interface or a network, is known from here on.
    fn settle_addresses(&mut self, reach: &Reach, facts: &BTreeMap<NodeName, NodeFacts>) -> Result<()> {
        let found = place::found_advertised(&self.cluster, facts);
        place::keep_advertised(&self.dir, &self.cluster, &found)?;
        place::lend_advertised(&mut self.cluster, |node| found.get(node).copied());
        for (node, ip) in found {
            reach.links.set_advertised(&node, ip);
        }
        Ok(())
    }

    /// The cluster is in the store from here on: what is done to a node can always be found again.
    fn settle_in(&self) -> Result<()> {
        self.dir.create()?;
        self.dir.write_spec(&spec::to_yaml(&self.wanted))?;
        let stored = place::stored(&self.dir)?;
        if stored.record.is_none() {
            self.dir.write_record(&place::record(&stored, OffsetDateTime::now_utc()))?;
        }
        Ok(())
    }

    fn workshop(&self, reach: &Reach, hosts: Option<crate::execute::HostMaker>, facts: BTreeMap<NodeName, NodeFacts>) -> Result<Arc<Workshop>> {
        let record = place::record(&place::stored(&self.dir)?, OffsetDateTime::now_utc());
        let without_tls = facts.values().filter(|facts| facts.engine_applied.is_none()).map(|facts| facts.node.clone()).collect();
        let pairs = facts.into_iter().filter_map(|(node, facts)| Some((node, facts.leaf?))).collect();
        let workshop = Workshop::new(self.cluster.clone(), reach.links.clone(), self.dir.clone(), hosts, record, pairs);
        Ok(Arc::new(workshop.with_ca_access(self.ca_access.clone()).with_engines_without_tls(without_tls)))
    }

    async fn carry(&self, plan: &Plan, workshop: &Arc<Workshop>, holding: &Holding<'_>) -> Result<Outcome> {
        let settings = Settings { concurrency: self.request.carry.concurrency.get(), step_timeout: self.request.carry.timeout };
        carry(plan, workshop, holding, settings, self.stop.clone(), self.ui).await
    }

    fn end(&self, plan: &Plan, outcome: &Outcome) -> Result<Exit> {
        self.ui.outcome(&summary(plan, outcome, self.began, None))?;
        if outcome.interrupted {
            self.ui.note(if self.verb == VERB { "interrupted; `swarmctl init` goes on from here" } else { "interrupted; `swarmctl apply` goes on from here" });
        }
        Ok(outcome.exit())
    }
}
