//! What a host is like: to show that a run left it as it was.

use std::collections::BTreeSet;

use super::hosts::Hosts;

/// A host's configuration and its engine's belongings, a line each.
#[derive(Debug, PartialEq, Eq)]
pub struct Marks(BTreeSet<String>);

impl Marks {
    /// The lines that only one of two has, `-` before those of the earlier one.
    pub fn difference(&self, later: &Self) -> Vec<String> {
        let gone = self.0.difference(&later.0).map(|line| format!("- {line}"));
        gone.chain(later.0.difference(&self.0).map(|line| format!("+ {line}"))).collect()
    }
}

impl Hosts {
    /// Looks at a host: every file of /etc, the engine's process, containers, images, volumes.
    pub fn marks(&self, i: usize) -> Marks {
        let script = r"find /etc -xdev -type f -exec sha256sum {} + -o -type l -printf '%p -> %l\n' -o -printf '%p %m %U\n'
            systemctl show --property MainPID docker.service
            docker ps --all --no-trunc --format 'container {{.ID}} {{.Names}} {{.State}}' 2>&1
            docker images --quiet --no-trunc 2>&1
            docker volume ls --quiet 2>&1
            true";
        Marks(self.exec(i, &["sh", "-c", script]).lines().map(str::to_owned).collect())
    }

    /// Every host's.
    pub fn all_marks(&self) -> Vec<Marks> {
        (0..self.len()).map(|i| self.marks(i)).collect()
    }
}

/// Panics unless every host is as it was.
pub fn assert_untouched(before: &[Marks], after: &[Marks]) {
    for (i, (before, after)) in before.iter().zip(after).enumerate() {
        let changed = before.difference(after);
        assert!(changed.is_empty(), "{} was touched:\n{}", Hosts::node(i), changed.join("\n"));
    }
}
