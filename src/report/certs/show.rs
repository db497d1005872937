//! A certificate in full.

use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use crate::model::{CertDetails, CertKind, DocumentKind, Serial, Standing};
use crate::report::document::document;
use crate::report::list::Items;
use crate::report::style::{Style, Tone};
use crate::report::text;

use super::{cells, row};

/// A certificate, and all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertShown {
    /// Whose it is.
    pub owner: String,
    /// What it is there for; several where a node's endpoints serve the same one.
    pub kinds: Vec<CertKind>,
    /// What it says.
    #[serde(flatten)]
    pub cert: CertDetails,
    /// Serial of the CA in the cluster's trust bundle that signed it, if one did.
    pub issuer_serial: Option<Serial>,
    /// Whole days until it ends, rounded down.
    pub days_left: i64,
    /// How it stands to what the store expects; of a certificate of no cluster's nothing is expected.
    pub state: Standing,
    /// The serial that the store expects there, where it expects one.
    pub expected: Option<Serial>,
    /// It, as PEM.
    pub pem: String,
}

/// Certificates for people, one below the other.
pub(in crate::report) fn show_text(shown: &[CertShown], style: Style) -> String {
    shown.iter().map(|cert| block(cert, style)).collect::<Vec<_>>().join("\n")
}

/// Certificates for programs.
pub(in crate::report) fn show_json(shown: &[CertShown]) -> String {
    document(DocumentKind::CertsShow, &Items { items: shown })
}

fn block(shown: &CertShown, style: Style) -> String {
    let kinds: Vec<_> = shown.kinds.iter().map(|kind| kind.as_str()).collect();
    let mut lines = vec![style.paint(Tone::Strong, &text::one_line(&format!("{}: {}", shown.owner, kinds.join(", "))))];
    lines.extend(fields(shown).into_iter().map(|(name, value)| format!("  {name:<12} {}", text::one_line(&value))));
    text::lines(&lines)
}

fn fields(shown: &CertShown) -> Vec<(&'static str, String)> {
    let cert = &shown.cert;
    let listed = |texts: &[String], none: &str| if texts.is_empty() { none.to_owned() } else { texts.join(", ") };
    let mut fields = vec![("subject", cert.subject.clone()), ("issuer", issuer(shown)), ("serial", cert.serial.to_string())];
    // Of a certificate of no cluster's nothing is expected.
    if shown.issuer_serial.is_some() || shown.state != Standing::Unrecorded {
        fields.push(("state", row::words(shown.state, shown.expected.as_ref())));
    }
    fields.extend([
        ("valid from", moment(cert.not_before)),
        ("valid until", format!("{} ({})", moment(cert.not_after), days(shown.days_left))),
        ("names", listed(&cert.sans, "none")),
        ("uses", listed(&cert.uses, "any")),
        ("CA", ca(cert)),
        ("key", cert.key_algorithm.clone()),
        ("signature", cert.signature_algorithm.clone()),
        ("SHA-256", cert.fingerprint.clone()),
    ]);
    fields
}

fn issuer(shown: &CertShown) -> String {
    match &shown.issuer_serial {
        Some(serial) => format!("{} (the cluster's, {})", shown.cert.issuer, cells::short(serial)),
        None => shown.cert.issuer.clone(),
    }
}

fn ca(cert: &CertDetails) -> String {
    match (cert.is_ca, cert.path_length) {
        (false, _) => "no".to_owned(),
        (true, None) => "yes".to_owned(),
        (true, Some(0)) => "yes, of leaves only".to_owned(),
        (true, Some(length)) => format!("yes, with up to {} below it", text::count(length as usize, "CA")),
    }
}

fn days(left: i64) -> String {
    match left {
        ..0 => "expired".to_owned(),
        0 => "less than a day left".to_owned(),
        1 => "1 day left".to_owned(),
        left => format!("{left} days left"),
    }
}

/// To the second, as certificates have it; the form is RFC 3339's.
fn moment(at: OffsetDateTime) -> String {
    at.format(&time::format_description::well_known::Rfc3339).unwrap_or_else(|_| at.to_string())
}
