//! `import`: a cluster into the store, without touching a host. `cluster` takes in one that was exported, `missing` says what it takes to go on with it;
//! `machines` adopts what docker-machine has.

mod cluster;
mod command;
mod machines;
mod missing;

pub(super) use command::import;
