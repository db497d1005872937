//! Certificates: as rows, as what ends soon, and in full.

mod cells;
mod check;
mod row;
mod show;

pub use check::{CheckReport, CheckRow};
pub(super) use check::{Checked, check_json, check_text};
pub use row::CertRow;
pub use show::CertShown;
pub(super) use show::{show_json, show_text};
