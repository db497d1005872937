//! What a certificate says, short enough for a column. Programs get the same in full.

use crate::model::{CertSeen, CertText, Serial};

/// A serial as people compare them.
pub(super) fn short(serial: &Serial) -> String {
    serial.as_str().chars().take(8).collect()
}

/// The subject by its common name.
pub(super) fn subject(seen: &CertSeen) -> String {
    seen.cert.as_ref().map_or_else(String::new, |cert| cut(common_name(cert.subject()), 16))
}

/// The issuer: a CA of the cluster's by its serial, which is also in its own row, any other by its common name.
pub(super) fn issuer(seen: &CertSeen) -> String {
    match (&seen.issuer_serial, &seen.cert) {
        (Some(serial), _) => short(serial),
        (None, Some(cert)) => cut(common_name(cert.issuer()), 16),
        (None, None) => String::new(),
    }
}

/// The first name, and how many more there are.
pub(super) fn names(seen: &CertSeen) -> String {
    first_of(details_of(seen).map_or(&[], |cert| &cert.sans), 20)
}

/// What it may be used as.
pub(super) fn uses(seen: &CertSeen) -> String {
    match details_of(seen) {
        None => String::new(),
        Some(cert) if cert.is_ca => "ca".to_owned(),
        Some(cert) if cert.uses.is_empty() => "any".to_owned(),
        Some(cert) => match cert.uses.iter().map(|usage| usage.strip_suffix("Auth").unwrap_or(usage)).collect::<Vec<_>>().as_slice() {
            ["server", "client"] => "server,client".to_owned(),
            uses => first_of(&uses.iter().map(|usage| (*usage).to_owned()).collect::<Vec<_>>(), 16),
        },
    }
}

pub(super) fn serial(seen: &CertSeen) -> String {
    seen.cert.as_ref().map_or_else(String::new, |cert| short(cert.serial()))
}

pub(super) fn days(seen: &CertSeen) -> String {
    seen.days_left.map(|days| days.to_string()).unwrap_or_default()
}

fn details_of(seen: &CertSeen) -> Option<&crate::model::CertDetails> {
    seen.cert.as_ref().and_then(CertText::details)
}

fn first_of(texts: &[String], width: usize) -> String {
    match texts {
        [] => String::new(),
        [only] => cut(only, width),
        [first, more @ ..] => format!("{} +{}", cut(first, width - 4), more.len()),
    }
}

/// The common name of a distinguished name, else all of it.
fn common_name(name: &str) -> &str {
    name.rsplit(", ").find_map(|part| part.strip_prefix("CN=")).unwrap_or(name)
}

/// `text`, its end cut off with a mark where it is longer than `width`.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['~']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_common_name() {
        assert_eq!(common_name("O=swarmctl, CN=m1"), "m1");
        assert_eq!(common_name("O=example"), "O=example");
    }

    #[test]
    fn what_is_too_long_is_cut_and_marked() {
        assert_eq!((cut("swarmctl CA lab", 16).as_str(), cut("swarmctl CA laboratory", 16).as_str()), ("swarmctl CA lab", "swarmctl CA lab~"));
    }

    #[test]
    fn of_several_names_the_first_is_shown() {
        let names = ["10.0.0.11", "m1", "localhost", "127.0.0.1"].map(str::to_owned);
        assert_eq!([first_of(&names, 20), first_of(&names[..1], 20), first_of(&[], 20)], ["10.0.0.11 +3", "10.0.0.11", ""]);
    }
}
