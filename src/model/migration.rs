//! A move of a cluster from standalone to swarm mode: which way it goes, and what a node becomes by it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{ContainerRole, NodeName};

/// Where a move is. Which nodes it has reached is read from the nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MigrationStage {
    /// Nodes join the swarm; standalone goes on beside it, also when all of them have.
    Join,
    /// Nodes leave the swarm again.
    Back,
    /// What standalone needs is taken away: there is no way back.
    Finish,
}

/// A move that is under way. The spec in force is the standalone one until the move ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Migration {
    /// Where it is.
    pub stage: MigrationStage,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub began_at: OffsetDateTime,
}

/// An engine's configuration that is taken over without a restart. Files are whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EngineReload {
    /// daemon.json.
    pub daemon_json: String,
    /// The unit's drop-in, or `None` for no drop-in; it counts from the engine's next start on.
    pub drop_in: Option<String>,
    /// Whether live-restore is on afterwards.
    pub live_restore: bool,
    /// Hash of both files, as in `EngineChange::applied`.
    pub applied: String,
}

/// What a node becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Becoming {
    /// The node.
    pub node: NodeName,
    /// Its roles in standalone; none where it is only in the pool.
    pub from: Vec<String>,
    /// What it is in the swarm: manager or worker, drained, its labels.
    pub to: Vec<String>,
    /// Other containers that run on it: they go on, as plain containers of its engine.
    pub stays: Vec<String>,
    /// The containers of swarmctl's that are taken away at the end.
    pub goes: Vec<ContainerRole>,
}
