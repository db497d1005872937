//! Takes a cluster's lock on the nodes of its managers for one run, and lets go of it. All of them are asked at once. Of two runs that come at the same time
//! each may get some of them: the one that has the first manager waits until the other has given back what it took, so that exactly one goes on.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};

use crate::model::{Exit, Explain, LockAnswer, LockHolder, NodeName, StoreId};
use crate::transport::{Action, LockUse, WriteLinks, lock_answer};

use super::Error;

/// How long the other of two runs may take to give back what it took.
const GIVING_BACK: Duration = Duration::from_secs(3);
/// How often it is looked whether it has.
const POLL: Duration = Duration::from_millis(150);
/// How long letting go may take: a node that is gone by then keeps nobody waiting.
const LETTING_GO: Duration = Duration::from_secs(5);

/// The managers, each with what the last run was seen to have left there (`None` where nobody looked).
pub type LockPlaces = BTreeMap<NodeName, Option<String>>;

/// A cluster's lock, held by this run until it is left.
pub struct HeldLock {
    links: Arc<dyn WriteLinks>,
    store: StoreId,
    nodes: Vec<NodeName>,
}

/// Why a run did not get a cluster's lock; nothing of it is held then.
#[derive(Debug)]
pub struct NotHeld {
    /// Where.
    pub node: NodeName,
    /// Why.
    pub error: Error,
}

/// Takes the lock. A manager whose host cannot be reached is passed over: whether it may be absent is the plan's business.
///
/// # Errors
/// Another store has it, or has changed the cluster since the nodes were looked at; or a host cannot be locked.
pub async fn take_lock(links: Arc<dyn WriteLinks>, holder: &LockHolder, places: LockPlaces) -> Result<HeldLock, NotHeld> {
    take_within(GIVING_BACK, links, holder, places).await
}

async fn take_within(patience: Duration, links: Arc<dyn WriteLinks>, holder: &LockHolder, places: LockPlaces) -> Result<HeldLock, NotHeld> {
    let mut lock = HeldLock { links, store: holder.store.clone(), nodes: Vec::new() };
    let deadline = Instant::now() + patience;
    let mut asked = places;
    let mut first = None;
    loop {
        let answers = join_all(asked.iter().map(|(node, seen)| ask(&lock.links, node, holder, seen.clone()))).await;
        let round = Round::of(asked.keys().zip(answers));
        first = first.or_else(|| asked.keys().find(|node| !round.absent.contains(node)).cloned());
        let (refusal, may_wait) = (round.refusal, round.held);
        let taken: Vec<_> = round.taken.into_iter().cloned().collect();
        let others: Vec<_> = round.others.into_iter().cloned().collect();
        lock.nodes.extend(taken);
        let Some(refusal) = refusal else { return Ok(lock) };
        let has_first = first.as_ref().is_some_and(|first: &NodeName| lock.nodes.contains(first));
        if !may_wait || !has_first || Instant::now() >= deadline {
            lock.leave(LockUse::Nothing).await;
            return Err(refusal);
        }
        sleep(POLL).await;
        asked.retain(|node, _| others.contains(node));
    }
}

async fn ask(links: &Arc<dyn WriteLinks>, node: &NodeName, holder: &LockHolder, seen: Option<String>) -> Result<LockAnswer, Error> {
    let output = links.host_mut(node).await?.act(Action::TakeLock { holder: holder.clone(), seen }).await?;
    Ok(lock_answer(&output)?)
}

/// What asking the managers came to.
struct Round<'a> {
    taken: Vec<&'a NodeName>,
    absent: Vec<&'a NodeName>,
    /// Those that another store has.
    others: Vec<&'a NodeName>,
    /// The first thing that stands against going on.
    refusal: Option<NotHeld>,
    /// Whether that is all that stands against it: another store's hold, which may end.
    held: bool,
}

impl<'a> Round<'a> {
    fn of(answers: impl Iterator<Item = (&'a NodeName, Result<LockAnswer, Error>)>) -> Self {
        let mut round = Self { taken: Vec::new(), absent: Vec::new(), others: Vec::new(), refusal: None, held: true };
        for (node, answer) in answers {
            let error = match answer {
                Ok(LockAnswer::Taken) => {
                    round.taken.push(node);
                    continue;
                }
                Err(error) if error.exit() == Exit::Unreachable => {
                    round.absent.push(node);
                    continue;
                }
                Ok(LockAnswer::Held(by)) => {
                    round.others.push(node);
                    Error::HeldElsewhere { by }
                }
                Ok(LockAnswer::Changed) => Error::ChangedElsewhere,
                Err(error) => error,
            };
            // What waiting does not mend goes before what it may.
            let waits = matches!(error, Error::HeldElsewhere { .. });
            if round.refusal.is_none() || (round.held && !waits) {
                round.refusal = Some(NotHeld { node: node.clone(), error });
            }
            round.held &= waits;
        }
        round
    }
}

impl HeldLock {
    /// The nodes on which it is held.
    pub fn nodes(&self) -> &[NodeName] {
        &self.nodes
    }

    /// Lets go of it, as far as its nodes can be reached: what stays on one is taken over by the next run of the same store.
    pub async fn leave(self, after: LockUse) {
        let Self { links, store, nodes } = self;
        let all = nodes.iter().map(|node| leave_lock(&*links, node, Some(store.clone()), after));
        let _ = timeout(LETTING_GO, join_all(all)).await;
    }
}

/// Takes somebody's lock off a node; `of` as in [`Action::LeaveLock`].
///
/// # Errors
/// The host is not reached, or cannot be changed.
pub async fn leave_lock(links: &dyn WriteLinks, node: &NodeName, of: Option<StoreId>, after: LockUse) -> Result<(), Error> {
    links.host_mut(node).await?.act(Action::LeaveLock { of, after }).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::transport::fake::FakeLinks;

    fn node(name: &str) -> NodeName {
        name.parse().expect("a name")
    }

    fn run_of(store: u8) -> LockHolder {
        let (owner, verb) = (format!("ops@laptop-{store}"), "init".to_owned());
        LockHolder { store: StoreId::from_random([store; 16]), owner, verb, since: datetime!(2026-03-01 14:02:00 UTC), pid: 4711 }
    }

    async fn take(links: &FakeLinks, store: u8) -> Result<HeldLock, NotHeld> {
        let places = ["m1", "m2", "m3"].map(|name| (node(name), Some(String::new())));
        take_within(2 * POLL, Arc::new(links.clone()), &run_of(store), places.into()).await
    }

    fn holders(links: &FakeLinks) -> Vec<String> {
        links.locks().iter().map(|(node, holder)| format!("{node} {}", holder.owner)).collect()
    }

    #[tokio::test]
    async fn a_lock_is_on_every_manager_until_it_is_left() {
        let links = FakeLinks::default();
        let lock = take(&links, 1).await.unwrap_or_else(|refused| panic!("{refused:?}"));
        assert_eq!(holders(&links), ["m1 ops@laptop-1", "m2 ops@laptop-1", "m3 ops@laptop-1"]);
        lock.leave(LockUse::Changes).await;
        assert_eq!(holders(&links), Vec::<String>::new());
    }

    #[tokio::test]
    async fn who_finds_the_first_manager_held_gives_back_what_it_took_at_once() {
        let links = FakeLinks::default();
        links.set_lock(&node("m1"), &run_of(2));
        let began = Instant::now();
        let refused = take(&links, 1).await.err().expect("another store has it");
        assert!(began.elapsed() < POLL, "it waited");
        let told = "the cluster is held from another store: `init` (process 4711 of ops@laptop-2, since 2026-03-01T14:02:00Z)";
        assert_eq!((refused.node, refused.error.to_string().as_str(), refused.error.exit()), (node("m1"), told, Exit::Locked));
        assert_eq!(holders(&links), ["m1 ops@laptop-2"]);
    }

    #[tokio::test]
    async fn who_has_the_first_manager_waits_for_the_others() {
        let links = FakeLinks::default();
        links.set_lock(&node("m2"), &run_of(2));
        let (lock, ()) = tokio::join!(take(&links, 1), async {
            sleep(POLL / 2).await;
            let left = leave_lock(&links, &node("m2"), Some(run_of(2).store), LockUse::Nothing).await;
            left.expect("nothing was told to fail");
        });
        assert!(lock.is_ok());
        assert_eq!(holders(&links).len(), 3);
    }

    #[tokio::test]
    async fn a_hold_that_does_not_end_is_waited_for_no_longer_than_giving_back_takes() {
        let links = FakeLinks::default();
        links.set_lock(&node("m3"), &run_of(2));
        assert!(take(&links, 1).await.is_err());
        assert_eq!(holders(&links), ["m3 ops@laptop-2"]);
    }

    #[tokio::test]
    async fn what_a_killed_run_of_the_same_store_left_is_taken_over() {
        let links = FakeLinks::default();
        links.set_lock(&node("m2"), &LockHolder { pid: 1, ..run_of(1) });
        assert!(take(&links, 1).await.is_ok());
        assert_eq!(links.locks()[&node("m2")].pid, 4711);
    }

    #[tokio::test]
    async fn a_host_that_cannot_be_locked_ends_the_run_and_nothing_stays_held() {
        let links = FakeLinks::default();
        links.fail("m2 act take the cluster's lock");
        assert_eq!(take(&links, 1).await.err().map(|refused| refused.node), Some(node("m2")));
        assert!(!links.locks().contains_key(&node("m1")) && !links.locks().contains_key(&node("m3")));
    }
}
