//! `certs rotate-ca`: another CA, in stages; each is a look, a plan, and a run of it, so that a run which was killed goes on where it ended.

use time::OffsetDateTime;

use crate::cli::{CaCourse, CarryArgs, CertsRotateCaRequest, InitRequest};
use crate::execute::CaAccess;
use crate::model::{CaRotation, CaStage, CertDetails, ClientName, Direction, Exit, Failure, NodeName, Plan, Secret, Stored};
use crate::pki::{self, Ca};
use crate::plan::{self, HandOver, Inputs, Progress, Renew, Rotation};
use crate::report::{CaChange, CaStatus, stage_line};
use crate::run::ended::{Ended, Result};
use crate::run::look::look;
use crate::run::moving::not_moving;
use crate::run::place::{self, Place};
use crate::run::random::random;
use crate::run::reach::{CONNECT_TIMEOUT, Reach};
use crate::run::session::Session;
use crate::run::unlock::Unlock;
use crate::run::{init, look::look_first};
use crate::spec::Overrides;
use crate::state::{Holder, Pair};

use super::change::{CONCURRENCY, Change};
use super::follow::contexts_follow;

const VERB: &str = "certs rotate-ca";

/// Changes the CA, or shows what that would take, or how far it is.
pub(super) async fn rotate_ca(request: &CertsRotateCaRequest, session: &Session<'_>) -> Result<Exit> {
    match request.course {
        CaCourse::Status => return status(session).await,
        CaCourse::Now => return at_once(request, session).await,
        CaCourse::Change | CaCourse::Resume | CaCourse::Abort => {}
    }
    let mut change = Change::open(session, &request.manner, VERB)?;
    let exit = stages(request, &mut change).await;
    change.close().await;
    exit
}

async fn stages(request: &CertsRotateCaRequest, change: &mut Change<'_>) -> Result<Exit> {
    let nodes: Vec<NodeName> = change.place.cluster.nodes.iter().map(|n| n.name.clone()).collect();
    if request.course != CaCourse::Abort && is_over(change)? {
        return nothing_left(change, &nodes).await;
    }
    settle_course(request, change, &nodes).await?;
    let entered = change.place.stored.rotation.as_ref().map(|r| r.stage);
    loop {
        let seen = change.look(&nodes).await?;
        // Before the next stage asks of everybody what the one before brought.
        if !change.is_dry() {
            contexts_follow(&change.place.dir, change.session.ui);
        }
        let Some(current) = change.place.stored.rotation.clone() else {
            begin(change).await?;
            continue;
        };
        let clients = former_clients(change, &current)?;
        let hand_over = hand_over(change, &current, entered, &clients)?;
        let progress = Progress { rotation: &current, clients: &clients, hand_over };
        let way = Rotation { nodes: None, renew: Renew::OnlyWhatDoesNotHold, workers_at_once: request.parallel.get(), primary: seen.primary.as_ref() };
        let plan = plan::rotate_ca(change.inputs(&seen), progress, way)?;
        change.session.ui.note(&stage_line(current.stage));
        if change.is_dry() {
            change.show(&plan)?;
            change.session.ui.note("the stages after it are planned when it is done");
            return Ok(Exit::Ok);
        }
        let key = change.key_for(&plan).await?;
        let outcome = change.carry(&plan, seen, key).await?;
        if !outcome.is_complete() || change.is_stopped() {
            return change.unfinished(&plan, &outcome, &again(change));
        }
        change.read_store()?;
        if change.place.stored.rotation.is_none() {
            contexts_follow(&change.place.dir, change.session.ui);
            return change.finished(&plan, &outcome).await;
        }
        if hand_over == HandOver::Wait {
            contexts_follow(&change.place.dir, change.session.ui);
            let exit = change.finished(&plan, &outcome).await?;
            tell_clients(change, &clients)?;
            return Ok(exit);
        }
    }
}

fn again(change: &Change<'_>) -> String {
    format!("swarmctl certs rotate-ca -c {}", change.place.cluster.name)
}

/// Whether the last run was cut off when its change had come to its end: who runs it again wants no other CA yet.
fn is_over(change: &Change<'_>) -> Result<bool> {
    Ok(change.place.stored.rotation.is_none() && change.place.dir.journal().was_cut_off_at(VERB, "end-ca-rotation")?)
}

async fn nothing_left(change: &Change<'_>, nodes: &[NodeName]) -> Result<Exit> {
    change.session.ui.note("the change of CAs had come to its end");
    let plan = Plan::new(change.place.cluster.name.clone(), VERB);
    if change.is_dry() {
        change.show(&plan)?;
        return Ok(Exit::Ok);
    }
    let seen = change.look(nodes).await?;
    let outcome = change.carry(&plan, seen, CaAccess::default()).await?;
    change.finished(&plan, &outcome).await
}

/// Settles which way a change goes that is under way; where none is, one may be begun.
async fn settle_course(request: &CertsRotateCaRequest, change: &mut Change<'_>, nodes: &[NodeName]) -> Result<()> {
    let Some(rotation) = change.place.stored.rotation.clone() else {
        if request.course != CaCourse::Change {
            let failure = Failure::new(format!("no change of CAs is under way in cluster `{}`", change.place.cluster.name), Exit::Failed);
            return Err(Ended::with(failure.hint("`swarmctl certs rotate-ca` begins one")));
        }
        return Ok(());
    };
    if request.course != CaCourse::Abort || rotation.direction == Direction::Back {
        return Ok(());
    }
    let Some(back) = rotation.turned_back() else {
        let failure = Failure::new("it is too late to go back: the former CA is not trusted everywhere any more", Exit::Failed);
        return Err(Ended::with(failure.hint(format!("`{}` goes on; another change afterwards brings another CA", again(change)))));
    };
    // The way is not left for one that nodes cannot be led on.
    change.look(nodes).await?;
    if change.is_dry() {
        change.place.stored.ca_pem = Some(back.bundle());
        change.place.stored.rotation = Some(back);
        return Ok(());
    }
    change.place.dir.turn_rotation_back()?;
    change.session.ui.note("going back to the former CA");
    change.read_store()
}

/// Begins the change. All nodes were looked at, and nothing stands against it.
async fn begin(change: &mut Change<'_>) -> Result<()> {
    let now = OffsetDateTime::now_utc();
    let next = another_ca(&change.place, now)?;
    if change.is_dry() {
        // A CA that is forgotten again: it stands for the one that will be made.
        let former = change.place.stored.ca_pem.clone().ok_or_else(|| no_ca(&change.place))?;
        let rotation = CaRotation::begin(&former, &next.0, now);
        change.place.stored = Stored { ca_pem: Some(rotation.bundle()), rotation: Some(rotation), ..change.place.stored.clone() };
        return Ok(());
    }
    let key_pem = change.unlock.seal(&next.1).await?;
    change.place.dir.begin_rotation(&Pair { cert_pem: next.0, key_pem }, now)?;
    change.read_store()
}

fn another_ca(place: &Place, now: OffsetDateTime) -> Result<(String, Secret)> {
    let (ca, key) = Ca::make(&place.cluster.name, &place.cluster.certs, now, random()?)?;
    Ok((ca.pem().to_owned(), key))
}

fn no_ca(place: &Place) -> Ended {
    Ended::with(Failure::new(format!("cluster `{}` has no CA yet", place.cluster.name), Exit::NotFound).hint("`swarmctl init` makes one"))
}

/// The named clients whose certificates are not the issuing CA's.
fn former_clients(change: &Change<'_>, rotation: &CaRotation) -> Result<Vec<ClientName>> {
    let issuer = pki::issuing_certificate(rotation.issuer_pem())?;
    let clients = change.place.dir.named_clients()?;
    Ok(clients.into_iter().filter(|client| !pki::signed_by(&client.pair.cert_pem, &issuer)).map(|client| client.name).collect())
}

/// Who holds a certificate of the CA that goes, and has to be given another, must have time for it: the run ends before that CA is dropped. The next run
/// says that it was done.
fn hand_over(change: &Change<'_>, rotation: &CaRotation, entered: Option<CaStage>, clients: &[ClientName]) -> Result<HandOver> {
    let comes_from_earlier = entered.is_none_or(|stage| stage < CaStage::Clients);
    let waits = !clients.is_empty() || (comes_from_earlier && !signed_by_former(change, rotation)?.is_empty());
    Ok(if rotation.stage == CaStage::Clients && waits { HandOver::Wait } else { HandOver::Done })
}

/// The names in certificates that were signed by the CA that goes and have not ended.
fn signed_by_former(change: &Change<'_>, rotation: &CaRotation) -> Result<Vec<String>> {
    let former: CertDetails = pki::details(rotation.from_pem.as_bytes())?;
    let now = OffsetDateTime::now_utc();
    let signed = change.place.dir.signed()?.into_iter().filter(|s| s.issuer == former.subject && s.not_after > now);
    Ok(signed.map(|s| s.name).collect())
}

fn tell_clients(change: &Change<'_>, clients: &[ClientName]) -> Result<()> {
    let (ui, name) = (change.session.ui, &change.place.cluster.name);
    for client in clients {
        ui.note(&format!("give `{client}` the new certificate: `swarmctl certs export {client} -c {name} --to DIR`"));
    }
    if let Some(rotation) = &change.place.stored.rotation {
        for signed in signed_by_former(change, rotation)? {
            ui.note(&format!("sign `{signed}` again: `swarmctl certs sign -c {name} --csr FILE`"));
        }
    }
    ui.note(&format!("both CAs are trusted until then; `{}` drops the former one", again(change)));
    Ok(())
}

/// Says how far it is. A node that cannot be looked at is told as such.
async fn status(session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    let subject = |pem: &str| pki::details(pem.as_bytes()).map(|cert| cert.subject);
    let issuer = subject(place.stored.ca_pem.as_deref().ok_or_else(|| no_ca(&place))?)?;
    let change = match &place.stored.rotation {
        None => None,
        Some(rotation) => Some(CaChange {
            stage: rotation.stage,
            direction: rotation.direction,
            began_at: rotation.began_at,
            from: subject(&rotation.from_pem)?,
            to: subject(&rotation.to_pem)?,
            nodes: reached(&place).await?,
        }),
    };
    session.ui.ca_status(&CaStatus { cluster: place.cluster.name, issuer, change })?;
    Ok(Exit::Ok)
}

async fn reached(place: &Place) -> Result<Vec<(NodeName, Option<bool>)>> {
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let nodes: Vec<_> = place.cluster.nodes.iter().map(|n| n.name.clone()).collect();
    let looked = look(&*reach.links, &nodes, CONCURRENCY).await;
    reach.close().await;
    let facts = looked.into_iter().filter_map(|(node, facts)| Some((node, facts.ok()?))).collect();
    let inputs = Inputs { cluster: &place.cluster, stored: &place.stored, facts: &facts, now: OffsetDateTime::now_utc() };
    Ok(nodes.iter().map(|node| (node.clone(), plan::holds_its_pair(inputs, node))).collect())
}

/// For a CA whose key has leaked: another one is the only one at once, and `init` brings it to all nodes together.
async fn at_once(request: &CertsRotateCaRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    let name = place.cluster.name.clone();
    not_moving(&place.stored)?;
    for what in costs(&place)? {
        session.ui.warn(&what);
    }
    if request.manner.dry_run {
        return Ok(Exit::Ok);
    }
    if !session.globals.yes && !session.ui.confirm_name(&name, "change its CA at once").await? {
        return Err(Ended::with(Failure::new("the name that was typed is not the cluster's; nothing was touched", Exit::Failed)));
    }
    let now = OffsetDateTime::now_utc();
    let lock = place.dir.lock(&Holder::this_process(VERB, now))?;
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let looked = look_first(&*reach.links, &place.cluster, &place.stored, CONCURRENCY).await;
    reach.close().await;
    looked?;
    match place.dir.rotation()? {
        // The CA that is to stay is made already: by a change in stages, or by a run like this one that was cut off.
        Some(rotation) if rotation.direction == Direction::Forward => {
            session.ui.note("the new CA is there already; going on with it");
            place.dir.drop_former_ca()?;
        }
        going_back => {
            let (cert_pem, key) = another_ca(&place, now)?;
            let key_pem = Unlock::new(&request.manner.ca_key, &place.dir, session.ui).seal(&key).await?;
            if going_back.is_some() {
                // The one that it goes back to may be the one whose key has leaked.
                place.dir.drop_former_ca()?;
                place.dir.finish_rotation()?;
            }
            place.dir.replace_ca(&Pair { cert_pem, key_pem }, now)?;
        }
    }
    drop(lock);
    let overrides = Overrides { name: Some(name), ..Overrides::default() };
    init::init(&InitRequest::again(overrides, CarryArgs { timeout: request.manner.timeout, ..CarryArgs::default() }, request.manner.ca_key.clone()), session)
        .await
}

/// What an exchange at once costs, before it is done.
fn costs(place: &Place) -> Result<Vec<String>> {
    let mut costs = vec![
        "the former CA is trusted no more from the first node on: until all nodes are done, they refuse each other, and managers do not answer".to_owned(),
        "containers go on running".to_owned(),
    ];
    let clients: Vec<_> = place.dir.named_clients()?.into_iter().map(|client| format!("`{}`", client.name)).collect();
    if !clients.is_empty() {
        costs.push(format!("the certificates of {} are refused from then on: `swarmctl certs issue NAME` issues others", clients.join(", ")));
    }
    let signed: Vec<_> = place.dir.signed()?.into_iter().map(|signed| format!("`{}`", signed.name)).collect();
    if !signed.is_empty() {
        costs.push(format!("so are those that were signed for {}", signed.join(", ")));
    }
    Ok(costs)
}
