//! A row of `swarmctl certs ls`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{CertSeen, DocumentKind, Serial, Standing};
use crate::report::Listing;

use super::cells;

/// A certificate where it lives, and how it stands to what the store expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertRow {
    /// The certificate.
    #[serde(flatten)]
    pub seen: CertSeen,
    /// How it stands.
    pub state: Standing,
    /// The serial that the store expects there, where it expects one.
    pub expected: Option<Serial>,
}

/// How a certificate stands, in words.
pub(super) fn words(state: Standing, expected: Option<&Serial>) -> String {
    match state {
        Standing::AsExpected => "as expected".to_owned(),
        Standing::Differs => format!("differs: expected {}", expected.map(cells::short).unwrap_or_default()),
        Standing::Foreign => "not of the cluster CA".to_owned(),
        Standing::Unrecorded => "not recorded".to_owned(),
        Standing::Expired => "expired".to_owned(),
        Standing::NotYetValid => "not yet valid".to_owned(),
        Standing::Issues => "issues".to_owned(),
        Standing::Trusted => "trusted".to_owned(),
        Standing::Unseen => String::new(),
    }
}

impl Listing for CertRow {
    const KIND: DocumentKind = DocumentKind::Certs;
    const HEADER: &'static [&'static str] = &["NODE/OWNER", "KIND", "SUBJECT", "SANS", "USES", "ISSUER", "SERIAL", "DAYS", "STATE"];
    // Nine columns are to fit 120 characters.
    const GAP: u16 = 2;

    fn cells(&self) -> Vec<String> {
        let seen = &self.seen;
        vec![
            seen.owner.clone(),
            seen.kind.as_str().to_owned(),
            cells::subject(seen),
            cells::names(seen),
            cells::uses(seen),
            cells::issuer(seen),
            cells::serial(seen),
            cells::days(seen),
            words(self.state, self.expected.as_ref()),
        ]
    }

    fn error(&self) -> Option<&str> {
        self.seen.error.as_deref()
    }
}
