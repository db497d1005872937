//! `add-node`: further nodes in the spec, then what `init` does.

use time::OffsetDateTime;

use crate::cli::{AddNodeRequest, InitRequest};
use crate::model::{Cluster, Driver, Exit, Failure, Host, Node, NodeName};
use crate::spec::{NodeFlag, Overrides};
use crate::state::Holder;

use super::ended::{Ended, Result};
use super::init::Absent;
use super::session::Session;
use super::{init, place, spec_source};

const VERB: &str = "add-node";

/// Adds nodes, or shows what that would take.
pub(super) async fn add_node(request: &AddNodeRequest, session: &Session<'_>) -> Result<Exit> {
    let dir = place::named_or_only(session)?;
    session.touch(&dir);
    session.store.check_writable()?;
    // The spec is read under the lock: of two runs at once, the other's nodes would be lost.
    let _lock = if request.dry_run { None } else { Some(dir.lock(&Holder::this_process(VERB, OffsetDateTime::now_utc()))?) };
    let former = place::stored(&dir)?.cluster.ok_or_else(|| place::no_spec(dir.name()))?;
    let nodes = wanted(request, &former)?;
    let names: Vec<_> = nodes.iter().map(|node| node.name.clone()).collect();
    let cluster = spec_source::from_store(&dir, &Overrides { nodes, ..Overrides::default() })?;
    let again = InitRequest::again(Overrides::default(), request.carry.clone(), request.ca_key.clone());
    let doing = InitRequest { dry_run: request.dry_run, ..again };
    let absent = Absent::LeftOut { but: names };
    if request.dry_run {
        return init::show(VERB, &doing, (cluster, absent), &dir, session.ui).await;
    }
    init::bring_about(VERB, &doing, (cluster, absent), dir, session.ui).await
}

/// The nodes that are to be there; one that is there already is only taken for the same where it is at the same host.
fn wanted(request: &AddNodeRequest, former: &Cluster) -> Result<Vec<NodeFlag>> {
    let refuse = |cause: String, hint: String| Err(Ended::with(Failure::new(cause, Exit::Usage).hint(hint)));
    let nodes = match (request.count, &request.nodes[..]) {
        (Some(count), [pattern]) => counted(pattern, count, former)?,
        _ => request.nodes.clone(),
    };
    for (index, flag) in nodes.iter().enumerate() {
        let name = &flag.name;
        if nodes[..index].iter().any(|other| other.name == *name) {
            return refuse(format!("node `{name}` is named twice"), "give each node a name of its own".to_owned());
        }
        match (former.driver, &flag.target) {
            (Driver::Ssh, None) => {
                return refuse(format!("node `{name}` has no host"), format!("say where it is: `swarmctl add-node {name} USER@HOST`"));
            }
            (Driver::Docker, Some(_)) => {
                let cause = format!("the hosts of cluster `{}` are made by the docker driver: node `{name}` can have no other", former.name);
                return refuse(cause, format!("name it alone: `swarmctl add-node {name}`"));
            }
            (Driver::Ssh, Some(_)) | (Driver::Docker, None) => {}
        }
        if let Some(there) = former.node(name).filter(|there| !same_host(there, flag)) {
            let at = there.address.as_ref().map(|host| format!(" at {host}")).unwrap_or_default();
            return refuse(
                format!("cluster `{}` has a node `{name}` already{at}", former.name),
                format!(
                    "choose another name; where the node moved to another host, change its address in a spec and `swarmctl apply -f cluster.yaml`, or `swarmctl remove-node {name}` first"
                ),
            );
        }
    }
    Ok(nodes)
}

fn same_host(there: &Node, flag: &NodeFlag) -> bool {
    let wanted: Option<&Host> = flag.target.as_ref().map(|target| &target.host);
    there.address.as_ref() == wanted
}

/// `NAME-1`, `NAME-2`, … from where the cluster's nodes of such names end.
fn counted(pattern: &NodeFlag, count: u16, former: &Cluster) -> Result<Vec<NodeFlag>> {
    let number = |node: &Node| node.name.as_str().strip_prefix(pattern.name.as_str())?.strip_prefix('-')?.parse::<u32>().ok();
    let last = former.nodes.iter().filter_map(number).max().unwrap_or(0);
    let named = |number: u32| {
        let name: NodeName = format!("{}-{}", pattern.name, last.saturating_add(number)).parse()?;
        Ok(NodeFlag { name, ..pattern.clone() })
    };
    let nodes: std::result::Result<_, crate::model::NameError> = (1..=u32::from(count)).map(named).collect();
    nodes.map_err(|error| Ended::with(Failure::new(error.to_string(), Exit::Usage)))
}
