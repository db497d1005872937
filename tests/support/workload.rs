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
        let script = r#"set -e
            dir=$(mktemp -d)
            cat >"$dir/busybox"
            chmod 755 "$dir/busybox"
            tar -C "$dir" -c busybox | docker import --change 'CMD ["/busybox", "httpd", "-f", "-p", "8080"]' - "$1"
            rm -r "$dir""#;
        let container = self.container(i);
        let args = ["exec", "-i", &container, "sh", "-c", script, "sh", WORKLOAD];
        succeeded("docker", &args, &try_docker(&args, busybox()));
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
