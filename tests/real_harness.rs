//! Real hosts for tests: what other tests take for granted of them.

mod support;

use std::process::Command;

use support::{Hosts, Sudo, docker};

fn ssh(hosts: &Hosts, i: usize, user: &str, command: &str) -> bool {
    let options = ["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=5"];
    let mut ssh = Command::new("ssh");
    ssh.args(options).arg("-i").arg(hosts.identity()).arg(format!("{user}@{}", hosts.ip(i))).arg(command);
    ssh.output().expect("ssh can be run").status.success()
}

#[test]
fn hosts_let_root_in_and_run_an_engine() {
    let hosts = Hosts::start(2);
    assert!(ssh(&hosts, 0, "root", "true"), "root could not log in");
    assert!(ssh(&hosts, 1, "root", "docker info"), "no engine answered");
}

#[test]
fn users_have_the_sudo_they_were_given() {
    let hosts = Hosts::start(1);
    for (name, sudo) in [("free", Sudo::Free), ("asked", Sudo::Password), ("plain", Sudo::None)] {
        hosts.add_user(0, name, sudo);
        assert!(ssh(&hosts, 0, name, "true"), "{name} could not log in");
    }
    let works = ["free", "asked", "plain"].map(|name| ssh(&hosts, 0, name, "sudo -n true"));
    assert_eq!(works, [true, false, false]);
}

#[test]
fn hosts_that_were_killed_come_back_under_their_addresses() {
    let hosts = Hosts::start(2);
    hosts.kill(0);
    hosts.kill(1);
    hosts.start_again(1);
    hosts.start_again(0);
    let at = [0, 1].map(|i| hosts.exec(i, &["sh", "-c", "ip -4 -o address show dev eth0 | grep -o '[0-9.]*/' | tr -d /"]));
    assert_eq!(at, [0, 1].map(|i| hosts.ip(i).to_string()));
}

#[test]
fn a_blocked_port_is_open_on_the_host_itself_only() {
    let hosts = Hosts::start(1);
    hosts.block_port(0, 22);
    assert!(!ssh(&hosts, 0, "root", "true"), "the port is open");
    hosts.exec(0, &["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/22"]);
    hosts.unblock_port(0, 22);
    assert!(ssh(&hosts, 0, "root", "true"), "the port stayed closed");
}

#[test]
fn a_full_directory_takes_nothing_more() {
    let hosts = Hosts::start(1);
    hosts.fill_disk(0, "/var/lib/docker");
    hosts.exec(0, &["docker", "version"]);
    assert!(!hosts.try_exec(0, &["sh", "-c", "head -c 1000000 /dev/zero >/var/lib/docker/more"]).status.success());
}

#[test]
fn dropped_hosts_leave_nothing_behind() {
    let hosts = Hosts::start(1);
    let container = hosts.container(0);
    let volumes = docker(&["inspect", "--format", "{{range .Mounts}}{{if eq .Type \"volume\"}}{{.Name}} {{end}}{{end}}", &container]);
    drop(hosts);
    let left =
        [docker(&["ps", "-aq", "--filter", &format!("name={container}")]), docker(&["volume", "ls", "-q", "--filter", &format!("name={}", volumes.trim())])];
    assert_eq!(left, [String::new(), String::new()], "volumes were: {volumes}");
}

#[test]
fn what_a_killed_run_left_is_swept_away() {
    let hosts = Hosts::start(0);
    let label = "io.swarmctl.test.owner=999999999-1";
    let network = format!("swarmctl-t-999999999-{}", std::process::id());
    docker(&["network", "create", "--label", label, &network]);
    support::sweep();
    let left = docker(&["network", "ls", "--format", "{{.Name}}"]);
    assert!(!left.contains(&network), "the network is still there");
    assert!(left.contains(&hosts.network()), "a living run's network was swept as well");
}
