//! A cluster that is handed on: its files out of the store, and into another one. A cluster that comes in is made whole beside its place and then moved
//! there: whatever cuts that off, the store has all of it or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use crate::model::{CarriedKeys, ClientName, Secret};

use super::archive::{client_of, plain_names};
use super::{CarriedFile, ClusterDir, Error, Pair, Result, files, pem};

const CLIENT_HINT: &str = "have it exported again with `swarmctl export FILE`";

impl ClusterDir {
    /// The cluster's files that go along with these keys, as they are; in the spec's place stands `spec`.
    pub fn carried_files(&self, keys: CarriedKeys, spec: &str) -> Result<Vec<CarriedFile>> {
        let mut carried = vec![carried("cluster.yaml".to_owned(), spec.as_bytes())];
        for name in plain_names(keys).filter(|name| *name != "cluster.yaml") {
            carried.extend(files::read(&self.file(name))?.map(|content| carried_secret(name.to_owned(), Secret::new(content))));
        }
        if keys >= CarriedKeys::Client
            && let (Some(pair), Some(ca_pem)) = (self.client()?, files::read_text(&self.client_dir().join("ca.pem"), CLIENT_HINT)?)
        {
            carried.extend(client_files("client", &ca_pem, &pair));
        }
        if keys == CarriedKeys::All {
            carried.extend(self.named_clients()?.iter().flat_map(|client| client_files(&format!("clients/{}", client.name), &client.ca_pem, &client.pair)));
        }
        Ok(carried)
    }

    /// A place for a cluster that comes in. The cluster must be locked.
    pub fn prepare(&self) -> Result<IncomingCluster> {
        let beside = self.beside("incoming");
        files::remove_tree(&beside)?;
        files::make_dir(&beside)?;
        let dir = Self::new(beside, self.name().clone());
        let incoming = IncomingCluster { dir, place: self.clone() };
        incoming.dir.create()?;
        Ok(incoming)
    }

    /// Removes what a `prepare` that was cut off has left.
    pub(super) fn sweep_incoming(&self) -> Result<()> {
        files::remove_tree(&self.beside("incoming"))
    }
}

/// A cluster that is not in its place yet; dropped before that, nothing stays of it.
#[derive(Debug)]
pub struct IncomingCluster {
    dir: ClusterDir,
    place: ClusterDir,
}

impl IncomingCluster {
    /// The cluster, to be filled and looked at.
    pub fn dir(&self) -> &ClusterDir {
        &self.dir
    }

    /// Writes files that were carried here.
    pub fn fill(&self, carried: &[CarriedFile]) -> Result<()> {
        let mut clients: BTreeMap<Option<ClientName>, BTreeMap<&str, &Secret>> = BTreeMap::new();
        for CarriedFile { name, content } in carried {
            if let Some((client, file)) = client_of(name) {
                clients.entry(client).or_default().insert(file, content);
                continue;
            }
            let path = self.dir.file(name);
            files::make_dir(&files::parent(&path))?;
            files::replace(&path, content.expose())?;
        }
        clients.iter().try_for_each(|(client, parts)| self.write_certificate(client.as_ref(), parts))
    }

    fn write_certificate(&self, client: Option<&ClientName>, parts: &BTreeMap<&str, &Secret>) -> Result<()> {
        let dir = client.map_or_else(|| self.dir.client_dir(), |name| self.dir.named_client_dir(name));
        let part = |file: &str| parts.get(file).copied().ok_or_else(|| pem::damaged(&dir.join(file), "it is missing", CLIENT_HINT));
        let text = |file: &str| {
            let text = part(file)?.expose_str().map(str::to_owned);
            text.ok_or_else(|| pem::damaged(&dir.join(file), "it is not UTF-8 text", CLIENT_HINT))
        };
        let (ca_pem, pair) = (text("ca.pem")?, Pair { cert_pem: text("cert.pem")?, key_pem: part("key.pem")?.clone() });
        match client {
            None => self.dir.write_client(&ca_pem, &pair),
            Some(name) => self.dir.write_named_client(name, &ca_pem, &pair),
        }
    }

    /// Moves the cluster to its place, which must be free.
    pub fn settle(self) -> Result<ClusterDir> {
        let place = self.place.clone();
        if place.exists() {
            // A rename would take an empty directory's place.
            return Err(Error::write(&place.path())(io::ErrorKind::AlreadyExists.into()));
        }
        fs::rename(self.dir.path(), place.path()).map_err(Error::write(&place.path()))?;
        files::sync_dir(&files::parent(&place.path()))?;
        Ok(place)
    }
}

impl Drop for IncomingCluster {
    fn drop(&mut self) {
        // What stays goes when the cluster is next locked.
        let _ = self.place.sweep_incoming();
    }
}

fn carried(name: String, content: &[u8]) -> CarriedFile {
    carried_secret(name, Secret::new(content))
}

fn carried_secret(name: String, content: Secret) -> CarriedFile {
    CarriedFile { name, content }
}

fn client_files(dir: &str, ca_pem: &str, pair: &Pair) -> [CarriedFile; 3] {
    [
        carried(format!("{dir}/ca.pem"), ca_pem.as_bytes()),
        carried(format!("{dir}/cert.pem"), pair.cert_pem.as_bytes()),
        carried_secret(format!("{dir}/key.pem"), pair.key_pem.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::super::cluster_dir::lab;
    use super::super::{Store, pem::marked};
    use super::*;

    fn filled() -> (tempfile::TempDir, ClusterDir) {
        let (home, dir) = lab();
        dir.write_spec("here").unwrap();
        dir.write_ca(&marked("CA")).unwrap();
        dir.write_client("trust-----END x-----", &marked("OPS")).unwrap();
        dir.write_named_client(&"ci".parse().unwrap(), "-----BEGIN x-----\n-----END x-----\n", &marked("CI")).unwrap();
        dir.write_gossip_key(&Secret::new("a".repeat(44))).unwrap();
        (home, dir)
    }

    fn names(dir: &ClusterDir, keys: CarriedKeys) -> Vec<String> {
        dir.carried_files(keys, "there").unwrap().into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn keys_go_along_only_where_they_are_asked_for() {
        let (_home, dir) = filled();
        let none = ["cluster.yaml", "pki/ca.pem"];
        let client = ["client/ca.pem", "client/cert.pem", "client/key.pem"];
        let all = ["pki/ca-key.pem", "pki/gossip.key"];
        let named = ["clients/ci/ca.pem", "clients/ci/cert.pem", "clients/ci/key.pem"];
        assert_eq!(names(&dir, CarriedKeys::None), none);
        assert_eq!(names(&dir, CarriedKeys::Client), [&none[..], &client].concat());
        assert_eq!(names(&dir, CarriedKeys::All), [&none[..], &all, &client, &named].concat());
    }

    #[test]
    fn a_cluster_reads_in_another_store_as_in_its_own_and_all_of_it_is_private() {
        let (_home, dir) = filled();
        let other = tempfile::tempdir().unwrap();
        let place = Store::open(other.path()).unwrap().at(dir.name());
        let incoming = place.prepare().unwrap();
        incoming.fill(&dir.carried_files(CarriedKeys::All, "there").unwrap()).unwrap();
        assert!(!place.exists());
        let place = incoming.settle().unwrap();
        assert_eq!(place.spec().unwrap().as_deref(), Some("there"));
        assert_eq!(place.client().unwrap().unwrap().cert_pem, marked("OPS").cert_pem);
        assert_eq!(place.named_clients().unwrap()[0].pair.cert_pem, marked("CI").cert_pem);
        assert_eq!(place.trust_pem().unwrap(), dir.trust_pem().unwrap());
        private(&place.path());
        assert_eq!(fs::read_dir(other.path().join("clusters")).unwrap().count(), 1);
    }

    fn private(path: &Path) {
        let mode = fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777;
        if path.is_symlink() {
            return;
        }
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                private(&entry.unwrap().path());
            }
        }
    }

    #[test]
    fn what_is_given_up_or_was_cut_off_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let place = Store::open(home.path()).unwrap().at(&"lab".parse().unwrap());
        drop(place.prepare().unwrap());
        assert_eq!(fs::read_dir(home.path().join("clusters")).unwrap().count(), 0);
        std::mem::forget(place.prepare().unwrap());
        place.sweep_incoming().unwrap();
        assert_eq!(fs::read_dir(home.path().join("clusters")).unwrap().count(), 0);
    }

    #[test]
    fn a_cluster_that_is_there_is_never_replaced() {
        let (_home, dir) = filled();
        let incoming = dir.prepare().unwrap();
        incoming.fill(&[carried("cluster.yaml".to_owned(), b"other")]).unwrap();
        assert!(incoming.settle().is_err());
        assert_eq!(dir.spec().unwrap().as_deref(), Some("here"));
    }

    #[test]
    fn a_certificate_without_its_key_is_named() {
        let home = tempfile::tempdir().unwrap();
        let place = Store::open(home.path()).unwrap().at(&"lab".parse().unwrap());
        let error = place.prepare().unwrap().fill(&[carried("client/ca.pem".to_owned(), b"x"), carried("client/cert.pem".to_owned(), b"x")]).unwrap_err();
        assert!(error.to_string().ends_with("client/key.pem` is damaged: it is missing"), "{error}");
    }
}
