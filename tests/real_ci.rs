//! The script of the chapter on CI, run as a job would run it: from nothing to nothing.

mod support;

use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use support::{Sandbox, try_docker, wrong_with};
use swarmctl::driver::DockerDriver;

/// A job of its own name: nothing of it is left, however the test ends.
struct Job {
    name: String,
    sandbox: Sandbox,
}

impl Job {
    fn new(name: &str) -> Self {
        Self { name: format!("{name}-{}", std::process::id()), sandbox: Sandbox::new() }
    }

    /// Runs the script with `before` on the PATH in front of everything.
    fn run(&self, before: &str) -> Output {
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_swarmctl")).parent().expect("it is in a directory");
        let path = format!("{before}:{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/ci-example"));
        command.arg(&self.name).env("PATH", path).env("SWARMCTL_HOME", self.sandbox.store()).env("HOME", self.sandbox.home());
        command.env("TMPDIR", self.sandbox.work()).stdin(Stdio::null()).output().expect("the script can be run")
    }

    /// What the engine has of the cluster: containers and networks.
    fn left(&self) -> String {
        let label = format!("label=io.swarmctl.cluster={}", self.name);
        let listed = [&["ps", "-aq", "--filter", &label][..], &["network", "ls", "-q", "--filter", &label]].map(|args| try_docker(args, b"").stdout);
        String::from_utf8_lossy(&listed.concat()).into_owned()
    }

    fn clusters(&self) -> usize {
        std::fs::read_dir(self.sandbox.store().join("clusters")).map_or(0, Iterator::count)
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        drop(self.sandbox.program(["destroy", "-c", &self.name, "--yes", "--force"]).output());
    }
}

/// The docker driver's image is made once for all; a job that has to make it first would be slow.
async fn ensure_host_image() {
    let driver = DockerDriver::connect().await.expect("the tests need an engine");
    let seen = driver.look(&"ci-image".parse().expect("a name")).await.expect("the engine answers");
    if !seen.image_exists {
        driver.build_image(&seen.image, &seen.base, Arc::new(|_, _| {})).await.expect("it can be built");
    }
}

#[tokio::test]
async fn a_job_goes_from_nothing_to_a_cluster_and_leaves_nothing() {
    ensure_host_image().await;
    let job = Job::new("ci");
    let ran = job.run("");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.ends_with("ci-example: done\n"), "{:?}\n{said}", ran.status);
    assert!(said.contains(" ms  manager-1  swarm-init\n") && said.contains("\nto do: create-host\n"), "{said}");
    assert_eq!((job.left().as_str(), job.clusters()), ("", 0), "{said}");
}

/// A `jq` that fails once the nodes are there stands for whatever goes wrong in a job.
#[tokio::test]
async fn a_job_that_fails_halfway_leaves_nothing_either() {
    ensure_host_image().await;
    let job = Job::new("ci-bad");
    let bin = job.sandbox.work().join("bin");
    std::fs::create_dir(&bin).expect("the sandbox can be written to");
    std::fs::write(bin.join("jq"), "#!/bin/sh\ncat >/dev/null\nexit 77\n").expect("the sandbox can be written to");
    std::fs::set_permissions(bin.join("jq"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it is ours");
    let ran = job.run(&bin.to_string_lossy());
    assert_eq!(ran.status.code(), Some(77), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!((job.left().as_str(), job.clusters()), ("", 0));
}

/// What is told as it happens names steps as plans do, and every line is as its schema says.
#[tokio::test]
async fn a_dry_run_and_an_error_are_lines_as_well() {
    let job = Job::new("ci-dry");
    let args = ["init", "--name", &job.name, "--driver", "docker", "--count", "2", "--orchestrator", "swarm-mode", "--dry-run", "-o", "jsonl"];
    let ran = job.sandbox.program(args).output();
    let lines: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is a document")).collect();
    let plan = lines.iter().find(|line| line["kind"] == "plan").expect("there is a plan");
    assert_eq!((plan["steps"][0]["step"]["step"].as_str(), wrong_with(plan)), (Some("create-network"), None));
}
