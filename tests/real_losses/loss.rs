//! A loss: how it comes, what is looked at meanwhile, how it ends.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use crate::lab::{Lab, until};
use crate::support::Hosts;
use crate::writer::while_writing;

/// How long a cluster may take until nothing of a loss is to be seen any more: managers look at engines every 30 to 60 s.
const WHOLE: Duration = Duration::from_secs(120);

/// The first so many hosts have Consul's servers.
const SERVERS: usize = 3;

/// How something is lost.
#[derive(Clone, Copy)]
pub enum How {
    /// The process of a container ends at once, and its engine starts it again.
    Killed(&'static str),
    /// The node's power is off, and later on again.
    PowerOff,
    /// The node goes on, but no packet comes from it or to it, for a while.
    CutOff,
}

/// One line of the table.
pub struct Loss {
    pub name: &'static str,
    pub how: How,
    pub victim: fn(&Lab) -> usize,
    /// A primary must answer within.
    pub primary: Duration,
}

impl How {
    fn strike(self, lab: &Lab, i: usize) {
        match self {
            Self::Killed(name) => lab.kill_process(i, name),
            Self::PowerOff => lab.hosts.kill(i),
            Self::CutOff => lab.cut(i),
        }
    }

    fn end(self, lab: &Lab, i: usize) {
        match self {
            Self::Killed(_) => {}
            Self::PowerOff => {
                lab.hosts.start_again(i);
                lab.hosts.exec(i, &["docker", "start", "workload"]);
            }
            Self::CutOff => lab.let_back(i),
        }
    }

    fn takes_the_node(self) -> bool {
        !matches!(self, Self::Killed(_))
    }
}

impl Loss {
    /// Lets it happen, and the cluster come back by itself.
    pub fn happens(&self, lab: &Lab) {
        let victim = (self.victim)(lab);
        let place = self.name.replace(' ', "-");
        let ((led, told, whole), written) = while_writing(lab, &place, || {
            self.how.strike(lab, victim);
            let seen = catch_unwind(AssertUnwindSafe(|| self.meanwhile(lab, victim)));
            let back = Instant::now();
            // Whatever was seen: the next loss begins with a cluster that is whole.
            self.how.end(lab, victim);
            lab.whole_again(WHOLE);
            let (led, told) = seen.unwrap_or_else(|panic| resume_unwind(panic));
            (led, told, back.elapsed())
        });
        let keys = written.all_there(lab, &place);
        println!(
            "          {}: a primary after {:.1} s, whole {:.1} s after it ended; Consul took no key for {:.1} s at most, {keys} acknowledged and there",
            self.name,
            led.as_secs_f32(),
            whole.as_secs_f32(),
            written.gap.as_secs_f32(),
        );
        for line in told.lines().filter(|line| line.contains('✗') || line.contains("hint") || line.contains("Consul")) {
            println!("              {}", line.trim());
        }
    }

    /// How long nobody was the primary, and what `verify` says of a node that is gone.
    fn meanwhile(&self, lab: &Lab, victim: usize) -> (Duration, String) {
        let takes_the_node = self.how.takes_the_node();
        let living = |i: &usize| !(takes_the_node && *i == victim);
        let (led, leader) =
            until("a manager is primary and lists what runs", self.primary, || (0..2).filter(living).find(|i| lab.is_primary(*i) && lab.listed(*i).is_some()));
        if !takes_the_node {
            return (led, String::new());
        }
        self.goes_on(lab, victim, leader);
        let (told, node) = (lab.is_unwell(), Hosts::node(victim));
        assert!(told.lines().any(|line| line.contains(&format!("✗ {node} ")) && line.contains("does not answer")), "{told}");
        if victim < SERVERS {
            assert!(told.contains("2 of 3 servers answer and vote: none more can be lost"), "{told}");
        }
        (led, told)
    }

    /// What runs on the other nodes runs on, and the manager lists it.
    fn goes_on(&self, lab: &Lab, victim: usize, manager: usize) {
        let listed = lab.listed(manager).expect("it has just answered");
        for i in (0..lab.hosts.len()).filter(|i| *i != victim) {
            assert!(listed.contains(&format!("{}/workload", Hosts::node(i))), "{}: {} is not listed: {listed:?}", self.name, Hosts::node(i));
        }
    }
}
