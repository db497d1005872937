//! Who holds a cluster, on each manager.

use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::model::{DocumentKind, NodeName};

use super::Listing;

/// A row of `swarmctl lock status`: a manager's node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LockRow {
    /// The node.
    pub node: NodeName,
    /// Whether somebody holds it; `None` where it could not be asked.
    pub held: Option<bool>,
    /// Who began the run that does, `USER@HOST`; `None` also where that cannot be read.
    pub owner: Option<String>,
    /// The run's verb.
    pub verb: Option<String>,
    /// Since when, by the owner's clock.
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    pub since: Option<OffsetDateTime>,
    /// Its process, on the owner's machine.
    pub pid: Option<u32>,
    /// Whether it is a run of this store: the next one takes its lock over.
    pub this_store: Option<bool>,
    /// Why the node could not be asked.
    pub error: Option<String>,
}

impl Listing for LockRow {
    const KIND: DocumentKind = DocumentKind::Lock;
    const HEADER: &'static [&'static str] = &["NODE", "HELD BY", "VERB", "SINCE"];

    fn cells(&self) -> Vec<String> {
        let unknown = || if self.held == Some(true) { "unknown" } else { "" }.to_owned();
        let owner = self.owner.clone().unwrap_or_else(unknown);
        let owner = if self.this_store == Some(true) { format!("{owner} (this store)") } else { owner };
        let since = self.since.and_then(|at| at.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC")).ok());
        vec![self.node.to_string(), owner, self.verb.clone().unwrap_or_default(), since.unwrap_or_default()]
    }

    fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }
}
