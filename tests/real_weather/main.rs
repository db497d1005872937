//! Bad weather on real hosts: what is refused before anything is touched, what fails on the way, what dies. Nothing is lost, the error says what to do, and
//! the exit code is the right one.

#[path = "../support/mod.rs"]
mod support;

mod deaths;
mod failures;
mod preflight;

use support::Hosts;

/// `text` with the hosts' addresses in place of `[IP1]`, `[IP2]`, ….
fn with_addresses(hosts: &Hosts, text: &str) -> String {
    (0..hosts.len()).fold(text.to_owned(), |text, i| text.replace(&format!("[IP{}]", i + 1), &hosts.ip(i).to_string()))
}
