//! What is done on hosts and asked of managers and Consul when certificates change, on real hosts.

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use swarmctl::facts;
use swarmctl::model::{EndpointKind, HostKeyPolicy, LeafFacts, LeafRequest, NodeFacts, NodeName, Secret, Serial, Ssh};
use swarmctl::pki::{Ca, LeafUse};
use swarmctl::transport::{Action, ConnectionSettings, Connections, Credentials, LeafFiles, NodeAddress, Output, Ports, ReadLinks as _, WriteLinks as _};
use tempfile::TempDir;
use time::OffsetDateTime;

use support::{Hosts, Sandbox};

const LONG: Duration = Duration::from_secs(400);

/// Hosts, and connections to them.
struct Lab {
    hosts: Hosts,
    links: Connections,
    // Removed at the end.
    _scratch: TempDir,
}

impl Lab {
    /// Hosts on which nothing was done yet.
    fn bare() -> Self {
        Self::of(Hosts::start(1), None)
    }

    /// A cluster on so many hosts, all of them managers, with Consul on the first.
    fn cluster(count: usize) -> (Self, Sandbox) {
        let (hosts, sandbox) = (Hosts::start(count), Sandbox::new());
        sandbox.write("cluster.yaml", hosts.spec("lab").managers(count).yaml());
        sandbox.program(["init"]).deadline(LONG).stderr("...").stdout("...\n`lab` is healthy: [..]").run();
        let [ca, cert, key] = ["ca", "cert", "key"].map(|file| {
            let path = sandbox.store().join(format!("clusters/lab/client/{file}.pem"));
            std::fs::read_to_string(path).expect("the store has the operator's certificate")
        });
        let credentials = Credentials::new(&ca, &cert, &Secret::new(key.as_bytes())).expect("they were made");
        (Self::of(hosts, Some(credentials)), sandbox)
    }

    fn of(hosts: Hosts, credentials: Option<Credentials>) -> Self {
        let scratch = tempfile::Builder::new().prefix("sw-").tempdir_in("/tmp").expect("a directory");
        let ssh = Ssh { user: Some("root".to_owned()), port: None, identity: Some(hosts.identity()), jump: None, host_key: HostKeyPolicy::AcceptNew };
        let at = |i| NodeAddress { address: hosts.ip(i).to_string().parse().ok(), advertise: None, ssh: ssh.clone() };
        let port = |number| swarmctl::model::Port::new(number).expect("a port");
        let settings = ConnectionSettings {
            engine_access: swarmctl::model::EngineAccess::Tls,
            nodes: (0..hosts.len()).map(|i| (node(i), at(i))).collect::<BTreeMap<_, _>>(),
            ports: Ports { engine: port(2376), manager: port(3376), consul: Some(port(8501)) },
            credentials,
            known_hosts: scratch.path().join("known_hosts"),
            known_hosts_origin: scratch.path().join("known_hosts"),
            runtime_dir: scratch.path().to_owned(),
            connect_timeout: Duration::from_secs(10),
        };
        Self { links: Connections::new(settings), hosts, _scratch: scratch }
    }

    async fn act(&self, action: Action) -> Result<Output, String> {
        let host = self.links.host_mut(&node(0)).await.expect("the host is reached");
        host.act(action).await.map_err(|error| error.to_string())
    }

    async fn pair(&self, dir: &str) -> Result<Output, String> {
        let file = |name: &str| Secret::new(format!("{name} of {dir}\n").as_bytes());
        self.act(Action::InstallPair { dir: serial(dir), ca: file("ca"), leaf: Some(LeafFiles { cert: file("cert"), key: file("key") }) }).await
    }

    async fn trusted(&self, dir: &str) -> Result<Output, String> {
        self.act(Action::InstallPair { dir: serial(dir), ca: Secret::new(format!("ca of {dir}\n").as_bytes()), leaf: None }).await
    }

    async fn facts(&self) -> NodeFacts {
        facts::look(&self.links, &node(0)).await.expect("the host can be looked at")
    }

    async fn leaf(&self) -> LeafFacts {
        self.facts().await.leaf.expect("a pair was installed")
    }

    fn in_tls(&self) -> String {
        self.hosts.exec(0, &["sh", "-c", "ls -A /etc/swarmctl/tls | tr '\\n' ' '"])
    }

    /// Which of the managers says that it is the primary, and whether all name the same one.
    async fn primary(&self) -> Option<usize> {
        let mut names = Vec::new();
        for i in 0..self.hosts.len() {
            let view = self.links.manager(&node(i)).await;
            names.push(if view.role.as_deref() == Some("primary") { view.address } else { view.primary? });
        }
        let one = names.iter().all(|name| *name == names[0]);
        (0..self.hosts.len()).find(|i| one && names[0] == self.manager(*i))
    }

    fn manager(&self, i: usize) -> String {
        format!("{}:3376", self.hosts.ip(i))
    }
}

fn node(i: usize) -> NodeName {
    Hosts::node(i).parse().expect("a name")
}

fn serial(text: &str) -> Serial {
    text.parse().expect("a serial")
}

/// Waits until something is so.
async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "not within a minute: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn new_trust_comes_to_the_pair_that_is_in_force_as_root_only_files() {
    let lab = Lab::bare();
    lab.pair("aa01").await.expect("it is installed");
    lab.trusted("aa02").await.expect("it is installed");
    let leaf = lab.leaf().await;
    assert_eq!((leaf.dir, leaf.ca_pem.as_str(), leaf.cert_pem.as_str()), (serial("aa02"), "ca of aa02\n", "cert of aa01\n"));
    let files = lab.hosts.exec(0, &["sh", "-c", "cd /etc/swarmctl/tls/current/ && cat key.pem && stat -c '%n %a' *"]);
    assert_eq!(files, "key of aa01\nca.pem 600\ncert.pem 600\nkey.pem 600");
}

#[tokio::test]
async fn new_trust_without_a_pair_is_an_error_that_leaves_nothing() {
    let lab = Lab::bare();
    let error = lab.trusted("aa02").await.expect_err("there is no pair");
    assert_eq!(error, "could not install the trusted certificates: there is no certificate in force that could stay");
    assert_eq!(lab.in_tls(), "");
}

#[tokio::test]
async fn a_former_pair_is_back_in_force_as_if_it_were_new() {
    let lab = Lab::bare();
    lab.pair("aa01").await.expect("it is installed");
    let installed = lab.leaf().await;
    lab.pair("aa02").await.expect("it is installed");
    lab.act(Action::RevertPair { to: serial("aa01") }).await.expect("it is there");
    let back = lab.leaf().await;
    assert_eq!((&back.dir, &back.cert_pem), (&installed.dir, &installed.cert_pem));
    assert!(back.switched_at > installed.switched_at, "whoever has read `aa02` would be taken for fresh");
}

#[tokio::test]
async fn going_back_to_the_pair_in_force_changes_nothing() {
    let lab = Lab::bare();
    lab.pair("aa01").await.expect("it is installed");
    let before = lab.leaf().await;
    lab.act(Action::RevertPair { to: serial("aa01") }).await.expect("it is in force");
    assert_eq!(lab.leaf().await, before);
}

#[tokio::test]
async fn a_former_pair_that_has_gone_is_an_error() {
    let lab = Lab::bare();
    lab.pair("aa01").await.expect("it is installed");
    let error = lab.act(Action::RevertPair { to: serial("ff") }).await.expect_err("it was never there");
    assert_eq!(error, "could not put the former certificate back in force: the former certificate (/etc/swarmctl/tls/ff) is not there any more");
}

#[tokio::test]
async fn a_pair_that_was_gone_back_to_outlasts_those_that_failed_after_it() {
    let lab = Lab::bare();
    lab.pair("aa01").await.expect("it is installed");
    for failed in ["aa02", "aa03", "aa04"] {
        lab.pair(failed).await.expect("it is installed");
        lab.act(Action::RevertPair { to: serial("aa01") }).await.expect("it is still there");
    }
    assert_eq!(lab.in_tls(), "aa01 aa03 aa04 current");
}

#[tokio::test]
async fn what_consul_has_read_is_noted_and_stays_when_its_configuration_is_written() {
    let lab = Lab::bare();
    lab.act(Action::NoteConsul { dir: serial("aa01") }).await.expect("it is written");
    lab.act(Action::WriteFiles { dir: "consul".to_owned(), files: Vec::new() }).await.expect("it is written");
    assert_eq!(lab.facts().await.consul_applied, Some(serial("aa01")));
}

#[tokio::test]
async fn what_consul_has_read_is_not_known_after_going_back() {
    let lab = Lab::bare();
    lab.pair("aa01").await.expect("it is installed");
    lab.act(Action::NoteConsul { dir: serial("aa01") }).await.expect("it is written");
    lab.pair("aa02").await.expect("it is installed");
    lab.act(Action::RevertPair { to: serial("aa01") }).await.expect("it is there");
    assert_eq!(lab.facts().await.consul_applied, None);
}

#[tokio::test]
async fn another_manager_takes_over_when_the_primary_gives_way() {
    let (lab, _sandbox) = Lab::cluster(2);
    let former = until("a primary", async || lab.primary().await).await;
    let held = lab.links.yield_primary(&node(0)).await.expect("the other one takes over");
    assert_eq!(held, Some(lab.manager(former)));
    let now = until("both name the same primary", async || lab.primary().await.filter(|now| *now != former)).await;
    assert_eq!(now, 1 - former);
}

#[tokio::test]
async fn an_engine_that_is_back_is_healthy_as_soon_as_the_manager_is_let_look() {
    let (lab, _sandbox) = Lab::cluster(1);
    let agent = lab.hosts.exec(0, &["docker", "inspect", "--format", "{{.Id}}", "swarmctl-agent"]);
    let status = async || lab.links.manager(&node(0)).await.pool.ok()?.first().map(|node| node.status.clone());
    lab.hosts.exec(0, &["systemctl", "stop", "docker.socket", "docker.service"]);
    until("the manager notices", async || {
        // Three failures make an engine unhealthy.
        let _ = lab.links.touch_through_manager(&node(0), &agent).await;
        status().await.filter(|status| status == "Unhealthy")
    })
    .await;
    lab.hosts.exec(0, &["systemctl", "start", "docker.socket", "docker.service"]);
    lab.links.touch_through_manager(&node(0), &agent).await.expect("the engine is back");
    assert_eq!(status().await.as_deref(), Some("Healthy"));
}

#[tokio::test]
async fn consul_serves_a_new_certificate_and_lets_a_new_ca_in_without_a_restart() {
    let (lab, sandbox) = Lab::cluster(1);
    let started = lab.hosts.exec(0, &["docker", "inspect", "--format", "{{.State.StartedAt}}", "swarmctl-consul"]);
    let of_store = |file: &str| std::fs::read_to_string(sandbox.store().join("clusters/lab").join(file)).expect("the store has it");
    let now = OffsetDateTime::now_utc();
    let old = Ca::load(&of_store("pki/ca.pem"), &Secret::new(of_store("pki/ca-key.pem").as_bytes()), now).expect("the cluster's CA");
    let policy = swarmctl::model::CertPolicy { algorithm: swarmctl::model::CertAlgorithm::EcdsaP256, ca_days: 2, leaf_days: 1 };
    let (new, _) = Ca::make(&"lab".parse().expect("a name"), &policy, now, [7; 16]).expect("a CA");
    let of = |ca: &Ca, leaf_use, random| {
        let sans = vec![lab.hosts.ip(0).to_string().parse().expect("an address"), "127.0.0.1".parse().expect("an address")];
        let request = LeafRequest { name: "node-1".to_owned(), sans, valid: swarmctl::model::Validity::from_days(1) };
        ca.issue(&request, leaf_use, policy.algorithm, now, [random; 16]).expect("a leaf")
    };
    let (leaf, client) = (of(&old, LeafUse::Node, 8), of(&new, LeafUse::Client, 9));
    let both = format!("{}{}", old.pem(), new.pem());
    let files = LeafFiles { cert: Secret::new(leaf.cert_pem.as_bytes()), key: leaf.key };
    let install = Action::InstallPair { dir: leaf.serial.clone(), ca: Secret::new(both.as_bytes()), leaf: Some(files) };
    lab.act(install).await.expect("it is installed");
    lab.links.consul_reload(&node(0)).await.expect("Consul reads it");
    lab.links.set_credentials(&both, &client.cert_pem, &client.key).expect("credentials");
    let served = lab.links.served(&node(0), EndpointKind::Consul).await.expect("Consul lets a client of the new CA in");
    assert_eq!(served.serial, leaf.serial);
    assert_eq!(lab.hosts.exec(0, &["docker", "inspect", "--format", "{{.State.StartedAt}}", "swarmctl-consul"]), started);
}
