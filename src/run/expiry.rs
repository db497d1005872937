//! What ends soon, from the store alone: said once, at the end of every run that was about a cluster.

use time::OffsetDateTime;

use crate::pki;
use crate::state::ClusterDir;
use crate::verify::{End, Owner, expiry_warning};

use super::session::Session;

/// Warns if something ends soon in the cluster that the run was about. What cannot be read is left out: a verb that needs it says so itself.
pub(super) fn warn(session: &Session<'_>) {
    let Some(dir) = session.touched() else { return };
    let to = session.globals.cluster.as_ref().map_or_else(String::new, |name| format!(" -c {name}"));
    if let Some(warning) = expiry_warning(&ends(dir), &to, OffsetDateTime::now_utc()) {
        session.ui.warn(&warning);
    }
}

fn ends(dir: &ClusterDir) -> Vec<End> {
    let of = |owner: Owner, pem: &str| pki::details(pem.as_bytes()).ok().map(|cert| End { owner, not_after: cert.not_after });
    let bundle = dir.trust_pem().ok().flatten().and_then(|pem| pki::certificates(&pem).ok()).unwrap_or_default();
    let operator = dir.client().ok().flatten();
    let clients = dir.named_clients().unwrap_or_default();
    let nodes = dir.record().ok().flatten().map(|record| record.nodes).unwrap_or_default();
    let mut ends: Vec<End> = bundle.iter().filter_map(|pem| of(Owner::Ca, pem)).collect();
    ends.extend(operator.and_then(|pair| of(Owner::Operator, &pair.cert_pem)));
    ends.extend(clients.iter().filter_map(|client| of(Owner::Client(client.name.to_string()), &client.pair.cert_pem)));
    ends.extend(nodes.into_iter().filter_map(|(name, node)| Some(End { owner: Owner::Node(name.to_string()), not_after: node.leaf?.not_after })));
    ends
}
