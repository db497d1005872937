//! The list of checks.

use std::collections::BTreeMap;
use std::net::IpAddr;

use time::OffsetDateTime;

use crate::model::{Cluster, NodeName, Observations, Orchestrator, VerifyReport};

use super::context::Context;
use super::{certs, deploy, discovery, engine, info, ps, refusal, swarm_health, swarm_mode, version};

/// Judges one look at a cluster. `addresses` are where the other nodes reach each node. What is in order is a finding too, so that the reader
/// sees what was checked.
pub fn verify(cluster: &Cluster, addresses: &BTreeMap<NodeName, IpAddr>, seen: &Observations, now: OffsetDateTime) -> VerifyReport {
    let context = Context { cluster, addresses, seen, now };
    let mut findings = match cluster.orchestrator {
        Orchestrator::Standalone => [version::check(&context), info::check(&context), ps::check(&context), discovery::check(&context)].concat(),
        Orchestrator::SwarmMode => [swarm_mode::check(&context), swarm_health::check(&context)].concat(),
    };
    findings.extend(certs::check(&context));
    findings.extend(refusal::check(&context));
    findings.extend(engine::check(&context));
    findings.extend(deploy::check(&context));
    findings.sort_by_key(|finding| finding.check);
    VerifyReport { findings }
}
