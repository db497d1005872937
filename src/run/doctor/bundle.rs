//! The archive for a bug report.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde_json::Value;
use time::OffsetDateTime;

use crate::model::{Exit, Failure};
use crate::report::Checkup;
use crate::run::ended::{Ended, Result};
use crate::state::{self, ClusterDir};

use super::redact::Keys;

/// Makes the file, which must not be there yet.
pub(super) fn create(path: &Path) -> Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| refused(path, error))
}

/// Writes the archive into it: what was found on this machine, and each cluster's files with what `verify` found.
pub(super) fn write(file: File, path: &Path, checkup: &Checkup, clusters: &[(ClusterDir, Value)]) -> Result<()> {
    let mut archive = Archive { tar: tar::Builder::new(file), at: u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap_or_default() };
    let packed = pack(&mut archive, checkup, clusters).and_then(|()| archive.tar.into_inner()?.flush());
    Ok(packed.map_err(|source| state::Error::Write { path: path.to_owned(), source })?)
}

fn pack(archive: &mut Archive, checkup: &Checkup, clusters: &[(ClusterDir, Value)]) -> io::Result<()> {
    // What the findings say may come from any cluster's files.
    let all: Vec<_> = clusters.iter().map(|(dir, _)| Keys::of(&dir.path())).collect();
    let findings = serde_json::from_str(&checkup.json()).unwrap_or_default();
    archive.add("doctor.json", &pretty(&all.iter().fold(findings, |value, keys| keys.without(value))))?;
    for ((dir, findings), keys) in clusters.iter().zip(&all) {
        archive.add(&format!("{}/verify.json", dir.name()), &pretty(&keys.without(findings.clone())))?;
        for (name, clean) in [("cluster.yaml", yaml as Clean), ("state.json", json), ("journal.jsonl", json_lines)] {
            let Ok(text) = std::fs::read_to_string(dir.path().join(name)) else { continue };
            archive.add(&format!("{}/{name}", dir.name()), &clean(&text, keys))?;
        }
    }
    Ok(())
}

/// A file's text in its own form, without what must not be seen.
type Clean = fn(&str, &Keys) -> String;

/// What cannot be taken apart cannot be cleaned.
const LEFT_OUT: &str = "it cannot be read, and is left out\n";

fn yaml(text: &str, keys: &Keys) -> String {
    let clean = serde_yaml::from_str(text).ok().and_then(|value| serde_yaml::to_string(&keys.without(value)).ok());
    clean.unwrap_or_else(|| LEFT_OUT.to_owned())
}

fn json(text: &str, keys: &Keys) -> String {
    serde_json::from_str(text).map_or_else(|_| LEFT_OUT.to_owned(), |value| pretty(&keys.without(value)))
}

fn json_lines(text: &str, keys: &Keys) -> String {
    let clean = |line: &str| serde_json::from_str(line).map_or_else(|_| LEFT_OUT.to_owned(), |value| format!("{}\n", keys.without(value)));
    text.lines().map(clean).collect()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

struct Archive {
    tar: tar::Builder<File>,
    at: u64,
}

impl Archive {
    fn add(&mut self, name: &str, text: &str) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(self.at);
        self.tar.append_data(&mut header, name, text.as_bytes())
    }
}

fn refused(path: &Path, error: io::Error) -> Ended {
    if error.kind() == ErrorKind::AlreadyExists {
        let failure = Failure::new(format!("`{}` is there already", path.display()), Exit::Failed);
        return Ended::with(failure.hint("name another file, or remove it"));
    }
    state::Error::Write { path: path.to_owned(), source: error }.into()
}
