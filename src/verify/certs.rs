//! Certificates as they are served: chain, names, usages, days left, and whether a handshake with the operator's certificate succeeds.

use crate::model::{Check, EndpointKind, EndpointProbe, Finding, Host, NodeName, Orchestrator, Role, ServedCert};

use super::context::Context;
use super::expiry::EXPIRY_WINDOW;
use super::findings::{Diagnosis, RERUN, diagnosed, error, ok, warning};
use super::{diagnose, faults, wire};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let unseen = expected(context).into_iter().filter(|(node, kind)| context.probe(node, *kind).is_none());
    let unseen = unseen
        .map(|(node, kind)| error(Check::Certificate, Some(node), format!("the {} port was not looked at", kind.as_str()), "run `swarmctl verify` again"));
    unseen.chain(context.seen.endpoints.iter().flat_map(|probe| endpoint(context, probe))).collect()
}

fn expected<'a>(context: &Context<'a>) -> Vec<(&'a NodeName, EndpointKind)> {
    let mut wanted = Vec::new();
    for node in &context.cluster.nodes {
        wanted.extend(context.cluster.has_tls().then_some((&node.name, EndpointKind::Engine)));
        if context.cluster.orchestrator == Orchestrator::Standalone {
            wanted.extend(node.is(Role::Manager).then_some((&node.name, EndpointKind::Manager)));
            wanted.extend(node.is(Role::Discovery).then_some((&node.name, EndpointKind::Consul)));
        }
    }
    wanted
}

fn endpoint(context: &Context, probe: &EndpointProbe) -> Vec<Finding> {
    match &probe.cert {
        Ok(cert) => judged(context, probe, cert),
        Err(_) if told_elsewhere(context, probe) => Vec::new(),
        Err(text) => {
            let diagnosis = diagnose::endpoint(context, &probe.node, probe.kind, text);
            vec![diagnosed(Check::Certificate, &probe.node, &format!("no {} certificate", probe.kind.as_str()), diagnosis)]
        }
    }
}

/// An engine or a manager that does not answer is a finding of its own check.
fn told_elsewhere(context: &Context, probe: &EndpointProbe) -> bool {
    match probe.kind {
        EndpointKind::Engine => context.seen.engines.get(&probe.node).is_some_and(Result::is_err),
        EndpointKind::Manager => context.manager(&probe.node).is_some_and(|view| view.version.is_err()),
        EndpointKind::Consul => false,
    }
}

fn judged(context: &Context, probe: &EndpointProbe, cert: &ServedCert) -> Vec<Finding> {
    let at = Some(&probe.node);
    let kind = probe.kind.as_str();
    let faults = all_faults(context, probe, cert);
    if !faults.is_empty() {
        return faults.into_iter().map(|fault| error(Check::Certificate, at, format!("{kind} {}", fault.cause), fault.hint)).collect();
    }
    let days = (cert.not_after - context.now).whole_days();
    if cert.not_after - context.now <= EXPIRY_WINDOW {
        let hint = format!("{RERUN}: it issues certificates anew that are about to end");
        return vec![warning(Check::Certificate, at, format!("{kind} certificate expires on {}, in {days} days", cert.not_after.date()), hint)];
    }
    vec![ok(Check::Certificate, at, format!("{kind} certificate of the cluster CA names {}, {days} days left", probe.host))]
}

fn all_faults(context: &Context, probe: &EndpointProbe, cert: &ServedCert) -> Vec<Diagnosis> {
    let mut faults = faults::server(cert, &names(context, probe), context.now);
    if context.cluster.orchestrator == Orchestrator::Standalone {
        faults.extend(faults::client(cert));
    }
    // A handshake that fails for one of these reasons need not be told again.
    if faults.is_empty()
        && let Err(text) = &probe.mutual
    {
        let Diagnosis { cause, hint } = wire::diagnose(text, &probe.address);
        faults.push(Diagnosis::new(format!("certificate is right, but no connection comes about: {cause}"), hint));
    }
    faults
}

/// What the operator dials and what the other nodes dial.
fn names(context: &Context, probe: &EndpointProbe) -> Vec<Host> {
    let mut names = diagnose::dialled_here(probe);
    names.extend(context.addresses.get(&probe.node).map(|ip| Host::from(*ip)).filter(|ip| Some(ip) != names.first()));
    names
}
