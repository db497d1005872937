//! Answers to one question: text for people, a document for programs.

use serde::Serialize;

use crate::model::{Host, NodeName};

/// An answer that is no list.
pub trait Answer: Serialize {
    /// The kind that the JSON document names.
    const KIND: &'static str;

    /// What people read, whole lines.
    fn text(&self) -> String;
}

/// Where a node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressShown {
    /// The node.
    pub node: NodeName,
    /// The address that was asked for.
    pub address: Host,
}

impl Answer for AddressShown {
    const KIND: &'static str = "ip";

    fn text(&self) -> String {
        format!("{}\n", self.address)
    }
}
