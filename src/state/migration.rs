//! `migration.json`: a move from standalone to swarm mode while it is under way. The spec is written before this file goes, so that every cut leaves a store
//! that reads as a move or as a cluster that has come to its end.

use std::path::Path;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::model::{Migration, MigrationStage};

use super::{ClusterDir, Error, Result, files, pem};

const MIGRATION: &str = "migration.json";
/// The form of `migration.json` that this swarmctl writes.
const SCHEMA: u32 = 1;

const HINT: &str = "bring it back from a backup: it says whether the cluster moves to swarm mode or goes back";

#[derive(Serialize, Deserialize)]
struct MigrationFile {
    schema: u32,
    #[serde(flatten)]
    migration: Migration,
}

#[derive(Deserialize)]
struct Form {
    schema: u32,
}

impl ClusterDir {
    /// The move to swarm mode that is under way.
    pub fn migration(&self) -> Result<Option<Migration>> {
        let path = self.file(MIGRATION);
        files::read_text(&path, HINT)?.map(|text| parse(&path, &text)).transpose()
    }

    /// Lets the move come to a stage; where none is under way, one begins.
    pub fn enter_migration(&self, stage: MigrationStage, now: OffsetDateTime) -> Result<()> {
        let began_at = self.migration()?.map_or_else(|| now.truncate_to_second(), |migration| migration.began_at);
        // A struct of a number, a word and a time always serializes.
        let mut json = serde_json::to_vec_pretty(&MigrationFile { schema: SCHEMA, migration: Migration { stage, began_at } }).unwrap_or_default();
        json.push(b'\n');
        files::replace(&self.file(MIGRATION), &json)
    }

    /// Ends the move: with the spec of the cluster in swarm mode, or with the one there is. Cut off, it can be done again.
    pub fn end_migration(&self, spec: Option<&str>) -> Result<()> {
        if let Some(spec) = spec {
            self.write_spec(spec)?;
            self.remove_gossip_key()?;
        }
        files::remove(&self.file(MIGRATION))
    }
}

fn parse(path: &Path, text: &str) -> Result<Migration> {
    let damaged = |error: serde_json::Error| pem::damaged(path, &error.to_string(), HINT);
    let form: Form = serde_json::from_str(text).map_err(damaged)?;
    if form.schema > SCHEMA {
        return Err(Error::NewerSchema { path: path.to_owned(), found: form.schema, known: SCHEMA });
    }
    serde_json::from_str::<MigrationFile>(text).map(|file| file.migration).map_err(damaged)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use time::macros::datetime;

    use super::super::cluster_dir::lab;
    use super::*;

    const BEGAN: OffsetDateTime = datetime!(2026-03-01 14:02:00 UTC);

    #[test]
    fn a_move_keeps_its_beginning_through_its_stages_and_ends_with_another_spec() {
        let (_home, dir) = lab();
        dir.write_spec("standalone").unwrap();
        assert_eq!(dir.migration().unwrap(), None);
        for stage in [MigrationStage::Join, MigrationStage::Back, MigrationStage::Finish] {
            dir.enter_migration(stage, BEGAN + time::Duration::hours(stage as i64)).unwrap();
            assert_eq!(dir.migration().unwrap(), Some(Migration { stage, began_at: BEGAN }));
        }
        dir.write_gossip_key(&crate::model::Secret::new("a2V5")).unwrap();
        dir.end_migration(Some("swarm-mode")).unwrap();
        assert_eq!((dir.migration().unwrap(), dir.spec().unwrap().as_deref()), (None, Some("swarm-mode")));
        assert!(dir.gossip_key().unwrap().is_none());
        dir.end_migration(None).unwrap();
        assert_eq!(dir.spec().unwrap().as_deref(), Some("swarm-mode"));
    }

    #[test]
    fn a_file_that_was_cut_short_or_is_of_a_newer_form_is_named() {
        let (_home, dir) = lab();
        dir.enter_migration(MigrationStage::Join, BEGAN).unwrap();
        let path = dir.file(MIGRATION);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(dir.migration().unwrap_err().to_string().starts_with(&format!("`{}` is damaged: ", path.display())));
        fs::write(&path, r#"{"schema": 2}"#).unwrap();
        assert!(matches!(dir.migration(), Err(Error::NewerSchema { found: 2, .. })));
    }
}
