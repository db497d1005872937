//! Certificates of clients: the operator's in `client`, those that were issued to others in `clients/NAME`. Each is a link to a directory with `ca.pem`,
//! `cert.pem` and `key.pem` beside it, switched by a rename: who reads meanwhile has one set or the other, and a cut leaves one of them.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use crate::model::ClientName;

use super::{ClusterDir, Error, Pair, Result, files, pem};

const OPERATOR: &str = "client";
const CLIENTS: &str = "clients";
/// A directory of an earlier version, while it gives way to a link.
const FORMER: &str = ".client.former";

const CLIENT_HINT: &str = "remove the directory that it is in, then run `swarmctl init` again: another one is issued";
const NAMED_HINT: &str = "issue it again with `swarmctl certs issue NAME`";

/// A client's certificate with its key, and whom it trusts.
#[derive(Clone)]
pub struct NamedClient {
    /// Whose it is.
    pub name: ClientName,
    /// The certificate and its key.
    pub pair: Pair,
    /// The trust bundle that was given with it, PEM.
    pub ca_pem: String,
}

impl ClusterDir {
    /// The operator's certificate with its key.
    pub fn client(&self) -> Result<Option<Pair>> {
        read(&self.client_dir(), CLIENT_HINT)
    }

    /// Where `ca.pem`, `cert.pem` and `key.pem` of the operator are: a `DOCKER_CERT_PATH` as it stands.
    pub fn client_dir(&self) -> PathBuf {
        self.file(OPERATOR)
    }

    /// Keeps the operator's certificate with its key and the trust bundle, in one step.
    pub fn write_client(&self, ca_pem: &str, client: &Pair) -> Result<()> {
        switch(&self.client_dir(), ca_pem, client)
    }

    /// The certificate that was issued to `name`, if one was.
    pub fn named_client(&self, name: &ClientName) -> Result<Option<NamedClient>> {
        let dir = self.named_client_dir(name);
        let Some(pair) = read(&dir, NAMED_HINT)? else { return Ok(None) };
        let ca_pem = pem::text(&dir.join("ca.pem"), NAMED_HINT)?.ok_or_else(|| pem::damaged(&dir.join("ca.pem"), "it is missing", NAMED_HINT))?;
        Ok(Some(NamedClient { name: name.clone(), pair, ca_pem }))
    }

    /// Every certificate that was issued to somebody and is kept, by name.
    pub fn named_clients(&self) -> Result<Vec<NamedClient>> {
        let mut names: Vec<ClientName> = entries(&self.file(CLIENTS))?.into_iter().filter_map(|name| name.to_str()?.parse().ok()).collect();
        names.sort();
        names.iter().filter_map(|name| self.named_client(name).transpose()).collect()
    }

    /// Where `ca.pem`, `cert.pem` and `key.pem` of a named client are.
    pub fn named_client_dir(&self, name: &ClientName) -> PathBuf {
        self.file(CLIENTS).join(name.as_str())
    }

    /// Keeps the certificate of a named client with its key and the trust bundle, in one step.
    pub fn write_named_client(&self, name: &ClientName, ca_pem: &str, client: &Pair) -> Result<()> {
        files::make_dir(&self.file(CLIENTS))?;
        switch(&self.named_client_dir(name), ca_pem, client)
    }

    /// Removes what switches that were cut off have left, and puts a directory back that was about to give way.
    pub(super) fn sweep_clients(&self) -> Result<()> {
        let former = self.file(FORMER);
        if is_there(&former) && !is_there(&self.client_dir()) {
            fs::rename(&former, self.client_dir()).map_err(Error::write(&former))?;
        }
        sweep(&self.path(), |name| name.starts_with(".client-") || name.starts_with(".client."))?;
        sweep(&self.file(CLIENTS), |name| name.starts_with('.'))
    }
}

fn read(dir: &Path, hint: &str) -> Result<Option<Pair>> {
    loop {
        // The link is followed once, so that certificate and key are of one set.
        let target = fs::read_link(dir).ok();
        let place = target.as_ref().map_or_else(|| dir.to_owned(), |target| files::parent(dir).join(target));
        let pair = pem::pair(&place.join("cert.pem"), &place.join("key.pem"), hint);
        if fs::read_link(dir).ok() == target {
            return pair.map_err(|error| told_by_its_link(error, dir));
        }
    }
}

/// People know the link, not where it leads.
fn told_by_its_link(error: Error, link: &Path) -> Error {
    match error {
        Error::Damaged { path, problem, hint } => Error::Damaged { path: link.join(path.file_name().unwrap_or_default()), problem, hint },
        other => other,
    }
}

/// Makes a new set and lets `link` lead to it; the former one goes.
fn switch(link: &Path, ca_pem: &str, client: &Pair) -> Result<()> {
    let (parent, name) = (files::parent(link), link.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let former = fs::read_link(link).ok();
    let private = fs::Permissions::from_mode(0o700);
    let set = tempfile::Builder::new().prefix(&format!(".{name}-")).permissions(private).tempdir_in(&parent).map_err(Error::write(link))?;
    files::replace(&set.path().join("ca.pem"), ca_pem.as_bytes())?;
    files::replace(&set.path().join("key.pem"), client.key_pem.expose())?;
    files::replace(&set.path().join("cert.pem"), client.cert_pem.as_bytes())?;
    let target = set.path().file_name().map(OsStr::to_owned).unwrap_or_default();
    let new_link = parent.join(format!("{}.link", target.to_string_lossy()));
    symlink(&target, &new_link).map_err(Error::write(&new_link))?;
    let is_directory = former.is_none() && is_there(link);
    if is_directory {
        // A link cannot be renamed over a directory.
        fs::rename(link, parent.join(FORMER)).map_err(Error::write(link))?;
    }
    fs::rename(&new_link, link).map_err(Error::write(link))?;
    // From here on the set is kept.
    let _ = set.keep();
    files::sync_dir(&parent)?;
    if is_directory {
        files::remove_tree(&parent.join(FORMER))?;
    }
    former.map_or(Ok(()), |former| files::remove_tree(&parent.join(former)))
}

/// Removes those entries of `dir` that `is_ours` knows and no link leads to.
fn sweep(dir: &Path, is_ours: impl Fn(&str) -> bool) -> Result<()> {
    let names = entries(dir)?;
    let used: HashSet<OsString> =
        names.iter().filter(|name| !is_ours(&name.to_string_lossy())).filter_map(|name| Some(fs::read_link(dir.join(name)).ok()?.into_os_string())).collect();
    for name in names.iter().filter(|name| is_ours(&name.to_string_lossy()) && !used.contains(*name)) {
        let path = dir.join(name);
        if path.is_symlink() || path.is_file() { files::remove(&path)? } else { files::remove_tree(&path)? }
    }
    Ok(())
}

fn entries(dir: &Path) -> Result<Vec<OsString>> {
    match fs::read_dir(dir) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<_>>().map_err(Error::read(dir)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::read(dir)(error)),
    }
}

/// Whether there is an entry, a link that leads nowhere included.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::cluster_dir::lab;
    use super::super::lock::Holder;
    use super::super::pem::{CERT, marked};
    use super::*;

    fn name(text: &str) -> ClientName {
        text.parse().unwrap()
    }

    fn relock(dir: &ClusterDir) {
        drop(dir.lock(&Holder { pid: 1, who: "ops@laptop".to_owned(), verb: "certs".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) }).unwrap());
    }

    fn operator(dir: &ClusterDir) -> Option<String> {
        dir.client().unwrap().map(|pair| pair.cert_pem)
    }

    fn listed(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = entries(dir).unwrap().into_iter().map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_certificate_reads_as_it_was_written_and_the_former_leaves_nothing() {
        let (_home, dir) = lab();
        assert_eq!(operator(&dir), None);
        dir.write_client(CERT, &marked("ONE")).unwrap();
        dir.write_client(CERT, &marked("TWO")).unwrap();
        assert_eq!(operator(&dir), Some(marked("TWO").cert_pem));
        assert_eq!(listed(&dir.path()).len(), 2, "{:?}", listed(&dir.path()));
    }

    #[test]
    fn files_are_0600_in_a_directory_of_0700_behind_a_relative_link() {
        let (_home, dir) = lab();
        dir.write_client(CERT, &marked("ONE")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert!(fs::read_link(dir.client_dir()).unwrap().is_relative());
        assert_eq!(mode(&dir.client_dir()), 0o700);
        for file in ["ca.pem", "cert.pem", "key.pem"] {
            assert_eq!(mode(&dir.client_dir().join(file)), 0o600, "{file}");
        }
    }

    #[test]
    fn a_directory_of_an_earlier_version_is_read_and_then_taken_over() {
        let (_home, dir) = lab();
        files::make_dir(&dir.client_dir()).unwrap();
        for (file, content) in [("ca.pem", CERT.as_bytes()), ("cert.pem", marked("OLD").cert_pem.as_bytes()), ("key.pem", marked("OLD").key_pem.expose())] {
            files::replace(&dir.client_dir().join(file), content).unwrap();
        }
        relock(&dir);
        assert_eq!(operator(&dir), Some(marked("OLD").cert_pem));
        dir.write_client(CERT, &marked("NEW")).unwrap();
        assert_eq!((operator(&dir), listed(&dir.path()).len()), (Some(marked("NEW").cert_pem), 2));
    }

    #[test]
    fn a_take_over_that_was_cut_off_between_its_renames_is_undone() {
        let (_home, dir) = lab();
        dir.write_client(CERT, &marked("NEW")).unwrap();
        let set = dir.file(fs::read_link(dir.client_dir()).unwrap());
        fs::remove_file(dir.client_dir()).unwrap();
        fs::rename(set, dir.file(FORMER)).unwrap();
        fs::create_dir(dir.file(".client-abc")).unwrap();
        symlink(".client-abc", dir.file(".client-abc.link")).unwrap();
        relock(&dir);
        assert_eq!((operator(&dir), listed(&dir.path())), (Some(marked("NEW").cert_pem), vec!["client".to_owned()]));
    }

    #[test]
    fn a_switch_that_was_cut_off_leaves_the_former_set_and_no_litter() {
        let (_home, dir) = lab();
        dir.write_client(CERT, &marked("ONE")).unwrap();
        let before = listed(&dir.path());
        fs::create_dir(dir.file(".client-abc")).unwrap();
        fs::write(dir.file(".client-abc/key.pem"), "").unwrap();
        symlink(".client-abc", dir.file(".client-abc.link")).unwrap();
        relock(&dir);
        assert_eq!((operator(&dir), listed(&dir.path())), (Some(marked("ONE").cert_pem), before));
    }

    #[test]
    fn named_clients_are_told_by_name_and_one_whose_name_begins_another_s_is_safe() {
        let (_home, dir) = lab();
        for mark in ["bob", "alice-2", "alice"] {
            dir.write_named_client(&name(mark), CERT, &marked(mark)).unwrap();
        }
        dir.write_named_client(&name("alice"), CERT, &marked("again")).unwrap();
        fs::create_dir(dir.file("clients/.alice-xyz")).unwrap();
        relock(&dir);
        let seen: Vec<_> = dir.named_clients().unwrap().into_iter().map(|client| (client.name.to_string(), client.pair.cert_pem)).collect();
        let expected = [("alice", "again"), ("alice-2", "alice-2"), ("bob", "bob")].map(|(name, mark)| (name.to_owned(), marked(mark).cert_pem));
        assert_eq!(seen, expected);
        assert_eq!(listed(&dir.file("clients")).len(), 6);
    }

    #[test]
    fn a_named_client_that_is_not_there_is_none() {
        let (_home, dir) = lab();
        assert!(dir.named_client(&name("alice")).unwrap().is_none() && dir.named_clients().unwrap().is_empty());
    }
}
