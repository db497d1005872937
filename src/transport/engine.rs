//! An engine, as two traits: one that looks, one that also acts.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::model::{
    Availability, ClusterName, ContainerSpec, EngineFacts, EngineView, NodeName, Port, Secret, SwarmJoinRole, SwarmModeNode, SwarmNodeSettings, SwarmPlace,
    SwarmSettings, SwarmTask,
};

use super::{BoxFuture, HeardFn, Result};

/// Told how far a transfer is: done, and of how much where known.
pub type ProgressFn = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// What a manager gives out for joining.
#[derive(Clone)]
pub struct SwarmTokens {
    /// For workers.
    pub worker: Secret,
    /// For managers.
    pub manager: Secret,
}

/// How an engine joins a swarm.
#[derive(Clone, Copy)]
pub struct SwarmJoin<'a> {
    /// As what.
    pub role: SwarmJoinRole,
    /// Whether it takes tasks from its first moment on.
    pub availability: Availability,
    /// Where it is in it.
    pub at: SwarmPlace,
    /// `IP:2377` of a manager.
    pub remote: &'a str,
    /// What lets it in.
    pub token: &'a Secret,
}

/// Where the reading of a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogEnd {
    /// With the last line that there is.
    Now,
    /// With the container.
    Never,
}

/// An engine that can be looked at.
pub trait EngineRead: Send + Sync {
    /// Everything a plan wants to know.
    fn facts(&self) -> BoxFuture<'_, Result<EngineFacts>>;

    /// What verify wants to know. The clock skew comes from the answer's `Date`, or from `SystemTime` in `info`.
    fn view<'a>(&'a self, node: &'a NodeName) -> BoxFuture<'a, Result<EngineView>>;

    /// What a container that does not stay up said last; `None` of one that runs, or that ended only a few times so far.
    fn last_words<'a>(&'a self, container: &'a str) -> BoxFuture<'a, Result<Option<Vec<String>>>>;

    /// What a container said last, as many lines, and with `LogEnd::Never` what it says from then on, until it ends.
    fn logs<'a>(&'a self, container: &'a str, lines: u32, end: LogEnd, heard: HeardFn<'a>) -> BoxFuture<'a, Result<()>>;

    /// Swarm mode's nodes; only a manager knows them.
    fn swarm_nodes(&self) -> BoxFuture<'_, Result<Vec<SwarmModeNode>>>;

    /// Swarm mode's tasks, those that ended too; only a manager knows them.
    fn swarm_tasks(&self) -> BoxFuture<'_, Result<Vec<SwarmTask>>>;
}

/// An engine that can be changed.
pub trait EngineWrite: EngineRead {
    /// Pulls an image.
    fn pull<'a>(&'a self, image: &'a str, progress: ProgressFn) -> BoxFuture<'a, Result<()>>;

    /// The names of the images that an archive would bring: those in it that are not there. None where all of `images` are.
    fn arriving<'a>(&'a self, images: &'a [String], archive: &'a Path) -> BoxFuture<'a, Result<BTreeSet<String>>>;

    /// Loads a `docker save` archive and makes sure that `images` are there afterwards.
    fn load<'a>(&'a self, images: &'a [String], archive: &'a Path, progress: ProgressFn) -> BoxFuture<'a, Result<()>>;

    /// Makes a container on the host's network, restarted always, with its labels; does not start it.
    fn create<'a>(&'a self, cluster: &'a ClusterName, node: &'a NodeName, container: &'a ContainerSpec) -> BoxFuture<'a, Result<()>>;

    /// Makes a container as `create` does and starts it; removes `replaces` first.
    fn run<'a>(&'a self, cluster: &'a ClusterName, node: &'a NodeName, container: &'a ContainerSpec, replaces: Option<&'a str>) -> BoxFuture<'a, Result<()>>;

    /// Starts a container, by its id or its name.
    fn start<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Stops a container, which stays so until it is started.
    fn stop<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Restarts a container.
    fn restart<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Stops and removes a container with its anonymous volumes; one that is gone already is no failure.
    fn remove_container<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Removes a volume; one that is gone already is no failure.
    fn remove_volume<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Removes an image; one that is gone already or still in use is no failure.
    fn remove_image<'a>(&'a self, image: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Makes a swarm.
    fn swarm_init<'a>(&'a self, at: SwarmPlace, settings: &'a SwarmSettings, data_path_port: Option<Port>) -> BoxFuture<'a, Result<()>>;

    /// Sets the swarm whose manager this engine is.
    fn set_swarm<'a>(&'a self, settings: &'a SwarmSettings) -> BoxFuture<'a, Result<()>>;

    /// The key that unlocks the managers of its swarm; `None` where they are not locked.
    fn unlock_key(&self) -> BoxFuture<'_, Result<Option<Secret>>>;

    /// Lets its swarm have another unlock key.
    fn rotate_unlock_key(&self) -> BoxFuture<'_, Result<()>>;

    /// Unlocks it; one that is not locked is no failure. It answers once it has found the other managers.
    fn unlock_swarm<'a>(&'a self, key: &'a Secret) -> BoxFuture<'a, Result<()>>;

    /// Asks for the join tokens.
    fn swarm_tokens(&self) -> BoxFuture<'_, Result<SwarmTokens>>;

    /// Joins a swarm.
    fn swarm_join<'a>(&'a self, join: SwarmJoin<'a>) -> BoxFuture<'a, Result<()>>;

    /// Sets a node, by its id in the swarm, whose manager this engine is.
    fn set_swarm_node<'a>(&'a self, id: &'a str, settings: &'a SwarmNodeSettings) -> BoxFuture<'a, Result<()>>;

    /// Lets a node, by its id in the swarm whose manager this engine is, be a manager or a worker; it becomes one after a while.
    fn set_swarm_role<'a>(&'a self, id: &'a str, role: SwarmJoinRole) -> BoxFuture<'a, Result<()>>;

    /// Takes a node, by its id, off the list of the swarm whose manager this engine is, ready or not; one that is gone already is no failure.
    fn remove_swarm_node<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Leaves the swarm, a manager by force; waits for a leave that is under way, and not being in one is no failure.
    fn swarm_leave(&self, force: bool) -> BoxFuture<'_, Result<()>>;
}
