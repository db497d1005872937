//! Where a spec comes from: a file and flags, the store, or questions; and whether it may take the place of the one in force.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::cli::{InitRequest, SpecSource};
use crate::model::{Cluster, ClusterName, Driver, Exit, Failure, NodeName, Orchestrator};
use crate::report::Ui;
use crate::spec::{Draft, NodeFlag, Overrides, SourceContext};
use crate::state::{self, ClusterDir};

use super::ended::{Ended, Result};
use super::moving::not_moving;
use super::place;
use super::session::{Session, working_dir};

/// The file that is read where neither a file nor nodes are named.
const DEFAULT_FILE: &str = "cluster.yaml";
/// The name of a cluster that was asked for and not named.
const DEFAULT_NAME: &str = "swarm";

/// The cluster that is wanted: the file's, or what flags say; without either, the one in the store that is named, the working directory's
/// `cluster.yaml`, the only one in the store, and at last what the user answers.
pub(super) async fn wanted(request: &InitRequest, session: &Session<'_>) -> Result<Cluster> {
    let flags = with_name(&request.overrides, session.globals.cluster.as_ref());
    if let Some(source) = &request.source {
        return read(source, &flags);
    }
    if !flags.nodes.is_empty() || flags.count.is_some() {
        return Ok(Draft::empty().override_with(&flags, &here()?).validate()?);
    }
    if let Some(cluster) = flags.name.as_ref().and_then(|name| session.store.cluster(name)) {
        return from_store(&cluster, &flags);
    }
    if Path::new(DEFAULT_FILE).exists() {
        session.ui.note(&format!("reading {DEFAULT_FILE}"));
        return read(&SpecSource::File(DEFAULT_FILE.into()), &flags);
    }
    match session.store.clusters()?.as_slice() {
        [only] if flags.name.is_none() => from_store(only, &flags),
        _ => asked(flags, session).await,
    }
}

/// The cluster that is wanted of one that exists: what the file says, else the store's own copy.
pub(super) fn existing(source: Option<&SpecSource>, session: &Session<'_>) -> Result<(Cluster, ClusterDir)> {
    let flags = with_name(&Overrides::default(), session.globals.cluster.as_ref());
    let (cluster, dir) = match source {
        None => {
            let dir = place::named_or_only(session)?;
            (from_store(&dir, &flags)?, dir)
        }
        Some(source) => {
            let cluster = read(source, &flags)?;
            let dir = session.store.cluster(&cluster.name).ok_or_else(|| place::no_such(&session.store, &cluster.name))?;
            (cluster, dir)
        }
    };
    session.touch(&dir);
    Ok((cluster, dir))
}

/// A spec from a file or from standard input, with the flags on top.
pub(super) fn read(source: &SpecSource, flags: &Overrides) -> Result<Cluster> {
    let working = working_dir()?;
    let (bytes, context) = match source {
        SpecSource::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(Ended::io("standard input cannot be read"))?;
            (bytes, SourceContext { name: "standard input".to_owned(), dir: Some(working.clone()), home: home() })
        }
        SpecSource::File(path) => {
            let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
            let dir = working.join(path).parent().map(Path::to_owned);
            (bytes, SourceContext { name: path.display().to_string(), dir, home: home() })
        }
    };
    Ok(Draft::read(&bytes, &context)?.override_with(flags, &here()?).validate()?)
}

/// The cluster as the store has it, with the flags on top. Its name is that of its place: a rename that was cut off has left a spec with the next one.
pub(super) fn from_store(dir: &ClusterDir, flags: &Overrides) -> Result<Cluster> {
    let flags = Overrides { name: Some(dir.name().clone()), ..flags.clone() };
    let text = dir.spec()?.ok_or_else(|| place::no_spec(dir.name()))?;
    let context = SourceContext { name: dir.spec_path().display().to_string(), dir: None, home: None };
    Ok(Draft::read(text.as_bytes(), &context)?.override_with(&flags, &here()?).validate()?)
}

async fn asked(mut flags: Overrides, session: &Session<'_>) -> Result<Cluster> {
    let ui = session.ui;
    if !ui.manner().can_ask {
        let failure = Failure::new("no nodes are named", Exit::Usage);
        return Err(Ended::with(failure.hint("name a spec with `--file`, or nodes with `--node NAME=USER@HOST`; `swarmctl config example` prints a spec")));
    }
    if flags.orchestrator.is_none() {
        flags.orchestrator = Some(ui.ask_orchestrator().await?);
    }
    if flags.ssh.user.is_none() && flags.driver != Some(Driver::Docker) {
        flags.ssh.user = Some(ui.ask_user("root").await?);
    }
    let entries = ui.ask_nodes(|entry| entry.parse::<NodeFlag>().map(drop).map_err(|error| error.to_string())).await?;
    // Each entry was parsed when it was typed.
    flags.nodes = entries.iter().filter_map(|entry| entry.parse().ok()).collect();
    if let Some(first) = flags.nodes.first_mut().filter(|_| flags_without_manager(&entries)) {
        first.roles.insert(crate::model::Role::Manager);
    }
    if flags.name.is_none() {
        flags.name = DEFAULT_NAME.parse().ok();
    }
    Ok(Draft::empty().override_with(&flags, &here()?).validate()?)
}

/// Who names no manager means the first node.
fn flags_without_manager(entries: &[String]) -> bool {
    !entries.iter().any(|entry| entry.contains("role=manager"))
}

fn with_name(flags: &Overrides, cluster: Option<&ClusterName>) -> Overrides {
    Overrides { name: flags.name.clone().or_else(|| cluster.cloned()), ..flags.clone() }
}

/// Where relative paths in flags begin.
fn here() -> Result<SourceContext> {
    Ok(SourceContext { name: "arguments".to_owned(), dir: Some(working_dir()?), home: home() })
}

/// This user's home directory, which `~/` stands for.
pub(super) fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Ended {
    let failure = Failure::new(format!("`{}` cannot be read: {error}", path.display()), Exit::Usage);
    Ended::with(failure.hint("`swarmctl config example > cluster.yaml` writes one to begin with"))
}

/// Sets the store's spec aside if it cannot be used any more: the one that is wanted came from elsewhere, and is how the cluster gets a spec again.
pub(super) fn make_way(dir: &ClusterDir, ui: &Ui) -> Result<()> {
    let problem = match dir.spec() {
        Ok(None) => return Ok(()),
        Ok(Some(text)) => match place::parse_stored(&text) {
            Ok(_) => return Ok(()),
            Err(error) => error.to_string(),
        },
        Err(error @ state::Error::Damaged { .. }) => error.to_string(),
        Err(other) => return Err(other.into()),
    };
    let aside = dir.set_spec_aside()?;
    ui.warn(&format!("the store's spec cannot be used any more and is now `{}`: {problem}", aside.display()));
    Ok(())
}

/// What a spec may not change in passing.
pub(super) fn check_change(dir: &ClusterDir, wanted: &Cluster, lost: &[NodeName]) -> Result<()> {
    if let Some(node) = lost.iter().find(|node| wanted.node(node).is_some()) {
        let failure = Failure::new(format!("`{node}` is said to be gone, and the spec has it"), Exit::Usage);
        return Err(Ended::with(failure.hint("leave it out of the spec, and name other discovery nodes or managers if it was one")));
    }
    let stored = place::stored(dir)?;
    not_moving(&stored)?;
    let Some(former) = stored.cluster else { return Ok(()) };
    let refuse = |cause: String, hint: &str| Err(Ended::with(Failure::new(cause, Exit::Preflight).hint(hint)));
    let name = &wanted.name;
    if former.orchestrator != wanted.orchestrator {
        let (from, to) = (former.orchestrator.as_str(), wanted.orchestrator.as_str());
        let hint = match wanted.orchestrator {
            Orchestrator::SwarmMode => "`swarmctl migrate --to swarm-mode` moves it; or give the new cluster another name",
            Orchestrator::Standalone => "set `orchestrator: swarm-mode` and leave the role `discovery` out; to have it standalone, destroy the cluster first",
        };
        return refuse(format!("cluster `{name}` is `{from}`; the spec says `{to}`"), hint);
    }
    if former.driver != wanted.driver {
        let (from, to) = (former.driver.as_str(), wanted.driver.as_str());
        return refuse(format!("the hosts of cluster `{name}` come from driver `{from}`; the spec says `{to}`"), "give the new cluster another name");
    }
    let stay: BTreeSet<_> = wanted.nodes.iter().map(|n| &n.name).chain(lost).collect();
    let gone: Vec<_> = former.nodes.iter().filter(|n| !stay.contains(&n.name)).map(|n| format!("`{}`", n.name)).collect();
    if gone.is_empty() {
        return Ok(());
    }
    refuse(
        format!("cluster `{name}` has nodes that the spec leaves out: {}", gone.join(", ")),
        "put them back into the spec: `swarmctl remove-node NAME` takes one out of the cluster; one that is gone for good is named with `init --gone`",
    )
}
