//! The committed completion scripts and manual pages are those that the program prints. `SWARMCTL_UPDATE=1 cargo test --test generated` rewrites them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use swarmctl::cli::{self, Shell};

fn root(dir: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)
}

/// Holds the files in `dir` to be `expected`, no more and no less; or makes them so.
fn hold(dir: &str, expected: BTreeMap<String, Vec<u8>>) {
    let dir = root(dir);
    if std::env::var_os("SWARMCTL_UPDATE").is_some() {
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        for (name, bytes) in &expected {
            fs::write(dir.join(name), bytes).unwrap();
        }
    }
    let found: BTreeMap<String, Vec<u8>> = fs::read_dir(&dir)
        .unwrap_or_else(|e| panic!("{}: {e}", dir.display()))
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "files in {}", dir.display());
    for (name, bytes) in expected {
        assert!(found[&name] == bytes, "{}/{name} is stale: SWARMCTL_UPDATE=1 cargo test --test generated", dir.display());
    }
}

#[test]
fn completions_are_fresh() {
    let names = [
        (Shell::Bash, "swarmctl.bash"),
        (Shell::Zsh, "_swarmctl"),
        (Shell::Fish, "swarmctl.fish"),
        (Shell::PowerShell, "swarmctl.ps1"),
        (Shell::Elvish, "swarmctl.elv"),
    ];
    hold("completions", names.map(|(shell, name)| (name.to_owned(), cli::completions(shell))).into());
}

#[test]
fn manual_pages_are_fresh() {
    hold("man", cli::man_pages().into_iter().collect());
}
