//! Completion: the program itself tells the shell what may stand where, because only it knows the names of nodes and clusters. Those are asked for by a
//! function that is passed in: nothing is read here.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::ValueHint;
use clap::{Arg, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _};
use clap_complete::env::Shells;

use super::app::command;

/// The variable by which a completion script asks; its value is the shell.
const ASKED_BY: &str = "SWARMCTL_COMPLETE";

/// What names are wanted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamesOf {
    /// The clusters of the store.
    Clusters,
    /// The nodes of the cluster that is meant.
    Nodes,
    /// Those whom it has given certificates by name.
    Clients,
}

/// Which names are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamesWanted {
    /// Of what.
    pub of: NamesOf,
    /// The cluster, as the line or its variable has it so far; it may be no name.
    pub cluster: Option<String>,
    /// The store's directory, likewise.
    pub home: Option<PathBuf>,
}

/// Whatever names there are; where there are none, or they cannot be read, there is nothing to complete.
pub type Names = Arc<dyn Fn(&NamesWanted) -> Vec<String> + Send + Sync>;

/// The completion script for `shell`: it asks the program.
///
/// # Panics
/// Never: each of these shells is known, and the script is written into memory.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    // A shell is one of clap_complete's own, and memory takes what is written.
    let completer = shells.completer(&shell.to_string()).expect("each of them is built in");
    completer.write_registration(ASKED_BY, "swarmctl", "swarmctl", "swarmctl", &mut script).expect("writing into memory does not fail");
    script
}

/// What a completion script prints that asked with `argv`; `None` where none asked. A shell that is not known, and a line that makes no sense, has no
/// candidates: whatever was said here would stand in the middle of the user's line.
pub fn candidates(argv: &[OsString], names: &Names) -> Option<Vec<u8>> {
    let shell = std::env::var(ASKED_BY).ok().filter(|shell| !shell.is_empty())?;
    let mut printed = Vec::new();
    let words: Vec<_> = argv.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    if let Some(completer) = Shells::builtins().completer(&shell)
        && !words.is_empty()
    {
        let mut command = naming(command(), &Line::of(&words), names);
        if at_cursor(&words).is_some_and(|word| word.is_empty()) {
            // Only then `--help` is among them.
            command.build();
            command = reticent(command);
        }
        if completer.write_complete(&mut command, words, std::env::current_dir().ok().as_deref(), &mut printed).is_err() {
            printed.clear();
        }
    }
    Some(printed)
}

/// The word that is to be completed: the one that the shell says, else the last.
fn at_cursor(words: &[OsString]) -> Option<&OsString> {
    let index = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse::<usize>().ok());
    index.and_then(|index| words.get(index)).or(words.last())
}

/// The command with flags offered only where there is nothing else: before a letter is typed they would bury the names.
fn reticent(command: Command) -> Command {
    let quiet = |arg: Arg| if arg.is_positional() { arg } else { arg.hide(true) };
    command.mut_args(quiet).mut_subcommands(reticent)
}

/// What a line says that decides whose names are meant.
#[derive(Debug, Clone, Default)]
struct Line {
    cluster: Option<String>,
    home: Option<PathBuf>,
}

impl Line {
    fn of(words: &[OsString]) -> Self {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let value = |flags: &[&str], name: &str| flag(words, flags).or_else(|| variable(name));
        Self {
            cluster: value(&["--cluster", "-c"], "SWARMCTL_CLUSTER").and_then(|name| name.into_string().ok()),
            home: value(&["--home"], "SWARMCTL_HOME").map(PathBuf::from),
        }
    }

    fn wanted(&self, of: NamesOf) -> NamesWanted {
        NamesWanted { of, cluster: self.cluster.clone(), home: self.home.clone() }
    }
}

/// The value of the first of these flags, `--flag VALUE`, `--flag=VALUE` or `-fVALUE`.
fn flag(words: &[OsString], flags: &[&str]) -> Option<OsString> {
    let ours = || words.iter().take_while(|word| *word != "--");
    ours().zip(words.iter().skip(1)).find_map(|(word, next)| {
        let flag = flags.iter().find(|flag| word.as_bytes().starts_with(flag.as_bytes()))?;
        match &word.as_bytes()[flag.len()..] {
            [] => Some(next.clone()),
            [b'=', value @ ..] => Some(OsStr::from_bytes(value).to_owned()),
            value if !flag.starts_with("--") => Some(OsStr::from_bytes(value).to_owned()),
            _ => None,
        }
    })
}

/// The command with names for values, by what the values are called. A node that is yet to be has no name to be completed.
fn naming(command: Command, line: &Line, names: &Names) -> Command {
    let verb = command.get_name().to_owned();
    let describes_nodes = matches!(verb.as_str(), "init" | "add-node");
    let completer = |of: NamesOf| {
        let (names, wanted) = (names.clone(), line.wanted(of));
        ArgValueCompleter::new(move |current: &OsStr| starting(names(&wanted), current))
    };
    let ends = || {
        let (names, wanted) = (names.clone(), line.wanted(NamesOf::Nodes));
        ArgValueCompleter::new(move |current: &OsStr| {
            let nodes = names(&wanted).into_iter().map(|node| format!("{node}:")).collect();
            let mut found = starting(nodes, current);
            found.extend(PathCompleter::any().complete(current));
            found
        })
    };
    let with_completer = |arg: Arg| -> Arg {
        let id = arg.get_id().as_str().to_owned();
        let value = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default();
        match (verb.as_str(), value.as_str()) {
            (_, "NODE") if describes_nodes && id != "gone" => arg,
            (_, "NODE" | "ROLE|NODE" | "NODE|ca|client|NAME|FILE") => arg.add(completer(NamesOf::Nodes)),
            ("scp", "SRC" | "DST") => arg.add(ends()).value_hint(ValueHint::Unknown),
            ("use" | "rm", "NAME") if id != "cluster" => arg.add(completer(NamesOf::Clusters)),
            ("issue" | "export", "NAME") if id != "cluster" => arg.add(completer(NamesOf::Clients)),
            (_, "NAME") if id == "cluster" => arg.add(completer(NamesOf::Clusters)),
            _ => arg,
        }
    };
    command.mut_args(with_completer).mut_subcommands(|sub| naming(sub, line, names))
}

fn starting(names: Vec<String>, current: &OsStr) -> Vec<CompletionCandidate> {
    names.into_iter().filter(|name| name.as_bytes().starts_with(current.as_bytes())).map(CompletionCandidate::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(line: &str) -> Option<String> {
        let words: Vec<_> = line.split(' ').map(OsString::from).collect();
        flag(&words, &["--cluster", "-c"]).map(|value| value.into_string().unwrap())
    }

    #[test]
    fn a_flag_s_value_is_found_in_each_of_its_forms_and_not_among_another_program_s_words() {
        for line in ["swarmctl -c lab ssh", "swarmctl ssh -clab x", "swarmctl --cluster=lab ssh", "swarmctl ssh x --cluster lab y"] {
            assert_eq!(value(line).as_deref(), Some("lab"), "{line}");
        }
        assert_eq!(value("swarmctl ssh w1 -- sh -c lab"), None);
    }
}
