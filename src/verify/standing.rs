//! How a certificate stands: to what the store expects, and to its end. The clock is passed in.

use time::{Duration, OffsetDateTime};

use crate::model::{CertDetails, CertText, Nearness, Serial, Standing};

/// How a leaf stands that an endpoint serves or the store holds. `issuer` is the CA of the trust bundle that signed it, `expected` the serial that the
/// store has for it.
pub fn standing(cert: &CertDetails, issuer: Option<&Serial>, expected: Option<&Serial>, now: OffsetDateTime) -> Standing {
    match expected {
        _ if issuer.is_none() => Standing::Foreign,
        Some(serial) if *serial != cert.serial => Standing::Differs,
        _ if now > cert.not_after => Standing::Expired,
        _ if now < cert.not_before => Standing::NotYetValid,
        Some(_) => Standing::AsExpected,
        None => Standing::Unrecorded,
    }
}

/// How near a certificate is to its end, seen from `now` through a window.
pub fn nearness(cert: &CertText, within: Duration, now: OffsetDateTime) -> Nearness {
    if now > cert.not_after() {
        return Nearness::Expired;
    }
    if cert.not_after() - now <= within { Nearness::Ending } else { Nearness::Ok }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

    fn serial(text: &str) -> Serial {
        text.parse().unwrap()
    }

    fn cert(from: OffsetDateTime, until: OffsetDateTime) -> CertDetails {
        CertDetails {
            subject: "CN=w1".to_owned(),
            issuer: "CN=ca".to_owned(),
            serial: serial("4a"),
            sans: Vec::new(),
            uses: Vec::new(),
            is_ca: false,
            path_length: None,
            key_algorithm: "ECDSA P-256".to_owned(),
            signature_algorithm: "ecdsa-with-SHA256".to_owned(),
            not_before: from,
            not_after: until,
            fingerprint: String::new(),
        }
    }

    fn current() -> CertDetails {
        cert(NOW - Duration::DAY, NOW + Duration::DAY)
    }

    #[test]
    fn the_serial_decides_between_certificates_of_the_cluster_s_own() {
        let stands = |expected: Option<&str>| standing(&current(), Some(&serial("0c")), expected.map(serial).as_ref(), NOW);
        assert_eq!([stands(Some("4a")), stands(Some("4b")), stands(None)], [Standing::AsExpected, Standing::Differs, Standing::Unrecorded]);
    }

    #[test]
    fn what_the_cluster_s_ca_did_not_sign_is_foreign_even_with_the_right_serial() {
        assert_eq!(standing(&current(), None, Some(&serial("4a")), NOW), Standing::Foreign);
    }

    #[test]
    fn the_right_one_may_be_out_of_its_dates() {
        let stands = |cert| standing(&cert, Some(&serial("0c")), Some(&serial("4a")), NOW);
        assert_eq!(stands(cert(NOW - Duration::DAY, NOW - Duration::SECOND)), Standing::Expired);
        assert_eq!(stands(cert(NOW + Duration::SECOND, NOW + Duration::DAY)), Standing::NotYetValid);
    }

    #[test]
    fn the_window_s_edge_belongs_to_it() {
        let near = |left| nearness(&CertText::Whole(cert(NOW - Duration::days(90), NOW + left)), Duration::days(30), NOW);
        let table = [(Duration::seconds(-1), Nearness::Expired), (Duration::ZERO, Nearness::Ending), (Duration::days(30), Nearness::Ending)];
        for (left, expected) in table {
            assert_eq!(near(left), expected, "{left}");
        }
        assert_eq!(near(Duration::days(30) + Duration::SECOND), Nearness::Ok);
    }
}
