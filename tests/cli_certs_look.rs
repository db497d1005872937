//! `certs ls`, `show` and `check`: certificates in the store, in files, and as TLS servers on the loopback serve them.

mod support;

use rcgen::{CertificateParams, DnType, KeyPair};
use support::{Sandbox, TlsServer, ca_of, issue_client, node_leaf, record_leaf};
use swarmctl::model::{CertAlgorithm, CertPolicy, Serial};
use swarmctl::pki::{Ca, Issued};
use swarmctl::state::{ClusterDir, Pair, Signed};
use time::{Duration, OffsetDateTime};

/// A standalone cluster whose endpoints are TLS servers of this test's: `m1` is manager and has Consul, `w1` is a worker. SSH is refused.
struct Lab {
    sandbox: Sandbox,
    dir: ClusterDir,
    ca: Ca,
    servers: Vec<TlsServer>,
    ports: [u16; 3],
}

const M1: &str = "127.0.0.11";
const W1: &str = "127.0.0.12";
/// The serials of the certificates that the nodes were given.
const OF_M1: u8 = 0x5a;
const OF_W1: u8 = 0x5b;

const POLICY: CertPolicy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 3650, leaf_days: 365 };

impl Lab {
    /// All as it should be.
    fn new() -> Self {
        let mut lab = Self::without_w1();
        lab.serve_w1(&node_leaf(&lab.ca, "w1", &[W1, "w1"], 365, OF_W1));
        lab
    }

    /// Nothing answers where `w1` is.
    fn without_w1() -> Self {
        let sandbox = Sandbox::new();
        // Settling makes the CA, whose certificates the servers want, whose ports go into the spec.
        let dir = sandbox.settle(&Self::spec([2, 3, 4]));
        let ca = ca_of(&dir);
        let m1 = node_leaf(&ca, "m1", &[M1, "m1", "localhost", "127.0.0.1"], 365, OF_M1);
        let servers: Vec<_> = (0..3).map(|_| TlsServer::serve(M1, 0, &m1)).collect();
        let ports = [servers[0].port(), servers[1].port(), servers[2].port()];
        dir.write_spec(&Self::spec(ports)).expect("the sandbox can be written to");
        record_leaf(&dir, "m1", &m1);
        record_leaf(&dir, "w1", &node_leaf(&ca, "w1", &[W1, "w1"], 365, OF_W1));
        Self { sandbox, dir, ca, servers, ports }
    }

    fn serve_w1(&mut self, leaf: &Issued) {
        self.servers.push(TlsServer::serve(W1, self.ports[0], leaf));
    }

    fn spec([engine, manager, consul]: [u16; 3]) -> String {
        format!(
            "apiVersion: swarmctl/v1\nname: lab\nssh: {{ user: root, port: 1 }}\nengine: {{ port: {engine} }}\nmanager: {{ port: {manager} }}\n\
             discovery: {{ port: {consul} }}\nnodes:\n  - {{ name: m1, address: {M1}, role: manager }}\n  - {{ name: w1, address: {W1} }}\n"
        )
    }

    /// `certs ls` with this line for `w1`.
    fn lists_w1_as(&self, line: &str, status: i32) {
        self.sandbox.program(["certs", "ls", "w1"]).stdout(format!("NODE/OWNER  KIND[..]\n{line}\n")).status(status).run();
    }
}

/// A certificate that signed itself, whose subject, names and key are the test's.
fn stranger(subject: &str, not_after: OffsetDateTime) -> (String, String) {
    let mut params = CertificateParams::new(vec!["registry.example.org".to_owned()]).expect("it is a name");
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, subject);
    params.serial_number = Some(vec![0x66; 8].into());
    params.not_before = not_after - Duration::days(90);
    params.not_after = not_after;
    let key = KeyPair::generate().expect("a key");
    (params.self_signed(&key).expect("a certificate").pem(), key.serialize_pem())
}

fn in_days(days: i64) -> OffsetDateTime {
    // Half a day off, so that no midnight between the making and the looking changes what is shown.
    OffsetDateTime::now_utc() + Duration::days(days) + Duration::hours(12)
}

#[test]
fn certificates_are_listed_where_they_live_and_fit_120_columns() {
    let lab = Lab::new();
    issue_client(&lab.dir, &lab.ca, "alice", 90, 0x61);
    let signed = Signed {
        name: "ci".to_owned(),
        serial: Serial::from_random([0x62; 16]),
        subject: "O=swarmctl, CN=ci".to_owned(),
        issuer: "O=swarmctl, CN=swarmctl CA lab 41010101".to_owned(),
        not_after: in_days(100),
    };
    lab.dir.note_signed(&signed).expect("the sandbox can be written to");
    let stdout = "\
NODE/OWNER  KIND     SUBJECT           SANS           USES           ISSUER    SERIAL    DAYS  STATE
cluster     ca       swarmctl CA lab~  -              ca             41010101  41010101  3649  issues
operator    client   operator          -              client         41010101  42020202  364   as expected
alice       client   alice             -              client         41010101  61616161  89    as expected
ci          signed   ci                -              -              41010101  62626262  100   as expected
m1          engine   m1                127.0.0.11 +3  server,client  41010101  5a5a5a5a  364   as expected
m1          manager  m1                127.0.0.11 +3  server,client  41010101  5a5a5a5a  364   as expected
m1          consul   m1                127.0.0.11 +3  server,client  41010101  5a5a5a5a  364   as expected
w1          engine   w1                127.0.0.12 +1  server,client  41010101  5b5b5b5b  364   as expected
";
    let ran = lab.sandbox.program(["certs", "ls"]).stdout(stdout).run();
    let widest = ran.stdout.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(widest <= 120, "{widest} columns");
}

#[test]
fn a_node_that_serves_another_certificate_of_the_cluster_s_differs() {
    let mut lab = Lab::without_w1();
    lab.serve_w1(&node_leaf(&lab.ca, "w1", &[W1], 365, 0x5c));
    lab.lists_w1_as("w1          engine  w1       127.0.0.12  server,client  41010101  5c5c5c5c  364   differs: expected 5b5b5b5b", 0);
}

#[test]
fn a_node_that_serves_what_the_cluster_s_ca_did_not_sign_is_told() {
    let mut lab = Lab::without_w1();
    let (other, _) = Ca::make(&"other".parse().expect("it is a name"), &POLICY, OffsetDateTime::now_utc(), [9; 16]).expect("a CA");
    lab.serve_w1(&node_leaf(&other, "w1", &[W1], 365, OF_W1));
    lab.lists_w1_as("w1          engine  w1       127.0.0.12  server,client  swarmctl CA oth~  5b5b5b5b  364   not of the cluster CA", 0);
}

#[test]
fn a_node_of_which_an_earlier_version_kept_no_record_is_not_judged() {
    let lab = Lab::new();
    let mut record = lab.dir.record().expect("it can be read").expect("it was settled");
    record.nodes.clear();
    lab.dir.write_record(&record).expect("the sandbox can be written to");
    lab.lists_w1_as("w1          engine  w1       127.0.0.12 +1  server,client  41010101  5b5b5b5b  364   not recorded", 0);
}

#[test]
fn a_node_that_does_not_answer_has_its_row() {
    let lab = Lab::without_w1();
    let line = "w1          engine  -        -     -     -       -       -     -      error: cannot connect to 127.0.0.12:[..]: connection refused, and there is no way through SSH: [..]";
    lab.lists_w1_as(line, 5);
}

#[test]
fn during_a_rotation_the_issuer_tells_the_old_ca_from_the_new_one() {
    let mut lab = Lab::without_w1();
    let now = OffsetDateTime::now_utc();
    let (next, key) = Ca::make(lab.dir.name(), &POLICY, now, [7; 16]).expect("a CA");
    let pair = Pair { cert_pem: next.pem().to_owned(), key_pem: key };
    let rotation = lab.dir.begin_rotation(&pair, now).expect("the sandbox can be written to");
    lab.dir.write_rotation(&rotation.advanced().expect("there is a stage after the first")).expect("the sandbox can be written to");
    let leaf = node_leaf(&next, "w1", &[W1], 365, OF_W1);
    lab.serve_w1(&leaf);
    let stdout = "\
NODE/OWNER  KIND     SUBJECT           SANS           USES           ISSUER    SERIAL    DAYS  STATE
cluster     ca       swarmctl CA lab~  -              ca             47070707  47070707  3649  issues
cluster     ca       swarmctl CA lab~  -              ca             41010101  41010101  3649  trusted
operator    client   operator          -              client         41010101  42020202  364   as expected
m1          engine   m1                127.0.0.11 +3  server,client  41010101  5a5a5a5a  364   as expected
m1          manager  m1                127.0.0.11 +3  server,client  41010101  5a5a5a5a  364   as expected
m1          consul   m1                127.0.0.11 +3  server,client  41010101  5a5a5a5a  364   as expected
w1          engine   w1                127.0.0.12     server,client  47070707  5b5b5b5b  364   as expected
";
    lab.sandbox.program(["certs", "ls"]).stdout(stdout).run();
}

#[test]
fn programs_get_everything_in_full() {
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "certs",
  "items": [
    {
      "owner": "w1",
      "kind": "engine",
      "subject": "O=swarmctl, CN=w1",
      "issuer": "O=swarmctl, CN=swarmctl CA lab 41010101",
      "serial": "5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b",
      "sans": [
        "127.0.0.12",
        "w1"
      ],
      "uses": [
        "serverAuth",
        "clientAuth"
      ],
      "isCa": false,
      "pathLength": null,
      "keyAlgorithm": "ECDSA P-256",
      "signatureAlgorithm": "ecdsa-with-SHA256",
      "notBefore": "[TIME]",
      "notAfter": "[TIME]",
      "fingerprint": "[..]",
      "issuerSerial": "41010101010101010101010101010101",
      "daysLeft": 364,
      "error": null,
      "state": "as-expected",
      "expected": "5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b"
    }
  ]
}
"#;
    Lab::new().sandbox.program(["certs", "ls", "w1", "-o", "json"]).stdout(stdout).run();
}

#[test]
fn a_node_that_is_not_there_is_told_with_those_that_are() {
    let stderr = "error: cluster `lab` has no node `w9`\nhint: its nodes are m1, w1\n";
    Lab::new().sandbox.program(["certs", "ls", "w1", "w9"]).stderr(stderr).status(4).run();
}

#[test]
fn what_a_node_serves_is_shown_in_full_and_once() {
    let stdout = "\
m1: engine, manager, consul
  subject      O=swarmctl, CN=m1
  issuer       O=swarmctl, CN=swarmctl CA lab 41010101 (the cluster's, 41010101)
  serial       5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a
  state        as expected
  valid from   [TIME]
  valid until  [TIME] (364 days left)
  names        127.0.0.11, m1, localhost, 127.0.0.1
  uses         serverAuth, clientAuth
  CA           no
  key          ECDSA P-256
  signature    ecdsa-with-SHA256
  SHA-256      [..]
";
    Lab::new().sandbox.program(["certs", "show", "m1"]).stdout(stdout).run();
}

#[test]
fn a_node_wins_over_a_file_of_its_name_and_a_path_is_a_file() {
    let lab = Lab::new();
    let (pem, _) = stranger("a file", in_days(60));
    lab.sandbox.write("w1", pem);
    lab.sandbox.program(["certs", "show", "w1"]).stdout("w1: engine\n...\n").run();
    lab.sandbox.program(["certs", "show", "./w1"]).stdout("./w1: file\n  subject      CN=a file\n...\n").run();
}

#[test]
fn the_ca_the_operator_s_and_a_named_client_s_are_shown_from_the_store() {
    let lab = Lab::new();
    issue_client(&lab.dir, &lab.ca, "alice", 90, 0x61);
    for (word, title) in [("ca", "cluster: ca"), ("client", "operator: client"), ("alice", "alice: client")] {
        lab.sandbox.program(["certs", "show", word]).stdout(format!("{title}\n...\n  state        [..]\n...\n")).run();
    }
}

#[test]
fn a_certificate_can_be_had_as_pem() {
    let lab = Lab::new();
    lab.sandbox.program(["certs", "show", "ca", "--pem"]).stdout(lab.ca.pem()).run();
    let leaf = lab.sandbox.program(["certs", "show", "w1", "--pem"]).stdout("-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n").run().stdout;
    lab.sandbox.program(["certs", "show", "-"]).stdin(leaf).stdout("standard input: file\n  subject      O=swarmctl, CN=w1\n...\n").run();
}

#[test]
fn each_certificate_of_a_bundle_is_shown_without_a_cluster() {
    let sandbox = Sandbox::new();
    let bundle = [stranger("one", in_days(60)).0, "# a comment\n".to_owned(), stranger("two", in_days(60)).0].concat();
    sandbox.write("bundle.pem", bundle);
    let stdout = "bundle.pem: file\n  subject      CN=one\n...\n\nbundle.pem: file\n  subject      CN=two\n...\n";
    sandbox.program(["certs", "show", "bundle.pem"]).stdout(stdout).run();
}

#[test]
fn a_node_that_does_not_answer_cannot_be_shown() {
    let stderr = "error: node `w1`: its engine shows no certificate: cannot connect to 127.0.0.12:[..]\n";
    Lab::without_w1().sandbox.program(["certs", "show", "w1"]).stderr(stderr).status(6).run();
}

#[test]
fn what_is_no_certificate_is_told() {
    let sandbox = Sandbox::new();
    let (_, key) = stranger("x", in_days(60));
    sandbox.write("key.pem", &key);
    sandbox.write("garbage", [0x30, 0x82, 0xff, 0xff, 0x00]);
    sandbox.write("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n");
    let hint = "hint: certificates are read in PEM and DER\n";
    let table = [
        ("key.pem", format!("error: `key.pem` holds no certificate that can be read: there is no certificate in it\n{hint}"), 1),
        ("garbage", format!("error: `garbage` holds no certificate that can be read: [..]\n{hint}"), 1),
        ("cut.pem", format!("error: `cut.pem` holds no certificate that can be read: [..]\n{hint}"), 1),
        ("./no.pem", "error: `./no.pem` cannot be read: No such file or directory (os error 2)\n".to_owned(), 4),
        ("no.pem", "error: `no.pem` is no file and not HOST:PORT, and in no cluster: there is no cluster yet\nhint: make one: `swarmctl init`\n".to_owned(), 4),
        ("ca", "error: there is no cluster yet\nhint: make one: `swarmctl init`\n".to_owned(), 4),
    ];
    for (file, stderr, status) in table {
        sandbox.program(["certs", "show", file]).stderr(stderr).status(status).run();
    }
}

#[test]
fn a_word_that_means_nothing_in_the_cluster_is_told_with_what_does() {
    let stderr = "\
error: `w9` is no node or client of cluster `lab`, no file, and not HOST:PORT
hint: its nodes are m1, w1; `swarmctl certs ls` lists its certificates
";
    Lab::new().sandbox.program(["certs", "check", "w9"]).stderr(stderr).status(4).run();
}

#[test]
fn where_nothing_ends_soon_one_line_says_so() {
    let lab = Lab::new();
    lab.sandbox.program(["certs", "check"]).stdout("6 certificates: none ends within 30d\n").run();
    lab.sandbox.program(["certs", "check", "m1"]).stdout("3 certificates: none ends within 30d\n").run();
}

#[test]
fn what_ends_inside_the_window_is_listed_and_ends_the_run_with_8() {
    let sandbox = Sandbox::new();
    sandbox.write("good.pem", stranger("good", in_days(60)).0);
    sandbox.write("soon.pem", stranger("soon", in_days(12)).0);
    sandbox.write("old.pem", stranger("old", in_days(-3)).0);
    let stdout = "\
NODE/OWNER   KIND   SUBJECT   SERIAL     ENDS         DAYS   STATE
soon.pem     file   soon      66666666   [..]   12     ends soon
old.pem      file   old       66666666   [..]   -3     expired
3 certificates: 1 expired, 1 within 30d of the end
";
    sandbox.program(["certs", "check", "good.pem", "soon.pem", "old.pem"]).stdout(stdout).status(8).run();
    sandbox.program(["certs", "check", "good.pem", "soon.pem", "--within", "10d"]).stdout("2 certificates: none ends within 10d\n").run();
    let by_variable = sandbox.program(["certs", "check", "good.pem"]).env("SWARMCTL_WITHIN", "70d");
    by_variable.stdout("NODE/OWNER[..]\ngood.pem [..] ends soon\n1 certificate: 1 within 70d of the end\n").status(8).run();
}

#[test]
fn any_tls_server_is_checked_without_a_cluster_and_without_being_believed() {
    let sandbox = Sandbox::new();
    let (pem, key) = stranger("registry", in_days(12));
    let server = TlsServer::serve_pem("127.0.0.1", 0, &pem, key.as_bytes());
    let target = format!("localhost:{}", server.port());
    let stdout = "NODE/OWNER[..]\nlocalhost:[..]   server   registry   66666666   [..]   12     ends soon\n1 certificate: 1 within 30d of the end\n";
    sandbox.program(["certs", "check", &target]).stdout(stdout).status(8).run();
    sandbox.program(["certs", "show", &target]).stdout("localhost:[..]: server\n  subject      CN=registry\n...\n").run();
}

#[test]
fn what_is_not_reached_ends_a_check_with_5_unless_something_ends_soon() {
    let sandbox = Sandbox::new();
    sandbox.write("soon.pem", stranger("soon", in_days(12)).0);
    let stdout = "\
NODE/OWNER    KIND     SUBJECT   SERIAL   ENDS   DAYS   STATE
127.0.0.1:1   server   -         -        -      -      -       error: cannot connect to 127.0.0.1:1: connection refused
0 certificates: none ends within 30d, 1 not seen
";
    sandbox.program(["certs", "check", "127.0.0.1:1"]).stdout(stdout).status(5).run();
    sandbox.program(["certs", "check", "127.0.0.1:1", "soon.pem"]).stdout("...\n1 certificate: 1 within 30d of the end, 1 not seen\n").status(8).run();
}

#[test]
fn monitoring_gets_a_document() {
    let sandbox = Sandbox::new();
    sandbox.write("soon.pem", stranger("soon", in_days(12)).0);
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "certs-check",
  "within": "30d",
  "state": "ending",
  "worst": {
    "owner": "soon.pem",
    "kind": "file",
    "subject": "CN=soon",
    "issuer": "CN=soon",
    "serial": "6666666666666666",
    "sans": [
      "registry.example.org"
    ],
    "uses": [],
    "isCa": false,
    "pathLength": null,
    "keyAlgorithm": "ECDSA P-256",
    "signatureAlgorithm": "ecdsa-with-SHA256",
    "notBefore": "[TIME]",
    "notAfter": "[TIME]",
    "fingerprint": "[..]",
    "issuerSerial": null,
    "daysLeft": 12,
    "error": null,
    "state": "ending"
  },
  "certificates": [
    {
      "owner": "127.0.0.1:1",
      "kind": "server",
      "issuerSerial": null,
      "daysLeft": null,
      "error": "cannot connect to 127.0.0.1:1: connection refused",
      "state": "unseen"
    },
    {
      "owner": "soon.pem",
      "kind": "file",
      "subject": "CN=soon",
      "issuer": "CN=soon",
      "serial": "6666666666666666",
      "sans": [
        "registry.example.org"
      ],
      "uses": [],
      "isCa": false,
      "pathLength": null,
      "keyAlgorithm": "ECDSA P-256",
      "signatureAlgorithm": "ecdsa-with-SHA256",
      "notBefore": "[TIME]",
      "notAfter": "[TIME]",
      "fingerprint": "[..]",
      "issuerSerial": null,
      "daysLeft": 12,
      "error": null,
      "state": "ending"
    }
  ]
}
"#;
    sandbox.program(["certs", "check", "127.0.0.1:1", "soon.pem", "-o", "json"]).stdout(stdout).status(8).run();
}

#[test]
fn what_a_certificate_says_cannot_write_on_the_terminal() {
    let sandbox = Sandbox::new();
    let hostile = "\u{1b}[31mred\u{1b}]0;title\u{7}\u{202e}\r\nerror: forged";
    sandbox.write("bad.pem", stranger(hostile, in_days(3)).0);
    for args in [&["certs", "show", "bad.pem"][..], &["certs", "check", "bad.pem"], &["certs", "check", "bad.pem", "-o", "json"]] {
        let ran = sandbox.program(args).output();
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains("red"), "{told:?}");
        assert!(!told.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{told:?}");
        assert!(!told.lines().any(|line| line.starts_with("error: forged")), "{told:?}");
    }
}
