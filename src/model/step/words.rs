//! What each step does, in words: one exhaustive list.

use crate::model::{ContainerRole, Host, MigrationStage, SwarmJoinRole};

use super::{ImageSource, Step};

impl Step {
    /// What the step does, in the imperative, as plans, progress and errors name it.
    pub fn describe(&self) -> String {
        match self {
            Self::MakeCa { days } => format!("make the cluster CA ({days} days)"),
            Self::IssueClient { days } => format!("issue the operator's certificate ({days} days)"),
            Self::MakeGossipKey => "make the gossip key".to_owned(),
            Self::CreateNetwork { network } => format!("create network `{network}`"),
            Self::BuildHostImage { image, base } => format!("build host image `{image}` from `{base}`"),
            Self::CreateHost { network, .. } => format!("create a host container on `{network}`"),
            Self::StartHost { .. } => "start the host container".to_owned(),
            Self::StopHost { .. } => "stop the host container".to_owned(),
            Self::RefreshPackages => "fetch the lists of packages".to_owned(),
            Self::UpgradeEngine { package, from, to } => format!("upgrade `{package}` from {from} to {to}"),
            Self::ReturnEngine { package, to } => format!("put `{package}` {to} back"),
            Self::AwaitWell { .. } => "wait until the node is well".to_owned(),
            Self::RebootHost => "reboot the host".to_owned(),
            Self::PowerOffHost => "power the host off".to_owned(),
            Self::ClaimNode => "mark the host as this cluster's".to_owned(),
            Self::InstallEngine { package } => format!("install `{package}`"),
            Self::InstallLeaf { request } => {
                let sans: Vec<_> = request.sans.iter().map(Host::as_str).collect();
                format!("issue and install a certificate for {} ({})", sans.join(", "), request.valid)
            }
            Self::InstallTrust { cas } => format!("trust {}", quoted(cas)),
            Self::BridgeEngine { .. } => "reload the engine (live-restore)".to_owned(),
            Self::RemovePairs => "remove the node's certificates".to_owned(),
            Self::ConfigureEngine { change } => format!("configure and restart the engine ({})", change.contents.join(", ")),
            Self::BringImages { images, source: ImageSource::Registry } => format!("pull {}", quoted(images)),
            Self::BringImages { images, source: ImageSource::Archive { path } } => format!("load {} from {}", quoted(images), path.display()),
            Self::WriteConsulConfig { .. } => "write Consul's configuration".to_owned(),
            Self::WriteStoreFiles { .. } => "write the certificate and the key for the discovery store".to_owned(),
            Self::RemoveStoreFiles => "remove the certificate and the key for a discovery store".to_owned(),
            Self::RemoveConsulConfig => "remove Consul's configuration".to_owned(),
            Self::RunContainer { container, replaces: None } => format!("run {} (`{}`)", container.role.container_name(), container.image),
            Self::RunContainer { container, replaces: Some(_) } => format!("replace {} (`{}`)", container.role.container_name(), container.image),
            Self::CreateContainer { container } => format!("create {} (`{}`)", container.role.container_name(), container.image),
            Self::StartContainer { role, .. } => format!("start {}", role.container_name()),
            Self::RestartContainer { role, .. } => format!("restart {} with the new certificate", role.container_name()),
            Self::ReloadConsul { .. } => format!("let {} read the new certificate", ContainerRole::Consul.container_name()),
            Self::Failover { to: None, .. } => "let another manager be the primary".to_owned(),
            Self::Failover { to: Some(to), .. } => format!("let `{to}` be the primary"),
            Self::CheckNode { .. } => "check that the new certificate is served and the node is well".to_owned(),
            Self::RestorePair { .. } => "put the former certificate back and restart what reads it".to_owned(),
            Self::TrustAtClients => "let the operator and the named clients trust the same CAs".to_owned(),
            Self::ReissueClients { names } => {
                let names: Vec<_> = names.iter().map(ToString::to_string).collect();
                format!("issue the certificates of {} anew", quoted(&names))
            }
            Self::EnterCaStage { stage } => format!("enter the stage `{}`", stage.as_str()),
            Self::EndCaRotation => "end the change of CAs".to_owned(),
            Self::AwaitConsulLeader { .. } => "wait for Consul's leader".to_owned(),
            Self::AwaitConsulServer { .. } => "wait until its Consul votes and knows a leader".to_owned(),
            Self::RecoverConsul { .. } => "let its Consul go on alone with its keys if the servers have no leader".to_owned(),
            Self::DropConsulServers { stay } => format!("take all but {} out of Consul's servers", quoted(stay)),
            Self::SwarmInit { at, settings, .. } if settings.autolock => format!("initialize the swarm at {at}, its managers locked"),
            Self::SwarmInit { at, .. } => format!("initialize the swarm at {at}"),
            Self::SetSwarm { settings } => format!("set the swarm: {settings}"),
            Self::UnlockSwarm => "unlock the swarm's manager".to_owned(),
            Self::KeepUnlockKey => "keep the swarm's unlock key in the store".to_owned(),
            Self::RotateUnlockKey => "change the swarm's unlock key, and keep it in the store".to_owned(),
            Self::ForgetUnlockKey => "remove the swarm's unlock key from the store".to_owned(),
            Self::SwarmJoin { role, remote, at, .. } => {
                let with = at.data_path.map(|ip| format!(", containers' traffic at {ip}")).unwrap_or_default();
                match role {
                    SwarmJoinRole::Manager => format!("join the swarm at {remote} as a manager{with}"),
                    SwarmJoinRole::Worker => format!("join the swarm at {remote} as a worker{with}"),
                }
            }
            Self::SetSwarmNode { settings, .. } if settings.labels.is_empty() => format!("be `{}` in the swarm", settings.availability.as_str()),
            Self::SetSwarmNode { settings, .. } => {
                let labels: Vec<_> = settings.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("be `{}` in the swarm, with the labels {}", settings.availability.as_str(), quoted(&labels))
            }
            Self::AwaitReady => "wait until the swarm has the node as ready".to_owned(),
            Self::SetSwarmRole { role: SwarmJoinRole::Manager, .. } => "become a manager of the swarm".to_owned(),
            Self::SetSwarmRole { role: SwarmJoinRole::Worker, .. } => "become a worker of the swarm".to_owned(),
            Self::AwaitNoTasks { .. } => "wait until its tasks have moved to other nodes".to_owned(),
            Self::RemoveSwarmNode { .. } => "be taken off the swarm's list of nodes".to_owned(),
            Self::ForgetEngine { engine, .. } => format!("take its engine `{engine}` out of Consul"),
            Self::ReloadEngine { change } if change.live_restore => "switch the engine's live-restore on, without a restart".to_owned(),
            Self::ReloadEngine { .. } => "switch the engine's live-restore off, without a restart".to_owned(),
            Self::EnterMigration { stage: MigrationStage::Join } => "begin to move to swarm mode".to_owned(),
            Self::EnterMigration { stage: MigrationStage::Back } => "begin to go back to standalone".to_owned(),
            Self::EnterMigration { stage: MigrationStage::Finish } => "begin to take standalone away".to_owned(),
            Self::EndMigration { spec: Some(_) } => "let the cluster's spec say `swarm-mode`".to_owned(),
            Self::EndMigration { spec: None } => "end the move: the cluster is `standalone` as before".to_owned(),
            Self::SwarmLeave { .. } => "leave the swarm".to_owned(),
            Self::RemoveContainer { role, .. } => format!("remove {}", role.container_name()),
            Self::RemoveVolume { volume } => format!("remove volume `{volume}`"),
            Self::RemoveImage { image } => format!("remove image `{image}`"),
            Self::RestoreEngine => "restore the engine's configuration and remove swarmctl's files".to_owned(),
            Self::RemoveHost { .. } => "remove the host container".to_owned(),
            Self::RemoveNetwork { network } => format!("remove network `{network}`"),
            Self::ForgetCluster => "forget the cluster".to_owned(),
            Self::ForgetNodes { nodes, .. } => format!("forget {}", quoted(&nodes.iter().map(ToString::to_string).collect::<Vec<_>>())),
        }
    }
}

fn quoted(images: &[String]) -> String {
    images.iter().map(|i| format!("`{i}`")).collect::<Vec<_>>().join(" and ")
}
