//! JSON documents: each says which kind it is and in which version of its form.

use serde::Serialize;

use super::text;

/// The version of every document's form.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a, T> {
    schema_version: u32,
    kind: &'a str,
    #[serde(flatten)]
    body: &'a T,
}

/// The same on one line, for documents that follow one another.
pub(super) fn document_line<T: Serialize>(kind: &str, body: &T) -> String {
    let json = serde_json::to_string(&Document { schema_version: SCHEMA_VERSION, kind, body }).unwrap_or_default();
    text::json_for_terminal(&json) + "\n"
}

/// A document, ready to print.
pub(super) fn document<T: Serialize>(kind: &str, body: &T) -> String {
    // Bodies are structs of strings, numbers and lists, which always serialize.
    let json = serde_json::to_string_pretty(&Document { schema_version: SCHEMA_VERSION, kind, body }).unwrap_or_default();
    text::json_for_terminal(&json) + "\n"
}
