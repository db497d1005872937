//! Swarm mode: the same, but for containers, which an engine that restarts takes with it.

use crate::client::Papers;
use crate::lab::Lab;

pub fn new_leaves_come_to_a_swarm(lab: &Lab) {
    let before = lab.served();
    let ran = lab.done(&["certs", "rotate"]);
    assert!(ran.stderr.contains("containers"), "it is not said that containers restart: {}", ran.stderr);
    let after = lab.served();
    for (whose, serial) in after.iter().filter(|((_, kind), _)| kind != "ca") {
        assert_ne!(before.get(whose), Some(serial), "{whose:?} is the former one");
    }
    lab.verify_is_green();
}

pub fn another_ca_comes_to_a_swarm(lab: &Lab) {
    let before = lab.served();
    lab.done(&["certs", "rotate-ca"]);
    for (whose, serial) in lab.served() {
        assert_ne!(before.get(&whose), Some(&serial), "{whose:?} is the former one");
    }
    let now = lab.papers();
    for endpoint in lab.each(|i| lab.engine(i)) {
        assert_eq!(now.get(endpoint.at, endpoint.path), Ok(()));
        let shown = Papers { ca: now.ca.clone(), ..lab.former.clone() }.get(endpoint.at, endpoint.path);
        assert!(shown.is_err_and(|why| why.contains("alert")), "the former certificate is let in at {endpoint:?}");
    }
    lab.verify_is_green();
}
