//! A context of the docker client's, as its own store keeps it (docker/cli, cli/context/store: `contexts/meta/ID/meta.json` and `contexts/tls/ID/docker/`,
//! where ID is the SHA-256 of the name).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::{ContextName, EnvTarget};
use crate::model::{Exit, Failure};
use crate::pki;
use crate::run::ended::{Ended, Result};
use crate::run::env;
use crate::run::place::Place;
use crate::state;

use super::client_files::ClientFiles;

/// Marks the contexts that swarmctl made, with the cluster's name; the docker client keeps fields that it does not know.
const MARK: &str = "io.swarmctl.cluster";

/// A context that is to be there.
pub(in crate::run) struct Wanted {
    pub(in crate::run) name: ContextName,
    /// What it talks to.
    pub(in crate::run) host: String,
    /// What to do where somebody else's has its name.
    pub(in crate::run) hint: &'static str,
}

/// The one that `certs export` makes.
pub(super) fn wanted(place: &Place, context: Option<&ContextName>) -> Result<Wanted> {
    let name = match context {
        Some(name) => name.clone(),
        None => default_name(place)?,
    };
    let hint = "give it another name, `--docker-context CONTEXT`, or overwrite it with `--force`";
    Ok(Wanted { name, host: env::endpoint(place, &EnvTarget::Cluster)?, hint })
}

/// Where a context's two halves are.
struct Files {
    meta: PathBuf,
    tls: PathBuf,
}

impl Files {
    fn of(name: &ContextName) -> Result<Self> {
        let contexts = docker_config()?.join("contexts");
        let id = pki::fingerprint(name.as_str().as_bytes());
        Ok(Self { meta: contexts.join("meta").join(&id), tls: contexts.join("tls").join(&id) })
    }

    fn document(&self) -> PathBuf {
        self.meta.join("meta.json")
    }

    /// The cluster that swarmctl made it for, if swarmctl did.
    fn made_for(&self) -> Option<String> {
        let found: Value = serde_json::from_slice(&std::fs::read(self.document()).ok()?).ok()?;
        found["Metadata"][MARK].as_str().map(str::to_owned)
    }
}

/// Makes it, or brings one that swarmctl made for the cluster up to date.
pub(in crate::run) fn make(place: &Place, files: &ClientFiles, wanted: &Wanted) -> Result<()> {
    check(place, wanted)?;
    overwrite(place, files, wanted)
}

/// Refuses a name that another context has.
pub(super) fn check(place: &Place, wanted: &Wanted) -> Result<()> {
    let (at, cluster) = (Files::of(&wanted.name)?, place.cluster.name.as_str());
    if !at.document().exists() || at.made_for().as_deref() == Some(cluster) {
        return Ok(());
    }
    let cause = format!("there is a docker context `{}` already, which swarmctl did not make for cluster `{cluster}`", wanted.name);
    Err(Ended::with(Failure::new(cause, Exit::Failed).hint(wanted.hint)))
}

/// Makes it, whatever has its name.
pub(super) fn overwrite(place: &Place, files: &ClientFiles, wanted: &Wanted) -> Result<()> {
    let (at, cluster) = (Files::of(&wanted.name)?, place.cluster.name.as_str());
    // The keys first: a context is there once its `meta.json` is.
    let tls = at.tls.join("docker");
    state::make_private_dir(&tls)?;
    files.write(&tls)?;
    let document = json!({
        "Name": wanted.name.as_str(),
        "Metadata": { "Description": format!("Swarm cluster {cluster}"), MARK: cluster },
        "Endpoints": { "docker": { "Host": wanted.host, "SkipTLSVerify": false } },
    });
    state::make_private_dir(&at.meta)?;
    Ok(state::write_private(&at.document(), document.to_string().as_bytes())?)
}

/// Removes one that swarmctl made, for whichever cluster, and that the docker client does not use now.
pub(in crate::run) fn remove(name: &ContextName) -> Result<()> {
    let at = Files::of(name)?;
    if !at.document().exists() {
        return Err(Ended::with(Failure::new(format!("there is no docker context `{name}`"), Exit::NotFound).hint("`docker context ls` lists them")));
    }
    if at.made_for().is_none() {
        let failure = Failure::new(format!("swarmctl did not make the docker context `{name}`"), Exit::Failed);
        return Err(Ended::with(failure.hint(format!("`docker context rm {name}` removes it"))));
    }
    if in_use()?.as_deref() == Some(name.as_str()) {
        let failure = Failure::new(format!("the docker client uses the context `{name}`"), Exit::Failed);
        return Err(Ended::with(failure.hint("choose another one first: `docker context use default`")));
    }
    // It is there no more once its `meta.json` is not; the keys go after it.
    remove_tree(&at.meta)?;
    remove_tree(&at.tls)
}

fn remove_tree(path: &Path) -> Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(state::Error::Write { path: path.to_owned(), source }.into()),
        _ => Ok(()),
    }
}

/// The context that the docker client is in without being told.
fn in_use() -> Result<Option<String>> {
    let config: Option<Value> = std::fs::read(docker_config()?.join("config.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(config.and_then(|config| config["currentContext"].as_str().map(str::to_owned)))
}

fn default_name(place: &Place) -> Result<ContextName> {
    let name = place.cluster.name.as_str();
    name.parse().map_err(|error| {
        let failure = Failure::new(format!("the cluster's name cannot be a docker context's: {error}"), Exit::Usage);
        Ended::with(failure.hint("give it one: `--docker-context CONTEXT`"))
    })
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
