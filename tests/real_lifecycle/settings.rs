//! What the spec says of a node that is in its swarm already.

use crate::lab::{Lab, assert_same};
use crate::support::Hosts;

/// A worker.
const NODE: usize = 3;
const INIT: [&str; 3] = ["init", "-f", "cluster.yaml"];

/// Puts further lines into the spec while something is tried, and brings the cluster back to what it was.
pub fn with_spec(lab: &Lab, more: &str, tried: impl FnOnce()) {
    let file = lab.sandbox.work().join("cluster.yaml");
    let before = std::fs::read_to_string(&file).expect("the spec is there");
    lab.sandbox.write("cluster.yaml", format!("{before}{more}\n"));
    lab.done(&INIT);
    tried();
    lab.sandbox.write("cluster.yaml", before);
    lab.done(&INIT);
    lab.verify_is_green();
}

/// Availability and labels, as a manager has them; by the node's id, because a host that came back has two lines.
fn set(lab: &Lab) -> String {
    let id = lab.hosts.exec(NODE, &["docker", "info", "--format", "{{.Swarm.NodeID}}"]);
    lab.hosts.exec(0, &["docker", "node", "inspect", "--format", "{{.Spec.Availability}} {{json .Spec.Labels}}", &id])
}

pub fn nodes_follow_the_spec(lab: &Lab) {
    let file = lab.sandbox.work().join("cluster.yaml");
    let before = std::fs::read_to_string(&file).expect("the spec is there");
    let name = format!("name: {},", Hosts::node(NODE));
    let lives = lab.lives();
    lab.hosts.exec(0, &["docker", "node", "update", "--label-add", "by-hand=1", &Hosts::node(NODE)]);

    lab.sandbox.write("cluster.yaml", before.replace(&name, &format!("{name} availability: drain, labels: {{ disk: ssd, zone: a }},")));
    lab.done(&INIT);
    assert_eq!(set(lab), r#"drain {"by-hand":"1","disk":"ssd","io.swarmctl.labels":"disk zone","zone":"a"}"#);
    assert!(lab.done(&INIT).stdout.contains("init: nothing to do on 4 nodes"));

    // What comes back comes as it is to be.
    let former = lab.hosts.exec(NODE, &["docker", "info", "--format", "{{.Swarm.NodeID}}"]);
    lab.hosts.exec(NODE, &["docker", "swarm", "leave"]);
    lab.done(&INIT);
    assert_eq!(set(lab), r#"drain {"disk":"ssd","io.swarmctl.labels":"disk zone","zone":"a"}"#);
    lab.hosts.exec(0, &["docker", "node", "rm", "--force", &former]);

    lab.sandbox.write("cluster.yaml", before);
    lab.done(&INIT);
    assert_eq!(set(lab), "active {}");
    assert_same("what tells a restart or a new certificate", &lives, &lab.lives());
    lab.verify_is_green();
}
