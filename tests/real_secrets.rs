//! No secret leaves the place it belongs to: on three real hosts that all run Consul servers, so that gossip is encrypted, and in swarm mode.

mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use support::{Hosts, Ran, Sandbox, Spec, Sudo};

const LONG: Duration = Duration::from_secs(180);
const PASSPHRASE: &str = "correct horse battery staple";
/// Records the arguments of all processes, again and again, until the file is gone.
const WATCH: &str = "touch /tmp/watching; while [ -e /tmp/watching ]; do cat /proc/[0-9]*/cmdline 2>/dev/null; echo; done >/tmp/seen";

/// Three hosts, all of them managers, one entered by a user with sudo.
struct Place {
    hosts: Hosts,
    sandbox: Sandbox,
    /// Everything that was seen so far, by where.
    seen: BTreeMap<String, String>,
}

impl Place {
    fn new() -> Self {
        let hosts = Hosts::start(3);
        hosts.add_user(2, "ops", Sudo::Free);
        Self { hosts, sandbox: Sandbox::new(), seen: BTreeMap::new() }
    }

    fn spec(&self) -> Spec<'_> {
        self.hosts.spec("lab").managers(3).login(2, "ops")
    }

    fn swarmctl(&mut self, args: &[&str]) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(0), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        let said = self.seen.entry(format!("swarmctl {}", args.join(" "))).or_default();
        said.push_str(&ran.stdout);
        said.push_str(&ran.stderr);
        ran
    }

    /// The same, with the hosts' processes watched.
    fn watched(&mut self, args: &[&str]) -> Ran {
        for i in 0..self.hosts.len() {
            support::docker(&["exec", "-d", &self.hosts.container(i), "sh", "-c", WATCH]);
        }
        let ran = self.swarmctl(args);
        for i in 0..self.hosts.len() {
            self.hosts.exec(i, &["rm", "/tmp/watching"]);
            let seen = self.hosts.exec(i, &["sh", "-c", "tr '\\0' ' ' </tmp/seen | sort -u; rm /tmp/seen"]);
            assert!(seen.contains("dockerd"), "nothing was watched: {seen}");
            self.seen.insert(format!("arguments on {} at {}", Hosts::node(i), args.join(" ")), seen);
        }
        ran
    }

    /// What is written down here and there.
    fn read_what_is_written(&mut self, when: &str) {
        for file in ["journal.jsonl", "state.json", "cluster.yaml", "known_hosts"] {
            let text = std::fs::read_to_string(self.sandbox.store().join("clusters/lab").join(file)).expect("the store has it");
            self.seen.insert(format!("{file} {when}"), text);
        }
        for i in 0..self.hosts.len() {
            let logs = self
                .hosts
                .exec(i, &["sh", "-c", "journalctl --no-pager --quiet; for id in $(docker ps -aq); do docker logs \"$id\" 2>&1; docker inspect \"$id\"; done"]);
            self.seen.insert(format!("logs of {} {when}", Hosts::node(i)), logs);
        }
    }

    /// Everything that makes or moves keys, with the CA's under a passphrase; gives the secrets there were meanwhile.
    fn change_certificates(&mut self) -> Vec<String> {
        self.sandbox.write("passphrase", format!("{PASSPHRASE}\n"));
        let mut secrets = vec![PASSPHRASE.to_owned()];
        self.swarmctl(&["certs", "ca", "passphrase", "--new-passphrase-file", "passphrase"]);
        self.watched(&["certs", "rotate", "-v", "--ca-passphrase-file", "passphrase"]);
        secrets.extend(self.secrets());
        self.swarmctl(&["certs", "issue", "ci", "--ca-passphrase-file", "passphrase", "-o", "json"]);
        let command = format!("cat {}", self.sandbox.work().join("passphrase").display());
        self.watched(&["certs", "rotate-ca", "-v", "--ca-passphrase-command", &command]);
        self.watched(&["certs", "rotate-ca", "-v", "-o", "json", "--ca-passphrase-file", "passphrase"]);
        self.swarmctl(&["certs", "ls", "-o", "json"]);
        self.swarmctl(&["certs", "show", "ci", "-o", "json"]);
        self.read_what_is_written("after certificates changed");
        secrets.extend(self.secrets());
        secrets
    }

    /// Every secret that there is now: the lines of keys in the store and on the hosts, and what joins.
    fn secrets(&self) -> Vec<String> {
        let find = "find \"$SWARMCTL_HOME\" -name '*key.pem' -exec cat {} +; find \"$SWARMCTL_HOME\" -name gossip.key -exec cat {} +";
        let mut all = self.sandbox.shell(find);
        for i in 0..self.hosts.len() {
            let script = "cat /etc/swarmctl/tls/*/key.pem; cat /etc/swarmctl/consul/gossip.json 2>/dev/null | grep -o '[A-Za-z0-9+/]\\{40,\\}=*'
                docker swarm join-token -q manager 2>/dev/null; docker swarm join-token -q worker 2>/dev/null; :";
            all += &self.hosts.exec(i, &["sh", "-c", script]);
            all += "\n";
        }
        let mut secrets: Vec<_> = all.lines().filter(|line| line.len() >= 20 && !line.starts_with("-----")).map(str::to_owned).collect();
        secrets.sort();
        secrets.dedup();
        secrets
    }

    /// Panics with the places where a secret was seen, and without the secret.
    fn assert_kept(&self, secrets: &[String]) {
        let leaked = self.places_with(secrets);
        assert!(leaked.is_empty(), "secrets were seen in {leaked:#?}");
    }

    fn places_with(&self, secrets: &[String]) -> Vec<&String> {
        let leaks = |text: &str| secrets.iter().any(|secret| text.contains(secret.as_str())) || text.contains("PRIVATE KEY");
        self.seen.iter().filter(|(_, text)| leaks(text)).map(|(place, _)| place).collect()
    }
}

#[test]
fn no_secret_is_told_written_down_or_passed_as_an_argument() {
    let mut place = Place::new();
    place.sandbox.write("cluster.yaml", place.spec().discovery(3).yaml());
    place.swarmctl(&["init", "--dry-run", "-o", "json"]);
    let ran = place.watched(&["init", "-v"]);
    assert!(ran.stdout.contains("`lab` is healthy"), "three Consul servers with encrypted gossip: {}", ran.stdout);
    place.swarmctl(&["init", "--dry-run", "-v"]);
    place.swarmctl(&["verify", "-v", "-o", "json"]);
    place.swarmctl(&["env", "-o", "json"]);
    place.read_what_is_written("in standalone");
    let mut secrets = place.secrets();
    // The CA's, the operator's and three nodes' keys of three lines each, and the gossip key.
    assert!(secrets.len() >= 16, "only {} lines of secrets were found", secrets.len());
    secrets.extend(place.change_certificates());
    place.swarmctl(&["destroy", "--yes", "-v"]);

    place.sandbox.write("cluster.yaml", place.spec().more("orchestrator: swarm-mode").yaml());
    place.watched(&["init", "-v", "-o", "json"]);
    place.swarmctl(&["verify", "-v"]);
    place.read_what_is_written("in swarm mode");
    secrets.extend(place.secrets());
    assert!(secrets.iter().any(|secret| secret.starts_with("SWMTKN-")), "no join token was found");
    place.assert_kept(&secrets);

    // The search itself: one line of a key, in the middle of something, is found.
    place.seen.insert("a leak".to_owned(), format!("key={} and more", secrets[0]));
    assert_eq!(place.places_with(&secrets), ["a leak"]);
}
