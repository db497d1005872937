//! Who is let in, and what lies on the nodes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::lab::{Lab, MANAGERS, each, local};
use crate::support::Hosts;

/// What listens with TLS, with a path that answers a client of the cluster's.
fn endpoints(lab: &Lab) -> Vec<(SocketAddr, &'static str)> {
    let at = |i: usize, port: u16| SocketAddr::from((lab.hosts.ip(i), port));
    let engines = (0..lab.hosts.len()).map(|i| (at(i, 2376), "/version"));
    let managers = (0..MANAGERS).map(|i| (at(i, 3376), "/version"));
    let discovery = [(at(0, 8501), "/v1/status/leader")];
    if lab.is_standalone() { engines.chain(managers).chain(discovery).collect() } else { engines.collect() }
}

pub fn strangers_are_refused(lab: &Lab) {
    let dir = tempfile::tempdir().expect("a directory can be made");
    let stranger = |name: &str| dir.path().join(name).display().to_string();
    let request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=operator", "-days", "2"];
    let (said, made) = local("openssl", &[&request[..], &["-keyout", &stranger("key.pem"), "-out", &stranger("cert.pem")]].concat());
    assert!(made, "{said}");
    let client = lab.sandbox.store().join("clusters/lab/client");
    let own = |name: &str| client.join(name).display().to_string();
    for (endpoint, path) in endpoints(lab) {
        let url = format!("https://{endpoint}{path}");
        let curl = ["-sS", "--max-time", "20", "-o", "/dev/null", "-w", "%{http_code} ", "--cacert"];
        let ask = |more: &[&str]| local("curl", &[&curl[..], &[&own("ca.pem")], more, &[&url]].concat());
        let (said, answered) = ask(&["--cert", &own("cert.pem"), "--key", &own("key.pem")]);
        assert!(answered && said.starts_with("200 "), "{url} does not answer the operator: {said}");
        let (said, answered) = ask(&[]);
        assert!(!answered && said.starts_with("000 "), "{url} without a certificate: {said}");
        let (said, answered) = ask(&["--cert", &stranger("cert.pem"), "--key", &stranger("key.pem")]);
        assert!(!answered && said.starts_with("000 "), "{url} with another CA's certificate: {said}");
        let said = plainly(endpoint, path);
        assert!(!said.contains(" 200 ") && !said.to_lowercase().contains("version"), "{endpoint} by plain http: {said}");
    }
}

/// What an endpoint answers to a request without TLS.
fn plainly(endpoint: SocketAddr, path: &str) -> String {
    let timeout = Duration::from_secs(20);
    let mut stream = TcpStream::connect_timeout(&endpoint, timeout).expect("the port is open");
    stream.set_read_timeout(Some(timeout)).expect("a timeout can be set");
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {endpoint}\r\n\r\n").as_bytes()).expect("it can be asked");
    let mut said = Vec::new();
    // A connection that is reset is an answer as well.
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

pub fn keys_are_roots_alone(lab: &Lab) {
    let script =
        "find /etc/swarmctl -type d ! -perm 0700; find /etc/swarmctl/tls /etc/swarmctl/consul -type f -perm /0077 2>/dev/null; find /etc/swarmctl ! -user root
        find /etc/swarmctl/tls -name key.pem -perm 0600 | wc -l";
    assert_eq!(each(&lab.hosts, |hosts, i| hosts.exec(i, &["sh", "-c", script])), ["1"; 4]);
    assert_eq!(lab.sandbox.shell("cd \"$SWARMCTL_HOME\"; find . -type d ! -perm 0700; find . -type f ! -perm 0600"), "");
}

pub fn certificates_satisfy_openssl(lab: &Lab) {
    let dir = tempfile::tempdir().expect("a directory can be made");
    let file = |name: &str| dir.path().join(name).display().to_string();
    let stored = lab.sandbox.store().join("clusters/lab/pki/ca.pem").display().to_string();
    for i in 0..lab.hosts.len() {
        for name in ["ca.pem", "cert.pem"] {
            std::fs::write(file(name), lab.hosts.read(i, &format!("/etc/swarmctl/tls/current/{name}"))).expect("it can be written");
        }
        let ip = lab.hosts.ip(i).to_string();
        for ca in [&stored, &file("ca.pem")] {
            for purpose in
                [&["-purpose", "sslserver", "-verify_ip", &ip][..], &["-purpose", "sslserver", "-verify_hostname", &Hosts::node(i)], &["-purpose", "sslclient"]]
            {
                let (said, good) = local("openssl", &[&["verify", "-x509_strict", "-CAfile", ca], purpose, &[&file("cert.pem")]].concat());
                assert!(good, "{}: {said}", Hosts::node(i));
            }
        }
    }
    let client = lab.sandbox.store().join("clusters/lab/client/cert.pem").display().to_string();
    let (said, good) = local("openssl", &["verify", "-x509_strict", "-CAfile", &stored, "-purpose", "sslclient", &client]);
    assert!(good, "{said}");
}
