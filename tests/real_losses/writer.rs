//! Somebody who writes into Consul all the while, and remembers what was acknowledged.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::lab::{CONSUL, Lab};

/// What came of it.
pub struct Written {
    acknowledged: BTreeSet<String>,
    /// The longest time without an acknowledgement.
    pub gap: Duration,
}

/// Does something while keys are written, through whichever server takes them.
pub fn while_writing<T>(lab: &Lab, place: &str, work: impl FnOnce() -> T) -> (T, Written) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| write(lab, place, &stop));
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        stop.store(true, Ordering::Relaxed);
        let written = writing.join().expect("the writer does not panic");
        match done {
            Ok(done) => (done, written),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn write(lab: &Lab, place: &str, stop: &AtomicBool) -> Written {
    let mut written = Written { acknowledged: BTreeSet::new(), gap: Duration::ZERO };
    let (mut last, mut server) = (Instant::now(), 0);
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let key = format!("{place}/{number}");
        if lab.call(server, CONSUL, "PUT", &format!("/v1/kv/{key}"), "x").as_deref().map(str::trim) == Some("true") {
            written.gap = written.gap.max(last.elapsed());
            last = Instant::now();
            written.acknowledged.insert(key);
        } else {
            server = (server + 1) % lab.hosts.len();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    written
}

impl Written {
    /// Panics unless every key that was acknowledged is there; their number.
    pub fn all_there(&self, lab: &Lab, place: &str) -> usize {
        let answer = (0..lab.hosts.len()).find_map(|i| lab.ask(i, CONSUL, &format!("/v1/kv/{place}/?keys&consistent"))).expect("Consul answers");
        let there: BTreeSet<String> = serde_json::from_str(&answer).expect("it is a list");
        let lost: Vec<_> = self.acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        self.acknowledged.len()
    }
}
