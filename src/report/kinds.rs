//! `config schema --list`: the kinds of documents.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::DocumentKind;

use super::Listing;

/// A row of the list of kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KindRow {
    /// The word in a document's `kind`.
    pub name: DocumentKind,
    /// The commands that print such documents.
    pub printed_by: String,
}

impl Listing for KindRow {
    const KIND: DocumentKind = DocumentKind::DocumentKinds;
    const HEADER: &'static [&'static str] = &["KIND", "PRINTED BY"];

    fn cells(&self) -> Vec<String> {
        vec![self.name.as_str().to_owned(), self.printed_by.clone()]
    }
}
