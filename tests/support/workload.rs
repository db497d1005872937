//! Something to run on hosts: a web server in an image of its own, made of what the machine has.

use std::sync::OnceLock;

use super::docker::{OWNER_LABEL, owner, succeeded, try_docker};
use super::hosts::Hosts;
use super::images::images;

/// The image's name; its container serves a page on port 8080 until it is stopped.
pub const WORKLOAD: &str = "workload:1";

impl Hosts {
    /// Gives a host's engine the image.
    pub fn bring_workload(&self, i: usize) {
        self.make_image(i, WORKLOAD, r#"CMD ["/busybox", "httpd", "-f", "-p", "8080"]"#);
    }

    /// Gives a host's engine an image of that name, which has `/busybox` and a line of a Dockerfile that says what to do with it.
    pub fn make_image(&self, i: usize, image: &str, line: &str) {
        let script = r#"set -e
            dir=$(mktemp -d)
            cat >"$dir/busybox"
            chmod 755 "$dir/busybox"
            tar -C "$dir" -c busybox | docker import --change "$2" - "$1"
            rm -r "$dir""#;
        let container = self.container(i);
        let args = ["exec", "-i", &container, "sh", "-c", script, "sh", image, line];
        succeeded("docker", &args, &try_docker(&args, busybox()));
    }

    /// Starts a container that runs on and on; its process, by which one can tell that it was never stopped.
    pub fn start_workload(&self, i: usize) -> String {
        self.bring_workload(i);
        self.exec(i, &["docker", "run", "--detach", "--name", "workload", "--network", "none", WORKLOAD]);
        let process = self.workload(i);
        assert_ne!(process, "0", "the workload does not run");
        process
    }

    /// The process of the workload, `0` if it does not run.
    pub fn workload(&self, i: usize) -> String {
        self.exec(i, &["docker", "inspect", "--format", "{{.State.Pid}}", "workload"])
    }
}

/// A program without libraries, which the image of Consul has.
fn busybox() -> &'static [u8] {
    static BUSYBOX: OnceLock<Vec<u8>> = OnceLock::new();
    BUSYBOX.get_or_init(|| {
        let label = format!("{OWNER_LABEL}={}", owner());
        let args = ["run", "--rm", "--network", "none", "--label", &label, "--entrypoint", "/bin/busybox", &images().consul, "cat", "/bin/busybox"];
        let output = try_docker(&args, b"");
        assert!(output.status.success(), "no busybox in the image of Consul: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    })
}
