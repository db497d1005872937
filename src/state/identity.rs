//! `store-id.json`: by which nodes that are locked know this store. It names its own inode: a store that was copied to another machine brings the file along,
//! and is another store all the same, which gets an id of its own. So two jobs that begin with a copy of one store keep each other out.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::StoreId;

use super::files;
use super::{ClusterDir, Error, Result};

#[derive(Serialize, Deserialize)]
struct Identity {
    id: StoreId,
    inode: u64,
}

impl ClusterDir {
    /// The id of the store that the cluster is in, if it has one yet.
    pub fn store_id(&self) -> Result<Option<StoreId>> {
        let path = self.identity_path();
        match File::open(&path) {
            Ok(file) => read(&file).map_err(Error::read(&path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::read(&path)(error)),
        }
    }

    /// The same; a store that has none gets one from `random`.
    pub fn settled_store_id(&self, random: [u8; 16]) -> Result<StoreId> {
        if let Some(id) = self.store_id()? {
            return Ok(id);
        }
        let path = self.identity_path();
        files::make_dir(&files::parent(&path))?;
        write(&path, StoreId::from_random(random)).map_err(Error::write(&path))?;
        files::sync_dir(&files::parent(&path))?;
        // Of two runs that came at once the last one's stands for both.
        Ok(self.store_id()?.unwrap_or(StoreId::from_random(random)))
    }

    fn identity_path(&self) -> PathBuf {
        files::parent(&files::parent(&self.path())).join("store-id.json")
    }
}

/// Nothing where the file is a copy, or holds something else.
fn read(file: &File) -> io::Result<Option<StoreId>> {
    let identity: Option<Identity> = serde_json::from_str(&io::read_to_string(file)?).ok();
    let inode = file.metadata()?.ino();
    Ok(identity.filter(|identity| identity.inode == inode).map(|identity| identity.id))
}

fn write(path: &Path, id: StoreId) -> io::Result<()> {
    // tempfile makes its files 0600; a renamed file keeps its inode.
    let mut file = tempfile::Builder::new().prefix(".").suffix(".new").tempfile_in(files::parent(path))?;
    let identity = Identity { id, inode: file.as_file().metadata()?.ino() };
    file.write_all(&serde_json::to_vec(&identity)?)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::super::cluster_dir::lab;
    use super::*;

    #[test]
    fn a_store_has_one_id_for_all_its_clusters_and_keeps_it() {
        let (home, dir) = lab();
        assert_eq!(dir.store_id().unwrap(), None);
        let id = dir.settled_store_id([1; 16]).unwrap();
        let other = super::super::Store::open(home.path()).unwrap().at(&"dev".parse().unwrap());
        assert_eq!((dir.settled_store_id([2; 16]).unwrap(), other.store_id().unwrap()), (id.clone(), Some(id)));
        assert_eq!(fs::metadata(home.path().join("store-id.json")).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_copy_of_a_store_is_another_one() {
        let (home, dir) = lab();
        let id = dir.settled_store_id([1; 16]).unwrap();
        let (other_home, other) = lab();
        fs::copy(home.path().join("store-id.json"), other_home.path().join("store-id.json")).unwrap();
        assert_eq!(other.store_id().unwrap(), None);
        assert_ne!(other.settled_store_id([2; 16]).unwrap(), id);
    }

    #[test]
    fn an_id_that_cannot_be_read_is_made_anew() {
        let (home, dir) = lab();
        fs::write(home.path().join("store-id.json"), "{").unwrap();
        assert_eq!(dir.settled_store_id([1; 16]).unwrap(), StoreId::from_random([1; 16]));
    }
}
