//! `config validate`: a spec without problems.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{ClusterName, DocumentKind};

use super::document::document;
use super::{Output, Result, Ui, text};

/// A spec that was checked and has no problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpecChecked {
    /// Its file; `None` is standard input.
    pub file: Option<PathBuf>,
    /// The cluster that it describes.
    pub cluster: ClusterName,
    /// How many nodes it names.
    pub nodes: usize,
}

impl Ui {
    /// Says that a spec has no problems; programs get it as a document.
    pub fn spec_checked(&self, checked: &SpecChecked) -> Result<()> {
        if self.manner().output == Output::Text {
            let name = checked.file.as_ref().map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
            self.note(&format!("{name}: cluster `{}`, {}, no problems", checked.cluster, text::count(checked.nodes, "node")));
            return Ok(());
        }
        self.either(String::new, || document(DocumentKind::SpecChecked, checked))
    }
}
