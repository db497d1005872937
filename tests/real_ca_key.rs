//! The CA's key on its ways, with a real host: under a passphrase from its first byte, asked for only where something is issued, and the docker client
//! with what was exported.

mod support;

use std::fs;
use std::time::Duration;

use support::{Hosts, Ran, Sandbox};
use swarmctl::state::{CaKey, ClusterDir, Store};

const LONG: Duration = Duration::from_secs(180);
const PASSPHRASE: &str = "open sesame";

struct Place {
    hosts: Hosts,
    sandbox: Sandbox,
}

impl Place {
    fn new() -> Self {
        let place = Self { hosts: Hosts::start(1), sandbox: Sandbox::new() };
        place.sandbox.write("cluster.yaml", place.hosts.spec("lab").yaml());
        place.sandbox.write("passphrase", PASSPHRASE);
        place
    }

    fn swarmctl(&self, args: &[&str], status: i32) -> Ran {
        let ran = self.sandbox.program(args).deadline(LONG).output();
        assert_eq!(ran.status.code(), Some(status), "swarmctl {}\n{}\n{}", args.join(" "), ran.stdout, ran.stderr);
        assert!(!ran.stdout.contains(PASSPHRASE) && !ran.stderr.contains(PASSPHRASE));
        ran
    }

    fn dir(&self) -> ClusterDir {
        Store::open(&self.sandbox.store()).expect("it can be opened").at(&"lab".parse().expect("a name"))
    }

    /// The leaf that is in force on the host.
    fn leaf(&self) -> String {
        self.hosts.exec(0, &["readlink", "/etc/swarmctl/tls/current"])
    }
}

#[test]
fn a_new_cluster_s_ca_key_is_under_the_passphrase_and_is_asked_for_only_where_something_is_issued() {
    let place = Place::new();
    let ran = place.swarmctl(&["init", "--ca-passphrase-file", "passphrase"], 0);
    assert!(ran.stdout.contains("`lab` is healthy"), "{}", ran.stdout);
    assert!(matches!(place.dir().ca_key().expect("it can be read"), Some(CaKey::Sealed(_))));
    let journal = fs::read_to_string(place.dir().path().join("journal.jsonl")).expect("it is there");
    assert!(!journal.contains(PASSPHRASE));

    // Nothing is to be issued: nobody is asked.
    let leaf = place.leaf();
    assert!(place.swarmctl(&["init"], 0).stdout.contains("nothing to do"));

    // Something is: without the passphrase nothing is touched, with it what lacks is issued.
    fs::remove_file(place.dir().client_dir()).expect("it is there");
    let ran = place.swarmctl(&["init"], 2);
    assert!(ran.stderr.contains("cannot ask for the passphrase of the CA key without a terminal"), "{}", ran.stderr);
    place.swarmctl(&["init", "--ca-passphrase-command", "cat passphrase"], 0);
    assert_eq!(place.leaf(), leaf);

    // The docker client takes what is exported, a named client's too.
    place.swarmctl(&["certs", "export", "--docker-context"], 0);
    assert!(!place.sandbox.shell("docker --context lab version --format '{{.Server.Version}}'").trim().is_empty());
    place.swarmctl(&["certs", "issue", "ci", "--to", "ci", "--ca-passphrase-file", "passphrase"], 0);
    let engine = format!(
        "docker --tlsverify --tlscacert ci/ca.pem --tlscert ci/cert.pem --tlskey ci/key.pem -H tcp://{}:2376 version --format '{{{{.Server.Version}}}}'",
        place.hosts.ip(0)
    );
    assert!(!place.sandbox.shell(&engine).trim().is_empty());

    // The key elsewhere: the same, by its file.
    place.swarmctl(&["certs", "ca", "export", "--offline", "--to", "safe"], 0);
    assert!(place.swarmctl(&["init"], 0).stdout.contains("nothing to do"));
    fs::remove_file(place.dir().client_dir()).expect("it is there");
    assert!(place.swarmctl(&["init"], 2).stderr.contains("--ca-key FILE"));
    place.swarmctl(&["init", "--ca-key", "safe/ca-key.pem", "--ca-passphrase-file", "passphrase"], 0);
    place.swarmctl(&["destroy", "--yes"], 0);
}

/// The former key takes no part in a change of the CA.
#[test]
fn a_ca_key_whose_passphrase_is_lost_is_followed_by_another_ca() {
    let place = Place::new();
    place.swarmctl(&["init", "--ca-passphrase-file", "passphrase"], 0);
    let former = place.dir().trust_pem().expect("it can be read");
    place.sandbox.write("new", "other words");
    place.swarmctl(&["certs", "ca", "export", "--offline", "--to", "lost"], 0);
    let ran = place.swarmctl(&["certs", "rotate-ca", "--ca-passphrase-file", "new"], 0);
    assert!(ran.stdout.contains("`lab` is healthy"), "{}", ran.stdout);
    assert_ne!(place.dir().trust_pem().expect("it can be read"), former);
    assert!(matches!(place.dir().ca_key().expect("it can be read"), Some(CaKey::Sealed(_))));
    place.swarmctl(&["certs", "issue", "ci", "--ca-passphrase-file", "new"], 0);
    assert!(place.swarmctl(&["init"], 0).stdout.contains("nothing to do"));
}

#[test]
fn a_ca_of_one_s_own_that_was_brought_before_is_what_init_takes() {
    let place = Place::new();
    let make = "openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj /O=Example/CN=root -days 3650 -addext keyUsage=critical,keyCertSign 2>/dev/null
        openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout issuing.key -out issuing.csr -subj /O=Example/CN=issuing 2>/dev/null
        printf 'basicConstraints=critical,CA:TRUE,pathlen:0\\nkeyUsage=critical,keyCertSign,cRLSign\\n' >ext
        openssl x509 -req -in issuing.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 -extfile ext -out issuing.pem 2>/dev/null";
    place.sandbox.shell(make);
    place.swarmctl(&["certs", "ca", "import", "-c", "lab", "--cert", "issuing.pem", "--key", "issuing.key", "--chain", "root.pem"], 0);
    let ran = place.swarmctl(&["init"], 0);
    assert!(ran.stdout.contains("`lab` is healthy"), "{}", ran.stdout);
    // Who trusts only the root believes what the engine serves: it comes with the intermediate.
    let served = format!("{{ openssl s_client -connect {}:2376 -CAfile root.pem </dev/null 2>&1 || :; }} | grep -c 'Verify return code: 0'", place.hosts.ip(0));
    assert_eq!(place.sandbox.shell(&served).trim(), "1");
    place.swarmctl(&["certs", "export", "--docker-context"], 0);
    place.sandbox.shell("docker --context lab version >/dev/null");
    assert!(place.swarmctl(&["init"], 0).stdout.contains("nothing to do"));
}
