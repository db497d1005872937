//! `export`: a cluster's store as one file under a passphrase.

use std::io::Write as _;
use std::path::Path;

use time::OffsetDateTime;

use crate::cli::{ExportFile, ExportRequest};
use crate::model::{CarriedKeys, Cluster, Exit, Failure};
use crate::pki;
use crate::report::{Deed, Output};
use crate::spec;
use crate::state::{self, Holder, Manifest};

use super::ended::{Ended, Result};
use super::moving::not_moving;
use super::passphrase;
use super::place::{self, Place};
use super::session::Session;
use super::spec_source::home;

/// Writes the file. The cluster is held meanwhile, so that what goes along is of one moment.
pub(super) async fn export(request: &ExportRequest, session: &Session<'_>) -> Result<Exit> {
    let dir = place::named_or_only(session)?;
    check_target(&request.file, session)?;
    session.store.check_writable()?;
    let now = OffsetDateTime::now_utc();
    let _lock = dir.lock(&Holder::this_process("export", now))?;
    let place = place::chosen(session)?;
    let cluster = at_rest(&place)?;
    check_client(&place, request.keys)?;
    let yaml = spec::to_portable_yaml(cluster, home().as_deref());
    let manifest = Manifest::new(dir.name(), request.keys, now);
    let archive = state::pack(&manifest, &dir.carried_files(request.keys, &yaml)?)?;
    let passphrase = passphrase::for_export(request.passphrase.source().as_ref(), session.ui).await?;
    let sealed = pki::seal_archive(&archive, &passphrase)?;
    match &request.file {
        ExportFile::Stream => session.ui.data(sealed.expose())?,
        ExportFile::Path(path) => {
            write_new(path, sealed.expose())?;
            session.ui.deed(&Deed::ClusterExported { cluster: cluster.name.clone(), file: path.clone(), keys: request.keys })?;
        }
    }
    Ok(Exit::Ok)
}

/// The cluster as the store's spec has it. While CAs or orchestrators change, what is true of the cluster is told by more than one store could hold.
fn at_rest(place: &Place) -> Result<&Cluster> {
    if let Some(rotation) = &place.stored.rotation {
        return Err(state::Error::RotationUnderWay { cluster: place.cluster.name.clone(), stage: rotation.stage }.into());
    }
    not_moving(&place.stored)?;
    // Of a docker driver's cluster the other one has what this machine lends it.
    place.stored.cluster.as_ref().ok_or_else(|| place::no_spec(&place.cluster.name))
}

/// Refuses to hand on a way in that is not there.
fn check_client(place: &Place, keys: CarriedKeys) -> Result<()> {
    if keys != CarriedKeys::Client || !place.cluster.has_tls() || place.stored.client_pem.is_some() {
        return Ok(());
    }
    let name = &place.cluster.name;
    let failure = Failure::new(format!("cluster `{name}` has no operator's certificate yet"), Exit::NotFound);
    Err(Ended::with(failure.hint(format!("`swarmctl apply -c {name}` issues one"))))
}

fn check_target(file: &ExportFile, session: &Session<'_>) -> Result<()> {
    match file {
        ExportFile::Stream if session.ui.manner().output == Output::Json => {
            Err(Ended::with(Failure::new("an export is no JSON document", Exit::Usage).hint("leave `--output` out, or name a file")))
        }
        ExportFile::Path(path) if path.symlink_metadata().is_ok() => Err(is_there(path)),
        _ => Ok(()),
    }
}

/// The file is there whole or not at all, and never in the place of another one.
fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let unwritable = |source| Ended::from(state::Error::Write { path: path.to_owned(), source });
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".").suffix(".new").tempfile_in(parent).map_err(unwritable)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(unwritable)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(is_there(path)),
        Err(error) => Err(unwritable(error.error)),
    }
}

fn is_there(path: &Path) -> Ended {
    Ended::with(Failure::new(format!("`{}` is there already", path.display()), Exit::Failed).hint("name another file, or remove it"))
}
