//! A stand-in for the standalone Swarm 1.2.9 image where no registry can be reached. It takes the command lines of `swarm manage` and
//! `swarm join`, keeps the same keys and sessions in a real Consul, talks to real engines over mutual TLS, and fails where the original
//! fails, in the original's words. What it leaves out: networks, volumes, pulls and builds through the manager, filters other than the
//! node constraint, reserved resources, and rescheduling.
//!
//! It is a test target only so that cargo builds it with the test dependencies; cargo never runs it.

mod api;
mod args;
mod cluster;
mod consul;
mod containers;
mod discovery;
mod election;
mod engine;
mod log;
mod manage;
mod net;
mod tls;

use args::{Flags, Usage};
use discovery::Discovery;
use log::Log;
use tokio::signal::unix::{SignalKind, signal};

const VERSION: &str = "1.2.9";
const COMMIT: &str = "527a849";

#[tokio::main]
async fn main() {
    die_as_go_does();
    let mut words = std::env::args().skip(1).peekable();
    let mut log = Log::default();
    while let Some(option) = words.next_if(|word| word.starts_with('-')) {
        match option.trim_start_matches('-') {
            "version" | "v" => return log::plain(&format!("swarm version {VERSION} ({COMMIT})")),
            "debug" => log = Log::verbose(),
            "log-level" | "l" => {
                if words.next().as_deref() == Some("debug") {
                    log = Log::verbose();
                }
            }
            "experimental" => {}
            _ => return log::plain("Usage: swarm [OPTIONS] COMMAND [arg...]"),
        }
    }
    let command = words.next();
    let rest: Vec<String> = words.collect();
    match command.as_deref() {
        Some("manage" | "m") => manage::manage(&parsed(args::MANAGE, &rest), log).await,
        Some("join" | "j") => join(&parsed(args::JOIN, &rest), log).await,
        Some(other) => log::plain(&format!("No help topic for '{other}'")),
        None => log::plain("Usage: swarm [OPTIONS] COMMAND [arg...]"),
    }
}

/// An unknown flag, and even `--help`, makes the original crash while it prints its help.
fn parsed(usage: Usage, words: &[String]) -> Flags {
    Flags::parse(usage, words).unwrap_or_else(|| {
        log::plain("Incorrect Usage.\n");
        log::panic("template: help:18: unexpected EOF")
    })
}

/// Go ends at these signals even as the first process of a container, where the kernel ignores signals nobody handles.
fn die_as_go_does() {
    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let mut signals = signal(kind).expect("a fresh process may handle its signals");
        tokio::spawn(async move {
            signals.recv().await;
            std::process::exit(2);
        });
    }
}

/// `swarm join`: keeps an engine's address registered.
async fn join(flags: &Flags, log: Log) {
    let Some(uri) = flags.discovery() else {
        log.fatal("discovery required to join a cluster. See 'swarm join --help'.");
    };
    let Some(address) = flags.one("advertise") else {
        log.fatal("missing mandatory --advertise flag");
    };
    if !args::is_address(&address) {
        log.fatal("--advertise should be of the form ip:port or hostname:port");
    }
    let heartbeat = flags.heartbeat(log);
    let ttl = flags.duration("ttl", "180s", log);
    if ttl <= heartbeat {
        log.fatal("--ttl must be strictly superior to the heartbeat value");
    }
    let store = Discovery::open(&uri, flags, log);
    loop {
        let every = format!("Registering on the discovery service every {}...", args::go_duration(heartbeat));
        log.info(&every, &[("addr", &address), ("discovery", &uri)]);
        if let Err(why) = store.register(&address, ttl).await {
            log.error(&why, &[]);
        }
        tokio::time::sleep(heartbeat).await;
    }
}
