//! Plans, as pure functions of what is wanted and what is: no host, no clock, no store.

mod addresses;
mod consul_servers;
mod destroy;
mod discovery;
mod engine;
mod failover;
mod fixtures;
mod init;
mod leave;
mod migrate;
mod power;
mod preflight;
mod rename;
mod rotate;
mod rotate_ca;
mod ssh_access;
mod swarm_roles;
mod swarm_settings;
mod upgrade;
