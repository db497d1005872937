//! The spec as its users meet it: exact problems for bad text, defaults for what is left out, flags over the file.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use swarmctl::model::{CertAlgorithm, Cluster, Discovery, Driver, Exit, Explain, ExternalStore, HostKeyPolicy, Orchestrator, Role, StoreFiles};
use swarmctl::spec::{self, Draft, NodeFlag, Overrides, SourceContext, SshOverrides};

const WHOLE: &str = "\
apiVersion: swarmctl/v1
name: lab
orchestrator: standalone
ssh: { user: ops, identity: ~/.ssh/id_ed25519 }
nodes:
  - { name: manager-1, address: 10.0.0.11, roles: [manager] }
  - { name: registry,  address: 10.0.0.12, roles: [manager, discovery] }
  - { name: worker-1,  address: 10.0.0.13 }
";

fn context() -> SourceContext {
    SourceContext { name: "cluster.yaml".to_owned(), dir: Some("/srv/lab".into()), home: Some("/home/ops".into()) }
}

fn parse(text: impl AsRef<[u8]>) -> Result<Cluster, String> {
    spec::parse(text.as_ref(), &context()).map_err(|e| e.to_string())
}

fn good(text: &str) -> Cluster {
    parse(text).unwrap_or_else(|e| panic!("{e}"))
}

/// The problems of `text`, one a line.
fn problems(text: impl AsRef<[u8]>) -> String {
    parse(text).expect_err("the spec should be refused")
}

/// A spec whose only node is `node`, a flow mapping, and that goes on with `rest`.
fn with(node: &str, rest: &str) -> String {
    format!("apiVersion: swarmctl/v1\nname: lab\nnodes:\n  - {node}\n{rest}")
}

/// A spec that is right, and goes on with `rest` on line 5.
fn and(rest: &str) -> String {
    with("{ name: a, address: 10.0.0.1, role: manager }", rest)
}

#[test]
fn the_shortest_spec_gets_every_default() {
    let cluster = good(WHOLE);
    assert_eq!((cluster.orchestrator, cluster.driver), (Orchestrator::Standalone, Driver::Ssh));
    assert_eq!((cluster.engine.port.get(), cluster.consul_port().map_or(0, std::num::NonZero::get), cluster.manager.port.get()), (2376, 8501, 3376));
    assert_eq!((cluster.images.swarm.as_str(), cluster.images.consul.as_str()), ("swarm:1.2.9", "hashicorp/consul:1.20"));
    assert_eq!((cluster.certs.algorithm, cluster.certs.ca_days, cluster.certs.leaf_days), (CertAlgorithm::EcdsaP256, 3650, 365));
    assert_eq!(cluster.manager.replication_ttl, Duration::from_secs(20));
    assert!(cluster.nodes.iter().all(|n| n.ssh.user.as_deref() == Some("ops") && n.ssh.host_key == HostKeyPolicy::AcceptNew));
}

#[test]
fn paths_begin_at_the_home_or_at_the_spec() {
    let cluster = good(&format!("{WHOLE}images: {{ archive: images.tar }}\n"));
    assert_eq!(cluster.nodes[0].ssh.identity.as_deref(), Some(Path::new("/home/ops/.ssh/id_ed25519")));
    assert_eq!(cluster.images.archive.as_deref(), Some(Path::new("/srv/lab/images.tar")));
}

#[test]
fn the_first_manager_gets_discovery_if_no_node_is_named() {
    let cluster = good(&with("{ name: w, address: 10.0.0.1 }", "  - { name: m, address: 10.0.0.2, role: manager }\n"));
    assert_eq!(cluster.discovery_nodes().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["m"]);
}

#[test]
fn a_node_s_own_ssh_wins() {
    let cluster = good(&with("{ name: a, address: 10.0.0.1, role: manager, ssh: { user: root } }", "ssh: { user: ops, port: 2222 }\n"));
    assert_eq!((cluster.nodes[0].ssh.user.as_deref(), cluster.nodes[0].ssh.port.map(std::num::NonZero::get)), (Some("root"), Some(2222)));
}

#[test]
fn numbers_and_words_are_text_where_text_is_wanted() {
    let cluster = good(&with("{ name: 007, address: 10.0.0.1, role: manager, labels: { a: yes, b: 1.0, c: \"\" } }", ""));
    assert_eq!(cluster.nodes[0].name.as_str(), "007");
    assert_eq!(cluster.nodes[0].labels.values().map(String::as_str).collect::<Vec<_>>(), ["yes", "1.0", ""]);
}

#[test]
fn a_pinned_key_is_kept_without_its_comment() {
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEChMnnxo7eFvOAyKzbDkNOj3PqXVIhGNSp3sCFpRh";
    let cluster = good(&with(&format!("{{ name: a, address: 10.0.0.1, role: manager, ssh: {{ hostKey: {key} root@a }} }}"), ""));
    assert_eq!(cluster.nodes[0].ssh.host_key, HostKeyPolicy::Pinned(key.to_owned()));
}

#[test]
fn daemon_json_keys_keep_their_types() {
    let cluster = good(&and("engine: { config: { debug: true, max: 3, mode: 0o17, \"n\": \"3\", list: [~, 1.5], opts: { a: b } } }\n"));
    let config = serde_json::to_value(cluster.engine.config).unwrap();
    assert_eq!(config, serde_json::json!({"debug": true, "max": 3, "mode": 15, "n": "3", "list": [null, 1.5], "opts": {"a": "b"}}));
}

#[test]
fn all_problems_come_at_once_in_their_order() {
    let text = "\
apiVersion: swarmctl/v2
name: Lab
orchestrator: swarm
nodes:
  - name: a
    adress: 10.0.0.1
    roles: [manger]
  - { name: a, address: 10.0.0.2, roles: [] }
  - { name: b, address: 10.0.0.2, ssh: { user: -x } }
engine:
  port: 0
  config: { hosts: [], tlsverify: true }
";
    assert_eq!(
        problems(text),
        "\
cluster.yaml:1:13: unknown apiVersion `swarmctl/v2`, did you mean `swarmctl/v1`?
cluster.yaml:2:7: a name has only lower-case letters, digits and `-`, not 'L'
cluster.yaml:3:15: unknown orchestrator `swarm`, did you mean `swarm-mode`?
cluster.yaml:6:5: unknown key `adress`, did you mean `address`?
cluster.yaml:7:13: unknown role `manger`, did you mean `manager`?
cluster.yaml:8:13: duplicate node name `a`, first on line 5
cluster.yaml:9:25: duplicate node address `10.0.0.2`, first on line 8
cluster.yaml:9:48: `-x` is not a user name
cluster.yaml:11:9: `port` must be a whole number from 1 to 65535, not `0`
cluster.yaml:12:20: `hosts` is set by swarmctl itself, leave it out
cluster.yaml:12:35: `tlsverify` is set by swarmctl itself, leave it out"
    );
}

#[test]
fn a_text_that_is_no_spec_at_all_says_why() {
    let table: [(&[u8], &str); 13] = [
        (b"", "cluster.yaml: the spec is empty"),
        (b"# nothing\n", "cluster.yaml: the spec is empty"),
        (b"~\n", "cluster.yaml: the spec is empty"),
        (b"name: a\nnodes: \xff\n", "cluster.yaml:2:8: this byte is not UTF-8, save the file as UTF-8"),
        (b"- a\n", "cluster.yaml:1:1: the spec must be a mapping, not a list"),
        (b"hello\n", "cluster.yaml:1:1: the spec must be a mapping, not `hello`"),
        (b"name: a\n---\nname: b\n", "cluster.yaml:2:1: a second document begins here, a spec is one document"),
        (b"name: [a\n", "cluster.yaml:2:1: this is not YAML: while parsing a flow sequence, expected ',' or ']'"),
        (b"nodes:\n\t- a\n", "cluster.yaml:2:2: this is not YAML: tabs disallowed within this context (block indentation)"),
        (b"name: &a lab\n", "cluster.yaml:1:7: a spec has no anchors (`&name`), write the value out where it is wanted"),
        (b"name: *a\n", "cluster.yaml:1:7: this is not YAML: while parsing node, found unknown anchor"),
        (
            "name: a\u{2028}b\n".as_bytes(),
            "cluster.yaml:1:7: this has a line break of YAML 1.1 (U+0085, U+2028 or U+2029), other programs read it otherwise, take it out",
        ),
        (b"name: !!str lab\n", "cluster.yaml:1:7: a spec has no tags (`!name`), leave it out"),
    ];
    for (text, expected) in table {
        let found = problems(text);
        assert_eq!(found.lines().next(), Some(expected), "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn single_values_are_refused_with_their_place() {
    let table = [
        (with("{ name: a, role: manager }", ""), "cluster.yaml:4:5: `address` is missing, the ssh driver must know where the node is"),
        (with("{ address: h, role: manager }", ""), "cluster.yaml:4:5: `name` is missing, every node has one"),
        (
            with("{ name: a, address: ops@h, role: manager }", ""),
            "cluster.yaml:4:25: '@' is neither in a DNS name nor in an IP address, the user and the port go into the node's `ssh`",
        ),
        (
            with("{ name: a, address: h, advertise: 10.0.0.300, role: manager }", ""),
            "cluster.yaml:4:39: `10.0.0.300` is no IP address, no network like `10.0.0.0/8` and no name of an interface",
        ),
        (
            with("{ name: a, address: h, dataPath: eth1, role: manager }", ""),
            "cluster.yaml:4:38: standalone has no network between containers of its own, leave it out, or set `orchestrator: swarm-mode`",
        ),
        (with("{ name: a, address: h }", ""), "cluster.yaml:4:3: no node is a manager, give at least one of them `role: manager`"),
        (
            with("{ name: a, address: h, role: manager, ssh: { hostKey: x } }", ""),
            "cluster.yaml:4:59: a host key is `TYPE BASE64`, take it from the host's `/etc/ssh/ssh_host_ed25519_key.pub`",
        ),
        (with("{ name: a, address: h, role: manager, sans: [a, \"b c\"] }", ""), "cluster.yaml:4:53: ' ' is neither in a DNS name nor in an IP address"),
        (
            with("{ name: a, address: h, role: manager, labels: { io.swarmctl.node: x } }", ""),
            "cluster.yaml:4:71: labels that begin with `io.swarmctl.` are swarmctl's own, take another name",
        ),
        (with("{ name: a, address: h, role: [manager] }", ""), "cluster.yaml:4:34: `role` must be one of `manager`, `discovery`, not a list"),
        (with("a", ""), "cluster.yaml:4:5: an item of `nodes` must be a mapping, not `a`"),
        (with("", ""), "cluster.yaml:4:5: an item of `nodes` must be a mapping, not nothing"),
        (and("name: b\n"), "cluster.yaml:5:1: duplicate key `name`, first on line 2"),
        (and("? [a]\n: b\n"), "cluster.yaml:5:3: a key must be text"),
        (and("driver: docker\n"), "cluster.yaml:4:25: the docker driver gives its hosts their addresses, leave `address` out"),
        (
            and("colour: red\n"),
            "cluster.yaml:5:1: unknown key `colour`, known are `apiVersion`, `certs`, `discovery`, `driver`, `engine`, `images`, `manager`, `name`, `nodes`, `orchestrator`, `ssh`, `swarmMode`",
        ),
        (and("ssh: { host_key_checking: strict }\n"), "cluster.yaml:5:8: unknown key `host_key_checking`, did you mean `hostKeyChecking`?"),
        (and("ssh: { hostKeyChecking: off }\n"), "cluster.yaml:5:25: unknown hostKeyChecking `off`, known are `accept-new`, `strict`"),
        (and("ssh: { port: \"22\" }\n"), "cluster.yaml:5:14: `port` must be a whole number from 1 to 65535, not the text `22`"),
        (and("ssh: { jump: \"a,-b\" }\n"), "cluster.yaml:5:14: an address must not begin with `-`"),
        (and("engine: { tls: yes }\n"), "cluster.yaml:5:16: unknown tls `yes`, known are `keep`, `replace`"),
        (and("engine: { registryMirrors: [mirror] }\n"), "cluster.yaml:5:29: `mirror` is not a URL that begins with `https://` or `http://`"),
        (and("engine: { config: { registry-mirrors: [] } }\n"), "cluster.yaml:5:39: `registry-mirrors` has a key of its own, write `engine.registryMirrors`"),
        (and("engine: { config: { x: .inf } }\n"), "cluster.yaml:5:24: JSON has no number `.inf`"),
        (and("images: { swarm: \"-x\" }\n"), "cluster.yaml:5:18: `-x` is not an image reference"),
        (and("manager: { replicationTtl: 20 }\n"), "cluster.yaml:5:28: `20` is not a duration, write it like `20s`, `5m` or `1m30s`"),
        (and("manager: { port: 8501 }\n"), "cluster.yaml:5:18: port 8501 is taken by `discovery.port`"),
        (and("certs: { caDays: 10, leafDays: 20 }\n"), "cluster.yaml:5:8: leaves of 20 days would outlive their CA of 10 days, make `caDays` the larger one"),
        (and("certs: { leafDays: 0 }\n"), "cluster.yaml:5:20: `leafDays` must be a whole number from 1 to 36500, not `0`"),
    ];
    let found: Vec<_> = table.iter().map(|(text, _)| problems(text)).collect();
    let expected: Vec<_> = table.iter().map(|(_, expected)| (*expected).to_owned()).collect();
    assert_eq!(
        found.join(
            "
"
        ),
        expected.join(
            "
"
        )
    );
}

#[test]
fn how_a_swarm_is_set_is_for_swarm_mode_and_in_what_engines_take() {
    let in_swarm_mode = |keys: &str| and(&format!("orchestrator: swarm-mode\nswarmMode: {{ {keys} }}\n"));
    let settings = good(&in_swarm_mode("certExpiry: 2160h, autolock: true")).swarm_mode.settings();
    assert_eq!(settings.to_string(), "certificates within it last 90d, autolock on");
    assert_eq!(good(&and("")).swarm_mode.settings().to_string(), "certificates within it last 90d, autolock off");
    for (keys, problem) in [
        ("certExpiry: 59m", "cluster.yaml:6:26: engines take 1h to 100 years, write it like `2160h` or `90d`"),
        ("autolock: \"true\"", "cluster.yaml:6:24: `autolock` must be `true` or `false`, not the text `true`"),
        ("dataPathPort: 80", "cluster.yaml:6:28: engines take a port from 1024 to 49151, choose one of those, or leave it out"),
    ] {
        assert_eq!(problems(in_swarm_mode(keys)), problem);
    }
    assert_eq!(
        problems(and("swarmMode: { autolock: true }\n")),
        "cluster.yaml:5:24: standalone has no swarm of the engine's to lock, leave it out, or set `orchestrator: swarm-mode`"
    );
}

#[test]
fn engines_are_reached_by_ssh_alone_only_in_swarm_mode() {
    let access = "engine: { access: ssh }\n";
    assert_eq!(
        problems(and(access)),
        "cluster.yaml:5:19: standalone managers reach engines over TLS, not by SSH, leave it out, or set `orchestrator: swarm-mode`"
    );
    assert!(!good(&and(&format!("orchestrator: swarm-mode\n{access}"))).has_tls());
    assert!(good(&and("orchestrator: swarm-mode\n")).has_tls());
}

#[test]
fn an_even_number_of_discovery_nodes_is_refused() {
    let rest = "  - { name: b, address: h2, role: discovery }\n  - { name: c, address: h3, role: discovery }\n";
    assert_eq!(
        problems(with("{ name: a, address: h1, role: manager }", rest)),
        "cluster.yaml:4:3: 2 nodes have the role `discovery`, take an odd number, an even one bears no more failures than one less"
    );
}

#[test]
fn swarm_mode_has_no_discovery() {
    let text = with("{ name: a, address: h, roles: [manager, discovery] }", "orchestrator: swarm-mode\n");
    assert_eq!(problems(text), "cluster.yaml:4:35: swarm-mode has no role `discovery`, leave it out");
    let cluster = good(&and("orchestrator: swarm-mode\n"));
    assert_eq!(cluster.discovery_nodes().count(), 0);
}

#[test]
fn discovery_is_a_consul_a_list_or_a_store_that_exists() {
    let of = |rest: &str| good(&and(rest)).discovery;
    let port = 9501.try_into().unwrap();
    assert_eq!(of("discovery: { port: 9501 }\n"), Discovery::Consul { port });
    assert_eq!(of("discovery: static\n"), Discovery::Static);
    let store = |url: &str, tls| Discovery::External(ExternalStore { url: url.parse().unwrap(), tls });
    assert_eq!(of("discovery: { url: \"etcd://a:2379,b:2379/lab\" }\n"), store("etcd://a:2379,b:2379/lab", None));
    let files = StoreFiles { ca: "/srv/lab/ca.pem".into(), cert: "/home/ops/cert.pem".into(), key: "/etc/key.pem".into() };
    let text = "discovery: { url: \"consul://10.9.9.9:8501\", ca: ca.pem, cert: ~/cert.pem, key: /etc/key.pem }\n";
    assert_eq!(of(text), store("consul://10.9.9.9:8501", Some(files)));
}

#[test]
fn without_a_consul_of_swarmctls_no_node_is_a_discovery_node() {
    for rest in ["discovery: static\n", "discovery: { url: \"consul://10.9.9.9:8501\" }\n"] {
        assert_eq!(good(&and(rest)).discovery_nodes().count(), 0);
    }
}

#[test]
fn what_discovery_cannot_be_is_refused_with_its_place() {
    let two = |rest: &str| with("{ name: a, address: h1, role: manager }", &format!("  - {{ name: b, address: h2, role: manager }}\n{rest}"));
    let table = [
        (and("discovery: statik\n"), "cluster.yaml:5:12: unknown discovery `statik`, did you mean `static`?"),
        (and("discovery: [static]\n"), "cluster.yaml:5:12: `discovery` must be `static` or a mapping, not a list"),
        (and("discovery: { uri: x }\n"), "cluster.yaml:5:14: unknown key `uri`, did you mean `url`?"),
        (
            two("discovery: static\n"),
            "cluster.yaml:6:12: `discovery: static` has no store in which managers could elect a primary: there can be one of them, not 2, leave one with `role: manager`, or take a store",
        ),
        (
            with("{ name: a, address: h, roles: [manager, discovery] }", "discovery: static\n"),
            "cluster.yaml:4:35: with `discovery: static` no node has the role `discovery`: swarmctl runs no Consul then, leave it out",
        ),
        (
            with("{ name: a, address: h, role: manager, availability: drain }", "discovery: static\n"),
            "cluster.yaml:5:12: `discovery: static` is a list of the nodes in the pool, and none is in it, let at least one of them be `availability: active`",
        ),
        (
            with("{ name: a, address: h, roles: [manager, discovery] }", "discovery: { url: \"zk://z:2181\" }\n"),
            "cluster.yaml:4:35: with `discovery.url` no node has the role `discovery`: swarmctl runs no Consul then, leave it out",
        ),
        (
            and("discovery: { url: \"consul://a:1\", port: 8501 }\n"),
            "cluster.yaml:5:41: `port` is that of a Consul of swarmctl's own, and `url` names a store that exists, write the port into `url`",
        ),
        (and("discovery: { url: \"consul://a:1,b:1\" }\n"), "cluster.yaml:5:19: Swarm takes one endpoint of a Consul, not 2"),
        (and("discovery: { url: \"https://a:1\" }\n"), "cluster.yaml:5:19: the URL of a store begins with `consul://`, `etcd://` or `zk://`"),
        (
            and("discovery: { url: \"etcd://a:1\", ca: x, cert: y }\n"),
            "cluster.yaml:5:12: `key` is missing, Swarm speaks TLS to a store only where it has `ca`, `cert` and `key`, and plain http else",
        ),
        (
            and("discovery: { url: \"zk://a:1\", ca: x, cert: y, key: z }\n"),
            "cluster.yaml:5:35: Swarm speaks no TLS to ZooKeeper, leave `ca`, `cert` and `key` out, or take another store",
        ),
        (
            and("discovery: { ca: x }\n"),
            "cluster.yaml:5:18: `ca` is for a store that exists, and none is named, name it with `url`, or leave the key out: the Consul of swarmctl's own has the nodes' certificates",
        ),
        (
            and("discovery: static\norchestrator: swarm-mode\n"),
            "cluster.yaml:5:12: swarm-mode needs no `discovery: static`: its managers know the nodes themselves, leave it out",
        ),
    ];
    let found: Vec<_> = table.iter().map(|(text, _)| problems(text)).collect();
    assert_eq!(found.join("\n"), table.map(|(_, expected)| expected).join("\n"));
}

#[test]
fn two_ways_to_write_an_address_are_one_address() {
    let rest = "  - { name: b, address: \"[::1]\" }\n  - { name: c, address: HOST.example }\n  - { name: d, address: host.example }\n";
    let text = with("{ name: a, address: \"0:0:0:0:0:0:0:1\", role: manager }", rest);
    assert_eq!(
        problems(text),
        "cluster.yaml:5:25: duplicate node address `[::1]`, first on line 4\ncluster.yaml:7:25: duplicate node address `host.example`, first on line 6"
    );
}

#[test]
fn what_a_terminal_would_obey_is_escaped() {
    let shown = problems(with("{ name: \"a\\e[2J\", address: h, role: manager, \"\\u202Ekey\": 1 }", ""));
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    assert!(shown.contains("unknown key `\\u{202e}key`"), "{shown}");
}

#[test]
fn a_hundred_problems_are_enough() {
    let many = "x: 1\n".repeat(1000);
    let shown = problems(many);
    assert_eq!((shown.lines().count(), shown.lines().last()), (101, Some("and 903 more")));
}

#[test]
fn every_error_is_a_usage_error_with_a_way_out() {
    let error = spec::parse(b"", &context()).unwrap_err();
    assert_eq!(error.exit(), Exit::Usage);
    assert!(error.hint().is_some_and(|h| h.contains("swarmctl config example")));
    assert_eq!(error.problems().len(), 1);
}

#[test]
fn more_than_a_mebibyte_is_refused_without_being_read() {
    let text = "a: b\n".repeat(2_000_000);
    assert_eq!(problems(text), "cluster.yaml: the spec has 10000000 bytes, at most 1048576 are read, is this the file that was meant?");
}

#[test]
fn hostile_text_is_refused_at_once() {
    let bomb = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n".to_owned();
    let table = [bomb, "[".repeat(1 << 20), "- ".repeat(1 << 19), "{a: ".repeat(1 << 18), "a: 1\n".repeat(200_000), "a".repeat(1 << 20), "? ".repeat(1 << 19)];
    for text in table {
        let start = Instant::now();
        problems(&text);
        assert!(start.elapsed() < Duration::from_secs(10), "{}…", &text[..20]);
    }
}

fn flags() -> Overrides {
    Overrides { nodes: vec!["a=ops@10.0.0.1:2222,role=manager".parse::<NodeFlag>().unwrap()], ..Overrides::default() }
}

fn drafted(draft: Draft, flags: &Overrides) -> Result<Cluster, String> {
    draft.override_with(flags, &SourceContext { dir: Some("/srv".into()), ..context() }).validate().map_err(|e| e.to_string())
}

#[test]
fn flags_alone_make_a_spec() {
    let flags = Overrides { name: Some("lab".parse().unwrap()), archive: Some(PathBuf::from("images.tar")), ..flags() };
    let cluster = drafted(Draft::empty(), &flags).unwrap();
    let node = &cluster.nodes[0];
    assert_eq!((node.name.as_str(), node.ssh.user.as_deref(), node.ssh.port.map(std::num::NonZero::get)), ("a", Some("ops"), Some(2222)));
    assert!(node.is(Role::Manager) && node.is(Role::Discovery));
    assert_eq!(cluster.images.archive.as_deref(), Some(Path::new("/srv/images.tar")));
}

#[test]
fn problems_of_flags_name_the_flag() {
    let flags = Overrides { ssh: SshOverrides { user: Some("-x".to_owned()), ..SshOverrides::default() }, ..flags() };
    let twice = Overrides { nodes: vec!["a=10.0.0.1,role=manager".parse().unwrap(), "b=10.0.0.1".parse().unwrap()], ..flags };
    assert_eq!(
        drafted(Draft::empty(), &twice).unwrap_err(),
        "arguments: `name` is missing, give the cluster one with `name:` or `--name`\n--ssh-user: `-x` is not a user name\n--node b: duplicate node address `10.0.0.1`"
    );
}

#[test]
fn a_flag_wins_over_the_file() {
    let draft = Draft::read(WHOLE.as_bytes(), &context()).unwrap();
    let nodes = vec!["worker-1=root@10.9.9.9,role=manager".parse().unwrap(), "worker-9=10.0.0.99,availability=drain".parse().unwrap()];
    let flags = Overrides { name: Some("other".parse().unwrap()), swarm_image: Some("swarm:x".to_owned()), nodes, ..Overrides::default() };
    let cluster = drafted(draft, &flags).unwrap();
    assert_eq!((cluster.name.as_str(), cluster.images.swarm.as_str(), cluster.nodes.len()), ("other", "swarm:x", 4));
    let (changed, added) = (&cluster.nodes[2], &cluster.nodes[3]);
    assert_eq!(
        (changed.address.as_ref().map(swarmctl::model::Host::as_str), changed.ssh.user.as_deref(), changed.is(Role::Manager)),
        (Some("10.9.9.9"), Some("root"), true)
    );
    assert_eq!((added.name.as_str(), added.ssh.user.as_deref()), ("worker-9", Some("ops")));
}

#[test]
fn a_count_makes_hosts_for_the_docker_driver() {
    let flags = Overrides { name: Some("lab".parse().unwrap()), driver: Some(Driver::Docker), count: Some(3), ..Overrides::default() };
    let cluster = drafted(Draft::empty(), &flags).unwrap();
    let nodes: Vec<_> = cluster.nodes.iter().map(|n| (n.name.as_str(), n.is(Role::Manager), n.address.is_none())).collect();
    assert_eq!(nodes, [("manager-1", true, true), ("worker-1", false, true), ("worker-2", false, true)]);
}

#[test]
fn a_count_beside_named_nodes_is_refused() {
    let flags = Overrides { name: Some("lab".parse().unwrap()), count: Some(3), ..flags() };
    assert_eq!(drafted(Draft::empty(), &flags).unwrap_err(), "--count: nodes are named already, name each node, or give only their number");
}
