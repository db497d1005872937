//! The docker driver's hosts within a verb: found, planned for, lent to the cluster as nodes that SSH reaches.

use std::collections::BTreeMap;

use crate::driver::{DockerDriver, make_ssh_key};
use crate::execute::HostMaker;
use crate::model::{Cluster, Driver, Host, HostsSeen, NodeName, Plan};
use crate::plan;
use crate::state::ClusterDir;

use super::ended::Result;

/// The hosts of a cluster as they are now.
pub(super) struct Hosts {
    driver: DockerDriver,
    pub(super) seen: HostsSeen,
    dir: ClusterDir,
}

impl Hosts {
    /// The hosts, if the cluster's driver makes them.
    pub(super) async fn find(cluster: &Cluster, dir: &ClusterDir) -> Result<Option<Self>> {
        if cluster.driver != Driver::Docker {
            return Ok(None);
        }
        let driver = DockerDriver::connect().await?;
        let seen = driver.look(&cluster.mark).await?;
        Ok(Some(Self { driver, seen, dir: dir.clone() }))
    }

    /// What makes the hosts that are not there.
    pub(super) fn plan(&self, cluster: &Cluster) -> Plan {
        plan::create_hosts(cluster, &self.seen)
    }

    /// The driver, with the key that hosts let in.
    pub(super) async fn maker(self) -> Result<HostMaker> {
        self.dir.make_ssh_dir()?;
        let authorized_key = make_ssh_key(&self.dir.ssh_key_path()).await?;
        Ok(HostMaker { driver: self.driver, authorized_key })
    }

    /// Whether a node's host is there and runs.
    pub(super) fn runs(&self, node: &NodeName) -> bool {
        self.seen.hosts.get(node).is_some_and(|host| host.running)
    }

    /// Where the hosts are, by node.
    pub(super) fn addresses(&self) -> BTreeMap<NodeName, Host> {
        self.seen.hosts.iter().filter_map(|(node, host)| Some((node.clone(), Host::from(host.address?)))).collect()
    }
}
