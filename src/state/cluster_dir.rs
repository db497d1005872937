//! One cluster's directory: the spec's copy, what plans read of it, and its end. Keys, `known_hosts`, record, journal and lock have files of their own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::model::{Cluster, ClusterName, Explain, Failure, Orchestrator, Stored};

use super::files;
use super::{Error, Holder, Journal, Lock, Result};

pub(super) const SPEC_HINT: &str = "give the cluster its spec again with `swarmctl init -f FILE`";

/// A cluster's place in the store. It may not be there yet: then all that is read of it is `None`.
#[derive(Debug, Clone)]
pub struct ClusterDir {
    clusters: PathBuf,
    name: ClusterName,
}

impl ClusterDir {
    pub(super) fn new(clusters: PathBuf, name: ClusterName) -> Self {
        Self { clusters, name }
    }

    /// The cluster's name.
    pub fn name(&self) -> &ClusterName {
        &self.name
    }

    /// Its directory.
    pub fn path(&self) -> PathBuf {
        self.clusters.join(self.name.as_str())
    }

    /// Whether it is there.
    pub fn exists(&self) -> bool {
        self.path().is_dir()
    }

    /// Makes the directory, or takes the one that is there.
    pub fn create(&self) -> Result<()> {
        files::make_dir(&self.path())
    }

    /// Takes the cluster for one run, until the `Lock` is dropped; works before the directory is made.
    pub fn lock(&self, holder: &Holder) -> Result<Lock> {
        files::make_dir(&self.clusters)?;
        let lock = Lock::take(&self.beside("lock"), &self.name, holder)?;
        self.sweep()?;
        self.finish_key_change()?;
        self.sweep_incoming()?;
        self.sweep_next_ca_key()?;
        self.sweep_clients()?;
        Ok(lock)
    }

    /// Who holds the cluster now, if a run does.
    pub fn holder(&self) -> Option<Holder> {
        super::lock::holder(&self.beside("lock"))
    }

    /// The spec in force, as text.
    pub fn spec(&self) -> Result<Option<String>> {
        files::read_text(&self.spec_path(), SPEC_HINT)
    }

    /// Where the spec's copy is, for messages.
    pub fn spec_path(&self) -> PathBuf {
        self.file("cluster.yaml")
    }

    /// Puts another spec in force.
    pub fn write_spec(&self, text: &str) -> Result<()> {
        files::replace(&self.spec_path(), text.as_bytes())
    }

    /// Puts a spec that cannot be used any more aside, so that another one can take its place; says where it is now.
    pub fn set_spec_aside(&self) -> Result<PathBuf> {
        let aside = self.file("cluster.yaml.unusable");
        fs::rename(self.spec_path(), &aside).map_err(Error::write(&aside))?;
        files::sync_dir(&self.path())?;
        Ok(aside)
    }

    /// The journal.
    pub fn journal(&self) -> Journal {
        Journal::at(self.file("journal.jsonl"))
    }

    /// All that plans read. The spec's text is parsed by `parse`, because what a spec means is not the store's business. The cluster's name is that of its
    /// directory: a rename that was cut off has left a spec with the next one.
    pub fn stored<E: Explain>(&self, parse: impl FnOnce(&str) -> Result<Cluster, E>) -> Result<Stored> {
        let parse = |text: String| parse(&text).map_err(|error| Error::Spec { path: self.spec_path(), failure: Box::new(Failure::from_error(&error)) });
        let cluster = self.spec()?.map(parse).transpose()?;
        let record = self.record()?;
        let mark = record.as_ref().and_then(|record| record.made_as.as_ref()).unwrap_or(&self.name);
        let cluster = cluster.map(|cluster| Cluster { name: self.name.clone(), mark: mark.clone(), ..cluster });
        // The spec is changed last: a move that has come to it is over.
        let moves = cluster.as_ref().is_some_and(|cluster| cluster.orchestrator == Orchestrator::Standalone);
        Ok(Stored {
            cluster,
            record,
            ca_pem: self.trust_pem()?,
            former_cas_pem: self.former_cas_pem()?,
            rotation: self.rotation()?,
            migration: if moves { self.migration()? } else { None },
            client_pem: self.client()?.map(|pair| pair.cert_pem),
            unlock_key_hash: self.unlock_key_hash()?,
            gossip_hash: self.gossip_hash()?,
            store_files: BTreeMap::new(),
        })
    }

    /// Removes the cluster from the store. It is renamed away first: a cut leaves a whole cluster or none, and what is then left over goes when the
    /// cluster is next locked.
    pub fn forget(&self) -> Result<()> {
        self.sweep()?;
        if self.exists() {
            fs::rename(self.path(), self.beside("forgotten")).map_err(Error::write(&self.path()))?;
            files::sync_dir(&self.clusters)?;
        }
        self.sweep()
    }

    /// Removes what a `forget` that was cut off has left.
    fn sweep(&self) -> Result<()> {
        files::remove_tree(&self.beside("forgotten"))
    }

    /// A file in the cluster's directory.
    pub(super) fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path().join(name)
    }

    /// A place beside the cluster's directory; the point keeps it out of the list of clusters.
    pub(super) fn beside(&self, what: &str) -> PathBuf {
        self.clusters.join(format!(".{}.{what}", self.name))
    }
}

#[cfg(test)]
pub(super) fn lab() -> (tempfile::TempDir, ClusterDir) {
    let home = tempfile::tempdir().unwrap();
    let dir = super::Store::open(home.path()).unwrap().create(&"lab".parse().unwrap()).unwrap();
    (home, dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("line 3: unknown key `node`")]
    struct Misspelt;

    impl Explain for Misspelt {}

    #[test]
    fn the_spec_reads_as_it_was_written() {
        let (_home, dir) = lab();
        assert_eq!(dir.spec().unwrap(), None);
        dir.write_spec("name: lab\n").unwrap();
        assert_eq!(dir.spec().unwrap().as_deref(), Some("name: lab\n"));
    }

    #[test]
    fn a_spec_that_is_cut_to_nothing_is_damaged_not_absent() {
        let (_home, dir) = lab();
        fs::write(dir.spec_path(), "").unwrap();
        let error = dir.spec().unwrap_err();
        assert_eq!(error.to_string(), format!("`{}` is damaged: it is empty", dir.spec_path().display()));
        assert_eq!(error.hint().as_deref(), Some(SPEC_HINT));
    }

    #[test]
    fn what_the_spec_reader_says_is_passed_on_with_the_file() {
        let (_home, dir) = lab();
        dir.write_spec("node: []\n").unwrap();
        let error = dir.stored(|_| Err::<Cluster, _>(Misspelt)).unwrap_err();
        assert_eq!(error.to_string(), format!("the cluster's spec in `{}` cannot be used: line 3: unknown key `node`", dir.spec_path().display()));
        assert_eq!(error.hint().as_deref(), Some(SPEC_HINT));
    }

    #[test]
    fn a_spec_set_aside_is_kept_beside_the_next_one() {
        let (_home, dir) = lab();
        dir.write_spec("node: []\n").unwrap();
        let aside = dir.set_spec_aside().unwrap();
        assert_eq!((dir.spec().unwrap(), fs::read_to_string(aside).unwrap().as_str()), (None, "node: []\n"));
    }

    #[test]
    fn a_forgotten_cluster_leaves_nothing() {
        let (home, dir) = lab();
        dir.write_spec("name: lab\n").unwrap();
        dir.forget().unwrap();
        assert!(!dir.exists());
        assert_eq!(fs::read_dir(home.path().join("clusters")).unwrap().count(), 0);
        dir.forget().unwrap();
    }

    #[test]
    fn what_a_cut_off_forget_left_is_removed_by_the_next_one() {
        let (home, dir) = lab();
        fs::rename(dir.path(), home.path().join("clusters/.lab.forgotten")).unwrap();
        dir.forget().unwrap();
        assert_eq!(fs::read_dir(home.path().join("clusters")).unwrap().count(), 0);
    }
}
