//! Which verb of `certs` it is.

use crate::cli::{CertsCaRequest, CertsRequest};
use crate::model::Exit;
use crate::run::ended::Result;
use crate::run::session::Session;

use super::{ca, check, export, issue, ls, rotate, rotate_ca, san, show, sign};

/// Does what `certs` is to do.
pub(in crate::run) async fn certs(request: &CertsRequest, session: &Session<'_>) -> Result<Exit> {
    match request {
        CertsRequest::Ls(request) => ls::ls(request, session).await,
        CertsRequest::Show(request) => show::show(request, session).await,
        CertsRequest::Check(request) => check::check(request, session).await,
        CertsRequest::Rotate(request) => rotate::rotate(request, session).await,
        CertsRequest::RotateCa(request) => rotate_ca::rotate_ca(request, session).await,
        CertsRequest::SanAdd(request) => san::add(request, session).await,
        CertsRequest::Issue(request) => issue::issue(request, session).await,
        CertsRequest::Export(request) => export::export(request, session),
        CertsRequest::Sign(request) => sign::sign(request, session).await,
        CertsRequest::Ca(CertsCaRequest::Import(request)) => ca::import(request, session).await,
        CertsRequest::Ca(CertsCaRequest::Export(request)) => ca::export(request, session),
        CertsRequest::Ca(CertsCaRequest::Passphrase(request)) => ca::passphrase(request, session).await,
    }
}
