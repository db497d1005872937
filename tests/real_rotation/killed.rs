//! Runs that are killed as soon as they have done one step more, again and again, until one has nothing left to be killed at.

use std::collections::BTreeSet;

use crate::lab::{LONG, Lab};
use crate::load::workloads_went_on;
use crate::support::Signal;

/// More than there are steps.
const RUNS: usize = 100;

/// What was seen at every cut.
struct Cuts {
    runs: usize,
    /// The pairs that were in force at one time or other, by host.
    pairs: Vec<BTreeSet<String>>,
}

impl Cuts {
    fn note(&mut self, lab: &Lab) {
        for (known, pair) in self.pairs.iter_mut().zip(lab.pairs()) {
            known.insert(pair);
        }
    }
}

pub fn new_leaves_come_once_however_often_the_run_is_killed(lab: &Lab) {
    let before = lab.served();
    let cuts = kill_after_every_step(lab, &["certs", "rotate", "-v"]);
    for pairs in &cuts.pairs {
        assert_eq!(pairs.len(), 2, "the former pair and one new one: {pairs:?}");
    }
    let after = lab.served();
    for (whose, serial) in after.iter().filter(|((_, kind), _)| kind != "ca") {
        assert_ne!(before.get(whose), Some(serial), "{whose:?} is the former one");
    }
    workloads_went_on(lab);
    lab.verify_is_green();
}

pub fn another_ca_comes_however_often_the_run_is_killed(lab: &Lab) {
    let before = lab.served();
    let cuts = kill_after_every_step(lab, &["certs", "rotate-ca", "-v"]);
    for pairs in &cuts.pairs {
        assert_eq!(pairs.len(), 4, "the former pair, with both CAs, the new one, without the former CA: {pairs:?}");
    }
    let after = lab.served();
    for (whose, serial) in &after {
        assert_ne!(before.get(whose), Some(serial), "{whose:?} is the former one");
    }
    let status = lab.done(&["certs", "rotate-ca", "--status"]);
    assert!(status.stdout.starts_with("no change of CAs is under way: "), "{}", status.stdout);
    workloads_went_on(lab);
    lab.verify_is_green();
}

/// Each run is killed as soon as it has done a step that the one before had not; what is done by then, the next one finds done.
fn kill_after_every_step(lab: &Lab, args: &[&str]) -> Cuts {
    let mut cuts = Cuts { runs: 0, pairs: vec![BTreeSet::new(); lab.hosts.len()] };
    let mut before = BTreeSet::new();
    loop {
        cuts.note(lab);
        cuts.runs += 1;
        assert!(cuts.runs <= RUNS, "{RUNS} runs came to no end; the last one did {before:?}");
        let running = lab.swarmctl(args).spawn();
        if running.says_line(|line| done(line).is_some_and(|title| !before.contains(title)), LONG) {
            running.signal(Signal::Kill);
        }
        let ran = running.wait(LONG);
        for i in 0..lab.hosts.len() {
            lab.is_let_in(lab.engine(i));
        }
        match ran.status.code() {
            None if lab.has_ended() => break,
            None => before = ran.stderr.lines().filter_map(done).map(str::to_owned).collect(),
            Some(0) => break,
            Some(_) => panic!("run {} of swarmctl {}\n{}\n{}", cuts.runs, args.join(" "), ran.stdout, ran.stderr),
        }
    }
    cuts.note(lab);
    println!("          {} runs", cuts.runs);
    cuts
}

/// The step that a line says is done.
fn done(line: &str) -> Option<&str> {
    line.split_once(" … done (").map(|(title, _)| title)
}
