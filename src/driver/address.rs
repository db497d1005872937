//! Which address of a network's subnet a new host gets. Fixed addresses, because certificates, Consul and the managers' tables hold
//! them, and an engine deals out new ones whenever it starts.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

/// An IPv4 subnet, and the address in it that is the network's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subnet {
    first: u32,
    size: u32,
    gateway: Ipv4Addr,
}

impl Subnet {
    /// Reads `ADDRESS/PREFIX` and the gateway's address as the engine tells them.
    pub(super) fn parse(cidr: &str, gateway: &str) -> Option<Self> {
        let (address, prefix) = cidr.split_once('/')?;
        let (address, prefix): (Ipv4Addr, u32) = (address.parse().ok()?, prefix.parse().ok()?);
        // A subnet of less than four addresses has no room for a gateway and a host.
        let size = 1_u32.checked_shl(32_u32.checked_sub(prefix)?)?;
        (size >= 4).then_some(())?;
        // Some engines tell the gateway with the prefix behind it.
        let gateway = gateway.split('/').next()?.parse().ok()?;
        Some(Self { first: u32::from(address) & !(size - 1), size, gateway })
    }

    /// The lowest address that is neither taken nor the gateway's, nor one of the subnet's two ends.
    pub(super) fn free(&self, taken: &BTreeSet<Ipv4Addr>) -> Option<Ipv4Addr> {
        let last = self.first + (self.size - 1);
        (self.first + 1..last).map(Ipv4Addr::from).find(|address| *address != self.gateway && !taken.contains(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(cidr: &str, gateway: &str, taken: &[&str]) -> Option<String> {
        let taken = taken.iter().map(|t| t.parse().unwrap()).collect();
        Subnet::parse(cidr, gateway).unwrap().free(&taken).map(|a| a.to_string())
    }

    #[test]
    fn the_first_host_comes_after_the_gateway() {
        assert_eq!(free("172.18.0.0/16", "172.18.0.1", &[]).as_deref(), Some("172.18.0.2"));
    }

    #[test]
    fn an_address_that_was_given_back_is_given_out_again() {
        assert_eq!(free("172.18.0.0/16", "172.18.0.1", &["172.18.0.2", "172.18.0.4"]).as_deref(), Some("172.18.0.3"));
    }

    #[test]
    fn a_gateway_at_the_end_leaves_the_first_address_to_a_host() {
        assert_eq!(free("10.0.0.0/24", "10.0.0.254", &[]).as_deref(), Some("10.0.0.1"));
    }

    #[test]
    fn the_ends_of_a_subnet_are_no_hosts_addresses() {
        assert_eq!(free("10.0.0.0/30", "10.0.0.1", &["10.0.0.2"]), None);
    }

    #[test]
    fn a_subnet_at_the_top_of_the_address_space_does_not_overflow() {
        assert_eq!(free("255.255.255.0/24", "255.255.255.1/24", &[]).as_deref(), Some("255.255.255.2"));
    }

    #[test]
    fn what_is_no_ipv4_subnet_is_none() {
        for (cidr, gateway) in
            [("fd00::/64", "fd00::1"), ("10.0.0.0", "10.0.0.1"), ("10.0.0.0/33", "10.0.0.1"), ("10.0.0.0/31", "10.0.0.1"), ("10.0.0.0/24", "")]
        {
            assert_eq!(Subnet::parse(cidr, gateway), None, "{cidr}");
        }
    }
}
