//! `certs export`: a client's certificate, out of the store.

use time::OffsetDateTime;

use crate::cli::{CertsExportRequest, ExportTo};
use crate::model::{ClientName, Exit, Failure};
use crate::report::{Deed, Output};
use crate::run::ended::{Ended, Result};
use crate::run::place::{self, Place};
use crate::run::session::Session;
use crate::state::Pair;

use super::client_files::ClientFiles;
use super::docker_context;

/// Writes it where it is wanted.
pub(super) fn export(request: &CertsExportRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    place.needs_tls()?;
    let files = files(&place, request.name.as_ref())?;
    let (cluster, name) = (place.cluster.name.clone(), request.name.clone());
    match &request.to {
        ExportTo::Stdout => {
            if session.ui.manner().shows_stdout {
                return Err(Ended::with(
                    Failure::new("an archive with a private key does not go to a terminal", Exit::Usage).hint("send it on: `| tar -x -C DIR`"),
                ));
            }
            if session.ui.manner().output != Output::Text {
                return Err(Ended::with(
                    Failure::new("an archive is no JSON document", Exit::Usage).hint("leave `--output` out, or name a directory with `--to`"),
                ));
            }
            session.ui.data(files.tar(OffsetDateTime::now_utc())?.expose())?;
        }
        ExportTo::Dir(dir) => {
            files.check(dir, request.force)?;
            files.write(dir)?;
            session.ui.deed(&Deed::Exported { cluster, name, dir: dir.clone() })?;
        }
        ExportTo::DockerContext(context) => {
            let wanted = docker_context::wanted(&place, context.as_ref())?;
            if !request.force {
                docker_context::check(&place, &wanted)?;
            }
            docker_context::overwrite(&place, &files, &wanted)?;
            session.ui.deed(&Deed::Context { cluster, name, context: wanted.name.to_string(), host: wanted.host })?;
        }
    }
    Ok(Exit::Ok)
}

pub(in crate::run) fn files(place: &Place, name: Option<&ClientName>) -> Result<ClientFiles> {
    let cluster = &place.cluster.name;
    let (Some(ca_pem), Some(pair)) = (place.dir.trust_pem()?, pair(place, name)?) else {
        let failure = match name {
            None => Failure::new(format!("cluster `{cluster}` has no operator's certificate yet"), Exit::NotFound)
                .hint(format!("run `swarmctl init -c {cluster}` again")),
            Some(name) => Failure::new(format!("cluster `{cluster}` has issued no certificate to `{name}`"), Exit::NotFound)
                .hint(format!("`swarmctl certs issue {name}` issues one")),
        };
        return Err(Ended::with(failure));
    };
    Ok(ClientFiles { ca_pem, pair })
}

fn pair(place: &Place, name: Option<&ClientName>) -> Result<Option<Pair>> {
    Ok(match name {
        None => place.dir.client()?,
        Some(name) => place.dir.named_client(name)?.map(|client| client.pair),
    })
}
