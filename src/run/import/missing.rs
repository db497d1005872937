//! What it takes to go on with a cluster that came in, and did not come with it.

use crate::model::{Cluster, Driver, Orchestrator, Stored};
use crate::report::Missing;
use crate::run::ended::Result;
use crate::spec::named_files;
use crate::state::{CaKey, ClusterDir};

/// All of it, each with what helps.
pub(super) fn missing(dir: &ClusterDir, cluster: &Cluster, stored: &Stored) -> Result<Vec<Missing>> {
    let name = &cluster.name;
    let mut missing = Vec::new();
    let mut lacks = |what: String, hint: String| missing.push(Missing { what, hint });
    if cluster.has_tls() && stored.ca_pem.is_some() {
        let offline = matches!(dir.ca_key()?, Some(CaKey::Offline));
        if stored.client_pem.is_none() {
            let apply = if offline { format!("`swarmctl apply -c {name} --ca-key FILE`") } else { format!("`swarmctl apply -c {name}`") };
            lacks("the operator's certificate".to_owned(), format!("{apply} issues another one"));
        }
        if offline {
            let hint = format!("`--ca-key FILE` names it where something is issued; `swarmctl certs ca import -c {name} --cert FILE --key FILE` brings it");
            lacks("the CA's key".to_owned(), hint);
        }
    }
    if cluster.consul_port().is_some() && cluster.discovery_nodes().count() > 1 && stored.gossip_hash.is_none() {
        let hint = "who changes the cluster needs an export with `--keys all`: `apply` would make another one and restart every Consul";
        lacks("Consul's gossip key".to_owned(), hint.to_owned());
    }
    if cluster.orchestrator == Orchestrator::SwarmMode && cluster.swarm_mode.autolock && stored.unlock_key_hash.is_none() {
        lacks("the key that unlocks the managers".to_owned(), format!("`swarmctl apply -c {name}` keeps it while a manager is not locked"));
    }
    if cluster.driver == Driver::Docker && !dir.ssh_key_path().exists() {
        lacks("the key that lets in to its hosts".to_owned(), "only an export with `--keys all` has it; without it no host can be reached".to_owned());
    }
    for file in named_files(cluster).into_iter().filter(|file| !file.path.exists()) {
        let hint = format!("`{}` in the spec names it: put it there, or name another one with `swarmctl init -f FILE`", file.key);
        lacks(file.path.display().to_string(), hint);
    }
    Ok(missing)
}
