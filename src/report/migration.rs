//! What the nodes of a cluster become that moves to swarm mode.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Becoming, DocumentKind, Plan};

use super::Listing;

/// A row of what nodes become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct BecomingRow(pub Becoming);

impl Listing for BecomingRow {
    const KIND: DocumentKind = DocumentKind::Migration;
    const HEADER: &'static [&'static str] = &["NODE", "IS", "BECOMES", "GOES ON", "GOES AT THE END"];

    fn cells(&self) -> Vec<String> {
        let Becoming { node, from, to, stays, goes } = &self.0;
        let goes: Vec<_> = goes.iter().map(|role| role.container_name()).collect();
        [vec![node.to_string()], from.clone(), to.clone(), stays.clone(), goes].iter().map(|words| words.join(", ")).collect()
    }
}

/// A plan of a move, with what comes of it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MigrationPlan<'a> {
    /// The steps.
    pub plan: &'a Plan,
    /// What each node becomes; nothing where that is told already.
    pub becoming: Vec<BecomingRow>,
}
