//! `certs issue`: a certificate for a person or a job.

use time::OffsetDateTime;

use crate::cli::CertsIssueRequest;
use crate::model::{Exit, LeafRequest, Validity};
use crate::pki::{self, LeafUse};
use crate::report::{Deed, MadeCert};
use crate::run::ended::Result;
use crate::run::place;
use crate::run::random::random;
use crate::run::session::Session;
use crate::run::unlock::Unlock;
use crate::state::{Holder, Pair};

use super::client_files::ClientFiles;
use super::follow::contexts_follow;

/// Issues it, keeps it, and writes it where it is wanted.
pub(super) async fn issue(request: &CertsIssueRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    session.store.check_writable()?;
    let now = OffsetDateTime::now_utc();
    let _lock = place.dir.lock(&Holder::this_process("certs issue", now))?;
    let ca = Unlock::new(&request.ca_key, &place.dir, session.ui).ca().await?;
    let policy = &place.cluster.certs;
    let leaf = LeafRequest { name: request.name.to_string(), sans: Vec::new(), valid: request.ttl.unwrap_or(Validity::from_days(policy.leaf_days)) };
    let issued = ca.issue(&leaf, LeafUse::Client, policy.algorithm, now, random()?)?;
    let pair = Pair { cert_pem: issued.cert_pem, key_pem: issued.key };
    let files = ClientFiles { ca_pem: ca.pem().to_owned(), pair };
    if let Some(dir) = &request.to {
        files.check(dir, false)?;
    }
    place.dir.write_named_client(&request.name, &files.ca_pem, &files.pair)?;
    if let Some(dir) = &request.to {
        files.write(dir)?;
    }
    contexts_follow(&place.dir, session.ui);
    let cert = made(&files.pair.cert_pem, request.name.as_str())?;
    session.ui.deed(&Deed::Issued { cluster: place.cluster.name, cert, dir: request.to.clone() })?;
    Ok(Exit::Ok)
}

/// What is told of a certificate that was made.
pub(super) fn made(cert_pem: &str, name: &str) -> Result<MadeCert> {
    let details = pki::details(cert_pem.as_bytes())?;
    Ok(MadeCert { name: name.to_owned(), serial: details.serial, not_after: details.not_after })
}
