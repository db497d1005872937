//! The images that tests on real hosts need, made by `scripts/test-images`.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What `scripts/test-images` made.
#[derive(Debug)]
pub struct Images {
    /// The image of a host.
    pub host: String,
    /// A `docker save` archive with the two below.
    pub archive: PathBuf,
    /// Consul.
    pub consul: String,
    /// Swarm 1.2.9: the stand-in, or the real one if `SWARMCTL_TEST_SWARM_IMAGE` names its archive.
    pub swarm: String,
}

/// The images: as the file says that `SWARMCTL_TEST_IMAGES` names, else made now.
pub fn images() -> &'static Images {
    static IMAGES: OnceLock<Images> = OnceLock::new();
    IMAGES.get_or_init(|| {
        let text = match std::env::var("SWARMCTL_TEST_IMAGES") {
            Ok(path) => std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("SWARMCTL_TEST_IMAGES names `{path}`: {e}")),
            Err(_) => made_now(),
        };
        let values: HashMap<_, _> = text.lines().filter_map(|line| line.split_once('=')).collect();
        let value = |key: &str| (*values.get(key).unwrap_or_else(|| panic!("the list of test images lacks `{key}`"))).to_owned();
        // The variable lets one try another host image without building it into the suite.
        let host = std::env::var("SWARMCTL_TEST_HOST_IMAGE").unwrap_or_else(|_| value("host"));
        Images { host, archive: value("archive").into(), consul: value("consul"), swarm: value("swarm") }
    })
}

fn made_now() -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/test-images");
    let output = Command::new(script).stderr(Stdio::inherit()).output().expect("scripts/test-images can be run");
    assert!(output.status.success(), "scripts/test-images failed");
    String::from_utf8(output.stdout).expect("it prints text")
}
