//! What is wrong with a spec, and where.

use std::fmt;

use serde::Serialize;

use crate::model::{Exit, Explain};

/// How many problems are kept one by one; a file that has more is not the file that was meant.
const MOST: usize = 100;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where it was written: the file, or the flag.
    pub source: String,
    /// Line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// What is wrong. Control characters of the input are escaped.
    pub message: String,
    /// What was probably meant, or what to do; it reads on after `message` and a comma.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, ", {hint}"))
    }
}

/// A spec that cannot be used: all its problems, in the order they stand in; never without one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", list(.problems, *.more))]
pub struct Error {
    problems: Vec<Problem>,
    more: usize,
}

impl Error {
    /// The problems, the first hundred of them.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl Explain for Error {
    fn hint(&self) -> Option<String> {
        Some("`swarmctl config example` prints a whole spec, `swarmctl config schema` all its keys".to_owned())
    }

    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

fn list(problems: &[Problem], more: usize) -> String {
    let mut lines: Vec<_> = problems.iter().map(Problem::to_string).collect();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}

/// Problems as they are found.
#[derive(Debug, Clone, Default)]
pub(super) struct Problems {
    found: Vec<Problem>,
    more: usize,
}

impl Problems {
    pub(super) fn push(&mut self, mut problem: Problem) {
        if self.found.len() >= MOST {
            self.more += 1;
            return;
        }
        problem.source = printable(&problem.source);
        problem.message = printable(&problem.message);
        problem.hint = problem.hint.as_deref().map(printable);
        self.found.push(problem);
    }

    /// `value` if there was no problem.
    pub(super) fn or<T>(self, value: Option<T>) -> Result<T, Error> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => Err(self.into()),
        }
    }
}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        let mut found = problems.found;
        found.sort_by_key(|p| (p.line.is_none(), p.line, p.column));
        Self { problems: found, more: problems.more }
    }
}

/// `text` in backticks, cut where it gets long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// `text` without what a terminal would obey: control characters, and those that change the direction or hide.
pub fn printable(text: &str) -> String {
    let obeyed = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.chars().map(|c| if obeyed(c) { c.escape_default().to_string() } else { c.to_string() }).collect()
}
