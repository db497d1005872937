//! A context of the docker client's, as its own store keeps it (docker/cli, cli/context/store: `contexts/meta/ID/meta.json` and `contexts/tls/ID/docker/`,
//! where ID is the SHA-256 of the name).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::{ContextName, EnvTarget};
use crate::model::{ClusterName, Exit, Failure};
use crate::pki;
use crate::run::ended::{Ended, Result};
use crate::run::env;
use crate::run::place::Place;
use crate::state::{self, ClusterDir, Pair};

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
        "Metadata": { "Description": description(cluster), MARK: cluster },
        "Endpoints": { "docker": { "Host": wanted.host, "SkipTLSVerify": false } },
    });
    state::make_private_dir(&at.meta)?;
    Ok(state::write_private(&at.document(), document.to_string().as_bytes())?)
}

/// Brings the copies that contexts hold of the cluster's clients' certificates, and of whom these trust, to what the store has now; gives the contexts'
/// names. Else the docker client would be locked out of a cluster whose certificates have changed.
pub(super) fn follow(dir: &ClusterDir) -> Result<Vec<String>> {
    follow_in(dir, &docker_config()?.join("contexts"))
}

fn follow_in(dir: &ClusterDir, contexts: &Path) -> Result<Vec<String>> {
    let Some(trusted) = dir.trust_pem()? else { return Ok(Vec::new()) };
    let cas = known_cas(dir)?;
    let mut pairs: Vec<_> = dir.client()?.into_iter().collect();
    pairs.extend(dir.named_clients()?.into_iter().map(|client| client.pair));
    let mut followed = Vec::new();
    for Made { name, tls, .. } in made_for(dir.name().as_str(), contexts) {
        let Some(there) = std::fs::read_to_string(tls.join("cert.pem")).ok().and_then(|pem| Some((pki::details(pem.as_bytes()).ok()?.subject, pem))) else {
            continue;
        };
        // Another store may have a cluster of the same name.
        if !cas.iter().any(|ca| pki::signed_by(&there.1, ca)) {
            continue;
        }
        let is_theirs = |pair: &&Pair| pki::details(pair.cert_pem.as_bytes()).is_ok_and(|cert| cert.subject == there.0);
        let Some(pair) = pairs.iter().find(is_theirs) else { continue };
        let files = ClientFiles { ca_pem: trusted.clone(), pair: pair.clone() };
        if !files.are_in(&tls) {
            files.write(&tls)?;
            followed.push(name);
        }
    }
    Ok(followed)
}

/// All CAs that the cluster has had.
fn known_cas(dir: &ClusterDir) -> Result<Vec<String>> {
    let known = [dir.trust_pem()?.unwrap_or_default(), dir.former_cas_pem()?].concat();
    Ok(if known.trim().is_empty() { Vec::new() } else { pki::certificates(&known)? })
}

/// Writes the cluster's name into the contexts that were made for it while it was named `from`; gives the contexts' names, which stay as they are.
pub(super) fn rename(dir: &ClusterDir, from: &ClusterName) -> Result<Vec<String>> {
    rename_in(dir, from, &docker_config()?.join("contexts"))
}

fn rename_in(dir: &ClusterDir, from: &ClusterName, contexts: &Path) -> Result<Vec<String>> {
    let cas = known_cas(dir)?;
    let mut renamed = Vec::new();
    for Made { name, meta, mut document, tls } in made_for(from.as_str(), contexts) {
        // Another store may have a cluster of the name that this one had.
        let is_ours = std::fs::read_to_string(tls.join("cert.pem")).is_ok_and(|pem| cas.iter().any(|ca| pki::signed_by(&pem, ca)));
        if is_ours {
            let metadata = &mut document["Metadata"];
            if metadata["Description"] == description(from.as_str()) {
                metadata["Description"] = description(dir.name().as_str()).into();
            }
            metadata[MARK] = dir.name().as_str().into();
            state::write_private(&meta, document.to_string().as_bytes())?;
            renamed.push(name);
        }
    }
    Ok(renamed)
}

fn description(cluster: &str) -> String {
    format!("Swarm cluster {cluster}")
}

/// A context that swarmctl made.
struct Made {
    name: String,
    /// Its `meta.json`.
    meta: PathBuf,
    /// What that holds.
    document: Value,
    /// The directory of its copies.
    tls: PathBuf,
}

/// The contexts that were made for a cluster of this name.
fn made_for(cluster: &str, contexts: &Path) -> Vec<Made> {
    let metas = std::fs::read_dir(contexts.join("meta")).into_iter().flatten().flatten();
    let of = |entry: std::fs::DirEntry| {
        let meta = entry.path().join("meta.json");
        let document: Value = serde_json::from_slice(&std::fs::read(&meta).ok()?).ok()?;
        let name = document["Name"].as_str().filter(|_| document["Metadata"][MARK] == cluster)?.to_owned();
        Some(Made { name, meta, document, tls: contexts.join("tls").join(entry.file_name()).join("docker") })
    };
    let mut found: Vec<_> = metas.filter_map(of).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
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

#[cfg(test)]
mod tests {
    use std::fs;

    use time::OffsetDateTime;

    use crate::model::{CertAlgorithm, CertPolicy, LeafRequest, Validity};
    use crate::pki::{Ca, LeafUse};
    use crate::state::Store;

    use super::*;

    struct Lab {
        home: tempfile::TempDir,
        dir: ClusterDir,
        ca: Ca,
    }

    fn policy() -> CertPolicy {
        CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 }
    }

    fn ca(serial: u8) -> (Ca, crate::model::Secret) {
        Ca::make(&"lab".parse().unwrap(), &policy(), OffsetDateTime::now_utc(), [serial; 16]).unwrap()
    }

    fn client(ca: &Ca, name: &str, serial: u8) -> Pair {
        let request = LeafRequest { name: name.to_owned(), sans: Vec::new(), valid: Validity::from_days(30) };
        let issued = ca.issue(&request, LeafUse::Client, CertAlgorithm::EcdsaP256, OffsetDateTime::now_utc(), [serial; 16]).unwrap();
        Pair { cert_pem: issued.cert_pem, key_pem: issued.key }
    }

    /// A cluster with an operator and `ci`.
    fn lab() -> Lab {
        let home = tempfile::tempdir().unwrap();
        let dir = Store::open(&home.path().join("store")).unwrap().create(&"lab".parse().unwrap()).unwrap();
        let (ca, key) = ca(1);
        dir.write_ca(&Pair { cert_pem: ca.pem().to_owned(), key_pem: key }).unwrap();
        dir.write_client(ca.pem(), &client(&ca, "operator", 2)).unwrap();
        dir.write_named_client(&"ci".parse().unwrap(), ca.pem(), &client(&ca, "ci", 3)).unwrap();
        Lab { home, dir, ca }
    }

    impl Lab {
        fn contexts(&self) -> PathBuf {
            self.home.path().join("contexts")
        }

        /// A context as the docker client keeps it, made for a cluster by swarmctl or by somebody else.
        fn context(&self, name: &str, metadata: &Value, ca_pem: &str, pair: Pair) -> PathBuf {
            let (meta, tls) = (self.contexts().join("meta").join(name), self.contexts().join("tls").join(name).join("docker"));
            fs::create_dir_all(&meta).unwrap();
            fs::write(meta.join("meta.json"), json!({ "Name": name, "Metadata": metadata }).to_string()).unwrap();
            ClientFiles { ca_pem: ca_pem.to_owned(), pair }.write(&tls).unwrap();
            tls
        }

        fn follow(&self) -> Vec<String> {
            follow_in(&self.dir, &self.contexts()).ok().unwrap()
        }
    }

    #[test]
    fn contexts_of_the_cluster_get_their_clients_new_certificates_once() {
        let lab = lab();
        let ours = json!({ MARK: "lab" });
        let of = |pair: Option<Pair>| pair.unwrap();
        let operator = lab.context("lab", &ours, lab.ca.pem(), of(lab.dir.client().unwrap()));
        let ci = lab.context("lab-ci", &ours, lab.ca.pem(), client(&lab.ca, "ci", 4));
        assert_eq!(lab.follow(), ["lab-ci"]);
        let named = lab.dir.named_client(&"ci".parse().unwrap()).unwrap().unwrap().pair;
        assert_eq!(fs::read_to_string(ci.join("cert.pem")).unwrap(), named.cert_pem);
        assert_eq!(fs::read(operator.join("key.pem")).unwrap(), lab.dir.client().unwrap().unwrap().key_pem.expose());
        assert_eq!(lab.follow(), Vec::<String>::new());
    }

    #[test]
    fn contexts_of_a_renamed_cluster_are_found_by_its_next_name_and_a_stranger_s_are_not_touched() {
        let lab = lab();
        let of = |pair: Option<Pair>| pair.unwrap();
        let (stranger, _) = ca(9);
        lab.context("box", &json!({ MARK: "old", "Description": "Swarm cluster old" }), lab.ca.pem(), of(lab.dir.client().unwrap()));
        lab.context("named", &json!({ MARK: "old", "Description": "ours" }), lab.ca.pem(), of(lab.dir.client().unwrap()));
        lab.context("elsewhere", &json!({ MARK: "old" }), stranger.pem(), client(&stranger, "operator", 5));
        let rename = || rename_in(&lab.dir, &"old".parse().unwrap(), &lab.contexts()).ok().unwrap();
        assert_eq!(rename(), ["box", "named"]);
        let said: Vec<_> = made_for("lab", &lab.contexts()).into_iter().map(|made| made.document["Metadata"]["Description"].clone()).collect();
        assert_eq!(said, ["Swarm cluster lab", "ours"]);
        assert_eq!(rename(), Vec::<String>::new());
    }

    #[test]
    fn while_the_ca_is_changed_contexts_trust_whom_the_store_trusts() {
        let lab = lab();
        let tls = lab.context("lab", &json!({ MARK: "lab" }), lab.ca.pem(), lab.dir.client().unwrap().unwrap());
        let (next, key) = ca(7);
        lab.dir.begin_rotation(&Pair { cert_pem: next.pem().to_owned(), key_pem: key }, OffsetDateTime::now_utc()).unwrap();
        assert_eq!(lab.follow(), ["lab"]);
        assert_eq!(fs::read_to_string(tls.join("ca.pem")).unwrap(), lab.dir.trust_pem().unwrap().unwrap());
        // At once, and so without the former CA: it is known by that all the same.
        lab.dir.drop_former_ca().unwrap();
        assert_eq!(lab.follow(), ["lab"]);
        assert_eq!(fs::read_to_string(tls.join("ca.pem")).unwrap().trim(), next.pem().trim());
    }

    #[test]
    fn what_somebody_else_made_and_what_is_of_another_store_s_cluster_of_the_name_is_left_alone() {
        let lab = lab();
        let (stranger, _) = ca(9);
        let table = [
            lab.context("other", &json!({}), lab.ca.pem(), client(&lab.ca, "operator", 5)),
            lab.context("dev", &json!({ MARK: "dev" }), lab.ca.pem(), client(&lab.ca, "operator", 5)),
            lab.context("elsewhere", &json!({ MARK: "lab" }), stranger.pem(), client(&stranger, "operator", 5)),
            lab.context("gone", &json!({ MARK: "lab" }), lab.ca.pem(), client(&lab.ca, "alice", 5)),
        ];
        let read = || table.iter().map(|tls| fs::read(tls.join("cert.pem")).unwrap()).collect::<Vec<_>>();
        let before = read();
        assert_eq!(lab.follow(), Vec::<String>::new());
        assert_eq!(read(), before);
    }
}
