//! Another name for a cluster, in the store alone: its hosts go on carrying the one under which it was made. What says so comes first and the directory last,
//! so that a cut leaves a cluster that is known by its former name or by its next one, and in either case finds its hosts.

use std::fs;
use std::io;

use crate::model::{ClusterName, Record};

use super::record::RENAMED_SCHEMA;
use super::{ClusterDir, Error, Result, files};

impl ClusterDir {
    /// The name that the cluster's hosts carry.
    pub fn mark(&self) -> Result<ClusterName> {
        Ok(self.record()?.and_then(|record| record.made_as).unwrap_or_else(|| self.name().clone()))
    }

    /// Whether the cluster had that name before its last one.
    pub fn was_renamed_from(&self, name: &ClusterName) -> Result<bool> {
        Ok(self.record()?.is_some_and(|record| record.renamed_from.as_ref() == Some(name)))
    }

    /// Moves the cluster to `place`, which must be free, with its spec as `place` names it. Both must be locked. After a cut the same call finishes it.
    pub fn rename(&self, record: &Record, spec: &str, place: &Self) -> Result<()> {
        if place.exists() {
            // A rename would take an empty directory's place.
            return Err(Error::write(&place.path())(io::ErrorKind::AlreadyExists.into()));
        }
        self.write_record(&Record {
            schema: RENAMED_SCHEMA,
            made_as: Some(record.made_as.clone().unwrap_or_else(|| self.name().clone())),
            renamed_from: Some(self.name().clone()),
            ..record.clone()
        })?;
        self.write_spec(spec)?;
        fs::rename(self.path(), place.path()).map_err(Error::write(&place.path()))?;
        files::sync_dir(&files::parent(&place.path()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use time::macros::datetime;

    use super::super::cluster_dir::lab;
    use super::super::{SCHEMA, Store};
    use super::*;

    fn name(text: &str) -> ClusterName {
        text.parse().unwrap()
    }

    fn record() -> Record {
        Record { schema: SCHEMA, created_at: datetime!(2026-03-01 14:02:00 UTC), made_as: None, renamed_from: None, nodes: BTreeMap::new() }
    }

    #[test]
    fn the_mark_stays_through_every_rename_and_back() {
        let (home, mut dir) = lab();
        let store = Store::open(home.path()).unwrap();
        dir.write_record(&record()).unwrap();
        for next in ["dev", "prod", "lab"] {
            let place = store.at(&name(next));
            dir.rename(&dir.record().unwrap().unwrap(), next, &place).unwrap();
            assert!(!dir.exists() && place.was_renamed_from(dir.name()).unwrap());
            assert_eq!((place.mark().unwrap(), place.spec().unwrap().as_deref()), (name("lab"), Some(next)));
            dir = place;
        }
    }

    #[test]
    fn a_swarmctl_that_knows_no_marks_refuses_the_record_of_a_renamed_cluster() {
        let (home, dir) = lab();
        let place = Store::open(home.path()).unwrap().at(&name("dev"));
        dir.rename(&record(), "dev", &place).unwrap();
        assert!(place.record().unwrap().unwrap().schema > SCHEMA);
    }

    #[test]
    fn a_cluster_that_is_there_is_never_replaced() {
        let (home, dir) = lab();
        let place = Store::open(home.path()).unwrap().create(&name("dev")).unwrap();
        assert!(dir.rename(&record(), "dev", &place).is_err());
        assert!(dir.exists() && dir.record().unwrap().is_none());
    }
}
