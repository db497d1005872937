//! What integration tests share: the program in a place of its own (`Sandbox`, `Program`), also on a terminal (`Terminal`), real hosts made of
//! containers (`Hosts`), and the images those hosts run (`images`). A test crate takes it in with `mod support;`.

#![allow(dead_code, unused_imports, reason = "every test crate uses a part of it")]

mod cases;
mod docker;
mod documents;
mod expect;
mod hosts;
mod images;
mod marks;
mod packages;
mod program;
mod spec;
mod store;
mod terminal;
mod tls;
mod trouble;
mod workload;

pub use cases::Cases;
pub use docker::{OWNER_LABEL, docker, owner, sweep, try_docker};
pub use documents::wrong_with;
pub use expect::matches;
pub use hosts::{Hosts, fresh_key};
pub use images::{Images, images};
pub use marks::{Marks, assert_untouched};
pub use program::{Program, Ran, Running, Sandbox, Signal};
pub use spec::Spec;
pub use store::{ca_of, issue_client, node_leaf, record_leaf};
pub use terminal::Terminal;
pub use tls::TlsServer;
pub use trouble::Sudo;
pub use workload::WORKLOAD;
