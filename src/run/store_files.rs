//! The files for TLS with a discovery store of somebody else, as they are on this machine: whether they can be used, and their hashes, which plans hold.

use std::collections::BTreeMap;
use std::path::Path;

use time::OffsetDateTime;

use crate::model::{Cluster, Exit, Failure, Secret, StoreFiles};
use crate::pki;

use super::ended::{Ended, Result};

/// The hash of each file, by the name that it has on nodes; none where the cluster has no such store, or speaks to it without TLS.
pub(super) fn hashes(cluster: &Cluster, now: OffsetDateTime) -> Result<BTreeMap<String, String>> {
    let Some(files) = cluster.external_store().and_then(|store| store.tls.as_ref()) else { return Ok(BTreeMap::new()) };
    let mut contents = Vec::new();
    let mut problems = Vec::new();
    for (name, path) in files.each() {
        match std::fs::read(path) {
            Ok(content) => contents.push(Secret::new(content)),
            Err(error) => problems.push(problem(name, path, &format!("cannot be read: {error}"))),
        }
    }
    if let [ca, cert, key] = &contents[..] {
        problems.extend(unfit(files, (ca, cert, key), now));
    }
    if !problems.is_empty() {
        return Err(Ended::all(problems, Exit::Preflight));
    }
    Ok(files.each().iter().zip(&contents).map(|((name, _), content)| ((*name).to_owned(), pki::fingerprint(content.expose()))).collect())
}

/// A problem with a file, by the key of the spec that names it.
fn problem(name: &str, path: &Path, what: &str) -> Failure {
    let key = name.trim_end_matches(".pem");
    let failure = Failure::new(format!("`{}` for the discovery store {what}", path.display()), Exit::Preflight);
    failure.hint(format!("`discovery.{key}` in the spec names it: a PEM file, as the store's own clients have it"))
}

/// What keeps Swarm from using these files, if anything does.
fn unfit(files: &StoreFiles, (ca, cert, key): (&Secret, &Secret, &Secret), now: OffsetDateTime) -> Option<Failure> {
    let (Some(ca_pem), Some(cert_pem)) = (ca.expose_str(), cert.expose_str()) else {
        let (name, path) = if ca.expose_str().is_none() { ("ca.pem", &files.ca) } else { ("cert.pem", &files.cert) };
        return Some(problem(name, path, "is not PEM"));
    };
    if pki::is_sealed(key) {
        return Some(problem("key.pem", &files.key, "is under a passphrase, and Swarm has nobody to ask for it"));
    }
    if let Err(error) = pki::client_config(ca_pem, None) {
        return Some(problem("ca.pem", &files.ca, &format!("cannot be used: {error}")));
    }
    if let Err(error) = pki::client_config(ca_pem, Some((cert_pem, key))) {
        return Some(problem("cert.pem", &files.cert, &format!("and its key cannot be used: {error}")));
    }
    let ended = pki::details(cert_pem.as_bytes()).is_ok_and(|leaf| leaf.not_after < now);
    ended.then(|| problem("cert.pem", &files.cert, "has expired"))
}
