//! What is lost in a cluster of real hosts, what goes on without it, how long until it is whole again, and what `verify` says meanwhile. A process that is killed
//! comes back by itself, and so does a node that boots again; what is gone for good is replaced by `init`. No key that Consul acknowledged is lost in any of it.

#![expect(clippy::print_stdout, reason = "a long test tells how far it is")]

#[path = "../support/mod.rs"]
mod support;

mod lab;
mod loss;
mod servers;
mod standalone;
mod swarm_mode;
mod writer;
