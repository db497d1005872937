//! What is said of specs: by `config validate` and by `init --dry-run`, which say the same.

mod support;

use support::Sandbox;
use swarmctl::model::{CertAlgorithm, CertPolicy, LeafRequest, Secret, Validity};
use swarmctl::pki::{self, Ca, Issued, LeafUse};
use time::OffsetDateTime;

const HINT: &str = "hint: `swarmctl config example` prints a whole spec, `swarmctl config schema` all its keys\n";

/// A spec whose nodes are `nodes`, a line each.
fn spec(nodes: &str) -> String {
    format!("apiVersion: swarmctl/v1\nname: lab\nnodes:\n{nodes}")
}

fn is_refused(text: impl AsRef<[u8]>, problems: &str) {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", text);
    let stderr = format!("error: {}\n{HINT}", problems.replace('\n', "\n  "));
    for args in [&["config", "validate"][..], &["init", "--dry-run"], &["init"]] {
        let note = if args[0] == "init" { "reading cluster.yaml\n" } else { "" };
        sandbox.program(args).stderr(format!("{note}{stderr}")).status(2).run();
    }
    assert!(std::fs::read_dir(sandbox.store()).expect("it is there").next().is_none(), "the store is not empty");
}

#[test]
fn a_spec_without_problems_is_said_to_have_none() {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", spec("  - { name: a, address: 10.0.0.1, role: manager }\n"));
    sandbox.program(["config", "validate"]).stderr("cluster.yaml: cluster `lab`, 1 node, no problems\n").run();
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    is_refused(spec("  - { name: a, adress: 10.0.0.1, role: manager }\n"), "cluster.yaml:4:16: unknown key `adress`, did you mean `address`?");
}

#[test]
fn a_node_s_name_stands_for_one_node() {
    let nodes = "  - { name: a, address: 10.0.0.1, role: manager }\n  - { name: a, address: 10.0.0.2 }\n";
    is_refused(spec(nodes), "cluster.yaml:5:13: duplicate node name `a`, first on line 4");
}

#[test]
fn an_address_stands_for_one_node() {
    let nodes = "  - { name: a, address: 10.0.0.1, role: manager }\n  - { name: b, address: 10.0.0.1 }\n";
    is_refused(spec(nodes), "cluster.yaml:5:25: duplicate node address `10.0.0.1`, first on line 4");
}

#[test]
fn a_cluster_has_a_manager() {
    is_refused(spec("  - { name: a, address: 10.0.0.1 }\n"), "cluster.yaml:4:3: no node is a manager, give at least one of them `role: manager`");
}

#[test]
fn discovery_nodes_are_of_an_odd_number() {
    let nodes = "  - { name: a, address: 10.0.0.1, roles: [manager, discovery] }\n  - { name: b, address: 10.0.0.2, role: discovery }\n";
    is_refused(spec(nodes), "cluster.yaml:4:3: 2 nodes have the role `discovery`, take an odd number, an even one bears no more failures than one less");
}

#[test]
fn an_empty_file_is_no_spec() {
    is_refused("", "cluster.yaml: the spec is empty");
}

#[test]
fn a_spec_is_utf_8() {
    is_refused(b"name: a\nnodes: \xff\n", "cluster.yaml:2:8: this byte is not UTF-8, save the file as UTF-8");
}

#[test]
fn ten_megabytes_are_no_spec() {
    let text = "a: b\n".repeat(2_000_000);
    is_refused(text, "cluster.yaml: the spec has 10000000 bytes, at most 1048576 are read, is this the file that was meant?");
}

#[test]
fn an_alias_bomb_is_refused_at_its_first_anchor() {
    let text = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n";
    is_refused(text, "cluster.yaml:1:4: a spec has no anchors (`&name`), write the value out where it is wanted");
}

#[test]
fn all_problems_come_at_once() {
    let text = "apiVersion: swarmctl/v2\nname: Lab\nnodes:\n  - { name: a, adress: 10.0.0.1, role: manger }\n  - { name: a, address: 10.0.0.2 }\n";
    is_refused(
        text,
        "\
cluster.yaml:1:13: unknown apiVersion `swarmctl/v2`, did you mean `swarmctl/v1`?
cluster.yaml:2:7: a name has only lower-case letters, digits and `-`, not 'L'
cluster.yaml:4:16: unknown key `adress`, did you mean `address`?
cluster.yaml:4:40: unknown role `manger`, did you mean `manager`?
cluster.yaml:5:13: duplicate node name `a`, first on line 4",
    );
}

#[test]
fn a_dash_is_standard_input() {
    let good = spec("  - { name: a, address: 10.0.0.1, role: manager }\n  - { name: b, address: 10.0.0.2 }\n");
    let said = "standard input: cluster `lab`, 2 nodes, no problems\n";
    Sandbox::new().program(["config", "validate", "-f", "-"]).stdin(good).stderr(said).run();
    let stderr = format!("error: standard input:1:1: the spec must be a mapping, not `x`\n{HINT}");
    for verb in [&["config", "validate", "-f", "-"][..], &["init", "--dry-run", "-f", "-"]] {
        Sandbox::new().program(verb).stdin("x").stderr(&stderr).status(2).run();
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let stderr = "error: `no.yaml` cannot be read: No such file or directory (os error 2)\n\
        hint: `swarmctl config example > cluster.yaml` writes one to begin with\n";
    for verb in [&["config", "validate", "-f", "no.yaml"][..], &["init", "--dry-run", "-f", "no.yaml"]] {
        Sandbox::new().program(verb).stderr(stderr).status(2).run();
    }
}

#[test]
fn problems_are_a_document_for_programs() {
    let sandbox = Sandbox::new();
    sandbox.write("cluster.yaml", "x: 1\nname: lab\n");
    let stdout = r#"{
  "schemaVersion": 1,
  "kind": "error",
  "exit": 2,
  "failures": [
    {
      "cause": "[..]",
      "hint": "`swarmctl config example` prints a whole spec, `swarmctl config schema` all its keys",
      "exit": 2
    }
  ]
}
"#;
    sandbox.program(["config", "validate", "-o", "json"]).stdout(stdout).stderr("...").status(2).run();
}

#[test]
fn a_flag_s_problem_names_the_flag() {
    let stderr = format!("error: --node b: duplicate node address `10.0.0.1`\n{HINT}");
    let flags = ["init", "--dry-run", "--name", "lab", "--node", "a=10.0.0.1,role=manager", "--node", "b=10.0.0.1"];
    Sandbox::new().program(flags).stderr(stderr).status(2).run();
}

/// What is said of a spec whose store has these files.
fn store_files_are_refused(ca: &str, cert: &str, key: &str, causes: &str) {
    let sandbox = Sandbox::new();
    let files = [("ca.pem", ca), ("cert.pem", cert), ("key.pem", key)];
    for (name, content) in files.iter().filter(|(_, content)| !content.is_empty()) {
        sandbox.write(name, content);
    }
    let rest = "  - { name: a, address: 127.0.0.1, role: manager }\ndiscovery: { url: \"consul://c:8501\", ca: ca.pem, cert: cert.pem, key: key.pem }\n";
    sandbox.write("cluster.yaml", spec(rest));
    for verb in [&["init", "--dry-run"][..], &["init"]] {
        sandbox.program(verb).stderr(format!("reading cluster.yaml\n{causes}")).status(3).run();
    }
}

#[test]
fn files_for_a_store_that_swarm_could_not_use_are_told_before_a_host_is_asked() {
    let policy = CertPolicy { algorithm: CertAlgorithm::EcdsaP256, ca_days: 2, leaf_days: 1 };
    let now = OffsetDateTime::now_utc();
    let (ca, _) = Ca::make(&"store".parse().expect("a name"), &policy, now, [1; 16]).expect("a CA");
    let issue = |number, at| {
        let request = LeafRequest { name: "node".to_owned(), sans: Vec::new(), valid: Validity::from_days(1) };
        ca.issue(&request, LeafUse::Client, CertAlgorithm::EcdsaP256, at, [number; 16]).expect("a leaf")
    };
    let (one, other, old) = (issue(2, now), issue(3, now), issue(4, now - time::Duration::days(3)));
    let key = |issued: &Issued| issued.key.expose_str().expect("PEM").to_owned();
    let hint = |name: &str| format!("hint: `discovery.{name}` in the spec names it: a PEM file, as the store's own clients have it\n");

    let missing =
        |name: &str| format!("error: `[..]/{name}.pem` for the discovery store cannot be read: No such file or directory (os error 2)\n{}", hint(name));
    store_files_are_refused("", "", "", &["ca", "cert", "key"].map(missing).concat());
    let of_another = format!("error: `[..]/cert.pem` for the discovery store and its key cannot be used: [..]\n{}", hint("cert"));
    store_files_are_refused(ca.pem(), &one.cert_pem, &key(&other), &of_another);
    let ended = format!("error: `[..]/cert.pem` for the discovery store has expired\n{}", hint("cert"));
    store_files_are_refused(ca.pem(), &old.cert_pem, &key(&old), &ended);
    let no_ca = format!("error: `[..]/ca.pem` for the discovery store cannot be used: [..]\n{}", hint("ca"));
    store_files_are_refused("nonsense", &one.cert_pem, &key(&one), &no_ca);
    let sealed = pki::seal_key(&one.key, &Secret::new(*b"correct horse")).expect("a sealed key");
    let under = format!("error: `[..]/key.pem` for the discovery store is under a passphrase, and Swarm has nobody to ask for it\n{}", hint("key"));
    store_files_are_refused(ca.pem(), &one.cert_pem, sealed.expose_str().expect("PEM"), &under);
}
