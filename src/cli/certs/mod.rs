//! `swarmctl certs`: the certificates of a cluster for its whole life. A file a verb.

mod check;
mod command;
mod ls;
mod show;

pub use check::CertsCheckRequest;
pub(super) use command::CertsArgs;
pub use command::CertsRequest;
pub use ls::CertsLsRequest;
pub use show::CertsShowRequest;
