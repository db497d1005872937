//! Hosts that are dead from the start, die on the way, and are dead at the end.

use std::time::Duration;

use crate::support::{Hosts, Sandbox, assert_untouched, matches};
use crate::with_addresses;

/// A loaded machine, and a dead host that ssh gives up only after 15 s.
const LONG: Duration = Duration::from_secs(180);

/// A connection that falls silent is given up after 15 s, and one that cannot be made after 5 s; there may be one after the other.
const GIVEN_UP: Duration = Duration::from_secs(60);

/// One story, because the second chapter needs what the first one leaves: four hosts, of which the last dies again and again.
#[test]
fn one_host_of_four_that_dies_costs_the_others_nothing() {
    let hosts = Hosts::start(4);
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", hosts.spec("deaths").managers(2).yaml());

    hosts.kill(3);
    dead_from_the_start(&hosts, &sandbox);
    hosts.start_again(3);
    dying_on_the_way(&hosts, &sandbox);
    hosts.start_again(3);
    a_rerun_finishes(&sandbox);
    hosts.kill(3);
    dead_at_the_end(&hosts, &sandbox);
}

/// No connection ends, and a transfer is under way over one that ssh does not watch.
#[test]
fn a_host_that_falls_silent_is_given_up_soon() {
    let hosts = Hosts::start(2);
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", hosts.spec("silence").yaml());
    let running = sandbox.program(["init", "--verbose"]).spawn();
    running.wait_for("node-2: load", LONG);
    hosts.cut_off(1);
    let ran = running.wait(GIVEN_UP);
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    let told = "...\nerror: node `node-2`: load [..]\nhint: check that the host is up, then run the same command again";
    assert!(matches(told, &ran.stderr), "{}", ran.stderr);
    assert!(matches("...\n✔ node-1        changed [..]\n✗ node-2        failed [..]\ninit: 1 of 2 nodes done, 1 failed [..]", &ran.stdout), "{}", ran.stdout);
}

fn dead_from_the_start(hosts: &Hosts, sandbox: &Sandbox) {
    let marks = || (0..3).map(|i| hosts.marks(i)).collect::<Vec<_>>();
    let before = marks();
    let refusal = "error: node `node-4`: cannot reach root@[IP4] by SSH: [..]\nhint: check that the host is up and that `ssh root@[IP4]` works";
    sandbox.program(["init"]).stderr(format!("reading cluster.yaml\n{}", with_addresses(hosts, refusal))).status(6).run();
    assert_untouched(&before, &marks());
}

const OF_FOUR: &str = "\
✔ this machine  changed     2 done
✔ node-1        changed     [..] done
✔ node-2        changed     [..] done
✔ node-3        changed     [..] done
✗ node-4        failed      [..]1 failed
init: 3 of 4 nodes done, 1 failed [..]
";

fn dying_on_the_way(hosts: &Hosts, sandbox: &Sandbox) {
    let running = sandbox.program(["init", "--verbose"]).spawn();
    running.wait_for("node-4: mark the host as this cluster's …", LONG);
    hosts.kill(3);
    a_second_run_is_told_who_holds_the_cluster(sandbox);
    let ran = running.wait(LONG);
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    assert!(matches(OF_FOUR, &ran.stdout), "{}", ran.stdout);
    assert!(matches("...\nerror: node `node-4`: [..]\nhint: check that the host is up[..]\n", &ran.stderr), "{}", ran.stderr);
}

fn a_second_run_is_told_who_holds_the_cluster(sandbox: &Sandbox) {
    let refusal = "reading cluster.yaml\nerror: cluster `deaths` is held by `init` (process [..] of [..], since [TIME])\n\
        hint: wait until it ends; if it hangs, stop it with `kill [..]`";
    sandbox.program(["init"]).stderr(refusal).status(9).run();
}

fn a_rerun_finishes(sandbox: &Sandbox) {
    sandbox.program(["init"]).stderr("...").stdout("...").deadline(LONG).run();
    sandbox.program(["verify"]).stdout("...\n`deaths` is healthy: [..]").run();
}

fn dead_at_the_end(hosts: &Hosts, sandbox: &Sandbox) {
    let refusal = "error: node `node-4`: cannot reach root@[IP4] by SSH: [..]\nhint: bring the host back, or leave it as it is with `--force`";
    sandbox.program(["destroy", "--yes"]).stderr(with_addresses(hosts, refusal)).status(6).run();
    sandbox.program(["verify"]).stdout("...").status(7).run();
    sandbox
        .program(["destroy", "--yes", "--force"])
        .stderr("warning: node-4 cannot be reached: what is on it stays there\n...")
        .stdout("...")
        .deadline(LONG)
        .run();
    for i in 0..3 {
        assert_eq!(hosts.exec(i, &["docker", "ps", "-aq"]), "", "containers stay on {}", Hosts::node(i));
        assert!(!hosts.try_exec(i, &["test", "-e", "/etc/swarmctl"]).status.success());
    }
    sandbox.program(["ls"]).stderr("error: there is no cluster yet\nhint: make one: `swarmctl init`").status(4).run();
}
