//! Files and directories of the store on the disk: private from the first byte, replaced as a whole, synced.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::{Error, Result};

/// Makes a directory, 0700, and the ones above it that are missing.
pub fn make_dir(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(Error::write(path))?;
    sync_dir(&parent(path))
}

/// Puts `bytes` in the place of the file `path`, 0600: readers see the old content or the new one, also after a crash.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_unnamed(path, bytes).map_err(Error::write(path))?;
    sync_dir(&parent(path))
}

fn replace_unnamed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // tempfile makes its files 0600; it removes this one again unless `persist` is reached.
    let mut file = tempfile::Builder::new().prefix(".").suffix(".new").tempfile_in(parent(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Removes a file; one that is not there is no failure.
pub(super) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::write(path)(error)),
        _ => sync_dir(&parent(path)),
    }
}

/// Removes a directory with all that is in it; one that is not there is no failure.
pub(super) fn remove_tree(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::write(path)(error)),
        _ => Ok(()),
    }
}

/// The file's bytes, if there is such a file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(path)(error)),
    }
}

/// The file's text, if there is such a file. One that is empty or not text was cut short or overwritten: `hint` says what to do then.
pub(super) fn read_text(path: &Path, hint: &str) -> Result<Option<String>> {
    let Some(bytes) = read(path)? else { return Ok(None) };
    let damaged = |problem: &str| Error::Damaged { path: path.to_owned(), problem: problem.to_owned(), hint: hint.to_owned() };
    let text = String::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8 text"))?;
    if text.trim().is_empty() { Err(damaged("it is empty")) } else { Ok(Some(text)) }
}

/// Makes what was done in a directory (files made, renamed, removed) outlast a crash.
pub(super) fn sync_dir(path: &Path) -> Result<()> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(Error::write(path))
}

/// The directory that holds `path`.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn directories_are_0700_and_files_0600() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("a/b");
        make_dir(&dir).unwrap();
        replace(&dir.join("key.pem"), b"x").unwrap();
        assert_eq!((mode(&root.path().join("a")), mode(&dir), mode(&dir.join("key.pem"))), (0o700, 0o700, 0o600));
    }

    #[test]
    fn a_replaced_file_leaves_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("state.json");
        replace(&path, b"old").unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_reader_with_the_old_file_open_still_sees_all_of_it() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("state.json");
        replace(&path, b"the old content").unwrap();
        let before = File::open(&path).unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(io::read_to_string(before).unwrap(), "the old content");
    }

    #[test]
    fn a_write_that_fails_names_the_file_and_keeps_the_old_one() {
        let root = tempfile::tempdir().unwrap();
        // A directory cannot be replaced by a file, whoever asks for it.
        let path = root.path().join("state.json");
        fs::create_dir(&path).unwrap();
        let error = replace(&path, b"new").unwrap_err();
        assert_eq!(error.to_string(), format!("could not write `{}`", path.display()));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
