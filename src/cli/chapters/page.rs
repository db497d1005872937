//! A page: its name, a line that says what it is about, and its sections.

use super::{ci, json};

/// A page of the manual beside those of the commands.
pub(in crate::cli) struct Page {
    /// Its name, as `man` is asked for it.
    pub(in crate::cli) name: &'static str,
    /// What it is about, in a line.
    pub(in crate::cli) about: &'static str,
    /// Headings, and the lines below each.
    pub(in crate::cli) sections: Vec<(&'static str, String)>,
}

/// All of them.
pub(in crate::cli) fn pages() -> [Page; 2] {
    [ci::page(), json::page()]
}
