//! Weather over a swarm-mode cluster.

use swarmctl::model::{Availability, CertAlgorithm, CertPolicy, Check, EndpointKind, Severity, SwarmRole};
use swarmctl::pki::Ca;

use super::clear_sky::{NOW, Sky};
use super::{Weather, assert_told};

const RERUN: &str = "run `swarmctl init` again";

const ERRORS: &[Weather] = &[
    Weather {
        name: "a node whose engine is dead",
        fault: |sky| {
            sky.engine_fails("worker-1", "Connection refused (os error 111)");
            sky.lines(|nodes| nodes[2].state = "down".into());
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`down` at `manager-1`, `registry`: nothing listens on 10.0.0.13:2376 (connection refused)",
        hint: RERUN,
    },
    Weather {
        name: "a node behind a firewall",
        fault: |sky| sky.lines(|nodes| nodes[2].state = "down".into()),
        check: Check::Info,
        at: Some("worker-1"),
        says: "`down` at `manager-1`, `registry`: its engine answers here, but not to the managers: a firewall between them, ports 2377 and 7946",
        hint: "open TCP 2377 and 7946, and UDP 7946 and 4789, between `worker-1` and the managers",
    },
    Weather {
        name: "a leader that was elected a moment ago",
        fault: |sky| sky.lines(|nodes| nodes[2].state = "unknown".into()),
        check: Check::Info,
        at: Some("worker-1"),
        says: "`unknown` at `manager-1`, `registry`: the swarm's leader is new, and has not heard of it yet",
        hint: "run `swarmctl verify` again in 30 s; if it stays, TCP 2377 and 7946 and UDP 7946 and 4789 are not open between the nodes",
    },
    Weather {
        name: "a manager the leader does not reach",
        fault: |sky| sky.lines(|nodes| nodes[1].role = SwarmRole::Unreachable),
        check: Check::Info,
        at: Some("registry"),
        says: "`unreachable` at `manager-1`, `registry`: its engine answers here, but not to the managers: a firewall between them, ports 2377 and 7946",
        hint: "open TCP 2377 and 7946, and UDP 7946 and 4789, between `registry` and the managers",
    },
    Weather {
        name: "a node that left",
        fault: |sky| {
            let engine = sky.engine("worker-1");
            (engine.swarm_state, engine.swarm_node_id) = ("inactive".to_owned(), None);
            sky.lines(|nodes| nodes[2].state = "down".into());
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "the engine is in no swarm (`inactive`)",
        hint: RERUN,
    },
    Weather {
        name: "a node without a line",
        fault: |sky| sky.lines(|nodes| drop(nodes.remove(2))),
        check: Check::Info,
        at: Some("worker-1"),
        says: "not in the swarm at `manager-1`, `registry`: it has no line in the list of nodes",
        hint: RERUN,
    },
    Weather {
        name: "a locked manager",
        fault: |sky| {
            sky.engine("registry").swarm_state = "locked".into();
            sky.seen.swarm_mode[1].nodes = Err("Swarm is encrypted and needs to be unlocked".to_owned());
        },
        check: Check::Info,
        at: Some("registry"),
        says: "the swarm is locked on this node",
        hint: "run `docker swarm unlock` there with the unlock key",
    },
    Weather {
        name: "a locked manager whose key is kept",
        fault: |sky| {
            sky.cluster.swarm_mode.autolock = true;
            sky.engine("manager-1").swarm_settings.as_mut().expect("a manager knows").autolock = true;
            sky.engine("registry").swarm_state = "locked".into();
            sky.seen.swarm_mode[1].nodes = Err("Swarm is encrypted and needs to be unlocked".to_owned());
        },
        check: Check::Info,
        at: Some("registry"),
        says: "the swarm is locked on this node",
        hint: "run `swarmctl init` again: it unlocks it",
    },
    Weather {
        name: "a swarm that is set otherwise",
        fault: |sky| sky.cluster.swarm_mode.cert_expiry = std::time::Duration::from_secs(30 * 24 * 3600),
        check: Check::Info,
        at: None,
        says: "the swarm is not set as wanted: certificates within it last 90d",
        hint: RERUN,
    },
    Weather {
        name: "an engine that listens where it is to be reached by SSH alone",
        fault: |sky| {
            sky.by_ssh();
            sky.seen.engine_ports.insert(super::name("worker-1"), Ok(vec![2376, 2377]));
        },
        check: Check::Refusal,
        at: Some("worker-1"),
        says: "the engine listens on TCP port 2376, and is to be reached by SSH alone",
        hint: "run `swarmctl init` again: it closes the port; `ss -ltnp` there shows who listens",
    },
    Weather {
        name: "an engine that is reached by SSH alone and is not reached",
        fault: |sky| {
            sky.by_ssh();
            sky.seen.engines.insert(super::name("worker-1"), Err("no route to host".to_owned()));
            sky.lines(|nodes| nodes[2].state = "down".into());
        },
        check: Check::Info,
        at: Some("worker-1"),
        says: "`down` at `manager-1`, `registry`: no route to host",
        hint: "check that the host is up and `docker` runs there, then run `swarmctl init` again",
    },
    Weather {
        name: "quorum lost",
        fault: |sky| sky.seen.swarm_mode[0].nodes = Err("The swarm does not have a leader. It's possible that too few managers are online.".to_owned()),
        check: Check::Info,
        at: Some("manager-1"),
        says: "the swarm has no leader: too few managers reach each other",
        hint: "an election takes up to 20 s: run `swarmctl verify` again then; if it stays, bring back managers until 2 of 2 run, then run `swarmctl init` again",
    },
    Weather {
        name: "no leader in the list",
        fault: |sky| sky.lines(|nodes| nodes[0].role = SwarmRole::Reachable),
        check: Check::Info,
        at: Some("manager-1"),
        says: "the swarm has 0 leaders instead of one",
        hint: "run `swarmctl verify` again in 10 s; if it stays, run `swarmctl init` again",
    },
    Weather {
        name: "a manager that is only a worker",
        fault: |sky| sky.lines(|nodes| nodes[1].role = SwarmRole::Worker),
        check: Check::Info,
        at: Some("registry"),
        says: "a worker at `manager-1`, `registry`: it should be a manager",
        hint: RERUN,
    },
    Weather {
        name: "a worker that is a manager",
        fault: |sky| sky.lines(|nodes| nodes[2].role = SwarmRole::Reachable),
        check: Check::Info,
        at: Some("worker-1"),
        says: "a manager at `manager-1`, `registry`: it should be a worker",
        hint: RERUN,
    },
    Weather {
        name: "a node that should be drained",
        fault: |sky| sky.cluster.nodes[2].availability = Availability::Drain,
        check: Check::Info,
        at: Some("worker-1"),
        says: "`active` at `manager-1`, `registry`: it should be `drain`",
        hint: RERUN,
    },
    Weather {
        name: "a node without a label of the spec's",
        fault: |sky| drop(sky.cluster.nodes[2].labels.insert("disk".to_owned(), "ssd".to_owned())),
        check: Check::Info,
        at: Some("worker-1"),
        says: "without its labels at `manager-1`, `registry`: the spec's are not all there",
        hint: RERUN,
    },
    Weather {
        name: "an engine's certificate of another CA",
        fault: |sky| sky.cert("worker-1", EndpointKind::Engine).chains = false,
        check: Check::Certificate,
        at: Some("worker-1"),
        says: "engine certificate is not the cluster CA's but of `O=swarmctl, CN=swarmctl CA lab`",
        hint: "run `swarmctl init` again: it issues the certificate anew",
    },
];

const WARNINGS: &[Weather] = &[
    Weather {
        name: "a node of nobody's",
        fault: |sky| {
            sky.lines(|nodes| {
                let mut old = nodes[2].clone();
                (old.id, old.hostname, old.state) = ("id-old".to_owned(), "omega".to_owned(), "down".to_owned());
                nodes.push(old);
            });
        },
        check: Check::Info,
        at: Some("registry"),
        says: "`omega` (down) is in the swarm, but no node of the cluster",
        hint: "if it is not to come back: `docker node rm id-old`",
    },
    Weather {
        name: "managers of which no more can be lost",
        fault: |sky| {
            sky.lines(|nodes| {
                (nodes[1].role, nodes[2].role) = (SwarmRole::Unreachable, SwarmRole::Reachable);
            });
        },
        check: Check::Info,
        at: None,
        says: "2 of 3 managers reachable, none can be lost",
        hint: "bring the others back; what becomes of each is told with its node. If one is gone for good: demote it and remove it with `docker node rm`",
    },
    Weather {
        name: "engines of different versions",
        fault: |sky| sky.engine("worker-1").version = "24.0.7".into(),
        check: Check::Engine,
        at: None,
        says: "the engines are of different versions: 20.10.24 on `manager-1`, `registry`, `worker-2`; 24.0.7 on `worker-1`",
        hint: "bring them to one version, one node after the other",
    },
    Weather {
        name: "a node that has not taken the swarm's new CA",
        fault: |sky| {
            sky.lines(|nodes| {
                nodes[0].trust_root = Some("new".to_owned());
                nodes[2].trust_root = Some("old".to_owned());
            });
        },
        check: Check::Certificate,
        at: None,
        says: "the swarm's own CA is being changed, and `gamma` did not take the new one yet",
        hint: "run `swarmctl verify` again in a minute; `docker node ls` shows the TLS status",
    },
];

/// What is said of a swarm's own CA that has some days left.
fn of_a_swarm_ca(days_left: i64) -> Vec<(Severity, String)> {
    let mut sky = Sky::swarm_mode();
    let random = [7; 16];
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 100, leaf_days: 1 };
    let made = NOW - time::Duration::days(100 - days_left);
    let (ca, _) = Ca::make(&"swarm-ca".parse().unwrap(), &policy, made, random).unwrap();
    sky.lines(|nodes| nodes.iter_mut().for_each(|line| line.trust_root = Some(ca.pem().to_owned())));
    let findings = sky.verify().findings.into_iter().filter(|f| f.message.contains("own CA"));
    findings.map(|f| (f.severity, f.message)).collect()
}

#[test]
fn the_swarm_s_own_ca_is_told_of_before_it_ends() {
    let of = |days| of_a_swarm_ca(days);
    assert_eq!(of(60), [(Severity::Ok, "the swarm's own CA, 60 days left".to_owned())]);
    assert_eq!(of(20), [(Severity::Warning, "the swarm's own CA ends in 20 days".to_owned())]);
    assert_eq!(of(-3), [(Severity::Error, "the swarm's own CA ended 3 days ago".to_owned())]);
}

#[test]
fn how_many_managers_can_be_lost_is_told() {
    let mut sky = Sky::swarm_mode();
    let told = |sky: &Sky| sky.verify().findings.into_iter().find(|f| f.message.contains("can be lost")).map(|f| (f.severity, f.message));
    assert_eq!(told(&sky), Some((Severity::Ok, "2 of 2 managers reachable, none can be lost".to_owned())));
    sky.lines(|nodes| nodes[2].role = SwarmRole::Reachable);
    assert_eq!(told(&sky), Some((Severity::Ok, "3 of 3 managers reachable, 1 can be lost".to_owned())));
}

#[test]
fn each_fault_of_the_swarm_is_named() {
    assert_told(Sky::swarm_mode, ERRORS, Severity::Error);
}

#[test]
fn what_works_but_wants_attention_is_a_warning() {
    assert_told(Sky::swarm_mode, WARNINGS, Severity::Warning);
}

#[test]
fn a_healthy_swarm_says_who_leads() {
    let report = Sky::swarm_mode().verify();
    assert_eq!(report.worst(), Severity::Ok);
    assert!(report.findings.iter().any(|f| f.message == "4 of 4 nodes ready, the leader is `manager-1`"));
}

#[test]
fn engines_in_swarm_mode_need_no_low_api_and_no_client_auth() {
    let mut sky = Sky::swarm_mode();
    sky.engine("worker-1").min_api = swarmctl::model::ApiVersion::new(1, 44);
    sky.cert("worker-1", EndpointKind::Engine).client_auth = false;
    assert_eq!(sky.verify().worst(), Severity::Ok);
}

#[test]
fn a_locked_manager_does_not_know_its_id_and_is_no_stranger_all_the_same() {
    let mut sky = Sky::swarm_mode();
    let engine = sky.engine("registry");
    (engine.swarm_state, engine.swarm_node_id, engine.swarm_settings) = ("locked".into(), None, None);
    sky.seen.swarm_mode[1].nodes = Err("Swarm is encrypted and needs to be unlocked".to_owned());
    let told = sky.verify().findings;
    assert!(told.iter().all(|finding| !finding.message.contains("no node of the cluster") && !finding.message.contains("no line")), "{told:#?}");
}
