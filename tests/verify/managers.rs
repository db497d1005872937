//! Standalone managers and discovery, and what they say of each other.

use swarmctl::model::{Check, EndpointKind, Severity};

use super::clear_sky::Sky;
use super::{Weather, assert_told};

const RERUN: &str = "run `swarmctl init` again";

const ERRORS: &[Weather] = &[
    Weather {
        name: "an engine on the manager's port",
        fault: |sky| sky.manager("manager-1").version = Ok("20.10.24".to_owned()),
        check: Check::Version,
        at: Some("manager-1"),
        says: "10.0.0.11:3376 is answered by version `20.10.24`, which is no Swarm manager",
        hint: "an engine or another program holds port 3376: free it, then run `swarmctl init` again",
    },
    Weather {
        name: "the manager's container has ended",
        fault: |sky| {
            sky.fails("manager-1", EndpointKind::Manager, "Connection refused (os error 111)");
            sky.manager("manager-1").version = Err("Connection refused (os error 111)".to_owned());
            sky.engine("manager-1").own_containers.insert("manager".to_owned(), false);
        },
        check: Check::Version,
        at: Some("manager-1"),
        says: "the manager does not answer: its container `swarmctl-manager` does not run",
        hint: "run `swarmctl init` again; `docker logs swarmctl-manager` there says why it ended",
    },
    Weather {
        name: "a replica whose primary is gone",
        fault: |sky| {
            let gone =
                "could not ask the manager for its version: Unable to reach primary cluster manager (dial tcp 10.0.0.11:3376: connect: connection refused)";
            let registry = sky.manager("registry");
            (registry.version, registry.primary) = (Err(gone.to_owned()), Some("10.0.0.11:3376".to_owned()));
        },
        check: Check::Version,
        at: Some("registry"),
        says: "it is a replica, and its primary 10.0.0.11:3376 does not answer",
        hint: "another manager takes over within 20 s; then run `swarmctl verify` again",
    },
    Weather {
        name: "the manager's port is closed to the operator",
        fault: |sky| {
            sky.fails("manager-1", EndpointKind::Manager, "connection timed out");
            sky.manager("manager-1").version = Err("connection timed out".to_owned());
        },
        check: Check::Version,
        at: Some("manager-1"),
        says: "the manager does not answer: 10.0.0.11:3376 does not answer (connection timed out)",
        hint: "check that the host is up and that no firewall drops TCP to 10.0.0.11:3376, then run `swarmctl init` again",
    },
    Weather {
        name: "no primary because of Consul",
        fault: |sky| {
            let registry = sky.manager("registry");
            (registry.role, registry.primary) = (Some("replica".to_owned()), Some(String::new()));
            sky.seen.consul_leader = Some(Ok(String::new()));
        },
        check: Check::Info,
        at: None,
        says: "no manager is primary: Consul has no leader",
        hint: "an election takes up to 20 s: run `swarmctl verify` again then; after that, run `swarmctl init` again",
    },
    Weather {
        name: "two primaries",
        fault: |sky| sky.manager("manager-1").role = Some("primary".to_owned()),
        check: Check::Info,
        at: None,
        says: "more than one manager is primary: `manager-1`, `registry`",
        hint: "run `swarmctl verify` again after 20 s; if it stays, they use different stores: run `swarmctl init` again",
    },
    Weather {
        name: "a replica that names another",
        fault: |sky| sky.manager("manager-1").primary = Some("10.0.0.99:3376".to_owned()),
        check: Check::Info,
        at: Some("manager-1"),
        says: "a replica that names `10.0.0.99:3376` as primary instead of `registry` at 10.0.0.12:3376",
        hint: "run `swarmctl verify` again after 20 s; if it stays, run `swarmctl init` again",
    },
    Weather {
        name: "a replica that knows none",
        fault: |sky| sky.manager("manager-1").primary = Some(String::new()),
        check: Check::Info,
        at: Some("manager-1"),
        says: "a replica that knows no primary (it is `registry` at 10.0.0.12:3376)",
        hint: "run `swarmctl verify` again after 20 s; if it stays, run `swarmctl init` again",
    },
    Weather {
        name: "info fails",
        fault: |sky| sky.manager("manager-1").pool = Err("500: no luck".to_owned()),
        check: Check::Info,
        at: Some("manager-1"),
        says: "`info` failed: 500: no luck",
        hint: RERUN,
    },
    Weather {
        name: "ps fails",
        fault: |sky| sky.manager("manager-1").running = Err("500: Unable to reach primary cluster manager".to_owned()),
        check: Check::Ps,
        at: Some("manager-1"),
        says: "`ps` failed: 500: Unable to reach primary cluster manager",
        hint: RERUN,
    },
    Weather {
        name: "an agent that has just ended",
        fault: |sky| {
            sky.engine("worker-1").own_containers.insert("agent".to_owned(), false);
            sky.seen.managers.iter_mut().for_each(|view| view.running.as_mut().unwrap().retain(|name| name != "gamma/swarmctl-agent"));
        },
        check: Check::Ps,
        at: Some("worker-1"),
        says: "no agent at `manager-1`, `registry`: `swarmctl-agent` does not run there",
        hint: "run `swarmctl init` again; `docker logs swarmctl-agent` there says why it ended",
    },
    Weather {
        name: "Consul has no leader",
        fault: |sky| sky.seen.consul_leader = Some(Ok(String::new())),
        check: Check::Discovery,
        at: None,
        says: "Consul has no leader",
        hint: "an election needs 1 of 1 Consul servers, which reach each other on TCP ports 8300 and 8301: bring them up, then run `swarmctl init` again",
    },
    Weather {
        name: "Consul has ended",
        fault: |sky| {
            sky.fails("registry", EndpointKind::Consul, "Connection refused (os error 111)");
            sky.seen.consul_leader = Some(Err("Connection refused (os error 111)".to_owned()));
            sky.engine("registry").own_containers.insert("consul".to_owned(), false);
        },
        check: Check::Discovery,
        at: None,
        says: "Consul on `registry` does not answer: its container `swarmctl-consul` does not run",
        hint: "run `swarmctl init` again; `docker logs swarmctl-consul` there says why it ended",
    },
    Weather {
        name: "Consul was spoken to in plain http",
        fault: |sky| sky.seen.consul_leader = Some(Err(r#"malformed HTTP response "\x15\x03\x01\x00\x02\x02""#.to_owned())),
        check: Check::Discovery,
        at: None,
        says: "Consul does not answer: its port speaks TLS and was spoken to in plain http",
        hint: "run `swarmctl init` again: it writes the https settings anew",
    },
    Weather {
        name: "the trial deployment fails",
        fault: |sky| sky.seen.deployed = Some(Err("pull access denied for nginx".to_owned())),
        check: Check::Deploy,
        at: None,
        says: "the trial deployment failed: pull access denied for nginx",
        hint: "look at the other findings first; then check the image's name",
    },
];

#[test]
fn each_fault_of_managers_and_discovery_is_named() {
    assert_told(Sky::standalone, ERRORS, Severity::Error);
}
