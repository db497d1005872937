//! The network that a cluster's hosts share.

use std::collections::{BTreeSet, HashMap};
use std::net::Ipv4Addr;

use bollard::models::{Ipam, IpamConfig, NetworkCreateRequest, NetworkInspect};

use crate::model::{ClusterName, labels};
use crate::transport::{self, Api};

use super::address::Subnet;
use super::engine::{CALL, present};
use super::{Error, Result};

/// How often a subnet is tried for; somebody else may take it in the moment between.
const ATTEMPTS: usize = 5;

/// The network's name.
pub(super) fn name(cluster: &ClusterName) -> String {
    format!("swarmctl-{cluster}")
}

/// The cluster's network, if it is there.
pub(super) async fn find(api: &Api, cluster: &ClusterName, network: &str) -> Result<Option<NetworkInspect>> {
    let found = api.call("look at the network", CALL, Box::pin(api.docker().inspect_network(network, None))).await;
    let Some(found) = present(found)? else {
        return Ok(None);
    };
    let owner = found.labels.as_ref().and_then(|l| l.get(labels::CLUSTER));
    if owner.map(String::as_str) != Some(cluster.as_str()) {
        return Err(Error::Foreign { kind: "network", name: network.to_owned() });
    }
    Ok(Some(found))
}

/// Makes the network. Engines fix a host's address only where the subnet was named, and only the engine knows which one is free: so it is asked
/// by a network without a name for it, which goes away again, and its answer is named.
pub(super) async fn create(api: &Api, cluster: &ClusterName, network: &str) -> Result<()> {
    let probe = probe_name(network);
    let mut attempt = 1;
    loop {
        remove_one(api, &probe).await?;
        make(api, cluster, &probe, None).await?;
        let free = api.call("look at the network", CALL, api.docker().inspect_network(&probe, None)).await?;
        let free = ipv4_config(&free).ok_or_else(|| Error::NoSubnet { network: network.to_owned() })?;
        remove_one(api, &probe).await?;
        match make(api, cluster, network, Some(free)).await {
            Err(Error::Engine(transport::Error::Api { message, .. })) if attempt < ATTEMPTS && message.contains("overlap") => attempt += 1,
            other => return other,
        }
    }
}

/// Removes the network, and what a `create` that was cut short may have left; what is gone already is no failure.
pub(super) async fn remove(api: &Api, network: &str) -> Result<()> {
    remove_one(api, &probe_name(network)).await?;
    remove_one(api, network).await
}

/// The subnet that hosts get their addresses from.
pub(super) fn subnet(network: &NetworkInspect) -> Option<Subnet> {
    let config = ipv4_config(network)?;
    Subnet::parse(config.subnet.as_deref()?, config.gateway.as_deref()?)
}

/// The addresses of everything that runs on the network now.
pub(super) fn addresses_in_use(network: &NetworkInspect) -> BTreeSet<Ipv4Addr> {
    let endpoints = network.containers.iter().flat_map(HashMap::values);
    endpoints.filter_map(|e| e.ipv4_address.as_deref()?.split('/').next()?.parse().ok()).collect()
}

fn probe_name(network: &str) -> String {
    format!("{network}-probe")
}

async fn make(api: &Api, cluster: &ClusterName, name: &str, subnet: Option<IpamConfig>) -> Result<()> {
    let request = NetworkCreateRequest {
        name: name.to_owned(),
        driver: Some("bridge".to_owned()),
        labels: Some(HashMap::from([(labels::CLUSTER.to_owned(), cluster.to_string())])),
        ipam: subnet.map(|config| Ipam { config: Some(vec![config]), ..Default::default() }),
        ..Default::default()
    };
    let what = format!("create network `{name}`");
    api.call(&what, CALL, api.docker().create_network(request)).await?;
    Ok(())
}

async fn remove_one(api: &Api, name: &str) -> Result<()> {
    let what = format!("remove network `{name}`");
    present(api.call(&what, CALL, api.docker().remove_network(name)).await)?;
    Ok(())
}

/// Subnet and gateway alone, of the network's IPv4 half.
fn ipv4_config(network: &NetworkInspect) -> Option<IpamConfig> {
    let configs = network.ipam.as_ref()?.config.as_ref()?;
    let ipv4 = configs.iter().find(|c| c.subnet.as_deref().is_some_and(|s| !s.contains(':')))?;
    Some(IpamConfig { subnet: ipv4.subnet.clone(), gateway: ipv4.gateway.clone(), ..Default::default() })
}
