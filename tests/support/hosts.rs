//! Real hosts, made of containers: systemd, sshd and a Docker Engine on each, on a network of the test's own.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Once;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;

use super::docker::{OWNER_LABEL, docker, owner, remove, succeeded, sweep, try_docker};
use super::images::images;

const BOOT: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);

/// What a host needs of the machine; the docker driver asks for the same.
const AS_A_HOST: [&str; 12] = [
    "--detach",
    "--cap-add=NET_ADMIN",
    "--cap-add=SYS_ADMIN",
    "--cap-add=SYS_PTRACE",
    "--security-opt=seccomp=unconfined",
    "--security-opt=apparmor=unconfined",
    "--security-opt=systempaths=unconfined",
    "--cgroupns=host",
    "--volume=/sys/fs/cgroup:/sys/fs/cgroup:rw",
    "--tmpfs=/run",
    "--tmpfs=/run/lock",
    "--tmpfs=/tmp",
];

/// Hosts named `node-1`, `node-2`, …, counted from 0 here. Gone when dropped, volumes and network too, unless `SWARMCTL_TEST_KEEP` is set.
pub struct Hosts {
    name: String,
    ips: Vec<Ipv4Addr>,
    keys: TempDir,
}

impl Hosts {
    /// Makes `count` hosts at once and waits until each lets root in by SSH and has an engine that answers.
    pub fn start(count: usize) -> Self {
        static SWEEP: Once = Once::new();
        SWEEP.call_once(sweep);
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").subsec_nanos();
        let name = format!("swarmctl-t-{}-{nanos}", std::process::id());
        let label = format!("{OWNER_LABEL}={}", owner());
        let first = create_network(&name, &label);
        // The first address of a network is the gateway's, `Self::gateway`.
        let ips = (1..).map(|i| Ipv4Addr::from(u32::from(first) + i + 1)).take(count).collect();
        let hosts = Self { name, ips, keys: fresh_key() };
        hosts.at_once(|i| hosts.boot(i, &label));
        hosts
    }

    fn boot(&self, i: usize, label: &str) {
        let (container, hostname, ip) = (self.container(i), Self::node(i), self.ip(i).to_string());
        let own = ["--name", &container, "--hostname", &hostname, "--network", &self.name, "--ip", &ip, "--label", label];
        docker(&[&["run"], &AS_A_HOST[..], &own, &[&images().host]].concat());
        let key = std::fs::read(self.identity().with_extension("pub")).expect("the key was made");
        self.write(i, "/root/.ssh/authorized_keys", &key);
        self.wait_until_up(i);
    }

    fn wait_until_up(&self, i: usize) {
        let ip = self.ip(i);
        let deadline = Instant::now() + BOOT;
        while !ssh_greets(ip) {
            assert!(Instant::now() < deadline, "no SSH at {ip} within {BOOT:?}");
            std::thread::sleep(POLL);
        }
        // A host without an engine, which a test may have made, is up as well.
        let wait = "! command -v dockerd >/dev/null || timeout 60 sh -c 'until docker version >/dev/null 2>&1; do sleep 0.05; done'";
        self.exec(i, &["sh", "-c", wait]);
    }

    /// Does something for every host at the same time.
    fn at_once(&self, work: impl Fn(usize) + Sync) {
        std::thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = (0..self.len()).map(|i| scope.spawn(move || work(i))).collect();
            for thread in threads {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
        });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ips.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ips.is_empty()
    }

    /// The host's name, which is its host name too.
    pub fn node(i: usize) -> String {
        format!("node-{}", i + 1)
    }

    /// The host's address.
    pub fn ip(&self, i: usize) -> Ipv4Addr {
        self.ips[i]
    }

    /// Where this machine is on their network.
    pub fn gateway(&self) -> Ipv4Addr {
        Ipv4Addr::from(u32::from(self.ip(0)) - 1)
    }

    /// The network they are on; containers' names begin with it too.
    pub fn network(&self) -> String {
        self.name.clone()
    }

    /// The private key that root's login takes.
    pub fn identity(&self) -> PathBuf {
        self.keys.path().join("id")
    }

    /// The container that the host is.
    pub fn container(&self, i: usize) -> String {
        format!("{}-{}", self.name, Self::node(i))
    }

    /// Runs a command on the host, as root; its output, trimmed. Panics if it fails.
    pub fn exec(&self, i: usize, command: &[&str]) -> String {
        succeeded("on the host:", command, &self.try_exec(i, command))
    }

    /// The same, whatever comes out.
    pub fn try_exec(&self, i: usize, command: &[&str]) -> Output {
        let container = self.container(i);
        try_docker(&[&["exec", &container], command].concat(), b"")
    }

    /// Writes a file on the host, root's and mode 0600.
    pub fn write(&self, i: usize, path: &str, content: &[u8]) {
        let container = self.container(i);
        let args = ["exec", "-i", &container, "sh", "-c", "umask 077; cat >\"$1\"", "sh", path];
        succeeded("docker", &args, &try_docker(&args, content));
    }

    /// A file on the host.
    pub fn read(&self, i: usize, path: &str) -> String {
        self.exec(i, &["cat", path])
    }

    /// Pulls the host's network cable: it goes on, but nothing comes from it any more, not even the end of a connection.
    pub fn cut_off(&self, i: usize) {
        docker(&["network", "disconnect", "--force", &self.name, &self.container(i)]);
    }

    /// Whether the host is on.
    pub fn is_up(&self, i: usize) -> bool {
        docker(&["inspect", "--format", "{{.State.Running}}", &self.container(i)]) == "true"
    }

    /// Pulls the host's plug.
    pub fn kill(&self, i: usize) {
        docker(&["kill", &self.container(i)]);
    }

    /// Boots a host that was killed, under the address it had, and waits until it is up.
    pub fn start_again(&self, i: usize) {
        docker(&["start", &self.container(i)]);
        self.wait_until_up(i);
    }
}

impl Drop for Hosts {
    fn drop(&mut self) {
        if std::env::var_os("SWARMCTL_TEST_KEEP").is_some() {
            return;
        }
        // By name and not by count or network: a host that failed to boot, or was cut off, is there as well.
        let listed = try_docker(&["ps", "-aq", "--filter", &format!("name=^{}-", self.name)], b"");
        let containers: Vec<_> = String::from_utf8_lossy(&listed.stdout).lines().map(str::to_owned).collect();
        remove(&containers, std::slice::from_ref(&self.name));
    }
}

/// Makes a network on a subnet that the engine found free, and returns the subnet. Only one that was named lets hosts have addresses that
/// they keep when they are killed.
fn create_network(name: &str, label: &str) -> Ipv4Addr {
    let deadline = Instant::now() + BOOT;
    loop {
        docker(&["network", "create", name]);
        let subnet = docker(&["network", "inspect", "--format", "{{(index .IPAM.Config 0).Subnet}}", name]);
        docker(&["network", "rm", name]);
        let args = ["network", "create", "--subnet", &subnet, "--label", label, name];
        let made = try_docker(&args, b"");
        if made.status.success() || Instant::now() > deadline {
            succeeded("docker", &args, &made);
            let first = subnet.split('/').next().and_then(|address| address.parse().ok());
            return first.unwrap_or_else(|| panic!("`{subnet}` is no subnet"));
        }
        // Another test took the subnet in between: ask for the next one.
    }
}

/// A key pair that no host knows: `id` and `id.pub` in a directory of their own.
pub fn fresh_key() -> TempDir {
    let dir = tempfile::Builder::new().prefix("swarmctl-key-").tempdir().expect("a directory can be made");
    let file = dir.path().join("id");
    let args = ["-q", "-t", "ed25519", "-N", "", "-C", "swarmctl test", "-f"];
    let made = Command::new("ssh-keygen").args(args).arg(&file).output().expect("the tests on real hosts need ssh-keygen");
    assert!(made.status.success(), "ssh-keygen failed");
    dir
}

fn ssh_greets(ip: Ipv4Addr) -> bool {
    let greeting = || -> std::io::Result<[u8; 4]> {
        let mut stream = TcpStream::connect_timeout(&SocketAddr::from((ip, 22)), Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        let mut first = [0; 4];
        stream.read_exact(&mut first)?;
        Ok(first)
    };
    greeting().is_ok_and(|first| first == *b"SSH-")
}
