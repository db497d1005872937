//! Names and addresses, and what is seen of certificates where they live.

use std::collections::BTreeMap;

use crate::lab::{Lab, MANAGER, WORKER};
use crate::support::Hosts;

pub fn lists_agree(lab: &Lab) {
    let rows = lab.json(&["certs", "ls"], 0)["items"].as_array().expect("a list").clone();
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &rows {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        assert!(["issues", "as-expected"].contains(&&*text("state")), "{row:#}");
        of.entry(text("owner")).or_default().push(text("kind"));
    }
    assert_eq!(of[&Hosts::node(1)], ["engine", "manager"]);
    assert_eq!(of[&Hosts::node(MANAGER)], ["engine", "manager", "consul"]);
    assert_eq!(of[&Hosts::node(WORKER)], ["engine"]);
    lab.done(&["certs", "check"]);
    let shown = lab.json(&["certs", "show", "node-3"], 0);
    assert!(shown["items"][0]["sans"].to_string().contains(&lab.hosts.ip(WORKER).to_string()), "{shown:#}");
    // What an endpoint serves can be checked without a cluster too.
    lab.done(&["certs", "check", &format!("{}:2376", lab.hosts.ip(WORKER))]);
}

pub fn san_is_served(lab: &Lab) {
    let (manager, worker) = (lab.leaf(MANAGER), lab.leaf(WORKER));
    let added = ["certs", "san", "add", "node-3", "build.example.org", "203.0.113.7"];
    lab.done(&added);
    let served = lab.served(WORKER, 2376);
    assert!(served.contains("DNS:build.example.org") && served.contains("IP Address:203.0.113.7"), "{served}");
    assert_ne!(lab.leaf(WORKER), worker);
    let worker = lab.leaf(WORKER);
    assert!(lab.done(&added).stdout.contains("nothing to do"));
    assert!(lab.done(&["init"]).stdout.contains("nothing to do"));
    assert_eq!((lab.leaf(MANAGER), lab.leaf(WORKER)), (manager, worker.clone()));
    // A new certificate has them as well.
    lab.done(&["certs", "rotate", "node-3"]);
    assert_ne!(lab.leaf(WORKER), worker);
    assert!(lab.served(WORKER, 2376).contains("DNS:build.example.org"));
    lab.workload_goes_on();
}

pub fn no_san(lab: &Lab) {
    let add = |san| ["certs", "san", "add", "node-3", "--", san];
    let none = ["not a name", "-x.example.org", "203.0.113.7/24", "", "https://build"].map(add);
    let mut runs: Vec<(&[&str], i32, &str)> = none.iter().map(|args| (&args[..], 2, "NAME|IP")).collect();
    runs.push((&["certs", "san", "add", "node-9", "build.example.org"], 4, "node-9"));
    lab.refused(&runs);
}

/// The host has a second address, at which the operator reaches it from now on.
pub fn address_of_the_spec(lab: &Lab) {
    let (manager, worker) = (lab.leaf(MANAGER), lab.leaf(WORKER));
    let second = std::net::Ipv4Addr::from(u32::from(lab.hosts.ip(WORKER)) + 100).to_string();
    lab.hosts.exec(WORKER, &["ip", "address", "add", &format!("{second}/16"), "dev", "eth0"]);
    let sans = "sans: [build.example.org, 203.0.113.7]";
    let first = lab.hosts.ip(WORKER);
    let spec = lab.spec().node(WORKER, sans).yaml();
    lab.sandbox.write("lab.yaml", spec.replace(&format!("address: {first}"), &format!("address: {second}, advertise: {first}")));
    lab.done(&["init", "-f", "lab.yaml"]);
    let served = lab.served(WORKER, 2376);
    assert!(served.contains(&format!("IP Address:{second}")) && served.contains("DNS:build.example.org"), "{served}");
    assert_eq!(lab.leaf(MANAGER), manager);
    assert_ne!(lab.leaf(WORKER), worker);
    // And back.
    lab.sandbox.write("lab.yaml", lab.spec().node(WORKER, sans).yaml());
    lab.done(&["init", "-f", "lab.yaml"]);
    lab.is_green();
}

pub fn openssl_is_satisfied(lab: &Lab) {
    lab.sandbox.shell("cp \"$SWARMCTL_HOME/clusters/lab/pki/ca.pem\" ca.pem");
    for i in 0..lab.hosts.len() {
        lab.sandbox.write("leaf.pem", lab.hosts.read(i, "/etc/swarmctl/tls/current/cert.pem"));
        for purpose in ["sslserver", "sslclient"] {
            lab.sandbox.shell(&format!("openssl verify -x509_strict -CAfile ca.pem -purpose {purpose} -verify_ip {} leaf.pem", lab.hosts.ip(i)));
        }
    }
}
