//! `state.json`: what was done to each node. Its form has a number, so that a swarmctl that does not know a form refuses it and does not misread it.

use std::path::Path;

use serde::Deserialize;

use crate::model::Record;

use super::files;
use super::{ClusterDir, Error, Result};

/// The form of `state.json` that this swarmctl writes, but for renamed clusters.
pub const SCHEMA: u32 = 1;

/// The form of a renamed cluster's, and the newest that can be read: who does not know that its hosts carry another name would take them for another cluster's.
pub(super) const RENAMED_SCHEMA: u32 = 2;

const HINT: &str =
    "bring it back from a backup, or remove it and run `swarmctl init` again: the nodes are looked at anew, only what was brought to them is forgotten";

#[derive(Deserialize)]
struct Form {
    schema: u32,
}

impl ClusterDir {
    /// The record.
    pub fn record(&self) -> Result<Option<Record>> {
        let path = self.file("state.json");
        files::read_text(&path, HINT)?.map(|text| parse(&path, &text)).transpose()
    }

    /// Puts another record in its place.
    pub fn write_record(&self, record: &Record) -> Result<()> {
        // A struct of strings, numbers and maps with string keys always serializes.
        let mut json = serde_json::to_vec_pretty(record).unwrap_or_default();
        json.push(b'\n');
        files::replace(&self.file("state.json"), &json)
    }
}

fn parse(path: &Path, text: &str) -> Result<Record> {
    let form: Form = serde_json::from_str(text).map_err(|error| damaged(path, &error))?;
    if form.schema > RENAMED_SCHEMA {
        return Err(Error::NewerSchema { path: path.to_owned(), found: form.schema, known: RENAMED_SCHEMA });
    }
    serde_json::from_str(text).map_err(|error| damaged(path, &error))
}

fn damaged(path: &Path, error: &serde_json::Error) -> Error {
    let problem = if error.is_eof() { format!("it is cut short at line {}", error.line()) } else { error.to_string() };
    Error::Damaged { path: path.to_owned(), problem, hint: HINT.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use time::macros::datetime;

    use crate::model::{Explain, LeafRecord, NodeRecord};

    use super::super::cluster_dir::lab;
    use super::*;

    fn record() -> Record {
        let leaf = LeafRecord {
            serial: "4a1b".parse().unwrap(),
            not_after: datetime!(2027-03-01 14:02:00 UTC),
            issued_at: datetime!(2026-03-01 14:02:00 UTC),
            sans: vec!["10.0.0.13".parse().unwrap()],
        };
        let node = NodeRecord { images_brought: ["swarm:1.2.9".to_owned()].into(), leaf: Some(leaf), ..NodeRecord::default() };
        Record {
            schema: SCHEMA,
            created_at: datetime!(2026-03-01 14:02:00 UTC),
            made_as: None,
            renamed_from: None,
            nodes: BTreeMap::from([("worker-1".parse().unwrap(), node)]),
        }
    }

    #[test]
    fn the_record_reads_as_it_was_written() {
        let (_home, dir) = lab();
        assert_eq!(dir.record().unwrap(), None);
        dir.write_record(&record()).unwrap();
        assert_eq!(dir.record().unwrap(), Some(record()));
    }

    #[test]
    fn a_record_of_a_time_when_leaves_were_not_kept_has_none() {
        let (_home, dir) = lab();
        let old = r#"{"schema": 1, "createdAt": "2026-03-01T14:02:00Z", "nodes": {"worker-1": {"address": "10.0.0.13", "imagesBrought": [], "engineInstalled": true}}}"#;
        fs::write(dir.file("state.json"), old).unwrap();
        assert_eq!(dir.record().unwrap().unwrap().nodes.values().next().unwrap().leaf, None);
    }

    #[test]
    fn a_record_cut_short_names_the_file_and_what_to_do() {
        let (_home, dir) = lab();
        dir.write_record(&record()).unwrap();
        let path = dir.file("state.json");
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let error = dir.record().unwrap_err();
        assert!(error.to_string().starts_with(&format!("`{}` is damaged: it is cut short at line ", path.display())), "{error}");
        assert_eq!(error.hint().as_deref(), Some(HINT));
    }

    #[test]
    fn a_newer_form_is_refused_even_if_nothing_else_of_it_can_be_read() {
        let (_home, dir) = lab();
        fs::write(dir.file("state.json"), r#"{"schema": 3, "hosts": []}"#).unwrap();
        let error = dir.record().unwrap_err();
        assert_eq!(error.to_string(), format!("`{}` has form 3, and this swarmctl knows only up to 2", dir.file("state.json").display()));
    }
}
