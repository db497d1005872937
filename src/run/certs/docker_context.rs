//! A context of the docker client's, as its own store keeps it (docker/cli, cli/context/store: `contexts/meta/ID/meta.json` and `contexts/tls/ID/docker/`,
//! where ID is the SHA-256 of the name).

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cli::{CertsExportRequest, ContextName};
use crate::model::{Exit, Failure, Orchestrator};
use crate::pki;
use crate::run::ended::{Ended, Result};
use crate::run::place::Place;
use crate::state;

use super::client_files::ClientFiles;

/// Marks the contexts that swarmctl made, with the cluster's name; the docker client keeps fields that it does not know.
const MARK: &str = "io.swarmctl.cluster";

/// A context that was made.
pub(super) struct MadeContext {
    pub(super) name: String,
    pub(super) host: String,
}

/// Makes it, or brings one that swarmctl made for the cluster up to date.
pub(super) fn make(place: &Place, files: &ClientFiles, context: Option<&ContextName>, request: &CertsExportRequest) -> Result<MadeContext> {
    let name = match context {
        Some(name) => name.clone(),
        None => default_name(place)?,
    };
    let host = host(place)?;
    let contexts = docker_config()?.join("contexts");
    let id = pki::fingerprint(name.as_str().as_bytes());
    let (meta, tls) = (contexts.join("meta").join(&id), contexts.join("tls").join(&id).join("docker"));
    let cluster = place.cluster.name.as_str();
    if !request.force && meta.join("meta.json").exists() && !is_ours(&meta.join("meta.json"), cluster) {
        let failure = Failure::new(format!("there is a docker context `{name}` already, which swarmctl did not make for cluster `{cluster}`"), Exit::Failed);
        return Err(Ended::with(failure.hint("give it another name, `--docker-context CONTEXT`, or overwrite it with `--force`")));
    }
    // The keys first: a context is there once its `meta.json` is.
    state::make_private_dir(&tls)?;
    files.write(&tls)?;
    let document = json!({
        "Name": name.as_str(),
        "Metadata": { "Description": format!("Swarm cluster {cluster}"), MARK: cluster },
        "Endpoints": { "docker": { "Host": host, "SkipTLSVerify": false } },
    });
    state::make_private_dir(&meta)?;
    state::write_private(&meta.join("meta.json"), document.to_string().as_bytes())?;
    Ok(MadeContext { name: name.as_str().to_owned(), host })
}

fn is_ours(meta: &std::path::Path, cluster: &str) -> bool {
    let found: Option<Value> = std::fs::read(meta).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    found.is_some_and(|meta| meta["Metadata"][MARK] == cluster)
}

fn default_name(place: &Place) -> Result<ContextName> {
    let name = place.cluster.name.as_str();
    name.parse().map_err(|error| {
        let failure = Failure::new(format!("the cluster's name cannot be a docker context's: {error}"), Exit::Usage);
        Ended::with(failure.hint("give it one: `--docker-context CONTEXT`"))
    })
}

/// The first manager; in swarm mode its engine.
fn host(place: &Place) -> Result<String> {
    let cluster = &place.cluster;
    let manager = cluster.managers().next().ok_or_else(|| Ended::with(Failure::new("the cluster has no manager", Exit::Failed)))?;
    let missing = || Ended::with(Failure::new("its host is not there yet", Exit::NotFound).on(&manager.name).hint("run `swarmctl init`"));
    let address = manager.address.as_ref().ok_or_else(missing)?;
    let port = match cluster.orchestrator {
        Orchestrator::Standalone => cluster.manager.port,
        Orchestrator::SwarmMode => cluster.engine.port,
    };
    Ok(format!("tcp://{}", address.with_port(port)))
}

/// Where the docker client keeps its things.
fn docker_config() -> Result<PathBuf> {
    let named = std::env::var_os("DOCKER_CONFIG").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let home = || directories::BaseDirs::new().map(|dirs| dirs.home_dir().join(".docker"));
    named.or_else(home).ok_or_else(|| {
        let failure = Failure::new("there is no place for docker contexts: neither `DOCKER_CONFIG` nor a home directory is set", Exit::Usage);
        Ended::with(failure)
    })
}
