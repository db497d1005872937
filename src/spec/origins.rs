//! Where each value of a draft was written, by path (`/nodes/2/address`), so that problems found late still name the place.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Problem;
use super::tree::Mark;

/// Places of values, and which values could not be read.
#[derive(Debug, Clone)]
pub(super) struct Origins {
    source: String,
    marks: BTreeMap<String, Mark>,
    flags: BTreeMap<String, String>,
    spoilt: BTreeSet<String>,
}

impl Origins {
    /// No places yet; what has none is said to come from `source`.
    pub(super) fn new(source: &str) -> Self {
        Self { source: source.to_owned(), marks: BTreeMap::new(), flags: BTreeMap::new(), spoilt: BTreeSet::new() }
    }

    /// The value at `path` stands at `mark`.
    pub(super) fn mark(&mut self, path: &str, mark: Mark) {
        self.marks.insert(path.to_owned(), mark);
    }

    /// The value at `path` was given by `flag`.
    pub(super) fn flag(&mut self, path: &str, flag: &str) {
        self.flags.insert(path.to_owned(), flag.to_owned());
    }

    /// The value at `path` was meant to be there but could not be read: that it is missing is no further problem.
    pub(super) fn spoil(&mut self, path: &str) {
        self.spoilt.insert(path.to_owned());
    }

    /// Whether the value at `path` could not be read.
    pub(super) fn is_spoilt(&self, path: &str) -> bool {
        self.spoilt.contains(path)
    }

    /// Whether a value that could not be read is at a path that `is_meant`.
    pub(super) fn any_spoilt(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        self.spoilt.iter().any(|path| is_meant(path))
    }

    /// The line `path` stands on, if it stands in a file.
    pub(super) fn line(&self, path: &str) -> Option<usize> {
        if self.flags.contains_key(path) { None } else { self.marks.get(path).map(|m| m.line) }
    }

    /// A problem at `path`, or at the nearest value around it that has a place.
    pub(super) fn problem(&self, path: &str, message: String, hint: Option<String>) -> Problem {
        let mut around = path;
        loop {
            if let Some(flag) = self.flags.get(around) {
                return Problem { source: flag.clone(), line: None, column: None, message, hint };
            }
            if let Some(mark) = self.marks.get(around) {
                return self.problem_at(*mark, message, hint);
            }
            match around.rsplit_once('/') {
                Some((parent, _)) => around = parent,
                None => return Problem { source: self.source.clone(), line: None, column: None, message, hint },
            }
        }
    }

    /// A problem at a place of the file.
    pub(super) fn problem_at(&self, mark: Mark, message: String, hint: Option<String>) -> Problem {
        Problem { source: self.source.clone(), line: Some(mark.line), column: Some(mark.column), message, hint }
    }
}
