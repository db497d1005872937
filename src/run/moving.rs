//! A move to swarm mode that is under way: which way it may go on, and who has to wait until it has ended.

use crate::cli::MigrateCourse;
use crate::model::{ClusterName, Exit, Failure, MigrationStage, Orchestrator, Stored};

use super::ended::{Ended, Result};
use super::place::Place;

pub(super) const VERB: &str = "migrate";

/// Which way a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// All nodes come into the swarm.
    Join,
    /// What standalone needs is taken away.
    Finish,
    /// Both, one after the other.
    JoinAndFinish,
    /// All nodes leave the swarm.
    Back,
}

impl Way {
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::Join | Self::JoinAndFinish)
    }
}

/// The way that is asked for, if it can be gone from where the cluster is; `Err` in it says that there is nothing left to do.
pub(super) fn way(course: MigrateCourse, place: &Place) -> Result<std::result::Result<Way, String>> {
    let name = &place.cluster.name;
    let too_late = || Err(refusal(format!("there is no way back: what standalone needs was taken away from cluster `{name}`"), Exit::Failed, None));
    if place.cluster.orchestrator == Orchestrator::SwarmMode {
        return if course == MigrateCourse::Back { too_late() } else { Ok(Err(format!("cluster `{name}` is `swarm-mode` already"))) };
    }
    let stage = place.stored.migration.map(|migration| migration.stage);
    match (stage, course) {
        (None, MigrateCourse::Join | MigrateCourse::JoinAndFinish) if place.stored.rotation.is_some() => {
            let hint = format!("end it first with `swarmctl certs rotate-ca -c {name}`");
            Err(refusal(format!("cluster `{name}` is changing its CA"), Exit::Failed, Some(hint)))
        }
        (None, MigrateCourse::Back) if place.dir.journal().was_cut_off_at(VERB, "end-migration")? => {
            Ok(Err(format!("cluster `{name}` is `standalone` as before")))
        }
        (None, MigrateCourse::Finish | MigrateCourse::Back) => {
            let hint = format!("`swarmctl migrate --to swarm-mode -c {name}` begins one");
            Err(refusal(format!("no move to swarm mode is under way in cluster `{name}`"), Exit::Failed, Some(hint)))
        }
        (Some(MigrationStage::Back), MigrateCourse::Join | MigrateCourse::Finish | MigrateCourse::JoinAndFinish) => {
            Err(refusal(format!("cluster `{name}` is going back to standalone"), Exit::Failed, Some(again(MigrationStage::Back, name))))
        }
        (Some(MigrationStage::Finish), MigrateCourse::Back) => too_late(),
        (Some(MigrationStage::Finish), _) | (Some(MigrationStage::Join), MigrateCourse::Finish) => Ok(Ok(Way::Finish)),
        (None | Some(MigrationStage::Join), MigrateCourse::Join) => Ok(Ok(Way::Join)),
        (None | Some(MigrationStage::Join), MigrateCourse::JoinAndFinish) => Ok(Ok(Way::JoinAndFinish)),
        (Some(MigrationStage::Join | MigrationStage::Back), MigrateCourse::Back) => Ok(Ok(Way::Back)),
    }
}

/// The command that goes on from a stage.
pub(super) fn again(stage: MigrationStage, name: &ClusterName) -> String {
    match stage {
        MigrationStage::Join => format!("`swarmctl migrate --to swarm-mode -c {name}` goes on, `swarmctl migrate --back -c {name}` goes back"),
        MigrationStage::Back => format!("`swarmctl migrate --back -c {name}` goes on"),
        MigrationStage::Finish => format!("`swarmctl migrate --finish -c {name}` goes on"),
    }
}

/// Refuses to change a cluster in another way while it moves: what a spec or a certificate asks of one orchestrator would undo what the other needs.
pub(super) fn not_moving(stored: &Stored) -> Result<()> {
    let (Some(migration), Some(cluster)) = (&stored.migration, &stored.cluster) else { return Ok(()) };
    let name = &cluster.name;
    let (cause, hint) = match migration.stage {
        MigrationStage::Join => {
            let hint = format!("{}, `swarmctl migrate --finish -c {name}` ends it", again(MigrationStage::Join, name));
            (format!("cluster `{name}` is moving to swarm mode"), hint)
        }
        MigrationStage::Back => (format!("cluster `{name}` is going back to standalone"), again(MigrationStage::Back, name)),
        MigrationStage::Finish => (format!("cluster `{name}` is moving to swarm mode"), again(MigrationStage::Finish, name)),
    };
    Err(refusal(cause, Exit::Preflight, Some(hint)))
}

fn refusal(cause: String, exit: Exit, hint: Option<String>) -> Ended {
    Ended::with(Failure { hint, ..Failure::new(cause, exit) })
}
