//! Engines, standalone managers and Consul by their HTTP APIs, over TLS with the operator's certificate or an engine's socket.
//!
//! `dialer` makes connections, with `credentials`; `reason` says why one failed; `http` speaks HTTP and JSON over them, and `client` is
//! bollard over that. `engine` (with `engine_facts`, `images`, `archive`, `last_words`, `node_update` and `swarm_update`), `manager`, `consul`, `trial` and `service` are what is asked; `probe` and `shown` (with `capture`)
//! look at an endpoint without trusting it.

mod archive;
#[cfg(test)]
mod canned;
mod capture;
mod client;
mod consul;
mod credentials;
mod deadline;
mod dialer;
mod engine;
mod engine_facts;
mod http;
mod images;
mod last_words;
mod listing;
mod logs;
mod manager;
mod node_update;
mod probe;
mod reason;
mod service;
mod shown;
mod swarm_update;
mod trial;

pub use client::Api;
pub use consul::{drop_peer as drop_consul_peer, forget_engine, leader as consul_leader, peers as consul_peers, reload as consul_reload, yield_primary};
pub use credentials::{CredentialSlot, Credentials};
pub use dialer::{Dialer, Endpoint, Route, Tunnel};
pub use engine::EngineApi;
pub use http::Http;
pub use images::pull;
pub use listing::containers;
pub use manager::{touch, view as manager_view};
pub use probe::{probe, served};
pub use service::SETTLING;
pub use shown::{shown, shown_at};
pub use trial::{deploy, ended_well};
