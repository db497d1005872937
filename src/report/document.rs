//! JSON documents: each says which kind it is and in which version of its form.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::DocumentKind;

use super::text;

/// The version of every document's form.
pub(super) const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document<'a, T> {
    schema_version: u32,
    kind: DocumentKind,
    #[serde(flatten)]
    body: &'a T,
}

/// The same on one line, for documents that follow one another.
pub(super) fn document_line<T: Serialize>(kind: DocumentKind, body: &T) -> String {
    one_line(&document(kind, body))
}

/// A document, ready to print.
pub(super) fn document<T: Serialize>(kind: DocumentKind, body: &T) -> String {
    printed(&Document { schema_version: SCHEMA_VERSION, kind, body })
}

/// A document whose body says itself which kind it is.
pub(super) fn named_document<T: Serialize>(body: &T) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Named<'a, T> {
        schema_version: u32,
        #[serde(flatten)]
        body: &'a T,
    }
    printed(&Named { schema_version: SCHEMA_VERSION, body })
}

fn printed(document: &impl Serialize) -> String {
    // Bodies are structs of strings, numbers and lists, which always serialize.
    let json = serde_json::to_string_pretty(document).unwrap_or_default();
    text::json_for_terminal(&json) + "\n"
}

/// The same document as one line. Between its values stand only the breaks and spaces that make it readable; in a text a break is written `\n`.
pub(super) fn one_line(document: &str) -> String {
    document.lines().map(str::trim_start).collect::<String>() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_on_one_line_is_the_same_document() {
        let body = serde_json::json!({ "texts": ["a\nb", "  c  ", "\u{1b}[2J", "\u{2028}"], "empty": {}, "none": [] });
        let whole = document(DocumentKind::Error, &body);
        let line = one_line(&whole);
        assert_eq!(line.matches('\n').count(), 1);
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&line), read(&whole));
    }
}
