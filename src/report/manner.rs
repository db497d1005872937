//! How to speak: settled once from what the user asked for and where the output goes.

use std::collections::BTreeMap;
use std::env;
use std::io::IsTerminal;

use super::Style;

/// The form of the data on standard output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Output {
    /// For people.
    #[default]
    Text,
    /// For programs: one document.
    Json,
    /// For programs that want to see it happen: a line for each event, and the document as one line.
    JsonLines,
}

/// How much is said on standard error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Warnings and errors.
    Quiet,
    /// What people want to know.
    #[default]
    Normal,
    /// Also what begins and what holds already.
    Verbose,
}

/// Whether to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Color {
    /// On a terminal that does not say otherwise.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// What the user asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// Form of the data.
    pub output: Output,
    /// How much is said.
    pub verbosity: Verbosity,
    /// Colour.
    pub color: Color,
    /// Ask nothing, even on a terminal.
    pub no_input: bool,
}

/// Which of the three streams are terminals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terminals {
    /// Standard input.
    pub stdin: bool,
    /// Standard output.
    pub stdout: bool,
    /// Standard error.
    pub stderr: bool,
}

/// Where the output goes, and what the environment says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The streams.
    pub terminals: Terminals,
    /// Those of the variables that matter here which are set and not empty.
    pub variables: BTreeMap<&'static str, String>,
}

impl Surroundings {
    /// What surrounds this process.
    pub fn of_this_process() -> Self {
        let terminals = Terminals { stdin: std::io::stdin().is_terminal(), stdout: std::io::stdout().is_terminal(), stderr: std::io::stderr().is_terminal() };
        let names = ["NO_COLOR", "CI", "TERM", "LC_ALL", "LC_CTYPE", "LANG"];
        let variables = names.into_iter().filter_map(|name| env::var(name).ok().filter(|value| !value.is_empty()).map(|value| (name, value)));
        Self { terminals, variables: variables.collect() }
    }

    fn is_dumb(&self) -> bool {
        self.variables.get("TERM").is_some_and(|term| term == "dumb")
    }

    fn is_ci(&self) -> bool {
        self.variables.get("CI").is_some_and(|ci| !matches!(ci.as_str(), "false" | "0"))
    }

    /// The first of the locale's variables that is set is the one that counts.
    fn is_utf8(&self) -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.variables.get(name));
        locale.is_some_and(|locale| locale.to_ascii_lowercase().replace('-', "").contains("utf8"))
    }
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A line a node, redrawn.
    Live,
    /// A line for each step that ends.
    Plain,
    /// Only warnings.
    Silent,
}

/// How to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Form of the data.
    pub output: Output,
    /// How much is said.
    pub verbosity: Verbosity,
    /// What standard output can show.
    pub stdout: Style,
    /// What standard error can show.
    pub stderr: Style,
    /// How progress is shown.
    pub progress: Progress,
    /// Whether there is somebody to ask.
    pub can_ask: bool,
    /// Whether standard output is a terminal, which takes no archive.
    pub shows_stdout: bool,
    /// Whether standard output is a terminal on which a page can be drawn again in place.
    pub redraws_stdout: bool,
}

impl Manner {
    /// Settles it. `--color` goes before `NO_COLOR` and `TERM=dumb`; in a CI job nothing is redrawn and nobody is asked.
    pub fn new(settings: &Settings, surroundings: &Surroundings) -> Self {
        let Terminals { stdin, stdout, stderr } = surroundings.terminals;
        let dumb = surroundings.is_dumb();
        let attended = stderr && !dumb && !surroundings.is_ci();
        let colored = |terminal: bool| match settings.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !dumb && !surroundings.variables.contains_key("NO_COLOR"),
        };
        let unicode = surroundings.is_utf8();
        let progress = match settings.verbosity {
            Verbosity::Quiet => Progress::Silent,
            _ if attended => Progress::Live,
            _ => Progress::Plain,
        };
        Self {
            output: settings.output,
            verbosity: settings.verbosity,
            stdout: Style { colored: colored(stdout), unicode },
            stderr: Style { colored: colored(stderr), unicode },
            progress,
            can_ask: stdin && attended && !settings.no_input,
            shows_stdout: stdout,
            redraws_stdout: stdout && !dumb,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMINAL: Terminals = Terminals { stdin: true, stdout: true, stderr: true };

    fn manner(settings: Settings, terminals: Terminals, variables: &[(&'static str, &str)]) -> Manner {
        let variables = variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Manner::new(&settings, &Surroundings { terminals, variables })
    }

    #[test]
    fn a_terminal_gets_colour_live_progress_and_questions() {
        let manner = manner(Settings::default(), TERMINAL, &[("LANG", "en_US.UTF-8")]);
        let style = Style { colored: true, unicode: true };
        assert_eq!((manner.stdout, manner.stderr, manner.progress, manner.can_ask), (style, style, Progress::Live, true));
    }

    #[test]
    fn a_pipe_gets_plain_lines_without_colour_or_questions() {
        let manner = manner(Settings::default(), Terminals::default(), &[]);
        let style = Style { colored: false, unicode: false };
        assert_eq!((manner.stdout, manner.stderr, manner.progress, manner.can_ask), (style, style, Progress::Plain, false));
    }

    #[test]
    fn the_streams_are_judged_each_for_itself() {
        let manner = manner(Settings::default(), Terminals { stdout: false, ..TERMINAL }, &[]);
        assert_eq!((manner.stdout.colored, manner.stderr.colored, manner.progress), (false, true, Progress::Live));
    }

    #[test]
    fn no_color_takes_the_colour_and_nothing_else() {
        let manner = manner(Settings::default(), TERMINAL, &[("NO_COLOR", "1")]);
        assert_eq!((manner.stdout.colored, manner.progress, manner.can_ask), (false, Progress::Live, true));
    }

    #[test]
    fn the_flag_goes_before_the_variable_and_the_stream() {
        let always = Settings { color: Color::Always, ..Settings::default() };
        assert!(manner(always, Terminals::default(), &[("NO_COLOR", "1"), ("TERM", "dumb")]).stdout.colored);
        let never = Settings { color: Color::Never, ..Settings::default() };
        assert!(!manner(never, TERMINAL, &[]).stdout.colored);
    }

    #[test]
    fn a_ci_job_is_neither_redrawn_nor_asked_even_on_a_terminal() {
        let manner = manner(Settings::default(), TERMINAL, &[("CI", "true")]);
        assert_eq!((manner.progress, manner.can_ask), (Progress::Plain, false));
    }

    #[test]
    fn ci_false_is_no_ci() {
        assert_eq!(manner(Settings::default(), TERMINAL, &[("CI", "false")]).progress, Progress::Live);
    }

    #[test]
    fn a_dumb_terminal_is_read_line_by_line() {
        let manner = manner(Settings::default(), TERMINAL, &[("TERM", "dumb")]);
        assert_eq!((manner.stderr.colored, manner.progress, manner.can_ask), (false, Progress::Plain, false));
    }

    #[test]
    fn quiet_shows_no_progress_but_still_asks() {
        let quiet = Settings { verbosity: Verbosity::Quiet, ..Settings::default() };
        let manner = manner(quiet, TERMINAL, &[]);
        assert_eq!((manner.progress, manner.can_ask), (Progress::Silent, true));
    }

    #[test]
    fn the_first_locale_variable_that_is_set_decides_on_unicode() {
        assert!(!manner(Settings::default(), TERMINAL, &[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]).stdout.unicode);
        assert!(manner(Settings::default(), TERMINAL, &[("LC_CTYPE", "C.utf8")]).stdout.unicode);
    }
}
