//! Certificates of people and jobs: what they are good for, and what becomes of them when the CA changes.

use std::path::PathBuf;

use crate::lab::{CLIENTS_TRUST, ENDPOINTS, Lab};
use crate::weather;

/// Where a certificate of `ci`'s was exported to.
pub fn export(lab: &Lab, to: &str) -> PathBuf {
    lab.done(&["certs", "export", "ci", "--to", to, "--force"]);
    lab.sandbox.work().join(to)
}

pub fn issued_certificate_works(lab: &Lab) {
    lab.done(&["certs", "issue", "ci", "--ttl", "2160h"]);
    let ci = export(lab, "ci");
    assert_eq!(lab.sandbox.shell("stat -c '%a %n' ci/*.pem"), "600 ci/ca.pem\n600 ci/cert.pem\n600 ci/key.pem\n");
    lab.sandbox.shell("openssl verify -x509_strict -CAfile ci/ca.pem -purpose sslclient ci/cert.pem");
    lab.sandbox.shell("! openssl verify -x509_strict -CAfile ci/ca.pem -purpose sslserver ci/cert.pem 2>/dev/null");
    for endpoint in ENDPOINTS {
        assert!(lab.lets_in(&ci, endpoint), "{endpoint:?}");
    }
    let docker = "export DOCKER_CONFIG=$PWD/docker; swarmctl certs export ci --docker-context";
    let nodes = lab.sandbox.shell(&format!(
        "{docker} >/dev/null 2>&1; docker --context lab info --format '{{{{.Containers}}}}'; docker --context lab ps --format '{{{{.Names}}}}'"
    ));
    assert!(nodes.contains("node-3/workload"), "{nodes}");
    lab.done(&["certs", "export", "--docker-context"]);
    lab.done(&["certs", "export", "ci", "--docker-context", "lab-ci"]);
    contexts_work(lab);
}

/// The docker client is let in by its contexts, whichever CA there is by now.
pub fn contexts_work(lab: &Lab) {
    for context in ["lab", "lab-ci"] {
        let names = lab.sandbox.shell(&format!("docker --context {context} ps --format '{{{{.Names}}}}' 2>&1 || :"));
        assert!(names.contains("node-3/workload"), "{context}: {names}");
    }
}

/// Once everybody trusts both CAs and the nodes serve the new one's certificates, the run ends: whoever holds a certificate of the former has to be given
/// another one. Meanwhile both are good.
pub fn hand_over(lab: &Lab) {
    let former = export(lab, "former");
    let ran = lab.done(&["certs", "rotate-ca"]);
    assert!(ran.stderr.contains("give `ci` the new certificate: `swarmctl certs export ci -c lab --to DIR`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`swarmctl certs rotate-ca -c lab` drops the former one"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("stage 4 of 4"), "{}", ran.stderr);
    assert!(lab.done(&["certs", "rotate-ca", "--status"]).stdout.contains("is in stage 3 of 4, `clients`"));
    let ci = export(lab, "ci");
    assert_ne!(std::fs::read(ci.join("cert.pem")).ok(), std::fs::read(former.join("cert.pem")).ok());
    // Who has not been given the new one yet trusts the former CA alone, and sees certificates of the new one.
    for endpoint in ENDPOINTS {
        assert!(lab.lets_in(&ci, endpoint), "{endpoint:?} refuses the new certificate");
    }
    lab.sandbox.shell("cp ci/ca.pem former/ca.pem");
    for endpoint in ENDPOINTS {
        assert!(lab.lets_in(&former, endpoint), "{endpoint:?} refuses the former certificate");
    }
    contexts_work(lab);
    lab.done(&["verify", "-q"]);
    lab.workload_goes_on();
}

/// The last stage, with a node that cannot be reached at its begin.
pub fn former_is_refused(lab: &Lab) {
    let former = export(lab, "former");
    lab.done(&["certs", "rotate-ca"]);
    let ci = export(lab, "ci");
    lab.killed_in(&["certs", "rotate-ca"], "stage 4 of 4", CLIENTS_TRUST);
    lab.refused(&[(&["certs", "rotate-ca", "--abort"], 1, "it is too late to go back")]);
    weather::unreachable_is_refused(lab, &[&["certs", "rotate-ca"]]);
    let ran = lab.done(&["certs", "rotate-ca"]);
    assert!(ran.stderr.contains("stage 4 of 4"), "{}", ran.stderr);
    lab.is_green();
    contexts_work(lab);
    for endpoint in ENDPOINTS {
        assert!(lab.lets_in(&ci, endpoint), "{endpoint:?} refuses the new certificate");
        // With the new CA, so that it is the server that refuses.
        lab.sandbox.shell("cp ci/ca.pem former/ca.pem");
        assert!(!lab.lets_in(&former, endpoint), "{endpoint:?} takes the former certificate");
    }
}
