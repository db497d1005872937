//! Every trouble, and what verify says of it.

use serde_json::{Map, Value};

use crate::lab::Lab;
use crate::pairs;

/// One thing that is broken on a node.
pub struct Trouble {
    pub name: &'static str,
    pub node: usize,
    pub make: fn(&Lab, usize),
    /// Of the node, `[NODE]` at `[IP]`.
    pub says: &'static str,
    /// What the hint leaves to people; `init` is run after it.
    pub mend: fn(&Lab, usize),
}

const BY_INIT: fn(&Lab, usize) = |_, _| {};

/// Troubles at the same time, round by round.
pub const ROUNDS: &[&[Trouble]] = &[
    &[
        Trouble {
            name: "a certificate of another name",
            node: 1,
            make: pairs::of_another_name,
            says: "  ✗ [NODE]  `Pending` at `node-1`: its certificate does not name [IP] (it names elsewhere)\n    \
                hint: run `swarmctl init` again: it issues the certificate anew",
            mend: BY_INIT,
        },
        Trouble {
            name: "a certificate of another CA",
            node: 2,
            make: pairs::of_another_ca,
            says: "  ✗ [NODE]  `Pending` at `node-1`: its certificate is not the cluster CA's but of `CN=somebody else`\n    \
                hint: run `swarmctl init` again: it issues the certificate anew",
            mend: BY_INIT,
        },
        Trouble {
            name: "a certificate for clients only",
            node: 3,
            make: pairs::for_clients_only,
            says: "  ✗ [NODE]  `Pending` at `node-1`: its certificate lacks serverAuth\n    \
                hint: run `swarmctl init` again: it issues the certificate anew",
            mend: BY_INIT,
        },
    ],
    &[
        Trouble {
            name: "a certificate that has expired",
            node: 1,
            make: pairs::that_has_expired,
            says: "  ✗ [NODE]  `Pending` at `node-1`: its certificate expired on [..]\n    \
                hint: run `swarmctl init` again: it issues the certificate anew",
            mend: BY_INIT,
        },
        Trouble {
            name: "an engine that speaks plain http",
            node: 2,
            make: |lab, i| speak_plain(lab, i),
            says: "  ✗ [NODE]  `Pending` at `node-1`: [IP]:2376 speaks plain http, not TLS\n    \
                hint: run `swarmctl init` again: it puts TLS on the port\n...\n  \
                ✗ [NODE]  the engine port serves clients that speak plain http, who can do there as root does (it answered `HTTP/1.1 200 OK`)\n    \
                hint: run `swarmctl init` again: it puts TLS on the port; until then close [IP]:2376 to others",
            mend: BY_INIT,
        },
        Trouble {
            name: "a port that is blocked between two nodes",
            node: 3,
            make: |lab, i| wall_off(lab, i, "-I"),
            says: "  ✗ [NODE]  `Pending` at `node-1`: its engine answers here, but not to the manager: a firewall between `node-1` and `[NODE]`, port 2376\n    \
                hint: open TCP port 2376 on `[NODE]` for `node-1`",
            mend: |lab, i| wall_off(lab, i, "-D"),
        },
    ],
    &[
        Trouble {
            name: "an agent that advertises a manager's port",
            node: 0,
            make: |lab, i| advertise_manager(lab, i),
            says: "  ✗ [NODE]  `[IP]:3376` is in the pool as an engine, but is a Swarm manager (`swarm/1.2.9`)\n    \
                hint: an agent advertises a manager's port instead of its engine's: run `swarmctl init` again",
            mend: |lab, i| remove_stray(lab, i),
        },
        Trouble {
            name: "an agent that was removed",
            node: 1,
            make: |lab, i| drop(lab.on(i, "docker rm --force swarmctl-agent")),
            says: "  ✗ [NODE]  no agent at `node-1`: `swarmctl-agent` does not run there\n    \
                hint: run `swarmctl init` again; `docker logs swarmctl-agent` there says why it ended",
            mend: BY_INIT,
        },
    ],
    &[Trouble {
        name: "a manager that was stopped",
        node: 0,
        make: |lab, i| drop(lab.on(i, "docker stop --time 0 swarmctl-manager")),
        says: "  ✗ [NODE]  the manager does not answer: its container `swarmctl-manager` does not run\n    \
                hint: run `swarmctl init` again; `docker logs swarmctl-manager` there says why it ended",
        mend: BY_INIT,
    }],
    &[Trouble {
        name: "a Consul that was stopped",
        node: 0,
        make: |lab, i| drop(lab.on(i, "docker stop --time 0 swarmctl-consul")),
        says: "  ✗ Consul on `[NODE]` does not answer: its container `swarmctl-consul` does not run\n    \
                hint: run `swarmctl init` again; `docker logs swarmctl-consul` there says why it ended",
        mend: BY_INIT,
    }],
];

/// As one does who follows an old tutorial: the port without the certificates.
fn speak_plain(lab: &Lab, i: usize) {
    const FILE: &str = "/etc/docker/daemon.json";
    let mut config: Map<String, Value> = serde_json::from_str(&lab.hosts.read(i, FILE)).expect("swarmctl wrote JSON");
    config.retain(|key, _| !key.starts_with("tls"));
    lab.hosts.write(i, FILE, Value::Object(config).to_string().as_bytes());
    lab.on(i, "systemctl restart docker");
}

/// Lets a node's engine refuse the manager, and nobody else.
fn wall_off(lab: &Lab, i: usize, how: &str) {
    let manager = lab.hosts.ip(0);
    lab.on(i, &format!("iptables {how} INPUT -s {manager} -p tcp --dport 2376 -j REJECT"));
}

fn advertise_manager(lab: &Lab, i: usize) {
    let ip = lab.hosts.ip(i);
    let certs = [("cacertfile", "ca"), ("certfile", "cert"), ("keyfile", "key")];
    let options: String = certs.iter().map(|(key, file)| format!(" --discovery-opt kv.{key}=/server/current/{file}.pem")).collect();
    let script = format!(
        "docker run --detach --name stray --network host --volume /etc/swarmctl/tls:/server:ro \
         $(docker inspect --format '{{{{.Config.Image}}}}' swarmctl-agent) join --advertise {ip}:3376{options} consul://{ip}:8501"
    );
    lab.on(i, &script);
}

/// An agent that is removed is forgotten when its session ends, after minutes; who does not want to wait tells Consul.
fn remove_stray(lab: &Lab, i: usize) {
    let ip = lab.hosts.ip(i);
    let script = format!(
        r"docker rm --force stray
          cd /etc/swarmctl/tls/current
          printf 'DELETE /v1/kv/docker/swarm/nodes/{ip}:3376 HTTP/1.1\r\nHost: consul\r\nConnection: close\r\n\r\n' |
              openssl s_client -quiet -no_ign_eof -CAfile ca.pem -cert cert.pem -key key.pem -connect 127.0.0.1:8501 2>/dev/null"
    );
    lab.on(i, &script);
}
