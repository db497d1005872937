//! Which of a host's own addresses is meant: by itself, by the interface that has it, or by the network it is in.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::NodeFacts;

/// Linux' limit for the name of an interface.
const LONGEST_INTERFACE: usize = 15;

/// One of a host's addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum OwnAddress {
    /// This one. The host need not know of it: it may be translated on the way.
    Ip(IpAddr),
    /// The one on this interface; its IPv4 address where it has one.
    Interface(String),
    /// The one in this network.
    Network {
        /// An address of it.
        ip: IpAddr,
        /// How many bits all of its addresses have in common.
        prefix: u8,
    },
}

/// Text that is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no IP address, no network like `10.0.0.0/8` and no name of an interface")]
pub struct OwnAddressError;

/// An address that a host does not have, or not only once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchAddress {
    /// It has none.
    #[error("`{wanted}` is none of its addresses: {}", if .known.is_empty() { "none is known" } else { .known })]
    None {
        /// What was looked for.
        wanted: OwnAddress,
        /// What it has, in words.
        known: String,
    },
    /// It has several.
    #[error("`{wanted}` is more than one of its addresses: {found}")]
    Several {
        /// What was looked for.
        wanted: OwnAddress,
        /// Those that fit, in words.
        found: String,
    },
}

impl OwnAddress {
    /// The address, where that is known without a look at the host.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Ip(ip) => Some(*ip),
            Self::Interface(_) | Self::Network { .. } => None,
        }
    }

    /// The address of a host that was looked at.
    ///
    /// # Errors
    /// Where the host has none that fits, or several.
    pub fn find(&self, facts: &NodeFacts) -> Result<IpAddr, NoSuchAddress> {
        let fitting = match self {
            Self::Ip(ip) => return Ok(*ip),
            Self::Interface(name) => on_interface(facts.interfaces.get(name).map(Vec::as_slice).unwrap_or_default()),
            Self::Network { ip, prefix } => facts.addresses.iter().copied().filter(|own| bits(*own, *prefix) == bits(*ip, *prefix)).collect(),
        };
        match fitting[..] {
            [one] => Ok(one),
            [] => Err(NoSuchAddress::None { wanted: self.clone(), known: in_words(facts, &facts.addresses) }),
            _ => Err(NoSuchAddress::Several { wanted: self.clone(), found: in_words(facts, &fitting) }),
        }
    }
}

/// As engines take an interface's address: an IPv4 one goes first.
fn on_interface(addresses: &[IpAddr]) -> Vec<IpAddr> {
    let v4: Vec<_> = addresses.iter().copied().filter(IpAddr::is_ipv4).collect();
    if v4.is_empty() { addresses.to_vec() } else { v4 }
}

/// An address's family and its first bits.
fn bits(ip: IpAddr, prefix: u8) -> (bool, u128) {
    match ip {
        IpAddr::V4(ip) => (false, u128::from(ip.to_bits().checked_shr(32_u32.saturating_sub(prefix.into())).unwrap_or(0))),
        IpAddr::V6(ip) => (true, ip.to_bits().checked_shr(128_u32.saturating_sub(prefix.into())).unwrap_or(0)),
    }
}

/// Addresses, each with its interface where that is known.
fn in_words(facts: &NodeFacts, addresses: &[IpAddr]) -> String {
    let interface = |ip: &IpAddr| facts.interfaces.iter().find(|(_, own)| own.contains(ip)).map(|(name, _)| name);
    let word = |ip: &IpAddr| interface(ip).map_or_else(|| ip.to_string(), |name| format!("{ip} ({name})"));
    addresses.iter().map(word).collect::<Vec<_>>().join(", ")
}

impl FromStr for OwnAddress {
    type Err = OwnAddressError;

    fn from_str(text: &str) -> Result<Self, OwnAddressError> {
        if let Ok(ip) = text.parse() {
            return Ok(Self::Ip(ip));
        }
        if let Some((ip, prefix)) = text.split_once('/') {
            let (ip, prefix): (IpAddr, u8) = (ip.parse().map_err(|_| OwnAddressError)?, prefix.parse().map_err(|_| OwnAddressError)?);
            let most = if ip.is_ipv4() { 32 } else { 128 };
            return if prefix <= most { Ok(Self::Network { ip, prefix }) } else { Err(OwnAddressError) };
        }
        let begins = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        let whole = text.len() <= LONGEST_INTERFACE && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@'));
        if begins && whole { Ok(Self::Interface(text.to_owned())) } else { Err(OwnAddressError) }
    }
}

impl fmt::Display for OwnAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ip(ip) => ip.fmt(f),
            Self::Interface(name) => f.write_str(name),
            Self::Network { ip, prefix } => write!(f, "{ip}/{prefix}"),
        }
    }
}

impl TryFrom<String> for OwnAddress {
    type Error = OwnAddressError;
    fn try_from(text: String) -> Result<Self, OwnAddressError> {
        text.parse()
    }
}

impl From<OwnAddress> for String {
    fn from(address: OwnAddress) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_meant_by_itself_by_its_network_or_by_its_interface() {
        for (text, meant) in [
            ("10.0.0.1", OwnAddress::Ip("10.0.0.1".parse().unwrap())),
            ("10.0.0.0/8", OwnAddress::Network { ip: "10.0.0.0".parse().unwrap(), prefix: 8 }),
            ("2001:db8::/32", OwnAddress::Network { ip: "2001:db8::".parse().unwrap(), prefix: 32 }),
            ("eth0.100", OwnAddress::Interface("eth0.100".to_owned())),
        ] {
            assert_eq!(text.parse(), Ok(meant.clone()), "{text}");
            assert_eq!(meant.to_string(), text);
        }
        for text in ["", "10.0.0.300", "10.0.0.0/33", "10.0.0.0/", "eth0/24", "an interface", "averylonginterface"] {
            assert_eq!(text.parse::<OwnAddress>(), Err(OwnAddressError), "{text}");
        }
    }

    #[test]
    fn a_network_has_the_addresses_that_begin_like_it() {
        let at = |ip: &str, prefix| bits(ip.parse().unwrap(), prefix);
        assert_eq!(at("10.1.2.3", 8), at("10.0.0.0", 8));
        assert_ne!(at("11.1.2.3", 8), at("10.0.0.0", 8));
        assert_eq!(at("10.1.2.3", 0), at("192.0.2.1", 0));
        assert_ne!(at("::", 0), at("0.0.0.0", 0));
        assert_eq!(at("10.1.2.3", 32), at("10.1.2.3", 32));
    }
}
