//! The small everyday verbs, without hosts: what they refuse, what they hand on to the system's own clients, what they read from the store.

#[path = "../support/mod.rs"]
mod support;

mod clusters;
mod docker;
mod doctor;
mod exec;
mod history;
mod inspect;
mod lab;
mod lock;
mod logs;
mod ssh;
