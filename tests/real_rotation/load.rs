//! A cluster in use: somebody asks managers and workloads ten times a second all the while.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

use crate::client::{Papers, head};
use crate::lab::{Lab, MANAGERS};

/// How often is asked.
const TICK: Duration = Duration::from_millis(100);

/// What was wrong with an answer, if anything.
type Answer = Result<(), String>;

/// What was asked at one moment and what came back.
struct Tick {
    /// Seconds since the first.
    at: f32,
    managers: Vec<Answer>,
    workloads: Vec<Answer>,
}

pub fn nothing_is_refused_and_nothing_stops(lab: &Lab) {
    let before = lab.served();
    let ticks = under_load(lab, || {
        lab.done(&["certs", "rotate"]);
        lab.done(&["certs", "rotate-ca"]);
    });
    workloads_went_on(lab);
    let lost: Vec<_> = ticks.iter().filter(|tick| tick.workloads.iter().any(Result::is_err)).map(|tick| (tick.at, &tick.workloads)).collect();
    let silent: Vec<_> = ticks.iter().filter(|tick| tick.managers.iter().all(Result::is_err)).map(|tick| (tick.at, &tick.managers)).collect();
    let one_way: usize = ticks.iter().filter(|tick| tick.managers.iter().any(Result::is_err)).count();
    println!("          {} times asked, {one_way} times one of the managers did not answer", ticks.len());
    assert!(lost.is_empty(), "of {} times, a workload did not answer: {lost:?}", ticks.len());
    assert!(silent.is_empty(), "of {} times, no manager answered: {silent:?}", ticks.len());

    let after = lab.served();
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    let same: BTreeSet<_> = after.values().filter(|serial| before.values().any(|former| former == *serial)).collect();
    assert!(same.is_empty(), "certificates that stayed: {same:?}");
    lab.verify_is_green();
    let status = lab.done(&["certs", "rotate-ca", "--status"]);
    assert!(status.stdout.starts_with("no change of CAs is under way: "), "{}", status.stdout);
}

/// Does something while managers and workloads are asked.
fn under_load(lab: &Lab, work: impl FnOnce()) -> Vec<Tick> {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let ticking = scope.spawn(|| {
            let (began, mut asked) = (Instant::now(), Vec::new());
            while !stop.load(Ordering::Relaxed) {
                let at = began.elapsed();
                asked.push((at.as_secs_f32(), scope.spawn(|| ask(lab))));
                std::thread::sleep((at + TICK).saturating_sub(began.elapsed()));
            }
            let answered = asked.into_iter().map(|(at, asked)| (at, asked.join().expect("who asks does not panic")));
            answered.map(|(at, (managers, workloads))| Tick { at, managers, workloads }).collect()
        });
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        stop.store(true, Ordering::Relaxed);
        let ticks = ticking.join().expect("who asks does not panic");
        done.map_or_else(|panic| std::panic::resume_unwind(panic), |()| ticks)
    })
}

/// Asks all of them at once, with the operator's certificate as it is now.
fn ask(lab: &Lab) -> (Vec<Answer>, Vec<Answer>) {
    let papers = lab.papers();
    std::thread::scope(|scope| {
        let papers = &papers;
        let manager = |i| scope.spawn(move || papers.get(lab.manager(i).at, lab.manager(i).path));
        let managers: Vec<_> = (0..MANAGERS).map(manager).collect();
        let workloads: Vec<_> = (0..lab.hosts.len()).map(|i| scope.spawn(move || head(lab.workload(i), "/busybox"))).collect();
        let answers = |asked: Vec<ScopedJoinHandle<'_, _>>| asked.into_iter().map(|one| one.join().expect("asking does not panic")).collect();
        (answers(managers), answers(workloads))
    })
}

pub fn workloads_went_on(lab: &Lab) {
    assert_eq!(lab.lives_of_workloads(), lab.workloads, "a container is another one, or was restarted");
}

/// Neither its certificate is let in, nor does its CA believe what is served.
pub fn the_former_is_worth_nothing(lab: &Lab) {
    let now = lab.papers();
    let engines = lab.each(|i| lab.engine(i));
    let managers = (0..MANAGERS).map(|i| lab.manager(i));
    for endpoint in engines.into_iter().chain(managers).chain([lab.consul()]) {
        let get = |papers: Papers| papers.get(endpoint.at, endpoint.path);
        assert_eq!(get(now.clone()), Ok(()), "{endpoint:?} does not answer the operator");
        Papers { ca: now.ca.clone(), ..lab.former.clone() }.is_turned_away(endpoint.at, endpoint.path);
        let trusted = get(Papers { ca: lab.former.ca.clone(), ..now.clone() }).expect_err("the former CA does not believe it");
        assert!(trusted.contains("invalid peer certificate"), "{endpoint:?} is refused otherwise: {trusted}");
    }
}

pub fn keys_are_roots_alone(lab: &Lab) {
    let script = "find /etc/swarmctl -type d ! -perm 0700; find /etc/swarmctl/tls /etc/swarmctl/consul -type f ! -perm 0600 2>/dev/null
        find /etc/swarmctl ! -user root; [ -f /etc/swarmctl/tls/current/key.pem ]";
    assert_eq!(lab.each(|i| lab.hosts.exec(i, &["sh", "-c", script])), ["", "", ""]);
    assert_eq!(lab.sandbox.shell("cd \"$SWARMCTL_HOME\"; find . -type d ! -perm 0700; find . -type f ! -perm 0600"), "");
}
