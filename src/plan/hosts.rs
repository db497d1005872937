//! Hosts of the docker driver: made before anything can be looked at, removed last.

use crate::model::{Cluster, HostsSeen, Need, NodeName, Plan, Step, StepId};

use super::nodes::{NEEDED, because};

/// The steps that make the cluster's hosts.
pub fn create_hosts(cluster: &Cluster, seen: &HostsSeen) -> Plan {
    let mut plan = Plan::new(cluster.name.clone(), "init");
    let kept_if = |holds: bool| if holds { Need::Kept } else { NEEDED };
    let network = plan.push(None, Step::CreateNetwork { network: seen.network.clone() }, kept_if(seen.network_exists), &[]);
    let complete = cluster.nodes.iter().all(|n| seen.hosts.contains_key(&n.name));
    let build = Step::BuildHostImage { image: seen.image.clone(), base: seen.base.clone() };
    let image = plan.push(None, build, kept_if(seen.image_exists || complete), &[]);
    for node in &cluster.nodes {
        let (step, need) = match seen.hosts.get(&node.name) {
            Some(host) if !host.running => (Step::StartHost { id: host.id.clone() }, because("it is stopped")),
            Some(_) => (Step::CreateHost { image: seen.image.clone(), network: seen.network.clone() }, Need::Kept),
            None => (Step::CreateHost { image: seen.image.clone(), network: seen.network.clone() }, NEEDED),
        };
        plan.push(Some(&node.name), step, need, &[network, image]);
    }
    plan
}

/// Adds the steps that remove the cluster's hosts and what belongs to them; gives the last ones.
pub(super) fn remove_hosts(plan: &mut Plan, seen: &HostsSeen) -> Vec<StepId> {
    let removed: Vec<StepId> = seen.hosts.iter().map(|(node, host)| remove_host(plan, node, &host.id, &[])).collect();
    if !seen.network_exists {
        return removed;
    }
    vec![plan.push(None, Step::RemoveNetwork { network: seen.network.clone() }, NEEDED, &removed)]
}

/// Adds the step that removes a host.
pub(super) fn remove_host(plan: &mut Plan, node: &NodeName, id: &str, after: &[StepId]) -> StepId {
    plan.push(Some(node), Step::RemoveHost { id: id.to_owned() }, NEEDED, after)
}
