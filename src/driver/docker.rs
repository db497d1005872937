//! The docker driver: hosts, their network and their image, by what an operator's engine holds under the cluster's labels.

use std::collections::{BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use bollard::body_full;
use bollard::models::{ContainerSummary, ContainerSummaryStateEnum, EndpointSettings};
use bollard::query_parameters::{
    CreateContainerOptionsBuilder, ListContainersOptionsBuilder, LogsOptionsBuilder, RemoveContainerOptionsBuilder, StopContainerOptionsBuilder,
    UploadToContainerOptionsBuilder, WaitContainerOptionsBuilder,
};
use futures_util::StreamExt as _;
use futures_util::future::ready;
use tokio::sync::Mutex;

use crate::model::{ClusterName, ContainerRole, HostSeen, HostsSeen, NodeName, labels};
use crate::transport::{self, Api, ProgressFn};

use super::engine::{self, CALL, present};
use super::host::{Place, archive, ssh_greets};
use super::{Error, Result, host_image, network};

/// The base that `scripts/base-image` makes; taken where it is, because then a registry may be out of reach.
const LOCAL_BASE: &str = "swarmctl-base:bookworm";

/// The base where there is nothing else.
const REGISTRY_BASE: &str = "debian:bookworm";

/// How long a host may take until its SSH answers. It takes one to two seconds; many at once on a small machine take longer.
const BOOT: Duration = Duration::from_secs(60);

/// How many seconds a host may take to stop before it is killed: its services have 10 s each.
const HALT: i32 = 30;

/// How many of a dead host's last lines an error carries.
const LAST_LINES: &str = "20";

/// The docker driver.
pub struct DockerDriver {
    api: Api,
    base: Option<String>,
    /// Held from the choice of an address until a container holds it: hosts are made at the same time.
    addresses: Mutex<()>,
}

impl DockerDriver {
    /// Connects to the operator's engine: the one that `DOCKER_HOST` names, if it is on this machine. `SWARMCTL_HOST_BASE` names the image
    /// that hosts are built from.
    pub async fn connect() -> Result<Self> {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let api = engine::connect(variable("DOCKER_HOST").as_deref()).await?;
        Ok(Self { api, base: variable("SWARMCTL_HOST_BASE"), addresses: Mutex::new(()) })
    }

    /// What the engine holds of a cluster.
    pub async fn look(&self, cluster: &ClusterName) -> Result<HostsSeen> {
        let base = self.base().await?;
        let image = host_image::reference(&base)?;
        let network = network::name(cluster);
        let (found, image_exists, containers) =
            tokio::try_join!(network::find(&self.api, cluster, &network), host_image::is_there(&self.api, &image), self.containers(cluster))?;
        let hosts = containers.iter().filter_map(|c| seen(c, &network)).collect();
        Ok(HostsSeen { network, network_exists: found.is_some(), image, image_exists, base, hosts })
    }

    /// Makes a cluster's network, with a subnet from which hosts get fixed addresses.
    pub async fn create_network(&self, cluster: &ClusterName, network: &str) -> Result<()> {
        match network::find(&self.api, cluster, network).await? {
            Some(_) => Ok(()),
            None => network::create(&self.api, cluster, network).await,
        }
    }

    /// Builds the host image; `progress` is told the builder's steps. The base is pulled first where the engine lacks it.
    pub async fn build_image(&self, image: &str, base: &str, progress: ProgressFn) -> Result<()> {
        host_image::ensure_base(&self.api, base, &progress).await?;
        host_image::build(&self.api, image, base, &progress).await
    }

    /// Makes a host and starts it: its container's id, and the address at which SSH answers by then.
    pub async fn create_host(&self, cluster: &ClusterName, node: &NodeName, image: &str, network: &str, authorized_key: &str) -> Result<(String, IpAddr)> {
        let id = {
            let _turn = self.addresses.lock().await;
            let address = self.free_address(cluster, network).await?;
            self.create_container(&Place { cluster, node, image, network, address }).await?
        };
        let address = self.start_host(&id, authorized_key).await?;
        Ok((id, address))
    }

    /// Starts a host that is stopped, and waits until SSH answers. It gets its key again: it may be one whose making was cut short.
    pub async fn start_host(&self, id: &str, authorized_key: &str) -> Result<IpAddr> {
        self.authorize(id, authorized_key).await?;
        self.api.call("start the host's container", CALL, self.api.docker().start_container(id, None)).await?;
        let address = self.address(id).await?;
        tokio::select! {
            () = ssh_greets(address) => Ok(address),
            () = self.ended(id) => Err(Error::HostEnded { lines: self.last_lines(id).await }),
            () = tokio::time::sleep(BOOT) => Err(Error::HostSilent { address: address.to_string(), seconds: BOOT.as_secs() }),
        }
    }

    /// Stops a host in an orderly way, by the signal that its image names; one that is stopped already is no failure.
    pub async fn stop_host(&self, id: &str) -> Result<()> {
        let options = StopContainerOptionsBuilder::default().t(HALT).build();
        let deadline = CALL + Duration::from_secs(u64::try_from(HALT).unwrap_or_default());
        Ok(self.api.call("stop the host's container", deadline, self.api.docker().stop_container(id, Some(options))).await?)
    }

    /// Removes a host with all that is on it; one that is gone already is no failure.
    pub async fn remove_host(&self, id: &str) -> Result<()> {
        let options = RemoveContainerOptionsBuilder::default().force(true).v(true).build();
        present(self.api.call("remove the host's container", CALL, self.api.docker().remove_container(id, Some(options))).await)?;
        Ok(())
    }

    /// Removes a network; one that is gone already is no failure.
    pub async fn remove_network(&self, network: &str) -> Result<()> {
        network::remove(&self.api, network).await
    }

    /// What host images are built from here.
    async fn base(&self) -> Result<String> {
        Ok(match &self.base {
            Some(base) => base.clone(),
            None if host_image::is_there(&self.api, LOCAL_BASE).await? => LOCAL_BASE.to_owned(),
            None => REGISTRY_BASE.to_owned(),
        })
    }

    /// The cluster's hosts, running or not.
    async fn containers(&self, cluster: &ClusterName) -> Result<Vec<ContainerSummary>> {
        let wanted = vec![format!("{}={cluster}", labels::CLUSTER), format!("{}={}", labels::ROLE, ContainerRole::Host.as_str())];
        let options = ListContainersOptionsBuilder::default().all(true).filters(&HashMap::from([("label", wanted)])).build();
        Ok(self.api.call("list the hosts", CALL, Box::pin(self.api.docker().list_containers(Some(options)))).await?)
    }

    /// An address that no host of the cluster has, stopped ones included, and nothing else on the network.
    async fn free_address(&self, cluster: &ClusterName, network: &str) -> Result<Ipv4Addr> {
        let (found, containers) = tokio::try_join!(network::find(&self.api, cluster, network), self.containers(cluster))?;
        let no_subnet = || Error::NoSubnet { network: network.to_owned() };
        let found = found.ok_or_else(no_subnet)?;
        let mut taken: BTreeSet<_> = containers.iter().filter_map(|c| fixed_address(endpoint(c, network)?)).collect();
        taken.extend(network::addresses_in_use(&found));
        let subnet = network::subnet(&found).ok_or_else(no_subnet)?;
        subnet.free(&taken).ok_or_else(|| Error::NetworkFull { network: network.to_owned() })
    }

    async fn create_container(&self, place: &Place<'_>) -> Result<String> {
        let name = place.container_name();
        let options = CreateContainerOptionsBuilder::default().name(&name).build();
        let create = Box::pin(self.api.docker().create_container(Some(options), place.body()));
        let created = self.api.call("create the host's container", CALL, create).await;
        match created {
            Ok(created) => Ok(created.id),
            Err(transport::Error::Api { status: Some(409), .. }) => Err(Error::Foreign { kind: "container", name }),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts the operator's key into the host.
    async fn authorize(&self, id: &str, key: &str) -> Result<()> {
        let tar = archive("authorized_keys", 0o600, format!("{}\n", key.trim()).as_bytes())?;
        let options = UploadToContainerOptionsBuilder::default().path("/root/.ssh").build();
        let upload = self.api.docker().upload_to_container(id, Some(options), body_full(tar.into()));
        Ok(self.api.call("put the SSH key into the host", CALL, upload).await?)
    }

    async fn address(&self, id: &str) -> Result<IpAddr> {
        let found = self.api.call("look at the host's container", CALL, self.api.docker().inspect_container(id, None)).await?;
        let networks = found.network_settings.and_then(|s| s.networks).unwrap_or_default();
        networks.values().find_map(current_address).ok_or(Error::NoAddress)
    }

    /// Returns once the container does not run.
    async fn ended(&self, id: &str) {
        let options = WaitContainerOptionsBuilder::default().condition("not-running").build();
        // Whatever it brings, the container's exit code or a lost connection, there is nothing more to wait for.
        std::pin::pin!(self.api.docker().wait_container(id, Some(options))).next().await;
    }

    /// What the container printed last, as far as it can be had: it is the comment on another error.
    async fn last_lines(&self, id: &str) -> Vec<String> {
        let options = LogsOptionsBuilder::default().stdout(true).stderr(true).tail(LAST_LINES).build();
        let printed = self.api.docker().logs(id, Some(options));
        let lines = printed.filter_map(|line| ready(line.ok())).map(|line| line.to_string().trim_end().to_owned());
        tokio::time::timeout(CALL, lines.collect()).await.unwrap_or_default()
    }
}

/// A container as a host of the cluster; one without a node's name is none.
fn seen(container: &ContainerSummary, network: &str) -> Option<(NodeName, HostSeen)> {
    let node = container.labels.as_ref()?.get(labels::NODE)?.parse().ok()?;
    let running = container.state == Some(ContainerSummaryStateEnum::RUNNING);
    let address = endpoint(container, network).and_then(current_address).filter(|_| running);
    Some((node, HostSeen { id: container.id.clone()?, address, running }))
}

fn endpoint<'a>(container: &'a ContainerSummary, network: &str) -> Option<&'a EndpointSettings> {
    container.network_settings.as_ref()?.networks.as_ref()?.get(network)
}

/// The address that it has now; a stopped container has none.
fn current_address(endpoint: &EndpointSettings) -> Option<IpAddr> {
    endpoint.ip_address.as_deref()?.parse().ok()
}

/// The address that it has whenever it runs.
fn fixed_address(endpoint: &EndpointSettings) -> Option<Ipv4Addr> {
    endpoint.ipam_config.as_ref()?.ipv4_address.as_deref()?.parse().ok()
}
