//! `unlock-key`: the key that unlocks a swarm's managers, as the store keeps it.

mod support;

use support::Sandbox;
use swarmctl::model::Secret;
use swarmctl::pki;
use swarmctl::state::{ClusterDir, KeptKey, UnlockKey};

const SPEC: &str =
    "apiVersion: swarmctl/v1\nname: lab\norchestrator: swarm-mode\nswarmMode: { autolock: true }\nnodes:\n  - { name: a, address: 127.0.0.1, role: manager }\n";
const KEY: &str = "SWMKEY-1-7c37Cc8654o6p38HnroywCi19pllOnGtbdZEgtKxZu8";
const FORMER: &str = "SWMKEY-1-WuYH/IX284+lRcXuoVf38viIDK3HJEKY13MIHX+tTt8";

fn kept(text: &str, passphrase: Option<&str>) -> UnlockKey {
    let key = Secret::new(text);
    let hash = pki::fingerprint(key.expose());
    let kept = match passphrase {
        Some(passphrase) => KeptKey::Sealed(pki::seal_secret(&key, &Secret::new(passphrase)).expect("it can be sealed")),
        None => KeptKey::Plain(key),
    };
    UnlockKey { hash, kept }
}

/// A locked cluster whose key was changed once.
fn lab(passphrase: Option<&str>) -> (Sandbox, ClusterDir) {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    for key in [FORMER, KEY] {
        dir.write_unlock_key(&kept(key, passphrase)).expect("the sandbox can be written to");
    }
    (sandbox, dir)
}

/// The keys in the store, opened where that takes no passphrase.
fn plain(dir: &ClusterDir) -> Vec<String> {
    let text = |key: UnlockKey| match key.kept {
        KeptKey::Plain(key) => key.expose_str().expect("it is text").to_owned(),
        KeptKey::Sealed(_) => "sealed".to_owned(),
    };
    dir.unlock_keys().expect("they can be read").into_iter().map(text).collect()
}

#[test]
fn the_key_alone_is_printed() {
    let (sandbox, _) = lab(None);
    sandbox.program(["unlock-key"]).stdout(format!("{KEY}\n")).run();
    let json = format!("{{\n  \"schemaVersion\": 1,\n  \"kind\": \"unlock-key\",\n  \"cluster\": \"lab\",\n  \"unlockKey\": \"{KEY}\"\n}}\n");
    sandbox.program(["unlock-key", "-o", "json"]).stdout(json).run();
}

#[test]
fn a_key_under_the_passphrase_is_opened_by_it_and_by_no_other() {
    let (sandbox, _) = lab(Some("open sesame"));
    sandbox.write("right", "open sesame\n");
    sandbox.write("wrong", "open barley\n");
    sandbox.program(["unlock-key", "--ca-passphrase-file", "right"]).stdout(format!("{KEY}\n")).run();
    let stderr =
        "error: the passphrase does not open the swarm's unlock key\nhint: [..]`swarmctl unlock-key --rotate` takes another key, without the former one\n";
    sandbox.program(["unlock-key", "--ca-passphrase-file", "wrong"]).stderr(stderr).status(1).run();
    sandbox.program(["unlock-key"]).stderr("error: cannot ask for the passphrase of the CA key without a terminal\nhint: [..]\n").status(2).run();
}

#[test]
fn keys_go_under_the_passphrase_of_the_ca_key_and_come_out_of_it_with_that() {
    let (sandbox, dir) = lab(None);
    sandbox.write("new", "open sesame\n");
    sandbox.program(["certs", "ca", "passphrase", "--new-passphrase-file", "new", "-q"]).run();
    assert_eq!(plain(&dir), ["sealed", "sealed"]);
    sandbox.program(["unlock-key", "--ca-passphrase-file", "new"]).stdout(format!("{KEY}\n")).run();
    sandbox.program(["certs", "ca", "passphrase", "--remove", "--ca-passphrase-file", "new", "-q"]).run();
    assert_eq!(plain(&dir), [KEY, FORMER]);
}

#[test]
fn a_former_key_whose_passphrase_is_lost_does_not_stand_in_the_way() {
    let (sandbox, dir) = lab(Some("forgotten"));
    let another = "SWMKEY-1-9Gk8WcTq2oHsXjv0zqP6mUyL4dRb7eNaF1iKxZt5CwE";
    dir.write_unlock_key(&kept(another, None)).expect("the sandbox can be written to");
    sandbox.program(["unlock-key"]).stdout(format!("{another}\n")).run();
    sandbox.write("new", "open sesame\n");
    sandbox.program(["certs", "ca", "passphrase", "--new-passphrase-file", "new", "-q"]).run();
    sandbox.program(["unlock-key", "--ca-passphrase-file", "new"]).stdout(format!("{another}\n")).run();
}

#[test]
fn a_change_of_the_passphrase_that_was_cut_off_counts_for_all_keys_and_is_ended_by_the_next_run() {
    let (sandbox, dir) = lab(None);
    sandbox.write("new", "open sesame\n");
    sandbox.program(["certs", "ca", "passphrase", "--new-passphrase-file", "new", "-q"]).run();
    // As it is when the directory of new keys has its name and one of them is in its place.
    sandbox.shell("cd \"$SWARMCTL_HOME/clusters/lab/pki\" && mkdir -m 0700 keys.new && mv unlock.key unlock-former.key keys.new/");
    dir.write_unlock_key(&kept(KEY, None)).expect("the sandbox can be written to");
    sandbox.program(["unlock-key", "--ca-passphrase-file", "new"]).stdout(format!("{KEY}\n")).run();
    assert_eq!(plain(&dir), ["sealed", "sealed"]);
    sandbox.program(["certs", "issue", "alice", "--ca-passphrase-file", "new", "-q"]).run();
    assert_eq!(sandbox.shell("ls \"$SWARMCTL_HOME/clusters/lab/pki\""), "ca-key.pem\nca.pem\nunlock-former.key\nunlock.key\n");
    assert_eq!(plain(&dir), ["sealed", "sealed"]);
}

#[test]
fn a_cluster_whose_managers_are_not_locked_has_no_key() {
    let sandbox = Sandbox::new();
    sandbox.settle(&SPEC.replace("autolock: true", "autolock: false"));
    let stderr = "\
error: the managers of cluster `lab` are not locked, and there is no key
hint: set `orchestrator: swarm-mode` and `swarmMode: { autolock: true }` in its spec and run `swarmctl init` to lock them
";
    sandbox.program(["unlock-key"]).stderr(stderr).status(4).run();
    sandbox.settle(SPEC);
    let stderr = "error: the store has no unlock key of cluster `lab` yet\nhint: `swarmctl init` brings it into the store\n";
    sandbox.program(["unlock-key"]).stderr(stderr).status(4).run();
}
