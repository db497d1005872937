//! A cluster that was exported.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use time::OffsetDateTime;

use crate::cli::{ExportFile, ExportPassphraseArgs};
use crate::model::{Cluster, Exit, Explain, Failure, Secret, Stored};
use crate::pki;
use crate::report::Deed;
use crate::run::ended::{Ended, Result};
use crate::run::session::Session;
use crate::run::spec_source::home;
use crate::run::{passphrase, place};
use crate::spec::{self, SourceContext};
use crate::state::{self, CarriedFile, ClusterDir, Holder, MOST_ARCHIVE_BYTES, Manifest};

use super::command::{must_be_free, must_be_free_as_mark};
use super::missing::missing;

/// How often a passphrase may be typed.
const ATTEMPTS: usize = 3;
/// The most bytes that an export has: base64 makes four of three, and a little stands around them.
const MOST_BYTES: u64 = MOST_ARCHIVE_BYTES / 3 * 4 + (4 << 20);

/// Takes it in.
pub(super) async fn import(file: &ExportFile, args: &ExportPassphraseArgs, session: &Session<'_>) -> Result<Exit> {
    let sealed = read(file)?;
    let name = shown(file);
    pki::check_sealed_archive(&sealed).map_err(|error| in_file(&name, &error))?;
    let archive = open(&sealed, args, &name, session).await?;
    let (manifest, files) = state::unpack(&archive).map_err(|error| in_file(&name, &error))?;
    check_named(&manifest, session)?;
    let place = session.store.at(&manifest.cluster);
    let _lock = place.lock(&Holder::this_process("import", OffsetDateTime::now_utc()))?;
    must_be_free(&place, &session.store)?;
    let incoming = place.prepare()?;
    let (cluster, files) = localized(&manifest, files, &name)?;
    incoming.fill(&files)?;
    let stored = whole(incoming.dir(), &name)?;
    must_be_free_as_mark(&incoming.dir().mark()?, &place, &session.store)?;
    let dir = incoming.settle()?;
    session.touch(&dir);
    let nodes = cluster.nodes.iter().map(|node| node.name.clone()).collect();
    let missing = missing(&dir, &cluster, &stored)?;
    session.ui.deed(&Deed::ClusterImported { cluster: cluster.name, nodes, keys: manifest.keys, missing })?;
    Ok(Exit::Ok)
}

fn read(file: &ExportFile) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match file {
        ExportFile::Stream => Box::new(std::io::stdin()),
        ExportFile::Path(path) => Box::new(File::open(path).map_err(|error| unreadable(path, &error))?),
    };
    source.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| match file {
        ExportFile::Stream => Ended::io("standard input cannot be read")(error),
        ExportFile::Path(path) => unreadable(path, &error),
    })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Ended::with(Failure::new(format!("{} is larger than any export", shown(file)), Exit::Failed).hint("is this the file that was meant?")));
    }
    Ok(bytes)
}

/// Opens it by the passphrase that is named, else by one that is typed.
async fn open(sealed: &[u8], args: &ExportPassphraseArgs, name: &str, session: &Session<'_>) -> Result<Secret> {
    let source = args.source();
    let mut left = ATTEMPTS;
    loop {
        let words = passphrase::of_export(source.as_ref(), session.ui).await?;
        left -= 1;
        match pki::open_archive(sealed, &words) {
            Ok(archive) => return Ok(archive),
            Err(error @ pki::Error::WrongArchivePassphrase) if source.is_none() && left > 0 => session.ui.warn(&error.to_string()),
            Err(error) => return Err(in_file(name, &error)),
        }
    }
}

/// A cluster that is named must be the one in the file.
fn check_named(manifest: &Manifest, session: &Session<'_>) -> Result<()> {
    match &session.globals.cluster {
        Some(named) if *named != manifest.cluster => {
            let failure = Failure::new(format!("the export holds cluster `{}`, not `{named}`", manifest.cluster), Exit::Usage);
            Err(Ended::with(failure.hint("leave `--cluster` and SWARMCTL_CLUSTER out: nodes know their cluster by its name, so that it keeps it")))
        }
        _ => Ok(()),
    }
}

/// The cluster, and its files with the spec's paths as they are on this machine.
fn localized(manifest: &Manifest, mut files: Vec<CarriedFile>, name: &str) -> Result<(Cluster, Vec<CarriedFile>)> {
    let damaged = |cause: &str| Ended::with(Failure::new(format!("{name} cannot be used: {cause}"), Exit::Failed).hint(AGAIN));
    let file = files.iter_mut().find(|file| file.name == "cluster.yaml").ok_or_else(|| damaged("it holds no spec"))?;
    let context = SourceContext { name: "cluster.yaml".to_owned(), dir: None, home: home() };
    let cluster = spec::parse(file.content.expose(), &context).map_err(|error| in_file(name, &error))?;
    if cluster.name != manifest.cluster {
        return Err(damaged("its spec is another cluster's"));
    }
    file.content = Secret::new(spec::to_yaml(&cluster));
    Ok((cluster, files))
}

/// Reads all of the cluster that came in, before it is moved to its place.
fn whole(dir: &ClusterDir, name: &str) -> Result<Stored> {
    let read = || {
        let stored = place::read(dir)?;
        dir.client()?;
        dir.named_clients()?;
        dir.ca_key()?;
        dir.unlock_keys()?;
        dir.signed()?;
        Ok(stored)
    };
    read().map_err(|error: state::Error| {
        let failure = Failure::from_error(&error);
        // Where it lies for the moment is nobody's business.
        let cause = failure.cause.replace(&format!("{}/", dir.path().display()), "");
        Ended::with(Failure::new(format!("{name} cannot be used: {cause}"), failure.exit).hint(AGAIN))
    })
}

const AGAIN: &str = "have it exported again with `swarmctl export FILE`";

fn in_file(name: &str, error: &dyn Explain) -> Ended {
    let failure = Failure::from_error(error);
    Ended::with(Failure { cause: format!("{name}: {}", failure.cause), ..failure })
}

fn shown(file: &ExportFile) -> String {
    match file {
        ExportFile::Stream => "standard input".to_owned(),
        ExportFile::Path(path) => format!("`{}`", path.display()),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Ended {
    let failure = Failure::new(format!("`{}` cannot be read: {error}", path.display()), Exit::Usage);
    Ended::with(failure.hint("name the file that `swarmctl export FILE` wrote"))
}
