//! `verify`: look at everything from outside, judge it, tell it. Also the last stage of `init`.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use time::OffsetDateTime;
use tokio::time::{Instant, sleep};

use crate::cli::VerifyRequest;
use crate::facts;
use crate::model::{Cluster, Deployment, Exit, NodeName, Observations, Orchestrator, VerifyReport};
use crate::transport::{self, ReadLinks, WriteLinks};
use crate::verify::{is_assembled, verify as judge};

use super::ended::{Ended, Result};
use super::interrupt::stop_signal;
use super::moving::again;
use super::place;
use super::reach::{CONNECT_TIMEOUT, Reach};
use super::session::Session;

/// How long a cluster may take to come together after a change: an agent that lost its first try at Consul tries again after 10 s, and a manager that was
/// refused by an engine after 31 s; agents and managers that lost Consul while it was replaced look for it again after their heartbeat of 20 and 10 s
/// (measured on Swarm 1.2.9).
const ASSEMBLY: Duration = Duration::from_secs(75);
/// How often it is looked at meanwhile.
const POLL: Duration = Duration::from_millis(50);

/// How long after a look that found something the next one begins, where there is time for it.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// Checks a cluster.
pub(super) async fn verify(request: &VerifyRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    if let Some(migration) = place.stored.migration {
        let again = again(migration.stage, &place.cluster.name);
        session.ui.note(&format!("a move to swarm mode is under way, and until it ends the cluster is checked as standalone; {again}"));
    }
    let reach = Reach::open(&place.cluster, &place.dir, CONNECT_TIMEOUT)?;
    let mut seen = observe(&*reach.links, &place.cluster, request.wait).await;
    if let Some(image) = &request.deploy {
        let trial = Trial { image, count: request.containers.map(usize::from) };
        let deployed = deploy(&*reach.links, &place.cluster, &seen, trial).await?;
        if matches!(deployed, Err(transport::Error::Stopped)) {
            reach.close().await;
            session.ui.note("interrupted; what the trial deployment had begun is removed again");
            return Ok(Exit::Interrupted);
        }
        seen.deployed = Some(deployed.map_err(|error| error.to_string()));
    }
    let report = judge(&place.cluster, &addresses(&place.cluster), &seen, OffsetDateTime::now_utc());
    reach.close().await;
    session.ui.verify(&place.cluster.name, &report)?;
    Ok(exit_of(&report))
}

/// Looks at everything; where there is time for it, again until the cluster is healthy.
async fn observe(links: &dyn ReadLinks, cluster: &Cluster, wait: Option<Duration>) -> Observations {
    let deadline = wait.and_then(|wait| Instant::now().checked_add(wait));
    loop {
        let seen = facts::observe(links, cluster).await;
        let left = deadline.map_or(Duration::ZERO, |deadline| deadline.saturating_duration_since(Instant::now()));
        if left.is_zero() || judge(cluster, &addresses(cluster), &seen, OffsetDateTime::now_utc()).is_healthy() {
            return seen;
        }
        sleep(left.min(BETWEEN_LOOKS)).await;
    }
}

/// Waits until the cluster has come together, then checks all of it. A cluster that does not come together is checked all the same: the findings say why.
pub(super) async fn after_change(links: &dyn ReadLinks, cluster: &Cluster) -> VerifyReport {
    until_assembled(links, cluster).await;
    check(links, cluster).await
}

/// Waits until the cluster has come together, or has had the time for it.
pub(super) async fn until_assembled(links: &dyn ReadLinks, cluster: &Cluster) {
    let deadline = Instant::now() + ASSEMBLY;
    while Instant::now() < deadline {
        let (managers, swarm_mode) = tokio::join!(facts::managers(links, cluster), facts::swarm_mode(links, cluster));
        if is_assembled(cluster, &Observations { managers, swarm_mode, ..Observations::default() }) {
            break;
        }
        sleep(POLL).await;
    }
}

/// Checks all of a cluster as it is now.
pub(super) async fn check(links: &dyn ReadLinks, cluster: &Cluster) -> VerifyReport {
    let seen = facts::observe(links, cluster).await;
    judge(cluster, &addresses(cluster), &seen, OffsetDateTime::now_utc())
}

/// The exit code that a report stands for.
pub(super) fn exit_of(report: &VerifyReport) -> Exit {
    if report.is_healthy() { Exit::Ok } else { Exit::Unhealthy }
}

/// Where the nodes reach each other, as far as that is known without looking at them.
pub(super) fn addresses(cluster: &Cluster) -> BTreeMap<NodeName, IpAddr> {
    cluster.nodes.iter().filter_map(|node| Some((node.name.clone(), node.advertised()?))).collect()
}

/// What is deployed for a trial.
#[derive(Clone, Copy)]
struct Trial<'a> {
    image: &'a str,
    count: Option<usize>,
}

/// Deploys for a trial through a manager that answers, until the first interruption.
async fn deploy(
    links: &dyn WriteLinks,
    cluster: &Cluster,
    seen: &Observations,
    Trial { image, count }: Trial<'_>,
) -> Result<Result<Vec<Deployment>, transport::Error>> {
    let mut interrupted = stop_signal().map_err(Ended::io("signals cannot be caught"))?;
    let stop = Box::pin(async move {
        if interrupted.wait_for(|stopped| *stopped).await.is_err() {
            // Nobody is left who could interrupt.
            std::future::pending::<()>().await;
        }
    });
    let Some(via) = asked(cluster, seen) else {
        return Ok(Err(transport::Error::Connect { endpoint: cluster.name.to_string(), reason: "no manager answers".to_owned() }));
    };
    Ok(match cluster.orchestrator {
        Orchestrator::Standalone => links.deploy(via, image, count.unwrap_or_else(|| cluster.pool().count()), stop).await,
        Orchestrator::SwarmMode => links.deploy_service(via, image, count, stop).await,
    })
}

/// The manager that a trial goes through: the primary, or one that sees the swarm.
fn asked<'a>(cluster: &Cluster, seen: &'a Observations) -> Option<&'a NodeName> {
    match cluster.orchestrator {
        Orchestrator::Standalone => {
            let primary = seen.managers.iter().find(|m| m.role.as_deref() == Some("primary")).or(seen.managers.first());
            primary.map(|m| &m.node)
        }
        Orchestrator::SwarmMode => seen.swarm_mode.iter().find(|m| m.nodes.is_ok()).map(|m| &m.node),
    }
}
