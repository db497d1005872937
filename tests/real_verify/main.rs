//! What `verify` says of a running cluster in which something is broken, and that the way out that it names is one. Troubles that do not disturb each
//! other are there at the same time, on nodes of their own: managers try a node that they could not talk to anew only after 31 s.

#[path = "../support/mod.rs"]
mod support;

mod lab;
mod pairs;
mod troubles;

use lab::Lab;
use support::Cases;
use troubles::ROUNDS;

#[test]
fn each_trouble_is_named_with_what_mends_it() {
    let lab = Lab::new();
    let mut cases = Cases::default();
    for round in ROUNDS {
        for trouble in *round {
            cases.try_one(trouble.name, || (trouble.make)(&lab, trouble.node));
        }
        lab.restart_manager();
        for trouble in *round {
            cases.try_one(trouble.name, || lab.finds(trouble.node, trouble.says));
            cases.try_one(trouble.name, || (trouble.mend)(&lab, trouble.node));
        }
        let names: Vec<_> = round.iter().map(|trouble| trouble.name).collect();
        cases.try_one(&format!("init after {}", names.join(", ")), || lab.mend());
    }
    cases.end();
}
