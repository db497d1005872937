//! From a request to its verb.

use crate::cli::CertsRequest;
use crate::model::Exit;
use crate::run::ended::Result;
use crate::run::session::Session;

use super::{check, ls, show};

/// Does what `certs` is to do.
pub(in crate::run) async fn certs(request: &CertsRequest, session: &Session<'_>) -> Result<Exit> {
    match request {
        CertsRequest::Ls(request) => ls::ls(request, session).await,
        CertsRequest::Show(request) => show::show(request, session).await,
        CertsRequest::Check(request) => check::check(request, session).await,
    }
}
