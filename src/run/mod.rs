//! Conducts: each verb as one short pipeline over all other modules, a file a verb. The only module that sees every other one.

mod carry;
mod certs;
mod clusters;
mod config;
mod context;
mod destroy;
mod dispatch;
mod docker;
mod ended;
mod env;
mod exec;
mod expiry;
mod failover;
mod generate;
mod hand_over;
mod history;
mod hosts;
mod init;
mod interrupt;
mod ip;
mod look;
mod ls;
mod migrate;
mod moving;
mod passphrase;
mod place;
mod ps;
mod reach;
mod scp;
mod session;
mod spec_source;
mod ssh;
mod unlock;
mod verify;
mod version;

pub use dispatch::run;
