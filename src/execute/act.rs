//! Which piece of work each step is: one exhaustive list.

use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use crate::model::{Event, PlannedStep, Step, StepId};
use crate::transport::{Action, ProgressFn};

use super::workshop::Workshop;
use super::{
    Error, ca_change, consul_servers, discovery, engine_version, failover, host_container, migrate, node, operator, pair, power, refresh, swarm_mode, unlock,
    wellness,
};

/// Does one step.
pub(super) async fn act(planned: &PlannedStep, shop: &Workshop, events: &UnboundedSender<Event>) -> Result<(), Error> {
    let at = || planned.node.as_ref().ok_or(Error::NoNode);
    let told = || progress(planned.id, events);
    let links = &shop.links;
    match &planned.step {
        Step::MakeCa { days } => operator::make_ca(shop, *days),
        Step::IssueClient { days } => operator::issue_client(shop, *days),
        Step::MakeGossipKey => operator::make_gossip_key(shop),
        Step::TrustAtClients => ca_change::trust_at_clients(shop),
        Step::ReissueClients { names } => ca_change::reissue_clients(shop, names),
        Step::EnterCaStage { stage } => ca_change::enter(shop, *stage),
        Step::EndCaRotation => Ok(shop.dir.finish_rotation()?),
        Step::EnterMigration { stage } => Ok(shop.dir.enter_migration(*stage, Workshop::now())?),
        Step::EndMigration { spec } => Ok(shop.dir.end_migration(spec.as_deref())?),
        Step::ForgetCluster => Ok(shop.dir.forget()?),
        Step::ForgetNodes { nodes, spec } => operator::forget_nodes(shop, nodes, spec),

        Step::CreateNetwork { network } => Ok(host_container::driver(shop)?.create_network(&shop.cluster.mark, network).await?),
        Step::BuildHostImage { image, base } => Ok(host_container::driver(shop)?.build_image(image, base, told()).await?),
        Step::CreateHost { image, network } => host_container::create(shop, at()?, image, network).await,
        Step::StartHost { id } => host_container::start(shop, at()?, id).await,
        Step::StopHost { id } => Ok(host_container::driver(shop)?.stop_host(id).await?),
        Step::RemoveHost { id } => Ok(host_container::driver(shop)?.remove_host(id).await?),
        Step::RemoveNetwork { network } => Ok(host_container::driver(shop)?.remove_network(network).await?),

        Step::ClaimNode => node::act(shop, at()?, Action::Claim { cluster: shop.cluster.mark.to_string() }).await,
        Step::InstallEngine { package } => node::install_engine(shop, at()?, package).await,
        Step::RefreshPackages => node::act(shop, at()?, Action::RefreshPackages).await,
        Step::UpgradeEngine { package, to, .. } | Step::ReturnEngine { package, to } => engine_version::install(shop, at()?, package, to).await,
        Step::AwaitWell { wellness } => wellness::await_well(shop, at()?, wellness).await,
        Step::RebootHost => power::reboot(shop, at()?).await,
        Step::PowerOffHost => power::power_off(shop, at()?).await,
        Step::InstallLeaf { request } => pair::install_leaf(shop, at()?, request).await,
        Step::InstallTrust { .. } => pair::install_trust(shop, at()?).await,
        Step::RemovePairs => pair::remove(shop, at()?).await,
        Step::RestorePair { to, change, containers } => pair::restore(shop, at()?, to, change, containers).await,
        Step::CheckNode { check } => refresh::check_node(shop, at()?, check).await,
        Step::Failover { to, managers } => failover::failover(shop, at()?, to.as_ref(), managers).await,
        Step::ReloadConsul { id } => refresh::reload_consul(shop, at()?, id).await,
        Step::BridgeEngine { bridge } => node::act(shop, at()?, Action::BridgeEngine { bridge: bridge.clone() }).await,
        Step::ConfigureEngine { change } => node::configure_engine(shop, at()?, change).await,
        Step::ReloadEngine { change } => migrate::reload_engine(shop, at()?, change).await,
        Step::RemoveConsulConfig => node::act(shop, at()?, Action::RemoveConsul).await,
        Step::AwaitReady => refresh::ready(shop, at()?).await,
        Step::RestoreEngine => node::act(shop, at()?, Action::RestoreEngine).await,
        Step::BringImages { images, source } => node::bring_images(shop, at()?, images, source, told()).await,

        Step::WriteConsulConfig { files, gossip } => discovery::write_config(shop, at()?, files, *gossip).await,
        Step::WriteStoreFiles { files } => discovery::write_store_files(shop, at()?, files).await,
        Step::RemoveStoreFiles => discovery::remove_store_files(shop, at()?).await,
        Step::AwaitConsulServer { server, others } => consul_servers::await_server(shop, at()?, server, others).await,
        Step::RecoverConsul { id, server, data } => consul_servers::recover(shop, at()?, id, server, data).await,
        Step::DropConsulServers { stay } => consul_servers::drop_others(shop, at()?, stay).await,
        Step::ForgetEngine { via, engine } => discovery::forget_engine(shop, via, engine).await,
        Step::AwaitConsulLeader { endpoint } => discovery::await_leader(shop, at()?, endpoint).await,

        Step::RunContainer { container, replaces } => Ok(shop.engine(at()?).await?.run(&shop.cluster.mark, at()?, container, replaces.as_deref()).await?),
        Step::CreateContainer { container } => Ok(shop.engine(at()?).await?.create(&shop.cluster.mark, at()?, container).await?),
        Step::StartContainer { id, .. } => Ok(shop.engine(at()?).await?.start(id).await?),
        Step::RestartContainer { id, .. } => Ok(links.engine_mut(at()?).await?.restart(id).await?),

        // What takes away goes through the socket: it must work where TLS does not any more.
        Step::RemoveContainer { id, .. } => Ok(links.engine_by_socket_mut(at()?).await?.remove_container(id).await?),
        Step::RemoveVolume { volume } => Ok(links.engine_by_socket_mut(at()?).await?.remove_volume(volume).await?),
        Step::RemoveImage { image } => node::remove_image(shop, at()?, image).await,
        Step::SwarmLeave { manager } => Ok(links.engine_by_socket_mut(at()?).await?.swarm_leave(*manager).await?),

        Step::SwarmInit { at: place, settings, data_path_port } => Ok(links.engine_mut(at()?).await?.swarm_init(*place, settings, *data_path_port).await?),
        Step::SetSwarm { settings } => Ok(links.engine_mut(at()?).await?.set_swarm(settings).await?),
        Step::UnlockSwarm => unlock::unlock(shop, at()?).await,
        Step::KeepUnlockKey => unlock::keep(shop, at()?).await,
        Step::RotateUnlockKey => unlock::rotate(shop, at()?).await,
        Step::ForgetUnlockKey => Ok(shop.dir.remove_unlock_keys()?),
        Step::SwarmJoin { role, at: place, via, remote, availability } => swarm_mode::join(shop, at()?, (*role, *availability), *place, (via, remote)).await,
        Step::SetSwarmNode { via, settings } => swarm_mode::set_node(shop, at()?, via, settings).await,
        Step::SetSwarmRole { via, id, role } => swarm_mode::set_role(shop, via, id, *role).await,
        Step::AwaitNoTasks { via, id } => swarm_mode::await_no_tasks(shop, via, id).await,
        Step::RemoveSwarmNode { via, id } => Ok(links.engine_mut(via).await?.remove_swarm_node(id).await?),
    }
}

fn progress(id: StepId, events: &UnboundedSender<Event>) -> ProgressFn {
    let events = events.clone();
    Arc::new(move |done, total| {
        // A receiver that is gone only means that nobody looks.
        let _ = events.send(Event::Progress { id, done, total });
    })
}
