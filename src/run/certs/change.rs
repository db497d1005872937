//! A change of certificates on a cluster that goes on working: what `certs rotate`, `certs rotate-ca` and `certs san` have in common.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tokio::sync::watch;

use crate::cli::ChangeArgs;
use crate::execute::{CaAccess, Outcome, Settings, Workshop};
use crate::facts;
use crate::model::{Cluster, Exit, Failure, NodeFacts, NodeName, Orchestrator, Plan, Role};
use crate::pki;
use crate::plan::Inputs;
use crate::run::carry::{carry, summary};
use crate::run::ended::{Ended, Result};
use crate::run::hold::{Holding, held_warning, locks_of, managers, refuse_held};
use crate::run::interrupt::stop_signal;
use crate::run::look::look_first;
use crate::run::moving::not_moving;
use crate::run::place::{self, Place};
use crate::run::reach::{CONNECT_TIMEOUT, Reach};
use crate::run::session::Session;
use crate::run::unlock::{Unlock, needs_ca_key};
use crate::run::verify;
use crate::state::{Holder, Lock};

/// How many nodes are looked at, at once; how many are changed at once is the plan's business.
pub(super) const CONCURRENCY: usize = 32;

/// How long a cluster has to be whole before its certificates are changed: a dead primary's lock holds for about 20 s (measured on Swarm 1.2.9).
const GATHERING: Duration = Duration::from_secs(30);
/// How often it is looked at meanwhile.
const POLL: Duration = Duration::from_millis(100);

/// A change that is under way.
pub(super) struct Change<'a> {
    pub(super) session: &'a Session<'a>,
    pub(super) place: Place,
    pub(super) unlock: Unlock<'a>,
    args: &'a ChangeArgs,
    reach: Reach,
    stop: watch::Receiver<bool>,
    began: Instant,
    /// Held to the end; a dry run changes nothing and needs none.
    _lock: Option<Lock>,
}

/// What a look at a cluster found, as far as a change wants to know.
pub(super) struct Seen {
    pub(super) facts: BTreeMap<NodeName, NodeFacts>,
    pub(super) primary: Option<NodeName>,
}

impl<'a> Change<'a> {
    /// Opens the cluster that is meant, for one verb.
    pub(super) fn open(session: &'a Session<'a>, args: &'a ChangeArgs, verb: &str) -> Result<Self> {
        let mut place = place::chosen(session)?;
        place.needs_tls()?;
        let lock = if args.dry_run { None } else { Some(place.dir.lock(&Holder::this_process(verb, OffsetDateTime::now_utc()))?) };
        // What a run that ended meanwhile has left.
        place.stored = place::stored(&place.dir)?;
        not_moving(&place.stored)?;
        not_ended(&place, OffsetDateTime::now_utc())?;
        if let (Some(cut_off), false) = (place.dir.journal().last_unfinished()?, args.dry_run) {
            session.ui.note(&format!("{cut_off}; going on from there"));
        }
        let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
        let stop = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
        let unlock = Unlock::new(&args.ca_key, &place.dir, session.ui);
        Ok(Self { session, place, unlock, args, reach, stop, began: Instant::now(), _lock: lock })
    }

    pub(super) fn is_dry(&self) -> bool {
        self.args.dry_run
    }

    /// Whether the user has interrupted.
    pub(super) fn is_stopped(&self) -> bool {
        *self.stop.borrow()
    }

    /// Reads again what the store knows.
    pub(super) fn read_store(&mut self) -> Result<()> {
        self.place.stored = place::stored(&self.place.dir)?;
        Ok(())
    }

    /// Looks at these nodes, and at who leads. Whatever stands against changing them ends the run before anything is touched.
    pub(super) async fn look(&self, nodes: &[NodeName]) -> Result<Seen> {
        let chosen = Cluster { nodes: self.place.cluster.nodes.iter().filter(|n| nodes.contains(&n.name)).cloned().collect(), ..self.place.cluster.clone() };
        let links = &*self.reach.links;
        // A host that cannot be reached ends the run at once, however long its manager would be waited for.
        let (facts, primary) = tokio::try_join!(look_first(links, &chosen, &self.place.stored, CONCURRENCY), self.primary(nodes))?;
        let locks = locks_of(&self.place.cluster, &facts);
        if !self.is_dry() {
            refuse_held(&self.place.dir, &locks)?;
        } else if let Some(warning) = held_warning(&self.place.dir, &locks)? {
            self.session.ui.warn(&warning);
        }
        Ok(Seen { facts, primary })
    }

    /// The primary of a standalone cluster. A manager that does not work before its certificate is changed could not be told from one that does not after it;
    /// one that restarts just now, because the run before was killed, is waited for.
    async fn primary(&self, nodes: &[NodeName]) -> Result<Option<NodeName>> {
        let deadline = tokio::time::Instant::now() + GATHERING;
        loop {
            match self.leads(nodes).await {
                Err(_) if tokio::time::Instant::now() < deadline && !self.is_stopped() => tokio::time::sleep(POLL).await,
                found => return found,
            }
        }
    }

    async fn leads(&self, nodes: &[NodeName]) -> Result<Option<NodeName>> {
        let cluster = &self.place.cluster;
        if cluster.orchestrator == Orchestrator::SwarmMode {
            let views = facts::swarm_mode(&*self.reach.links, cluster).await;
            let failed = views.iter().find_map(|view| view.nodes.as_ref().err());
            return if views.iter().any(|view| view.nodes.is_ok()) { Ok(None) } else { Err(unwell(None, failed.map_or("no manager answers", String::as_str))) };
        }
        let views = facts::managers(&*self.reach.links, cluster).await;
        let concerned = |name: &NodeName| nodes.contains(name) && cluster.node(name).is_some_and(|n| n.is(Role::Manager));
        for view in views.iter().filter(|view| concerned(&view.node)) {
            if let Err(reason) = &view.version {
                return Err(unwell(Some(&view.node), reason));
            }
        }
        match views.iter().find(|view| view.role.as_deref() == Some("primary")) {
            Some(primary) => Ok(Some(primary.node.clone())),
            None => Err(unwell(None, "no manager is the primary")),
        }
    }

    /// What a plan is made from.
    pub(super) fn inputs<'b>(&'b self, seen: &'b Seen) -> Inputs<'b> {
        Inputs { cluster: &self.place.cluster, stored: &self.place.stored, facts: &seen.facts, now: OffsetDateTime::now_utc() }
    }

    /// Shows the plan.
    pub(super) fn show(&self, plan: &Plan) -> Result<()> {
        Ok(self.session.ui.plan(plan)?)
    }

    /// The way to the CA's key, opened, if the plan needs it: before anything is touched, here or on a node.
    pub(super) async fn key_for(&self, plan: &Plan) -> Result<CaAccess> {
        let access = if needs_ca_key(plan) { self.unlock.access().await? } else { CaAccess::default() };
        self.unlock.with_unlock_key(plan, access).await
    }

    /// Carries the plan out.
    pub(super) async fn carry(&self, plan: &Plan, seen: Seen, access: CaAccess) -> Result<Outcome> {
        for warning in &plan.warnings {
            self.session.ui.warn(warning);
        }
        self.reach.keep_host_keys(&self.place.dir)?;
        let record = place::record(&self.place.stored, OffsetDateTime::now_utc());
        // Managers that this change is not about were not looked at, and are held all the same.
        let locks = locks_of(&self.place.cluster, &seen.facts);
        let holding = Holding::all(&self.reach, managers(&self.place.cluster), &locks);
        let pairs = seen.facts.into_iter().filter_map(|(node, facts)| Some((node, facts.leaf?))).collect();
        let (cluster, dir) = (self.place.cluster.clone(), self.place.dir.clone());
        let workshop = Arc::new(Workshop::new(cluster, self.reach.links.clone(), dir, None, record, pairs).with_ca_access(access));
        carry(plan, &workshop, &holding, Settings { concurrency: CONCURRENCY, step_timeout: self.args.timeout }, self.stop.clone(), self.session.ui).await
    }

    /// The end of a change that did not do all it had to: what failed, and how it goes on.
    pub(super) fn unfinished(&self, plan: &Plan, outcome: &Outcome, again: &str) -> Result<Exit> {
        self.session.ui.outcome(&summary(plan, outcome, self.began, None))?;
        let how = if outcome.interrupted { "interrupted" } else { "not finished" };
        self.session.ui.note(&format!("{how}; `{again}` goes on from here"));
        Ok(outcome.exit())
    }

    /// The end of a change that is whole: the cluster is checked, and what it came to is told.
    pub(super) async fn finished(&self, plan: &Plan, outcome: &Outcome) -> Result<Exit> {
        let (links, cluster) = (&*self.reach.links, &self.place.cluster);
        let report = if plan.is_settled() { verify::check(links, cluster).await } else { verify::after_change(links, cluster).await };
        let exit = verify::exit_of(&report);
        self.session.ui.outcome(&summary(plan, outcome, self.began, Some(report)))?;
        Ok(exit)
    }

    /// Ends the connections.
    pub(super) async fn close(self) {
        self.reach.close().await;
    }
}

/// Nobody believes anybody where the CA has ended, and nobody the operator where that certificate has, so that nothing could be told of a cluster that is to
/// go on working.
fn not_ended(place: &Place, now: OffsetDateTime) -> Result<()> {
    let Some(trusted) = &place.stored.ca_pem else { return Ok(()) };
    let not_after = pki::details(trusted.as_bytes())?.not_after;
    if not_after < now {
        return Err(pki::Error::CaExpired { on: not_after.date() }.into());
    }
    let operator = place.stored.client_pem.as_deref().map(|pem| pki::details(pem.as_bytes())).transpose()?;
    match operator.filter(|cert| cert.not_after < now) {
        Some(cert) => {
            let failure = Failure::new(format!("the operator's certificate expired on {}", cert.not_after.date()), Exit::Expiring);
            Err(Ended::with(failure.hint("`swarmctl init` issues another one, and renews whatever else has expired")))
        }
        None => Ok(()),
    }
}

fn unwell(node: Option<&NodeName>, reason: &str) -> Ended {
    let failure = Failure::new(format!("the cluster is not well, and its certificates are left as they are: {reason}"), Exit::Unhealthy);
    let failure = failure.hint("`swarmctl verify` says what is wrong, `swarmctl init` mends what it can and renews what has expired");
    Ended::with(match node {
        Some(node) => failure.on(node),
        None => failure,
    })
}
