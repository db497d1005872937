//! A swarm as a whole, at a manager of it: how it is set, and the key that unlocks its managers.

use std::time::Duration;

use bollard::models::{SwarmSpec, SwarmSpecCaConfig, SwarmSpecEncryptionConfig};
use bollard::query_parameters::UpdateSwarmOptions;
use serde::{Deserialize, Serialize};

use crate::model::{Secret, SwarmSettings};

use super::client::Api;
use super::http::{Call, Http};
use crate::transport::{Error, Result};

/// The deadline of a call.
const ACT: Duration = Duration::from_secs(30);

/// How often a change is tried that another one was faster than.
const TRIES: usize = 10;

/// Where engines give and take the key.
const UNLOCK_KEY: &str = "/swarm/unlockkey";
const UNLOCK: &str = "/swarm/unlock";

/// The key as engines write it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct KeyBody<T> {
    unlock_key: T,
}

/// What is changed of a swarm.
#[derive(Clone, Copy)]
pub enum Change {
    /// How it is set.
    Settings(SwarmSettings),
    /// The unlock key, for another one.
    UnlockKey,
}

/// A swarm's spec with these settings; what else it says stays.
pub fn with_settings(spec: SwarmSpec, settings: &SwarmSettings) -> SwarmSpec {
    let expiry = i64::try_from(settings.cert_expiry.as_nanos()).unwrap_or(i64::MAX);
    SwarmSpec {
        ca_config: Some(SwarmSpecCaConfig { node_cert_expiry: Some(expiry), ..spec.ca_config.unwrap_or_default() }),
        encryption_config: Some(SwarmSpecEncryptionConfig { auto_lock_managers: Some(settings.autolock) }),
        ..spec
    }
}

/// Changes the swarm. A change is for the version that was looked at: one that came between is looked at again.
pub async fn change(api: &Api, change: Change) -> Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        match update(api, change).await {
            Err(Error::Api { message, .. }) if message.contains("update out of sequence") && tries < TRIES => {}
            other => return other,
        }
    }
}

async fn update(api: &Api, change: Change) -> Result<()> {
    let swarm = api.call("look at the swarm", ACT, api.docker().inspect_swarm()).await?;
    let version = swarm.version.and_then(|v| v.index).and_then(|index| i64::try_from(index).ok()).unwrap_or_default();
    let options = UpdateSwarmOptions { version, rotate_manager_unlock_key: matches!(change, Change::UnlockKey), ..Default::default() };
    let spec = swarm.spec.unwrap_or_default();
    let wanted = match change {
        Change::Settings(settings) => with_settings(spec, &settings),
        Change::UnlockKey => spec,
    };
    api.call("set the swarm", ACT, api.docker().update_swarm(wanted, options)).await
}

/// The key that unlocks managers; `None` where they are not locked.
pub async fn unlock_key(http: &Http) -> Result<Option<Secret>> {
    let answer: KeyBody<Option<String>> = http.get(Call { what: "ask for the swarm's unlock key", path: UNLOCK_KEY, within: ACT }).await?;
    Ok(answer.unlock_key.filter(|key| !key.is_empty()).map(Secret::new))
}

/// Unlocks a manager. It answers once the manager has found the others, which it cannot while most of them are locked.
pub async fn unlock(http: &Http, key: &Secret) -> Result<()> {
    let body = KeyBody { unlock_key: key.expose_str().unwrap_or_default() };
    match http.give(Call { what: "unlock the swarm", path: UNLOCK, within: ACT }, &body).await {
        Err(Error::Api { message, .. }) if message.contains("not locked") => Ok(()),
        other => other,
    }
}
