//! Where an engine's program came from, and what its host would put in its place.

use serde::{Deserialize, Serialize};

/// Who brought an engine's program to its host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "from")]
pub enum EngineOrigin {
    /// A package of apt's.
    Package(EnginePackage),
    /// Nobody whom apt knows of.
    Elsewhere,
}

/// The package that owns the engine's program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnginePackage {
    /// Its name.
    pub name: String,
    /// The version that is installed.
    pub installed: String,
    /// The version that apt would install, by the lists at hand; `None` where that is not newer.
    pub newer: Option<String>,
    /// Whether somebody told apt to leave it as it is (`apt-mark hold`).
    pub held: bool,
    /// Whether the installed version can still be fetched: else there is no way back to it.
    pub returnable: bool,
}
