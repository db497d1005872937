//! What a node of a swarm (swarm mode) is to be: where it is and as what it joins, its availability and its labels, and which of its labels are swarmctl's.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Availability;

/// The node label that holds the names of those that came from the spec, by spaces (which no name has): only these are ever taken away again.
const OWN: &str = "io.swarmctl.labels";

/// Where a node is in a swarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SwarmPlace {
    /// Where the other nodes reach it.
    pub advertise: IpAddr,
    /// Where it takes the traffic between containers, if elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_path: Option<IpAddr>,
}

impl fmt::Display for SwarmPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.data_path {
            None => self.advertise.fmt(f),
            Some(data_path) => write!(f, "{} (containers' traffic at {data_path})", self.advertise),
        }
    }
}

/// How a node joins a swarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SwarmJoinRole {
    /// As a manager.
    Manager,
    /// As a worker.
    Worker,
}

/// How a node of a swarm is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SwarmNodeSettings {
    /// Whether it takes tasks.
    pub availability: Availability,
    /// The spec's labels.
    pub labels: BTreeMap<String, String>,
}

impl SwarmNodeSettings {
    /// All labels of a node that has `current` now: the spec's, and those that others gave it.
    pub fn merged(&self, current: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut labels = current.clone();
        if let Some(former) = labels.remove(OWN) {
            labels.retain(|name, _| !former.split(' ').any(|own| own == name));
        }
        if !self.labels.is_empty() {
            labels.extend(self.labels.clone());
            labels.insert(OWN.to_owned(), self.labels.keys().map(String::as_str).collect::<Vec<_>>().join(" "));
        }
        labels
    }

    /// What a node lacks that has this availability (`active`, `drain`, `pause`) and these labels.
    pub fn lacks(&self, availability: &str, labels: &BTreeMap<String, String>) -> Option<String> {
        if availability != self.availability.as_str() {
            return Some(format!("it is `{availability}`"));
        }
        (self.merged(labels) != *labels).then(|| "its labels differ".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    fn wanted(labels: &[(&str, &str)]) -> SwarmNodeSettings {
        SwarmNodeSettings { availability: Availability::Active, labels: map(labels) }
    }

    #[test]
    fn labels_that_others_gave_a_node_stay() {
        let merged = wanted(&[("disk", "ssd")]).merged(&map(&[("by-hand", "1"), ("disk", "hdd")]));
        assert_eq!(merged, map(&[("by-hand", "1"), ("disk", "ssd"), (OWN, "disk")]));
    }

    #[test]
    fn a_label_that_left_the_spec_is_taken_away() {
        let before = wanted(&[("disk", "ssd"), ("zone", "a")]).merged(&map(&[("by-hand", "1")]));
        assert_eq!(wanted(&[("zone", "a")]).merged(&before), map(&[("by-hand", "1"), ("zone", "a"), (OWN, "zone")]));
        assert_eq!(wanted(&[]).merged(&before), map(&[("by-hand", "1")]));
    }

    #[test]
    fn a_node_that_is_set_as_wanted_lacks_nothing() {
        let wanted = wanted(&[("disk", "ssd")]);
        assert_eq!(wanted.lacks("active", &wanted.merged(&map(&[("by-hand", "1")]))), None);
        assert_eq!(wanted.lacks("pause", &BTreeMap::new()), Some("it is `pause`".to_owned()));
        assert_eq!(wanted.lacks("active", &BTreeMap::new()), Some("its labels differ".to_owned()));
    }
}
