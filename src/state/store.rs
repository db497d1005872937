//! The store as a whole: its root and the clusters in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::ClusterName;

use super::files;
use super::{ClusterDir, Error, Result};

const DEFAULT_HINT: &str = "choose the cluster again with `swarmctl clusters use NAME`";

/// All clusters of an operator.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The store at `root`, which need not exist yet. Nothing is written.
    pub fn open(root: &Path) -> Result<Self> {
        let root = std::path::absolute(root).map_err(Error::read(root))?;
        Ok(Self { root })
    }

    /// Its directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The clusters in it, by name. They are not read here, so that one that cannot be read does not hide the others.
    pub fn clusters(&self) -> Result<Vec<ClusterDir>> {
        let dir = self.clusters_dir();
        let entries = match fs::read_dir(&dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::read(&dir)(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Error::read(&dir))?;
            // Locks and leftovers begin with a point, so they are no names.
            if let Some(name) = entry.file_name().to_str().and_then(|name| name.parse::<ClusterName>().ok())
                && entry.path().is_dir()
            {
                names.push(name);
            }
        }
        names.sort();
        Ok(names.into_iter().map(|name| self.at(&name)).collect())
    }

    /// The cluster of that name, if the store has it.
    pub fn cluster(&self, name: &ClusterName) -> Option<ClusterDir> {
        Some(self.at(name)).filter(ClusterDir::exists)
    }

    /// The place of the cluster of that name, whether or not it is there yet: it can be locked and read (as empty) before it is made.
    pub fn at(&self, name: &ClusterName) -> ClusterDir {
        ClusterDir::new(self.clusters_dir(), name.clone())
    }

    /// The cluster other than `but` whose hosts carry that name. One whose record cannot be read counts as made under the name it has.
    pub fn marked(&self, mark: &ClusterName, but: &ClusterName) -> Result<Option<ClusterDir>> {
        let carries = |dir: &ClusterDir| dir.mark().as_ref().unwrap_or(dir.name()) == mark;
        Ok(self.clusters()?.into_iter().find(|dir| dir.name() != but && carries(dir)))
    }

    /// Makes the cluster's directory, or takes the one that is there.
    pub fn create(&self, name: &ClusterName) -> Result<ClusterDir> {
        let cluster = self.at(name);
        cluster.create()?;
        Ok(cluster)
    }

    /// The cluster that is meant where none is named, as the user chose it. It need not be there any more.
    pub fn default_cluster(&self) -> Result<Option<ClusterName>> {
        let path = self.default_path();
        let Some(text) = files::read_text(&path, DEFAULT_HINT)? else { return Ok(None) };
        let name = text.trim().parse();
        name.map(Some).map_err(|_| Error::Damaged { path, problem: "it does not hold a cluster's name".to_owned(), hint: DEFAULT_HINT.to_owned() })
    }

    /// Chooses it.
    pub fn set_default_cluster(&self, name: &ClusterName) -> Result<()> {
        files::replace(&self.default_path(), format!("{name}\n").as_bytes())
    }

    /// Chooses none.
    pub fn unset_default_cluster(&self) -> Result<()> {
        if self.default_path().exists() { files::remove(&self.default_path()) } else { Ok(()) }
    }

    /// Chooses none if it was this one, which has gone.
    pub fn forget_default_cluster(&self, name: &ClusterName) -> Result<()> {
        if self.default_cluster()?.as_ref() == Some(name) { self.unset_default_cluster() } else { Ok(()) }
    }

    fn default_path(&self) -> PathBuf {
        self.root.join("default-cluster")
    }

    /// Finds out whether the store takes changes, by making and removing a file. For the start of every run that will change something.
    pub fn check_writable(&self) -> Result<()> {
        let not_writable = |source| Error::NotWritable { path: self.root.clone(), source };
        let dir = self.clusters_dir();
        files::make_dir(&dir).map_err(|error| match error {
            Error::Write { source, .. } => not_writable(source),
            other => other,
        })?;
        tempfile::Builder::new().prefix(".").suffix(".new").tempfile_in(&dir).and_then(tempfile::NamedTempFile::close).map_err(not_writable)
    }

    fn clusters_dir(&self) -> PathBuf {
        self.root.join("clusters")
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Cluster, Explain, Failure, Stored};

    use super::*;

    fn name(text: &str) -> ClusterName {
        text.parse().unwrap()
    }

    fn no_spec(_: &str) -> Result<Cluster, Error> {
        Err(Error::NoPlace)
    }

    #[test]
    fn a_store_that_is_not_there_has_no_clusters_and_is_not_made() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("store");
        let store = Store::open(&root).unwrap();
        assert!(store.clusters().unwrap().is_empty() && store.cluster(&name("lab")).is_none());
        assert!(!root.exists());
    }

    #[test]
    fn clusters_are_listed_by_name_and_locks_and_strange_entries_are_not() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).unwrap();
        store.create(&name("lab")).unwrap();
        store.create(&name("dev")).unwrap();
        fs::write(home.path().join("clusters/.lab.lock"), "").unwrap();
        fs::write(home.path().join("clusters/notes"), "").unwrap();
        fs::create_dir(home.path().join("clusters/Not A Name")).unwrap();
        let names: Vec<_> = store.clusters().unwrap().iter().map(|c| c.name().to_string()).collect();
        assert_eq!(names, ["dev", "lab"]);
    }

    #[test]
    fn a_default_is_one_until_it_is_unset_or_its_cluster_goes() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).unwrap();
        store.unset_default_cluster().unwrap();
        assert_eq!(store.default_cluster().unwrap(), None);
        store.set_default_cluster(&name("lab")).unwrap();
        store.forget_default_cluster(&name("dev")).unwrap();
        assert_eq!(store.default_cluster().unwrap(), Some(name("lab")));
        store.forget_default_cluster(&name("lab")).unwrap();
        assert_eq!(store.default_cluster().unwrap(), None);
        fs::write(home.path().join("default-cluster"), "../x").unwrap();
        assert!(matches!(store.default_cluster(), Err(Error::Damaged { .. })));
    }

    #[test]
    fn one_damaged_cluster_does_not_hide_the_others() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).unwrap();
        store.create(&name("bad")).unwrap();
        store.create(&name("good")).unwrap();
        fs::write(home.path().join("clusters/bad/state.json"), "{").unwrap();
        let read: Vec<_> = store.clusters().unwrap().iter().map(|c| c.stored(no_spec).is_ok()).collect();
        assert_eq!(read, [false, true]);
    }

    #[test]
    fn a_cluster_that_is_not_made_yet_reads_as_nothing_stored() {
        let home = tempfile::tempdir().unwrap();
        let stored: Stored = Store::open(home.path()).unwrap().at(&name("lab")).stored(no_spec).unwrap();
        assert!(stored.cluster.is_none() && stored.record.is_none() && stored.ca_pem.is_none() && stored.client_pem.is_none());
    }

    // Permissions do not bind root, so what cannot be written here is a path under a plain file, which nobody can write.
    #[test]
    fn a_store_that_cannot_be_written_is_refused_before_anything_is_done() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Store::open(&file.join("store")).unwrap().check_writable().unwrap_err();
        assert!(matches!(error, Error::NotWritable { .. }), "{error:?}");
        let failure = Failure::from_error(&error);
        assert_eq!(failure.cause, format!("the store `{}` cannot be written: Not a directory (os error 20)", file.join("store").display()));
        assert!(error.hint().unwrap().contains("SWARMCTL_HOME"));
    }

    #[test]
    fn a_store_that_can_be_written_is_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).unwrap();
        store.check_writable().unwrap();
        assert_eq!(fs::read_dir(home.path().join("clusters")).unwrap().count(), 0);
    }
}
