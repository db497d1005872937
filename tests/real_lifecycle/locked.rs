//! A swarm whose managers are locked when their engines restart.

use crate::lab::Lab;
use crate::settings::with_spec;
use crate::support::Hosts;

/// The manager that is restarted, and the one that is asked.
const MANAGER: usize = 0;
const OTHER: usize = 1;

fn docker(lab: &Lab, args: &[&str]) -> String {
    lab.hosts.exec(OTHER, &[&["docker"], args].concat())
}

fn key(lab: &Lab, args: &[&str]) -> String {
    lab.done(args).stdout.trim_end().to_owned()
}

pub fn managers_are_unlocked_by_init(lab: &Lab) {
    with_spec(lab, "swarmMode: { autolock: true, certExpiry: 30d }", || {
        let set = "{{.Swarm.Cluster.Spec.CAConfig.NodeCertExpiry}} {{.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers}}";
        assert_eq!(docker(lab, &["info", "--format", set]), "720h0m0s true");
        let first = key(lab, &["unlock-key"]);
        assert_eq!(first, docker(lab, &["swarm", "unlock-key", "-q"]));

        lab.hosts.exec(MANAGER, &["systemctl", "restart", "docker"]);
        let told = lab.ended(&["verify"], 7).stdout;
        assert!(told.contains("the swarm is locked on this node") && told.contains("run `swarmctl init` again: it unlocks it"), "{told}");
        let mended = lab.done(&["init"]).stdout;
        assert!(mended.contains(&format!("{}: unlock the swarm's manager", Hosts::node(MANAGER))), "{mended}");
        lab.verify_is_green();

        // What restarts an engine itself unlocks it.
        lab.done(&["certs", "rotate", &Hosts::node(MANAGER)]);
        let second = key(lab, &["unlock-key", "--rotate"]);
        assert!(second != first && second == docker(lab, &["swarm", "unlock-key", "-q"]));
        let holding = lab.sandbox.shell(&format!("cd \"$SWARMCTL_HOME\"; grep -rlF -e '{first}' -e '{second}' . | sort"));
        assert_eq!(holding.trim_end(), "./clusters/lab/pki/unlock-former.key\n./clusters/lab/pki/unlock.key");
    });
    assert_eq!(docker(lab, &["swarm", "unlock-key", "-q"]), "");
    lab.ended(&["unlock-key"], 4);
}
