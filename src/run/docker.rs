//! `docker`: the docker client takes over, told to talk to the cluster.

use std::process::Command;

use crate::cli::DockerRequest;
use crate::model::{Exit, Failure};

use super::ended::{Ended, Result};
use super::env::variables;
use super::hand_over::hand_over;
use super::place;
use super::session::Session;

/// Runs the docker client. Comes back only where it cannot be started.
pub(super) async fn docker(request: &DockerRequest, session: &Session<'_>) -> Result<Exit> {
    let place = place::chosen(session)?;
    let mut command = Command::new("docker");
    // A context that the user is in would be another word on where to talk to.
    command.args(&request.args).env_remove("DOCKER_CONTEXT");
    for (name, value) in variables(&place, &request.target, session).await?.variables {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let missing = Failure::new("the `docker` program was not found", Exit::Failed)
        .hint("install the docker client (Debian, Ubuntu: `apt install docker.io`); `swarmctl ps` needs none");
    hand_over(command, Ended::with(missing), session)
}
