//! A host as a container: what the engine is asked to make, and when it is up.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use bollard::models::{
    ContainerCreateBody, EndpointIpamConfig, EndpointSettings, HostConfig, HostConfigCgroupnsModeEnum, NetworkingConfig, RestartPolicy, RestartPolicyNameEnum,
};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::model::{ClusterName, ContainerRole, NodeName, labels};

use super::{Error, Result};

/// What a container needs beyond Docker's default set to run systemd and an engine. Named one by one: `--privileged` asks for all, and fails
/// where the engine itself lacks one.
const CAPABILITIES: [&str; 3] = ["NET_ADMIN", "SYS_ADMIN", "SYS_PTRACE"];

/// Where systemd keeps what must not outlive a boot.
const TMPFS: [&str; 3] = ["/run", "/run/lock", "/tmp"];

/// How often a starting host is asked whether its SSH is up; it takes a second or two.
const KNOCK_EVERY: Duration = Duration::from_millis(50);

/// How long SSH may take to greet once the port is open.
const GREETING: Duration = Duration::from_secs(2);

/// The host's place: everything that the container is made of besides what every host has.
pub(super) struct Place<'a> {
    pub(super) cluster: &'a ClusterName,
    pub(super) node: &'a NodeName,
    pub(super) image: &'a str,
    pub(super) network: &'a str,
    pub(super) address: Ipv4Addr,
}

impl Place<'_> {
    /// The container's name, as `docker ps` on the operator's machine shows it.
    pub(super) fn container_name(&self) -> String {
        format!("{}-{}", self.cluster, self.node)
    }

    /// What the engine is asked to make.
    pub(super) fn body(&self) -> ContainerCreateBody {
        let endpoint = EndpointSettings {
            ipam_config: Some(EndpointIpamConfig { ipv4_address: Some(self.address.to_string()), ..Default::default() }),
            aliases: Some(vec![self.node.to_string()]),
            ..Default::default()
        };
        ContainerCreateBody {
            hostname: Some(self.node.to_string()),
            image: Some(self.image.to_owned()),
            labels: Some(HashMap::from([
                (labels::CLUSTER.to_owned(), self.cluster.to_string()),
                (labels::NODE.to_owned(), self.node.to_string()),
                (labels::ROLE.to_owned(), ContainerRole::Host.as_str().to_owned()),
            ])),
            host_config: Some(self.host_config()),
            networking_config: Some(NetworkingConfig { endpoints_config: Some(HashMap::from([(self.network.to_owned(), endpoint)])) }),
            ..Default::default()
        }
    }

    fn host_config(&self) -> HostConfig {
        HostConfig {
            network_mode: Some(self.network.to_owned()),
            cap_add: Some(CAPABILITIES.map(str::to_owned).to_vec()),
            security_opt: Some(vec!["seccomp=unconfined".to_owned(), "apparmor=unconfined".to_owned()]),
            // Empty, not absent: what `systempaths=unconfined` of the docker command stands for. The engine inside sets kernel parameters of its own.
            masked_paths: Some(Vec::new()),
            readonly_paths: Some(Vec::new()),
            tmpfs: Some(TMPFS.iter().map(|path| ((*path).to_owned(), String::new())).collect()),
            binds: Some(vec!["/sys/fs/cgroup:/sys/fs/cgroup:rw".to_owned()]),
            // With the machine's own tree mounted, a private namespace would show paths that are not there.
            cgroupns_mode: Some(HostConfigCgroupnsModeEnum::HOST),
            // The cluster is back after a reboot of the machine, unless it was stopped on purpose.
            restart_policy: Some(RestartPolicy { name: Some(RestartPolicyNameEnum::UNLESS_STOPPED), maximum_retry_count: None }),
            ..Default::default()
        }
    }
}

/// A tar archive with one file, root's.
pub(super) fn archive(name: &str, mode: u32, content: &[u8]) -> Result<Vec<u8>> {
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(mode);
    header.set_uid(0);
    header.set_gid(0);
    let mut archive = tar::Builder::new(Vec::new());
    let file = |source| Error::File { path: name.into(), source };
    archive.append_data(&mut header, name, content).map_err(file)?;
    archive.into_inner().map_err(file)
}

/// Returns once SSH greets at `address`; the caller sets the deadline.
pub(super) async fn ssh_greets(address: IpAddr) {
    let mut knock = interval(KNOCK_EVERY);
    knock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        knock.tick().await;
        if timeout(GREETING, greets(SocketAddr::new(address, 22))).await.is_ok_and(|greeted| greeted.unwrap_or(false)) {
            return;
        }
    }
}

async fn greets(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let mut greeting = [0; 4];
    stream.read_exact(&mut greeting).await?;
    Ok(greeting == *b"SSH-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> serde_json::Value {
        let (cluster, node) = ("lab".parse().unwrap(), "worker-1".parse().unwrap());
        let place = Place { cluster: &cluster, node: &node, image: "swarmctl-host:0", network: "swarmctl-lab", address: Ipv4Addr::new(172, 18, 0, 2) };
        serde_json::to_value(place.body()).unwrap()
    }

    #[test]
    fn empty_path_lists_are_sent_and_not_left_out() {
        let host = &body()["HostConfig"];
        assert_eq!((&host["MaskedPaths"], &host["ReadonlyPaths"]), (&serde_json::json!([]), &serde_json::json!([])));
    }

    #[test]
    fn a_host_is_not_privileged() {
        assert!(body()["HostConfig"]["Privileged"].is_null());
    }

    #[test]
    fn a_host_has_its_address_from_the_first_start_on() {
        assert_eq!(body()["NetworkingConfig"]["EndpointsConfig"]["swarmctl-lab"]["IPAMConfig"]["IPv4Address"], "172.18.0.2");
    }
}
