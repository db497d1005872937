//! Hosts that are not as one would wish, and that swarmctl copes with.

mod support;

use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use support::{Hosts, Sandbox};

const LONG: Duration = Duration::from_secs(400);

/// A sandbox whose `init` must bring the hosts to a healthy cluster.
fn brought_about(hosts: &Hosts) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", hosts.spec("lab").yaml());
    sandbox.program(["init"]).deadline(LONG).stderr("...").stdout("...\n`lab` is healthy: [..]").run();
    sandbox
}

#[test]
fn a_cluster_whose_ports_are_closed_to_the_operator_is_reached_through_ssh() {
    let hosts = Hosts::start(1);
    for port in [2376, 3376, 8501] {
        hosts.block_port_for_operator(0, port);
    }
    let sandbox = brought_about(&hosts);
    for port in [2376, 3376] {
        let endpoint = SocketAddr::from((hosts.ip(0), port));
        assert!(TcpStream::connect_timeout(&endpoint, Duration::from_secs(1)).is_err(), "port {port} is open to the operator, so that nothing was tried");
    }
    sandbox.program(["verify"]).stdout("...\n`lab` is healthy: [..]").run();
    sandbox.program(["ps", "-a"]).stdout("NODE [..]\n...\nnode-1   swarmctl-agent [..]\n...").run();
    sandbox.program(["destroy", "--yes"]).deadline(LONG).stderr("...").stdout("...").run();
}

#[test]
fn an_engine_is_installed_where_there_is_none_and_stays_after_destroy() {
    let hosts = Hosts::start(1);
    hosts.remove_engine(0);
    let sandbox = brought_about(&hosts);
    sandbox.program(["destroy", "--yes"]).deadline(LONG).stderr("...").stdout("...").run();
    hosts.exec(0, &["docker", "version"]);
}
