//! Lists: tables like docker's for people, items for programs.

use comfy_table::{ContentArrangement, Table, presets};
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::DocumentKind;

use super::document::document;
use super::text;

/// A row of one of swarmctl's lists.
pub trait Listing: Serialize + JsonSchema {
    /// The kind that the JSON document names.
    const KIND: DocumentKind;

    /// The columns' titles.
    const HEADER: &'static [&'static str];

    /// Spaces between columns.
    const GAP: u16 = 3;

    /// A text for each column; an empty one is shown as `-`.
    fn cells(&self) -> Vec<String>;

    /// Why some of its values are not known.
    fn error(&self) -> Option<&str> {
        None
    }
}

/// Rows as a table without lines. Rows are not wrapped: a terminal does that, and a pipe wants a row a line.
pub(super) fn list_text<R: Listing>(rows: &[R]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(R::HEADER.iter().copied());
    for row in rows {
        // An error stands after the last column: it would make any other one wide.
        let error = row.error().map(|error| format!("error: {}", text::one_line(error)));
        table.add_row(row.cells().iter().map(|cell| shown(cell)).chain(error));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, R::GAP));
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// What a list's document holds.
#[derive(Serialize, JsonSchema)]
pub(super) struct Items<'a, R> {
    pub(super) items: &'a [R],
}

/// Rows as a document.
pub(super) fn list_json<R: Listing>(rows: &[R]) -> String {
    document(R::KIND, &Items { items: rows })
}

fn shown(cell: &str) -> String {
    if cell.is_empty() { "-".to_owned() } else { text::one_line(cell) }
}
