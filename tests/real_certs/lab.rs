//! The three hosts and the operator's place: `node-1` is manager and has Consul, `node-2` is manager too, `node-3` is a worker with a container of its own that
//! must never stop.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use swarmctl::pki;
use swarmctl::state::{ClusterDir, Store};

use crate::support::{Hosts, Program, Ran, Sandbox, Signal, Spec};

/// What a stage that changes trust says when the store's own files are whole: a run that is killed before may leave a file that the next one sweeps.
pub const CLIENTS_TRUST: &str = "trust the same CAs … done";

/// How long a run may take on a machine that has much else to do.
pub const LONG: Duration = Duration::from_secs(180);
pub const MANAGER: usize = 0;
pub const WORKER: usize = 2;
/// The ports that speak TLS, by host.
pub const ENDPOINTS: [(usize, u16, &str); 6] = [
    (MANAGER, 2376, "/version"),
    (MANAGER, 3376, "/version"),
    (MANAGER, 8501, "/v1/status/leader"),
    (1, 2376, "/version"),
    (1, 3376, "/version"),
    (WORKER, 2376, "/version"),
];

pub struct Lab {
    pub hosts: Hosts,
    pub sandbox: Sandbox,
    process: RefCell<String>,
}

impl Lab {
    pub fn new() -> Self {
        let hosts = Hosts::start(3);
        let process = hosts.start_workload(WORKER);
        let lab = Self { hosts, sandbox: Sandbox::new(), process: RefCell::new(process) };
        // Not under the name that a run takes by itself: from here on the store's copy counts.
        lab.sandbox.write("lab.yaml", lab.spec().yaml());
        lab.done(&["init", "-f", "lab.yaml"]);
        lab
    }

    /// The spec of the cluster. With two managers no change waits until the lock of the primary ends that it restarted.
    pub fn spec(&self) -> Spec<'_> {
        self.hosts.spec("lab").managers(2).discovery(1)
    }

    pub fn swarmctl(&self, args: &[&str]) -> Program<'_> {
        self.sandbox.program(args).deadline(LONG)
    }

    /// A run that must succeed.
    pub fn done(&self, args: &[&str]) -> Ran {
        self.ended(args, 0)
    }

    /// A run that must end with a status.
    pub fn ended(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.swarmctl(args).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        ran
    }

    /// Runs that must be refused with these words and leave hosts and store as they are.
    pub fn refused(&self, runs: &[(&[&str], i32, &str)]) {
        let before = self.state();
        for (args, status, words) in runs {
            let ran = self.ended(args, *status);
            assert!(ran.stderr.contains(words), "`{words}` is not in what `swarmctl {}` says:\n{}", args.join(" "), ran.stderr);
        }
        let after = self.state();
        let changed: Vec<_> = before.symmetric_difference(&after).collect();
        assert!(changed.is_empty(), "touched: {changed:#?}");
    }

    /// A run that is killed once it says this.
    pub fn killed_at(&self, args: &[&str], words: &str) {
        self.killed_in(args, words, words);
    }

    /// A run that is killed once it says something after it said something else.
    pub fn killed_in(&self, args: &[&str], first: &str, words: &str) {
        let running = self.swarmctl(&[args, &["--verbose"]].concat()).spawn();
        running.wait_for(first, LONG);
        running.wait_for_after(first, words, LONG);
        running.signal(Signal::Kill);
        running.wait(LONG);
    }

    /// The document of a run that must end with a status.
    pub fn json(&self, args: &[&str], status: i32) -> Value {
        let ran = self.ended(&[args, &["-o", "json"]].concat(), status);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout))
    }

    pub fn dir(&self) -> ClusterDir {
        Store::open(&self.sandbox.store()).expect("it can be opened").at(&"lab".parse().expect("a name"))
    }

    /// The operator's `ca.pem`, `cert.pem` and `key.pem`.
    pub fn operator(&self) -> PathBuf {
        self.dir().client_dir()
    }

    /// The serials of the CAs that are trusted, the issuing one first.
    pub fn trusted(&self) -> Vec<String> {
        serials(&self.dir().trust_pem().expect("it can be read").expect("there is a CA"))
    }

    /// Where the leaf in force on a host lies.
    pub fn leaf(&self, i: usize) -> String {
        self.hosts.exec(i, &["readlink", "/etc/swarmctl/tls/current"])
    }

    /// The serials of the CAs that a host trusts.
    pub fn trusted_on(&self, i: usize) -> Vec<String> {
        serials(&self.hosts.read(i, "/etc/swarmctl/tls/current/ca.pem"))
    }

    /// What a host shows whoever connects, as `openssl x509` prints it.
    pub fn served(&self, i: usize, port: u16) -> String {
        let ip = self.hosts.ip(i);
        let show = "openssl x509 -noout -serial -issuer -ext subjectAltName";
        self.sandbox.shell(&format!("{{ openssl s_client -connect {ip}:{port} </dev/null 2>/dev/null || :; }} | {show}"))
    }

    /// Whether an endpoint answers who shows the certificate in a directory.
    pub fn lets_in(&self, certs: &Path, endpoint: (usize, u16, &str)) -> bool {
        let (i, port, path) = endpoint;
        let dir = certs.display();
        let files = format!("--cacert {dir}/ca.pem --cert {dir}/cert.pem --key {dir}/key.pem");
        let url = format!("https://{}:{port}{path}", self.hosts.ip(i));
        self.sandbox.shell(&format!("curl -sS --max-time 10 -o answer -w '%{{http_code}}' {files} {url} 2>/dev/null || :")).trim() == "200"
    }

    /// The cluster is as it should be: verified, one CA trusted everywhere, nothing to do, the container never stopped.
    pub fn is_green(&self) {
        self.done(&["verify", "-q"]);
        let trusted = self.trusted();
        assert_eq!(trusted.len(), 1, "{trusted:?}");
        for i in 0..self.hosts.len() {
            assert_eq!(self.trusted_on(i), trusted, "{}", Hosts::node(i));
        }
        assert_eq!(serials(&std::fs::read_to_string(self.operator().join("ca.pem")).expect("it is there")), trusted);
        assert!(self.done(&["init"]).stdout.contains("nothing to do"));
        self.workload_goes_on();
    }

    /// Starts the container again on a host that was off.
    pub fn start_workload_again(&self) {
        self.hosts.exec(WORKER, &["docker", "start", "workload"]);
        self.process.replace(self.hosts.workload(WORKER));
    }

    pub fn workload_goes_on(&self) {
        assert_eq!(self.hosts.workload(WORKER), *self.process.borrow(), "the container was stopped");
    }

    /// Everything that a run could change: files and processes on hosts, the store but for its journal and lock.
    fn state(&self) -> BTreeSet<String> {
        let of_host = |i| {
            let script = "find /etc/swarmctl /etc/docker -type f -exec sha256sum {} +; readlink /etc/swarmctl/tls/current
                systemctl show -p MainPID docker.service
                docker ps -aq | xargs -r docker inspect -f '{{.Name}} {{.Id}} {{.State.StartedAt}}'";
            self.hosts.exec(i, &["sh", "-c", script])
        };
        let mut state: Vec<_> = (0..self.hosts.len()).filter(|i| self.hosts.is_up(*i)).map(of_host).collect();
        state.push(
            self.sandbox
                .shell("cd \"$SWARMCTL_HOME/clusters/lab\"; find . -type f ! -name 'journal*' ! -name '*lock*' ! -name known_hosts -exec sha256sum {} +"),
        );
        state.iter().flat_map(|part| part.lines()).map(str::to_owned).collect()
    }
}

fn serials(bundle: &str) -> Vec<String> {
    let certificates = pki::certificates(bundle).expect("it is PEM");
    certificates.iter().map(|pem| pki::details(pem.as_bytes()).expect("a certificate").serial.to_string()).collect()
}
