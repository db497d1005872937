//! The docker driver against a real engine: a network and two hosts, from nothing to nothing.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use swarmctl::driver::{DockerDriver, make_ssh_key};
use swarmctl::model::{ClusterName, Explain as _, NodeName};

/// Removes what the cluster left on the engine, however the test ends.
struct Sweep(ClusterName);

impl Drop for Sweep {
    fn drop(&mut self) {
        let label = format!("label=io.swarmctl.cluster={}", self.0);
        for (list, remove) in [(["ps", "-aq"], ["rm", "-fv"]), (["network", "ls"], ["network", "rm"])] {
            let mut command = Command::new("docker");
            command.args(list).args(["--filter", &label]);
            if list[0] == "network" {
                command.arg("-q");
            }
            let found = String::from_utf8_lossy(&command.output().expect("docker runs").stdout).into_owned();
            let found: Vec<_> = found.split_whitespace().collect();
            if !found.is_empty() {
                let _ = Command::new("docker").args(remove).args(found).stdout(Stdio::null()).status();
            }
        }
    }
}

fn cluster() -> (ClusterName, Sweep) {
    let name: ClusterName = format!("driver-test-{}", std::process::id()).parse().unwrap();
    (name.clone(), Sweep(name))
}

fn node(name: &str) -> NodeName {
    name.parse().unwrap()
}

/// What a command on the host prints.
fn ssh(key: &Path, address: std::net::IpAddr, command: &str) -> String {
    let output = Command::new("ssh")
        .args(["-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"])
        .arg("-i")
        .arg(key)
        .args([&format!("root@{address}"), command])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test]
async fn hosts_are_made_found_restarted_at_their_addresses_and_removed() {
    let (cluster, _sweep) = cluster();
    let directory = tempfile::tempdir().unwrap();
    let key = directory.path().join("id_ed25519");
    let public = make_ssh_key(&key).await.unwrap();
    let driver = DockerDriver::connect().await.unwrap();

    let before = driver.look(&cluster).await.unwrap();
    assert!(!before.network_exists && before.hosts.is_empty());
    if !before.image_exists {
        driver.build_image(&before.image, &before.base, Arc::new(|_, _| {})).await.unwrap();
    }
    driver.create_network(&cluster, &before.network).await.unwrap();

    let (one, two) = (node("one"), node("two"));
    let make = |node| driver.create_host(&cluster, node, &before.image, &before.network, &public);
    let (first, second) = tokio::try_join!(make(&one), make(&two)).unwrap();
    assert_ne!(first.1, second.1);
    assert_eq!(ssh(&key, first.1, "hostname"), "one");
    assert_eq!(ssh(&key, second.1, "docker info --format '{{.Driver}}'"), "overlay2");
    // Nothing of the kernel's settings is masked or read-only, which an engine inside could not work with.
    assert_eq!(ssh(&key, first.1, "awk '$5 ~ \"^/proc/.\"' /proc/self/mountinfo"), "");

    let seen = driver.look(&cluster).await.unwrap();
    assert!(seen.network_exists && seen.image_exists);
    let addresses: Vec<_> = seen.hosts.iter().map(|(node, host)| (node.as_str(), host.id.as_str(), host.address)).collect();
    assert_eq!(addresses, [("one", first.0.as_str(), Some(first.1)), ("two", second.0.as_str(), Some(second.1))]);

    // Stopped both and started in the other order: an engine left to itself would now swap the two addresses.
    let stopped = Command::new("docker").args(["kill", &first.0, &second.0]).stdout(Stdio::null()).status().unwrap();
    assert!(stopped.success());
    let seen = driver.look(&cluster).await.unwrap();
    assert!(seen.hosts.values().all(|host| !host.running && host.address.is_none()));
    assert_eq!(driver.start_host(&second.0, &public).await.unwrap(), second.1);
    assert_eq!(driver.start_host(&first.0, &public).await.unwrap(), first.1);
    assert_eq!(ssh(&key, first.1, "hostname"), "one");

    for id in [&first.0, &second.0, &second.0] {
        driver.remove_host(id).await.unwrap();
    }
    for _ in 0..2 {
        driver.remove_network(&before.network).await.unwrap();
    }
    let after = driver.look(&cluster).await.unwrap();
    assert!(!after.network_exists && after.hosts.is_empty());
}

/// An image with nothing in it; it goes with its owner, and so do the layers that a builder put on it, which inherit its label.
struct EmptyImage {
    name: String,
    label: String,
}

impl EmptyImage {
    fn make() -> Self {
        let name = format!("driver-test-{}:empty", std::process::id());
        let label = format!("io.swarmctl.test={}", std::process::id());
        // Two zero blocks: the end of an archive.
        let archive = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(archive.path(), [0; 1024]).unwrap();
        let mut import = Command::new("docker");
        import.args(["import", "--change", &format!("LABEL {label}")]).arg(archive.path()).arg(&name);
        assert!(import.stdout(Stdio::null()).status().unwrap().success());
        Self { name, label }
    }
}

impl Drop for EmptyImage {
    fn drop(&mut self) {
        let _ = Command::new("docker").args(["rmi", &self.name]).stdout(Stdio::null()).status();
        let _ = Command::new("docker").args(["image", "prune", "-f", "--filter", &format!("label={}", self.label)]).stdout(Stdio::null()).status();
    }
}

#[tokio::test]
async fn a_base_that_cannot_be_pulled_is_named() {
    let driver = DockerDriver::connect().await.unwrap();
    let base = "localhost:1/swarmctl-driver-test:none";
    let error = driver.build_image("swarmctl-host:never", base, Arc::new(|_, _| {})).await.unwrap_err();
    assert!(error.to_string().starts_with(&format!("could not pull `{base}`: ")), "{error}");
}

#[tokio::test]
async fn a_build_that_fails_says_what_the_builder_said_last() {
    let driver = DockerDriver::connect().await.unwrap();
    let base = EmptyImage::make();
    let error = driver.build_image("swarmctl-host:never", &base.name, Arc::new(|_, _| {})).await.unwrap_err();
    assert!(error.to_string().starts_with("could not build `swarmctl-host:never`: "), "{error}");
    let detail = error.detail();
    assert!(detail.iter().any(|line| line.starts_with("Step 3/")), "{detail:?}");
}
