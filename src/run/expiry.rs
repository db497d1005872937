//! What ends soon, from the store alone: said once, at the end of every run that was about a cluster.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use time::OffsetDateTime;

use crate::model::Serial;
use crate::pki;
use crate::state::ClusterDir;
use crate::verify::{End, Owner, expiry_warning};

use super::place;
use super::session::Session;

/// A cluster that a run is about, and the certificates that it had before.
pub(super) struct Touched {
    dir: ClusterDir,
    before: BTreeSet<Serial>,
    told: AtomicBool,
}

impl Touched {
    /// The cluster as it is now.
    pub(super) fn now(dir: &ClusterDir) -> Self {
        Self { dir: dir.clone(), before: serials_and_ends(dir).into_iter().map(|(serial, _)| serial).collect(), told: AtomicBool::new(false) }
    }
}

/// Warns if something ends soon in the cluster that the run was about. What the run itself has made has the end that was asked for just now, and needs no
/// warning yet. What cannot be read is left out: a verb that needs it says so itself.
pub(super) fn warn(session: &Session<'_>) {
    let Some(Touched { dir, before, told }) = session.touched() else { return };
    // A verb that another program was to take over from has warned already.
    if told.swap(true, Ordering::Relaxed) {
        return;
    }
    let to = session.globals.cluster.as_ref().map_or_else(String::new, |name| format!(" -c {name}"));
    let ends: Vec<_> = serials_and_ends(dir).into_iter().filter(|(serial, _)| before.contains(serial)).map(|(_, end)| end).collect();
    if let Some(warning) = expiry_warning(&ends, &to, OffsetDateTime::now_utc()) {
        session.ui.warn(&warning);
    }
}

/// The warning for a cluster as it is, whatever a run did; `to` is what names the cluster in commands.
pub(super) fn warning(dir: &ClusterDir, to: &str) -> Option<String> {
    expiry_warning(&ends(dir), to, OffsetDateTime::now_utc())
}

/// When each certificate ends that the store knows.
pub(super) fn ends(dir: &ClusterDir) -> Vec<End> {
    serials_and_ends(dir).into_iter().map(|(_, end)| end).collect()
}

/// Every certificate that the store knows, by its serial.
fn serials_and_ends(dir: &ClusterDir) -> Vec<(Serial, End)> {
    // What was issued before engines were reached by SSH alone is of no use to anybody, and so its end is of no concern.
    if place::stored(dir).ok().and_then(|stored| stored.cluster).is_some_and(|cluster| !cluster.has_tls()) {
        return Vec::new();
    }
    let of = |owner: Owner, pem: &str| {
        let cert = pki::details(pem.as_bytes()).ok()?;
        Some((cert.serial, End { owner, not_after: cert.not_after }))
    };
    let bundle = dir.trust_pem().ok().flatten().and_then(|pem| pki::certificates(&pem).ok()).unwrap_or_default();
    let operator = dir.client().ok().flatten();
    let clients = dir.named_clients().unwrap_or_default();
    let nodes = dir.record().ok().flatten().map(|record| record.nodes).unwrap_or_default();
    let mut ends: Vec<_> = bundle.iter().filter_map(|pem| of(Owner::Ca, pem)).collect();
    ends.extend(operator.and_then(|pair| of(Owner::Operator, &pair.cert_pem)));
    ends.extend(clients.iter().filter_map(|client| of(Owner::Client(client.name.to_string()), &client.pair.cert_pem)));
    ends.extend(nodes.into_iter().filter_map(|(name, node)| {
        let leaf = node.leaf?;
        Some((leaf.serial, End { owner: Owner::Node(name.to_string()), not_after: leaf.not_after }))
    }));
    ends
}
