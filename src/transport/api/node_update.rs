//! A node of a swarm, set by a manager of it.

use std::time::Duration;

use bollard::models::{NodeSpec, NodeSpecAvailabilityEnum};
use bollard::query_parameters::UpdateNodeOptions;

use crate::model::{Availability, SwarmNodeSettings};

use super::client::Api;
use crate::transport::{Error, Result};

/// The deadline of a call.
const ACT: Duration = Duration::from_secs(30);

/// How often a change is tried that another one was faster than.
const TRIES: usize = 10;

/// Sets the node with this id; what else is said of it stays. A change is for the version that was looked at: one that came between is looked at again.
pub async fn set(api: &Api, id: &str, settings: &SwarmNodeSettings) -> Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        match update(api, id, settings).await {
            Err(Error::Api { message, .. }) if message.contains("update out of sequence") && tries < TRIES => {}
            other => return other,
        }
    }
}

async fn update(api: &Api, id: &str, settings: &SwarmNodeSettings) -> Result<()> {
    let node = api.call("look at the node in the swarm", ACT, api.docker().inspect_node(id)).await?;
    let version = node.version.and_then(|v| v.index).and_then(|index| i64::try_from(index).ok()).unwrap_or_default();
    let spec = node.spec.unwrap_or_default();
    let current = spec.labels.unwrap_or_default().into_iter().collect();
    let availability = match settings.availability {
        Availability::Active => NodeSpecAvailabilityEnum::ACTIVE,
        Availability::Drain => NodeSpecAvailabilityEnum::DRAIN,
    };
    let labels = settings.merged(&current).into_iter().collect();
    let wanted = NodeSpec { availability: Some(availability), labels: Some(labels), ..spec };
    api.call("set the node in the swarm", ACT, api.docker().update_node(id, wanted, UpdateNodeOptions { version })).await
}
