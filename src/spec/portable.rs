//! The files that a cluster's spec names, when it goes to another machine: paths below the home directory begin with `~/` on the way, all others stay.

use std::path::{Path, PathBuf};

use crate::model::{Cluster, Discovery};

use super::to_yaml;

/// A file that a spec names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedFile {
    /// The key that names it, as in `ssh.identity`.
    pub key: &'static str,
    /// Where it is.
    pub path: PathBuf,
}

/// The spec of `cluster` for a machine with another home directory than `home`; read with that machine's as [`home`](super::SourceContext::home), its paths
/// are what they are there.
pub fn to_portable_yaml(cluster: &Cluster, home: Option<&Path>) -> String {
    let mut cluster = cluster.clone();
    for (_, path) in paths_mut(&mut cluster) {
        if let Some(below) = home.and_then(|home| path.strip_prefix(home).ok()) {
            *path = Path::new("~").join(below);
        }
    }
    to_yaml(&cluster)
}

/// Each file that the spec of `cluster` names, once.
pub fn named_files(cluster: &Cluster) -> Vec<NamedFile> {
    let mut cluster = cluster.clone();
    let mut files: Vec<_> = paths_mut(&mut cluster).map(|(key, path)| NamedFile { key, path: path.clone() }).collect();
    files.sort();
    files.dedup();
    files
}

fn paths_mut(cluster: &mut Cluster) -> impl Iterator<Item = (&'static str, &mut PathBuf)> {
    let store = match &mut cluster.discovery {
        Discovery::External(store) => store.tls.as_mut(),
        Discovery::Consul { .. } | Discovery::Static => None,
    };
    let store = store.into_iter().flat_map(|tls| [("discovery.ca", &mut tls.ca), ("discovery.cert", &mut tls.cert), ("discovery.key", &mut tls.key)]);
    let identities = cluster.nodes.iter_mut().filter_map(|node| Some(("ssh.identity", node.ssh.identity.as_mut()?)));
    let archive = cluster.images.archive.as_mut().map(|archive| ("images.archive", archive));
    identities.chain(archive).chain(store)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{SourceContext, parse};

    const SPEC: &str = "apiVersion: swarmctl/v1
name: lab
ssh: { user: ops, identity: /home/ann/.ssh/id }
nodes:
  - { name: m, address: 10.0.0.1, role: manager }
  - { name: w, address: 10.0.0.2, ssh: { identity: /srv/keys/w } }
images: { archive: /home/ann/images.tar }
discovery: { url: \"consul://10.0.0.5:8501\", ca: /home/ann/c/ca.pem, cert: /home/ann/c/cert.pem, key: /home/ann/c/key.pem }
";

    fn read(text: &str, home: Option<&str>) -> Cluster {
        parse(text.as_bytes(), &SourceContext { name: String::new(), dir: None, home: home.map(PathBuf::from) }).unwrap()
    }

    #[test]
    fn paths_below_the_home_directory_follow_it_and_all_others_stay() {
        let there = read(&to_portable_yaml(&read(SPEC, None), Some(Path::new("/home/ann"))), Some("/Users/bob"));
        assert_eq!(there, read(&SPEC.replace("/home/ann", "/Users/bob"), None));
    }

    #[test]
    fn another_directory_that_begins_alike_is_not_the_home_directory() {
        let text = to_portable_yaml(&read(SPEC, None), Some(Path::new("/home/an")));
        assert_eq!(read(&text, Some("/x")), read(SPEC, None));
    }

    #[test]
    fn each_file_is_named_once_with_its_key() {
        let keys: Vec<_> = named_files(&read(SPEC, None)).iter().map(|file| file.key).collect();
        assert_eq!(keys, ["discovery.ca", "discovery.cert", "discovery.key", "images.archive", "ssh.identity", "ssh.identity"]);
    }
}
