//! The flags that every verb has.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum, ValueHint};

use crate::model::ClusterName;

use super::values::switch;

/// What stdout is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people.
    Text,
    /// For programs, with a schemaVersion.
    Json,
    /// For programs, each event as a line when it happens and the result as the last one.
    #[value(name = "jsonl")]
    JsonLines,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that has it, unless `NO_COLOR` is set.
    Auto,
    /// Even in a pipe.
    Always,
    /// Not at all.
    Never,
}

/// How much is said on stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// Progress and results.
    Normal,
    /// Also what is kept, and what each node answers.
    Verbose,
}

/// What holds for every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Globals {
    /// The cluster that is meant, if it is named.
    pub cluster: Option<ClusterName>,
    /// The store's directory, if it is not the default one.
    pub home: Option<PathBuf>,
    /// Form of stdout.
    pub output: Output,
    /// Amount of stderr.
    pub verbosity: Verbosity,
    /// Colour.
    pub color: Color,
    /// Questions that ask for consent are answered with yes.
    pub yes: bool,
    /// No question is asked, even on a terminal.
    pub no_input: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "a switch on the command line is a bool to clap; `Globals` has the meaning")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct GlobalArgs {
    /// The cluster that is meant; needed if the store has several
    #[arg(short, long, global = true, env = "SWARMCTL_CLUSTER", value_name = "NAME")]
    cluster: Option<ClusterName>,
    /// Directory of the store [default: swarmctl in the XDG state directory]
    #[arg(long, global = true, env = "SWARMCTL_HOME", value_name = "DIR", value_hint = ValueHint::DirPath)]
    home: Option<PathBuf>,
    /// What stdout is written as
    #[arg(short, long, global = true, env = "SWARMCTL_OUTPUT", value_name = "FORM", default_value = "text")]
    output: Output,
    /// Say nothing but errors
    #[arg(short, long, global = true, env = "SWARMCTL_QUIET", value_parser = switch)]
    quiet: bool,
    /// Say also what is kept and what each node answers
    #[arg(short, long, global = true, env = "SWARMCTL_VERBOSE", value_parser = switch)]
    verbose: bool,
    /// When to use colour
    #[arg(long, global = true, env = "SWARMCTL_COLOR", value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Answer questions that ask for consent with yes
    #[arg(short, long, global = true, env = "SWARMCTL_YES", value_parser = switch)]
    yes: bool,
    /// Ask nothing, even on a terminal
    #[arg(long, global = true, env = "SWARMCTL_NO_INPUT", value_parser = switch)]
    no_input: bool,
}

impl GlobalArgs {
    /// The values, with `--quiet` and `--verbose` made one: a flag wins over the other's variable, two of a kind contradict each other.
    pub(super) fn resolve(self, matches: &ArgMatches) -> Result<Globals, clap::Error> {
        let is_flag = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
        let verbosity = match (self.quiet, self.verbose) {
            (false, false) => Verbosity::Normal,
            (true, true) if is_flag("quiet") == is_flag("verbose") => {
                return Err(clap::Error::raw(ErrorKind::ArgumentConflict, "`--quiet` and `--verbose` contradict each other"));
            }
            (true, verbose) if !verbose || is_flag("quiet") => Verbosity::Quiet,
            (_, _) => Verbosity::Verbose,
        };
        Ok(Globals { cluster: self.cluster, home: self.home, output: self.output, verbosity, color: self.color, yes: self.yes, no_input: self.no_input })
    }
}

/// What stdout is to be written as, where the arguments as a whole are wrong: as far as they say so before a `--`, else as the variable says.
pub fn output_meant(argv: impl IntoIterator<Item = OsString>) -> Output {
    let words: Vec<String> = argv.into_iter().map(|word| word.to_string_lossy().into_owned()).take_while(|word| word != "--").collect();
    let flag = words.iter().enumerate().rev().find_map(|(at, word)| match word.as_str() {
        "-o" | "--output" => words.get(at + 1).map(String::as_str),
        word => word.strip_prefix("--output=").or_else(|| word.strip_prefix("-o")),
    });
    let said = flag.map(str::to_owned).or_else(|| std::env::var("SWARMCTL_OUTPUT").ok());
    said.and_then(|word| Output::from_str(&word, false).ok()).unwrap_or(Output::Text)
}
