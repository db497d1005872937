//! The certificates of a cluster on real hosts: what users do with them every day, the ways back out of a change of CAs, a change at once, and bad weather. One
//! table of cases, tried in order on the same three hosts, because each begins where the one before ended; rotation under load has a suite of its own.

#![expect(clippy::print_stdout, reason = "a long test tells how far it is")]

#[path = "../support/mod.rs"]
mod support;

mod at_once;
mod back;
mod ending;
mod everyday;
mod key;
mod lab;
mod people;
mod weather;

use std::time::Instant;

use lab::Lab;
use support::Cases;

type Case = (&'static str, fn(&Lab));

const CASES: &[Case] = &[
    ("every endpoint serves what the store expects, and nothing ends soon", everyday::lists_agree),
    ("a name that is added is in what its node serves, and no other node is touched", everyday::san_is_served),
    ("a name that is neither name nor address is refused", everyday::no_san),
    ("an address that the spec adds is served after the next init", everyday::address_of_the_spec),
    ("the certificates satisfy openssl, each for what it is for", everyday::openssl_is_satisfied),
    ("somebody's certificate opens the manager, with the docker client too", people::issued_certificate_works),
    ("a sealed key is not guessed, and nothing is touched without it", key::sealed),
    ("a key that is elsewhere is asked for, and nothing is touched without it", key::offline),
    ("a CA that has ended is not brought in", key::ended_ca),
    ("a host whose clock is a day behind is refused", weather::clock_behind),
    ("a full disk leaves a node its former pair", weather::disk_full),
    ("a node that is dead has its rows, and the others theirs", weather::dead_node_is_listed),
    ("without a change there is nothing to resume or to go back from", back::nothing_under_way),
    ("a change goes back from stage trust", back::from_trust),
    ("a change goes back from the middle of stage leaves", back::from_leaves),
    ("a node that dies in stage leaves stops the change, and back again the change goes on", weather::death_in_leaves),
    ("a change waits at stage clients until somebody's certificate was handed over", people::hand_over),
    ("a change goes back from stage clients", back::from_clients),
    ("a change ends, and from its last stage there is no way back", people::former_is_refused),
    ("a change at once that was killed goes on with the CA that it made, and refuses the former one everywhere", at_once::killed_and_repeated),
    ("what ends soon is told once, with the command", ending::told_once),
    ("an operator whose certificate has ended is told what helps, at once", ending::ended_operator),
    ("a cluster whose CA has ended is told how it gets another, and init ends what was killed", ending::ended_cluster),
];

#[test]
fn certificates_are_looked_after_in_any_weather() {
    let began = Instant::now();
    let lab = Lab::new();
    println!("{:6.1} s  three hosts", began.elapsed().as_secs_f32());
    // Some cases alone, while one works on them: `SWARMCTL_TEST_CASES='goes back|at once'`.
    let only = std::env::var("SWARMCTL_TEST_CASES").unwrap_or_default();
    let mut cases = Cases::default();
    for (name, case) in CASES.iter().filter(|(name, _)| only.split('|').any(|part| name.contains(part))) {
        let began = Instant::now();
        cases.try_one(name, || case(&lab));
        println!("{:6.1} s  {name}", began.elapsed().as_secs_f32());
    }
    cases.end();
}
