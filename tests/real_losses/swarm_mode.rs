//! Swarm mode: three managers.

use std::time::{Duration, Instant};

use crate::lab::{Lab, until};
use crate::support::Hosts;

/// Another manager is the leader this soon: managers that hear nothing of theirs stand for election after 10 to 19 s, which no setting of the engine's shortens.
const ANOTHER: Duration = Duration::from_secs(25);
const WHOLE: Duration = Duration::from_secs(90);

#[test]
fn a_swarm_in_swarm_mode_gets_over_the_loss_of_its_leader() {
    let lab = Lab::new(3);
    lab.sandbox.write("cluster.yaml", lab.hosts.spec("lab").managers(3).more("orchestrator: swarm-mode").yaml());
    lab.done(&["init"]);

    let leader = lab.swarm_leader(0).expect("there is one");
    lab.kill_process(leader, "docker.service");
    another_leads(&lab, leader, "leader's engine killed");
    is_whole(&lab);

    let leader = lab.swarm_leader(0).expect("there is one");
    lab.hosts.kill(leader);
    another_leads(&lab, leader, "leader powered off");
    let told = lab.is_unwell();
    let node = Hosts::node(leader);
    assert!(told.lines().any(|line| line.contains(&format!("✗ {node} ")) && line.contains("does not answer")), "{told}");
    until("one manager less is told", WHOLE, || lab.is_unwell().contains("2 of 3 managers reachable, none can be lost").then_some(()));
    lab.hosts.start_again(leader);
    is_whole(&lab);

    let leader = lab.swarm_leader(0).expect("there is one");
    lab.cut(leader);
    another_leads(&lab, leader, "leader cut off");
    lab.let_back(leader);
    is_whole(&lab);
}

fn another_leads(lab: &Lab, former: usize, what: &str) {
    let others: Vec<_> = (0..3).filter(|i| *i != former).collect();
    let (after, _) = until("another manager leads", ANOTHER, || others.iter().find_map(|i| lab.swarm_leader(*i)).filter(|leader| *leader != former));
    println!("          {what}: another manager leads after {:.1} s", after.as_secs_f32());
}

fn is_whole(lab: &Lab) {
    let began = Instant::now();
    lab.whole_again(WHOLE);
    println!("              whole {:.1} s after it ended", began.elapsed().as_secs_f32());
}
