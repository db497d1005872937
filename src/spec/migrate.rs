//! The spec of a standalone cluster as it is in swarm mode.

use crate::model::{Cluster, Orchestrator, Role};

use super::origins::Origins;
use super::problem::Problems;
use super::write::document;
use super::{Draft, Error};

/// The same nodes and engines in swarm mode. What only standalone has is left out: discovery, the manager containers' settings, their images.
///
/// # Errors
/// What swarm mode's spec may not have.
pub fn in_swarm_mode(cluster: &Cluster) -> Result<Cluster, Error> {
    let mut document = document(cluster);
    document.orchestrator = Some(Orchestrator::SwarmMode);
    (document.images, document.discovery, document.manager) = (None, None, None);
    for node in &mut document.nodes {
        node.roles.retain(|role| *role != Role::Discovery);
    }
    let moved = Draft { document, origins: Origins::new("cluster.yaml"), problems: Problems::default() }.validate()?;
    Ok(Cluster { mark: cluster.mark.clone(), ..moved })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{SourceContext, parse, to_yaml};

    const STANDALONE: &str = "apiVersion: swarmctl/v1
name: lab
ssh: { user: ops }
nodes:
  - { name: m, address: 10.0.0.1, roles: [manager, discovery], labels: { disk: ssd } }
  - { name: w, address: 10.0.0.2, availability: drain, sans: [w.example] }
engine: { port: 2400, config: { log-level: warn } }
images: { swarm: \"registry:5000/swarm:1\" }
manager: { port: 4000, strategy: binpack }
discovery: { port: 8600 }
certs: { leafDays: 30 }
";
    const SWARM_MODE: &str = "apiVersion: swarmctl/v1
name: lab
orchestrator: swarm-mode
ssh: { user: ops }
nodes:
  - { name: m, address: 10.0.0.1, role: manager, labels: { disk: ssd } }
  - { name: w, address: 10.0.0.2, availability: drain, sans: [w.example] }
engine: { port: 2400, config: { log-level: warn } }
certs: { leafDays: 30 }
";

    fn read(text: &str) -> Cluster {
        parse(text.as_bytes(), &SourceContext::default()).unwrap()
    }

    #[test]
    fn nodes_and_engines_stay_and_what_only_standalone_has_goes() {
        let moved = in_swarm_mode(&read(STANDALONE)).unwrap();
        assert_eq!(moved, read(SWARM_MODE));
        assert_eq!(read(&to_yaml(&moved)), moved);
    }
}
