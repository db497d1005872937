//! Consul's configuration on a node.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use serde_json::json;

use crate::model::{Cluster, Node, Role};

/// What Consul listens on beside https: server RPC and Serf. Both are Consul's defaults.
pub(super) const RPC_PORT: u16 = 8300;
/// The shortest session that Consul allows by default.
const SESSION_MINIMUM: Duration = Duration::from_secs(10);
/// Serf's LAN port.
pub(super) const SERF_PORT: u16 = 8301;

/// What Consul reads at its start and needs a restart for.
pub(super) const CONFIG: &str = "config.json";
/// Beside it on a server: whom it joins, and how many servers found a new cluster. Consul heeds both only as it comes up, so that a change waits for the next
/// start. That the file is there says of a node that its Consul is a server.
pub(super) const SERVER: &str = "server.json";
/// The same where Consul is an agent.
const AGENT: &str = "agent.json";

/// The files of a node's Consul, by name.
pub(super) fn files(cluster: &Cluster, node: &Node, advertise: IpAddr, servers: &[IpAddr]) -> BTreeMap<String, String> {
    let others: Vec<_> = servers.iter().filter(|ip| **ip != advertise).map(ToString::to_string).collect();
    let mut joins = json!({ "retry_join": others });
    if node.is(Role::Discovery) {
        // Servers that keep data heed it no more, and one that joins them gives it up when it hears of their data: no second cluster is founded as long as
        // one of the former servers stays.
        joins["bootstrap_expect"] = json!(servers.len());
    }
    let beside = if node.is(Role::Discovery) { SERVER } else { AGENT };
    BTreeMap::from([(CONFIG.to_owned(), config(cluster, node, advertise)), (beside.to_owned(), text(&joins))])
}

fn text(config: &serde_json::Value) -> String {
    format!("{config:#}\n")
}

/// `config.json`: https only, clients verified, certificates of the node. The top-level TLS keys are the ones that Consul below 1.12 knows, and newer
/// ones still take. `raft_multiplier` 1 elects in about 1.6 s instead of 5 and more (measured on Consul 1.8.7).
fn config(cluster: &Cluster, node: &Node, advertise: IpAddr) -> String {
    let server = node.is(Role::Discovery);
    let mut config = json!({
        "node_name": node.name,
        "datacenter": cluster.mark,
        "server": server,
        "bind_addr": advertise.to_string(),
        "client_addr": format!("{advertise} 127.0.0.1"),
        "ports": { "http": -1, "https": cluster.consul_port(), "dns": -1, "grpc": -1, "serf_wan": -1, "server": RPC_PORT, "serf_lan": SERF_PORT },
        "ca_file": "/server/current/ca.pem",
        "cert_file": "/server/current/cert.pem",
        "key_file": "/server/current/key.pem",
        "verify_incoming": true,
        "verify_outgoing": true,
        "performance": { "raft_multiplier": 1 },
        "disable_update_check": true,
        "leave_on_terminate": false,
    });
    if server {
        // Swarm asks for sessions of half its TTL, and Consul refuses those below its minimum.
        let session = cluster.manager.replication_ttl / 2;
        if session < SESSION_MINIMUM {
            config["session_ttl_min"] = json!(format!("{}ms", session.as_millis()));
        }
    }
    text(&config)
}
