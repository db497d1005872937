//! `certs issue`, `export` and `sign`: certificates of clients, seen from outside.

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use support::Sandbox;
use swarmctl::pki;
use swarmctl::state::{ClusterDir, Holder};
use time::OffsetDateTime;
use time::macros::datetime;

const SPEC: &str = "\
apiVersion: swarmctl/v1
name: lab
nodes:
  - { name: m1, address: 10.0.0.11, role: manager }
  - { name: w1, address: 10.0.0.13 }
";

fn lab() -> (Sandbox, ClusterDir) {
    let sandbox = Sandbox::new();
    let dir = sandbox.settle(SPEC);
    (sandbox, dir)
}

fn openssl(sandbox: &Sandbox, args: &[&str]) -> String {
    let output = Command::new("openssl").args(args).current_dir(sandbox.work()).output().expect("the tests need openssl");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "openssl {args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn verify(sandbox: &Sandbox, purpose: &str, ca: &Path, cert: &str) {
    openssl(sandbox, &["verify", "-purpose", purpose, "-CAfile", &ca.to_string_lossy(), cert]);
}

fn mode(path: impl AsRef<Path>) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

/// A certificate request with a key of its own, `NAME.csr` and `NAME.key`.
fn request(sandbox: &Sandbox, name: &str, subject: &str, more: &[&str]) {
    let (csr, key) = (format!("{name}.csr"), format!("{name}.key"));
    let args = ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", &key, "-out", &csr, "-subj", subject];
    openssl(sandbox, &[&args, more].concat());
}

#[test]
fn a_certificate_that_was_issued_is_for_clients_only_and_is_kept() {
    let (sandbox, dir) = lab();
    let stderr = "issued `alice`, valid until [..] UTC, and wrote it into alice\n";
    sandbox.program(["certs", "issue", "alice", "--ttl", "720h", "--to", "alice"]).stderr(stderr).run();
    let work = sandbox.work();
    verify(&sandbox, "sslclient", &work.join("alice/ca.pem"), "alice/cert.pem");
    let details = pki::details(&fs::read(work.join("alice/cert.pem")).expect("it is there")).expect("a certificate");
    assert_eq!((details.subject.as_str(), details.uses.as_slice()), ("O=swarmctl, CN=alice", &["clientAuth".to_owned()][..]));
    let days = (details.not_after - OffsetDateTime::now_utc()).whole_days();
    assert!((29..=30).contains(&days), "{days}");
    assert_eq!(["ca.pem", "cert.pem", "key.pem"].map(|name| mode(work.join("alice").join(name))), [0o600; 3]);
    assert_eq!(dir.named_clients().expect("they can be read").iter().map(|client| client.name.as_str()).collect::<Vec<_>>(), ["alice"]);
}

#[test]
fn a_certificate_issued_again_takes_the_place_of_the_one_before_in_the_export_too() {
    let (sandbox, dir) = lab();
    for _ in 0..2 {
        sandbox.program(["certs", "issue", "alice", "--to", "alice"]).stderr("issued `alice`[..]\n").run();
    }
    let kept = &dir.named_clients().expect("they can be read")[0];
    assert_eq!(fs::read_to_string(sandbox.work().join("alice/cert.pem")).expect("it is there"), kept.pair.cert_pem);
}

#[test]
fn without_a_directory_the_way_to_export_is_told() {
    let (sandbox, _) = lab();
    let stderr = "issued `ci`, valid until [..] UTC\n  next: `swarmctl certs export ci -c lab --to DIR`\n";
    sandbox.program(["certs", "issue", "ci"]).stderr(stderr).run();
}

#[test]
fn programs_get_what_was_issued_as_a_document_without_the_key() {
    let (sandbox, _) = lab();
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "issued",
  "cluster": "lab",
  "name": "ci",
  "serial": "[..]",
  "notAfter": "[TIME]"
}
"#;
    sandbox.program(["certs", "issue", "ci", "-o", "json"]).stdout(stdout).run();
}

#[test]
fn hostile_names_are_refused_at_the_edge() {
    let long = "a".repeat(300);
    let table = [
        ("a b", "not ' '"),
        ("a\"b", "not '\"'"),
        ("a'b", "not '\\''"),
        ("a\nb", "not '\\n'"),
        ("../x", "not '/'"),
        ("é", "not 'é'"),
        ("", "must not be empty"),
        (long.as_str(), "this one has 300"),
        (".hidden", "must not begin with `-` or `.`"),
    ];
    for (name, why) in table {
        let (sandbox, dir) = lab();
        let ran = sandbox.program(["certs", "issue", "--", name]).output();
        assert_eq!(ran.status.code(), Some(2), "{name:?}");
        assert!(ran.stderr.contains(why), "{name:?}: {}", ran.stderr);
        assert!(dir.named_clients().expect("they can be read").is_empty());
    }
    let (sandbox, _) = lab();
    assert_eq!(sandbox.program(["certs", "issue", "-rf"]).output().status.code(), Some(2));
}

#[test]
fn a_name_that_nothing_was_issued_to_is_told() {
    let (sandbox, _) = lab();
    let stderr = "error: cluster `lab` has issued no certificate to `alice`\nhint: `swarmctl certs issue alice` issues one\n";
    sandbox.program(["certs", "export", "alice", "--to", "x"]).stderr(stderr).status(4).run();
}

#[test]
fn the_operator_s_certificate_is_exported_into_a_directory() {
    let (sandbox, dir) = lab();
    sandbox.program(["certs", "export", "--to", "out"]).stderr("wrote the certificate of the operator of cluster `lab` into out\n").run();
    let out = sandbox.work().join("out");
    assert_eq!((mode(&out), mode(out.join("key.pem"))), (0o700, 0o600));
    assert_eq!(fs::read(out.join("key.pem")).expect("it is there"), dir.client().expect("it can be read").expect("it is there").key_pem.expose());
    verify(&sandbox, "sslclient", &out.join("ca.pem"), "out/cert.pem");
    sandbox.program(["certs", "export", "--to", "out", "-q"]).run();
}

#[test]
fn files_that_are_no_earlier_export_are_not_overwritten() {
    let (sandbox, _) = lab();
    fs::create_dir(sandbox.work().join("out")).expect("it is new");
    let foreign = sandbox.write("out/key.pem", "mine");
    let stderr = "\
error: `out` has a `ca.pem`, `cert.pem` or `key.pem` that is no earlier export
hint: choose another directory, or overwrite it with `--force`
";
    sandbox.program(["certs", "export", "--to", "out"]).stderr(stderr).status(1).run();
    assert_eq!(fs::read(&foreign).expect("it is there"), b"mine");
    sandbox.program(["certs", "export", "--to", "out", "--force", "-q"]).run();
    assert_ne!(fs::read(&foreign).expect("it is there"), b"mine");
}

#[test]
fn another_cluster_s_export_and_a_link_to_nowhere_are_no_earlier_export() {
    let (sandbox, _) = lab();
    sandbox.settle(&SPEC.replace("name: lab", "name: dev"));
    sandbox.program(["certs", "export", "-c", "dev", "--to", "out", "-q"]).run();
    sandbox.program(["certs", "export", "-c", "lab", "--to", "out"]).stderr("error: `out` has [..]\nhint: [..]\n").status(1).run();
    fs::create_dir(sandbox.work().join("linked")).expect("it is new");
    symlink("/nowhere", sandbox.work().join("linked/ca.pem")).expect("it is new");
    sandbox.program(["certs", "export", "-c", "lab", "--to", "linked"]).stderr("error: `linked` has [..]\nhint: [..]\n").status(1).run();
}

#[test]
fn an_archive_on_standard_output_holds_the_files_with_mode_0600() {
    let (sandbox, _) = lab();
    let listed = sandbox.shell("swarmctl certs export --to - | tar -tv | cut -c1-10");
    assert_eq!(listed, "-rw-------\n".repeat(3));
    sandbox.shell("mkdir x && swarmctl certs export --to - | tar -x -C x && openssl x509 -in x/cert.pem -noout");
}

#[test]
fn an_archive_does_not_go_to_a_terminal_or_into_a_document() {
    let (sandbox, _) = lab();
    let ran = sandbox.program(["certs", "export", "--to", "-", "--color", "never"]).on_terminal().wait();
    assert!(ran.stdout.contains("error: an archive with a private key does not go to a terminal"), "{}", ran.stdout);
    assert_eq!(ran.status.code(), Some(2));
    let ran = sandbox.program(["certs", "export", "--to", "-", "-o", "json"]).output();
    assert_eq!((ran.status.code(), ran.stdout.contains("PRIVATE KEY")), (Some(2), false));
}

#[test]
fn where_to_is_asked_for() {
    let (sandbox, _) = lab();
    for args in [&["certs", "export"][..], &["certs", "export", "--to", "x", "--docker-context"]] {
        assert_eq!(sandbox.program(args).output().status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn the_docker_client_takes_the_context_as_its_own() {
    let (sandbox, _) = lab();
    let stderr = "made the docker context `lab` (tcp://10.0.0.11:3376)\n  next: `docker --context lab ps`\n";
    sandbox.program(["certs", "export", "--docker-context"]).stderr(stderr).run();
    let shown =
        sandbox.shell("docker context inspect lab --format '{{.Name}} {{.Endpoints.docker.Host}} {{.Endpoints.docker.SkipTLSVerify}} {{.TLSMaterial.docker}}'");
    assert_eq!(shown, "lab tcp://10.0.0.11:3376 false [ca.pem cert.pem key.pem]\n");
    let id = pki::fingerprint(b"lab");
    assert_eq!(mode(sandbox.home().join(format!(".docker/contexts/tls/{id}/docker/key.pem"))), 0o600);
    // What the docker client itself makes is where it was looked for.
    sandbox.shell("docker context create other --docker host=tcp://10.0.0.9:1 >/dev/null 2>&1");
    assert!(sandbox.home().join(format!(".docker/contexts/meta/{}/meta.json", pki::fingerprint(b"other"))).exists());
}

#[test]
fn a_context_goes_where_the_docker_client_looks_and_in_swarm_mode_to_an_engine() {
    let sandbox = Sandbox::new();
    sandbox.settle(&format!("{SPEC}orchestrator: swarm-mode\n"));
    let config = sandbox.work().join("config");
    sandbox
        .program(["certs", "export", "--docker-context", "prod"])
        .env("DOCKER_CONFIG", &config)
        .stderr("made the docker context `prod` (tcp://10.0.0.11:2376)\n...\n")
        .run();
    assert!(config.join("contexts/meta").join(pki::fingerprint(b"prod")).join("meta.json").exists());
}

#[test]
fn a_context_that_somebody_else_made_is_not_overwritten_and_ones_own_is() {
    let (sandbox, _) = lab();
    sandbox.program(["certs", "export", "--docker-context", "-q"]).run();
    sandbox.program(["certs", "export", "--docker-context", "-q"]).run();
    sandbox.shell("docker context create other --docker host=tcp://10.0.0.9:1 >/dev/null 2>&1");
    let stderr = "\
error: there is a docker context `other` already, which swarmctl did not make for cluster `lab`
hint: give it another name, `--docker-context CONTEXT`, or overwrite it with `--force`
";
    sandbox.program(["certs", "export", "--docker-context", "other"]).stderr(stderr).status(1).run();
    assert!(sandbox.shell("docker context inspect other --format '{{.Endpoints.docker.Host}}'").contains("10.0.0.9"));
}

#[test]
fn a_context_of_somebody_whose_certificate_is_issued_anew_follows() {
    let (sandbox, dir) = lab();
    sandbox.program(["certs", "issue", "ci", "-q"]).run();
    sandbox.program(["certs", "export", "ci", "--docker-context", "lab-ci", "-q"]).run();
    let stderr = "brought the docker client's context `lab-ci` up to date\nissued `ci`[..]\n...\n";
    sandbox.program(["certs", "issue", "ci"]).stderr(stderr).run();
    let copy = sandbox.home().join(format!(".docker/contexts/tls/{}/docker/cert.pem", pki::fingerprint(b"lab-ci")));
    assert_eq!(fs::read_to_string(copy).expect("it is there"), dir.named_clients().expect("they can be read")[0].pair.cert_pem);
}

#[test]
fn a_request_is_signed_for_its_common_name_and_written_down() {
    let (sandbox, dir) = lab();
    request(&sandbox, "alice", "/O=elsewhere/CN=alice", &[]);
    let ran = sandbox.program(["certs", "sign", "--csr", "alice.csr", "--ttl", "30d"]).output();
    assert!(ran.stderr.starts_with("signed `alice`, valid until ") && ran.status.success(), "{}", ran.stderr);
    sandbox.write("alice.pem", &ran.stdout);
    verify(&sandbox, "sslclient", &dir.client_dir().join("ca.pem"), "alice.pem");
    let key = openssl(&sandbox, &["pkey", "-in", "alice.key", "-pubout"]);
    assert_eq!(openssl(&sandbox, &["x509", "-in", "alice.pem", "-pubkey", "-noout"]), key);
    let signed = dir.signed().expect("it can be read");
    assert_eq!((signed.len(), signed[0].name.as_str(), signed[0].subject.as_str()), (1, "alice", "O=swarmctl, CN=alice"));
}

#[test]
fn for_a_server_the_names_of_the_request_are_taken() {
    let (sandbox, dir) = lab();
    request(&sandbox, "registry", "/CN=registry", &["-addext", "subjectAltName=DNS:registry.example.org,IP:10.0.0.40"]);
    let stderr = "signed `registry` for registry.example.org, 10.0.0.40, valid until [..] UTC, into registry.pem\n";
    sandbox.program(["certs", "sign", "--csr", "registry.csr", "--server", "--to", "registry.pem"]).stderr(stderr).run();
    for purpose in ["sslserver", "sslclient"] {
        verify(&sandbox, purpose, &dir.client_dir().join("ca.pem"), "registry.pem");
    }
}

#[test]
fn for_a_client_no_names_are_taken_and_for_a_server_there_must_be_some() {
    let (sandbox, _) = lab();
    request(&sandbox, "a", "/CN=a", &["-addext", "subjectAltName=DNS:m1"]);
    sandbox.program(["certs", "sign", "--csr", "a.csr", "--to", "a.pem", "-q"]).run();
    let details = pki::details(&fs::read(sandbox.work().join("a.pem")).expect("it is there")).expect("a certificate");
    assert!(details.sans.is_empty());
    request(&sandbox, "b", "/CN=b", &[]);
    let stderr = "error: the certificate request names no host, and a server is believed by its names only\nhint: [..]\n";
    sandbox.program(["certs", "sign", "--csr", "b.csr", "--server"]).stderr(stderr).status(2).run();
}

#[test]
fn a_common_name_that_cannot_be_kept_wants_another() {
    let (sandbox, dir) = lab();
    for (subject, why) in [("/CN=a b", "a client's name has only [..]"), ("/CN=..\\/x", "a client's name [..]"), ("/CN=é\u{202e}", "a client's name [..]")] {
        request(&sandbox, "a", subject, &["-utf8"]);
        let stderr = format!("error: the common name of the certificate request cannot be kept: {why}\nhint: give the certificate a name with `--as NAME`\n");
        sandbox.program(["certs", "sign", "--csr", "a.csr"]).stderr(stderr).status(2).run();
    }
    request(&sandbox, "a", "/O=nobody", &[]);
    sandbox
        .program(["certs", "sign", "--csr", "a.csr"])
        .stderr("error: the certificate request has no common name (its subject is `O=nobody`)\nhint: [..]\n")
        .status(2)
        .run();
    sandbox.program(["certs", "sign", "--csr", "a.csr", "--as", "alice", "--to", "a.pem", "-q"]).run();
    assert_eq!(dir.signed().expect("it can be read")[0].name, "alice");
}

#[test]
fn a_request_that_was_tampered_with_or_is_none_is_refused() {
    let (sandbox, dir) = lab();
    request(&sandbox, "a", "/CN=alice", &["-outform", "DER"]);
    let path = sandbox.work().join("a.csr");
    let whole = fs::read(&path).expect("it is there");
    let mut other = whole.clone();
    let at = whole.windows(5).position(|part| part == b"alice").expect("the name is in it");
    other[at..at + 5].copy_from_slice(b"admin");
    fs::write(&path, other).expect("it can be written");
    let stderr = "error: the certificate request was not signed with its own key\nhint: [..]\n";
    sandbox.program(["certs", "sign", "--csr", "a.csr"]).stderr(stderr).status(1).run();
    for garbage in [&b""[..], b"hello", b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", &whole[..whole.len() - 9]] {
        fs::write(&path, garbage).expect("it can be written");
        sandbox.program(["certs", "sign", "--csr", "a.csr"]).stderr("error: the certificate request cannot be used: [..]\nhint: [..]\n").status(1).run();
    }
    sandbox.program(["certs", "sign", "--csr", "none.csr"]).stderr("error: the certificate request in `none.csr` cannot be read: [..]\n").status(2).run();
    assert!(dir.signed().expect("it can be read").is_empty());
}

#[test]
fn a_signed_certificate_replaces_one_from_before_and_nothing_else() {
    let (sandbox, dir) = lab();
    request(&sandbox, "a", "/CN=alice", &[]);
    let key = fs::read(sandbox.work().join("a.key")).expect("it is there");
    let stderr = "error: `a.key` is there already and is no certificate\nhint: choose another file with `--to FILE`\n";
    sandbox.program(["certs", "sign", "--csr", "a.csr", "--to", "a.key"]).stderr(stderr).status(1).run();
    assert_eq!(fs::read(sandbox.work().join("a.key")).expect("it is there"), key);
    assert!(dir.signed().expect("it can be read").is_empty());
    for _ in 0..2 {
        sandbox.program(["certs", "sign", "--csr", "a.csr", "--to", "a.pem", "-q"]).run();
    }
}

#[test]
fn a_request_comes_by_standard_input_and_a_certificate_in_the_document() {
    let (sandbox, _) = lab();
    request(&sandbox, "a", "/CN=alice", &[]);
    let csr = fs::read(sandbox.work().join("a.csr")).expect("it is there");
    let ran = sandbox.program(["certs", "sign", "--csr", "-", "-o", "json"]).stdin(csr).output();
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("a document");
    assert_eq!((document["kind"].as_str(), document["name"].as_str()), (Some("signed"), Some("alice")));
    assert!(document["certPem"].as_str().is_some_and(|pem| pem.starts_with("-----BEGIN CERTIFICATE-----")));
}

#[test]
fn what_writes_takes_the_cluster_s_lock() {
    let (sandbox, dir) = lab();
    request(&sandbox, "a", "/CN=alice", &[]);
    let holder = Holder { pid: 4711, who: "ops@laptop".to_owned(), verb: "init".to_owned(), since: datetime!(2026-03-01 14:02:00 UTC) };
    let _lock = dir.lock(&holder).expect("nobody holds it yet");
    for args in [
        &["certs", "issue", "alice"][..],
        &["certs", "sign", "--csr", "a.csr"],
        &["certs", "ca", "passphrase"],
        &["certs", "ca", "export", "--offline", "--to", "x"],
    ] {
        sandbox.program(args).stderr("error: cluster `lab` is held by `init` [..]\nhint: [..]\n").status(9).run();
    }
    sandbox.program(["certs", "export", "--to", "out", "-q"]).run();
}
