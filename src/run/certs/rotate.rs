//! `certs rotate`: new certificates for the nodes, one after the other.

use time::OffsetDateTime;

use crate::cli::CertsRotateRequest;
use crate::model::{Exit, NodeName};
use crate::plan::{self, Renew, Rotation};
use crate::run::ended::Result;
use crate::run::session::Session;

use super::change::Change;

const VERB: &str = "certs rotate";

/// Rotates, or shows what that would take.
pub(super) async fn rotate(request: &CertsRotateRequest, session: &Session<'_>) -> Result<Exit> {
    let change = Change::open(session, &request.manner, VERB)?;
    let exit = rotate_with(request, &change).await;
    change.close().await;
    exit
}

async fn rotate_with(request: &CertsRotateRequest, change: &Change<'_>) -> Result<Exit> {
    let nodes = chosen(request, change)?;
    let renew = renew(request, change)?;
    let seen = change.look(&nodes).await?;
    let named = (!request.nodes.is_empty()).then_some(nodes.as_slice());
    let rotation = Rotation { nodes: named, renew, workers_at_once: request.parallel.get(), primary: seen.primary.as_ref() };
    let plan = plan::rotate(change.inputs(&seen), rotation)?;
    if change.is_dry() {
        change.show(&plan)?;
        return Ok(Exit::Ok);
    }
    let key = change.key_for(&plan).await?;
    let outcome = change.carry(&plan, seen, key).await?;
    if outcome.is_complete() { change.finished(&plan, &outcome).await } else { change.unfinished(&plan, &outcome, &again(request, change)) }
}

fn chosen(request: &CertsRotateRequest, change: &Change<'_>) -> Result<Vec<NodeName>> {
    if request.nodes.is_empty() {
        return Ok(change.place.cluster.nodes.iter().map(|n| n.name.clone()).collect());
    }
    request.nodes.iter().map(|name| Ok(change.place.node(name)?.name.clone())).collect()
}

/// Which certificates. A rotation that did not come to its end goes on: what it issued already is kept.
fn renew(request: &CertsRotateRequest, change: &Change<'_>) -> Result<Renew> {
    let now = OffsetDateTime::now_utc();
    if let Some(within) = request.within {
        return Ok(Renew::EndingBefore(now.saturating_add(time::Duration::try_from(within).unwrap_or(time::Duration::MAX))));
    }
    if let Some(age) = request.older_than {
        return Ok(Renew::IssuedBefore(now.saturating_sub(time::Duration::try_from(age).unwrap_or(time::Duration::MAX))));
    }
    let since = change.place.dir.journal().undone_since(VERB)?;
    // Certificates tell seconds and no less.
    Ok(Renew::IssuedBefore(since.unwrap_or(now).truncate_to_second()))
}

fn again(request: &CertsRotateRequest, change: &Change<'_>) -> String {
    let mut words = vec![format!("swarmctl certs rotate -c {}", change.place.cluster.name)];
    words.extend(request.nodes.iter().map(ToString::to_string));
    words.join(" ")
}
