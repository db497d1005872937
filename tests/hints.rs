//! What users are told to run: every command and every flag that a message names is one that the program takes.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use swarmctl::cli;

/// Files with messages: sources, and what is printed as it stands.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut dirs = vec![root.join("src"), root.join("templates")];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                dirs.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.push((path, text));
            }
        }
    }
    found
}

/// What stands between backticks on one line, comments of the source left out.
fn quoted() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (path, text) in texts() {
        let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            found.extend(line.split('`').skip(1).step_by(2).map(|part| (part.to_owned(), name.clone())));
        }
    }
    found
}

/// The words of a command as a shell would give them, placeholders filled in.
fn words(command: &str) -> Vec<OsString> {
    let command = command.split(['>', '|', ';']).next().unwrap_or_default();
    let filled = command.split_whitespace().map(|word| if word.contains(['{', '}']) { "lab" } else { word });
    filled.map(|word| OsString::from(word.replace("NAME=USER@HOST", "a=ops@host").replace("NAME", "lab"))).collect()
}

#[test]
fn every_command_that_is_named_is_one_that_the_program_takes() {
    let commands: Vec<_> = quoted().into_iter().filter(|(text, _)| text.starts_with("swarmctl ")).collect();
    assert!(commands.len() > 10, "hardly any command was found: {commands:?}");
    let wrong = commands.iter().filter_map(|(command, file)| {
        let error = cli::parse(words(command)).err()?;
        // `swarmctl config` alone stands for all of its verbs.
        (error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand).then(|| format!("{file}: `{command}`: {error}"))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_flag_that_is_named_is_one_that_the_program_has() {
    let mut known = BTreeSet::new();
    walk(&cli::command(), &mut |command| known.extend(command.get_arguments().filter_map(clap::Arg::get_long).map(str::to_owned)));
    // Flags of the engine's that messages speak of.
    let foreign = ["registry-mirror", "insecure-registry"];
    let flags: Vec<_> = quoted().into_iter().filter_map(|(text, file)| Some((text.strip_prefix("--")?.split([' ', '=']).next()?.to_owned(), file))).collect();
    assert!(flags.len() > 10, "hardly any flag was found: {flags:?}");
    let wrong: Vec<_> = flags.into_iter().filter(|(flag, _)| !known.contains(flag) && !foreign.contains(&flag.as_str())).collect();
    assert_eq!(wrong, []);
}

fn walk(command: &clap::Command, visit: &mut impl FnMut(&clap::Command)) {
    visit(command);
    command.get_subcommands().for_each(|sub| walk(sub, visit));
}
