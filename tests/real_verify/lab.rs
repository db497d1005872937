//! The cluster that is broken again and again: node-1 is the manager and runs Consul, and there are three others.

use std::time::{Duration, Instant};

use crate::support::{Hosts, Sandbox, matches};

/// How long it may take until a trouble shows, and until a cluster has got over one.
const LONG: Duration = Duration::from_secs(150);

pub struct Lab {
    pub hosts: Hosts,
    sandbox: Sandbox,
}

impl Lab {
    pub fn new() -> Self {
        let lab = Self { hosts: Hosts::start(4), sandbox: Sandbox::new() };
        lab.sandbox.write("cluster.yaml", lab.hosts.spec("lab").yaml());
        lab.mend();
        lab
    }

    /// What most hints say, and that it is enough.
    pub fn mend(&self) {
        self.sandbox.program(["init"]).stderr("...").stdout("...\n`lab` is healthy: [..]").deadline(LONG).run();
    }

    /// Runs a script on a host.
    pub fn on(&self, i: usize, script: &str) -> String {
        self.hosts.exec(i, &["sh", "-c", script])
    }

    /// A manager that begins anew tries every node at once; it would else take minutes to give up one that it knows.
    pub fn restart_manager(&self) {
        self.on(0, "docker ps --quiet --filter name=swarmctl-manager | xargs -r docker restart --time 0");
    }

    /// A file of the cluster's CA.
    pub fn of_ca(&self, name: &str) -> String {
        std::fs::read_to_string(self.sandbox.store().join("clusters/lab/pki").join(name)).expect("the store has a CA")
    }

    /// Runs verify until it says of a node what it should; panics with what it says instead.
    pub fn finds(&self, i: usize, says: &str) {
        let (node, ip) = (Hosts::node(i), self.hosts.ip(i).to_string());
        let expected = says.replace("[NODE]", &node).replace("[IP]", &ip);
        let deadline = Instant::now() + LONG;
        loop {
            let ran = self.sandbox.program(["verify"]).output();
            if ran.status.code() == Some(7) && matches(&format!("...\n{expected}\n..."), &ran.stdout) {
                return;
            }
            assert!(Instant::now() < deadline, "not found:\n{expected}\n--- exit {:?}\n{}{}", ran.status.code(), ran.stdout, ran.stderr);
        }
    }
}
