//! Connections that must be refused: plain ones, and ones without a certificate.

use crate::model::{Check, EndpointProbe, Finding, NodeName, Refusal};

use super::context::Context;
use super::findings::{RERUN, error, ok, warning};

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let closed = context.seen.engine_ports.iter().map(|(node, ports)| closed(context, node, ports));
    context.seen.endpoints.iter().flat_map(endpoint).chain(closed).collect()
}

/// An engine that is to be reached by SSH alone listens on no port of its own.
fn closed(context: &Context, node: &NodeName, ports: &Result<Vec<u16>, String>) -> Finding {
    let port = context.cluster.engine.port.get();
    match ports {
        Ok(ports) if ports.contains(&port) => {
            let message = format!("the engine listens on TCP port {port}, and is to be reached by SSH alone");
            error(Check::Refusal, Some(node), message, format!("{RERUN}: it closes the port; `ss -ltnp` there shows who listens"))
        }
        Ok(_) => ok(Check::Refusal, Some(node), "engine is reached by SSH alone, and listens on no TCP port"),
        Err(text) => {
            warning(Check::Refusal, Some(node), format!("whether the engine listens on a TCP port could not be seen: {text}"), "run `swarmctl verify` again")
        }
    }
}

fn endpoint(probe: &EndpointProbe) -> Vec<Finding> {
    let at = Some(&probe.node);
    let kind = probe.kind.as_str();
    let served = |what: &str, first_line: &str, hint: String| {
        let message = format!("the {kind} port serves clients {what}, who can do there as root does (it answered `{first_line}`)");
        error(Check::Refusal, at, message, hint)
    };
    let mut findings = Vec::new();
    if let Refusal::Served { first_line } = &probe.plain {
        findings.push(served("that speak plain http", first_line, format!("{RERUN}: it puts TLS on the port; until then close {} to others", probe.address)));
    }
    if let Refusal::Served { first_line } = &probe.without_cert {
        findings.push(served("without a certificate", first_line, format!("{RERUN}: it has clients verified; until then close {} to others", probe.address)));
    }
    let refused = [&probe.plain, &probe.without_cert].iter().filter(|answer| ***answer == Refusal::Refused).count();
    match (findings.is_empty(), refused) {
        (true, 2) => findings.push(ok(Check::Refusal, at, format!("{kind} refuses plain and certificate-less connections"))),
        // A port that serves no certificate either is told of by the other checks.
        (true, _) if probe.cert.is_ok() => {
            let message = format!("whether {kind} refuses plain and certificate-less connections could not be seen");
            findings.push(warning(Check::Refusal, at, message, "run `swarmctl verify` again"));
        }
        _ => {}
    }
    findings
}
