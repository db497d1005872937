//! What the words of a failed connection mean. The texts are Rust's (rustls, the system), Go's (engines, managers, Consul) and OpenSSL's.

use super::findings::{Diagnosis, RERUN};

/// What is wrong with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wire {
    /// Nothing listens.
    Closed,
    /// No answer comes.
    Silent,
    /// The port speaks plain http where TLS was spoken to it.
    SpeaksPlain,
    /// The port speaks TLS where plain http was spoken to it.
    SpeaksTls,
    /// The other side does not take the certificate it was shown.
    RefusesClient,
    /// Something else.
    Other,
}

/// swarmctl's own words first in each.
const TEXTS: [(Wire, &[&str]); 5] = [
    (
        Wire::SpeaksPlain,
        &[
            "it does not speak tls",
            "invalidcontenttype",
            "corrupt message",
            "record overflow",
            "first record does not look like a tls handshake",
            "wrong version number",
        ],
    ),
    (Wire::SpeaksTls, &["http request to an https server", r#"malformed http response "\x15\x03"#]),
    (
        Wire::RefusesClient,
        &[
            "it refused the operator's certificate",
            "it wants a client certificate",
            "alert: badcertificate",
            "alert: certificaterequired",
            "alert: certificateunknown",
            "alert: certificateexpired",
            "alert: unknownca",
            "bad certificate",
            "unknown certificate authority",
        ],
    ),
    (Wire::Closed, &["connection refused"]),
    (Wire::Silent, &["no answer in time", "no route to the host", "timed out", "timeout", "deadline", "no route to host", "unreachable"]),
];

impl Wire {
    pub(super) fn of(text: &str) -> Self {
        let text = text.to_ascii_lowercase();
        TEXTS.iter().find(|(_, marks)| marks.iter().any(|mark| text.contains(mark))).map_or(Self::Other, |(wire, _)| *wire)
    }
}

/// Whether a standalone manager says of a node that it could not connect. All that TLS refuses it keeps to itself.
pub(super) fn could_not_connect(text: &str) -> bool {
    matches!(Wire::of(text), Wire::Closed | Wire::Silent) || text.to_ascii_lowercase().contains("annot connect to the docker")
}

/// The cause behind `text`, which came of a connection to `address`.
pub(super) fn diagnose(text: &str, address: &str) -> Diagnosis {
    match Wire::of(text) {
        Wire::Closed => Diagnosis::new(format!("nothing listens on {address} (connection refused)"), RERUN),
        Wire::Silent => Diagnosis::new(
            format!("{address} does not answer ({text})"),
            format!("check that the host is up and that no firewall drops TCP to {address}, then {RERUN}"),
        ),
        Wire::SpeaksPlain => Diagnosis::new(format!("{address} speaks plain http, not TLS"), format!("{RERUN}: it puts TLS on the port")),
        Wire::SpeaksTls => {
            Diagnosis::new(format!("{address} speaks TLS and was spoken to in plain http"), format!("{RERUN}: it writes the https settings anew"))
        }
        Wire::RefusesClient => Diagnosis::new(
            format!("{address} refuses a certificate of the cluster CA ({text})"),
            format!("check the clock there, then {RERUN}: it gives the endpoint the cluster's CA and restarts it"),
        ),
        Wire::Other => Diagnosis::new(text, RERUN),
    }
}

#[cfg(test)]
mod tests {
    use rustls::{AlertDescription, Error, InvalidMessage};

    use super::*;

    #[test]
    fn each_known_text_has_its_meaning() {
        let table = [
            (r#"Get "https://10.0.0.13:2376/info": tls: first record does not look like a TLS handshake"#, Wire::SpeaksPlain),
            ("record overflow", Wire::SpeaksPlain),
            ("SSL routines:ssl3_get_record:wrong version number", Wire::SpeaksPlain),
            ("Client sent an HTTP request to an HTTPS server.", Wire::SpeaksTls),
            (r#"malformed HTTP response "\x15\x03\x01\x00\x02\x02""#, Wire::SpeaksTls),
            ("remote error: tls: bad certificate", Wire::RefusesClient),
            ("Connection refused (os error 111)", Wire::Closed),
            ("connection timed out", Wire::Silent),
            ("No route to host (os error 113)", Wire::Silent),
            ("something else", Wire::Other),
        ];
        for (text, meaning) in table {
            assert_eq!(Wire::of(text), meaning, "{text}");
        }
    }

    #[test]
    fn the_tls_librarys_own_texts_are_known() {
        let refusals =
            [AlertDescription::BadCertificate, AlertDescription::CertificateRequired, AlertDescription::CertificateExpired, AlertDescription::UnknownCA];
        for alert in refusals {
            assert_eq!(Wire::of(&Error::AlertReceived(alert).to_string()), Wire::RefusesClient, "{alert:?}");
        }
        assert_eq!(Wire::of(&Error::InvalidMessage(InvalidMessage::InvalidContentType).to_string()), Wire::SpeaksPlain);
    }
}
