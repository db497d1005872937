//! A client's three files outside the store: into a directory that may be there already, or into an archive.

use std::fs;
use std::path::Path;

use time::OffsetDateTime;

use crate::model::{CertDetails, Exit, Failure, Secret};
use crate::pki;
use crate::run::ended::{Ended, Result};
use crate::state::{self, Pair};

/// `ca.pem`, `cert.pem` and `key.pem`.
pub(in crate::run) struct ClientFiles {
    pub(super) ca_pem: String,
    pub(super) pair: Pair,
}

const NAMES: [&str; 3] = ["ca.pem", "cert.pem", "key.pem"];

impl ClientFiles {
    /// Refuses a directory with files that are no earlier export.
    pub(super) fn check(&self, dir: &Path, force: bool) -> Result<()> {
        if force || !NAMES.iter().any(|name| fs::symlink_metadata(dir.join(name)).is_ok()) || self.is_earlier_export(dir) {
            return Ok(());
        }
        let failure = Failure::new(format!("`{}` has a `ca.pem`, `cert.pem` or `key.pem` that is no earlier export", dir.display()), Exit::Failed);
        Err(Ended::with(failure.hint("choose another directory, or overwrite it with `--force`")))
    }

    /// Writes them. A directory that was not there is there with all of them or not at all; in one that was, each file is replaced as a whole.
    pub(super) fn write(&self, dir: &Path) -> Result<()> {
        let dir = std::path::absolute(dir).map_err(unwritable(dir))?;
        if dir.is_dir() {
            return self.fill(&dir);
        }
        let parent = dir.parent().unwrap_or(Path::new("/"));
        state::make_private_dir(parent)?;
        let set = tempfile::Builder::new().prefix(".").suffix(".new").tempdir_in(parent).map_err(unwritable(&dir))?;
        let inner = set.path().join("set");
        state::make_private_dir(&inner)?;
        self.fill(&inner)?;
        fs::rename(&inner, &dir).map_err(unwritable(&dir))
    }

    /// Whether the files in `dir` are these.
    pub(super) fn are_in(&self, dir: &Path) -> bool {
        let files = [("ca.pem", self.ca_pem.as_bytes()), ("cert.pem", self.pair.cert_pem.as_bytes()), ("key.pem", self.pair.key_pem.expose())];
        files.iter().all(|(name, bytes)| fs::read(dir.join(name)).is_ok_and(|there| there == *bytes))
    }

    /// The certificate first: by it an export that was cut off is known.
    fn fill(&self, dir: &Path) -> Result<()> {
        state::write_private(&dir.join("cert.pem"), self.pair.cert_pem.as_bytes())?;
        state::write_private(&dir.join("key.pem"), self.pair.key_pem.expose())?;
        state::write_private(&dir.join("ca.pem"), self.ca_pem.as_bytes())?;
        Ok(())
    }

    /// The archive; the files have mode 0600 in it.
    pub(super) fn tar(&self, now: OffsetDateTime) -> Result<Secret> {
        let files = [("ca.pem", self.ca_pem.as_bytes()), ("cert.pem", self.pair.cert_pem.as_bytes()), ("key.pem", self.pair.key_pem.expose())];
        let mut archive = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o600);
            header.set_mtime(u64::try_from(now.unix_timestamp()).unwrap_or_default());
            archive.append_data(&mut header, name, bytes).map_err(Ended::io("the archive cannot be made"))?;
        }
        archive.into_inner().map(Secret::new).map_err(Ended::io("the archive cannot be made"))
    }

    /// Whether the certificate in `dir` is one of the same name from a CA of the same name; swarmctl's CAs differ from each other in their last word only.
    fn is_earlier_export(&self, dir: &Path) -> bool {
        let there = fs::read(dir.join("cert.pem")).ok().and_then(|bytes| pki::details(&bytes).ok());
        let ours = pki::details(self.pair.cert_pem.as_bytes()).ok();
        matches!((there, ours), (Some(there), Some(ours)) if is_kin(&there, &ours))
    }
}

fn is_kin(one: &CertDetails, other: &CertDetails) -> bool {
    let family = |issuer: &str| issuer.rsplit_once(' ').map(|(family, _)| family.to_owned()).filter(|family| family.contains("swarmctl CA "));
    let same_issuer = one.issuer == other.issuer || family(&one.issuer).is_some_and(|name| Some(name) == family(&other.issuer));
    one.subject == other.subject && same_issuer
}

fn unwritable(dir: &Path) -> impl FnOnce(std::io::Error) -> Ended {
    let dir = dir.to_owned();
    move |source| state::Error::Write { path: dir, source }.into()
}
