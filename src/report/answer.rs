//! Answers to one question: text for people, a document for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DocumentKind, Host, NodeName};

/// An answer that is no list.
pub trait Answer: Serialize + JsonSchema {
    /// The kind that the JSON document names.
    const KIND: DocumentKind;

    /// What people read, whole lines.
    fn text(&self) -> String;
}

/// Where a node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddressShown {
    /// The node.
    pub node: NodeName,
    /// The address that was asked for.
    pub address: Host,
}

impl Answer for AddressShown {
    const KIND: DocumentKind = DocumentKind::Ip;

    fn text(&self) -> String {
        format!("{}\n", self.address)
    }
}
