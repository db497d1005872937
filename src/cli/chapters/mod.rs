//! Pages of the manual that are about no single command.

mod ci;
mod json;
mod page;

pub(super) use page::{Page, pages};
