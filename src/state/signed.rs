//! `pki/signed.jsonl`: the certificates that were signed for keys made elsewhere. They are not kept, only written down, a line each.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::model::Serial;

use super::{ClusterDir, Error, Result, files, pem};

const SIGNED: &str = "pki/signed.jsonl";
const HINT: &str = "remove the line, or bring the file back from a backup: it only tells which certificates were signed";

/// A certificate that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signed {
    /// What it is called in lists: its common name, else its file's name.
    pub name: String,
    /// Its serial.
    pub serial: Serial,
    /// Its subject.
    pub subject: String,
    /// The subject of the CA that signed it.
    pub issuer: String,
    /// When it ends.
    #[serde(with = "time::serde::rfc3339")]
    pub not_after: OffsetDateTime,
}

impl ClusterDir {
    /// Every certificate that was signed, oldest first. A last line without an end was cut off.
    pub fn signed(&self) -> Result<Vec<Signed>> {
        let path = self.file(SIGNED);
        let Some(bytes) = files::read(&path)? else { return Ok(Vec::new()) };
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let lines = bytes[..whole].split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
        lines.map(|(index, line)| serde_json::from_slice(line).map_err(|error| pem::damaged(&path, &format!("line {}: {error}", index + 1), HINT))).collect()
    }

    /// Writes one down, on the disk before this returns.
    pub fn note_signed(&self, signed: &Signed) -> Result<()> {
        let path = self.file(SIGNED);
        files::make_dir(&self.file("pki"))?;
        let before = files::read(&path)?.unwrap_or_default();
        if before.last().is_some_and(|byte| *byte != b'\n') {
            // What was cut off would run together with this line.
            let whole = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            files::replace(&path, &before[..whole])?;
        }
        // A struct of strings always serializes.
        let line = serde_json::to_string(signed).unwrap_or_default() + "\n";
        let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path).map_err(Error::write(&path))?;
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::write(&path))?;
        files::sync_dir(&files::parent(&path))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use time::macros::datetime;

    use super::super::cluster_dir::lab;
    use super::*;

    fn signed(name: &str) -> Signed {
        Signed {
            name: name.to_owned(),
            serial: Serial::from_bytes(&[1, 2]),
            subject: format!("CN={name}"),
            issuer: "O=swarmctl, CN=swarmctl CA lab".to_owned(),
            not_after: datetime!(2026-03-01 14:02:00 UTC),
        }
    }

    #[test]
    fn what_was_signed_is_read_in_order() {
        let (_home, dir) = lab();
        assert_eq!(dir.signed().unwrap(), []);
        dir.note_signed(&signed("a")).unwrap();
        dir.note_signed(&signed("b \"quoted\"\n")).unwrap();
        assert_eq!(dir.signed().unwrap(), [signed("a"), signed("b \"quoted\"\n")]);
        assert_eq!(fs::metadata(dir.file(SIGNED)).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_line_that_was_cut_off_is_none_and_the_next_does_not_run_into_it() {
        let (_home, dir) = lab();
        dir.note_signed(&signed("a")).unwrap();
        let whole = fs::read(dir.file(SIGNED)).unwrap();
        fs::write(dir.file(SIGNED), [&whole[..], b"{\"name\":\"b"].concat()).unwrap();
        assert_eq!(dir.signed().unwrap(), [signed("a")]);
        dir.note_signed(&signed("c")).unwrap();
        assert_eq!(dir.signed().unwrap(), [signed("a"), signed("c")]);
    }

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        let (_home, dir) = lab();
        dir.note_signed(&signed("a")).unwrap();
        fs::write(dir.file(SIGNED), "{}\n").unwrap();
        assert!(dir.signed().unwrap_err().to_string().contains("line 1: "));
    }
}
