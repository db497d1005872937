//! Specs for real hosts.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::hosts::Hosts;
use super::images::images;

/// A cluster of all the hosts: the first one is manager, images come from the archive, root logs in with the hosts' key.
#[must_use]
pub struct Spec<'a> {
    hosts: &'a Hosts,
    name: &'a str,
    user: &'a str,
    managers: usize,
    discovery: usize,
    logins: Vec<(usize, &'a str)>,
    more: String,
    of_nodes: BTreeMap<usize, String>,
    archive: bool,
}

impl Hosts {
    /// A spec for these hosts.
    pub fn spec<'a>(&'a self, name: &'a str) -> Spec<'a> {
        Spec { hosts: self, name, user: "root", managers: 1, discovery: 0, logins: Vec::new(), more: String::new(), of_nodes: BTreeMap::new(), archive: true }
    }
}

impl<'a> Spec<'a> {
    /// The first so many hosts are managers.
    pub fn managers(mut self, count: usize) -> Self {
        self.managers = count;
        self
    }

    /// The first so many hosts have the discovery role by name.
    pub fn discovery(mut self, count: usize) -> Self {
        self.discovery = count;
        self
    }

    /// Who logs in on one host.
    pub fn login(mut self, i: usize, user: &'a str) -> Self {
        self.logins.push((i, user));
        self
    }

    /// Who logs in.
    pub fn user(mut self, name: &'a str) -> Self {
        self.user = name;
        self
    }

    /// Further lines, at the top level.
    pub fn more(mut self, lines: &str) -> Self {
        self.more.push_str(lines);
        self.more.push('\n');
        self
    }

    /// Images are pulled by the nodes.
    pub fn pulling(mut self) -> Self {
        self.archive = false;
        self
    }

    /// A further key of one node, as in `ssh: { port: 2222 }`.
    pub fn node(mut self, i: usize, key: &str) -> Self {
        let keys = self.of_nodes.entry(i).or_default();
        keys.push_str(", ");
        keys.push_str(key);
        self
    }

    /// As YAML.
    pub fn yaml(self) -> String {
        let images = images();
        let archive = if self.archive { format!(", archive: {}", images.archive.display()) } else { String::new() };
        let mut text = format!(
            "apiVersion: swarmctl/v1\nname: {}\nssh: {{ user: {}, identity: {} }}\nimages: {{ swarm: \"{}\", consul: \"{}\"{archive} }}\n{}nodes:\n",
            self.name,
            self.user,
            self.hosts.identity().display(),
            images.swarm,
            images.consul,
            self.more,
        );
        for i in 0..self.hosts.len() {
            let roles: Vec<_> =
                [("manager", self.managers), ("discovery", self.discovery)].iter().filter(|(_, count)| i < *count).map(|(role, _)| *role).collect();
            let roles = if roles.is_empty() { String::new() } else { format!(", roles: [{}]", roles.join(", ")) };
            let login = self.logins.iter().find(|(host, _)| *host == i).map_or(String::new(), |(_, user)| format!(", ssh: {{ user: {user} }}"));
            let more = self.of_nodes.get(&i).map_or("", String::as_str);
            writeln!(text, "  - {{ name: {}, address: {}{roles}{login}{more} }}", Hosts::node(i), self.hosts.ip(i)).expect("a string takes all");
        }
        text
    }
}
