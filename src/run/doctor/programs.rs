//! The clients on this machine.

use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::model::Orchestrator;
use crate::report::Ailment;
use crate::run::place;
use crate::state::ClusterDir;

/// A client that says its version says it at once.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first OpenSSH whose scp goes over SFTP.
const SCP_OVER_SFTP: (u32, u32) = (8, 7);
/// The first docker client that asks for a higher API version than the released Swarm has (1.40 and 1.30).
const DOCKER_TOO_NEW: u32 = 29;

/// Looks at all of them.
pub(super) async fn look(clusters: &[ClusterDir]) -> Vec<Ailment> {
    let (ssh, agent, docker) = tokio::join!(run("ssh", &["-V"]), run("ssh-add", &["-l"]), run("docker", &["--version"]));
    let standalone =
        clusters.iter().any(|dir| place::stored(dir).ok().and_then(|stored| stored.cluster).is_some_and(|c| c.orchestrator == Orchestrator::Standalone));
    vec![ssh_client(ssh.as_ref()), ssh_agent(agent.as_ref()), docker_client(docker.as_ref(), standalone)]
}

/// What a program says; nothing where it is not there or does not end.
async fn run(program: &str, args: &[&str]) -> Option<Output> {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).kill_on_drop(true);
    timeout(PATIENCE, command.output()).await.ok()?.ok()
}

fn ssh_client(said: Option<&Output>) -> Ailment {
    const ABOUT: &str = "ssh";
    let Some(said) = said else {
        return Ailment::wrong(ABOUT, "the `ssh` program was not found", "install the OpenSSH client (Debian, Ubuntu: `apt install openssh-client`)");
    };
    let text = String::from_utf8_lossy(&said.stderr);
    let version = text.split([',', ' ']).next().unwrap_or_default().trim();
    match numbers(version.trim_start_matches("OpenSSH_")) {
        Some(number) if version.starts_with("OpenSSH_") && number >= SCP_OVER_SFTP => Ailment::good(ABOUT, version),
        Some(_) if version.starts_with("OpenSSH_") => {
            Ailment::doubtful(ABOUT, format!("{version}: its scp cannot go over SFTP"), "copying files to nodes needs OpenSSH 8.7 or newer; all else works")
        }
        _ => Ailment::doubtful(ABOUT, format!("it is not OpenSSH: {version}"), "swarmctl is made for the OpenSSH client"),
    }
}

fn ssh_agent(said: Option<&Output>) -> Ailment {
    const ABOUT: &str = "agent";
    match said.and_then(|said| said.status.code()) {
        Some(0) => {
            let keys = said.map_or(0, |said| String::from_utf8_lossy(&said.stdout).lines().count());
            Ailment::good(ABOUT, format!("the SSH agent has {keys} {}", if keys == 1 { "key" } else { "keys" }))
        }
        Some(1) => Ailment::doubtful(ABOUT, "the SSH agent has no key", "load one with `ssh-add`, unless the spec names one (`ssh: { identity: FILE }`)"),
        _ => Ailment::doubtful(ABOUT, "no SSH agent answers", "start one with `eval \"$(ssh-agent)\"`, unless the spec names a key that has no passphrase"),
    }
}

fn docker_client(said: Option<&Output>, standalone: bool) -> Ailment {
    const ABOUT: &str = "docker";
    let Some(said) = said.filter(|said| said.status.success()) else {
        return Ailment::doubtful(ABOUT, "the `docker` program was not found", "`swarmctl docker` and `env` are for it; all else works without");
    };
    let text = String::from_utf8_lossy(&said.stdout);
    let version = text.trim().trim_start_matches("Docker version ").split(',').next().unwrap_or_default().to_owned();
    match numbers(&version) {
        Some((major, _)) if standalone && major >= DOCKER_TOO_NEW => Ailment::doubtful(
            ABOUT,
            format!("the docker client {version} asks for API 1.40 or higher, and Swarm 1.2.9 has 1.30"),
            "use a client up to 28 for standalone managers; `swarmctl docker --node NAME` works with this one too",
        ),
        _ => Ailment::good(ABOUT, format!("the docker client {version}")),
    }
}

/// The two numbers that a version begins with.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map_while(|part| part.parse().ok());
    Some((numbers.next()?, numbers.next().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;
    use crate::model::Severity;

    fn said(status: i32, stdout: &str, stderr: &str) -> Output {
        Output { status: ExitStatus::from_raw(status << 8), stdout: stdout.into(), stderr: stderr.into() }
    }

    #[test]
    fn an_old_ssh_is_good_for_all_but_scp() {
        let severity = |text| ssh_client(Some(&said(0, "", text))).severity;
        assert_eq!(severity("OpenSSH_9.2p1 Debian-2+deb12u6, OpenSSL 3.0.19"), Severity::Ok);
        assert_eq!(severity("OpenSSH_10.0p2, LibreSSL"), Severity::Ok);
        assert_eq!(severity("OpenSSH_8.4p1 Debian-5"), Severity::Warning);
        assert_eq!(severity("Dropbear v2022.83"), Severity::Warning);
        assert_eq!(ssh_client(None).severity, Severity::Error);
    }

    #[test]
    fn a_docker_client_that_standalone_managers_are_too_old_for_is_told() {
        let of = |version: &str, standalone| docker_client(Some(&said(0, &format!("Docker version {version}, build 1\n"), "")), standalone).severity;
        assert_eq!((of("28.2.2", true), of("29.0.1", true), of("29.0.1", false)), (Severity::Ok, Severity::Warning, Severity::Ok));
    }

    #[test]
    fn an_agent_is_told_with_its_keys() {
        assert_eq!(ssh_agent(Some(&said(0, "256 SHA256:x a (ED25519)\n", ""))).message, "the SSH agent has 1 key");
        assert_eq!(ssh_agent(Some(&said(1, "The agent has no identities.\n", ""))).severity, Severity::Warning);
        assert_eq!(ssh_agent(Some(&said(2, "", ""))).message, "no SSH agent answers");
    }
}
