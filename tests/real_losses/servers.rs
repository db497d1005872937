//! Consul's servers come and go: from one to three, one replaced, two lost for a while and for good. The keys stay.

use std::time::{Duration, Instant};

use crate::lab::{CONSUL, Lab, until};
use crate::support::Hosts;

const BACK: Duration = Duration::from_secs(60);
/// A key that nobody but the test knows.
const KEY: &str = "/v1/kv/somebody/else";

/// One set of hosts: one server becomes three, two of them are lost for a while, one is replaced, two are lost for good.
#[test]
fn consul_s_servers_come_and_go_and_the_keys_stay() {
    let lab = Lab::new(4);
    one_grows_to_three(&lab);
    two_of_three_come_back(&lab);
    three_become_one_and_three_again(&lab);
    one_is_replaced(&lab);
    two_of_three_are_gone_for_good(&lab);
}

/// New leaves and another CA: Consul reads them without a restart, so that most of its servers know a leader at every moment.
#[test]
fn consul_keeps_its_quorum_while_its_certificates_change() {
    let lab = Lab::new(3);
    spec(&lab, 3, "");
    lab.done(&["init"]);
    assert_eq!(lab.call(0, CONSUL, "PUT", KEY, "kept").as_deref().map(str::trim), Some("true"));
    let knows_a_leader = |i: &usize| {
        // The operator's certificate may be switched between two of its files.
        (0..2).any(|_| lab.ask(*i, CONSUL, "/v1/status/leader").is_some_and(|leader| leader.trim() != "\"\""))
    };
    let (mut asked, mut fewest) = (0, 3);
    std::thread::scope(|scope| {
        let changing = scope.spawn(|| {
            lab.done(&["certs", "rotate"]);
            lab.done(&["certs", "rotate-ca"]);
        });
        while !changing.is_finished() {
            asked += 1;
            fewest = fewest.min((0..3).filter(knows_a_leader).count());
        }
        changing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
    println!("          of three Consul servers {fewest} knew a leader at every one of {asked} moments while certificates changed");
    assert!(fewest >= 2, "{fewest} of three");
    the_key_is_there(&lab);
    assert!(lab.done(&["verify"]).stdout.contains("3 of 3 servers answer and vote: 1 can be lost"));
}

/// The hosts' spec, of which the first so many have Consul's servers; nodes are left out by cutting their lines.
pub fn spec(lab: &Lab, servers: usize, more: &str) {
    lab.sandbox.write("cluster.yaml", lab.hosts.spec("lab").managers(2).discovery(servers).more(more).yaml());
}

/// The spec without some nodes, and with the role `discovery` on another.
fn spec_without(lab: &Lab, gone: &[usize], roles: &[(usize, &str)]) {
    let mut text = lab.hosts.spec("lab").more("manager: { replicationTtl: 5s }").yaml();
    text = text.lines().filter(|line| !gone.iter().any(|i| line.contains(&format!("name: {},", Hosts::node(*i))))).map(|line| format!("{line}\n")).collect();
    text = text.replace(", roles: [manager]", "");
    for (i, roles) in roles {
        text = text.replace(&format!("address: {} }}", lab.hosts.ip(*i)), &format!("address: {}, roles: [{roles}] }}", lab.hosts.ip(*i)));
    }
    lab.sandbox.write("cluster.yaml", text);
}

fn the_key_is_there(lab: &Lab) {
    let there = (0..lab.hosts.len()).find_map(|i| lab.ask(i, CONSUL, &format!("{KEY}?raw&consistent")));
    assert_eq!(there.as_deref(), Some("kept"), "a key is lost");
}

fn one_grows_to_three(lab: &Lab) {
    spec(lab, 1, "");
    lab.done(&["init"]);
    assert_eq!(lab.call(0, CONSUL, "PUT", KEY, "kept").as_deref().map(str::trim), Some("true"));
    spec(lab, 3, "");
    let began = Instant::now();
    let ran = lab.done(&["init"]);
    println!("          one server grew to three in {:.1} s", began.elapsed().as_secs_f32());
    assert!(ran.stdout.contains("is healthy"), "{}", ran.stdout);
    the_key_is_there(lab);
    assert!(lab.done(&["init"]).stdout.contains("nothing to do"));
    assert!(lab.done(&["verify"]).stdout.contains("3 of 3 servers answer and vote: 1 can be lost"));
    // Every node's containers use the node's own Consul.
    for i in 0..lab.hosts.len() {
        let args = lab.hosts.exec(i, &["docker", "inspect", "-f", "{{.Args}}", "swarmctl-agent"]);
        assert!(args.ends_with(&format!("consul://{}:8501]", lab.hosts.ip(i))), "{args}");
    }
    let keys = lab.hosts.exec(3, &["docker", "exec", "swarmctl-consul", "sh", "-c", "grep -c encrypt /consul/config/gossip.json"]);
    assert_eq!(keys, "1");
}

fn two_of_three_come_back(lab: &Lab) {
    let (primary, lost) = (lab.primary().expect("there is one"), [1, 2]);
    for i in lost {
        lab.hosts.kill(i);
    }
    until("Consul has no leader", BACK, || lab.ask(0, CONSUL, "/v1/status/leader").filter(|leader| leader.trim() == "\"\""));
    let told = lab.is_unwell();
    assert!(told.contains("Consul has no leader: 1 of its 3 servers answer, and an election needs 2"), "{told}");
    assert!(told.contains("hint: bring back `node-2`, `node-3`, and it goes on by itself; if they are gone for good"), "{told}");
    println!(
        "          two of three Consul servers lost (the primary was {}); the manager that is left lists what runs: {}",
        Hosts::node(primary),
        lab.listed(0).is_some()
    );
    for i in lost {
        lab.hosts.start_again(i);
        lab.hosts.exec(i, &["docker", "start", "workload"]);
    }
    let began = Instant::now();
    lab.whole_again(Duration::from_secs(120));
    println!("          both came back: whole after {:.1} s", began.elapsed().as_secs_f32());
    the_key_is_there(lab);
}

/// Servers that run are taken out of the list before they go; what comes under their names later on is new.
fn three_become_one_and_three_again(lab: &Lab) {
    for servers in [1, 3] {
        spec(lab, servers, "");
        let began = Instant::now();
        lab.done(&["init"]);
        println!("          {servers} of Consul's servers after {:.1} s", began.elapsed().as_secs_f32());
        the_key_is_there(lab);
        assert!(lab.done(&["init"]).stdout.contains("nothing to do"));
        let left = lab.hosts.exec(1, &["sh", "-c", "docker ps -aq -f name=swarmctl-consul; docker volume ls -q -f name=swarmctl-consul"]);
        assert_eq!(left.is_empty(), servers == 1, "{left}");
    }
}

fn one_is_replaced(lab: &Lab) {
    lab.hosts.kill(2);
    spec_without(lab, &[2], &[(0, "manager, discovery"), (1, "manager, discovery"), (3, "discovery")]);
    let refused = lab.sandbox.program(["init"]).output();
    assert_eq!(refused.status.code(), Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("one that is gone for good is named with `init --gone`"), "{}", refused.stderr);
    let began = Instant::now();
    lab.done(&["init", "--gone", "node-3"]);
    println!("          a server replaced on another node in {:.1} s", began.elapsed().as_secs_f32());
    assert!(lab.done(&["verify"]).stdout.contains("3 of 3 servers answer and vote: 1 can be lost"));
    the_key_is_there(lab);
    assert!(lab.done(&["init"]).stdout.contains("nothing to do"));
}

/// The one that is left goes on alone, with the keys.
fn two_of_three_are_gone_for_good(lab: &Lab) {
    for i in [1, 3] {
        lab.hosts.kill(i);
    }
    spec_without(lab, &[1, 2, 3], &[(0, "manager, discovery")]);
    let began = Instant::now();
    lab.done(&["init", "--gone", "node-2", "--gone", "node-4"]);
    println!("          one of three servers goes on alone after {:.1} s", began.elapsed().as_secs_f32());
    the_key_is_there(lab);
    assert_eq!(lab.primary(), Some(0));
    assert!(lab.done(&["init"]).stdout.contains("nothing to do"));
}
