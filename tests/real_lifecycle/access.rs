//! Engines that were reached over TLS, and are by SSH alone.

use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::lab::Lab;
use crate::support::Hosts;

const INIT: [&str; 3] = ["init", "-f", "cluster.yaml"];

/// It stays so to the end: what it takes to come back is in the rings above.
pub fn engines_without_a_port(lab: &Lab) {
    let spec = std::fs::read_to_string(lab.sandbox.work().join("cluster.yaml")).expect("the spec is there");
    lab.sandbox.write("cluster.yaml", format!("{spec}engine: {{ access: ssh }}\n"));
    lab.done(&INIT);
    assert!(lab.done(&INIT).stdout.contains("init: nothing to do on 4 nodes"));
    for i in 0..lab.hosts.len() {
        let engine = SocketAddr::from((lab.hosts.ip(i), 2376));
        assert!(TcpStream::connect_timeout(&engine, Duration::from_secs(10)).is_err(), "{engine} is open");
        assert_eq!(lab.hosts.exec(i, &["sh", "-c", "ls /etc/swarmctl | grep -x tls; ls /etc/systemd/system/docker.service.d 2>/dev/null || :"]), "");
    }
    lab.verify_is_green();
    let ran = lab.done(&["env", "node-1"]);
    assert!(ran.stdout.contains(&format!("export DOCKER_HOST='ssh://root@{}'", lab.hosts.ip(0))), "{}", ran.stdout);
    assert!(ran.stdout.contains("unset DOCKER_TLS_VERIFY") && ran.stderr.contains("IdentityFile"), "{}{}", ran.stdout, ran.stderr);
    lab.done(&["version"]);
    assert!(lab.done(&["ps", "-a"]).stdout.contains("web"));
    let ls = lab.done(&["ls"]).stdout;
    assert!((0..lab.hosts.len()).all(|i| ls.contains(&Hosts::node(i))) && ls.matches("ready").count() == 4, "{ls}");
    assert!(lab.done(&["certs", "ls"]).stdout.lines().all(|line| !line.contains("node-")));
    lab.ended(&["certs", "rotate"], 2);
}
