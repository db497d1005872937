//! Why a standalone manager does not have a node as Healthy. Lines have no error where the real manager gives none: it tells only failed connections.

use swarmctl::model::{ApiVersion, Check, EndpointKind, Severity};
use time::macros::datetime;

use super::clear_sky::{NOW, Sky};
use super::{Weather, assert_told};

const NOT_CONNECTED: &str = "Cannot connect to the Docker daemon at tcp://10.0.0.13:2376. Is the docker daemon running?";
const RERUN: &str = "run `swarmctl init` again";
const REISSUE: &str = "run `swarmctl init` again: it issues the certificate anew";

const ERRORS: &[Weather] = &[
    Weather {
        name: "closed port",
        fault: |sky| {
            sky.engine_fails("worker-1", "Connection refused (os error 111)");
            sky.pool("worker-1", "Unhealthy", Some(NOT_CONNECTED));
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Unhealthy` at `manager-1`, `registry`: nothing listens on 10.0.0.13:2376 (connection refused)",
        hint: RERUN,
    },
    Weather {
        name: "host down",
        fault: |sky| {
            sky.engine_fails("worker-1", "connection timed out");
            sky.pool("worker-1", "Pending", Some(NOT_CONNECTED));
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: 10.0.0.13:2376 does not answer (connection timed out)",
        hint: "check that the host is up and that no firewall drops TCP to 10.0.0.13:2376, then run `swarmctl init` again",
    },
    Weather {
        name: "firewall between manager and node",
        fault: |sky| {
            sky.pool("worker-1", "Pending", Some(NOT_CONNECTED));
            sky.manager("registry").pool.as_mut().unwrap().iter_mut().for_each(|line| {
                line.status = "Healthy".into();
                line.error = None;
            });
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`: its engine answers here, but not to the manager: a firewall between `manager-1` and `worker-1`, port 2376",
        hint: "open TCP port 2376 on `worker-1` for `manager-1`",
    },
    Weather {
        name: "wrong SAN: the outside address only",
        fault: |sky| {
            sky.cert("worker-2", EndpointKind::Engine).sans = vec!["worker-2".to_owned(), "203.0.113.14".to_owned()];
            sky.pool("worker-2", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-2"),
        says: "`Pending` at `manager-1`, `registry`: its certificate does not name 10.0.0.14 (it names worker-2, 203.0.113.14)",
        hint: REISSUE,
    },
    Weather {
        name: "foreign CA",
        fault: |sky| {
            let cert = sky.cert("worker-1", EndpointKind::Engine);
            (cert.chains, cert.issuer) = (false, "CN=other".to_owned());
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: its certificate is not the cluster CA's but of `CN=other`",
        hint: REISSUE,
    },
    Weather {
        name: "node without serverAuth",
        fault: |sky| {
            sky.cert("worker-1", EndpointKind::Engine).server_auth = false;
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: its certificate lacks serverAuth",
        hint: REISSUE,
    },
    Weather {
        name: "manager without clientAuth",
        fault: |sky| {
            sky.cert("manager-1", EndpointKind::Manager).client_auth = false;
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`: `manager-1` calls it with its own pair, whose certificate lacks clientAuth",
        hint: REISSUE,
    },
    Weather {
        name: "expired",
        fault: |sky| {
            sky.cert("worker-1", EndpointKind::Engine).not_after = datetime!(2026-05-31 0:00 UTC);
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: its certificate expired on 2026-05-31",
        hint: REISSUE,
    },
    Weather {
        name: "the manager's clock is behind the node's certificate",
        fault: |sky| {
            sky.cert("worker-1", EndpointKind::Engine).not_before = NOW - time::Duration::minutes(5);
            sky.engine("manager-1").clock_skew_ms = -3 * 86_400_000;
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`: by the clock of `manager-1`, which is 3 days behind, the engine certificate is not valid before 2026-06-01 11:55 UTC",
        hint: "set the clock of `manager-1` (`timedatectl set-ntp true`)",
    },
    Weather {
        name: "the node's clock is past the manager's certificate",
        fault: |sky| {
            sky.engine("worker-1").clock_skew_ms = 400 * 86_400_000;
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: by the clock of `worker-1`, which is 400 days ahead, the manager certificate expired on 2027-01-01",
        hint: "set the clock of `worker-1` (`timedatectl set-ntp true`)",
    },
    Weather {
        name: "API floor",
        fault: |sky| {
            sky.engine("worker-1").min_api = ApiVersion::new(1, 44);
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: its engine takes no API version below 1.44, and Swarm speaks at most 1.31",
        hint: "run `swarmctl init` again: it sets DOCKER_MIN_API_VERSION=1.24 for the engine",
    },
    Weather {
        name: "the engine speaks plain http",
        fault: |sky| {
            sky.engine_fails("worker-1", "received corrupt message of type InvalidContentType");
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: 10.0.0.13:2376 speaks plain http, not TLS",
        hint: "run `swarmctl init` again: it puts TLS on the port",
    },
    Weather {
        name: "the engine trusts another CA",
        fault: |sky| {
            sky.probe("worker-1", EndpointKind::Engine).mutual = Err("received fatal alert: UnknownCA".to_owned());
            sky.pool("worker-1", "Pending", None);
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`, `registry`: 10.0.0.13:2376 refuses a certificate of the cluster CA (received fatal alert: UnknownCA)",
        hint: "check the clock there, then run `swarmctl init` again: it gives the endpoint the cluster's CA and restarts it",
    },
    Weather {
        name: "no cause to be seen",
        fault: |sky| sky.pool("worker-1", "Pending", None),
        check: Check::Info,
        at: Some("worker-1"),
        says: "`Pending` at `manager-1`: the manager tells no cause, and none shows from here",
        hint: "run `swarmctl verify` again in a minute: a manager tries such a node anew every 10 to 40 s; then see `docker logs swarmctl-manager` on `manager-1`",
    },
    Weather {
        name: "the agent does not run",
        fault: |sky| {
            sky.engine("worker-1").own_containers.remove("agent");
            sky.seen.managers.iter_mut().for_each(|view| view.pool.as_mut().unwrap().retain(|line| line.name != "gamma"));
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "not in the pool at `manager-1`, `registry`: its agent (`swarmctl-agent`) does not run",
        hint: "run `swarmctl init` again; `docker logs swarmctl-agent` there says why it ended",
    },
    Weather {
        name: "the agent cannot register",
        fault: |sky| sky.seen.managers.iter_mut().for_each(|view| view.pool.as_mut().unwrap().retain(|line| line.name != "gamma")),
        check: Check::Info,
        at: Some("worker-1"),
        says: "not in the pool at `manager-1`, `registry`: its agent runs, but has not registered with Consul",
        hint: "open TCP port 8501 from it to Consul; `docker logs swarmctl-agent` there says more",
    },
];

#[test]
fn each_cause_of_a_node_that_is_not_healthy_is_named() {
    assert_told(Sky::standalone, ERRORS, Severity::Error);
}
