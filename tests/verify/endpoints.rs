//! Certificates as served, refusals, engines.

use swarmctl::model::{ApiVersion, Check, EndpointKind, Refusal, Severity};
use time::macros::datetime;

use super::clear_sky::{NOW, Sky};
use super::{Weather, assert_told};

const RERUN: &str = "run `swarmctl init` again";
const REISSUE: &str = "run `swarmctl init` again: it issues the certificate anew";
const CLOCKS: &str = "set the clocks (`timedatectl set-ntp true`); if they are right, run `swarmctl init` again";

const ERRORS: &[Weather] = &[
    Weather {
        name: "Consul's certificate is foreign",
        fault: |sky| sky.cert("registry", EndpointKind::Consul).chains = false,
        check: Check::Certificate,
        at: Some("registry"),
        says: "consul certificate is not the cluster CA's but of `O=swarmctl, CN=swarmctl CA lab`",
        hint: REISSUE,
    },
    Weather {
        name: "the dialled name is missing",
        fault: |sky| sky.cert("worker-2", EndpointKind::Engine).sans = vec!["10.0.0.14".to_owned()],
        check: Check::Certificate,
        at: Some("worker-2"),
        says: "engine certificate does not name 203.0.113.14 (it names 10.0.0.14)",
        hint: REISSUE,
    },
    Weather {
        name: "no name at all",
        fault: |sky| sky.cert("worker-1", EndpointKind::Engine).sans = Vec::new(),
        check: Check::Certificate,
        at: Some("worker-1"),
        says: "engine certificate does not name 10.0.0.13 (it names nothing)",
        hint: REISSUE,
    },
    Weather {
        name: "not yet valid",
        fault: |sky| sky.cert("worker-1", EndpointKind::Engine).not_before = datetime!(2026-06-01 12:10 UTC),
        check: Check::Certificate,
        at: Some("worker-1"),
        says: "engine certificate is not valid before 2026-06-01 12:10 UTC",
        hint: CLOCKS,
    },
    Weather {
        name: "expired a second ago",
        fault: |sky| sky.cert("manager-1", EndpointKind::Manager).not_after = NOW - time::Duration::seconds(1),
        check: Check::Certificate,
        at: Some("manager-1"),
        says: "manager certificate expired on 2026-06-01",
        hint: REISSUE,
    },
    Weather {
        name: "an agent's pair without clientAuth",
        fault: |sky| sky.cert("worker-1", EndpointKind::Engine).client_auth = false,
        check: Check::Certificate,
        at: Some("worker-1"),
        says: "engine certificate lacks clientAuth",
        hint: REISSUE,
    },
    Weather {
        name: "the operator's certificate is refused",
        fault: |sky| sky.probe("manager-1", EndpointKind::Manager).mutual = Err("received fatal alert: BadCertificate".to_owned()),
        check: Check::Certificate,
        at: Some("manager-1"),
        says: "manager certificate is right, but no connection comes about: 10.0.0.11:3376 refuses a certificate of the cluster CA (received fatal alert: BadCertificate)",
        hint: "check the clock there, then run `swarmctl init` again: it gives the endpoint the cluster's CA and restarts it",
    },
    Weather {
        name: "a silent Consul",
        fault: |sky| sky.fails("registry", EndpointKind::Consul, "connection timed out"),
        check: Check::Certificate,
        at: Some("registry"),
        says: "no consul certificate: 10.0.0.12:8501 does not answer (connection timed out)",
        hint: "check that the host is up and that no firewall drops TCP to 10.0.0.12:8501, then run `swarmctl init` again",
    },
    Weather {
        name: "an endpoint nobody looked at",
        fault: |sky| sky.seen.endpoints.retain(|probe| probe.kind != EndpointKind::Consul),
        check: Check::Certificate,
        at: Some("registry"),
        says: "the consul port was not looked at",
        hint: "run `swarmctl verify` again",
    },
    Weather {
        name: "an engine open to everybody",
        fault: |sky| {
            sky.engine_fails("worker-1", "received corrupt message of type InvalidContentType");
            sky.probe("worker-1", EndpointKind::Engine).plain = Refusal::Served { first_line: "HTTP/1.1 200 OK".to_owned() };
        },
        check: Check::Refusal,
        at: Some("worker-1"),
        says: "the engine port serves clients that speak plain http, who can do there as root does (it answered `HTTP/1.1 200 OK`)",
        hint: "run `swarmctl init` again: it puts TLS on the port; until then close 10.0.0.13:2376 to others",
    },
    Weather {
        name: "an engine that verifies nobody",
        fault: |sky| sky.probe("worker-1", EndpointKind::Engine).without_cert = Refusal::Served { first_line: "HTTP/1.1 200 OK".to_owned() },
        check: Check::Refusal,
        at: Some("worker-1"),
        says: "the engine port serves clients without a certificate, who can do there as root does (it answered `HTTP/1.1 200 OK`)",
        hint: "run `swarmctl init` again: it has clients verified; until then close 10.0.0.13:2376 to others",
    },
    Weather {
        name: "an engine that does not answer",
        fault: |sky| sky.engine_fails("worker-1", "Connection refused (os error 111)"),
        check: Check::Engine,
        at: Some("worker-1"),
        says: "the engine does not answer: nothing listens on 10.0.0.13:2376 (connection refused)",
        hint: RERUN,
    },
    Weather {
        name: "API floor",
        fault: |sky| sky.engine("worker-1").min_api = ApiVersion::new(1, 32),
        check: Check::Engine,
        at: Some("worker-1"),
        says: "its engine takes no API version below 1.32, and Swarm speaks at most 1.31",
        hint: "run `swarmctl init` again: it sets DOCKER_MIN_API_VERSION=1.24 for the engine",
    },
];

#[test]
fn each_fault_of_an_endpoint_is_named() {
    assert_told(Sky::standalone, ERRORS, Severity::Error);
}
