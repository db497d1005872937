//! `certs sign`: a certificate for a key that was made elsewhere.

use std::io::Read as _;
use std::path::Path;

use time::OffsetDateTime;

use crate::cli::{CertsSignRequest, SignFor};
use crate::model::{ClientName, Exit, Failure, Host, LeafRequest, Validity};
use crate::pki::{self, Csr, LeafUse};
use crate::report::{Deed, Output};
use crate::run::ended::{Ended, Result};
use crate::run::place;
use crate::run::random::random;
use crate::run::session::Session;
use crate::run::unlock::Unlock;
use crate::state::{Holder, Signed};

use super::issue::made;

/// The longest request that is read: a thousand times what one has.
const MOST: u64 = 1 << 20;

/// Signs it, writes it down, and gives it out.
pub(super) async fn sign(request: &CertsSignRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    let csr = Csr::read(&read(request.csr.as_deref())?)?;
    let name = name(request, &csr)?;
    let (sans, leaf_use) = match request.sign_for {
        SignFor::Client => (Vec::new(), LeafUse::Client),
        SignFor::Server if csr.sans().is_empty() => return Err(no_names()),
        SignFor::Server => (csr.sans(), LeafUse::Node),
    };
    request.to.as_deref().map_or(Ok(()), may_be_replaced)?;
    session.store.check_writable()?;
    let now = OffsetDateTime::now_utc();
    let _lock = place.dir.lock(&Holder::this_process("certs sign", now))?;
    let ca = Unlock::new(&request.ca_key, &place.dir, session.ui).ca().await?;
    let valid = request.ttl.unwrap_or(Validity::from_days(place.cluster.certs.leaf_days));
    let signed = ca.sign(&csr, &LeafRequest { name: name.to_string(), sans: sans.clone(), valid }, leaf_use, now, random()?)?;
    let details = pki::details(signed.cert_pem.as_bytes())?;
    let (serial, subject, issuer, not_after) = (details.serial, details.subject, details.issuer, details.not_after);
    place.dir.note_signed(&Signed { name: name.to_string(), serial, subject, issuer, not_after })?;
    give_out(request, session, &signed.cert_pem, &name, place.cluster.name, sans)
}

fn give_out(
    request: &CertsSignRequest,
    session: &Session<'_>,
    cert_pem: &str,
    name: &ClientName,
    cluster: crate::model::ClusterName,
    sans: Vec<Host>,
) -> Result<Exit> {
    match &request.to {
        Some(file) => std::fs::write(file, cert_pem).map_err(|source| crate::state::Error::Write { path: file.clone(), source })?,
        // Programs have it in the document.
        None if session.ui.manner().output == Output::Text => session.ui.data(cert_pem)?,
        None => {}
    }
    let cert = made(cert_pem, name.as_str())?;
    session.ui.deed(&Deed::Signed { cluster, cert, sans, cert_pem: cert_pem.to_owned(), file: request.to.clone() })?;
    Ok(Exit::Ok)
}

/// A certificate takes the place of one from before and of nothing else: the key is often beside it, under nearly the same name.
fn may_be_replaced(file: &Path) -> Result<()> {
    // What is no file, as a pipe, holds nothing that could be lost.
    if !file.is_file() || std::fs::read(file).is_ok_and(|there| pki::details(&there).is_ok()) {
        return Ok(());
    }
    let failure = Failure::new(format!("`{}` is there already and is no certificate", file.display()), Exit::Failed);
    Err(Ended::with(failure.hint("choose another file with `--to FILE`")))
}

fn read(file: Option<&Path>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = match file {
        Some(path) => std::fs::File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes)),
        None => std::io::stdin().take(MOST).read_to_end(&mut bytes),
    };
    let whence = file.map_or_else(|| "standard input".to_owned(), |path| format!("`{}`", path.display()));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Ended::with(Failure::new(format!("the certificate request in {whence} cannot be read: {error}"), Exit::Usage))),
    }
}

/// The name that is asked for, if it can be one.
fn name(request: &CertsSignRequest, csr: &Csr) -> Result<ClientName> {
    if let Some(name) = &request.name {
        return Ok(name.clone());
    }
    let refuse = |why: String| Ended::with(Failure::new(why, Exit::Usage).hint("give the certificate a name with `--as NAME`"));
    let common = csr.common_name().ok_or_else(|| refuse(format!("the certificate request has no common name (its subject is `{}`)", csr.subject())))?;
    common.parse().map_err(|error| refuse(format!("the common name of the certificate request cannot be kept: {error}")))
}

fn no_names() -> Ended {
    let failure = Failure::new("the certificate request names no host, and a server is believed by its names only", Exit::Usage);
    Ended::with(failure.hint("make it with `-addext subjectAltName=DNS:NAME`, or sign it without `--server`"))
}
