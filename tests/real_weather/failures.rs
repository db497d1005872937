//! What fails on the way: an engine that does not take its configuration, images that do not come, a Consul that does not elect. And what changes
//! afterwards: the hosts' keys, the operator's store.

use std::fs;
use std::time::Duration;

use crate::support::{Cases, Hosts, Sandbox, assert_untouched, matches};
use crate::with_addresses;

const LONG: Duration = Duration::from_secs(180);

/// On two hosts: each failure leaves a cluster half done, and the end brings all of it about.
#[test]
fn what_fails_on_the_way_is_told_and_the_next_run_finishes() {
    let hosts = Hosts::start(2);
    let sandbox = Sandbox::new();
    let mut cases = Cases::default();
    sandbox.write("cluster.yaml", hosts.spec("weather").yaml());
    cases.try_one("an engine that does not come up", || an_engine_that_does_not_come_up(&hosts, &sandbox));
    cases.try_one("an image that cannot be pulled", || an_image_that_cannot_be_pulled(&hosts, &sandbox));
    cases.try_one("an archive without the image", || an_archive_without_the_image(&sandbox));
    cases.try_one("a Consul that ends", || a_consul_that_ends(&hosts, &sandbox));
    cases.try_one("a Consul that does not elect", || a_consul_that_does_not_elect(&hosts, &sandbox));
    cases.try_one("all is right again", || all_is_right_again(&hosts, &sandbox));
    cases.try_one("another operator's cluster of the same name", || another_operators_cluster(&hosts));
    cases.try_one("host keys that have changed", || host_keys_that_have_changed(&hosts, &sandbox));
    cases.end();
}

/// A flag that stands in a file beside the unit, where nobody looks, and a key of daemon.json exclude each other: the engine itself says so.
fn an_engine_that_does_not_come_up(hosts: &Hosts, sandbox: &Sandbox) {
    hosts.write(1, "/etc/default/docker", b"DOCKER_OPTS=--tlscert=/nowhere.pem\n");
    hosts.write(1, "/etc/docker/daemon.json", b"{\"debug\": false}\n");
    hosts.stop_engine(1);
    hosts.start_engine(1);
    let workload = hosts.start_workload(1);

    let ran = sandbox.program(["init"]).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    let told = "...\n\
        error: node `node-2`: configure and restart the engine (TLS on 2376, live-restore): could not bring up the engine with its new configuration: the engine did not come up: [..]tlscert[..]\n\
        hint: mend that on the host, then run the same command again\n\
        ...\n";
    assert!(matches(told, &ran.stderr), "{}", ran.stderr);
    assert!(ran.stderr.contains("specified both as a flag and in the configuration file"), "{}", ran.stderr);
    assert!(ran.stderr.contains("(what stood before is back in force)"), "{}", ran.stderr);
    assert!(
        matches("✔ this machine  [..]\n✔ node-1        changed  [..]\n✗ node-2        failed   [..]\ninit: 1 of 2 nodes done, 1 failed [..]", &ran.stdout),
        "{}",
        ran.stdout
    );
    assert_eq!(hosts.read(1, "/etc/docker/daemon.json"), "{\"debug\": false}");
    assert_eq!(hosts.workload(1), workload, "the workload was stopped");
    hosts.exec(1, &["docker", "info"]);
}

fn an_image_that_cannot_be_pulled(hosts: &Hosts, sandbox: &Sandbox) {
    hosts.exec(1, &["sh", "-c", "echo >/etc/default/docker"]);
    sandbox.write("pulling.yaml", hosts.spec("weather").pulling().yaml());
    let ran = sandbox.program(["init", "--file", "pulling.yaml", "--swarm-image", "localhost:1/swarm:none"]).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    let told = "...\n\
        error: node `node-1`: pull `localhost:1/swarm:none`: could not pull `localhost:1/swarm:none`: [..]connection refused[..]\n\
        hint: check `images` in the spec and the node's way to the registry; where there is none, bring an archive: `--image-archive`\n\
        error: node `node-2`: pull `localhost:1/swarm:none`: could not pull `localhost:1/swarm:none`: [..]connection refused[..]\n\
        hint: check `images` in the spec and the node's way to the registry; where there is none, bring an archive: `--image-archive`";
    assert!(matches(told, &ran.stderr), "{}", ran.stderr);
}

fn an_archive_without_the_image(sandbox: &Sandbox) {
    let ran = sandbox.program(["init", "--file", "cluster.yaml", "--swarm-image", "no-such:1"]).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    let told = "...\n\
        error: node `node-2`: load `no-such:1` from [..]: could not load `no-such:1`: the archive `[..]` holds `[..]`, `[..]`\n\
        hint: `docker save -o FILE IMAGE...` makes an archive; it must hold each image under the very name that the spec says";
    assert!(matches(told, &ran.stderr), "{}", ran.stderr);
}

fn a_consul_that_ends(hosts: &Hosts, sandbox: &Sandbox) {
    hosts.make_image(0, "ending:1", r#"ENTRYPOINT ["/busybox", "sh", "-c", "echo no data, no leader; exit 1"]"#);
    let ran = sandbox.program(["init", "--file", "cluster.yaml", "--consul-image", "ending:1"]).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    let told = "...\n\
        error: node `node-1`: wait for Consul's leader: Consul does not stay up: no data, no leader\n\
        hint: see `docker logs swarmctl-consul` on the node, and check `images.consul` in the spec\n\
        \x20 | no data, no leader\n\
        ...";
    assert!(matches(told, &ran.stderr), "{}", ran.stderr);
}

fn a_consul_that_does_not_elect(hosts: &Hosts, sandbox: &Sandbox) {
    hosts.make_image(0, "mute:1", r#"ENTRYPOINT ["/busybox", "sh", "-c", "exec /busybox sleep 1000000"]"#);
    let ran = sandbox.program(["init", "--file", "cluster.yaml", "--consul-image", "mute:1"]).deadline(LONG).output();
    assert_eq!(ran.status.code(), Some(5), "{}", ran.stderr);
    let told = "...\n\
        error: node `node-1`: wait for Consul's leader: Consul at [IP1]:8501 elected no leader within 30 s (last answer: cannot connect to [IP1]:8501: connection refused)\n\
        hint: see `docker logs swarmctl-consul` on the discovery nodes; their ports 8300 and 8301 must be open between them";
    assert!(matches(&with_addresses(hosts, told), &ran.stderr), "{}", ran.stderr);
}

fn all_is_right_again(hosts: &Hosts, sandbox: &Sandbox) {
    let workload = hosts.workload(1);
    sandbox.program(["init", "--file", "cluster.yaml"]).stdout("...\n`weather` is healthy: [..]").stderr("...").deadline(LONG).run();
    assert_eq!(hosts.workload(1), workload, "the workload was stopped");
    sandbox.program(["init"]).stderr("reading cluster.yaml\nnext: [..]").stdout("...\ninit: nothing to do on 2 nodes [..]\n...").deadline(LONG).run();
}

fn another_operators_cluster(hosts: &Hosts) {
    let other = Sandbox::new();
    other.write("cluster.yaml", hosts.spec("weather").yaml());
    let before = hosts.all_marks();
    let refusal = |node| {
        format!(
            "error: node `{node}`: the host belongs to another cluster that is also named `weather`: its CA is not in this store\n\
             hint: work from the store that made it; if no store has that cluster any more, remove /etc/swarmctl/cluster on the host and run `swarmctl init` again\n"
        )
    };
    other.program(["init", "--file", "cluster.yaml"]).stderr(refusal("node-1") + &refusal("node-2")).status(3).run();
    assert_untouched(&before, &hosts.all_marks());
}

/// The hint is followed to the letter.
fn host_keys_that_have_changed(hosts: &Hosts, sandbox: &Sandbox) {
    hosts.change_host_keys(1);
    let known_hosts = sandbox.store().join("clusters/weather/known_hosts");
    let known = fs::read_to_string(&known_hosts).expect("the cluster knows its hosts");
    let refusal = "reading cluster.yaml\n\
        error: node `node-2`: the host key of root@[IP2] has changed\n\
        hint: if the host was really reinstalled, remove its line from [DIR]/store/clusters/weather/known_hosts; if not, somebody may be in between";
    sandbox.program(["init"]).stderr(with_addresses(hosts, refusal)).status(6).run();
    assert_eq!(fs::read_to_string(&known_hosts).expect("it stays"), known, "a known key was changed");

    let ip = hosts.ip(1).to_string();
    let others: String = known.lines().filter(|line| !line.starts_with(&ip)).flat_map(|line| [line, "\n"]).collect();
    fs::write(&known_hosts, others).expect("the store can be written");
    sandbox.program(["init"]).stderr("reading cluster.yaml\nnext: [..]").stdout("...\ninit: nothing to do on 2 nodes [..]\n...").deadline(LONG).run();
}
