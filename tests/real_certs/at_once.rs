//! A change of the CA at once, because its key has leaked.

use crate::lab::{ENDPOINTS, Lab};
use crate::people::{contexts_work, export};

pub const NOW: [&str; 4] = ["certs", "rotate-ca", "--now", "--yes"];

/// Killed between the exchange of the CA and the first node: there are two CAs in all, not three.
pub fn killed_and_repeated(lab: &Lab) {
    let before = lab.trusted();
    let former = export(lab, "former");
    lab.sandbox.shell("rm -rf operator; cp -rL \"$SWARMCTL_HOME/clusters/lab/client\" operator");
    lab.killed_at(&NOW, "node-3: issue and install a certificate");
    let made = lab.trusted();
    assert_ne!(made, before);
    assert!(lab.done(&["certs", "rotate-ca", "--status"]).stdout.contains("is in stage 4 of 4, `drop`"));
    assert!(lab.ended(&["certs", "rotate-ca", "--abort"], 1).stderr.contains("it is too late to go back"));

    let ran = lab.done(&NOW);
    assert!(ran.stderr.contains("the new CA is there already; going on with it"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the certificates of `ci` are refused from then on: `swarmctl certs issue NAME` issues others"), "{}", ran.stderr);
    assert_eq!(lab.trusted(), made);
    lab.is_green();
    // With the new CA, so that it is the server that refuses.
    lab.sandbox.shell("for dir in former operator; do cp \"$SWARMCTL_HOME/clusters/lab/pki/ca.pem\" $dir/ca.pem; done");
    for endpoint in ENDPOINTS {
        assert!(!lab.lets_in(&former, endpoint), "{endpoint:?} takes a certificate of the former CA");
        assert!(!lab.lets_in(&lab.sandbox.work().join("operator"), endpoint), "{endpoint:?} takes the operator's former certificate");
        assert!(lab.lets_in(&lab.operator(), endpoint), "{endpoint:?}");
    }
    lab.done(&["certs", "issue", "ci"]);
    assert!(lab.lets_in(&export(lab, "ci"), ENDPOINTS[1]));
    contexts_work(lab);
}
