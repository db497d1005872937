//! A cluster as one archive (tar): which of its files it may hold, and under which names. Bytes in, bytes out. What is read comes from elsewhere: a name that
//! is not that of a file of a cluster is refused, and so is everything that is no plain file.

use std::collections::BTreeSet;
use std::io::{self, Read as _};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::model::{CarriedKeys, ClientName, ClusterName, Explain, Secret};

const MANIFEST: &str = "export.json";
/// The form of archives that this swarmctl writes.
const SCHEMA: u32 = 1;
/// The most bytes that the files of an archive may have together: the journal of ten thousands of runs fits in.
pub const MOST_BYTES: u64 = 64 << 20;

/// Files that hold nothing which lets in.
const OPEN: [&str; 7] = ["cluster.yaml", "state.json", "known_hosts", "journal.jsonl", "pki/ca.pem", "pki/former-cas.pem", "pki/signed.jsonl"];
/// Files that are keys.
const KEYS: [&str; 6] = ["pki/ca-key.pem", "pki/gossip.key", "pki/unlock.key", "pki/unlock-former.key", "ssh/id_ed25519", "ssh/id_ed25519.pub"];
/// The files of a client's certificate.
const CLIENT: [&str; 3] = ["ca.pem", "cert.pem", "key.pem"];

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    schema: u32,
    /// The cluster.
    pub cluster: ClusterName,
    /// Which keys went along.
    pub keys: CarriedKeys,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub exported_at: OffsetDateTime,
}

impl Manifest {
    /// For an archive that is made now.
    pub fn new(cluster: &ClusterName, keys: CarriedKeys, now: OffsetDateTime) -> Self {
        Self { schema: SCHEMA, cluster: cluster.clone(), keys, exported_at: now.truncate_to_second() }
    }
}

/// A file of a cluster.
#[derive(Clone)]
pub struct CarriedFile {
    /// Its name in the cluster's directory, with `/`.
    pub name: String,
    /// What is in it.
    pub content: Secret,
}

/// Why bytes are not an archive of a cluster.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// No tar, or one that ends too early.
    #[error("what is in it cannot be read: {0}")]
    Garbled(#[from] io::Error),
    /// A name that no file of a cluster has.
    #[error("it holds {0:?}, which is no file of a cluster")]
    Foreign(String),
    /// A link, a directory, a device.
    #[error("{0:?} in it is no plain file")]
    NotAFile(String),
    /// The same name again.
    #[error("it holds {0:?} twice")]
    Twice(String),
    /// More than a cluster has.
    #[error("it holds more than {} MiB", MOST_BYTES >> 20)]
    TooLarge,
    /// Nothing that says what it is.
    #[error("it does not say which cluster it holds")]
    NoManifest,
    /// It was made by a newer swarmctl.
    #[error("it has form {found}, and this swarmctl knows only up to {SCHEMA}")]
    NewerSchema {
        /// Its form.
        found: u32,
    },
}

impl Explain for ArchiveError {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NewerSchema { .. } => "use the swarmctl that wrote it, or a newer one",
            Self::TooLarge => "the journal is the largest of a cluster's files: move it away, no run needs it",
            _ => "have it exported again with `swarmctl export FILE`",
        };
        Some(hint.to_owned())
    }
}

/// Makes an archive of files. Modes and owners are not in it.
///
/// # Errors
/// `TooLarge`: it could not be read again.
pub fn pack(manifest: &Manifest, files: &[CarriedFile]) -> Result<Secret, ArchiveError> {
    if files.iter().map(|file| file.content.expose().len() as u64).sum::<u64>() > MOST_BYTES {
        return Err(ArchiveError::TooLarge);
    }
    let mut archive = tar::Builder::new(Vec::new());
    // A struct of strings, numbers and a time always serializes.
    let head = CarriedFile { name: MANIFEST.to_owned(), content: Secret::new(serde_json::to_vec(manifest).unwrap_or_default()) };
    for CarriedFile { name, content } in std::iter::once(&head).chain(files) {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.expose().len() as u64);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(manifest.exported_at.unix_timestamp()).unwrap_or_default());
        archive.append_data(&mut header, name, content.expose())?;
    }
    Ok(Secret::new(archive.into_inner()?))
}

/// The files of an archive, in its order.
///
/// # Errors
/// Whatever is not an archive of a cluster; nothing of it is to be used then.
pub fn unpack(archive: &Secret) -> Result<(Manifest, Vec<CarriedFile>), ArchiveError> {
    let (mut manifest, mut files, mut seen, mut room) = (None, Vec::new(), BTreeSet::new(), MOST_BYTES);
    for entry in tar::Archive::new(archive.expose()).entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !entry.header().entry_type().is_file() {
            return Err(ArchiveError::NotAFile(name));
        }
        if name != MANIFEST && !is_of_a_cluster(&name) {
            return Err(ArchiveError::Foreign(name));
        }
        if !seen.insert(name.clone()) {
            return Err(ArchiveError::Twice(name));
        }
        room = room.checked_sub(entry.size()).ok_or(ArchiveError::TooLarge)?;
        let mut content = Vec::new();
        entry.read_to_end(&mut content)?;
        if (content.len() as u64) < entry.size() {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        let content = Secret::new(content);
        if name == MANIFEST { manifest = Some(read_manifest(&content)?) } else { files.push(CarriedFile { name, content }) }
    }
    Ok((manifest.ok_or(ArchiveError::NoManifest)?, files))
}

#[derive(Deserialize)]
struct Form {
    schema: u32,
}

fn read_manifest(content: &Secret) -> Result<Manifest, ArchiveError> {
    let form: Form = serde_json::from_slice(content.expose()).map_err(io::Error::from)?;
    if form.schema > SCHEMA {
        return Err(ArchiveError::NewerSchema { found: form.schema });
    }
    Ok(serde_json::from_slice(content.expose()).map_err(io::Error::from)?)
}

fn is_of_a_cluster(name: &str) -> bool {
    OPEN.contains(&name) || KEYS.contains(&name) || client_of(name).is_some()
}

/// Names of the files that go along with these keys, certificates of clients left out: those are not plain files in the store.
pub(super) fn plain_names(keys: CarriedKeys) -> impl Iterator<Item = &'static str> {
    let secret = KEYS.into_iter().filter(move |_| keys == CarriedKeys::All);
    OPEN.into_iter().chain(secret)
}

/// Whose certificate a file belongs to: the operator's (`None`) or that of a named client; and which of the three it is.
pub(super) fn client_of(name: &str) -> Option<(Option<ClientName>, &'static str)> {
    let (dir, file) = name.rsplit_once('/')?;
    let file = CLIENT.into_iter().find(|known| *known == file)?;
    match dir.strip_prefix("clients/") {
        Some(client) => Some((Some(client.parse().ok()?), file)),
        None => (dir == "client").then_some((None, file)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    fn manifest() -> Manifest {
        Manifest::new(&"lab".parse().unwrap(), CarriedKeys::All, datetime!(2026-03-01 14:02:00 UTC))
    }

    fn file(name: &str, content: &str) -> CarriedFile {
        CarriedFile { name: name.to_owned(), content: Secret::new(content) }
    }

    fn refusal(archive: &[u8]) -> String {
        unpack(&Secret::new(archive)).err().map(|error| error.to_string()).unwrap_or_default()
    }

    /// A tar of one entry as somebody else could make it.
    fn entry(name: &[u8], kind: tar::EntryType, size: u64) -> Vec<u8> {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_entry_type(kind);
        header.set_size(size);
        header.set_cksum();
        [&header.as_bytes()[..], &[0; 1536]].concat()
    }

    #[test]
    fn what_was_packed_comes_out_in_order() {
        let files = [file("cluster.yaml", "name: lab\n"), file("clients/alice.b/key.pem", "k"), file("client/cert.pem", "")];
        let (read, unpacked) = unpack(&pack(&manifest(), &files).unwrap()).unwrap();
        assert_eq!(read, manifest());
        let pairs = |files: &[CarriedFile]| files.iter().map(|f| (f.name.clone(), f.content.expose().to_vec())).collect::<Vec<_>>();
        assert_eq!(pairs(&unpacked), pairs(&files));
    }

    #[test]
    fn a_name_that_leads_out_or_that_no_cluster_has_is_refused() {
        for name in
            ["../../.bashrc", "/etc/passwd", "./cluster.yaml", "pki/../cluster.yaml", "pki/rotation.json", "clients/../key.pem", "clients/-a/key.pem", "x\n"]
        {
            assert_eq!(refusal(&entry(name.as_bytes(), tar::EntryType::Regular, 0)), format!("it holds {name:?}, which is no file of a cluster"));
        }
    }

    #[test]
    fn links_directories_and_devices_are_refused() {
        for kind in [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Directory, tar::EntryType::Char, tar::EntryType::Fifo] {
            assert_eq!(refusal(&entry(b"cluster.yaml", kind, 0)), "\"cluster.yaml\" in it is no plain file", "{kind:?}");
        }
    }

    #[test]
    fn a_size_that_no_cluster_has_is_refused_before_it_is_read() {
        assert_eq!(refusal(&entry(b"journal.jsonl", tar::EntryType::Regular, MOST_BYTES + 1)), "it holds more than 64 MiB");
        let large = file("journal.jsonl", &"x".repeat(usize::try_from(MOST_BYTES).unwrap() + 1));
        assert!(matches!(pack(&manifest(), &[large]), Err(ArchiveError::TooLarge)));
    }

    #[test]
    fn the_same_name_twice_is_refused() {
        let twice = pack(&manifest(), &[file("known_hosts", "a"), file("known_hosts", "b")]).unwrap();
        assert_eq!(refusal(twice.expose()), "it holds \"known_hosts\" twice");
    }

    #[test]
    fn an_archive_that_does_not_say_what_it_is_or_is_of_a_newer_form_is_refused() {
        assert_eq!(refusal(&[0; 1024]), "it does not say which cluster it holds");
        let newer = pack(&Manifest { schema: 2, ..manifest() }, &[]).unwrap();
        assert_eq!(refusal(newer.expose()), "it has form 2, and this swarmctl knows only up to 1");
    }

    #[test]
    fn only_all_keys_are_all_keys() {
        for keys in [CarriedKeys::None, CarriedKeys::Client] {
            assert!(plain_names(keys).all(|name| OPEN.contains(&name)));
        }
        assert!(KEYS.iter().all(|key| plain_names(CarriedKeys::All).any(|name| name == *key)));
    }

    proptest! {
        #[test]
        fn bytes_of_any_kind_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..4096)) {
            let _ = unpack(&Secret::new(bytes));
        }

        #[test]
        fn an_archive_with_a_byte_changed_holds_only_files_of_a_cluster(at in 0_usize..6000, byte: u8) {
            let mut bytes = pack(&manifest(), &[file("cluster.yaml", "name: lab\n"), file("client/key.pem", "k")]).unwrap().expose().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok((_, files)) = unpack(&Secret::new(bytes)) {
                prop_assert!(files.iter().all(|file| is_of_a_cluster(&file.name)));
            }
        }
    }
}
