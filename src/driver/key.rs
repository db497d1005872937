//! The SSH key that opens the driver's hosts.

use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::fs;
use tokio::process::Command;

use super::{Error, Result};

/// Makes an ed25519 pair at `path` and `path.pub`, unless it is there, and gives the public half as a line of `authorized_keys`. By
/// ssh's own `ssh-keygen`, so that the form is the one the same machine's `ssh` reads.
pub async fn make_ssh_key(path: &Path) -> Result<String> {
    let mut public = path.as_os_str().to_owned();
    public.push(".pub");
    let public = PathBuf::from(public);
    if !fs::try_exists(path).await.map_err(|source| file(path, source))? {
        generate(path, &public).await?;
    }
    let line = fs::read_to_string(&public).await.map_err(|source| file(&public, source))?;
    Ok(line.trim().to_owned())
}

/// Makes the pair beside its place and moves the private half last: where that is, the other is too.
async fn generate(path: &Path, public: &Path) -> Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let workspace = tempfile::Builder::new().prefix(".key").tempdir_in(directory).map_err(|source| file(directory, source))?;
    let made = workspace.path().join("key");
    let made_public = made.with_extension("pub");
    keygen(&made).await.map_err(|reason| Error::SshKey { path: path.to_owned(), reason })?;
    for (from, to) in [(made_public.as_path(), public), (made.as_path(), path)] {
        settle(from, to).await.map_err(|source| file(to, source))?;
    }
    Ok(())
}

async fn keygen(path: &PathBuf) -> Result<(), String> {
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-t", "ed25519", "-N", "", "-C", "swarmctl", "-f"]).arg(path).stdin(Stdio::null());
    let output = command.output().await.map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => "the `ssh-keygen` program was not found".to_owned(),
        _ => e.to_string(),
    })?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}

async fn settle(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(from, std::fs::Permissions::from_mode(0o600)).await?;
    fs::rename(from, to).await
}

fn file(path: &Path, source: io::Error) -> Error {
    Error::File { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_key_that_is_there_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("id_ed25519");
        let first = make_ssh_key(&path).await.unwrap();
        assert_eq!(make_ssh_key(&path).await.unwrap(), first);
        assert!(first.starts_with("ssh-ed25519 "), "{first}");
    }

    #[tokio::test]
    async fn a_key_is_its_owners_alone_and_nothing_is_left_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        make_ssh_key(&directory.path().join("id_ed25519")).await.unwrap();
        let mut files: Vec<_> = std::fs::read_dir(directory.path()).unwrap().map(Result::unwrap).collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        let seen: Vec<_> = files.iter().map(|f| (f.file_name().into_string().unwrap(), f.metadata().unwrap().permissions().mode() & 0o777)).collect();
        assert_eq!(seen, [("id_ed25519".to_owned(), 0o600), ("id_ed25519.pub".to_owned(), 0o600)]);
    }

    #[tokio::test]
    async fn a_directory_that_is_not_there_is_named() {
        let error = make_ssh_key(Path::new("/nowhere/id_ed25519")).await.unwrap_err();
        assert_eq!(error.to_string(), "could not access `/nowhere`");
    }
}
