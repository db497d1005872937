//! Looking at nodes: the host's script and the engine's answers at the same time, merged.

use std::collections::BTreeMap;

use futures_util::{StreamExt, future, stream};
use time::OffsetDateTime;

use crate::model::{EngineFacts, EngineState, Host, LockSeen, NodeFacts, NodeName, Port};
use crate::transport::{self, HostRead, Look, ReadLinks};

use super::Error;
use super::parse::{self, HostReport};

/// How much of a silent engine's log goes into its facts.
const LOG_LINES: u32 = 8;

/// Everything that is to be known of one node.
///
/// # Errors
/// The host is not reached or its answer cannot be read. An engine that does not answer is a fact.
pub async fn look(links: &dyn ReadLinks, node: &NodeName) -> Result<NodeFacts, Error> {
    let host = links.host(node).await?;
    let (report, engine) = future::join(ask_host(&*host), ask_engine(links, node)).await;
    let (report, clock_skew_ms) = report?;
    let engine = match (report.dockerd, engine) {
        (_, Ok(facts)) => EngineState::Answers(Box::new(facts)),
        (false, Err(_)) => EngineState::Absent,
        (true, Err(error @ transport::Error::Timeout { .. })) => EngineState::Silent { reason: why_silent(&*host, &error).await },
        (true, Err(_)) => ask_again(links, node, &*host).await,
    };
    Ok(NodeFacts {
        node: node.clone(),
        os: report.os,
        machine_id: report.machine_id,
        arch: report.arch,
        init: report.init,
        access: host.access(),
        packages: report.packages,
        clock_skew_ms,
        addresses: report.addresses,
        interfaces: report.interfaces,
        reached_at: report.reached_at,
        listeners: report.listeners,
        disk: report.disk,
        engine,
        unit: report.unit,
        daemon_json: report.daemon_json,
        engine_saved: report.engine_saved,
        engine_applied: report.engine_applied,
        consul_applied: report.consul_applied,
        leaf: report.leaf,
        consul_files: report.consul_files,
        store_files: report.store_files,
        unreached: BTreeMap::new(),
        member_of: report.member_of,
        lock: report.lock,
    })
}

/// Everything that is to be known of many nodes, `concurrency` of them at once. One that fails does not keep the others.
pub async fn look_all(links: &dyn ReadLinks, nodes: &[NodeName], concurrency: usize) -> BTreeMap<NodeName, Result<NodeFacts, Error>> {
    let looks = nodes.iter().map(|node| async move { (node.clone(), look(links, node).await) });
    stream::iter(looks).buffer_unordered(concurrency.max(1)).collect().await
}

/// Which of these endpoints a node does not reach, as `HOST:PORT`, with what it says of them.
///
/// # Errors
/// The host is not reached or its answer cannot be read.
pub async fn unreached(links: &dyn ReadLinks, node: &NodeName, endpoints: &[(Host, Port)]) -> Result<BTreeMap<String, String>, Error> {
    let output = links.host(node).await?.look(Look::Reach { endpoints: endpoints.to_vec() }).await?;
    let named = |(number, why): (usize, String)| endpoints.get(number).map(|(host, port)| (host.with_port(*port), why));
    Ok(parse::unreached(&output.stdout)?.into_iter().filter_map(named).collect())
}

/// The lock on a node, and nothing else.
///
/// # Errors
/// The host is not reached or its answer cannot be read.
pub async fn lock(links: &dyn ReadLinks, node: &NodeName) -> Result<LockSeen, Error> {
    parse::lock(&links.host(node).await?.look(Look::Lock).await?.stdout)
}

async fn ask_host(host: &dyn HostRead) -> Result<(HostReport, i64), Error> {
    let output = host.look(Look::Facts).await?;
    let answered_at = OffsetDateTime::now_utc();
    let report = parse::parse(&output.stdout)?;
    let skew = skew_ms(&report, answered_at, output.round_trip_ms);
    Ok((report, skew))
}

async fn ask_engine(links: &dyn ReadLinks, node: &NodeName) -> transport::Result<EngineFacts> {
    links.engine_by_socket(node).await?.facts().await
}

/// An engine that was asked while it restarted answers once the host's script, which waits for that, has ended.
async fn ask_again(links: &dyn ReadLinks, node: &NodeName, host: &dyn HostRead) -> EngineState {
    match ask_engine(links, node).await {
        Ok(facts) => EngineState::Answers(Box::new(facts)),
        Err(error) => EngineState::Silent { reason: why_silent(host, &error).await },
    }
}

async fn why_silent(host: &dyn HostRead, error: &transport::Error) -> String {
    let mut reason = error.to_string();
    if let Ok(log) = host.look(Look::EngineLog { lines: LOG_LINES }).await {
        for line in String::from_utf8_lossy(&log.stdout).lines().filter(|line| !line.trim().is_empty()) {
            reason.push('\n');
            reason.push_str(&parse::printable(line));
        }
    }
    reason
}

/// The host's clock less the operator's: the middle of the script by the one, the middle of the round trip by the other.
fn skew_ms(report: &HostReport, answered_at: OffsetDateTime, round_trip_ms: u64) -> i64 {
    let operator_ms = answered_at.unix_timestamp_nanos() / 1_000_000 - i128::from(round_trip_ms / 2);
    i64::try_from(i128::from(report.clock_ms) - operator_ms).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::fake::FakeLinks;

    const WHOLE: &[u8] = include_bytes!("fixtures/whole.txt");
    const BARE: &[u8] = include_bytes!("fixtures/bare.txt");

    fn node(name: &str) -> NodeName {
        name.parse().expect("a name")
    }

    async fn engine_of(stdout: &[u8]) -> EngineState {
        let links = FakeLinks::default();
        links.set_look(&node("n1"), stdout);
        look(&links, &node("n1")).await.expect("the fixture is whole").engine
    }

    #[tokio::test]
    async fn an_engine_that_is_not_installed_is_absent() {
        assert_eq!(engine_of(BARE).await, EngineState::Absent);
    }

    #[tokio::test]
    async fn an_engine_that_is_installed_and_does_not_answer_is_silent_for_a_reason() {
        let engine = engine_of(WHOLE).await;
        assert!(matches!(&engine, EngineState::Silent { reason } if reason.starts_with("cannot connect to n1: connection refused")), "{engine:?}");
    }

    #[tokio::test]
    async fn a_node_that_cannot_be_looked_at_does_not_keep_the_others() {
        let links = FakeLinks::default();
        links.set_look(&node("n1"), WHOLE);
        links.set_look(&node("n2"), b"nonsense");
        let looks = look_all(&links, &[node("n1"), node("n2")], 8).await;
        let told: Vec<_> = looks.iter().map(|(node, facts)| (node.as_str(), facts.is_ok())).collect();
        assert_eq!(told, [("n1", true), ("n2", false)]);
    }

    #[test]
    fn the_skew_is_between_the_middles_of_the_script_and_of_the_round_trip() {
        let mut report = parse::parse(include_bytes!("fixtures/bare.txt")).expect("the fixture is whole");
        report.clock_ms = 1_000_450;
        let answered_at = OffsetDateTime::from_unix_timestamp(1_000).expect("a time") + time::Duration::milliseconds(500);
        assert_eq!(skew_ms(&report, answered_at, 100), 0);
        report.clock_ms -= 86_400_000;
        assert_eq!(skew_ms(&report, answered_at, 100), -86_400_000);
    }
}
