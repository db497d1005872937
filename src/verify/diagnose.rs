//! Causes: why a manager does not have a node, and why an endpoint does not answer. A standalone manager tells only connections that failed;
//! every other cause has to be found by looking at the node and the manager from outside.

use time::Duration;

use crate::model::{ApiVersion, Cluster, ContainerRole, EndpointKind, EndpointProbe, Host, Node, NodeName, Orchestrator, PoolNode};

use super::context::Context;
use super::findings::{Diagnosis, RERUN, span};
use super::wire::{self, Wire};
use super::{discovery, faults};

/// The highest API version that Swarm 1.2.9 speaks to engines.
const SWARM_API: ApiVersion = ApiVersion::new(1, 31);

/// A clock further off than this is told: certificates begin five minutes back, but sessions and logs suffer long before.
pub(super) const SKEW_LIMIT: Duration = Duration::seconds(30);

/// Why `manager` does not have `node`, which is `line` in its table, as Healthy.
pub(super) fn pool_node(context: &Context, manager: &NodeName, node: &Node, line: &PoolNode) -> Diagnosis {
    engine_port(context, node)
        .or_else(|| managers_certificate(context, manager))
        .or_else(|| clocks(context, manager, &node.name))
        .or_else(|| context.engine(&node.name).and_then(|engine| api_floor(context, engine.min_api)))
        .or_else(|| refuses_the_cluster(context, &node.name))
        .or_else(|| blocked(context, manager, &node.name, line))
        .unwrap_or_else(|| unexplained(manager, line))
}

/// Why a node is in no manager's table.
pub(super) fn missing(context: &Context, node: &Node) -> Diagnosis {
    if !context.cluster.has_agents() {
        return engine_port(context, node).unwrap_or_else(|| Diagnosis::new("the manager was started with another list of nodes", RERUN));
    }
    match context.runs(&node.name, ContainerRole::Agent) {
        None => engine_port(context, node).unwrap_or_else(|| Diagnosis::new("its engine does not answer", RERUN)),
        Some(false) => Diagnosis::new("its agent (`swarmctl-agent`) does not run", format!("{RERUN}; `docker logs swarmctl-agent` there says why it ended")),
        Some(true) => discovery::trouble(context).unwrap_or_else(|| unregistered(context.cluster)),
    }
}

fn unregistered(cluster: &Cluster) -> Diagnosis {
    let (store, way) = match (cluster.consul_port(), cluster.external_store()) {
        (Some(port), _) => ("Consul".to_owned(), format!("open TCP port {port} from it to Consul")),
        (None, Some(store)) => (store.url.to_string(), "open the way from it to the store, and see that the store lets it write".to_owned()),
        (None, None) => ("discovery".to_owned(), RERUN.to_owned()),
    };
    Diagnosis::new(format!("its agent runs, but has not registered with {store}"), format!("{way}; `docker logs swarmctl-agent` there says more"))
}

/// Why an endpoint, of which something said `said`, does not answer the operator.
pub(super) fn endpoint(context: &Context, node: &NodeName, kind: EndpointKind, said: &str) -> Diagnosis {
    if kind == EndpointKind::Engine && !context.cluster.has_tls() {
        return Diagnosis::new(said, format!("check that the host is up and `docker` runs there, then {RERUN}"));
    }
    let probe = context.probe(node, kind);
    let address = probe.map_or_else(|| kind.as_str().to_owned(), |probe| probe.address.clone());
    stopped(context, node, kind)
        .or_else(|| match &probe?.cert {
            Ok(cert) => faults::server(cert, &dialled_here(probe?), context.now).into_iter().next().map(|fault| fault.of("its")),
            Err(text) => Some(wire::diagnose(text, &address)),
        })
        .unwrap_or_else(|| wire::diagnose(said, &address))
}

/// An engine whose lowest API version is above what standalone Swarm speaks.
pub(super) fn api_floor(context: &Context, min_api: ApiVersion) -> Option<Diagnosis> {
    let refused = context.cluster.orchestrator == Orchestrator::Standalone && min_api > SWARM_API;
    refused.then(|| {
        Diagnosis::new(
            format!("its engine takes no API version below {min_api}, and Swarm speaks at most {SWARM_API}"),
            format!("{RERUN}: it sets DOCKER_MIN_API_VERSION=1.24 for the engine"),
        )
    })
}

/// What the operator dials, as the certificate must name it.
pub(super) fn dialled_here(probe: &EndpointProbe) -> Vec<Host> {
    probe.host.parse().into_iter().collect()
}

/// How far a clock is off, in words.
pub(super) fn clock_words(skew: Duration) -> String {
    format!("{} {}", span(skew), if skew.is_negative() { "behind" } else { "ahead" })
}

fn stopped(context: &Context, node: &NodeName, kind: EndpointKind) -> Option<Diagnosis> {
    let role = match kind {
        EndpointKind::Engine => return None,
        EndpointKind::Manager => ContainerRole::Manager,
        EndpointKind::Consul => ContainerRole::Consul,
    };
    let name = role.container_name();
    let diagnosis = || Diagnosis::new(format!("its container `{name}` does not run"), format!("{RERUN}; `docker logs {name}` there says why it ended"));
    (context.runs(node, role) == Some(false)).then(diagnosis)
}

/// What is wrong with the node's engine port or the certificate it serves, as the manager dials it.
fn engine_port(context: &Context, node: &Node) -> Option<Diagnosis> {
    let probe = context.probe(&node.name, EndpointKind::Engine)?;
    let dialled: Vec<Host> = context.addresses.get(&node.name).map(|ip| Host::from(*ip)).into_iter().collect();
    match &probe.cert {
        Ok(cert) => faults::server(cert, &dialled, context.now).into_iter().next().map(|fault| fault.of("its")),
        Err(text) => Some(wire::diagnose(text, &probe.address)),
    }
}

/// What is wrong with the pair that the manager shows to engines: it is the one it serves with.
fn managers_certificate(context: &Context, manager: &NodeName) -> Option<Diagnosis> {
    let cert = context.probe(manager, EndpointKind::Manager)?.cert.as_ref().ok()?;
    let fault = faults::server(cert, &[], context.now).into_iter().next().or_else(|| faults::client(cert));
    fault.map(|fault| fault.of(&format!("`{manager}` calls it with its own pair, whose")))
}

/// Each side judges the other's certificate by its own clock.
fn clocks(context: &Context, manager: &NodeName, node: &NodeName) -> Option<Diagnosis> {
    let theirs = |of: &NodeName, kind| context.probe(of, kind).and_then(|probe| probe.cert.as_ref().ok());
    let wrong = |whose: &NodeName, of: &NodeName, kind| {
        let skew = context.skew(whose);
        if skew.abs() <= SKEW_LIMIT {
            return None;
        }
        let fault = faults::date(theirs(of, kind)?, context.now.saturating_add(skew))?;
        let cause = format!("by the clock of `{whose}`, which is {}, the {} {}", clock_words(skew), kind.as_str(), fault.cause);
        Some(Diagnosis::new(cause, format!("set the clock of `{whose}` (`timedatectl set-ntp true`)")))
    };
    wrong(manager, node, EndpointKind::Engine).or_else(|| wrong(node, manager, EndpointKind::Manager))
}

fn refuses_the_cluster(context: &Context, node: &NodeName) -> Option<Diagnosis> {
    let probe = context.probe(node, EndpointKind::Engine)?;
    let text = probe.mutual.as_ref().err()?;
    (Wire::of(text) == Wire::RefusesClient).then(|| wire::diagnose(text, &probe.address))
}

/// The operator gets through, the manager does not.
fn blocked(context: &Context, manager: &NodeName, node: &NodeName, line: &PoolNode) -> Option<Diagnosis> {
    let port = context.cluster.engine.port;
    let reached = context.probe(node, EndpointKind::Engine).is_some_and(|probe| probe.cert.is_ok());
    let failed = line.error.as_deref().is_some_and(wire::could_not_connect);
    (reached && failed).then(|| {
        Diagnosis::new(
            format!("its engine answers here, but not to the manager: a firewall between `{manager}` and `{node}`, port {port}"),
            format!("open TCP port {port} on `{node}` for `{manager}`"),
        )
    })
}

fn unexplained(manager: &NodeName, line: &PoolNode) -> Diagnosis {
    let hint = format!(
        "run `swarmctl verify` again in a minute: a manager tries such a node anew every 10 to 40 s; then see `docker logs swarmctl-manager` on `{manager}`"
    );
    let cause = line.error.clone().unwrap_or_else(|| "the manager tells no cause, and none shows from here".to_owned());
    Diagnosis::new(cause, hint)
}
