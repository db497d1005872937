//! What must hold of every text and every cluster: parsing never panics, and the canonical form means the same cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::Value;
use swarmctl::model::{
    Availability, CertAlgorithm, CertPolicy, Cluster, Discovery, Driver, EngineAccess, EnginePolicy, ExternalStore, Host, HostKeyPolicy, Images, InstallPolicy,
    ManagerPolicy, Node, Orchestrator, OwnAddress, Role, Ssh, StoreFiles, StoreKind, StoreUrl, Strategy as Placement, SwarmPolicy, TlsPolicy,
};
use swarmctl::spec::{SourceContext, parse, to_yaml};

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEChMnnxo7eFvOAyKzbDkNOj3PqXVIhGNSp3sCFpRh";

/// Text as people and programs write it, with all that YAML could take for something else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{1,12}",
        "\\PC{1,8}",
        vec(any::<char>(), 1..4).prop_map(|chars| chars.into_iter().collect()),
        "[-:#?&*!|>'\"%@`{}, \\[\\]]{1,6}",
        Just("yes".to_owned()),
        Just("null".to_owned()),
        Just("~".to_owned()),
        Just("0o17".to_owned()),
        Just("0x1f".to_owned()),
        Just("1e3".to_owned()),
        Just("-.inf".to_owned()),
        Just("+12".to_owned()),
        Just("1_000".to_owned()),
        Just("True".to_owned()),
        Just("12:30".to_owned()),
        Just("2026-01-01".to_owned()),
        Just("line\nline\n".to_owned()),
        Just(" a\tb ".to_owned()),
        Just("<<".to_owned()),
        Just("---".to_owned()),
    ]
    .prop_map(|text| text.replace(['\u{85}', '\u{2028}', '\u{2029}'], ""))
}

fn path() -> impl Strategy<Value = PathBuf> {
    text().prop_map(|text| PathBuf::from(format!("/{}", text.replace(char::is_control, ""))))
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![vec(inner.clone(), 0..4).prop_map(Value::from), btree_map(text(), inner, 0..4).prop_map(|m| Value::Object(m.into_iter().collect())),]
    })
}

fn ssh() -> impl Strategy<Value = Ssh> {
    let host_key = prop_oneof![Just(HostKeyPolicy::AcceptNew), Just(HostKeyPolicy::Strict), Just(HostKeyPolicy::Pinned(KEY.to_owned()))];
    (of("[a-z][a-z0-9]{0,3}"), of(1..=u16::MAX), of(path()), of(Just("ops@bastion:22".to_owned())), host_key)
        .prop_map(|(user, port, identity, jump, host_key)| Ssh { user, port: port.and_then(std::num::NonZero::new), identity, jump, host_key })
}

fn labels() -> impl Strategy<Value = BTreeMap<String, String>> {
    btree_map("[a-z0-9./~-]{1,8}", text().prop_map(|t| t.replace(char::is_control, "")), 0..3)
}

/// A node that becomes unique by its place in the list.
fn node() -> impl Strategy<Value = Node> {
    (any::<bool>(), any::<bool>(), ssh(), labels(), vec("[a-z0-9]{1,5}(\\.[0-9]{1,2})?", 0..3), any::<bool>()).prop_map(
        |(manager, drained, ssh, labels, sans, advertises)| Node {
            name: "n".parse().unwrap(),
            address: None,
            advertise: advertises.then_some(OwnAddress::Ip(IpAddr::from([0, 0, 0, 0]))),
            data_path: None,
            roles: if manager { BTreeSet::from([Role::Manager]) } else { BTreeSet::new() },
            availability: if drained { Availability::Drain } else { Availability::Active },
            ssh,
            labels,
            extra_sans: sans.into_iter().map(|s| s.parse::<Host>().unwrap()).collect(),
        },
    )
}

fn nodes(orchestrator: Orchestrator, driver: Driver) -> impl Strategy<Value = Vec<Node>> {
    vec(node(), 1..5).prop_map(move |mut nodes| {
        for (i, node) in (1_u8..).zip(&mut nodes) {
            node.name = format!("{i:03}").parse().unwrap();
            node.address = (driver == Driver::Ssh).then(|| format!("10.0.0.{i}").parse().unwrap());
            node.advertise = node.advertise.take().map(|_| OwnAddress::Ip(IpAddr::from([10, 1, 0, i])));
            if orchestrator == Orchestrator::SwarmMode && i.is_multiple_of(2) {
                (node.advertise, node.data_path) = (Some(OwnAddress::Interface("eth1".to_owned())), "fd00::/8".parse().ok());
            }
        }
        nodes[0].roles.insert(Role::Manager);
        if orchestrator == Orchestrator::Standalone {
            nodes[0].roles.insert(Role::Discovery);
        }
        nodes
    })
}

fn engine() -> impl Strategy<Value = EnginePolicy> {
    let config = btree_map("[a-s][a-z-]{0,5}|[0-9]{1,3}|true|~", json(), 0..4).prop_map(|mut config| {
        config.retain(|key, _| key != "hosts");
        config
    });
    (vec(Just("https://mirror.example:5000/a?b#c".to_owned()), 0..3), vec(Just("10.0.0.0/8".to_owned()), 0..3), config, any::<bool>()).prop_map(
        |(registry_mirrors, insecure_registries, config, other)| EnginePolicy {
            access: EngineAccess::Tls,
            install: if other { InstallPolicy::Never } else { InstallPolicy::Auto },
            port: 2376.try_into().unwrap(),
            tls: if other { TlsPolicy::Replace } else { TlsPolicy::Keep },
            registry_mirrors,
            insecure_registries,
            config,
        },
    )
}

/// Standalone knows only one way to engines.
fn with_access(engine: EnginePolicy, orchestrator: Orchestrator, choice: u32) -> EnginePolicy {
    let by_ssh = orchestrator == Orchestrator::SwarmMode && choice.is_multiple_of(2);
    EnginePolicy { access: if by_ssh { EngineAccess::Ssh } else { EngineAccess::Tls }, ..engine }
}

fn cluster() -> impl Strategy<Value = Cluster> {
    let orchestrator = prop_oneof![Just(Orchestrator::Standalone), Just(Orchestrator::SwarmMode)];
    let driver = prop_oneof![Just(Driver::Ssh), Just(Driver::Docker)];
    let placement = prop_oneof![Just(Placement::Spread), Just(Placement::Binpack), Just(Placement::Random)];
    let algorithm = prop_oneof![Just(CertAlgorithm::EcdsaP256), Just(CertAlgorithm::Rsa2048), Just(CertAlgorithm::Rsa4096)];
    let parts = (orchestrator, driver).prop_flat_map(|(o, d)| (Just(o), Just(d), nodes(o, d)));
    (parts, "[a-z0-9]{1,8}", engine(), of(path()), placement, algorithm, 1..1_000_000_u64, 1..365_u32).prop_map(
        |((orchestrator, driver, nodes), name, engine, archive, strategy, algorithm, ttl, days)| Cluster {
            engine: with_access(engine, orchestrator, days),
            mark: name.parse().unwrap(),
            name: name.parse().unwrap(),
            orchestrator,
            driver,
            nodes,
            images: Images { swarm: "swarm:1.2.9".to_owned(), consul: "hashicorp/consul@sha256:00".to_owned(), archive },
            discovery: Discovery::Consul { port: 8501.try_into().unwrap() },
            manager: ManagerPolicy { port: 3376.try_into().unwrap(), strategy, replication_ttl: Duration::from_millis(ttl) },
            swarm_mode: SwarmPolicy {
                cert_expiry: Duration::from_secs(3600 + u64::from(days)),
                autolock: orchestrator == Orchestrator::SwarmMode && days.is_multiple_of(3),
                data_path_port: days.is_multiple_of(5).then(|| 7789.try_into().unwrap()),
            },
            certs: CertPolicy { algorithm, ca_days: days + 1, leaf_days: days },
        },
    )
}

/// The same cluster without a Consul of swarmctl's own.
fn without_consul(mut cluster: Cluster, discovery: Discovery) -> Cluster {
    cluster.orchestrator = Orchestrator::Standalone;
    cluster.engine.access = EngineAccess::Tls;
    cluster.swarm_mode.autolock = false;
    for node in &mut cluster.nodes {
        node.data_path = None;
        node.roles.remove(&Role::Discovery);
    }
    if discovery == Discovery::Static {
        cluster.nodes.iter_mut().skip(1).for_each(|node| node.roles.clear());
        cluster.nodes[0].availability = Availability::Active;
    }
    Cluster { discovery, ..cluster }
}

fn discovery() -> impl Strategy<Value = Discovery> {
    let url = "(consul://[a-z]{1,5}|(etcd|zk)://\\[2001:db8::5\\]:1,[a-z]{1,5}):[1-9][0-9]{0,3}(/[a-z0-9._-]{0,5}[a-z])?";
    let files = (path(), path(), path()).prop_map(|(ca, cert, key)| StoreFiles { ca, cert, key });
    let external = (url, of(files)).prop_map(|(url, tls)| {
        let url: StoreUrl = url.parse().unwrap();
        let tls = tls.filter(|_| url.kind() != StoreKind::Zk);
        Discovery::External(ExternalStore { url, tls })
    });
    prop_oneof![Just(Discovery::Static), external]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_canonical_form_means_the_same_cluster(cluster in cluster()) {
        let yaml = to_yaml(&cluster);
        let again = parse(yaml.as_bytes(), &SourceContext::default());
        prop_assert_eq!(again, Ok(cluster), "{}", yaml);
    }

    #[test]
    fn so_does_that_of_a_cluster_without_a_consul(cluster in cluster(), discovery in discovery()) {
        let cluster = without_consul(cluster, discovery);
        let yaml = to_yaml(&cluster);
        let again = parse(yaml.as_bytes(), &SourceContext::default());
        prop_assert_eq!(again, Ok(cluster), "{}", yaml);
    }

    #[test]
    fn no_bytes_make_the_parser_panic(bytes in vec(any::<u8>(), 0..200)) {
        drop(parse(&bytes, &SourceContext::default()));
    }

    #[test]
    fn no_yaml_makes_the_parser_panic(text in "([a-z~\\-?:,#&*!|>'\"%@`{}\\[\\]\n\t ]|nodes:|name: |\n  - |: |roles: |- |\\| |\\\\|é|\u{feff}){0,60}") {
        drop(parse(text.as_bytes(), &SourceContext::default()));
    }

    #[test]
    fn no_slip_in_a_spec_makes_the_parser_panic(at in 0..2000_usize, bytes in vec(any::<u8>(), 0..4)) {
        let mut spec = swarmctl::spec::example(Orchestrator::Standalone).into_bytes();
        let at = at.min(spec.len());
        spec.splice(at..(at + bytes.len()).min(spec.len()), bytes);
        drop(parse(&spec, &SourceContext::default()));
    }
}
