//! Where hosts come from when there are none: the docker driver makes them as containers on the operator's own engine. What then
//! runs on them is not known here; once SSH answers, they are hosts like any other.

mod address;
mod docker;
mod engine;
mod error;
mod host;
mod host_image;
mod key;
mod network;

pub use docker::DockerDriver;
pub use error::Error;
pub use key::make_ssh_key;

/// What the driver's calls come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;
