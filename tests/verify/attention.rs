//! What works, but wants attention.

use swarmctl::model::{Availability, Check, EndpointKind, PoolNode, Refusal, Severity};

use super::clear_sky::{NOW, Sky};
use super::{Weather, assert_told};

const NOT_CONNECTED: &str = "Cannot connect to the Docker daemon at tcp://10.0.0.13:2376. Is the docker daemon running?";

const WARNINGS: &[Weather] = &[
    Weather {
        name: "thirty days left",
        fault: |sky| sky.cert("worker-1", EndpointKind::Engine).not_after = NOW + time::Duration::days(30),
        check: Check::Certificate,
        at: Some("worker-1"),
        says: "engine certificate expires on 2026-07-01, in 30 days",
        hint: "run `swarmctl init` again: it issues certificates anew that are about to end",
    },
    Weather {
        name: "a clock off",
        fault: |sky| sky.engine("worker-1").clock_skew_ms = -90_000,
        check: Check::Engine,
        at: Some("worker-1"),
        says: "its clock is 90 s behind, compared with this machine's",
        hint: "set the clocks (`timedatectl set-ntp true`)",
    },
    Weather {
        name: "about to be given up",
        fault: |sky| sky.pool("worker-1", "Healthy", Some(NOT_CONNECTED)),
        check: Check::Info,
        at: Some("worker-1"),
        says: "Healthy at `manager-1`, but its last call failed: Cannot connect to the Docker daemon at tcp://10.0.0.13:2376. Is the docker daemon running?",
        hint: "the manager gives the node up after three failures: run `swarmctl verify` again in a minute",
    },
    Weather {
        name: "a stranger in the pool",
        fault: |sky| {
            let line = PoolNode { address: "10.0.0.99:2376".to_owned(), name: "omega".to_owned(), ..sky.manager("registry").pool.as_ref().unwrap()[0].clone() };
            sky.manager("registry").pool.as_mut().unwrap().push(line);
        },
        check: Check::Info,
        at: Some("registry"),
        says: "`10.0.0.99:2376` is in the pool, but no active node of the cluster",
        hint: "stop the agent there; it leaves the pool within 180 s",
    },
    Weather {
        name: "a drained node still in the pool",
        fault: |sky| sky.cluster.nodes[2].availability = Availability::Drain,
        check: Check::Info,
        at: Some("registry"),
        says: "`10.0.0.13:2376` is in the pool, but no active node of the cluster",
        hint: "stop the agent there; it leaves the pool within 180 s",
    },
    Weather {
        name: "two hosts of one name",
        fault: |sky| sky.manager("registry").pool.as_mut().unwrap()[3].name = "gamma".into(),
        check: Check::Info,
        at: Some("registry"),
        says: "2 nodes are called `gamma`: their containers cannot be told apart",
        hint: "give each host a name of its own (`hostnamectl set-hostname`) and restart its engine",
    },
    Weather {
        name: "a refusal that could not be seen",
        fault: |sky| sky.probe("worker-1", EndpointKind::Engine).plain = Refusal::Unreachable,
        check: Check::Refusal,
        at: Some("worker-1"),
        says: "whether engine refuses plain and certificate-less connections could not be seen",
        hint: "run `swarmctl verify` again",
    },
];

#[test]
fn what_works_but_wants_attention_is_a_warning() {
    assert_told(Sky::standalone, WARNINGS, Severity::Warning);
}
