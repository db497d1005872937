//! The store and its clusters.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use crate::model::{Cluster, Explain, Failure};
use crate::report::Ailment;
use crate::run::expiry;
use crate::run::place;
use crate::state::{ClusterDir, Store};

/// Bits that let in others than the owner.
const OTHERS: u32 = 0o077;
/// A clock may be a little off.
const MINUTE: time::Duration = time::Duration::minutes(1);

/// Looks at the store, then at each cluster.
pub(super) fn look(store: &Store, clusters: &[ClusterDir]) -> Vec<Ailment> {
    let root = store.root();
    if !root.exists() {
        return vec![Ailment::good("store", format!("there is none yet at {}", root.display()))];
    }
    let mut found = vec![writable(store), private(root)];
    found.extend(default_cluster(store));
    found.extend(clusters.iter().flat_map(cluster));
    found
}

fn writable(store: &Store) -> Ailment {
    match store.check_writable() {
        Ok(()) => Ailment::good("store", format!("{} can be read and written", store.root().display())),
        Err(error) => of_error("store", &error),
    }
}

/// Whether somebody else can read what is in the store.
fn private(root: &Path) -> Ailment {
    let open = open_to_others(root);
    match open.first() {
        None => Ailment::good("modes", "nobody else can read it"),
        Some(first) => {
            let more = if open.len() == 1 { String::new() } else { format!(" and {} more", open.len() - 1) };
            Ailment::wrong("modes", format!("others than you may use {}{more}", first.display()), format!("close it: `chmod -R go= {}`", root.display()))
        }
    }
}

fn open_to_others(root: &Path) -> Vec<PathBuf> {
    let mut open = Vec::new();
    let mut left = vec![root.to_owned()];
    while let Some(path) = left.pop() {
        // What cannot be looked at is told where it is read. Links have no mode of their own.
        let Ok(meta) = fs::symlink_metadata(&path) else { continue };
        if meta.is_symlink() {
            continue;
        }
        if meta.mode() & OTHERS != 0 {
            open.push(path.clone());
        }
        if meta.is_dir() {
            left.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        }
    }
    open.sort();
    open
}

fn default_cluster(store: &Store) -> Option<Ailment> {
    match store.default_cluster() {
        Ok(None) => None,
        Ok(Some(name)) if store.cluster(&name).is_some() => Some(Ailment::good("default", format!("`{name}` is meant where no cluster is named"))),
        Ok(Some(name)) => {
            let message = format!("the default cluster `{name}` is not in the store any more");
            Some(Ailment::wrong("default", message, "choose another with `swarmctl clusters use NAME`, or none with `--none`"))
        }
        Err(error) => Some(of_error("default", &error)),
    }
}

fn cluster(dir: &ClusterDir) -> Vec<Ailment> {
    let about = dir.name().as_str();
    let stored = match place::read(dir) {
        Ok(stored) => stored,
        Err(error) => return vec![of_error(about, &error)],
    };
    let Some(cluster) = stored.cluster else {
        return vec![Ailment::doubtful(about, "it was begun but has no spec yet", "run `swarmctl init` again with its spec")];
    };
    let mut found = vec![Ailment::good(about, format!("its spec and its record can be read, {} nodes", cluster.nodes.len()))];
    found.extend(identities(about, &cluster));
    found.extend(history(about, dir));
    found.extend(expiry::warning(dir, &format!(" -c {about}")).map(|warning| Ailment::doubtful(about, warning, "`swarmctl certs check` says more")));
    found
}

/// ssh takes no key that others can read.
fn identities(about: &str, cluster: &Cluster) -> Vec<Ailment> {
    let named: BTreeSet<_> = cluster.nodes.iter().filter_map(|node| node.ssh.identity.as_ref()).collect();
    let judge = |path: &&PathBuf| match fs::metadata(path) {
        Err(error) => {
            Some(Ailment::wrong(about, format!("the key `{}` cannot be used: {error}", path.display()), "name another in the spec (`ssh: { identity: FILE }`)"))
        }
        Ok(meta) if meta.mode() & OTHERS != 0 => Some(Ailment::wrong(
            about,
            format!("others than you may read the key `{}`: ssh refuses it", path.display()),
            format!("`chmod 600 {}`", path.display()),
        )),
        Ok(_) => None,
    };
    named.iter().filter_map(judge).collect()
}

/// What the journal says: a run that was cut off, one that goes on, and whether time goes forward.
fn history(about: &str, dir: &ClusterDir) -> Vec<Ailment> {
    if let Some(holder) = dir.holder() {
        return vec![Ailment::good(about, format!("it is held by {holder}"))];
    }
    let runs = match dir.journal().runs() {
        Ok(runs) => runs,
        Err(error) => return vec![of_error(about, &error)],
    };
    let mut found = Vec::new();
    if let Ok(Some(cut)) = dir.journal().last_unfinished() {
        found.push(Ailment::doubtful(about, cut.to_string(), "run that command again: it finishes what was begun"));
    }
    if runs.last().is_some_and(|run| run.began > OffsetDateTime::now_utc() + MINUTE) {
        found.push(Ailment::wrong(
            "clock",
            format!("the last run of `{about}` began after now"),
            "set this machine's clock: certificates would not be valid yet",
        ));
    }
    found
}

fn of_error(about: &str, error: &dyn Explain) -> Ailment {
    let failure = Failure::from_error(error);
    let hint = failure.hint.unwrap_or_else(|| "`swarmctl doctor --bundle FILE` packs what a bug report needs".to_owned());
    Ailment::wrong(about, failure.cause, hint)
}
