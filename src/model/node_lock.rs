//! The lock that keeps two stores from changing one cluster at once: a file on the node of each manager, and what is read of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Longest text of a holder's that is shown; a longer one was not written by swarmctl.
const WORDS: usize = 300;

/// Why a text is no store's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it is no store's id (32 lower-case hexadecimal digits)")]
pub struct StoreIdError;

/// Which store holds a cluster: random, so that no two have the same one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoreId(String);

impl StoreId {
    /// An id from random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StoreId {
    type Err = StoreIdError;

    fn from_str(text: &str) -> Result<Self, StoreIdError> {
        let fits = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(Self(text.to_owned())) } else { Err(StoreIdError) }
    }
}

impl TryFrom<String> for StoreId {
    type Error = StoreIdError;

    fn try_from(text: String) -> Result<Self, StoreIdError> {
        text.parse()
    }
}

impl From<StoreId> for String {
    fn from(id: StoreId) -> Self {
        id.0
    }
}

/// The run that holds a cluster. `take-lock.sh` knows a holder's store by the line's beginning, so `store` stays the first field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockHolder {
    /// Its store.
    pub store: StoreId,
    /// Who began it, `USER@HOST`.
    pub owner: String,
    /// Its verb.
    pub verb: String,
    /// Since when, by the owner's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
    /// Its process, on the owner's machine.
    pub pid: u32,
}

impl LockHolder {
    /// What is written on nodes.
    pub fn line(&self) -> String {
        // A struct of strings and numbers always serializes.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// What a node's file says; nothing where it does not hold what swarmctl writes.
    pub fn read(text: &str) -> Option<Self> {
        let holder: Self = serde_json::from_str(text).ok()?;
        let is_plain = |words: &str| words.len() <= WORDS && !words.chars().any(char::is_control);
        (is_plain(&holder.owner) && is_plain(&holder.verb)).then_some(holder)
    }
}

impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.format(&Rfc3339).map_err(|_| fmt::Error)?;
        write!(f, "`{}` (process {} of {}, since {since})", self.verb, self.pid, self.owner)
    }
}

/// Who has a manager's node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeldBy {
    /// A store's run.
    Store(LockHolder),
    /// Whoever wrote what swarmctl does not.
    Unknown,
}

impl HeldBy {
    /// By what a node's file says.
    pub fn read(text: &str) -> Self {
        LockHolder::read(text).map_or(Self::Unknown, Self::Store)
    }

    /// The run, if it is known.
    pub fn holder(&self) -> Option<&LockHolder> {
        match self {
            Self::Store(holder) => Some(holder),
            Self::Unknown => None,
        }
    }

    /// Whether it is a run of this store.
    pub fn is_of(&self, store: Option<&StoreId>) -> bool {
        self.holder().is_some_and(|holder| Some(&holder.store) == store)
    }
}

impl fmt::Display for HeldBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(holder) => holder.fmt(f),
            Self::Unknown => f.write_str("a run that cannot be read"),
        }
    }
}

/// The lock on a node, looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockSeen {
    /// Who has it, if somebody does.
    pub held: Option<HeldBy>,
    /// What the last run that changed the cluster has left there, as it stands; empty where none has.
    pub last: String,
}

impl LockSeen {
    /// Another store's hold.
    pub fn held_elsewhere(&self, own: Option<&StoreId>) -> Option<&HeldBy> {
        self.held.as_ref().filter(|held| !held.is_of(own))
    }
}

/// What came of trying to take a node's lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockAnswer {
    /// It is the run's now.
    Taken,
    /// Another store has it.
    Held(HeldBy),
    /// Another run has changed the cluster since the node was looked at.
    Changed,
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn holder() -> LockHolder {
        let (owner, verb) = ("ops@laptop".to_owned(), "add-node".to_owned());
        LockHolder { store: StoreId::from_random([0xab; 16]), owner, verb, since: datetime!(2026-03-01 14:02:00 UTC), pid: 4711 }
    }

    #[test]
    fn a_holder_is_one_line_that_begins_with_its_store() {
        let store = "ab".repeat(16);
        let line = format!("{{\"store\":\"{store}\",\"owner\":\"ops@laptop\",\"verb\":\"add-node\",\"since\":\"2026-03-01T14:02:00Z\",\"pid\":4711}}\n");
        assert_eq!(holder().line(), line);
        assert_eq!(LockHolder::read(&line), Some(holder()));
    }

    #[test]
    fn what_nobody_could_have_written_is_an_unknown_holder() {
        let escape = holder().line().replace("laptop", "\\u001b[2J");
        let long = holder().line().replace("laptop", &"x".repeat(WORDS));
        let no_id = holder().line().replace("abab", "../x");
        for text in ["", "{}", &escape, &long, &no_id] {
            assert_eq!(HeldBy::read(text), HeldBy::Unknown, "{text}");
        }
        assert!(!HeldBy::Unknown.is_of(None));
    }

    #[test]
    fn a_store_s_own_hold_is_nobody_elses() {
        let seen = LockSeen { held: Some(HeldBy::Store(holder())), last: String::new() };
        assert_eq!(seen.held_elsewhere(Some(&holder().store)), None);
        assert!(seen.held_elsewhere(None).is_some() && seen.held_elsewhere(Some(&StoreId::from_random([1; 16]))).is_some());
    }
}
