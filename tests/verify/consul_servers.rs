//! Three of Consul's servers: how many can be lost, who is in their list.

use swarmctl::model::{Check, ConsulPeer, ConsulView, EndpointKind, Role, Severity};

use crate::clear_sky::{Sky, probe};
use crate::{Weather, assert_told, name};

const SERVERS: [(&str, &str); 3] = [("manager-1", "10.0.0.11"), ("registry", "10.0.0.12"), ("worker-1", "10.0.0.13")];
const REFUSED: &str = "Connection refused (os error 111)";

fn three_servers() -> Sky {
    let mut sky = Sky::standalone();
    for (node, address) in SERVERS {
        sky.cluster.nodes.iter_mut().find(|n| n.name == name(node)).expect("a node").roles.insert(Role::Discovery);
        if node != "registry" {
            sky.seen.endpoints.push(probe(node, EndpointKind::Consul));
        }
        sky.seen.consul_servers.push(ConsulView { node: name(node), leader: Ok("10.0.0.12:8300".into()) });
        sky.seen.consul_peers.push(ConsulPeer { node: node.into(), address: format!("{address}:8300"), leader: node == "registry", voter: true });
    }
    for node in ["manager-1", "registry", "worker-1", "worker-2"] {
        sky.engine(node).own_containers.insert("consul".into(), true);
    }
    sky
}

fn lose(sky: &mut Sky, node: &str) {
    sky.fails(node, EndpointKind::Consul, REFUSED);
    sky.seen.consul_servers.iter_mut().filter(|server| server.node == name(node)).for_each(|server| server.leader = Err(REFUSED.into()));
}

#[test]
fn three_servers_that_vote_bear_the_loss_of_one() {
    let findings = three_servers().verify().findings;
    let found = findings.iter().find(|f| f.check == Check::Discovery).expect("a finding");
    assert_eq!((found.severity, found.message.as_str()), (Severity::Ok, "Consul's leader is 10.0.0.12:8300, 3 of 3 servers answer and vote: 1 can be lost"));
    assert!(three_servers().verify().is_healthy());
}

#[test]
fn what_works_and_wants_attention_is_a_warning() {
    let table = [
        Weather {
            name: "one of three lost",
            fault: |sky| lose(sky, "worker-1"),
            check: Check::Discovery,
            at: None,
            says: "Consul's leader is 10.0.0.12:8300, 2 of 3 servers answer and vote: none more can be lost",
            hint: "bring the others back; one that is gone for good is replaced: another discovery node in the spec, then `swarmctl init --gone NAME`",
        },
        Weather {
            name: "a new server",
            fault: |sky| sky.seen.consul_peers[2].voter = false,
            check: Check::Discovery,
            at: Some("worker-1"),
            says: "its Consul is a server, but does not vote yet",
            hint: "a new one does after 10 to 20 s: run `swarmctl verify` again then",
        },
        Weather {
            name: "a server that is none any more",
            fault: |sky| {
                sky.seen.consul_peers.push(ConsulPeer { node: "old".into(), address: "10.0.0.19:8300".into(), leader: false, voter: true });
            },
            check: Check::Discovery,
            at: None,
            says: "`old` (10.0.0.19:8300) is among Consul's servers, but no discovery node of the cluster",
            hint: "if it is gone for good, take it out: `swarmctl init --gone old`",
        },
    ];
    assert_told(three_servers, &table, Severity::Warning);
}

#[test]
fn what_does_not_work_is_an_error() {
    let table = [
        Weather {
            name: "two of three lost",
            fault: |sky| {
                lose(sky, "manager-1");
                lose(sky, "registry");
                sky.seen.consul_servers[2].leader = Ok(String::new());
                sky.seen.consul_leader = Some(Ok(String::new()));
                sky.seen.consul_peers.clear();
            },
            check: Check::Discovery,
            at: None,
            says: "Consul has no leader: 1 of its 3 servers answer, and an election needs 2; nothing can be registered or elected",
            hint: "bring back `manager-1`, `registry`, and it goes on by itself; if they are gone for good: a spec with others, then \
                   `swarmctl init --gone NAME` for each",
        },
        Weather {
            name: "a server that founded a cluster of its own",
            fault: |sky| drop(sky.seen.consul_peers.remove(0)),
            check: Check::Discovery,
            at: Some("manager-1"),
            says: "its Consul is no server of the cluster's",
            hint: "run `swarmctl init` again",
        },
        Weather {
            name: "an agent that has ended",
            fault: |sky| {
                sky.engine("worker-2").own_containers.insert("consul".into(), false);
            },
            check: Check::Discovery,
            at: Some("worker-2"),
            says: "its Consul agent (`swarmctl-consul`) does not run",
            hint: "run `swarmctl init` again; `docker logs swarmctl-consul` there says why it ended",
        },
    ];
    assert_told(three_servers, &table, Severity::Error);
}
