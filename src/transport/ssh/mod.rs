//! Hosts by the system's own ssh client: one multiplexed connection a host, over which scripts run and streams are forwarded.
//!
//! `host` is the public face; `connection` is one live connection; `options`, `host_keys` say how ssh is to connect; `refusal`
//! reads why it did not; `scripts` knows which script answers what; `client` is ssh as a person uses it.

mod client;
mod connection;
mod host;
mod host_keys;
mod options;
mod refusal;
mod scripts;

pub use client::{Copying, Direction, SshClient, Tty};
pub use host::{DialTo, SshHost, SshSettings, runtime_dir};
