//! A swarm whose managers are locked when their engines restart.

use crate::lab::Lab;
use crate::settings::with_spec;
use crate::support::Hosts;

/// How a manager's engine tells how the swarm is set.
const SET: &str = "{{.Swarm.Cluster.Spec.CAConfig.NodeCertExpiry}} {{.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers}}";

fn docker(lab: &Lab, args: &[&str]) -> String {
    lab.hosts.exec(0, &[&["docker"], args].concat())
}

pub fn managers_are_unlocked_by_init(lab: &Lab) {
    with_spec(lab, "swarmMode: { autolock: true, certExpiry: 30d }", || {
        assert_eq!(docker(lab, &["info", "--format", SET]), "720h0m0s true");
        let key = lab.done(&["unlock-key"]).stdout;
        assert_eq!(key.trim_end(), docker(lab, &["swarm", "unlock-key", "-q"]));

        // As when the power fails: all of them at once.
        for i in Lab::managers() {
            lab.hosts.exec(i, &["systemctl", "kill", "--signal", "KILL", "docker.service"]);
        }
        for i in Lab::managers() {
            lab.hosts.exec(i, &["sh", "-c", "systemctl reset-failed docker; systemctl restart docker"]);
        }
        let told = lab.ended(&["verify"], 7).stdout;
        assert_eq!(told.matches("the swarm is locked on this node").count(), 2, "{told}");
        assert!(told.contains("run `swarmctl init` again: it unlocks it"), "{told}");
        let mended = lab.done(&["init"]).stderr;
        assert!(Lab::managers().all(|i| mended.contains(&format!("{}: unlock the swarm's manager", Hosts::node(i)))), "{mended}");
        lab.verify_is_green();
    });
    assert_eq!(docker(lab, &["info", "--format", SET]), "2160h0m0s false");
    lab.ended(&["unlock-key"], 4);
}
