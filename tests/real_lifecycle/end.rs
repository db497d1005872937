//! What is left after `destroy`.

use crate::lab::{Lab, assert_same, each, etc, image_list};

pub fn destroy_leaves_hosts_as_found(lab: &Lab) {
    lab.done(&["destroy", "--yes"]);
    assert_same("/etc", &lab.before.etc, &each(&lab.hosts, etc));
    assert_same("the list of images", &lab.before.images, &each(&lab.hosts, image_list));
    for i in 0..lab.hosts.len() {
        let left = lab.hosts.exec(i, &["sh", "-c", "docker ps -a --format '{{.Names}}' | grep -v -x web; docker volume ls -q | grep swarmctl || :"]);
        assert_eq!(left, "");
        assert_eq!(lab.hosts.exec(i, &["docker", "info", "--format", "{{.Swarm.LocalNodeState}} {{.LiveRestoreEnabled}}"]), "inactive false");
    }
    let clusters = lab.json(&["ls", "--clusters"]);
    assert_eq!(clusters["items"], serde_json::json!([]));
    assert_eq!(lab.sandbox.shell("find \"$SWARMCTL_HOME\" -name '*lab*'"), "");
}
