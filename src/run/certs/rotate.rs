//! `certs rotate`: new certificates for the nodes, one after the other.

use time::OffsetDateTime;

use crate::cli::CertsRotateRequest;
use crate::model::{ClusterName, Exit, NodeName, format_duration};
use crate::plan::{self, Renew, Rotation};
use crate::run::ended::Result;
use crate::run::session::Session;

use super::change::Change;
use super::follow::contexts_follow;

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
    contexts_follow(&change.place.dir, change.session.ui);
    if outcome.is_complete() { change.finished(&plan, &outcome).await } else { change.unfinished(&plan, &outcome, &again(request, &change.place.cluster.name)) }
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

/// The command that goes on: with what chooses certificates, because without it more would be issued anew than was asked for.
fn again(request: &CertsRotateRequest, cluster: &ClusterName) -> String {
    let mut words = vec![format!("swarmctl certs rotate -c {cluster}")];
    words.extend(request.nodes.iter().map(ToString::to_string));
    words.extend(request.within.map(|within| format!("--within {}", format_duration(within))));
    words.extend(request.older_than.map(|age| format!("--older-than {}", format_duration(age))));
    if request.parallel.get() > 1 {
        words.push(format!("--parallel {}", request.parallel));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use crate::cli::{CertsRequest, Request};

    use super::*;

    /// What is said to go on with after a run of this command.
    fn again_after(command: &str) -> String {
        let parsed = crate::cli::parse(command.split(' ').map(OsString::from).collect::<Vec<_>>()).unwrap();
        let Request::Certs(CertsRequest::Rotate(request)) = parsed.request else { panic!("it is `certs rotate`") };
        again(&request, &"lab".parse().unwrap())
    }

    #[test]
    fn the_command_that_goes_on_chooses_the_same_certificates() {
        for chosen in ["", " w1 w2", " --within 30d", " w1 --older-than 90d", " --within 36h --parallel 4"] {
            assert_eq!(again_after(&format!("swarmctl certs rotate{chosen}")), format!("swarmctl certs rotate -c lab{chosen}"));
        }
    }
}
