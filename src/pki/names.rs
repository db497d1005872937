//! Alternative names as text.

use std::net::IpAddr;

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;

use super::parse::printable;

/// The alternative names of a certificate; none where it has none or they cannot be taken apart.
pub(super) fn of<'a>(certificate: &'a X509Certificate<'a>) -> &'a [GeneralName<'a>] {
    match certificate.subject_alternative_name() {
        Ok(Some(extension)) => &extension.value.general_names,
        _ => &[],
    }
}

/// A name that TLS clients compare with the host they asked for. A DNS name that spells an address keeps a mark, because no client takes it for the
/// address.
pub(super) fn host(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DNSName(dns) if dns.parse::<IpAddr>().is_ok() => Some(format!("DNS:{dns}")),
        GeneralName::DNSName(dns) => Some(printable(dns)),
        GeneralName::IPAddress(bytes) => address(bytes).map(|ip| ip.to_string()),
        _ => None,
    }
}

/// Any name, its kind before it unless it is a host's.
pub(super) fn text(name: &GeneralName) -> String {
    let other = || match name {
        GeneralName::RFC822Name(email) => format!("email:{email}"),
        GeneralName::URI(uri) => format!("URI:{uri}"),
        GeneralName::DirectoryName(directory) => format!("directory name:{directory}"),
        GeneralName::RegisteredID(oid) => format!("registered ID:{}", oid.to_id_string()),
        GeneralName::OtherName(oid, _) => format!("other name:{}", oid.to_id_string()),
        GeneralName::IPAddress(bytes) => format!("an address of {} bytes", bytes.len()),
        _ => "a name of another kind".to_owned(),
    };
    host(name).unwrap_or_else(|| printable(&other()))
}

/// An address as an alternative name holds it.
pub(super) fn address(bytes: &[u8]) -> Option<IpAddr> {
    <[u8; 4]>::try_from(bytes).map(IpAddr::from).or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}
