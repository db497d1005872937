//! Standalone: three of four nodes have Consul's servers, two of those are managers.

use std::time::Duration;

use crate::lab::{Lab, until};
use crate::loss::{How, Loss};
use crate::servers;
use crate::support::Cases;
use crate::writer::while_writing;

/// A replica is primary this soon at the default `replicationTtl` of 20 s.
const BY_DEFAULT: Duration = Duration::from_secs(25);
/// And this soon at 5 s.
const AT_FIVE: Duration = Duration::from_secs(8);
/// Managers that lose Consul's leader lose the primary with it, and stand again 10 s later, whatever their TTL (Swarm 1.2.9's own waiting).
const WITH_CONSUL: Duration = Duration::from_secs(25);

/// Where Consul's leader falls silent and no connection of its ends, the others give up those that are open after 30 to 40 s (Consul's own waiting), and then as above.
const UNHEARD: Duration = Duration::from_secs(60);

const MANAGERS: usize = 2;
const WORKER: usize = 3;

fn primary(lab: &Lab) -> usize {
    lab.primary().expect("there is one")
}

fn consul_leader(lab: &Lab) -> usize {
    until("Consul has a leader", Duration::from_secs(20), || lab.consul_leader()).1
}

/// The primary, which is moved where its node has Consul's leader too.
fn primary_alone(lab: &Lab) -> usize {
    if primary(lab) == consul_leader(lab) {
        lab.done(&["failover"]);
    }
    primary(lab)
}

/// The node that has Consul's leader, and the primary too where it is a manager's.
fn both(lab: &Lab) -> usize {
    let leader = consul_leader(lab);
    if leader < MANAGERS && leader != primary(lab) {
        lab.done(&["failover"]);
    }
    leader
}

const MANAGER: How = How::Killed("swarmctl-manager");
const CONSUL: How = How::Killed("swarmctl-consul");

/// At the default TTL.
const SLOW: &[Loss] = &[Loss { name: "primary killed", how: MANAGER, victim: primary, primary: BY_DEFAULT }];

/// At 5 s. Of the nodes whose power goes off, the replica's has a Consul server and is not the leader unless it was moved there by the loss before.
const QUICK: &[Loss] = &[
    Loss { name: "primary killed at 5 s", how: MANAGER, victim: primary, primary: AT_FIVE },
    Loss { name: "replica killed", how: MANAGER, victim: Lab::replica, primary: AT_FIVE },
    Loss { name: "Consul server killed", how: CONSUL, victim: Lab::consul_follower, primary: AT_FIVE },
    Loss { name: "Consul leader killed", how: CONSUL, victim: consul_leader, primary: WITH_CONSUL },
    Loss { name: "worker powered off", how: How::PowerOff, victim: |_| WORKER, primary: AT_FIVE },
    Loss { name: "primary powered off at 5 s", how: How::PowerOff, victim: primary_alone, primary: AT_FIVE },
    Loss { name: "replica powered off", how: How::PowerOff, victim: Lab::replica, primary: WITH_CONSUL },
    Loss { name: "Consul leader powered off", how: How::PowerOff, victim: both, primary: WITH_CONSUL },
    Loss { name: "primary cut off", how: How::CutOff, victim: primary_alone, primary: WITH_CONSUL },
    Loss { name: "Consul leader cut off", how: How::CutOff, victim: both, primary: UNHEARD },
];

/// One set of hosts: three servers from the start, then parts of the cluster are lost one after the other.
#[test]
fn a_standalone_cluster_gets_over_every_single_loss() {
    let lab = Lab::new(4);
    let mut cases = Cases::default();
    servers::spec(&lab, 3, "");
    lab.done(&["init"]);
    assert!(lab.done(&["init"]).stdout.contains("nothing to do"));
    for loss in SLOW {
        cases.try_one(loss.name, || loss.happens(&lab));
    }
    cases.try_one("another TTL", || consul_changes_one_server_at_a_time(&lab));
    for loss in QUICK {
        cases.try_one(loss.name, || loss.happens(&lab));
    }
    cases.end();
}

/// The managers' TTL is in Consul's configuration too.
fn consul_changes_one_server_at_a_time(lab: &Lab) {
    servers::spec(lab, 3, "manager: { replicationTtl: 5s }");
    let (ran, written) = while_writing(lab, "turns", || lab.done(&["init", "-v"]));
    assert!(ran.stderr.contains("replace swarmctl-consul"), "{}", ran.stderr);
    let keys = written.all_there(lab, "turns");
    println!("          three servers replaced in turn: Consul took no key for {:.1} s at most, {keys} acknowledged and there", written.gap.as_secs_f32());
}
