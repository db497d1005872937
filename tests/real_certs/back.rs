//! The ways back out of a change of CAs. Each begins with a run that was killed when it entered a stage.

use crate::lab::{CLIENTS_TRUST, ENDPOINTS, Lab};
use crate::people::export;
use crate::weather::unreachable_is_refused;

const CHANGE: [&str; 2] = ["certs", "rotate-ca"];
const ABORT: [&str; 3] = ["certs", "rotate-ca", "--abort"];
const RESUME: [&str; 3] = ["certs", "rotate-ca", "--resume"];
const STATUS: [&str; 3] = ["certs", "rotate-ca", "--status"];

pub fn nothing_under_way(lab: &Lab) {
    let none = "no change of CAs is under way in cluster `lab`\nhint: `swarmctl certs rotate-ca` begins one";
    lab.refused(&[(&ABORT, 1, none), (&RESUME, 1, none)]);
    assert!(lab.done(&STATUS).stdout.starts_with("no change of CAs is under way"));
}

pub fn from_trust(lab: &Lab) {
    let former = lab.trusted();
    lab.killed_in(&CHANGE, "stage 1 of 4", CLIENTS_TRUST);
    assert_eq!((stage(lab), lab.trusted().len()), ("trust".to_owned(), 2));
    unreachable_is_refused(lab, &[&CHANGE, &RESUME, &ABORT]);
    lab.done(&ABORT);
    assert_eq!(lab.trusted(), former);
    lab.is_green();
}

/// One node has a certificate of the new CA, the other has not: the status says which.
pub fn from_leaves(lab: &Lab) {
    let former = lab.trusted();
    lab.killed_in(&CHANGE, "stage 2 of 4", "node-3: check that");
    let status = lab.json(&STATUS, 0);
    assert_eq!((stage(lab), &status["change"]["nodes"]), ("leaves".to_owned(), &serde_json::json!([["node-1", false], ["node-2", false], ["node-3", true]])));
    unreachable_is_refused(lab, &[&CHANGE]);
    lab.done(&ABORT);
    assert_eq!(lab.trusted(), former);
    lab.is_green();
}

/// Whoever was given a new certificate is given another one of the former CA's.
pub fn from_clients(lab: &Lab) {
    assert_eq!(stage(lab), "clients");
    unreachable_is_refused(lab, &[&CHANGE]);
    let new = export(lab, "new");
    let ran = lab.done(&ABORT);
    assert!(ran.stderr.contains("going back to the former CA"), "{}", ran.stderr);
    assert!(ran.stderr.contains("give `ci` the new certificate"), "{}", ran.stderr);
    let ci = export(lab, "ci");
    lab.done(&CHANGE);
    lab.is_green();
    lab.sandbox.shell("cp ci/ca.pem new/ca.pem");
    for endpoint in ENDPOINTS {
        assert!(lab.lets_in(&ci, endpoint) && !lab.lets_in(&new, endpoint), "{endpoint:?}");
    }
}

fn stage(lab: &Lab) -> String {
    lab.json(&STATUS, 0)["change"]["stage"].as_str().unwrap_or_default().to_owned()
}
