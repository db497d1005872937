//! `certs san add`: further names and addresses for a node's certificate, kept in the cluster's spec.

use crate::cli::CertsSanRequest;
use crate::model::{Exit, Host, Plan};
use crate::plan::{self, Renew, Rotation};
use crate::run::ended::Result;
use crate::run::place;
use crate::run::session::Session;
use crate::spec;

use super::change::Change;

const VERB: &str = "certs san add";

/// Adds them and issues the certificate anew, or shows what that would take.
pub(super) async fn add(request: &CertsSanRequest, session: &Session<'_>) -> Result<Exit> {
    let mut change = Change::open(session, &request.manner, VERB)?;
    let exit = add_with(request, &mut change).await;
    change.close().await;
    exit
}

async fn add_with(request: &CertsSanRequest, change: &mut Change<'_>) -> Result<Exit> {
    let node = change.place.node(&request.node)?.name.clone();
    let nodes = [node.clone()];
    let is_new = |have: &[Host], san: &Host| !have.contains(san);
    // The store's copy says what is wanted; the cluster at hand has the addresses of hosts that were made besides.
    let mut wanted = place::stored(&change.place.dir)?.cluster.ok_or_else(|| place::no_spec(change.place.dir.name()))?;
    for cluster in [&mut wanted, &mut change.place.cluster] {
        if let Some(node) = cluster.nodes.iter_mut().find(|n| n.name == node) {
            let added: Vec<_> = request.sans.iter().filter(|san| is_new(&node.extra_sans, san)).cloned().collect();
            node.extra_sans.extend(added);
        }
    }
    let seen = change.look(&nodes).await?;
    let rotation = Rotation { nodes: Some(&nodes), renew: Renew::OnlyWhatDoesNotHold, workers_at_once: 1, primary: seen.primary.as_ref() };
    let plan = Plan { verb: VERB.to_owned(), ..plan::rotate(change.inputs(&seen), rotation)? };
    if change.is_dry() {
        change.show(&plan)?;
        return Ok(Exit::Ok);
    }
    let key = change.key_for(&plan).await?;
    change.place.dir.write_spec(&spec::to_yaml(&wanted))?;
    let outcome = change.carry(&plan, seen, key).await?;
    if !outcome.is_complete() {
        return change.unfinished(&plan, &outcome, &format!("swarmctl init -c {}", change.place.cluster.name));
    }
    let exit = change.finished(&plan, &outcome).await?;
    let sans: Vec<_> = request.sans.iter().map(Host::as_str).collect();
    change.session.ui.note(&format!("a spec of your own wants them too: `sans: [{}]` at node `{node}`", sans.join(", ")));
    Ok(exit)
}
