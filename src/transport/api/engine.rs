//! An engine over its API: looked at and changed.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use bollard::models::{
    ContainerCreateBody, HostConfig, Mount as ApiMount, MountType, RestartPolicy, RestartPolicyNameEnum, SwarmInitRequest, SwarmJoinRequest, SwarmSpec,
    SystemInfo,
};
use bollard::query_parameters::{
    CreateContainerOptions, DeleteNodeOptions, InspectContainerOptions, LeaveSwarmOptions, ListContainersOptions, ListImagesOptions, ListServicesOptions,
    ListVolumesOptions, RemoveContainerOptions, RemoveImageOptions, RemoveVolumeOptions, RestartContainerOptions, StopContainerOptions,
};
use futures_util::future::try_join_all;
use serde::Serialize;
use time::OffsetDateTime;

use crate::model::{
    ApiVersion, ClusterName, ContainerFacts, ContainerSpec, Deployment, EngineFacts, EngineView, Mount, NodeName, Port, Secret, SwarmJoinRole, SwarmMembership,
    SwarmModeNode, SwarmNodeSettings, SwarmPlace, SwarmSettings, SwarmTask, labels,
};

use crate::pki;

use super::client::Api;
use super::dialer::Dialer;
use super::http::{Call, Http};
use super::swarm_update::{self, Change};
use super::{engine_facts, images, last_words, logs, node_update, service};
use crate::transport::{BoxFuture, EngineRead, EngineWrite, Error, HeardFn, LogEnd, ProgressFn, Result, SwarmJoin, SwarmTokens};

/// The deadline of a question.
const LOOK: Duration = Duration::from_secs(20);

/// The deadline of asking an engine about itself: a swarm's manager that lost the others looks for them twice, 20 s each, before it answers.
const INTRODUCTION: Duration = Duration::from_secs(50);

/// The deadline of a change.
const ACT: Duration = Duration::from_secs(60);

/// How long a container may take to stop before it is killed.
const STOP_GRACE_SECS: i32 = 10;

/// The port managers of swarm mode listen on.
const SWARM_PORT: u16 = 2377;

/// An engine.
pub struct EngineApi {
    api: Api,
    /// For what bollard lacks.
    http: Http,
}

/// A request to join, whole.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Joining {
    #[serde(flatten)]
    request: SwarmJoinRequest,
    availability: &'static str,
}

impl EngineApi {
    /// Connects, and settles on an API version.
    pub async fn open(dialer: Dialer) -> Result<Self> {
        let http = Http::new(dialer.clone());
        Ok(Self { api: Api::open(dialer).await?, http })
    }

    /// See [`service::try_service`].
    pub async fn try_service(&self, image: &str, name: &str, replicas: Option<usize>, stop: BoxFuture<'_, ()>) -> Result<Vec<Deployment>> {
        service::try_service(&self.api, image, name, replicas, stop).await
    }

    /// See [`service::until_gone`].
    pub async fn until_gone(&self, name: &str, settling: Duration) -> Result<()> {
        service::until_gone(&self.api, name, settling).await
    }

    async fn versions(&self) -> Result<(String, ApiVersion, ApiVersion)> {
        let what = "ask the engine for its version";
        let version = self.api.call(what, LOOK, self.api.docker().version()).await?;
        engine_facts::versions(version).map_err(|e| Error::Answer { what: what.to_owned(), source: e.into() })
    }

    async fn info(&self) -> Result<SystemInfo> {
        self.api.call("ask the engine about itself", INTRODUCTION, self.api.docker().info()).await
    }

    async fn containers(&self) -> Result<Vec<ContainerFacts>> {
        let options = ListContainersOptions { all: true, ..Default::default() };
        let list = self.api.call("list the containers", LOOK, self.api.docker().list_containers(Some(options))).await?;
        Ok(list.into_iter().map(engine_facts::container).collect())
    }

    /// swarmctl's own containers are asked when they started: one that is older than what it reads must be restarted.
    async fn containers_with_start(&self) -> Result<Vec<ContainerFacts>> {
        let containers = self.containers().await?;
        try_join_all(containers.into_iter().map(|mut container| async {
            if container.labels.contains_key(labels::CLUSTER) {
                container.started_at = self.started_at(&container.id).await?;
            }
            Ok(container)
        }))
        .await
    }

    async fn started_at(&self, id: &str) -> Result<Option<OffsetDateTime>> {
        let inspected = self.api.docker().inspect_container(id, None::<InspectContainerOptions>);
        match self.api.call("inspect a container", LOOK, inspected).await {
            Ok(container) => Ok(container.state.and_then(|s| s.started_at).as_deref().and_then(engine_facts::moment)),
            Err(error) => gone_is_fine(Err(error)).map(|()| None),
        }
    }

    async fn images(&self) -> Result<Vec<String>> {
        let list = self.api.docker().list_images(Some(ListImagesOptions { digests: true, ..Default::default() }));
        Ok(engine_facts::references(self.api.call("list the images", LOOK, list).await?))
    }

    async fn volumes(&self) -> Result<Vec<String>> {
        let list = self.api.call("list the volumes", LOOK, self.api.docker().list_volumes(None::<ListVolumesOptions>)).await?;
        Ok(list.volumes.unwrap_or_default().into_iter().map(|v| v.name).collect())
    }

    async fn all_facts(&self) -> Result<EngineFacts> {
        let (versions, info, containers, images, volumes) =
            tokio::try_join!(self.versions(), self.info(), self.containers_with_start(), self.images(), self.volumes())?;
        let (version, api, min_api) = versions;
        let swarm_settings = engine_facts::swarm_settings(info.swarm.as_ref());
        let swarm = engine_facts::membership(info.swarm);
        // A swarm without a leader has no list; that it has none is told where somebody wants to change it.
        let swarm_nodes =
            if matches!(swarm, SwarmMembership::Active { manager: true, .. }) { self.swarm_nodes().await.unwrap_or_default() } else { Vec::new() };
        let unlock_key = match swarm_settings {
            Some(settings) if settings.autolock => swarm_update::unlock_key(&self.http).await.ok().flatten(),
            _ => None,
        };
        Ok(EngineFacts {
            version,
            api,
            min_api,
            root_dir: info.docker_root_dir.unwrap_or_default(),
            live_restore: info.live_restore_enabled.unwrap_or_default(),
            swarm,
            swarm_settings,
            unlock_key: unlock_key.map(|key| pki::fingerprint(key.expose())),
            swarm_nodes,
            containers,
            images,
            volumes,
        })
    }

    /// `info`, and how far the engine's clock is ahead of ours in milliseconds, taken at the middle of the round trip.
    async fn info_and_skew(&self) -> Result<(SystemInfo, i64)> {
        let asked = OffsetDateTime::now_utc();
        let info = self.info().await?;
        let middle: OffsetDateTime = asked + (OffsetDateTime::now_utc() - asked) / 2;
        let theirs: Option<OffsetDateTime> = info.system_time.as_deref().and_then(engine_facts::moment);
        // An engine that does not tell its time cannot be blamed for it.
        let skew = theirs.map_or(0, |theirs| (theirs - middle).whole_milliseconds());
        Ok((info, i64::try_from(skew).unwrap_or(i64::MAX)))
    }

    async fn look_over(&self, node: &NodeName) -> Result<EngineView> {
        let (versions, (info, clock_skew_ms), containers) = tokio::try_join!(self.versions(), self.info_and_skew(), self.containers())?;
        let (version, api, min_api) = versions;
        let swarm = info.swarm.unwrap_or_default();
        let swarm_settings = engine_facts::swarm_settings(Some(&swarm));
        Ok(EngineView {
            node: node.clone(),
            hostname: info.name.unwrap_or_default(),
            version,
            api,
            min_api,
            clock_skew_ms,
            own_containers: engine_facts::own_roles(&containers),
            swarm_state: swarm.local_node_state.map(|s| s.to_string()).unwrap_or_default(),
            swarm_node_id: swarm.node_id.filter(|id| !id.is_empty()),
            swarm_settings,
        })
    }

    async fn tasks(&self) -> Result<Vec<SwarmTask>> {
        let docker = self.api.docker();
        let (tasks, services) = tokio::try_join!(
            self.api.call("list the tasks", LOOK, docker.list_tasks(None)),
            self.api.call("list the services", LOOK, docker.list_services(None::<ListServicesOptions>)),
        )?;
        Ok(engine_facts::tasks(tasks, services))
    }

    async fn run_container(&self, cluster: &ClusterName, node: &NodeName, container: &ContainerSpec, replaces: Option<&str>) -> Result<()> {
        if let Some(former) = replaces {
            self.remove(former).await?;
        }
        self.create_container(cluster, node, container).await?;
        let name = container.role.container_name();
        self.api.call(&format!("start `{name}`"), ACT, self.api.docker().start_container(&name, None)).await
    }

    async fn create_container(&self, cluster: &ClusterName, node: &NodeName, container: &ContainerSpec) -> Result<()> {
        let name = container.role.container_name();
        let options = CreateContainerOptions { name: Some(name.clone()), ..Default::default() };
        let created = Box::pin(self.api.docker().create_container(Some(options), create_body(cluster, node, container)));
        self.api.call(&format!("create `{name}`"), ACT, created).await.map(drop)
    }

    async fn remove(&self, id: &str) -> Result<()> {
        let stop = StopContainerOptions { t: Some(STOP_GRACE_SECS), ..Default::default() };
        gone_is_fine(self.api.call("stop a container", ACT, self.api.docker().stop_container(id, Some(stop))).await)?;
        let remove = RemoveContainerOptions { v: true, force: true, ..Default::default() };
        gone_is_fine(self.api.call("remove a container", ACT, self.api.docker().remove_container(id, Some(remove))).await)
    }

    async fn join(&self, SwarmJoin { role, availability, at, remote, token }: SwarmJoin<'_>) -> Result<()> {
        let what = match role {
            SwarmJoinRole::Manager => "join the swarm as a manager",
            SwarmJoinRole::Worker => "join the swarm as a worker",
        };
        let request = SwarmJoinRequest {
            listen_addr: Some(listen_address(at.advertise)),
            advertise_addr: Some(at.advertise.to_string()),
            data_path_addr: at.data_path.map(|ip| ip.to_string()),
            remote_addrs: Some(vec![remote.to_owned()]),
            join_token: token.expose_str().map(str::to_owned),
        };
        // bollard's request lacks the availability that the engine takes here.
        let request = Joining { request, availability: availability.as_str() };
        let joined = self.http.give(Call { what, path: "/swarm/join", within: ACT }, &request).await;
        joined.map_err(|error| without(error, token))
    }

    async fn tokens(&self) -> Result<SwarmTokens> {
        let what = "ask for the swarm's join tokens";
        let swarm = self.api.call(what, LOOK, self.api.docker().inspect_swarm()).await?;
        let tokens = swarm.join_tokens.and_then(|t| Some(SwarmTokens { worker: Secret::new(t.worker?), manager: Secret::new(t.manager?) }));
        tokens.ok_or_else(|| Error::Answer { what: what.to_owned(), source: "there are none in it".into() })
    }
}

impl EngineRead for EngineApi {
    fn facts(&self) -> BoxFuture<'_, Result<EngineFacts>> {
        Box::pin(self.all_facts())
    }

    fn view<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<EngineView>> {
        Box::pin(self.look_over(node))
    }

    fn last_words<'a>(&'a self, container: &'a str) -> BoxFuture<'a, Result<Option<Vec<String>>>> {
        Box::pin(last_words::of(&self.api, container))
    }

    fn logs<'a>(&'a self, container: &'a str, lines: u32, end: LogEnd, heard: HeardFn<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(logs::read(&self.api, container, lines, end, heard))
    }

    fn swarm_nodes(&self) -> BoxFuture<'_, Result<Vec<SwarmModeNode>>> {
        Box::pin(async {
            let nodes = self.api.call("list the swarm's nodes", LOOK, self.api.docker().list_nodes(None)).await?;
            Ok(nodes.into_iter().map(engine_facts::swarm_node).collect())
        })
    }

    fn swarm_tasks(&self) -> BoxFuture<'_, Result<Vec<SwarmTask>>> {
        Box::pin(self.tasks())
    }
}

impl EngineWrite for EngineApi {
    fn pull<'a>(&'a self, image: &'a str, progress: ProgressFn) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { images::pull(&self.api, image, &progress).await })
    }

    fn arriving<'a>(&'a self, images: &'a [String], archive: &'a Path) -> BoxFuture<'a, Result<BTreeSet<String>>> {
        Box::pin(images::arriving(&self.api, images, archive))
    }

    fn load<'a>(&'a self, images: &'a [String], archive: &'a Path, progress: ProgressFn) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { images::load(&self.api, images, archive, &progress).await })
    }

    fn create<'a>(&'a self, cluster: &'a ClusterName, node: &'a NodeName, container: &'a ContainerSpec) -> BoxFuture<'a, Result<()>> {
        Box::pin(self.create_container(cluster, node, container))
    }

    fn run<'a>(&'a self, cluster: &'a ClusterName, node: &'a NodeName, container: &'a ContainerSpec, replaces: Option<&'a str>) -> BoxFuture<'a, Result<()>> {
        Box::pin(self.run_container(cluster, node, container, replaces))
    }

    fn start<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(self.api.call("start a container", ACT, self.api.docker().start_container(id, None)))
    }

    fn stop<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        let options = StopContainerOptions { t: Some(STOP_GRACE_SECS), ..Default::default() };
        Box::pin(self.api.call("stop a container", ACT, self.api.docker().stop_container(id, Some(options))))
    }

    fn restart<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        let options = RestartContainerOptions { t: Some(STOP_GRACE_SECS), ..Default::default() };
        Box::pin(self.api.call("restart a container", ACT, self.api.docker().restart_container(id, Some(options))))
    }

    fn remove_container<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(self.remove(id))
    }

    fn remove_volume<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let what = format!("remove the volume `{name}`");
            gone_is_fine(self.api.call(&what, ACT, self.api.docker().remove_volume(name, None::<RemoveVolumeOptions>)).await)
        })
    }

    fn remove_image<'a>(&'a self, image: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let removed = self.api.docker().remove_image(image, None::<RemoveImageOptions>, None);
            match self.api.call(&format!("remove the image `{image}`"), ACT, removed).await {
                Ok(_) | Err(Error::Api { status: Some(404 | 409), .. }) => Ok(()),
                Err(error) => Err(error),
            }
        })
    }

    fn swarm_init<'a>(&'a self, at: SwarmPlace, settings: &'a SwarmSettings, data_path_port: Option<Port>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let request = SwarmInitRequest {
                listen_addr: Some(listen_address(at.advertise)),
                advertise_addr: Some(at.advertise.to_string()),
                data_path_addr: at.data_path.map(|ip| ip.to_string()),
                data_path_port: data_path_port.map(|port| u32::from(port.get())),
                spec: Some(swarm_update::with_settings(SwarmSpec::default(), settings)),
                ..Default::default()
            };
            self.api.call("make the swarm", ACT, self.api.docker().init_swarm(request)).await.map(drop)
        })
    }

    fn set_swarm<'a>(&'a self, settings: &'a SwarmSettings) -> BoxFuture<'a, Result<()>> {
        Box::pin(swarm_update::change(&self.api, Change::Settings(*settings)))
    }

    fn unlock_key(&self) -> BoxFuture<'_, Result<Option<Secret>>> {
        Box::pin(swarm_update::unlock_key(&self.http))
    }

    fn rotate_unlock_key(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(swarm_update::change(&self.api, Change::UnlockKey))
    }

    fn unlock_swarm<'a>(&'a self, key: &'a Secret) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { swarm_update::unlock(&self.http, key).await.map_err(|error| without(error, key)) })
    }

    fn swarm_tokens(&self) -> BoxFuture<'_, Result<SwarmTokens>> {
        Box::pin(self.tokens())
    }

    fn swarm_join<'a>(&'a self, join: SwarmJoin<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(self.join(join))
    }

    fn set_swarm_node<'a>(&'a self, id: &'a str, settings: &'a SwarmNodeSettings) -> BoxFuture<'a, Result<()>> {
        Box::pin(node_update::set(&self.api, id, settings))
    }

    fn set_swarm_role<'a>(&'a self, id: &'a str, role: SwarmJoinRole) -> BoxFuture<'a, Result<()>> {
        Box::pin(node_update::set_role(&self.api, id, role))
    }

    fn remove_swarm_node<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let removed = self.api.docker().delete_node(id, Some(DeleteNodeOptions { force: true }));
            gone_is_fine(self.api.call("take the node off the swarm's list", ACT, removed).await)
        })
    }

    fn swarm_leave(&self, force: bool) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            let left = self.api.docker().leave_swarm(Some(LeaveSwarmOptions { force }));
            match self.api.call("leave the swarm", ACT, left).await {
                Err(Error::Api { message, .. }) if message.contains("not part of a swarm") => Ok(()),
                other => other,
            }
        })
    }
}

fn create_body(cluster: &ClusterName, node: &NodeName, container: &ContainerSpec) -> ContainerCreateBody {
    let host_config = HostConfig {
        network_mode: Some("host".to_owned()),
        restart_policy: Some(RestartPolicy { name: Some(RestartPolicyNameEnum::ALWAYS), maximum_retry_count: None }),
        mounts: Some(container.mounts.iter().map(mount).collect()),
        security_opt: Some(vec!["no-new-privileges".to_owned()]),
        ..Default::default()
    };
    ContainerCreateBody {
        image: Some(container.image.clone()),
        cmd: Some(container.args.clone()),
        env: Some(container.env.clone()),
        labels: Some(container.labels(cluster, node).into_iter().collect()),
        host_config: Some(host_config),
        ..Default::default()
    }
}

/// A path is bound as it is and must be there; anything else is a volume's name.
fn mount(mount: &Mount) -> ApiMount {
    let typ = if mount.source.starts_with('/') { MountType::BIND } else { MountType::VOLUME };
    ApiMount { source: Some(mount.source.clone()), target: Some(mount.target.clone()), typ: Some(typ), read_only: Some(!mount.writable), ..Default::default() }
}

fn listen_address(advertise: IpAddr) -> String {
    match advertise {
        IpAddr::V4(_) => format!("0.0.0.0:{SWARM_PORT}"),
        IpAddr::V6(_) => format!("[::]:{SWARM_PORT}"),
    }
}

fn gone_is_fine(result: Result<()>) -> Result<()> {
    match result {
        Err(Error::Api { status: Some(404), .. }) => Ok(()),
        other => other,
    }
}

/// The error with the token's text taken out, should the engine have repeated it.
fn without(error: Error, token: &Secret) -> Error {
    match (error, token.expose_str()) {
        (Error::Api { what, status, message }, Some(token)) if !token.is_empty() => Error::Api { what, status, message: message.replace(token, "[token]") },
        (error, _) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContainerRole;
    use std::collections::BTreeMap;

    fn spec() -> ContainerSpec {
        ContainerSpec {
            role: ContainerRole::Agent,
            image: "swarm:1.2.9".into(),
            args: vec!["join".into()],
            env: Vec::new(),
            mounts: vec![
                Mount { source: "/etc/swarmctl/tls".into(), target: "/server".into(), writable: false },
                Mount { source: "swarmctl-consul".into(), target: "/consul/data".into(), writable: true },
            ],
            inputs: BTreeMap::new(),
        }
    }

    #[test]
    fn a_container_carries_the_labels_by_which_it_is_found_again() {
        let body = create_body(&"lab".parse().unwrap(), &"n1".parse().unwrap(), &spec());
        let labels = body.labels.unwrap();
        assert_eq!(labels.get(labels::CLUSTER).map(String::as_str), Some("lab"));
        assert_eq!(labels.get(labels::SPEC_HASH), Some(&spec().hash()));
    }

    #[test]
    fn a_path_is_bound_and_a_name_is_a_volume() {
        let mounts: Vec<_> = spec().mounts.iter().map(mount).map(|m| (m.typ, m.read_only)).collect();
        assert_eq!(mounts, [(Some(MountType::BIND), Some(true)), (Some(MountType::VOLUME), Some(false))]);
    }

    #[test]
    fn an_error_never_repeats_the_join_token() {
        let error = Error::Api { what: "join".into(), status: Some(500), message: "bad token SWMTKN-1-x here".into() };
        assert_eq!(without(error, &Secret::new("SWMTKN-1-x")).to_string(), "could not join: bad token [token] here");
    }
}
