//! A node of a swarm, set by a manager of it.

use std::time::Duration;

use bollard::models::{NodeSpec, NodeSpecAvailabilityEnum, NodeSpecRoleEnum};
use bollard::query_parameters::UpdateNodeOptions;

use crate::model::{Availability, SwarmJoinRole, SwarmNodeSettings};

use super::client::Api;
use crate::transport::{Error, Result};

/// The deadline of a call.
const ACT: Duration = Duration::from_secs(30);

/// How often a change is tried that another one was faster than.
const TRIES: usize = 10;

/// Sets the node with this id; what else is said of it stays.
pub async fn set(api: &Api, id: &str, settings: &SwarmNodeSettings) -> Result<()> {
    let availability = match settings.availability {
        Availability::Active => NodeSpecAvailabilityEnum::ACTIVE,
        Availability::Drain => NodeSpecAvailabilityEnum::DRAIN,
    };
    change(api, id, |spec| {
        let current = spec.labels.unwrap_or_default().into_iter().collect();
        let labels = settings.merged(&current).into_iter().collect();
        NodeSpec { availability: Some(availability), labels: Some(labels), ..spec }
    })
    .await
}

/// Lets the node with this id be a manager or a worker.
pub async fn set_role(api: &Api, id: &str, role: SwarmJoinRole) -> Result<()> {
    let role = match role {
        SwarmJoinRole::Manager => NodeSpecRoleEnum::MANAGER,
        SwarmJoinRole::Worker => NodeSpecRoleEnum::WORKER,
    };
    change(api, id, |spec| NodeSpec { role: Some(role), ..spec }).await
}

/// A change is for the version that was looked at: one that came between is looked at again.
async fn change(api: &Api, id: &str, to: impl Fn(NodeSpec) -> NodeSpec) -> Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        match update(api, id, &to).await {
            Err(Error::Api { message, .. }) if message.contains("update out of sequence") && tries < TRIES => {}
            other => return other,
        }
    }
}

async fn update(api: &Api, id: &str, to: impl Fn(NodeSpec) -> NodeSpec) -> Result<()> {
    let node = api.call("look at the node in the swarm", ACT, api.docker().inspect_node(id)).await?;
    let version = node.version.and_then(|v| v.index).and_then(|index| i64::try_from(index).ok()).unwrap_or_default();
    let wanted = to(node.spec.unwrap_or_default());
    api.call("set the node in the swarm", ACT, api.docker().update_node(id, wanted, UpdateNodeOptions { version })).await
}
