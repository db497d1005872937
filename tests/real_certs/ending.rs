//! Certificates that end: soon, and all of them with their CA.

use std::time::Duration;

use swarmctl::model::{CertAlgorithm, CertPolicy, LeafRequest, Secret, Validity};
use swarmctl::pki::{Ca, LeafUse};
use swarmctl::state::{CaKey, Pair};
use time::OffsetDateTime;

use crate::at_once::NOW;
use crate::lab::{Lab, MANAGER, WORKER};
use crate::support::Hosts;

const SANS: &str = "sans: [build.example.org, 203.0.113.7]";

/// Nothing helps against the warning where the spec asks for less than a month: it is told again and again, and that is what was asked for.
pub fn told_once(lab: &Lab) {
    lab.sandbox.write("short.yaml", lab.spec().node(WORKER, SANS).more("certs: { leafDays: 20 }").yaml());
    // What is there already is left as long as it is.
    assert!(lab.done(&["init", "-f", "short.yaml"]).stdout.contains("nothing to do"));
    lab.done(&["certs", "rotate", "node-3"]);
    let warning = "warning: certificates end soon: node-3 in 19 days: `swarmctl certs rotate --within 30d`";
    for verb in [&["ls"][..], &["verify"], &["init"], &["certs", "ls"], &["ps"]] {
        let ran = lab.done(verb);
        let told: Vec<_> = ran.stderr.lines().filter(|line| line.starts_with("warning: certificates end soon")).collect();
        assert_eq!(told, [warning], "swarmctl {}", verb.join(" "));
    }
    lab.ended(&["certs", "check"], 8);
    lab.done(&["certs", "check", "--within", "10d"]);
    let (manager, worker) = (lab.leaf(MANAGER), lab.leaf(WORKER));
    lab.done(&["certs", "rotate", "--within", "30d"]);
    assert_ne!(lab.leaf(WORKER), worker);
    assert_eq!(lab.leaf(MANAGER), manager);
    lab.ended(&["certs", "check"], 8);
    // As long as before again.
    lab.done(&["init", "-f", "lab.yaml"]);
    lab.done(&["certs", "rotate", "--within", "30d"]);
    lab.done(&["certs", "check"]);
    lab.is_green();
}

/// Who cannot be let in any more is told at once what helps, and it does.
pub fn ended_operator(lab: &Lab) {
    let (dir, then) = (lab.dir(), OffsetDateTime::now_utc() - Duration::from_secs(20 * 86_400));
    let Some(CaKey::Plain(key)) = dir.ca_key().expect("it can be read") else { panic!("it is plain") };
    let trusted = dir.trust_pem().expect("it can be read").expect("there is a CA");
    let ca = Ca::load(&trusted, &key, OffsetDateTime::now_utc()).expect("a CA");
    let request = LeafRequest { name: "operator".to_owned(), sans: Vec::new(), valid: Validity::from_days(10) };
    let ended = ca.issue(&request, LeafUse::Client, CertAlgorithm::EcdsaP256, then, [9; 16]).expect("a certificate");
    dir.write_client(&trusted, &Pair { cert_pem: ended.cert_pem, key_pem: ended.key }).expect("it can be written");

    let hint = "hint: `swarmctl init` issues another one, and renews whatever else has expired";
    let verbs: [&[&str]; 3] = [&["certs", "rotate"], &["certs", "rotate-ca"], &["certs", "san", "add", "node-3", "x.example.org"]];
    lab.refused(&verbs.map(|verb| (verb, 8, hint)));
    assert!(lab.ended(&["certs", "check", "client"], 8).stderr.contains("operator ended: `swarmctl init`"));
    lab.done(&["init"]);
    lab.done(&["certs", "check"]);
    lab.is_green();
}

fn then() -> OffsetDateTime {
    OffsetDateTime::now_utc() - Duration::from_secs(400 * 86_400)
}

/// It was for a year, and is older.
pub fn ca_that_has_ended() -> (Ca, Secret) {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 365, leaf_days: 365 };
    Ca::make(&"lab".parse().expect("a name"), &policy, then(), [7; 16]).expect("a CA")
}

/// The whole cluster is a year older than its CA: made then, and forgotten.
pub fn ended_cluster(lab: &Lab) {
    let (ca, ca_key) = ca_that_has_ended();
    let issue = |name: &str, sans: Vec<String>, usage, serial: u8| {
        let sans = sans.iter().map(|san| san.parse().expect("a host")).collect();
        let request = LeafRequest { name: name.to_owned(), sans, valid: Validity::from_days(365) };
        ca.issue(&request, usage, CertAlgorithm::EcdsaP256, then(), [serial; 16]).expect("a certificate")
    };
    for i in 0..lab.hosts.len() {
        let leaf = issue(&Hosts::node(i), vec![lab.hosts.ip(i).to_string()], LeafUse::Node, 8);
        for (name, content) in [("ca.pem", ca.pem().as_bytes()), ("cert.pem", leaf.cert_pem.as_bytes()), ("key.pem", leaf.key.expose())] {
            lab.hosts.write(i, &format!("/etc/swarmctl/tls/current/{name}"), content);
        }
        lab.hosts.exec(i, &["sh", "-c", "systemctl restart docker; docker restart -t 1 $(docker ps -aq --filter label=io.swarmctl.cluster)"]);
    }
    let client = issue("operator", Vec::new(), LeafUse::Client, 9);
    let dir = lab.dir();
    dir.write_ca(&Pair { cert_pem: ca.pem().to_owned(), key_pem: ca_key }).expect("it can be written");
    dir.write_client(ca.pem(), &Pair { cert_pem: client.cert_pem, key_pem: client.key }).expect("it can be written");

    let hint = "hint: every certificate of the cluster ends with its CA: `swarmctl certs rotate-ca --now` makes another one";
    let verbs: [&[&str]; 4] = [&["init"], &["certs", "rotate"], &["certs", "rotate-ca"], &["certs", "issue", "alice"]];
    lab.refused(&verbs.map(|verb| (verb, 8, hint)));
    lab.ended(&["certs", "check"], 8);
    lab.killed_at(&NOW, "node-1: issue and install a certificate");
    let made = lab.trusted();
    let ran = lab.done(&["init"]);
    assert!(ran.stdout.contains("`lab` is healthy"), "{}", ran.stdout);
    assert_eq!(lab.trusted(), made);
    lab.is_green();
    assert!(lab.done(&["certs", "rotate-ca", "--status"]).stdout.starts_with("no change of CAs is under way"));
}
