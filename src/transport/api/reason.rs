//! Why a connection failed, in words that name the cause instead of the library.

use std::error::Error as StdError;
use std::io;

use rustls::{AlertDescription, CertificateError};

/// Why, from an error of the network or of TLS.
pub(super) fn of_io(error: &io::Error) -> String {
    if let Some(tls) = find::<rustls::Error>(error) {
        return of_tls(tls);
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        io::ErrorKind::TimedOut => "no answer in time".to_owned(),
        io::ErrorKind::HostUnreachable => "no route to the host".to_owned(),
        io::ErrorKind::NetworkUnreachable => "the network is unreachable".to_owned(),
        _ if is_hang_up(error) => "the connection was closed without an answer".to_owned(),
        _ => error.to_string(),
    }
}

/// Why, from an error of HTTP: the network's or TLS's own reason where there is one below it.
pub(super) fn of_http(error: &hyper::Error) -> String {
    if let Some(tls) = find::<rustls::Error>(error) {
        return of_tls(tls);
    }
    if error.is_parse() {
        return "it does not speak HTTP".to_owned();
    }
    match find::<io::Error>(error) {
        Some(io) => of_io(io),
        None if error.is_incomplete_message() || error.is_canceled() => "the connection was closed without an answer".to_owned(),
        None => error.to_string(),
    }
}

/// Whether the other side only closed the connection, which is all that a closed port behind SSH does.
pub(super) fn is_hang_up(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected | UnexpectedEof)
}

/// Whether the other side refused us by a TLS alert.
pub(super) fn is_alert(error: &io::Error) -> bool {
    matches!(find::<rustls::Error>(error), Some(rustls::Error::AlertReceived(_)))
}

fn of_tls(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidCertificate(bad) => of_certificate(bad),
        rustls::Error::AlertReceived(alert) => match alert {
            AlertDescription::BadCertificate
            | AlertDescription::UnknownCA
            | AlertDescription::CertificateUnknown
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateRevoked
            | AlertDescription::AccessDenied
            | AlertDescription::DecryptError => "it refused the operator's certificate".to_owned(),
            AlertDescription::CertificateRequired | AlertDescription::NoCertificate => "it wants a client certificate".to_owned(),
            other => format!("it ended the TLS handshake ({other:?})"),
        },
        rustls::Error::InvalidMessage(_) => "it does not speak TLS".to_owned(),
        other => other.to_string(),
    }
}

fn of_certificate(error: &CertificateError) -> String {
    match error {
        CertificateError::NotValidForNameContext { expected, presented } => {
            // rustls presents SANs as `DnsName("x")` and `IpAddress(1.2.3.4)`; the names alone are what people compare.
            let names: Vec<&str> = presented.iter().map(|p| p.split_once('(').map_or(p.as_str(), |(_, rest)| rest.trim_matches([')', '"']))).collect();
            match names.as_slice() {
                [] => format!("its certificate names nobody, so not `{}` either", expected.to_str()),
                names => format!("its certificate is for {}, not for `{}`", names.join(", "), expected.to_str()),
            }
        }
        CertificateError::NotValidForName => "its certificate is for another name".to_owned(),
        CertificateError::UnknownIssuer | CertificateError::BadSignature => "its certificate is not from the cluster's CA".to_owned(),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "its certificate has expired".to_owned(),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "its certificate is not valid yet".to_owned(),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => "its certificate is not one for servers".to_owned(),
        other => format!("its certificate cannot be accepted: {other}"),
    }
}

/// The first error of that type in the chain. An `io::Error` hides what it wraps from `source`, hence the second look.
fn find<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            next = Some(inner);
            continue;
        }
        next = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::ServerName;

    fn wrapped(error: rustls::Error) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, error)
    }

    #[test]
    fn a_wrong_name_is_told_with_the_names_that_the_certificate_has() {
        let error = CertificateError::NotValidForNameContext {
            expected: ServerName::try_from("10.0.0.2").unwrap(),
            presented: vec!["DnsName(\"node-1\")".into(), "IpAddress(10.0.0.1)".into()],
        };
        assert_eq!(of_io(&wrapped(error.into())), "its certificate is for node-1, 10.0.0.1, not for `10.0.0.2`");
    }

    #[test]
    fn a_foreign_ca_is_named_as_such() {
        assert_eq!(of_io(&wrapped(CertificateError::UnknownIssuer.into())), "its certificate is not from the cluster's CA");
    }

    #[test]
    fn an_alert_about_our_certificate_is_a_refusal() {
        let error = wrapped(rustls::Error::AlertReceived(AlertDescription::BadCertificate));
        assert!(is_alert(&error));
        assert_eq!(of_io(&error), "it refused the operator's certificate");
    }

    #[test]
    fn a_closed_connection_is_a_hang_up() {
        assert!(is_hang_up(&io::Error::from(io::ErrorKind::UnexpectedEof)));
        assert!(!is_hang_up(&io::Error::from(io::ErrorKind::ConnectionRefused)));
    }
}
